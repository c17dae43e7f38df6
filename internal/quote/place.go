package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/library"
	"yinzheng/internal/match"
)

// placeOf describes the place where the pieces of a quotation stand, with its
// verdict. The section is for the caller to say.
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
	cost += between(doc.Text, w, row)
	if cost > 0 {
		p.Verdict = Near
		p.Similarity = max(0, 1-float64(cost)/float64(w.letters))
	}
	if at := swallowed(doc.Text, w, row); at != (Span{}) {
		p.Verdict, p.SwallowedAt, p.Swallowed = Near, at, strings.Clone(doc.Text[at.Start:at.End])
	}
	p.Span = Span{Start: row[0].Start, End: row[len(row)-1].End}
	for _, s := range row {
		p.parts = append(p.parts, Span(s.Span))
	}
	// Copies: a place must not keep its document in memory.
	p.Text = strings.Clone(doc.Text[p.Start:p.End])
	before, after := sentenceAround(doc.Text, p.Span)
	p.Before, p.After = strings.Clone(before), strings.Clone(after)
	p.Line = doc.Line(p.Start)
	return p
}

// between counts the letters between the pieces of a row that are not left
// out.
func between(text string, w wording, row []match.NearSpan) int {
	n := 0
	for i := 1; i < len(row); i++ {
		if !w.pieces[i].leftOut {
			from := text[row[i-1].Start:]
			upTo := row[i-1].End - row[i-1].Start
			n += analysis.CountLetters(from[:row[i].Start-row[i-1].Start]) - analysis.CountLetters(from[:upTo])
		}
	}
	return n
}

// same tells whether the words stand at s in text as they are, but for white
// space, format characters and ends of paragraphs, note marks, and the depth of
// the quotation marks inside. The marks at the edges of the words must stand beside
// s.
func same(words, text string, s Span) bool {
	before, core, after := unnoted(text, s)
	core = oneLevel(library.Plain(core))
	want := oneLevel(library.Plain(withoutNotes(words)))
	at := strings.Index(want, core)
	if at < 0 {
		return false
	}
	lead, trail := want[:at], want[at+len(core):]
	return oneLevel(plainEnd(before, len(lead))) == lead && oneLevel(plainStart(after, len(trail))) == trail
}

// noteMargin is how far, in bytes, note marks are looked for around a place.
const noteMargin = 200

// unnoted is what stands at s in a text, and near it on both sides, without
// the note marks.
func unnoted(text string, s Span) (before, at, after string) {
	before = lastBytes(text[:s.Start], noteMargin)
	around := before + text[s.Start:s.End] + firstBytes(text[s.End:], noteMargin)
	ends := [...]int{len(before), len(before) + s.End - s.Start, len(around)}
	var parts [len(ends)]strings.Builder
	from := 0
	copyTo := func(to int) {
		start := 0
		for i, end := range ends {
			if a, b := max(from, start), min(to, end); a < b {
				parts[i].WriteString(around[a:b])
			}
			start = end
		}
		from = to
	}
	for start, end := range analysis.Notes(around) {
		copyTo(start)
		from = end
	}
	copyTo(len(around))
	return parts[0].String(), parts[1].String(), parts[2].String()
}

// withoutNotes is words without their note marks.
func withoutNotes(words string) string {
	_, at, _ := unnoted(words, Span{Start: 0, End: len(words)})
	return at
}

// plainStart is what plain text begins with, at least n bytes of it if it has
// so many and no rune more; plainEnd is what it ends with.
func plainStart(text string, n int) string {
	var b strings.Builder
	for _, r := range text {
		if b.Len() >= n {
			break
		}
		b.WriteString(library.Plain(string(r)))
	}
	return b.String()
}

func plainEnd(text string, n int) string {
	end := ""
	for len(end) < n && text != "" {
		r, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
		end = library.Plain(string(r)) + end
	}
	return end
}

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

// editsOf makes a piece into the source's words at s, which has slips. At the
// edges a letter behind a mark that the piece lacks belongs to other words: it
// is left out of s, which can only be told here.
func editsOf(p piece, text string, s Span) (edits []Edit, cost int, span Span) {
	slips, cost := match.Align(p.text, text[s.Start:s.End])
	for _, trim := range []func(words, text string, s Span) (Span, bool){trimmedEnd, trimmedStart} {
		shorter, ok := trim(p.text, text, s)
		if !ok || !edgeReplaced(slips, s) {
			continue
		}
		if fewer, c := match.Align(p.text, text[shorter.Start:shorter.End]); c <= cost {
			slips, cost, s = fewer, c, shorter
		}
	}
	for _, x := range slips {
		edits = append(edits, editOf(x, p, text, s.Start))
	}
	return edits, cost, s
}

// edgeReplaced tells that the first or the last letters are replaced.
func edgeReplaced(slips []match.Slip, s Span) bool {
	for _, x := range slips {
		if x.Op == match.Replaced && (x.B.Start == 0 || x.B.End == s.End-s.Start) {
			return true
		}
	}
	return false
}

// trimmedEnd is s without its last letter, a Han one, where a mark that words
// lack parts it from the rest; trimmedStart is without the first.
func trimmedEnd(words, text string, s Span) (Span, bool) {
	rest, ok := lessLast(text[s.Start:s.End])
	_, too := lessLast(strings.TrimRightFunc(words, isMark))
	return Span{Start: s.Start, End: s.Start + len(rest)}, ok && !too
}

func trimmedStart(words, text string, s Span) (Span, bool) {
	rest, ok := lessFirst(text[s.Start:s.End])
	_, too := lessFirst(strings.TrimLeftFunc(words, isMark))
	return Span{Start: s.End - len(rest), End: s.End}, ok && !too
}

// lessLast is text without its last letter and the marks before it; ok tells
// that it is a Han letter, that there are such marks, and letters before them.
func lessLast(text string) (rest string, ok bool) {
	r, size := utf8.DecodeLastRuneInString(text)
	rest = strings.TrimRightFunc(text[:len(text)-size], isMark)
	return rest, unicode.Is(unicode.Han, r) && rest != "" && len(rest) < len(text)-size
}

func lessFirst(text string) (rest string, ok bool) {
	r, size := utf8.DecodeRuneInString(text)
	rest = strings.TrimLeftFunc(text[size:], isMark)
	return rest, unicode.Is(unicode.Han, r) && rest != "" && len(rest) < len(text)-size
}

func isMark(r rune) bool {
	class, _ := analysis.FoldRune(r)
	return class != analysis.Letter
}

func editOf(x match.Slip, p piece, text string, off int) Edit {
	e := Edit{
		Draft:      Span{Start: p.off + x.A.Start, End: p.off + x.A.End},
		Source:     Span{Start: off + x.B.Start, End: off + x.B.End},
		DraftText:  p.text[x.A.Start:x.A.End],
		SourceText: strings.Clone(text[off+x.B.Start : off+x.B.End]),
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
const contextBytes = 400

// IsCut tells of a place's Before or After that their sentence is longer: they
// are as long as they may be.
func IsCut(around string) bool { return len(around) > contextBytes-utf8.UTFMax }

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
