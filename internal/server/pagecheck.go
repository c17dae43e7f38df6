package server

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"time"

	"yinzheng/corpus"
	"yinzheng/internal/report"
)

// checkView is /check.
type checkView struct {
	*frame
	Text         string // of the draft in the form
	Near, Before string
	Most         int64 // bytes of a draft
	Answer       *checkAnswer
}

type checkAnswer struct {
	report.CheckPage
	Summary report.Summary
	Tally   []tallyView
	Fixable bool   // a copy of the draft can be made that has the sources' wording
	Draft   string // the draft again, in base64, for the report to download
	Name    string
	Hidden  []pair // how it was checked
}

func (s *Server) newCheckView(f *frame, values url.Values) *checkView {
	f.Page = "check"
	f.Title = f.Lang.say("引文核对", "Check a draft")
	return &checkView{frame: f, Near: values.Get("near"), Before: values.Get("before"), Most: s.limits.Body}
}

// readEmptyCheck is /check before anything is sent.
func (s *Server) readEmptyCheck(_ *http.Request, values url.Values, f *frame) (*asking, error) {
	return &asking{frame: f, view: s.newCheckView(f, values)}, newParams(values, checkParams()).err
}

// checkPage takes a draft from the form. With format it answers with the report
// as a file.
func (s *Server) checkPage() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := s.newFrame(w, r, "check")
		f.Switch = "/check?" + langParam + "=" + string(f.Lang.other()) // a form can't be sent again by a link
		s.extendRead(w)
		d, fields, err := s.readDraft(r, "")
		fields = cleaned(fields)
		v := s.newCheckView(&f, fields)
		a := &asking{frame: &f, view: v, cost: heavy}
		if err != nil {
			s.answerPage(w, r, a, err)
			return
		}
		if !d.file {
			v.Text = string(d.data)
		}
		if fields.Has("format") {
			s.checkFile(w, r, d, fields)
			return
		}
		x, err := newCheckRequest(newParams(fields, checkParams()), d)
		a.fill = func(ctx context.Context, g *generation) error {
			answer, _, err := x.run(ctx, g, s.version)
			if err == nil {
				v.Answer = newCheckAnswer(answer, d, fields)
			}
			return err
		}
		s.answerPage(w, r, a, err)
	})
}

// tallyView is how many claims have a verdict, or how many warnings there are.
type tallyView struct{ Sign, Chinese, English, Count string }

func newCheckAnswer(c report.Check, d draft, fields url.Values) *checkAnswer {
	a := &checkAnswer{CheckPage: report.NewCheckPage(c), Summary: c.Summary, Name: d.name, Draft: base64.StdEncoding.EncodeToString(d.data),
		Fixable: c.Summary.Near > 0 && !isHTML(corpus.NameAs(d.name, d.data))}
	for i, x := range a.Columns {
		if len(a.Rows) > 0 {
			a.Tally = append(a.Tally, tallyView{x.Sign, x.Chinese, x.English, a.Rows[0].Counts[i]})
		}
	}
	for _, name := range []string{"near", "before", "fail-on", "ellipsis"} {
		for _, value := range fields[name] {
			a.Hidden = append(a.Hidden, pair{name, value})
		}
	}
	return a
}

// checkFile answers as the API does, with a draft that was checked before.
func (s *Server) checkFile(w http.ResponseWriter, r *http.Request, d draft, fields url.Values) {
	all := endpoints()
	e := all[slices.IndexFunc(all, func(e endpoint) bool { return e.id == "check" })]
	p := newParams(fields, e.parameters())
	format := p.format()
	x, err := newCheckRequest(p, d)
	if err == nil {
		e.kept = true
		err = s.whole(w, r, x.question(s.version, format), e, format)
	}
	if err != nil {
		s.fail(w, r, unreadable(err))
	}
}

// extendRead gives a draft more time to arrive than other requests have.
func (s *Server) extendRead(w http.ResponseWriter) {
	// A writer that knows no deadlines is one of a test.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(s.limits.Arrival))
}
