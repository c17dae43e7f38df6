package quote

import (
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
	rest := m.source[s.theirs[u].start:]
	if line := strings.IndexByte(rest, '\n'); line >= 0 {
		rest = rest[:line]
	}
	if tail := m.letters(s.mine[d:]); utf8.RuneCountInString(tail) > 1 {
		if found := places(tail, firstBytes(rest, edgeReach)); len(found) > 0 {
			return s.theirs[u].start + found[0].End
		}
	}
	if hasMark(m.source[s.theirs[u-1].end:s.theirs[u].start]) && (d == len(s.mine) || !hasMark(m.draft[s.mine[d-1].end:s.mine[d].start])) {
		return s.theirs[u-1].end
	}
	m.trust(len(s.theirs)-u, len(s.mine)-d, marksBehind(m.source, at.End) != "" || atLineEnd(m.source, at.End))
	return at.End
}

// before is where it begins.
func (m *mender) before(p piece, at Span) int {
	s := m.aligned(p, at)
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
	rest := m.source[:s.theirs[u-1].end]
	rest = lastBytes(rest[strings.LastIndexByte(rest, '\n')+1:], edgeReach)
	if head := m.letters(s.mine[:d]); utf8.RuneCountInString(head) > 1 {
		if found := places(head, rest); len(found) > 0 {
			return s.theirs[u-1].end - len(rest) + found[len(found)-1].Start
		}
	}
	if hasMark(m.source[s.theirs[u-1].end:s.theirs[u].start]) && (d == 0 || !hasMark(m.draft[s.mine[d-1].end:s.mine[d].start])) {
		return s.theirs[u].start
	}
	m.trust(u, d, marksBefore(m.source, at.Start) != "" || at.Start == 0 || m.source[at.Start-1] == '\n')
	return at.Start
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
