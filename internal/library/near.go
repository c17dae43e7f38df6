package library

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
		place := Span{Start: off + i, End: off + i + size}
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

func spelled(cells []cell) string { return string(lettersOf(cells)) }

func lettersOf(cells []cell) []rune {
	letters := make([]rune, len(cells))
	for i, c := range cells {
		letters[i] = c.to
	}
	return letters
}

// maxSwap is the longest of two words that change places, in letters.
const maxSwap = 4

// slip is one difference between two rows of letters: those of a in [from,
// aTo) stand where b has [from, bTo). With swap above 0 a has the first swap
// of them behind the others.
type slip struct{ from, aTo, bTo, swap int }

// slipOf finds the only slip between a and b, which differ: a letter
// replaced, added or dropped, or two neighbouring words that changed places.
func slipOf(a, b []rune) (slip, bool) {
	p := 0
	for p < min(len(a), len(b)) && a[p] == b[p] {
		p++
	}
	s := 0
	for s < min(len(a), len(b))-p && a[len(a)-1-s] == b[len(b)-1-s] {
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
		if slices.Equal(inA[k:], inB[:len(inA)-k]) && slices.Equal(inA[:k], inB[len(inA)-k:]) {
			d.swap = k
			return d, true
		}
	}
	return slip{}, false
}

// transposed tells that two neighbouring letters changed places.
func (d slip) transposed() bool { return d.swap == 1 && d.aTo-d.from == 2 }

// replaced tells that one letter stands for another.
func (d slip) replaced() bool { return d.swap == 0 && d.aTo-d.from == 1 && d.bTo-d.from == 1 }

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
	e.DraftText = draft[e.Draft.Start:e.Draft.End]
	e.SourceText = strings.Clone(source[e.Source.Start:e.Source.End])
	return e
}

// cover is the bytes from the first cell to the last; of none, the point.
func cover(cells []cell, point int) Span {
	if len(cells) == 0 {
		return Span{Start: point, End: point}
	}
	return Span{Start: cells[0].Start, End: cells[len(cells)-1].End}
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
