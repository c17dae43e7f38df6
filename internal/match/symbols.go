package match

import (
	"hash/fnv"
	"unicode"
	"unicode/utf16"

	"yinzheng/internal/analysis"
)

// symbol is a letter, and what matters of the gap before it: between two
// digits its key (by hash), between two Latin letters that there is one. The
// first symbol of a text, or of a part that is compared, has no gap: what
// stands before it is outside.
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
	series
	at   []int  // unit of each symbol; one more for the end
	open []bool // a match may begin or end before the symbol; one more for the end
}

// symbolsOf makes the units [from, to) of f into symbols; into, if not nil,
// lends its memory. The first has no gap.
func symbolsOf(into *symbols, f *analysis.Folded, from, to int) *symbols {
	if into == nil {
		into = &symbols{}
	}
	s := into
	s.list, s.sums, s.at, s.open = s.list[:0], append(s.sums[:0], 0), s.at[:0], s.open[:0]
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
		s.add(x)
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

// placesOf lists where each symbol stands.
func placesOf(list []symbol) map[symbol][]int {
	places := make(map[symbol][]int, len(list))
	for i, s := range list {
		places[s] = append(places[s], i)
	}
	return places
}
