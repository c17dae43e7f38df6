package brute

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// Near yields the places where a text stands with slips, as match.Near says,
// in every document that keep, if not nil, wants, in order of number. Every
// text is looked at, all of it, also for what is only to be most alike.
func (s *Source) Near(ctx context.Context, n *match.Near, keep func(corpus.Info) bool) iter.Seq2[match.NearHits, error] {
	return func(yield func(match.NearHits, error) bool) {
		a := newAligner(n.Text(), n.Edits())
		for i, doc := range s.docs {
			if err := ctx.Err(); err != nil {
				yield(match.NearHits{}, err)
				return
			}
			if keep != nil && !keep(doc.Info) {
				continue
			}
			spans, err := a.find(ctx, doc.Text)
			if err != nil {
				yield(match.NearHits{}, err)
				return
			}
			if len(spans) > 0 && !yield(match.NearHits{Doc: i, Spans: spans}, nil) {
				return
			}
		}
	}
}

// aligner looks for a pattern with slips, column by column through the table
// of Sellers (1980), widened by swaps.
type aligner struct {
	pattern []token
	edits   int
}

// token is a letter, and the gap before it if that matters.
type token struct {
	letter rune
	gap    string
}

// reached says how cheaply a cell of the table is reached, how much of that is
// for moves, and from which start on.
type reached struct{ cost, moves, start int }

func (r reached) before(o reached) bool {
	return cmp.Or(cmp.Compare(r.cost, o.cost), cmp.Compare(r.moves, o.moves), cmp.Compare(r.start, o.start)) < 0
}

func newAligner(pattern string, edits int) *aligner {
	return &aligner{tokensOf(lettersOf(pattern)), edits}
}

func tokensOf(t *letters) []token {
	tokens := make([]token, len(t.units))
	for i, u := range t.units {
		tokens[i].letter = u
		switch {
		case i == 0 || t.keys[i] == "":
		case isDigit(t.units[i-1]) && isDigit(u):
			tokens[i].gap = t.keys[i]
		case isLatin(t.units[i-1]) && isLatin(u):
			tokens[i].gap = " "
		}
	}
	return tokens
}

// page is a text that is looked through.
type page struct {
	letters *letters
	tokens  []token
}

func (a *aligner) find(ctx context.Context, text string) (spans []match.NearSpan, err error) {
	letters := lettersOf(text)
	p := page{letters, tokensOf(letters)}
	margin := len(a.pattern) + 2*a.edits
	var regions []match.Span // where matches are, so far apart that none lies in two
	err = a.pass(ctx, p, 0, len(p.tokens), func(end int, x reached) {
		if last := len(regions) - 1; last >= 0 && x.start-margin <= regions[last].End {
			regions[last] = match.Span{Start: min(regions[last].Start, x.start), End: end}
		} else {
			regions = append(regions, match.Span{Start: x.start, End: end})
		}
	})
	for _, r := range regions {
		if err == nil {
			spans, err = a.choose(ctx, spans, p, max(r.Start-margin, 0), r.End)
		}
	}
	return spans, err
}

// choose appends the best match among the letters [from, to), and those beside
// it, in bytes of the text.
func (a *aligner) choose(ctx context.Context, spans []match.NearSpan, p page, from, to int) ([]match.NearSpan, error) {
	best, bestEnd := reached{cost: math.MaxInt}, 0
	err := a.pass(ctx, p, from, to, func(end int, x reached) {
		if x.before(best) || x == best {
			best, bestEnd = x, end
		}
	})
	if err != nil || best.cost > a.edits {
		return spans, err
	}
	if spans, err = a.choose(ctx, spans, p, from, best.start); err != nil {
		return nil, err
	}
	spans = append(spans, match.NearSpan{Span: p.letters.bytes(match.Span{Start: best.start, End: bestEnd}), Cost: best.cost})
	return a.choose(ctx, spans, p, bestEnd, to)
}

// pass yields each end of a match among the letters [from, to) with the
// cheapest match that ends there, of equals the one that starts first. It
// fails with ctx.Err().
func (a *aligner) pass(ctx context.Context, p page, from, to int, yield func(end int, x reached)) error {
	n := len(a.pattern)
	const ahead = 2*40 + 4 + 1 // a swap reaches no farther
	columns := make([][]reached, ahead+1)
	for j := range columns {
		columns[j] = a.column()
	}
	t := p.tokens[from:to]
	for j := 0; j <= len(t); j++ {
		if j%256 == 255 && ctx.Err() != nil {
			return ctx.Err()
		}
		column := columns[j%len(columns)]
		for i := range column {
			if column[i].cost <= a.edits {
				a.step(columns, t, i, j, column[i])
			}
		}
		if x := column[n]; x.cost <= a.edits && !p.letters.inside[from+j] {
			yield(from+j, x)
		}
		if !p.letters.inside[from+j] {
			a.start(columns, t, j, from+j)
		}
		for i := range column {
			column[i].cost = math.MaxInt
		}
	}
	return nil
}

// start lets a match begin before text[j], with some letters of the pattern
// left out. What stands before it is no part of it.
func (a *aligner) start(columns [][]reached, text []token, j, start int) {
	if j < len(text) {
		gap := text[j].gap
		text[j].gap = ""
		defer func() { text[j].gap = gap }()
	}
	for i := 0; i <= min(a.edits, len(a.pattern)); i++ {
		a.step(columns, text, i, j, reached{i, 0, start})
	}
}

func (a *aligner) column() []reached {
	column := make([]reached, len(a.pattern)+1)
	for i := range column {
		column[i].cost = math.MaxInt
	}
	return column
}

func better(a, b reached) reached {
	if a.before(b) {
		return a
	}
	return b
}

// step carries cell i of column j on, which is reached by x.
func (a *aligner) step(columns [][]reached, text []token, i, j int, x reached) {
	q, rest := a.pattern[i:], text[j:]
	reach := func(right, down, cost, moves int) {
		c := &columns[(j+right)%len(columns)][i+down]
		*c = better(*c, reached{x.cost + cost, x.moves + moves, x.start})
	}
	to := func(right, down, cost int) { reach(right, down, cost, 0) }
	if len(q) > 0 {
		to(0, 1, 1)
	}
	if len(rest) > 0 {
		to(1, 0, 1)
	}
	if len(q) == 0 || len(rest) == 0 {
		return
	}
	switch {
	case q[0] == rest[0]:
		to(1, 1, 0)
	default:
		to(1, 1, 1)
	}
	if slices.Equal(q[:min(3, len(q), len(rest))], rest[:min(3, len(q), len(rest))]) {
		return // pieces that change places differ in their first letters
	}
	for size := 1; size <= 40+4 && size < len(q); size++ {
		if q[size] != rest[0] {
			continue
		}
		for b := 1; b <= 40 && size+b <= len(q); b++ {
			for between := 0; between <= 4 && between < size; between++ {
				if a := size - between; a <= 40 && exchanged(q[:size+b], rest, a, b) {
					cost := 1 + min(between, 1)
					reach(size+b, size+b, cost, cost)
				}
			}
		}
	}
}

// exchanged tells whether rest begins as q does once its first a tokens and
// its last b have changed places.
func exchanged(q, rest []token, a, b int) bool {
	if len(rest) < len(q) {
		return false
	}
	between := len(q) - a - b
	for i := range q {
		from := i + a + between // in q: first the last b
		switch {
		case i >= b+between:
			from = i - b - between
		case i >= b:
			from = i - b + a
		}
		if rest[i] != q[from] {
			return false
		}
	}
	return true
}
