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
	mode  Mode
	root  branch
	loose *branch // raw mode: what FindLoosely looks for beside; nil if it has a part without letters
}

// branch is a Pattern of the tree that Also and Except make.
type branch struct {
	alts, excluded []alternative
	also, except   []branch
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
// Near, or an Or of them; a Word counts as a Phrase. A Pattern wants
// something itself or has an Also.
type Pattern struct {
	Mode             Mode
	Wanted, Excluded []query.Node

	// Also are patterns whose matches count as well, each less its own
	// exclusions; those of this pattern don't touch them.
	// Except are patterns inside whose matches (those of their Also too, each
	// less its own exclusions) no match of Wanted counts. Matches are here all
	// there are, before any is chosen among those that overlap.
	// The Mode of both is not looked at: that of the outermost holds for all.
	Also, Except []Pattern

	// Loosely asks a source to count beside the matches those that loose mode
	// finds: Hits.Loose. It says nothing about the patterns inside.
	Loosely bool
}

// Literal is the pattern that is text as it stands.
func Literal(text string, mode Mode) Pattern {
	return Pattern{Mode: mode, Wanted: []query.Node{query.Phrase{Parts: []string{text}}}}
}

// Compile prepares p. It fails with ErrNoLetters where a part has none, and
// where a pattern of the tree has nothing to look for. In raw mode that
// asks Loosely, too.
func Compile(p Pattern) (*Matcher, error) {
	root, err := compileBranch(p, p.Mode)
	if err != nil {
		return nil, err
	}
	m := &Matcher{mode: p.Mode, root: root}
	if p.Mode == Raw && p.Loosely {
		loose, err := compileBranch(p, Loose)
		if err != nil {
			return nil, err
		}
		m.loose = &loose
	}
	return m, nil
}

func compileBranch(p Pattern, mode Mode) (b branch, err error) {
	if b.alts, err = compile(nil, query.Or{Xs: p.Wanted}, mode); err != nil {
		return b, err
	}
	if b.excluded, err = compile(nil, query.Or{Xs: p.Excluded}, mode); err != nil {
		return b, err
	}
	if len(b.alts)+len(p.Also) == 0 {
		return b, ErrNoLetters
	}
	if b.also, err = compileBranches(p.Also, mode); err != nil {
		return b, err
	}
	b.except, err = compileBranches(p.Except, mode)
	return b, err
}

func compileBranches(ps []Pattern, mode Mode) ([]branch, error) {
	var bs []branch
	for _, p := range ps {
		b, err := compileBranch(p, mode)
		if err != nil {
			return nil, err
		}
		bs = append(bs, b)
	}
	return bs, nil
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

// literal is the one literal that the branch is, nil if it is more.
func (b *branch) literal() *part {
	if len(b.alts) != 1 || len(b.excluded)+len(b.also)+len(b.except) > 0 {
		return nil
	}
	if a := &b.alts[0]; a.near == nil && len(a.row.parts) == 1 {
		return &a.row.parts[0]
	}
	return nil
}

// Mode is the mode it was compiled for.
func (m *Matcher) Mode() Mode { return m.mode }

// Grams names the texts that may hold a match: each list is a set of grams
// that a text must hold whole, and one list at least must be held. An empty
// list is held by every text. The grams are those of analysis.Grams.
func (m *Matcher) Grams() [][]string { return m.root.grams(nil) }

func (b *branch) grams(any [][]string) [][]string {
	for _, a := range b.alts {
		all := a.row.grams(nil)
		if a.near != nil {
			all = a.near.grams(all)
		}
		any = append(any, all)
	}
	for i := range b.also {
		any = b.also[i].grams(any)
	}
	return any
}

func (r *row) grams(all []string) []string {
	for _, p := range r.parts {
		for _, units := range p.sure {
			all = analysis.Grams(all, units)
		}
	}
	return all
}
