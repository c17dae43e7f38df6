package brute

import (
	"fmt"
	"sort"
	"strings"

	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// pattern is a match.Pattern whose literals are read. All in its tree have
// one mode.
type pattern struct {
	mode             match.Mode
	wanted, excluded []alternative
	also, except     []*pattern
}

// alternative is a row, or two that stand near each other.
type alternative struct {
	row, partner row // partner is empty if there is none
	within       int
	ordered      bool
}

// row is literals with gaps of at most gaps[i] letters between i and i+1.
type row struct {
	parts []part
	gaps  []int
}

// newPattern fails with match.ErrNoLetters where a part has none, or a
// pattern in the tree nothing to look for.
func newPattern(p match.Pattern) (*pattern, error) {
	c := &pattern{mode: p.Mode}
	var err error
	if c.wanted, err = alternatives(nil, query.Or{Xs: p.Wanted}, p.Mode); err != nil {
		return nil, err
	}
	if c.excluded, err = alternatives(nil, query.Or{Xs: p.Excluded}, p.Mode); err != nil {
		return nil, err
	}
	if len(c.wanted) == 0 && len(p.Also) == 0 {
		return nil, match.ErrNoLetters
	}
	if c.also, err = newPatterns(p.Also, p.Mode); err != nil {
		return nil, err
	}
	c.except, err = newPatterns(p.Except, p.Mode)
	return c, err
}

// newPatterns reads inner patterns, in the mode of the outermost.
func newPatterns(ps []match.Pattern, mode match.Mode) ([]*pattern, error) {
	var list []*pattern
	for _, p := range ps {
		p.Mode = mode
		c, err := newPattern(p)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func alternatives(list []alternative, n query.Node, mode match.Mode) ([]alternative, error) {
	switch n := n.(type) {
	case query.Word:
		return alternatives(list, query.Literal(n.Text), mode)
	case query.Phrase:
		r, err := newRow(n, mode)
		return append(list, alternative{row: r}), err
	case query.Near:
		a, err := newRow(n.A, mode)
		if err != nil {
			return nil, err
		}
		b, err := newRow(n.B, mode)
		return append(list, alternative{a, b, n.Within, n.Ordered}), err
	case query.Or:
		var err error
		for _, x := range n.Xs {
			if list, err = alternatives(list, x, mode); err != nil {
				return nil, err
			}
		}
		return list, nil
	}
	return nil, fmt.Errorf("%s: only phrases, NEAR, BEFORE and OR of them can be looked for", n)
}

func newRow(p query.Phrase, mode match.Mode) (row, error) {
	r := row{gaps: p.Gaps}
	total := 0
	for _, text := range p.Parts {
		oneLine := strings.ReplaceAll(text, "\n", " ") // the lines of a term are wrapped lines
		x := part{raw: text, letters: lettersOf(oneLine), mode: mode}
		if text == "" || mode != match.Raw && len(x.letters.units) == 0 {
			return row{}, match.ErrNoLetters
		}
		total += len(x.letters.units)
		r.parts = append(r.parts, x)
	}
	if total > match.MaxLetters {
		return row{}, fmt.Errorf("the pattern has %d letters, more than %d: look for a part of it", total, match.MaxLetters)
	}
	return r, nil
}

// literal is the one literal that the pattern is, nil if it is more.
func (p *pattern) literal() *part {
	if len(p.wanted) != 1 || len(p.excluded) > 0 || len(p.also) > 0 || len(p.except) > 0 {
		return nil
	}
	if a := &p.wanted[0]; len(a.row.parts) == 1 && len(a.partner.parts) == 0 {
		return &a.row.parts[0]
	}
	return nil
}

// find gives the matches in bytes: the leftmost, among these the longest,
// and on from its end; none that lies inside a match of an exclusion.
func (p *pattern) find(s subject) []match.Span {
	found := p.all(s)
	sort.Slice(found, func(i, j int) bool {
		if found[i].Start != found[j].Start {
			return found[i].Start < found[j].Start
		}
		return found[i].End > found[j].End
	})
	var chosen []match.Span
	end := 0
	for _, x := range found {
		if x.Start >= end {
			chosen = append(chosen, s.bytes(x))
			end = x.End
		}
	}
	return chosen
}

// all gives every match there is, overlapping ones too: of what is wanted
// where it lies in no exclusion, and of the patterns that count as well.
func (p *pattern) all(s subject) []match.Span {
	var found, excluded []match.Span
	for _, a := range p.wanted {
		found = append(found, a.matches(s)...)
	}
	for _, a := range p.excluded {
		excluded = append(excluded, a.matches(s)...)
	}
	for _, q := range p.except {
		excluded = append(excluded, q.all(s)...)
	}
	found = outside(found, excluded)
	for _, q := range p.also {
		found = append(found, q.all(s)...)
	}
	return found
}

// outside gives those of found that lie wholly inside none of excluded.
func outside(found, excluded []match.Span) []match.Span {
	reach := map[int]int{} // start of an exclusion → furthest end
	for _, x := range excluded {
		reach[x.Start] = max(reach[x.Start], x.End)
	}
	sort.Slice(found, func(i, j int) bool { return found[i].Start < found[j].Start })
	var kept []match.Span
	at, furthest := 0, 0
	for _, x := range found {
		for ; at <= x.Start; at++ {
			furthest = max(furthest, reach[at])
		}
		if x.End > furthest {
			kept = append(kept, x)
		}
	}
	return kept
}

// matches gives all matches: of a row, or from either of two rows to the
// nearest of the other behind it.
func (a *alternative) matches(s subject) []match.Span {
	if len(a.partner.parts) == 0 {
		return a.row.matches(s)
	}
	rows, partners := a.row.matches(s), a.partner.matches(s)
	found := pairs(s, rows, partners, a.within)
	if !a.ordered {
		found = append(found, pairs(s, partners, rows, a.within)...)
	}
	return found
}

// matches gives the match of the row from each position that has one, in
// order.
func (r row) matches(s subject) []match.Span {
	var first []match.Span
	for i := range s.positions() {
		if end, ok := s.holds(&r.parts[0], i); ok {
			first = append(first, match.Span{Start: i, End: end})
		}
	}
	if len(r.parts) == 1 || len(first) == 0 {
		return first
	}
	rest := row{r.parts[1:], r.gaps[1:]}.matches(s)
	return pairs(s, first, rest, r.gaps[0])
}

// pairs joins each of as to the nearest of bs that starts at its end or
// behind it, where at most n letters and no end of a paragraph stand
// between. Both are in order of start.
func pairs(s subject, as, bs []match.Span, n int) []match.Span {
	var found []match.Span
	for _, a := range as {
		i := sort.Search(len(bs), func(i int) bool { return bs[i].Start >= a.End })
		if i < len(bs) && s.within(a.End, bs[i].Start, n) {
			found = append(found, match.Span{Start: a.Start, End: bs[i].End})
		}
	}
	return found
}
