package server

import (
	"context"
	"net/http"
	"time"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/library"
	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

// searchRequest is a search as the parameters ask for it.
type searchRequest struct {
	window
	filters
	text     string
	query    query.Node
	sort     string
	tier     string
	passages int
}

func newSearchRequest(p *params, format report.Format) (searchRequest, error) {
	x := searchRequest{text: p.text("q"), sort: p.choice("sort"), tier: p.choice("tier"), passages: p.number("passages"),
		window: p.window(format), filters: p.filters()}
	if p.err != nil {
		return x, p.err
	}
	var err error
	x.query, err = query.Parse(x.text)
	return x, err
}

// run answers; found is all documents that the query selects. Errors: those of
// index.Search.
func (x searchRequest) run(ctx context.Context, g *generation) (a report.Search, found []int, err error) {
	start := time.Now()
	result, err := g.Search(ctx, x.query, index.SearchOptions{
		Sort: x.sort, Tier: x.tier, Limit: x.limit, Offset: x.offset, Passages: x.passages, Keep: x.keep,
	})
	if err != nil {
		return a, nil, err
	}
	list := report.NewList(g.Generation(), g.Unread(), x.limit, x.offset)
	article, err := x.article(g)
	a = report.NewSearch(x.text, x.tier, x.given, result, time.Since(start), list)
	a.Article = article
	return a, result.Selected, err
}

// article is what the search names, nil unless it is a name.
func (x searchRequest) article(g *generation) (*report.Article, error) {
	named, ok, err := library.InQuery(x.query, x.text, g, x.keep, g.library)
	if err != nil || !ok {
		return nil, err
	}
	var doc *corpus.Document
	if named.Spot != nil {
		if doc, err = g.Read(named.Spot.Doc); err != nil {
			return nil, err
		}
	}
	return report.NewArticle(named, doc, g.Info), nil
}

// readSearch is /api/search.
func readSearch(_ *Server, _ *http.Request, p *params, format report.Format) (question, error) {
	x, err := newSearchRequest(p, format)
	return question{generation: p.text("generation"), cost: costOf(x.window), ask: func(ctx context.Context, g *generation) (answer, error) {
		a, _, err := x.run(ctx, g)
		return func(p report.Printer) error { return p.Search(a) }, err
	}}, err
}

// costOf is that of a list in memory, which may be long.
func costOf(w window) cost {
	if w.limit == 0 || w.limit > MaxLimit {
		return heavy
	}
	return searching
}
