package quote

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// unfixedEdge says of a quotation that its first or last words are not those of
// the source there.
const unfixedEdge = "where its words begin or end in the source can't be told"

// edgeReach is how many bytes beyond its place the letters of a quotation's
// edge are looked for in the source.
const edgeReach = 200

// edgeTail is how many letters at an edge must stand there as they are in the
// draft, unless they stand a little farther on.
const edgeTail = 4

// edged is where the source has the pieces if their edges are looked at. An
// alignment puts what is left over at an edge against whatever stands there:
//
//	source  …法律，结合本省实际，制定本条例。   …直接数表格。同志们…
//	draft   …法律，制定本条例。                 …直接数表格表格。
//	place   …法律，结合本省实                   …直接数表格。同志
//	edged   …法律，结合本省实际，制定本条例     …直接数表格
func (m *mender) edged(pieces []piece, parts []Span) []Span {
	parts = append([]Span(nil), parts...)
	last := len(pieces) - 1
	parts[last].End = m.behind(pieces[last], parts[last])
	parts[0].Start = m.before(pieces[0], parts[0])
	return parts
}

// behind is where in the source a piece ends that stands at a place.
func (m *mender) behind(p piece, at Span) int {
	s := m.aligned(p, at)
	if end := m.goesOn(s, at.End); end > at.End {
		return end
	}
	u, d := len(s.theirs), 0 // the letters behind those that both have
	for u > 0 && s.pairs[u-1] < 0 {
		u--
	}
	if u == 0 || u == len(s.theirs) {
		return at.End
	}
	for _, n := range s.pairs {
		d = max(d, n+1)
	}
	if hasMark(m.source[s.theirs[u-1].end:s.theirs[u].start]) && (d == len(s.mine) || !hasMark(m.draft[s.mine[d-1].end:s.mine[d].start])) {
		return s.theirs[u-1].end
	}
	if tail := m.letters(s.mine[d:]); utf8.RuneCountInString(tail) > 1 {
		rest := clauses(m.source[s.theirs[u].start:], false)
		if found := places(tail, rest); len(found) > 0 && m.few(rest[:found[0].Start], s) {
			return s.theirs[u].start + found[0].End
		}
	}
	m.trust(len(s.theirs)-u, len(s.mine)-d, marksBehind(m.source, at.End) != "" || atLineEnd(m.source, at.End))
	return at.End
}

// goesOn is where the last letters of a quotation stand a little behind its
// place, which lacks them, end if they don't.
func (m *mender) goesOn(s section, end int) int {
	n := min(edgeTail, len(s.mine), len(s.theirs))
	rest := clauses(m.source[end:], false)
	from := s.theirs[len(s.theirs)-n].start
	if tail := m.letters(s.mine[len(s.mine)-n:]); tail != m.letters(s.theirs[len(s.theirs)-n:]) {
		for _, x := range places(tail, m.source[from:end]+rest) {
			if more := from + x.End; more > end && m.few(m.source[end:max(end, from+x.Start)], s) {
				return more
			}
		}
	}
	if gone := m.letters(s.lost(max(0, len(s.mine)-2*n), len(s.mine))); gone != "" && strings.HasPrefix(analysis.Letters(rest), gone) {
		if found := places(gone, rest); len(found) > 0 {
			return end + found[0].End
		}
	}
	return end
}

// comesFrom is the same before a place.
func (m *mender) comesFrom(s section, start int) int {
	n := min(edgeTail, len(s.mine), len(s.theirs))
	rest := clauses(m.source[:start], true)
	to := s.theirs[n-1].end
	if head := m.letters(s.mine[:n]); head != m.letters(s.theirs[:n]) {
		found := places(head, rest+m.source[start:to])
		for i := len(found) - 1; i >= 0; i-- {
			if more := start - len(rest) + found[i].Start; more < start && m.few(m.source[min(start, start-len(rest)+found[i].End):start], s) {
				return more
			}
		}
	}
	if gone := m.letters(s.lost(0, min(2*n, len(s.mine)))); gone != "" && strings.HasSuffix(analysis.Letters(rest), gone) {
		if found := places(gone, rest); len(found) > 0 {
			return start - len(rest) + found[len(found)-1].Start
		}
	}
	return start
}

