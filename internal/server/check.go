package server

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/query"
	"yinzheng/internal/quote"
	"yinzheng/internal/report"
)

// draft is what is to be checked. Its name says how to read it; no file of
// this name is ever opened.
type draft struct {
	name string
	data []byte
	file bool // it was sent as a file
	text bool // there was a text, which counts where there is no file
}

// checkRequest is a check as the parameters ask for it.
type checkRequest struct {
	draft
	near     float64
	ellipsis int
	before   string // ISO date, "" for the draft's own
	uncut    bool
	failOn   []quote.Verdict
}

func newCheckRequest(p *params, d draft) (checkRequest, error) {
	x := checkRequest{draft: d, near: p.near(), ellipsis: p.number("ellipsis")}
	x.readBefore(p)
	x.readVerdicts(p)
	return x, p.err
}

const anyDate, failNever = "none", "none"

func (x *checkRequest) readBefore(p *params) {
	switch value := p.text("before"); {
	case !p.given("before"):
	case value == anyDate:
		x.uncut = true
	default:
		from, to, err := query.ParseDates(value)
		if err != nil || from != to {
			p.fail("write 2021, 2021-03, 2021-03-01, or none", "before %q is not a date", value)
		}
		x.before = to
	}
}

func (x *checkRequest) readVerdicts(p *params) {
	if !p.given("fail-on") {
		x.failOn = []quote.Verdict{quote.Near, quote.Elsewhere, quote.Absent}
		return
	}
	names := strings.Split(strings.Join(p.all("fail-on"), ","), ",")
	if len(names) == 1 && names[0] == failNever {
		return
	}
	for _, name := range names {
		v := report.FailOnWarning
		if name = strings.TrimSpace(name); name != string(report.FailOnWarning) {
			var err error
			if v, err = quote.ParseVerdict(name); err != nil {
				p.fail("near,elsewhere,absent is the default; warning adds marks that never close; none alone never fails", "fail-on: %v", err)
			}
		}
		x.failOn = append(x.failOn, v)
	}
}

// run answers.
func (x checkRequest) run(ctx context.Context, g *generation, version string) (a report.Check, found *quote.Report, err error) {
	checked := report.Checked{FailOn: x.failOn, Near: x.near, Generation: g.Generation(), Unread: g.Unread(), Version: version}
	doc, err := corpus.Read(corpus.NameAs(x.name, x.data), x.data)
	if bad := (*corpus.UnreadableError)(nil); errors.As(err, &bad) {
		return a, nil, refuse(http.StatusUnprocessableEntity, "send plain text, Markdown or HTML", "the draft can't be read: %s", bad.Reason)
	}
	if err != nil {
		return a, nil, err
	}
	doc.Path = x.name
	found, err = quote.Check(ctx, g, doc, quote.CheckOptions{Near: x.near, Ellipsis: x.ellipsis, Before: x.before, Uncut: x.uncut})
	if err != nil {
		return a, nil, err
	}
	checked.Drafts = []report.Draft{report.NewDraft(found, x.name, x.data, x.before != "")}
	return report.NewCheck(checked), found, nil
}

// formatFixed is the draft itself, in which near quotations carry the source's
// wording.
const formatFixed report.Format = "fixed"

// fixed is the draft so. Of HTML no copy can be made.
func (x checkRequest) fixed(found *quote.Report) ([]byte, error) {
	name := corpus.NameAs(x.name, x.data)
	if isHTML(name) {
		return nil, refuse(http.StatusBadRequest, "save it as text or Markdown", "a draft in HTML can't be rewritten")
	}
	data, _, _, err := quote.Rewritten(name, x.data, found)
	return data, err
}

func isHTML(name string) bool { return strings.HasPrefix(strings.ToLower(path.Ext(name)), ".htm") }

// readCheck is /api/check. A form may have the parameters too.
func readCheck(s *Server, r *http.Request, p *params, format report.Format) (question, error) {
	if p.err != nil {
		return question{}, p.err
	}
	d, fields, err := s.readDraft(r, p.text("name"))
	if err != nil {
		return question{}, err
	}
	if fields.Has("format") {
		return question{}, refuse(http.StatusBadRequest, "write /api/check?format=…", "format stands in the address, not in the form")
	}
	for name, list := range fields {
		p.values[name] = append(p.values[name], list...)
	}
	x, err := newCheckRequest(newParams(p.values, slices.Collect(maps.Values(p.known))), d)
	return x.question(s.version, format), err
}

func (x checkRequest) question(version string, format report.Format) question {
	file := ""
	if format == formatFixed {
		as := corpus.NameAs(x.name, x.data)
		if x.name == pasted {
			as = corpus.NameAs("draft", x.data)
		}
		file = strings.TrimSuffix(as, path.Ext(as)) + ".改" + path.Ext(as)
	}
	return question{cost: heavy, file: file, ask: func(ctx context.Context, g *generation) (answer, error) {
		a, found, err := x.run(ctx, g, version)
		if err != nil || format != formatFixed {
			return func(p report.Printer) error { return p.Check(a) }, err
		}
		data, err := x.fixed(found)
		return func(p report.Printer) error { _, err := p.W.Write(data); return err }, err
	}}
}

