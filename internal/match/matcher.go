package match

import (
	"fmt"

	"yinzheng/internal/analysis"
	"yinzheng/internal/query"
)

// MaxLetters bounds a pattern.
const MaxLetters = 10_000

// Matcher is a compiled pattern. It is never changed once compiled, and
// safe for concurrent use.
type Matcher struct {
	mode     Mode
	alts     []alternative
	excluded []alternative
}

// alternative is a row of parts, or two rows near each other.
type alternative struct {
	row  row
	near *row // the partner, nil if there is none
	// within is the largest number of letters between the facing ends.
	within  int
	ordered bool
}

// row is literal parts with at most gaps[i] letters between parts i and i+1.
type row struct {
	parts []part
	gaps  []int
}

// Pattern is what to look for: the matches of any of Wanted, less those that
// lie wholly inside a match of one of Excluded. Each node is a Phrase, a
// Near, or an Or of them; a Word counts as a Phrase.
type Pattern struct {
	Mode             Mode
	Wanted, Excluded []query.Node
}

// Literal is the pattern that is text as it stands.
func Literal(text string, mode Mode) Pattern {
	return Pattern{Mode: mode, Wanted: []query.Node{query.Phrase{Parts: []string{text}}}}
}

// Compile prepares p. It fails with ErrNoLetters where a part has none.
func Compile(p Pattern) (*Matcher, error) {
	m := &Matcher{mode: p.Mode}
	var err error
	for _, n := range p.Wanted {
		if m.alts, err = compile(m.alts, n, p.Mode); err != nil {
			return nil, err
		}
	}
	for _, n := range p.Excluded {
		if m.excluded, err = compile(m.excluded, n, p.Mode); err != nil {
			return nil, err
		}
	}
	if len(m.alts) == 0 {
		return nil, ErrNoLetters
	}
	return m, nil
}

func compile(alts []alternative, n query.Node, mode Mode) ([]alternative, error) {
	switch n := n.(type) {
	case query.Word:
		return compile(alts, query.Phrase{Parts: []string{n.Text}}, mode)
	case query.Phrase:
		r, err := compileRow(n, mode)
		return append(alts, alternative{row: r}), err
	case query.Near:
		a, err := compileRow(n.A, mode)
		if err != nil {
			return nil, err
		}
		b, err := compileRow(n.B, mode)
		return append(alts, alternative{row: a, near: &b, within: n.Within, ordered: n.Ordered}), err
	case query.Or:
		var err error
		for _, x := range n.Xs {
			if alts, err = compile(alts, x, mode); err != nil {
				return nil, err
			}
		}
		return alts, nil
	}
	return nil, fmt.Errorf("%s: only phrases, NEAR, BEFORE and OR of them can be looked for", n)
}

func compileRow(p query.Phrase, mode Mode) (row, error) {
	r := row{gaps: p.Gaps}
	letters := 0
	for _, text := range p.Parts {
		c, err := compilePart(text, mode)
		if err != nil {
			return row{}, err
		}
		letters += len(c.units)
		r.parts = append(r.parts, c)
	}
	if letters > MaxLetters {
		return row{}, fmt.Errorf("the pattern has %d letters, more than %d: look for a part of it", letters, MaxLetters)
	}
	return r, nil
}

// Mode is the mode it was compiled for.
func (m *Matcher) Mode() Mode { return m.mode }

// Grams names the texts that may hold a match: each list is a set of grams
// that a text must hold whole, and one list at least must be held. An empty
// list is held by every text. The grams are those of analysis.Grams.
func (m *Matcher) Grams() [][]string {
	var any [][]string
	for _, a := range m.alts {
		var all []string
		for _, p := range a.row.parts {
			all = analysis.Grams(all, p.units)
		}
		if a.near != nil {
			for _, p := range a.near.parts {
				all = analysis.Grams(all, p.units)
			}
		}
		any = append(any, all)
	}
	return any
}
