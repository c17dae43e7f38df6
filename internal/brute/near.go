package brute

import (
	"context"
	"iter"
	"math"

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
	names   map[string]token // of gaps
}

// token is a letter, or below 0 a gap that matters.
type token int32

// tokens is a text as tokens. A match may begin before token i if begins[i],
// and end before it if ends[i].
type tokens struct {
	letters      *letters
	list         []token
	letter       []int // of each token; one more for the end
	begins, ends []bool
}

// reached says how cheaply a cell of the table is reached, and from which
// start on.
type reached struct{ cost, start int }

func (r reached) before(o reached) bool {
	return r.cost < o.cost || r.cost == o.cost && r.start < o.start
}

func newAligner(pattern string, edits int) *aligner {
	a := &aligner{edits: edits, names: map[string]token{}}
	a.pattern = a.tokens(pattern).list
	return a
}

func (a *aligner) tokens(text string) tokens {
	t := lettersOf(text)
	r := tokens{letters: t}
	add := func(x token, letter int, begins bool) {
		r.list, r.letter = append(r.list, x), append(r.letter, letter)
		r.begins, r.ends = append(r.begins, begins), append(r.ends, !t.inside[letter])
	}
	for i, u := range t.units {
		if key := t.keys[i]; i > 0 && key != "" && (isDigit(t.units[i-1]) && isDigit(u) || isLatin(t.units[i-1]) && isLatin(u)) {
			if isLatin(u) {
				key = " "
			}
			add(a.name(key), i, false)
		}
		add(token(u), i, !t.inside[i])
		if n := len(r.list); n > 1 && r.list[n-2] < 0 {
			r.ends[n-1] = false // it would end with a gap
		}
	}
	r.letter = append(r.letter, len(t.units))
	r.begins, r.ends = append(r.begins, false), append(r.ends, true)
	return r
}

// name is the token of a gap.
func (a *aligner) name(key string) token {
	if _, ok := a.names[key]; !ok {
		a.names[key] = token(-1 - len(a.names))
	}
	return a.names[key]
}

func (a *aligner) find(text string) []match.NearSpan {
	r := a.tokens(text)
	var spans []match.NearSpan
	margin := len(a.pattern) + 2*a.edits
	from, to := 0, -1
	flush := func() {
		if to >= 0 {
			spans = a.choose(spans, r, max(from-margin, 0), to)
		}
	}
	a.pass(r, 0, len(r.list), func(end int, x reached) {
		if to < 0 || x.start-margin > to {
			flush()
			from = x.start
		}
		from, to = min(from, x.start), end
	})
	flush()
	return spans
}

// choose appends the best match among the tokens [from, to), and those beside
// it, in bytes of the text.
func (a *aligner) choose(spans []match.NearSpan, r tokens, from, to int) []match.NearSpan {
	best, bestEnd := reached{math.MaxInt, 0}, 0
	a.pass(r, from, to, func(end int, x reached) {
		if x.before(best) || x == best {
			best, bestEnd = x, end
		}
	})
	if best.cost > a.edits {
		return spans
	}
	spans = a.choose(spans, r, from, best.start)
	bytes := r.letters.bytes(match.Span{Start: r.letter[best.start], End: r.letter[bestEnd]})
	spans = append(spans, match.NearSpan{Span: bytes, Cost: best.cost})
	return a.choose(spans, r, bestEnd, to)
}

// pass yields each end of a match among the tokens [from, to) of r with the
// cheapest match that ends there, of equals the one that starts first.
func (a *aligner) pass(r tokens, from, to int, yield func(end int, x reached)) {
	n := len(a.pattern)
	const ahead = 2*40 + 4 + 1 // a swap reaches no farther
	columns := make([][]reached, ahead+1)
	for j := range columns {
		columns[j] = a.column()
	}
	t := r.list[from:to]
	for j := 0; j <= len(t); j++ {
		column := columns[j%len(columns)]
		if r.begins[from+j] {
			column[0] = better(column[0], reached{0, from + j})
		}
		for i := range column {
			if column[i].cost <= a.edits {
				a.step(columns, t, i, j)
			}
		}
		if x := column[n]; x.cost <= a.edits && x.start < from+j && r.ends[from+j] {
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
	if q[0] == rest[0] {
		to(1, 1, 0)
		return
	}
	to(1, 1, 1)
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
