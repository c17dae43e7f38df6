package quote

import (
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// placeOf describes the place where the pieces of a quotation stand, with its
// verdict.
func placeOf(doc *corpus.Document, info corpus.Info, w wording, row []match.NearSpan) Place {
	p := Place{Doc: info, Verdict: Exact, Similarity: 1}
	cost := 0
	for i, s := range row {
		piece := w.pieces[i]
		if s.Cost > 0 {
			edits, n, span := editsOf(piece, doc.Text, Span(s.Span))
			row[i].Span = match.Span(span)
			p.Edits = append(p.Edits, edits...)
			cost += n
			continue
		}
		if !same(piece.said, doc.Text, Span(s.Span)) {
			p.Verdict = Equivalent
		}
	}
	if !w.free {
		cost += between(doc.Text, row)
	}
	if cost > 0 {
		p.Verdict = Near
		p.Similarity = max(0, 1-float64(cost)/float64(w.letters))
	}
	p.Span = Span{row[0].Start, row[len(row)-1].End}
	p.Text = doc.Text[p.Start:p.End]
	p.Before, p.After = sentenceAround(doc.Text, p.Span)
	p.Section = corpus.SectionPath(doc.Outline, p.Start)
	p.Line = doc.Line(p.Start)
	return p
}

// between counts the letters between the pieces of a row.
func between(text string, row []match.NearSpan) int {
	n := 0
	for i := 1; i < len(row); i++ {
		n += analysis.CountLetters(text[row[i-1].End:row[i].Start])
	}
	return n
}

// same tells whether the words stand at s in text as they are, but for white
// space, format characters and ends of paragraphs. The marks at the edges of
// the words must stand beside s.
func same(words, text string, s Span) bool {
	core := plain(text[s.Start:s.End])
	want := plain(words)
	at := strings.Index(want, core)
	if at < 0 {
		return false
	}
	lead, trail := want[:at], want[at+len(core):]
	return strings.HasSuffix(plain(lastBytes(text[:s.Start], len(lead)+lookAround)), lead) &&
		strings.HasPrefix(plain(firstBytes(text[s.End:], len(trail)+lookAround)), trail)
}

// lookAround is how many bytes of text are looked at for marks beside words,
// beyond the bytes of these marks.
const lookAround = 48

// lastBytes is the end of text, at most n bytes; firstBytes is its beginning.
func lastBytes(text string, n int) string {
	from := max(0, len(text)-n)
	for from < len(text) && !utf8.RuneStart(text[from]) {
		from++
	}
	return text[from:]
}

func firstBytes(text string, n int) string {
	to := min(len(text), n)
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	return text[:to]
}

// plain is text without white space, format characters and ends of paragraphs.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch class, _ := analysis.FoldRune(r); class {
		case analysis.Space, analysis.Format, analysis.Paragraph:
			return -1
		}
		return r
	}, text)
}

// editsOf makes a piece into the source's words at s, which has slips. At the
// edges a letter behind a mark that the piece lacks belongs to other words: it
// is left out of s, which can only be told here.
func editsOf(p piece, text string, s Span) (edits []Edit, cost int, span Span) {
	slips, cost := match.Align(p.text, text[s.Start:s.End])
	for _, shorter := range trimmed(text, s) {
		if fewer, c := match.Align(p.text, text[shorter.Start:shorter.End]); c <= cost && edgeReplaced(slips, len(p.text), s) {
			slips, cost, s = fewer, c, shorter
		}
	}
	for _, x := range slips {
		edits = append(edits, editOf(x, p, text, s.Start))
	}
	return edits, cost, s
}

// edgeReplaced tells that the first or the last letters are replaced.
func edgeReplaced(slips []match.Slip, size int, s Span) bool {
	for _, x := range slips {
		if x.Op == match.Replaced && (x.B.Start == 0 || x.B.End == s.End-s.Start) {
			return true
		}
	}
	return false
}

// trimmed gives s without its last letter, and without its first, where marks
// part that letter from the rest.
func trimmed(text string, s Span) []Span {
	var list []Span
	body := text[s.Start:s.End]
	if r, size := utf8.DecodeLastRuneInString(body); r != utf8.RuneError {
		if rest := strings.TrimRightFunc(body[:len(body)-size], isMark); len(rest) < len(body)-size && rest != "" {
			list = append(list, Span{s.Start, s.Start + len(rest)})
		}
	}
	if r, size := utf8.DecodeRuneInString(body); r != utf8.RuneError {
		if rest := strings.TrimLeftFunc(body[size:], isMark); len(rest) < len(body)-size && rest != "" {
			list = append(list, Span{s.End - len(rest), s.End})
		}
	}
	return list
}

func isMark(r rune) bool {
	class, _ := analysis.FoldRune(r)
	return class != analysis.Letter
}

func editOf(x match.Slip, p piece, text string, off int) Edit {
	e := Edit{
		Draft:      Span{p.off + x.A.Start, p.off + x.A.End},
		Source:     Span{off + x.B.Start, off + x.B.End},
		DraftText:  p.text[x.A.Start:x.A.End],
		SourceText: text[off+x.B.Start : off+x.B.End],
	}
	switch x.Op {
	case match.Replaced:
		e.Op = Replace
	case match.Inserted:
		e.Op = Insert
	case match.Deleted:
		e.Op = Delete
	case match.Moved:
		e.Op, e.To = Move, p.off+x.To
	}
	return e
}

// sentenceEdges end a sentence, and with it what is shown around words.
const sentenceEdges = "。！？；!?;\n"

// contextBytes bounds what is shown around words on each side.
const contextBytes = 600

// sentenceAround is what of the sentence around s stands before and behind it.
func sentenceAround(text string, s Span) (before, after string) {
	before = lastBytes(text[:s.Start], contextBytes)
	if i := strings.LastIndexAny(before, sentenceEdges); i >= 0 {
		_, size := utf8.DecodeRuneInString(before[i:])
		before = before[i+size:]
	}
	after = firstBytes(text[s.End:], contextBytes)
	if closesSentence(text[:s.End]) {
		return before, ""
	}
	if i := strings.IndexAny(after, sentenceEdges); i >= 0 {
		_, size := utf8.DecodeRuneInString(after[i:])
		after = strings.TrimSuffix(after[:i+size], "\n")
	}
	return before, after
}

func closesSentence(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(sentenceEdges, r)
}
