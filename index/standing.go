package index

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/internal/match"
)

// Which documents hold a part of a word is proved on the text, but most of it
// needs no look: a word of Han letters that was cut in a passage stands there,
// and so does a Han letter that is among a text's grams. What is left are texts
// that have the grams of a part which was cut otherwise there, and of these only
// those that a proof would move from one tier to another.

// partHolders is what is known of a part: documents that hold it, and those that
// may, the former among them.
type partHolders struct {
	text    string
	selects bool
	sure    []bool
	maybe   []bool
}

// standing gives the documents that hold one of the parts that select, and
// those that hold all parts.
func (s *search) standing(parts []string) (some, all []bool, err error) {
	list := make([]partHolders, len(parts))
	can := make([]bool, s.ix.Len()) // hold all parts, as far as is known
	for n := range can {
		can[n] = true
	}
	some = make([]bool, s.ix.Len())
	select_ := selecting(parts)
	for i, text := range parts {
		p := &list[i]
		p.text, p.selects = text, slices.Contains(select_, text)
		if err := s.begin(p); err != nil {
			return nil, nil, err
		}
		intersect(can, p.maybe)
		if p.selects {
			unite(some, p.sure)
		}
	}
	for i := range list {
		if err := s.prove(&list[i], can, some); err != nil {
			return nil, nil, err
		}
	}
	return some, can, nil
}

func intersect(docs, others []bool) {
	for i, ok := range others {
		docs[i] = docs[i] && ok
	}
}

func unite(docs, others []bool) {
	for i, ok := range others {
		docs[i] = docs[i] || ok
	}
}

// begin finds what the postings tell of a part. Where they can't be asked, all
// is found on the text.
func (s *search) begin(p *partHolders) (err error) {
	if s.judge != Finder(s.ix) || s.ix.Outdated() {
		p.sure, err = s.holding(p.text)
		p.maybe = p.sure
		return err
	}
	if docs, ok := s.held.get("=" + p.text); ok {
		p.sure, p.maybe = docs, docs
		return nil
	}
	han := !strings.ContainsFunc(p.text, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
	single := utf8.RuneCountInString(p.text) == 1
	if p.sure = make([]bool, s.ix.Len()); han {
		if p.sure, err = s.withTerms([]string{p.text}, single); err != nil {
			return err
		}
	}
	if han && single {
		p.maybe = p.sure
		return nil
	}
	p.maybe = slices.Clone(p.sure)
	m, err := match.Compile(match.Literal(p.text, match.Exact))
	if err != nil {
		return err
	}
	docs, err := s.ix.proposed(m.Grams())
	for _, n := range docs {
		p.maybe[n] = true
	}
	return err
}

// prove looks for a part in the texts where that decides whether all parts
// stand there, or any.
func (s *search) prove(p *partHolders, all, some []bool) error {
	var open []int
	for n, maybe := range p.maybe {
		if maybe && !p.sure[n] && (all[n] || p.selects && !some[n]) {
			open = append(open, n)
		}
	}
	if len(open) == 0 {
		return nil
	}
	m, err := match.Compile(match.Literal(p.text, match.Exact))
	if err != nil {
		return err
	}
	worker := func() func(context.Context, []int) ([]int, error) { return s.ix.newScanner(m).holders }
	found := make([]bool, len(all))
	for n, err := range scan(s.ctx, open, worker) {
		if err != nil {
			return err
		}
		found[n] = true
	}
	for _, n := range open {
		all[n] = all[n] && found[n]
		some[n] = some[n] || p.selects && found[n]
	}
	return nil
}
