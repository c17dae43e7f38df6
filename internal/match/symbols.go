package match

import (
	"hash/fnv"
	"unicode"
	"unicode/utf16"

	"yinzheng/internal/analysis"
)

// symbol is a letter, and what matters of the gap before it: between two
// digits its key (by hash), between two Latin letters that there is one.
type symbol uint64

const latinGap symbol = 1 << 32

func gapOf(key string) symbol {
	h := fnv.New32a()
	h.Write([]byte(key))
	return symbol(h.Sum32()|1) << 33
}

func (s symbol) letter() symbol { return s & (1<<32 - 1) }
func (s symbol) gapped() bool   { return s != s.letter() }

// symbols is a part of a folded text as a row of symbols.
type symbols struct {
	list []symbol
	at   []int  // unit of each symbol; one more for the end
	open []bool // a match may begin or end before the symbol; one more for the end
}

// symbolsOf makes the units [from, to) of f into symbols; into, if not nil,
// lends its memory. The gap before the first does not matter.
func symbolsOf(into *symbols, f *analysis.Folded, from, to int) *symbols {
	if into == nil {
		into = &symbols{}
	}
	s := into
	s.list, s.at, s.open = s.list[:0], s.at[:0], s.open[:0]
	for i := from; i < to; i++ {
		at, u := i, rune(f.Units[i])
		if f.Wide && i+1 < to { // not where the part begins inside a letter
			if wide := utf16.DecodeRune(u, rune(f.Units[i+1])); wide != unicode.ReplacementChar {
				u = wide
				i++
			}
		}
		x := symbol(u)
		if at > from && f.Gapped.Has(at) {
			x |= gapBefore(f, at)
		}
		s.list = append(s.list, x)
		s.at = append(s.at, at)
		s.open = append(s.open, !f.Joined.Has(at))
	}
	s.at = append(s.at, to)
	s.open = append(s.open, to == len(f.Units) || !f.Joined.Has(to))
	return s
}

// gapBefore is what matters of the gap before unit i, which has a key.
func gapBefore(f *analysis.Folded, i int) symbol {
	a, b := f.Units[i-1], f.Units[i]
	switch {
	case analysis.IsDigit(a) && analysis.IsDigit(b):
		return gapOf(f.Gap(i))
	case analysis.IsLatin(a) && analysis.IsLatin(b):
		return latinGap
	}
	return 0
}

// matches tells whether symbol i of a pattern is symbol x of a text. What
// stands before the first letter of a match is outside of it.
func matches(pattern []symbol, i int, x symbol) bool {
	return pattern[i] == x || i == 0 && pattern[0] == x.letter()
}

// placesOf lists where each symbol stands.
func placesOf(list []symbol) map[symbol][]int {
	places := make(map[symbol][]int, len(list))
	for i, s := range list {
		places[s] = append(places[s], i)
	}
	return places
}
