package concord_test

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// plainDoc is a document with what the plain recount wants of it.
type plainDoc struct {
	doc     *corpus.Document
	letters int
	chars   []int32      // where each character starts; format characters are none
	noted   []match.Span // note marks
}

func newPlainDocs(src *brute.Source) []*plainDoc {
	docs := make([]*plainDoc, src.Len())
	sideBySide(len(docs), func(i int) {
		d := &plainDoc{doc: plainRead(src, i)}
		d.letters = utf8.RuneCountInString(analysis.Letters(d.doc.Text))
		for at, r := range d.doc.Text {
			if class, _ := analysis.FoldRune(r); class != analysis.Format {
				d.chars = append(d.chars, int32(at))
			}
		}
		for start, end := range analysis.Notes(d.doc.Text) {
			d.noted = append(d.noted, match.Span{Start: start, End: end})
		}
		docs[i] = d
	})
	return docs
}

// charAt is the number of characters that start before a byte.
func (d *plainDoc) charAt(at int) int {
	return sort.Search(len(d.chars), func(i int) bool { return int(d.chars[i]) >= at })
}

// paragraph is the bytes of the paragraph around a match, which may reach
// over several.
func (d *plainDoc) paragraph(x match.Span) (from, to int) {
	from = strings.LastIndexByte(d.doc.Text[:x.Start], '\n') + 1
	to = len(d.doc.Text)
	if n := strings.IndexByte(d.doc.Text[x.End:], '\n'); n >= 0 {
		to = x.End + n
	}
	return from, to
}

// context is what stands before and after a match in its paragraph, width
// characters at most, white space at the outer ends aside.
func (d *plainDoc) context(x match.Span, width int) (before, after string) {
	from, to := d.paragraph(x)
	if i := d.charAt(x.Start) - width; i >= 0 {
		from = max(from, int(d.chars[i]))
	}
	if i := d.charAt(x.End) + width; i < len(d.chars) {
		to = min(to, int(d.chars[i]))
	}
	return strings.TrimLeftFunc(d.doc.Text[from:x.Start], unicode.IsSpace), strings.TrimRightFunc(d.doc.Text[x.End:to], unicode.IsSpace)
}

// neighbours are the n folded characters before and after a match, up to the
// first mark and that too.
func (d *plainDoc) neighbours(x match.Span, n int) (left, right string) {
	from, to := d.paragraph(x)
	for i := d.charAt(x.Start) - 1; i >= 0 && int(d.chars[i]) >= from; i-- {
		folded, mark := d.char(i)
		if left = folded + left; mark || utf8.RuneCountInString(left) >= n {
			break
		}
	}
	for i := d.charAt(x.End); i < len(d.chars) && int(d.chars[i]) < to; i++ {
		folded, mark := d.char(i)
		if right += folded; mark || utf8.RuneCountInString(right) >= n {
			break
		}
	}
	l, r := []rune(left), []rune(right)
	return string(l[max(0, len(l)-n):]), string(r[:min(len(r), n)])
}

// char is the character of that number, folded; white space is empty, and so
// is what is of a note mark.
func (d *plainDoc) char(i int) (folded string, mark bool) {
	r, _ := utf8.DecodeRuneInString(d.doc.Text[d.chars[i]:])
	class, _ := analysis.FoldRune(r)
	at := int(d.chars[i])
	if class == analysis.Space || slices.ContainsFunc(d.noted, func(x match.Span) bool { return x.Start <= at && at < x.End }) {
		return "", false
	}
	return analysis.FoldString(string(r)), class != analysis.Letter
}

// section is asked for anew at each byte: nothing is kept from one to another.
func (d *plainDoc) section(at int) string { return corpus.SectionPath(d.doc, at) }

// mentions makes the lines of all spans, which are in order.
func (d *plainDoc) mentions(spans []match.Span, width int) []concord.Mention {
	list := make([]concord.Mention, len(spans))
	line, marks := 1, d.doc.Lines
	for i, x := range spans {
		for ; len(marks) > 0 && marks[0].Offset <= x.Start; marks = marks[1:] {
			line = marks[0].Line
		}
		before, after := d.context(x, width)
		list[i] = concord.Mention{Document: d.doc.Info, Section: d.section(x.Start), Start: x.Start, End: x.End,
			Line: line, Before: before, Match: d.doc.Text[x.Start:x.End], After: after}
	}
	return list
}

// strip counts the spans by the part of the text that they start in.
func (d *plainDoc) strip(spans []match.Span) concord.Strip {
	s := concord.Strip{Document: d.doc.Info, Letters: d.letters, Occurrences: len(spans)}
	for _, x := range spans {
		cell := 0
		for len(d.doc.Text)*(cell+1) <= x.Start*concord.StripCells {
			cell++
		}
		s.Cells[cell]++
	}
	return s
}

var (
	plainFormat = regexp.MustCompile(`[\p{Cf}\p{Mn}\p{Me}]+`)
	plainSpace  = regexp.MustCompile(`[\s\v\x{85}\p{Z}]+`)
)

// plainForms gives the form of each text, which it keeps in mind.
type plainForms map[string]string

func (forms plainForms) of(text string) string {
	form, known := forms[text]
	if !known {
		for _, piece := range plainSpace.Split(plainFormat.ReplaceAllString(text, ""), -1) {
			last, _ := utf8.DecodeLastRuneInString(form)
			first, _ := utf8.DecodeRuneInString(piece)
			latin := unicode.Is(unicode.Latin, last) && unicode.Is(unicode.Latin, first)
			if latin || unicode.IsDigit(last) && unicode.IsDigit(first) {
				form += " "
			}
			form += piece
		}
		forms[text] = form
	}
	return form
}

// plainKey is what the lines of an order are sorted by.
func plainKey(m concord.Mention, order string) string {
	context := ""
	switch order {
	case concord.ByDate:
		if m.Document.Date == "" {
			return "9999-99-99"
		}
		return m.Document.Date
	case concord.ByDocument:
		if m.Document.Title == "" {
			return analysis.FoldString(m.Document.Path)
		}
		return analysis.FoldString(m.Document.Title)
	case concord.ByLeft:
		runes := []rune(analysis.FoldString(m.Before))
		slices.Reverse(runes)
		context = string(runes)
	case concord.ByRight:
		context = analysis.FoldString(m.After)
	}
	return plainSpace.ReplaceAllString(context, "")
}
