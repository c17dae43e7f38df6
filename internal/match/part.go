package match

import (
	"bytes"
	"strings"
	"unsafe"

	"yinzheng/internal/analysis"
)

// part is a literal.
type part struct {
	raw   string     // raw mode: the bytes
	units []uint16   // letters
	sure  [][]uint16 // rows of letters that a text with a match holds: units, but for raw mode

	gaps  []string // exact: key of the gap before unit i
	plain bool     // exact: no gap has a key
	tests []gapTest
}

// gapTest is what loose mode asks of the gap before a unit: the same key
// between two digits, any key or none between two Latin letters.
type gapTest struct {
	at    int
	digit bool
	key   string
}

func compilePart(text string, mode Mode) (part, error) {
	f := analysis.Fold(unbroken(text))
	p := part{units: f.Units, sure: [][]uint16{f.Units}}
	if mode == Raw {
		if text == "" {
			return p, ErrNoLetters
		}
		p.raw, p.sure = text, sureOf(text)
		return p, nil
	}
	if len(f.Units) == 0 {
		return p, ErrNoLetters
	}
	p.gaps = make([]string, len(f.Units))
	p.plain = true
	for i := 1; i < len(f.Units); i++ {
		p.gaps[i] = f.Gap(i)
		p.plain = p.plain && p.gaps[i] == ""
		a, b := f.Units[i-1], f.Units[i]
		if analysis.IsDigit(a) && analysis.IsDigit(b) {
			p.tests = append(p.tests, gapTest{i, true, p.gaps[i]})
		} else if analysis.IsLatin(a) && analysis.IsLatin(b) {
			p.tests = append(p.tests, gapTest{i, false, p.gaps[i]})
		}
	}
	return p, nil
}

// sureOf is the rows of letters that a text has in which the bytes of a raw
// term stand. What may be a note mark there, and not here, is left out.
func sureOf(text string) [][]uint16 {
	var rows [][]uint16
	from := 0
	cut := func(to int) {
		if units := analysis.Fold(text[from:to]).Units; len(units) > 0 {
			rows = append(rows, units)
		}
	}
	for start, end := range analysis.PossibleNotes(text) {
		cut(start)
		from = end
	}
	cut(len(text))
	return rows
}

// unbroken is a term on one line: a line break in it says how it was pasted,
// not that a paragraph ends.
func unbroken(term string) string { return strings.ReplaceAll(term, "\n", " ") }

// fits tells whether the part, whose letters stand at unit at of f, is a
// match there.
func (p *part) fits(f *analysis.Folded, at int, mode Mode) bool {
	end := at + len(p.units)
	if f.Joined.Has(at) || end < len(f.Units) && f.Joined.Has(end) {
		return false
	}
	if mode == Loose {
		return p.fitsLoosely(f, at)
	}
	next := f.Gapped.Next(at+1, end)
	if p.plain {
		return next == end
	}
	for i := 1; i < len(p.units); i++ {
		if at+i < next {
			if p.gaps[i] != "" {
				return false
			}
			continue
		}
		if f.Gap(next) != p.gaps[i] {
			return false
		}
		next = f.Gapped.Next(next+1, end)
	}
	return true
}

func (p *part) fitsLoosely(f *analysis.Folded, at int) bool {
	for _, t := range p.tests {
		if t.digit && f.Gap(at+t.at) != t.key || !t.digit && f.Gapped.Has(at+t.at) != (t.key != "") {
			return false
		}
	}
	return true
}

// finder finds a part in the units of texts, rarest byte first.
type finder struct {
	*part
	needle []byte // units in memory order
	anchor int    // the byte of needle that is looked for
}

// newFinder chooses the byte that the histogram calls rarest.
func newFinder(p *part, histogram *[256]uint32) finder {
	n := finder{part: p, needle: bytesOf(p.units)}
	for i, b := range n.needle {
		if histogram[b] < histogram[n.needle[n.anchor]] {
			n.anchor = i
		}
	}
	return n
}

// next is the first unit from which on the letters of the part stand, at
// from or later; -1 if there is none.
func (n *finder) next(units []uint16, from int) int {
	hay := bytesOf(units)
	size := len(n.needle)
	rare := n.needle[n.anchor]
	for at := 2*from + n.anchor; at+size-n.anchor <= len(hay); at++ {
		skip := bytes.IndexByte(hay[at:len(hay)-size+n.anchor+1], rare)
		if skip < 0 {
			return -1
		}
		at += skip
		start := at - n.anchor
		if start&1 == 0 && string(hay[start:start+size]) == string(n.needle) {
			return start / 2
		}
	}
	return -1
}

// bytesOf is the units' memory.
func bytesOf(units []uint16) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(units))), 2*len(units))
}
