package server

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"yinzheng/internal/report"
)

// cost says which of the places for work a request takes.
type cost int

const (
	quick     cost   = iota // some milliseconds, whatever is asked
	searching               // some milliseconds, unless the query asks for much
	slow                    // may have to read every document
	heavy                   // takes a core for seconds, or much memory
	export                  // writes while it reads, for as long as the client takes it
	costs     = iota        // how many there are
)

// question is a request whose parameters are read. It asks one generation.
type question struct {
	cost       cost
	generation string // that must answer; "" for the one in force
	file       string // what a browser that keeps the answer may call it; "": by the endpoint
	ask        func(ctx context.Context, g *generation) (answer, error)
}

// answer writes itself. Its generation is held until it has.
type answer func(p report.Printer) error

// work has a question answered by its generation, within the limits; use gets
// the answer while the generation is held.
func (s *Server) work(ctx context.Context, q question, use func(answer) error) error {
	if err := s.takePlace(ctx, s.places[q.cost]); err != nil {
		return err
	}
	defer func() { <-s.places[q.cost] }()
	limit := [costs]time.Duration{quick: s.limits.Work, searching: s.limits.Work, slow: s.limits.Work, heavy: s.limits.Long, export: s.limits.Export}[q.cost]
	ctx, cancel := context.WithTimeoutCause(ctx, limit, tooLong(limit))
	defer cancel()
	g, err := s.generations.hold(q.generation)
	if err != nil {
		return err
	}
	defer s.generations.release(g)
	a, err := q.ask(ctx, g)
	if err == nil {
		err = use(a)
	}
	if late := (*refusal)(nil); err != nil && errors.As(context.Cause(ctx), &late) {
		return late
	}
	return err
}

// tooLong says that a request has had all the time that there is for one.
func tooLong(limit time.Duration) error {
	return refuse(http.StatusUnprocessableEntity, "ask for something rarer or longer, or ask yinzheng on the command line, which has no limit",
		"the query asks for more than %v of work", limit)
}

// takePlace waits for one of some places, but not for long.
func (s *Server) takePlace(ctx context.Context, places chan struct{}) error {
	late := time.NewTimer(s.limits.Wait)
	defer late.Stop()
	select {
	case places <- struct{}{}:
		return nil
	case <-late.C:
		s.metrics.busy.Inc()
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

const (
	typeJSON    = "application/json; charset=utf-8"
	typeProblem = "application/problem+json"
	typeHTML    = "text/html; charset=utf-8"
	typeText    = "text/plain; charset=utf-8"
)

// mediaType is that of a format.
func mediaType(f report.Format) string {
	switch f {
	case report.JSONL:
		return "application/jsonl; charset=utf-8"
	case report.CSV:
		return "text/csv; charset=utf-8; header=present"
	case report.HTML:
		return typeHTML
	case report.SARIF:
		return "application/sarif+json"
	case formatSVG:
		return "image/svg+xml; charset=utf-8"
	case report.GitHub, report.Text:
		return typeText
	case formatFixed:
		return "application/octet-stream" // in the draft's own encoding
	}
	return typeJSON
}

// formatSVG is of charts; report writes it by a function of its own.
const formatSVG report.Format = "svg"

// api answers an endpoint's questions.
func (s *Server) api(e endpoint) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if e.method == http.MethodPost {
			s.extendRead(w)
		}
		p := readParams(r, e.parameters())
		format := p.format()
		q, err := e.read(s, r, p, format)
		if p.err != nil {
			err = p.err
		}
		if err != nil {
			s.fail(w, r, unreadable(err))
			return
		}
		if q.cost == export {
			err = s.stream(w, r, q, e, format)
		} else {
			err = s.whole(w, r, q, e, format)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// whole makes an answer before its first byte goes out. So a failure on the
// way still has its status, and a slow client holds neither a generation nor
// one of the places for work.
func (s *Server) whole(w http.ResponseWriter, r *http.Request, q question, e endpoint, format report.Format) error {
	b := bounded{most: s.limits.Answer}
	err := s.work(r.Context(), q, func(a answer) error { return a(report.Printer{W: &b, Format: format}) })
	if err != nil {
		return err
	}
	describe(w.Header(), e, format, q.file)
	write(w, http.StatusOK, mediaType(format), b.Bytes())
	return nil
}

// bounded is a buffer with an end: answers wait in memory for their clients.
type bounded struct {
	bytes.Buffer
	most int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		return 0, refuse(http.StatusUnprocessableEntity, "ask for less of it, or ask yinzheng on the command line, which has no limit",
			"the answer is larger than %d MB", b.most>>20)
	}
	return b.Buffer.Write(p)
}

// describe says what a browser may call the file that it makes of an answer.
// A page for keeping (HTML), which has its style inside, is never shown by us.
func describe(h http.Header, e endpoint, format report.Format, file string) {
	if e.kept || format != report.JSON && format != formatSVG && format != report.Text {
		file = cmp.Or(file, e.id+"."+extension(format))
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file}))
	}
}

func extension(f report.Format) string {
	switch f {
	case report.SARIF:
		return "sarif"
	case report.GitHub, formatFixed:
		return "txt"
	}
	return string(f)
}

// stream sends an answer while it is made. What fails on the way breaks the
// connection off, so that no client takes a part for the whole.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, q question, e endpoint, format report.Format) error {
	out := &patient{w: w, control: http.NewResponseController(w), patience: s.limits.Patience}
	out.begin = func() {
		describe(w.Header(), e, format, q.file)
		w.Header().Set("Content-Type", mediaType(format))
	}
	err := s.work(r.Context(), q, func(a answer) error { return a(report.Printer{W: out, Format: format}) })
	if err == nil || !out.begun {
		return err
	}
	// The status is gone out: what can be done is to end without the end.
	if r.Context().Err() == nil && !out.failed {
		s.log.Error("an answer was broken off", "id", idOf(w), "error", err)
	}
	panic(http.ErrAbortHandler)
}

// patient writes to a client that must take something now and then.
type patient struct {
	w             io.Writer
	control       *http.ResponseController
	patience      time.Duration
	begin         func()
	begun, failed bool
}

func (x *patient) Write(b []byte) (int, error) {
	if !x.begun {
		x.begun = true
		x.begin()
	}
	// A writer that knows no deadlines is one of a test.
	_ = x.control.SetWriteDeadline(time.Now().Add(x.patience))
	n, err := x.w.Write(b)
	x.failed = x.failed || err != nil
	return n, err
}

// write sends a whole answer. A client that does not take it is no news.
func write(w http.ResponseWriter, status int, mediaType string, body []byte) {
	// From here on the client has its time, however long the work took. A writer
	// that knows no deadlines is one of a test.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTime))
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
