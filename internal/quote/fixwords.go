package quote

import (
	"strings"

	"yinzheng/internal/analysis"
	"yinzheng/internal/library"
	"yinzheng/internal/match"
)

// Why a quotation is not given the wording of its source.
const (
	unfixedScript    = "what %c is in the draft's script can't be told"
	unfixedMarks     = "marks of the source would stand in it without their partners"
	unfixedTable     = "the source's words stand in several cells of a table"
	unfixedParagraph = "a paragraph of the draft ends where the wording changes"
	unfixedNote      = "a note mark of the draft stands where the wording changes"
	unfixedLetters   = "its letters can't be told apart"
)

// mender gives a quotation the wording of its source.
//
//	draft   要坚持  、节水优先空间均衡   from the first quoted letter to the last:
//	source  要坚持节水优先、空间均衡     the source's stretch as it is printed
//	fixed   要坚持节水优先、空间均衡
//
// Ellipses stay, and each part between them is such a stretch. The marks at
// the edges of a part are the draft's, as its own sentence needs them. Letters
// and marks that both have are written as the draft writes them: see writing.
type mender struct {
	printed       string // the whole draft
	draft, source string // whole texts, note marks of the quotation blanked
	writing
	depth int    // of quotations inside, at the place reached
	why   string // it can't be done
}

// mended is the quotation that stands at span of a draft with the wording of
// the source, where parts[i] is the place of piece i. why says that it can't be
// had; then text is "".
func mended(draft string, span Span, outer rune, w wording, source string, parts []Span) (text, why string) {
	m := &mender{printed: draft, draft: blanked(draft, span),
		source: blanked(source, Span{Start: parts[0].Start, End: parts[len(parts)-1].End})}
	var b strings.Builder
	at := span.Start
	for i := 0; i < len(w.pieces); {
		n := i + 1
		for n < len(w.pieces) && !w.pieces[n].leftOut {
			n++
		}
		s := m.sectionOf(w.pieces[i:n], m.edged(w.pieces[i:n], parts[i:n]))
		m.writing = writingOf(draft, source, s.shared())
		m.outer = outer
		b.WriteString(draft[at:s.span.Start])
		b.WriteString(m.stretch(s))
		at, i = s.span.End, n
	}
	b.WriteString(draft[at:span.End])
	if m.why != "" {
		return "", m.why
	}
	return b.String(), ""
}

// section is a part of a quotation between ellipses and its place in the
// source.
type section struct {
	span   Span    // of the draft
	mine   []glyph // of the draft
	theirs []glyph // of the source
	pairs  []int   // for each of theirs the one of mine that it is, -1 if it is none
}

// sectionOf pairs the letters of the pieces with those of the source.
func (m *mender) sectionOf(pieces []piece, parts []Span) section {
	last := pieces[len(pieces)-1]
	s := section{span: Span{Start: pieces[0].off, End: last.off + len(last.text)}}
	s.mine = glyphsOf(m.draft[s.span.Start:s.span.End], s.span.Start)
	from, to := parts[0].Start, parts[len(parts)-1].End
	s.theirs = glyphsOf(m.source[from:to], from)
	s.pairs = make([]int, len(s.theirs))
	for i := range s.pairs {
		s.pairs[i] = -1
	}
	for i, p := range pieces {
		s.pair(Span{Start: p.off, End: p.off + len(p.text)}, parts[i], m)
	}
	return s
}

// pair pairs the letters of two stretches, which Align makes equal.
func (s *section) pair(mine, theirs Span, m *mender) {
	slips, _ := match.Align(m.draft[mine.Start:mine.End], m.source[theirs.Start:theirs.End])
	a, b := within(s.mine, mine), within(s.theirs, theirs)
	leftA, leftB := a, b // those that no slip is about
	for _, x := range slips {
		inA := within(s.mine, Span{Start: mine.Start + x.A.Start, End: mine.Start + x.A.End})
		inB := within(s.theirs, Span{Start: theirs.Start + x.B.Start, End: theirs.Start + x.B.End})
		if x.Op == match.Moved {
			s.join(inA, inB)
			m.moved(s.theirs, inB)
		}
		leftA, leftB = without(leftA, inA), without(leftB, inB)
	}
	s.join(leftA, leftB)
}

// join pairs letters in order, if they are the same.
func (s *section) join(a, b []int) {
	if len(a) != len(b) {
		return
	}
	for i := range a {
		if sameLetter(s.mine[a[i]].r, s.theirs[b[i]].r) {
			s.pairs[b[i]] = a[i]
		}
	}
}

// within is the numbers of the glyphs that stand in a span.
func within(list []glyph, in Span) (numbers []int) {
	for i, g := range list {
		if in.Start <= g.start && g.end <= in.End {
			numbers = append(numbers, i)
		}
	}
	return numbers
}

func without(list, gone []int) (left []int) {
	is := map[int]bool{}
	for _, n := range gone {
		is[n] = true
	}
	for _, n := range list {
		if !is[n] {
			left = append(left, n)
		}
	}
	return left
}

