package match

import (
	"hash/fnv"
	"unicode"
	"unicode/utf16"

	"yinzheng/internal/analysis"
)

// symbol is a letter, or what matters of the gap between two digits or two
// Latin letters.
type symbol uint32

const (
	gapBase  symbol = 1 << 24 // the keys of gaps between digits, by hash
	latinGap symbol = 1 << 23 // any gap between Latin letters
)

func (s symbol) letter() bool { return s < latinGap }

// symbols is a part of a folded text as rows of symbols.
type symbols struct {
	list []symbol
	at   []int  // unit of each symbol, that behind it for a gap; one more for the end
	open []bool // a match may begin or end before the symbol; one more for the end
}

// symbolsOf makes the units [from, to) of f into symbols; into, if not nil,
// lends its memory.
func symbolsOf(into *symbols, f *analysis.Folded, from, to int) *symbols {
	if into == nil {
		into = &symbols{}
	}
	s := into
	s.list, s.at, s.open = s.list[:0], s.at[:0], s.open[:0]
	for i := from; i < to; i++ {
		if i > from && f.Gapped.Has(i) {
			s.addGap(f, i)
		}
		u := rune(f.Units[i])
		at := i
		if f.Wide && i+1 < to { // not where the part begins inside a letter
			if wide := utf16.DecodeRune(u, rune(f.Units[i+1])); wide != unicode.ReplacementChar {
				u = wide
				i++
			}
		}
		s.list = append(s.list, symbol(u))
		s.at = append(s.at, at)
		s.open = append(s.open, !f.Joined.Has(at))
	}
	s.at = append(s.at, to)
	s.open = append(s.open, to == len(f.Units) || !f.Joined.Has(to))
	return s
}

// addGap adds what matters of the gap before unit i, which has a key.
func (s *symbols) addGap(f *analysis.Folded, i int) {
	a, b := f.Units[i-1], f.Units[i]
	switch {
	case analysis.IsDigit(a) && analysis.IsDigit(b):
		h := fnv.New32a()
		h.Write([]byte(f.Gap(i)))
		s.list = append(s.list, gapBase|symbol(h.Sum32()&0xffffff))
	case analysis.IsLatin(a) && analysis.IsLatin(b):
		s.list = append(s.list, latinGap)
	default:
		return
	}
	s.at = append(s.at, i)
	s.open = append(s.open, false) // the letter behind it begins instead
}

// endOK tells whether a match may end before symbol i.
func (s *symbols) endOK(i int) bool {
	if i > 0 && !s.list[i-1].letter() {
		return false
	}
	if i < len(s.list) && !s.list[i].letter() {
		return s.open[i+1]
	}
	return s.open[i]
}

// placesOf lists where each symbol stands.
func placesOf(list []symbol) map[symbol][]int {
	places := make(map[symbol][]int, len(list))
	for i, s := range list {
		places[s] = append(places[s], i)
	}
	return places
}
