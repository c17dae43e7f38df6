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

// Dispersion is the strips of all documents with mentions.
type Dispersion struct {
	Totals
	Strips []Strip
}

// NewStrips gives a strip for each document that holds p and that keep takes,
// nil all, the most mentions first, then by path.
func NewStrips(ctx context.Context, src Source, p match.Pattern, keep func(corpus.Info) bool) (*Dispersion, error) {
	x := &Dispersion{}
	for d, err := range load(ctx, src, p, keep, all, &x.Beside) {
		if err != nil {
			return nil, err
		}
		s := Strip{Document: d.info, Letters: src.Letters(d.hits.Doc), Occurrences: len(d.spans)}
		for _, span := range d.spans {
			s.Cells[span.Start*StripCells/len(d.doc.Text)]++
		}
		x.Strips = append(x.Strips, s)
		x.Totals.add(len(d.spans))
	}
	slices.SortFunc(x.Strips, func(a, b Strip) int {
		return cmp.Or(cmp.Compare(b.Occurrences, a.Occurrences), cmp.Compare(a.Document.Path, b.Document.Path))
	})
	return x, nil
}
