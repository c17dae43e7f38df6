package brute

import (
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
			if spans := a.find(doc.Text); len(spans) > 0 && !yield(match.NearHits{Doc: i, Spans: spans}, nil) {
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

// reached says how cheaply a cell of the table is reached, and from which
// start on.
type reached struct{ cost, start int }

func (r reached) before(o reached) bool {
	return r.cost < o.cost || r.cost == o.cost && r.start < o.start
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

func (a *aligner) find(text string) []match.NearSpan {
	letters := lettersOf(text)
	p := page{letters, tokensOf(letters)}
	var spans []match.NearSpan
	margin := len(a.pattern) + 2*a.edits
	from, to := 0, -1
	flush := func() {
		if to >= 0 {
			spans = a.choose(spans, p, max(from-margin, 0), to)
		}
	}
	a.pass(p, 0, len(p.tokens), func(end int, x reached) {
		if to < 0 || x.start-margin > to {
			flush()
			from = x.start
		}
		from, to = min(from, x.start), end
	})
	flush()
	return spans
}

// choose appends the best match among the letters [from, to), and those beside
// it, in bytes of the text.
func (a *aligner) choose(spans []match.NearSpan, p page, from, to int) []match.NearSpan {
	best, bestEnd := reached{math.MaxInt, 0}, 0
	a.pass(p, from, to, func(end int, x reached) {
		if x.before(best) || x == best {
			best, bestEnd = x, end
		}
	})
	if best.cost > a.edits {
		return spans
	}
	spans = a.choose(spans, p, from, best.start)
	spans = append(spans, match.NearSpan{Span: p.letters.bytes(match.Span{Start: best.start, End: bestEnd}), Cost: best.cost})
	return a.choose(spans, p, bestEnd, to)
}

// pass yields each end of a match among the letters [from, to) with the
// cheapest match that ends there, of equals the one that starts first.
func (a *aligner) pass(p page, from, to int, yield func(end int, x reached)) {
	n := len(a.pattern)
	const ahead = 2*40 + 4 + 1 // a swap reaches no farther
	columns := make([][]reached, ahead+1)
	for j := range columns {
		columns[j] = a.column()
	}
	t := p.tokens[from:to]
	for j := 0; j <= len(t); j++ {
		column := columns[j%len(columns)]
		if !p.letters.inside[from+j] {
			column[0] = better(column[0], reached{0, from + j})
		}
		for i := range column {
			if column[i].cost <= a.edits {
				a.step(columns, t, i, j)
			}
		}
		if x := column[n]; x.cost <= a.edits && x.start < from+j && !p.letters.inside[from+j] {
			yield(from+j, x)
		}
		for i := range column {
			column[i].cost = math.MaxInt
		}
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

// step carries cell i of column j on.
func (a *aligner) step(columns [][]reached, text []token, i, j int) {
	x, q, rest := columns[j%len(columns)][i], a.pattern[i:], text[j:]
	to := func(right, down, cost int) {
		c := &columns[(j+right)%len(columns)][i+down]
		*c = better(*c, reached{x.cost + cost, x.start})
	}
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
	case q[0] == rest[0], i == 0 && q[0].letter == rest[0].letter: // a match begins behind what stands before it
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
					to(size+b, size+b, 1+min(between, 1))
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