// lost are those of the draft's letters [from, to) that the source lacks.
func (s section) lost(from, to int) (list []glyph) {
	for n := from; n < to; n++ {
		if !slices.Contains(s.pairs, n) {
			list = append(list, s.mine[n])
		}
	}
	return list
}

// before is where it begins.
func (m *mender) before(p piece, at Span) int {
	s := m.aligned(p, at)
	if start := m.comesFrom(s, at.Start); start < at.Start {
		return start
	}
	u, d := 0, len(s.mine) // the letters before those that both have
	for u < len(s.theirs) && s.pairs[u] < 0 {
		u++
	}
	if u == 0 || u == len(s.theirs) {
		return at.Start
	}
	for _, n := range s.pairs {
		if n >= 0 {
			d = min(d, n)
		}
	}
	if hasMark(m.source[s.theirs[u-1].end:s.theirs[u].start]) && (d == 0 || !hasMark(m.draft[s.mine[d-1].end:s.mine[d].start])) {
		return s.theirs[u].start
	}
	if head := m.letters(s.mine[:d]); utf8.RuneCountInString(head) > 1 {
		rest := clauses(m.source[:s.theirs[u-1].end], true)
		if found := places(head, rest); len(found) > 0 && m.few(rest[found[len(found)-1].End:], s) {
			return s.theirs[u-1].end - len(rest) + found[len(found)-1].Start
		}
	}
	m.trust(u, d, marksBefore(m.source, at.Start) != "" || at.Start == 0 || m.source[at.Start-1] == '\n')
	return at.Start
}

// few tells that a quotation of so many letters can lack some words and be near.
func (m *mender) few(words string, s section) bool {
	return analysis.CountLetters(words) <= AllowedEdits(len(s.mine), DefaultNear)
}

// clauses is what of a text belongs to the sentence that it begins with, or
// ends with, at most edgeReach bytes.
func clauses(text string, end bool) string {
	if end {
		text = lastBytes(text, edgeReach)
		if i := strings.LastIndexAny(text, sentenceEnds); i >= 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			return text[i+size:]
		}
		return text
	}
	text = firstBytes(text, edgeReach)
	if i := strings.IndexAny(text, sentenceEnds); i >= 0 {
		return text[:i]
	}
	return text
}

// sentenceEnds end a sentence, or a clause that could be one.
const sentenceEnds = "。！？；\n"

// moved doubts a piece that was moved to the edge of a stretch, where the source
// ends a sentence between it and the rest: 标志。某某旗是某某的象征 for
// 某某旗是某某的标志和象征.
func (m *mender) moved(list []glyph, piece []int) {
	if len(piece) == 0 || len(piece) == len(list) {
		return
	}
	gap := ""
	switch first, last := piece[0], piece[len(piece)-1]; {
	case first == 0:
		gap = m.source[list[last].end:list[last+1].start]
	case last == len(list)-1:
		gap = m.source[list[first-1].end:list[first].start]
	}
	if strings.ContainsAny(gap, sentenceEnds) {
		m.fail(unfixedEdge)
	}
}

// trust takes letters at an edge for others of the source if there is one of
// each, or as many as stand there up to a mark.
func (m *mender) trust(theirs, mine int, toMark bool) {
	if (theirs > 1 || mine > 1) && (theirs != mine || !toMark) {
		m.fail(unfixedEdge)
	}
}

// aligned is a piece and its place as a section of their own.
func (m *mender) aligned(p piece, at Span) section {
	s := section{mine: glyphsOf(m.draft[p.off:p.off+len(p.text)], p.off), theirs: glyphsOf(m.source[at.Start:at.End], at.Start)}
	s.pairs = make([]int, len(s.theirs))
	for i := range s.pairs {
		s.pairs[i] = -1
	}
	s.pair(Span{Start: p.off, End: p.off + len(p.text)}, at, m)
	return s
}

func (m *mender) letters(list []glyph) string {
	var b strings.Builder
	for _, g := range list {
		b.WriteString(analysis.Letters(string(g.r)))
	}
	return b.String()
}

// hasMark tells that something but white space stands between two letters.
func hasMark(gap string) bool {
	return strings.ContainsFunc(gap, func(r rune) bool {
		class, _ := analysis.FoldRune(r)
		return class == analysis.Punct || class == analysis.Paragraph
	})
}

func atLineEnd(text string, at int) bool { return at == len(text) || text[at] == '\n' }
