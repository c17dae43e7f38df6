package concord

import (
	"context"
	"slices"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// Besides ByYear, ByIssuer, ByType and ByDocument, mentions are counted by
// these.
const (
	ByLeft1  = "left1"  // character before the match
	ByLeft2  = "left2"  // two characters before the match
	ByRight1 = "right1" // character behind the match
	ByRight2 = "right2" // two characters behind the match
	ByForm   = "form"   // as it is written, see Form
)

// GroupKeys are all that Groups counts by.
func GroupKeys() []string {
	return []string{ByLeft1, ByRight1, ByLeft2, ByRight2, ByForm, ByYear, ByIssuer, ByType, ByDocument}
}

// Groups counts mentions by something of theirs, or of their documents.
type Groups struct {
	By string // one of GroupKeys
	Totals
	// Rows are by falling occurrences, years in order of time and also those
	// without mentions, the unknown last. Their occurrences add up to the
	// whole. Documents add up where the key is of documents; else one document
	// can stand in several rows, and there are no Letters and no Rate. The key
	// of a document is its path.
	//
	// The neighbours of a match are compared folded, without white space; a
	// mark is a character, and nothing behind it counts: the neighbour of two
	// characters may be one mark, or a letter and a mark. At the edge of a
	// paragraph the key is "".
	Rows []Row
}

// NewGroups counts p in the documents that keep takes, nil all.
func NewGroups(ctx context.Context, src Source, p match.Pattern, by string, keep func(corpus.Info) bool) (*Groups, error) {
	g := &Groups{By: by}
	count := g.countTexts
	switch by {
	case ByYear, ByIssuer, ByType:
		count = g.countDocuments
	case ByDocument:
		count = g.countFiles
	}
	t, err := count(ctx, src, p, keep)
	if err != nil {
		return nil, err
	}
	g.Rows = t.found(by)
	return g, nil
}

// countDocuments counts by what is known without reading.
func (g *Groups) countDocuments(ctx context.Context, src Source, p match.Pattern, keep func(corpus.Info) bool) (rows, error) {
	t := newRows(src, keep, g.By)[g.By]
	for hits, err := range find(ctx, src, p, keep, &g.Beside) {
		if err != nil {
			return nil, err
		}
		g.add(t, keyOf(src.Info(hits.Doc), g.By), len(hits.Spans))
	}
	return t, nil
}

func (g *Groups) countFiles(ctx context.Context, src Source, p match.Pattern, keep func(corpus.Info) bool) (rows, error) {
	t := rows{}
	for hits, err := range find(ctx, src, p, keep, &g.Beside) {
		if err != nil {
			return nil, err
		}
		path := src.Info(hits.Doc).Path
		t.of(path).Letters = int64(src.Letters(hits.Doc))
		g.add(t, path, len(hits.Spans))
	}
	return t, nil
}

// countTexts counts by what stands in or beside the matches.
func (g *Groups) countTexts(ctx context.Context, src Source, p match.Pattern, keep func(corpus.Info) bool) (rows, error) {
	t := rows{}
	for d, err := range load(ctx, src, p, keep, all, &g.Beside) {
		if err != nil {
			return nil, err
		}
		here := map[string]int{}
		for _, s := range d.spans {
			here[textKey(d.doc.Text, s, g.By)]++
		}
		for key, n := range here {
			t.add(key, n)
		}
		g.Totals.add(len(d.spans))
	}
	return t, nil
}

func (g *Groups) add(t rows, key string, occurrences int) {
	t.add(key, occurrences)
	g.Totals.add(occurrences)
}

// textKey is a copy: it keeps no part of the text.
func textKey(text string, s match.Span, by string) string {
	width := 1
	if slices.Contains([]string{ByLeft2, ByRight2}, by) {
		width = 2
	}
	switch by {
	case ByLeft1, ByLeft2:
		before, _ := withoutNotes(before(text, s.Start, neighbourReach), text[s.Start:s.End], after(text, s.End, neighbourReach))
		return neighbour(before, true, width)
	case ByRight1, ByRight2:
		_, after := withoutNotes(before(text, s.Start, neighbourReach), text[s.Start:s.End], after(text, s.End, neighbourReach))
		return neighbour(after, false, width)
	}
	return strings.Clone(form(written(text, s)))
}
