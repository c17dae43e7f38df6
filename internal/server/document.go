package server

import (
	"context"
	"net/http"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/library"
	"yinzheng/internal/report"
)

// readDocument is /api/documents/{id}.
func readDocument(_ *Server, r *http.Request, p *params, _ report.Format) (question, error) {
	name, section := r.PathValue("id"), p.text("section")
	return question{generation: p.text("generation"), ask: func(_ context.Context, g *generation) (answer, error) {
		named, err := g.named(name, section)
		if err != nil {
			return nil, err
		}
		naming := report.NewNaming(named, g.Info)
		if named.Spot == nil {
			parts, err := g.readAll(named.Parts)
			a := report.NewWork(parts, naming, g.Generation())
			return func(p report.Printer) error { return p.Work(a) }, err
		}
		doc, err := g.Read(named.Spot.Doc)
		if err != nil {
			return nil, err
		}
		a := report.NewShow(doc, *named.Spot, naming, g.Generation())
		return func(p report.Printer) error { return p.Show(a) }, nil
	}}, p.err
}

func (g *generation) readAll(docs []int) ([]*corpus.Document, error) {
	list := make([]*corpus.Document, len(docs))
	var err error
	for i, doc := range docs {
		if list[i], err = g.Read(doc); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// named is what a name means that show takes, too: an answer with a Spot or
// with Parts. section is the part where the name has none.
func (g *generation) named(name, section string) (library.Answer, error) {
	a, err := g.library().Named(name, section, g.Resolve)
	switch {
	case err != nil || a.Spot != nil || len(a.Parts) > 0:
		return a, err
	case len(a.Candidates) > 0:
		return a, refuse(http.StatusConflict, "name it by its id: "+g.ids(a.Candidates), "%d documents are called %s", len(a.Candidates), name)
	case a.Wanting >= 0:
		return a, refuse(http.StatusNotFound, "the outline of the whole document lists them", "%s", a.Missing)
	case len(a.Versions) > 0:
		return a, refuse(http.StatusNotFound, "there are others: "+g.ids(a.Versions), "%s", a.Missing)
	case a.Nearly != "":
		return a, refuse(http.StatusNotFound, a.Nearly+" is one slip away", "%s", a.Missing)
	}
	return a, refuse(http.StatusNotFound, "search for its title, as 标题:…", "%s", a.Missing)
}

// ids are those of documents, of many the first.
func (g *generation) ids(docs []int) string {
	var ids []string
	for _, n := range docs[:min(len(docs), 10)] {
		ids = append(ids, g.Info(n).ID)
	}
	return strings.Join(ids, ", ")
}
