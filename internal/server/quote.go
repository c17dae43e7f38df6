package server

import (
	"context"
	"net/http"

	"yinzheng/internal/quote"
	"yinzheng/internal/report"
)

// quoteRequest is a quotation as the parameters ask for it.
type quoteRequest struct {
	window
	filters
	text     string
	near     float64
	ellipsis int
}

func newQuoteRequest(p *params, format report.Format) quoteRequest {
	return quoteRequest{text: p.text("q"), near: p.near(), ellipsis: p.number("ellipsis"), window: p.window(format), filters: p.filters()}
}

// run answers. Errors: those of quote.Trace.
func (x quoteRequest) run(ctx context.Context, g *generation) (report.Quote, error) {
	t, err := quote.Trace(ctx, g, x.text, quote.Options{Near: x.near, Ellipsis: x.ellipsis, Keep: x.keep, Most: mostPlaces})
	if err != nil {
		return report.Quote{}, err
	}
	return report.NewQuote(report.Traced{
		Tracing: *t, Near: report.Share(x.near), Filters: x.given, Unread: g.Unread(),
		List: report.NewList(g.Generation(), g.Unread(), x.limit, x.offset),
	}), nil
}

// mostPlaces is how many places of one quotation are worked out for one
// request: words that stand at more are no quotation, and cost memory.
const mostPlaces = 50_000

// readQuote is /api/quote.
func readQuote(_ *Server, _ *http.Request, p *params, format report.Format) (question, error) {
	x := newQuoteRequest(p, format)
	return question{cost: slow, generation: p.text("generation"), ask: func(ctx context.Context, g *generation) (answer, error) {
		a, err := x.run(ctx, g)
		return func(p report.Printer) error { return p.Quote(a) }, err
	}}, p.err
}
