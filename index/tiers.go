package index

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// Tier says how much of the bare words of a query a document holds. What the
// query demands, a document of any tier holds.
type Tier uint8

// The tiers, rising. The zero Tier is of documents that are not selected.
const (
	Some     Tier = iota + 1 // neither of the two below: some of the parts, or none but what the query demands, or its 文号
	All                      // all parts of all words stand in it; the parts of a word are words of the dictionary
	Verbatim                 // all words stand in it as they are written, or there are none
)

var tierNames = [...]string{"", "some", "all", "verbatim"}

// String is the tier's name in options and answers, "" for the zero Tier.
func (t Tier) String() string { return tierNames[t] }

// Tiers lists what SearchOptions.Tier can be, in the order of answers.
func Tiers() []string { return []string{Verbatim.String(), All.String(), Some.String()} }

// tierNamed is the tier of a name, the zero Tier for none.
func tierNamed(name string) (Tier, error) {
	i := slices.Index(tierNames[:], name)
	if i < 0 {
		return 0, fmt.Errorf("tier %q: write %s", name, strings.Join(Tiers(), ", "))
	}
	return Tier(i), nil
}

// TierCounts counts documents by tier.
type TierCounts struct {
	Verbatim int `json:"verbatim"`
	All      int `json:"all"`
	Some     int `json:"some"`
}

func (c *TierCounts) add(t Tier) {
	switch t {
	case Verbatim:
		c.Verbatim++
	case All:
		c.All++
	case Some:
		c.Some++
	}
}

// eval gives the tier of each document that a node selects.
func (s *search) eval(n query.Node) ([]Tier, error) {
	switch n := n.(type) {
	case query.Word:
		return s.evalWord(n.Text)
	case query.Phrase, query.Near:
		docs, err := s.remembered(n.String(), match.Pattern{Wanted: []query.Node{n}})
		return demanded(docs), err
	case query.Field:
		return demanded(s.withField(n)), nil
	case query.Not:
		excluded := *s
		excluded.excludes = true
		docs, err := excluded.eval(n.X)
		for i, t := range docs {
			docs[i] = 0
			if t == 0 {
				docs[i] = Verbatim
			}
		}
		return docs, err
	case query.Or:
		return s.union(n.Xs)
	case query.And:
		return s.evalAnd(n)
	}
	return nil, fmt.Errorf("a query of %T", n)
}

// addNumbered selects the documents whose 文号 is what is asked for by bare words
// alone, though it may stand in none of their texts.
func (s *search) addNumbered(q query.Node) {
	bare := true
	query.Walk(q, func(n query.Node) bool {
		switch n.(type) {
		case query.Word, query.And:
		default:
			bare = false
		}
		return bare
	})
	if !bare {
		return
	}
	for n, ok := range s.numbered(q) {
		if ok {
			s.tiers[n] = max(s.tiers[n], Some)
		}
	}
}

// demanded is the tiers of what holds per document.
func demanded(docs []bool) []Tier {
	tiers := make([]Tier, len(docs))
	for i, ok := range docs {
		if ok {
			tiers[i] = Verbatim
		}
	}
	return tiers
}

// union gives each document the best of its tiers.
func (s *search) union(xs []query.Node) ([]Tier, error) {
	best := make([]Tier, s.ix.Len())
	for _, x := range xs {
		tiers, err := s.eval(x)
		if err != nil {
			return nil, err
		}
		for i, t := range tiers {
			best[i] = max(best[i], t)
		}
	}
	return best, nil
}

// evalAnd demands all operands but bare words, of which one must be there
// unless a phrase demands something of the text anyway. Of its tiers a document
// gets the least; a word that it lacks is one of which it has some parts.
func (s *search) evalAnd(and query.And) ([]Tier, error) {
	least := make([]Tier, s.ix.Len())
	best := make([]Tier, s.ix.Len())
	for i := range least {
		least[i] = Verbatim
	}
	words, demanding := false, false
	for _, x := range and.Xs {
		tiers, err := s.eval(x)
		if err != nil {
			return nil, err
		}
		_, word := x.(query.Word)
		words = words || word
		demanding = demanding || !word && demandsText(x)
		for i, t := range tiers {
			if word {
				best[i] = max(best[i], t)
				t = max(t, Some)
			}
			least[i] = min(least[i], t)
		}
	}
	if words && !demanding {
		for i, t := range best {
			if t == 0 {
				least[i] = 0
			}
		}
	}
	return least, nil
}

