package server

import (
	"context"
	"net/http"
	"net/url"

	"yinzheng/internal/report"
)

// quoteView is /quote.
type quoteView struct {
	*frame
	Query, Near string
	Filters     []chip
	Hidden      []pair
	Nears       []pair // what can be chosen, in words
	Answer      *quoteAnswer
}

type quoteAnswer struct {
	report.Quote
	Sources []sourceView
	Closest *sourceView
	Counts  []verdictCount
	pager
}

type sourceView struct {
	report.Source
	Number int
	Proven bool // that the first is the first appearance
	Diff   []report.DiffPiece
	Link   string
}

type verdictCount struct {
	Verdict string
	Places  int
}

func (s *Server) readQuotePage(_ *http.Request, values url.Values, f *frame) (*asking, error) {
	f.Page = "quote"
	f.Title = f.Lang.say("引文溯源", "Trace a quotation")
	v := &quoteView{frame: f, Query: values.Get("q"), Near: values.Get("near"), Filters: chipsOf("/quote", values)}
	v.Nears = []pair{{"", "0.85"}, {"0.95", "0.95"}, {"0.75", "0.75"}, {"0.6", "0.60"}, {"off", f.Lang.say("只要文字一致", "same letters only")}}
	for _, c := range v.Filters {
		v.Hidden = append(v.Hidden, pair{c.Name, c.Value})
	}
	a := &asking{frame: f, view: v, cost: slow, text: v.Query, generation: values.Get("generation")}
	if v.Query == "" {
		return a, newParams(values, quoteParams()[1:]).err
	}
	p := newParams(values, quoteParams())
	x := newQuoteRequest(p, report.JSON)
	a.fill = func(ctx context.Context, g *generation) error {
		answer, err := x.run(ctx, g)
		if err == nil {
			v.Answer = newQuoteAnswer(values, answer)
		}
		return err
	}
	return a, p.err
}

func newQuoteAnswer(values url.Values, q report.Quote) *quoteAnswer {
	v := &quoteAnswer{Quote: q}
	for i, x := range q.Sources {
		v.Sources = append(v.Sources, newSourceView(q, q.Offset+i+1, x))
	}
	if q.Closest != nil {
		closest := newSourceView(q, 0, *q.Closest)
		v.Closest = &closest
	}
	for _, c := range q.Counts() {
		v.Counts = append(v.Counts, verdictCount{string(c.Verdict), c.Places})
	}
	v.pager = newPager("/quote", values, q.List, len(q.Sources), q.Occurrences)
	return v
}

func newSourceView(q report.Quote, number int, x report.Source) sourceView {
	v := sourceView{Source: x, Number: number, Proven: q.FirstProven, Link: documentLink(x.Document.ID, "start", x.Start, "end", x.End)}
	if len(x.Edits) > 0 {
		v.Diff = q.Diff(x)
	}
	v.Before, v.After = report.Around(x.Before, x.After)
	return v
}
