package quote

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// cell is one letter of a text and where the rune stands that folds to it,
// alone or with others.
type cell struct {
	Span
	to rune
}

// cellsOf gives the letters of text, their places moved by off.
func cellsOf(text string, off int) []cell {
	var cells []cell
	for i, r := range text {
		class, to := analysis.FoldRune(r)
		if class != analysis.Letter {
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		place := Span{off + i, off + i + size}
		if to == "" {
			cells = append(cells, cell{place, r})
		}
		for _, letter := range to {
			cells = append(cells, cell{place, letter})
		}
	}
	return cells
}

// withoutState drops 中华人民共和国 from the front.
func withoutState(cells []cell) []cell {
	n := utf8.RuneCountInString(stateName)
	if len(cells) > n && spelled(cells[:n]) == stateName {
		return cells[n:]
	}
	return cells
}

func spelled(cells []cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteRune(c.to)
	}
	return b.String()
}

// minNear is the fewest letters of a title that another can be near to.
const minNear = 8

// maxSwap is the longest of two words that change places, in letters.
const maxSwap = 4

// slip is one difference between two rows of letters: those of a in [from,
// aTo) stand where b has [from, bTo). With swap above 0 a has the first swap
// of them behind the others.
type slip struct{ from, aTo, bTo, swap int }

// slipOf finds the only slip between a and b, which differ: a letter
// replaced, added or dropped, or two neighbouring words that changed places.
func slipOf(a, b []cell) (slip, bool) {
	p := 0
	for p < min(len(a), len(b)) && a[p].to == b[p].to {
		p++
	}
	s := 0
	for s < min(len(a), len(b))-p && a[len(a)-1-s].to == b[len(b)-1-s].to {
		s++
	}
	d := slip{from: p, aTo: len(a) - s, bTo: len(b) - s}
	inA, inB := a[p:d.aTo], b[p:d.bTo]
	if len(inA) <= 1 && len(inB) <= 1 {
		return d, true
	}
	if len(inA) != len(inB) || len(inA) > 2*maxSwap {
		return slip{}, false
	}
	for k := max(1, len(inA)-maxSwap); k <= min(maxSwap, len(inA)-1); k++ {
		if spelled(inA[k:])+spelled(inA[:k]) == spelled(inB) {
			d.swap = k
			return d, true
		}
	}
	return slip{}, false
}

// otherDocument tells that the slip makes of one title that of another
// document: in a numeral, in the leading place name, or in the kind of
// document at the end.
func otherDocument(a, b []cell, d slip) bool {
	if d.from < max(placeEnd(a), placeEnd(b)) {
		return true
	}
	inKind := d.aTo > len(a)-2 || d.bTo > len(b)-2
	if inKind && endsLikeTitle(spelled(a)) && endsLikeTitle(spelled(b)) {
		return true
	}
	for _, c := range slices.Concat(a[d.from:d.aTo], b[d.from:d.bTo]) {
		if isNumeral(c.to) || strings.ContainsRune("甲乙丙丁两上下", c.to) {
			return true
		}
	}
	return false
}

// placeEnd is how many letters the place name in front of a title takes.
func placeEnd(cells []cell) int {
	for i := min(len(cells), 8) - 1; i > 0; i-- {
		if strings.ContainsRune("省市县区州盟旗", cells[i].to) {
			return i + 1
		}
	}
	return 0
}

// edit tells the slip from the draft, a, to the source, b. Both are the cells
// of a whole title; draft and source are the texts they stand in.
func (d slip) edit(a, b []cell, draft, source string) Edit {
	if d.swap > 0 {
		piece, to := a[d.from:d.from+d.swap], a[d.aTo-1].End
		there := cover(b[d.bTo-d.swap:d.bTo], 0)
		e := Edit{Op: Move, Draft: cover(piece, 0), Source: there, To: to}
		return e.withTexts(draft, source)
	}
	e := Edit{Op: Replace, Draft: cover(a[d.from:d.aTo], pointAt(a, d.from)), Source: cover(b[d.from:d.bTo], pointAt(b, d.from))}
	switch {
	case d.aTo == d.from:
		e.Op = Insert
	case d.bTo == d.from:
		e.Op = Delete
	}
	return e.withTexts(draft, source)
}

func (e Edit) withTexts(draft, source string) Edit {
	e.DraftText, e.SourceText = draft[e.Draft.Start:e.Draft.End], source[e.Source.Start:e.Source.End]
	return e
}

// cover is the bytes from the first cell to the last; of none, the point.
func cover(cells []cell, point int) Span {
	if len(cells) == 0 {
		return Span{point, point}
	}
	return Span{cells[0].Start, cells[len(cells)-1].End}
}

// pointAt is the byte before which something missing at cell i belongs.
func pointAt(cells []cell, i int) int {
	switch {
	case i > 0:
		return cells[i-1].End
	case len(cells) > 0:
		return cells[0].Start
	}
	return 0
}

// nearTitles is what is needed to tell that a title is one slip away.
type nearTitles struct {
	bySize map[int][]sizedTitle // by number of letters
	pairs  map[[2]rune]int      // neighbouring letters, and how often titles hold them
}

// sizedTitle is the letters of a title and its newest document.
type sizedTitle struct {
	doc   int
	cells []cell
}

func (l *Library) nearTitles() *nearTitles {
	nt := &nearTitles{map[int][]sizedTitle{}, map[[2]rune]int{}}
	for key, docs := range l.catalog().titles {
		cells := cellsOf(key, 0)
		for i := range len(cells) - 1 {
			nt.pairs[[2]rune{cells[i].to, cells[i+1].to}]++
		}
		if n := len(cells); n >= minNear {
			nt.bySize[n] = append(nt.bySize[n], sizedTitle{l.newestFirst(docs)[0], cells})
		}
	}
	return nt
}

// inUse tells that a replaced letter makes words that titles use, so that the
// title is likely another document's: 刑事 for 民事, and not 条列 for 条例. Such a
// word is a pair of letters that stands in many titles; two pairs in any.
func (nt *nearTitles) inUse(a []cell, d slip) bool {
	if d.swap > 0 || d.aTo-d.from != 1 || d.bTo-d.from != 1 {
		return false
	}
	all := true
	for i := max(d.from, 1); i <= min(d.from+1, len(a)-1); i++ {
		n := nt.pairs[[2]rune{a[i-1].to, a[i].to}]
		if n >= manyTitles {
			return true
		}
		all = all && n > 0
	}
	return all
}

// manyTitles is how many titles hold a pair of letters that is a word.
const manyTitles = 3

// near finds the document whose title is one slip away; of several the one
// with the smallest number.
func (l *Library) near(title string) (doc int, ok bool) {
	want := withoutState(cellsOf(title, 0))
	titles := l.similar()
	for n := max(minNear, len(want)-1); n <= len(want)+1; n++ {
		for _, t := range titles.bySize[n] {
			if ok && t.doc > doc {
				continue
			}
			if d, is := slipOf(want, t.cells); is && !otherDocument(want, t.cells, d) && !titles.inUse(want, d) {
				doc, ok = t.doc, true
			}
		}
	}
	return doc, ok
}
