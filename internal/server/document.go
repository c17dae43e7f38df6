package server

import (
	"context"
	"net/http"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/report"
)

// readDocument is /api/documents/{id}.
func readDocument(_ *Server, r *http.Request, p *params, _ report.Format) (question, error) {
	name, section := r.PathValue("id"), p.text("section")
	return question{generation: p.text("generation"), ask: func(_ context.Context, g *generation) (answer, error) {
		doc, err := g.document(name)
		if err != nil {
			return nil, err
		}
		part := -1
		if section != "" {
			i, ok := corpus.FindSection(doc.Outline, section)
			if !ok {
				return nil, refuse(http.StatusNotFound, "the outline of the whole document lists them", "the document has no section %s", section)
			}
			part = i
		}
		a := report.NewShow(doc, part, g.Generation())
		return func(p report.Printer) error { return p.Show(a) }, nil
	}}, p.err
}

// document is the one that a name means: an id, or what else show takes.
func (g *generation) document(name string) (*corpus.Document, error) {
	found, err := g.Resolve(name)
	if err != nil {
		return nil, err
	}
	switch len(found) {
	case 1:
		return g.Read(found[0])
	case 0:
		return nil, refuse(http.StatusNotFound, "search for its title, as 标题:…", "no document is called %s", name)
	}
	var ids []string
	for _, n := range found[:min(len(found), 10)] {
		ids = append(ids, g.Info(n).ID)
	}
	return nil, refuse(http.StatusConflict, "name it by its id: "+strings.Join(ids, ", "), "%d documents are called %s", len(found), name)
}