// demandsText tells whether a node asks for words in the text.
func demandsText(n query.Node) bool {
	switch n.(type) {
	case query.Field, query.Not:
		return false
	}
	return true
}

// wholeLetters is the longest bare word that is one; a longer one is a
// sentence, of which nobody expects that it stands somewhere.
const wholeLetters = 8

// isSentence tells whether a bare word is too long for one word.
func isSentence(word string) bool { return analysis.CountLetters(word) > wholeLetters }

// evalWord gives the tiers of a bare word: of the documents that hold it as it
// stands, all of its parts, or one of them, or, if none holds any, one of its
// bigrams. What is excluded is the word as it stands.
func (s *search) evalWord(text string) ([]Tier, error) {
	if analysis.CountLetters(text) == 0 {
		return nil, match.ErrNoLetters
	}
	whole, err := s.holding(text)
	if err != nil {
		return nil, err
	}
	tiers := demanded(whole)
	if s.excludes {
		return tiers, nil
	}
	if !isSentence(text) && !slices.Contains(whole, true) && !slices.Contains(s.split, text) {
		s.split = append(s.split, text)
	}
	some, all, err := s.holdingParts(text)
	if err != nil {
		return nil, err
	}
	for i, ok := range some {
		switch {
		case all[i]:
			tiers[i] = max(tiers[i], All)
		case ok:
			tiers[i] = max(tiers[i], Some)
		}
	}
	return tiers, nil
}

// holdingParts gives the documents that hold one of the parts of a bare word
// and those that hold all. The lists are shared: they must not be changed.
func (s *search) holdingParts(text string) (some, all []bool, err error) {
	some, ok := s.held.get("|" + text)
	all, okAll := s.held.get("&" + text)
	if ok && okAll {
		return some, all, nil
	}
	parts, err := s.parts(text)
	if err != nil {
		return nil, nil, err
	}
	if some, all, err = s.standing(parts); err != nil {
		return nil, nil, err
	}
	if !slices.Contains(some, true) {
		if some, err = s.holdingBigram(text, parts); err != nil {
			return nil, nil, err
		}
	}
	s.keep("|"+text, some)
	s.keep("&"+text, all)
	return some, all, nil
}

// holdingBigram gives the documents that hold one of the bigrams of a word
// whose longer parts nobody holds. Those of numbers and Latin words don't count.
func (s *search) holdingBigram(text string, parts []string) ([]bool, error) {
	var bigrams []string
	if hasLong(parts) {
		for _, g := range analysis.Grams(nil, analysis.Fold(text).Units) {
			if utf8.RuneCountInString(g) == 2 && !inRun(g) {
				bigrams = append(bigrams, g)
			}
		}
	}
	return s.holdingAny(bigrams)
}

// hasLong tells whether any part has two letters or more.
func hasLong(parts []string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return analysis.CountLetters(p) > 1 })
}

// inRun tells whether a gram may be a part of a number or of a Latin word.
func inRun(gram string) bool {
	return strings.ContainsFunc(gram, func(r rune) bool { return unicode.IsDigit(r) || unicode.Is(unicode.Latin, r) })
}

// holdingAny gives the documents that hold one of some bigrams, whatever marks
// stand in them.
func (s *search) holdingAny(grams []string) ([]bool, error) {
	if s.judge != Finder(s.ix) {
		some := make([]bool, s.ix.Len())
		for _, g := range grams {
			docs, err := s.matching(match.Literal(g, match.Loose))
			if err != nil {
				return nil, err
			}
			unite(some, docs)
		}
		return some, nil
	}
	return s.withTerms(grams, true)
}

// withTerms gives the documents whose texts have one of some words, or grams.
func (s *search) withTerms(terms []string, grams bool) ([]bool, error) {
	texts := &textSet{text: make([][]bool, len(s.ix.packs))}
	for i, p := range s.ix.packs {
		texts.text[i] = make([]bool, len(p.texts))
		for _, t := range terms {
			list, err := p.holders(t, grams)
			if err != nil {
				return nil, err
			}
			if list == nil {
				continue
			}
			for _, n := range p.textsOf(list, nil) {
				texts.text[i][n] = true
			}
		}
	}
	docs := make([]bool, s.ix.Len())
	for _, n := range s.ix.docsWith(texts) {
		docs[n] = true
	}
	return docs, nil
}
