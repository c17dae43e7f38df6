package index

import (
	"slices"
	"sync/atomic"
	"unicode/utf16"

	"yinzheng/internal/analysis"
)

// titles remembers the letters of titles that were asked for: each query that
// ranks asks for those of all documents that it selects.
type titles []atomic.Pointer[[]uint16] // by document

// titleOf is the letters of a document's title, in buf or shared: they must
// not be changed.
func (ix *Index) titleOf(doc int, buf []uint16) []uint16 {
	if !ix.again.Load() {
		return ix.foldTitle(doc, buf[:0])
	}
	if t := ix.titles[doc].Load(); t != nil {
		return *t
	}
	t := slices.Clone(ix.foldTitle(doc, buf[:0]))
	ix.titles[doc].Store(&t)
	return t
}

func (ix *Index) foldTitle(doc int, buf []uint16) []uint16 {
	return analysis.AppendUnits(buf, ix.docs.stringOf(doc, columnOf("title")))
}

// ofState is the letters of a title without the name of the state, with which
// laws are called or not: 中华人民共和国劳动法 is 劳动法.
func ofState(title []uint16) []uint16 {
	if len(title) > len(stateName) && slices.Equal(title[:len(stateName)], stateName) {
		return title[len(stateName):]
	}
	return title
}

var stateName = utf16.Encode([]rune("中华人民共和国"))

// titleScore is what a title gives: the part of the query that stands in it,
// by weight, and less if the title says other things too. counts are those
// of the title.
func (r *ranker) titleScore(counts []uint16, letters int) float64 {
	if r.mass == 0 || letters < 2 {
		return 0
	}
	found, said := 0.0, 0
	for i := range r.terms {
		if n := counts[r.terms[i].counted]; n > 0 {
			found += r.terms[i].weight
			if i >= r.words && len(r.terms[i].units) == 2 {
				said += int(n)
			}
		}
	}
	alone := float64(said) / float64(letters-1)
	return r.w.title * found * (1 - r.w.alone + r.w.alone*alone)
}
