package brute

import (
	"slices"

	"yinzheng/internal/match"
)

// Set is many patterns that are looked for in one pass over a text. It is
// never changed, and safe for concurrent use.
//
// A literal is filed under its head, so that at each position of the text
// only those are compared whose head stands there.
type Set struct {
	patterns []*pattern
	byLetter map[[2]rune][]int    // literals by their first two letters, or the only one and 0
	byBytes  [3]map[string][]int  // raw literals by their first headSizes[i] bytes
	others   map[match.Mode][]int // all other patterns
}

// headSizes are the bytes of a raw literal's head, the largest that it has.
var headSizes = [3]int{6, 3, 1}

// NewSet reads the patterns, which may be of different modes. The error is
// that of the first pattern that can't be looked for.
func NewSet(ps []match.Pattern) (*Set, error) {
	s := &Set{byLetter: map[[2]rune][]int{}, others: map[match.Mode][]int{}}
	for i := range s.byBytes {
		s.byBytes[i] = map[string][]int{}
	}
	for i, p := range ps {
		c, err := newPattern(p)
		if err != nil {
			return nil, err
		}
		s.patterns = append(s.patterns, c)
		s.file(i)
	}
	return s, nil
}

func (s *Set) file(i int) {
	p := s.patterns[i]
	lit := p.literal()
	switch {
	case lit == nil:
		s.others[p.mode] = append(s.others[p.mode], i)
	case p.mode == match.Raw:
		for k, size := range headSizes {
			if len(lit.raw) >= size {
				head := lit.raw[:size]
				s.byBytes[k][head] = append(s.byBytes[k][head], i)
				return
			}
		}
	default:
		var head [2]rune
		copy(head[:], lit.letters.units)
		s.byLetter[head] = append(s.byLetter[head], i)
	}
}

// Scan yields each pattern that matches in text, by its number in what the
// Set was made of and in that order, with its matches in bytes of text, in
// order and disjoint.
func (s *Set) Scan(text string, yield func(pattern int, spans []match.Span)) {
	found := map[int][]match.Span{}
	if len(s.byLetter)+len(s.others[match.Exact])+len(s.others[match.Loose]) > 0 {
		t := lettersOf(text)
		s.scanLetters(t, found)
		s.scanOthers(match.Exact, t, found)
		s.scanOthers(match.Loose, t, found)
	}
	s.scanBytes(text, found)
	if len(s.others[match.Raw]) > 0 {
		s.scanOthers(match.Raw, rawOf(text), found)
	}
	numbers := make([]int, 0, len(found))
	for i := range found {
		numbers = append(numbers, i)
	}
	slices.Sort(numbers)
	for _, i := range numbers {
		yield(i, found[i])
	}
}

func (s *Set) scanOthers(mode match.Mode, t subject, found map[int][]match.Span) {
	for _, i := range s.others[mode] {
		if spans := s.patterns[i].find(t); len(spans) > 0 {
			found[i] = spans
		}
	}
}

func (s *Set) scanLetters(t *letters, found map[int][]match.Span) {
	for at, u := range t.units {
		if t.inside[at] {
			continue
		}
		s.try(s.byLetter[[2]rune{u}], t, at, found)
		if at+1 < len(t.units) {
			s.try(s.byLetter[[2]rune{u, t.units[at+1]}], t, at, found)
		}
	}
}

func (s *Set) scanBytes(text string, found map[int][]match.Span) {
	t := &raw{text: text}
	for k, heads := range s.byBytes {
		if len(heads) == 0 {
			continue
		}
		for at := 0; at+headSizes[k] <= len(text); at++ {
			s.try(heads[text[at:at+headSizes[k]]], t, at, found)
		}
	}
}

// try adds the matches at a position of those literals that had none which
// reaches over it.
func (s *Set) try(literals []int, t subject, at int, found map[int][]match.Span) {
	for _, i := range literals {
		end, ok := t.holds(s.patterns[i].literal(), at)
		if !ok {
			continue
		}
		x := t.bytes(match.Span{Start: at, End: end})
		if before := found[i]; len(before) == 0 || before[len(before)-1].End <= x.Start {
			found[i] = append(before, x)
		}
	}
}