// maxHTML bounds drafts in HTML, whose reading takes up to 120 times their
// size in memory.
const maxHTML = 2 << 20

// readDraft takes the draft out of a request, in memory: a form with a field
// text or file, or a body that is the draft itself. The other fields of a form
// are parameters. The draft's name is that of its file, else the field name,
// else the one given.
func (s *Server) readDraft(r *http.Request, name string) (d draft, fields url.Values, err error) {
	if err := s.takePlace(r.Context(), s.bodies); err != nil {
		return d, nil, err
	}
	defer func() { <-s.bodies }()
	if coding := r.Header.Get("Content-Encoding"); coding != "" && coding != "identity" {
		return d, nil, refuse(http.StatusUnsupportedMediaType, "send it as it is", "a draft coded as %s is not read here", coding)
	}
	r.Body = http.MaxBytesReader(nil, r.Body, s.limits.Body*4/3+formOverhead)
	fields = url.Values{}
	kind, parts, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && r.Header.Get("Content-Type") != "" {
		return d, fields, refuse(http.StatusUnsupportedMediaType, draftHint, "the Content-Type can't be read")
	}
	switch {
	case kind == "multipart/form-data":
		err = d.readForm(multipart.NewReader(r.Body, parts["boundary"]), fields)
	case kind == "application/x-www-form-urlencoded":
		err = d.readValues(r.Body, fields)
	case kind == "" || strings.HasPrefix(kind, "text/") || kind == "application/octet-stream":
		d.data, err = io.ReadAll(r.Body)
	default:
		err = refuse(http.StatusUnsupportedMediaType, draftHint, "a draft of type %s is not read here", kind)
	}
	if err != nil {
		return d, fields, badBody(err)
	}
	d.name = cmp.Or(d.name, fields.Get("name"), name)
	d, err = d.settled(s.limits.Body, strings.HasSuffix(kind, "form-data") || strings.HasSuffix(kind, "urlencoded"))
	return d, fields, err
}

var errTwoDrafts = refuse(http.StatusBadRequest, "send one at a time", "the form has two drafts")

const (
	pasted       = "-" // the name of a draft that has none
	formOverhead = 64 << 10
	draftHint    = "send the draft as text/plain, or as a form with a field text or file"
)

// settled is the draft with a name, if it is one and not too large.
func (d draft) settled(most int64, form bool) (draft, error) {
	d.name = path.Base(strings.ReplaceAll(d.name, `\`, "/"))
	if d.name == "." || d.name == "/" || d.name == "" {
		d.name = pasted
	}
	switch {
	case len(d.data) == 0 && form && !d.text:
		return d, refuse(http.StatusBadRequest, "curl -H 'Content-Type: text/plain' --data-binary @draft.txt sends the draft itself", "the form has no field text or file")
	case len(d.data) == 0:
		return d, refuse(http.StatusBadRequest, draftHint, "the draft is empty")
	case int64(len(d.data)) > most, isHTML(corpus.NameAs(d.name, d.data)) && len(d.data) > maxHTML:
		return d, errBody
	}
	return d, nil
}

// badBody is an error in reading a body as the client is told of it.
func badBody(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return errSlow
	}
	if isKnown(err) {
		return err
	}
	return refuse(http.StatusBadRequest, draftHint, "the body can't be read")
}

// readForm takes the parts of a form.
func (d *draft) readForm(r *multipart.Reader, fields url.Values) error {
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if err := d.take(part.FormName(), part.FileName(), data, fields); err != nil {
			return err
		}
	}
}

func (d *draft) readValues(r io.Reader, fields url.Values) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return err
	}
	for name, list := range values {
		for _, value := range list {
			if err := d.take(name, "", []byte(value), fields); err != nil {
				return err
			}
		}
	}
	return nil
}

// take takes one field of a form. An empty file is one that was not chosen; a
// file counts before a text. The field draft is a file that our own page has
// been sent before.
func (d *draft) take(field, file string, data []byte, fields url.Values) error {
	switch field {
	case "text":
		if d.text {
			return errTwoDrafts
		}
		if d.text = true; !d.file {
			d.data = data
		}
	case "file", "draft":
		if len(data) == 0 {
			return nil
		}
		if field == "draft" {
			var err error
			if data, err = base64.StdEncoding.DecodeString(string(data)); err != nil {
				return err
			}
		}
		if d.file {
			return errTwoDrafts
		}
		d.data, d.file = data, true
		if file != "" {
			d.name = file
		}
	default:
		fields.Add(field, string(data))
	}
	return nil
}
