package server

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

// question is a request whose parameters are read: it asks an index and
// writes the whole answer to w.
type question func(ctx context.Context, ix *index.Index, w io.Writer) error

// ask asks the generation in force, within the limits.
func (s *Server) ask(ctx context.Context, q question) ([]byte, error) {
	if err := s.takePlace(ctx); err != nil {
		return nil, err
	}
	defer func() { <-s.places }()
	ctx, cancel := context.WithTimeout(ctx, s.limits.Work)
	defer cancel()
	x := s.generations.hold()
	defer s.generations.release(x)
	var b bytes.Buffer
	err := q(ctx, x.Index, &b)
	return b.Bytes(), err
}

// takePlace waits for one of the places to work at.
func (s *Server) takePlace(ctx context.Context) error {
	late := time.NewTimer(s.limits.Wait)
	defer late.Stop()
	select {
	case s.places <- struct{}{}:
		return nil
	case <-late.C:
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

// api answers questions in JSON.
func (s *Server) api(read func(*http.Request) (question, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q, err := read(r)
		if err != nil {
			s.failJSON(w, r, unreadable(err))
			return
		}
		body, err := s.ask(r.Context(), q)
		if err != nil {
			s.failJSON(w, r, err)
			return
		}
		write(w, http.StatusOK, typeJSON, body)
	})
}

// searchRequest is a search as the parameters ask for it.
type searchRequest struct {
	window
	text  string
	query query.Node
	sort  string
}

func searchParams() []string { return []string{"q", "sort", "limit", "offset"} }

func newSearchRequest(p *params) searchRequest {
	x := searchRequest{text: p.query(), sort: p.choice("sort", index.Sorts()), window: p.window()}
	if p.err == nil {
		x.query, p.err = query.Parse(x.text)
	}
	return x
}

// run answers. Errors: those of index.Search.
func (x searchRequest) run(ctx context.Context, ix *index.Index) (report.Search, error) {
	start := time.Now()
	result, err := ix.Search(ctx, x.query, index.SearchOptions{Sort: x.sort, Limit: x.limit, Offset: x.offset})
	if err != nil {
		return report.Search{}, err
	}
	list := report.NewList(ix.Generation(), ix.Unread(), x.limit, x.offset)
	return report.NewSearch(x.text, result, time.Since(start), list), nil
}

// readSearch is /api/search.
func readSearch(r *http.Request) (question, error) {
	p := readParams(r, searchParams()...)
	x := newSearchRequest(p)
	return func(ctx context.Context, ix *index.Index, w io.Writer) error {
		answer, err := x.run(ctx, ix)
		if err != nil {
			return err
		}
		return jsonTo(w).Search(answer)
	}, p.err
}

func jsonTo(w io.Writer) report.Printer { return report.Printer{W: w, Format: report.JSON} }

func mentionsParams() []string {
	known := []string{"q", "mode", "pattern", "limit", "offset"}
	for _, def := range query.Fields() {
		if def.Flag != "" {
			known = append(known, def.Flag)
		}
	}
	return known
}

// readMentions is /api/mentions.
func readMentions(r *http.Request) (question, error) {
	p := readParams(r, mentionsParams()...)
	term, operators, part := p.query(), p.flag("pattern"), p.window()
	modeName := p.choice("mode", []string{match.Exact.String(), match.Loose.String(), match.Raw.String()})
	if p.err != nil {
		return nil, p.err
	}
	mode, err := match.ParseMode(modeName)
	if err != nil {
		return nil, err
	}
	pattern, err := concord.NewPattern(term, mode, operators)
	if err != nil {
		return nil, err
	}
	keep, err := concord.NewFilter(p.all)
	if err != nil {
		return nil, err
	}
	return askMentions(term, operators, pattern, keep, p.filters(), part), nil
}

func askMentions(term string, operators bool, p match.Pattern, keep func(corpus.Info) bool, filters report.Filters, part window) question {
	return func(ctx context.Context, ix *index.Index, w io.Writer) error {
		c := concord.New(ix, p, concord.Options{Keep: keep, Limit: part.limit, Offset: part.offset})
		if err := c.Count(ctx); err != nil {
			return err
		}
		list := report.NewList(ix.Generation(), ix.Unread(), part.limit, part.offset)
		asked := report.Asked{Query: term, Scope: report.NewScope(p.Mode.String(), filters, list, ix.Unread())}
		asked.Pattern = operators
		return jsonTo(w).Mentions(report.NewMentions(asked, c, c.Mentions(ctx)))
	}
}
