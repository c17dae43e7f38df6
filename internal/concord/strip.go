package concord

import (
	"cmp"
	"context"
	"slices"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// StripCells is how many equal parts of a document's text a Strip tells
// apart.
const StripCells = 60

// Strip is where in a document its mentions stand.
type Strip struct {
	Document    corpus.Info
	Letters     int
	Occurrences int
	// Cells counts the mentions that start in each part of the text, in bytes.
	Cells [StripCells]int
}

// NewStrips gives a strip for each document that holds p and that keep takes,
// nil all, the most mentions first, then by path.
func NewStrips(ctx context.Context, src Source, p match.Pattern, keep func(corpus.Info) bool) ([]Strip, error) {
	var strips []Strip
	for d, err := range load(ctx, src, p, keep, all) {
		if err != nil {
			return nil, err
		}
		s := Strip{Document: d.info, Letters: src.Letters(d.hits.Doc), Occurrences: len(d.spans)}
		for _, x := range d.spans {
			s.Cells[x.Start*StripCells/len(d.doc.Text)]++
		}
		strips = append(strips, s)
	}
	slices.SortFunc(strips, func(a, b Strip) int {
		return cmp.Or(cmp.Compare(b.Occurrences, a.Occurrences), cmp.Compare(a.Document.Path, b.Document.Path))
	})
	return strips, nil
}