func (s *section) shared() (list []pairing) {
	for i, n := range s.pairs {
		if n >= 0 {
			list = append(list, pairing{s.mine[n].r, s.theirs[i].r})
		}
	}
	return list
}

// stretch is the section as it is fixed.
func (m *mender) stretch(s section) string {
	if len(s.mine) == 0 || len(s.theirs) == 0 {
		m.fail(unfixedLetters)
		return ""
	}
	var b strings.Builder
	breaks, notes := 0, 0
	for i, g := range s.theirs {
		if i > 0 {
			gap := m.gap(m.source[s.theirs[i-1].end:g.start], s.theirs[i-1].r, g.r)
			if n := s.pairs[i]; n > 0 && n == s.pairs[i-1]+1 {
				between := Span{Start: s.mine[n-1].end, End: s.mine[n].start}
				if gap = m.kept(between, gap); gap == m.printed[between.Start:between.End] {
					notes += m.notesIn(between)
				}
			}
			breaks += strings.Count(gap, "\n")
			b.WriteString(gap)
		}
		b.WriteRune(m.written(s, i))
	}
	first, last := s.mine[0].start, s.mine[len(s.mine)-1].end
	core := b.String()
	if notes < m.notesIn(Span{Start: first, End: last}) {
		m.fail(unfixedNote)
	}
	if breaks < strings.Count(m.draft[first:last], "\n") {
		m.fail(unfixedParagraph)
	}
	if analysis.Letters(core) != analysis.Letters(m.source[s.theirs[0].start:s.theirs[len(s.theirs)-1].end]) {
		m.fail(unfixedLetters)
	}
	text, ok := edges(m.printed[s.span.Start:first], core, m.printed[last:s.span.End],
		marksBefore(m.source, s.theirs[0].start), marksBehind(m.source, s.theirs[len(s.theirs)-1].end), m.printed[s.span.Start:s.span.End])
	if !ok {
		m.fail(unfixedMarks)
	}
	return text
}

func (m *mender) fail(why string) {
	if m.why == "" {
		m.why = why
	}
}

// written is letter i of the source as it is written into the draft.
func (m *mender) written(s section, i int) rune {
	r := s.theirs[i].r
	if n := s.pairs[i]; n >= 0 {
		return m.shared(pairing{s.mine[n].r, r})
	}
	to, ok := m.letter(r)
	if !ok {
		m.fail(strings.Replace(unfixedScript, "%c", string(r), 1))
	}
	return to
}

// gap is what the source has between two letters, as the draft would write it:
// quotation marks one level deeper, without format characters, note marks, and
// the ends of lines with the white space around them.
func (m *mender) gap(gap string, before, after rune) string {
	var b strings.Builder
	broken := strings.Contains(gap, "\n")
	if broken && !hasMark(strings.ReplaceAll(gap, "\n", "")) && !isHanLike(before) && !isHanLike(after) {
		return " " // two words, or two numbers
	}
	for _, r := range gap {
		switch class, _ := analysis.FoldRune(r); {
		case class == analysis.Punct, class == analysis.Quote:
			b.WriteRune(m.between(r, before, after))
		case class == analysis.Space && !broken:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// between is one mark of a gap as the draft would write it.
func (m *mender) between(r, before, after rune) rune {
	opens, closes := levelled(r)
	switch {
	case r == '|':
		m.fail(unfixedTable)
	case r == '’' && isLatin(before) && isLatin(after): // Li’s
	case opens:
		m.depth++
		r, _ = nested(m.outer, m.depth)
	case closes:
		_, r = nested(m.outer, max(m.depth, 1))
		m.depth = max(m.depth-1, 0)
	default:
		r = m.mark(r, before, after)
	}
	return r
}

// kept is what the draft has between two letters if that is the same as the
// source's gap but for white space and note marks, else gap. The end of a
// paragraph stays, with the marks that only resume the quotation behind it.
func (m *mender) kept(between Span, gap string) string {
	mine := m.draft[between.Start:between.End]
	head, tail, broken := strings.Cut(mine, "\n")
	resumed := broken && strings.Trim(dropSpace(tail), "“‘「『") == ""
	switch {
	case library.Plain(mine) == library.Plain(gap), resumed && library.Plain(head) == library.Plain(gap):
		return m.printed[between.Start:between.End]
	case resumed:
		return gap + "\n" + tail
	}
	return gap
}

// notesIn is how many bytes of the draft's note marks stand in a span.
func (m *mender) notesIn(s Span) int {
	n := 0
	for i := s.Start; i < s.End; i++ {
		if m.draft[i] != m.printed[i] {
			n++
		}
	}
	return n
}

// blanked is a text in which format characters stand for the note marks at s, so
// that places stay.
func blanked(text string, s Span) string {
	from := len(text[:s.Start]) - len(lastBytes(text[:s.Start], noteMargin))
	around := text[from : s.End+len(firstBytes(text[s.End:], noteMargin))]
	var b strings.Builder
	at := 0
	for start, end := range analysis.Notes(around) {
		b.WriteString(text[at:from+start] + strings.Repeat("\x00", end-start))
		at = from + end
	}
	if at == 0 {
		return text
	}
	return b.String() + text[at:]
}
