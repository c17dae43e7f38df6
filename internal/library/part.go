package library

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
)

// Has tells whether a document has the part that a name means: Exact if so, else
// Absent, Elsewhere (in another chapter) or Unsure (its parts can't be told
// apart, or the name's can't be read), and a note of what there is.
func (l *Library) Has(doc *corpus.Document, n Name) (Verdict, string) {
	if n.Unread != "" {
		return Unsure, unreadNote(n)
	}
	if _, miss := locate(doc, l.articlesOf(doc), n); miss != nil {
		return miss.reason.verdict(), miss.note
	}
	return Exact, ""
}

// unreadNote says of what begins like a part of a document that it was not
// understood.
func unreadNote(n Name) string {
	return n.Unread + " can't be read as a part of it, and was not looked for"
}

// locate finds the part of a document that a name means, all of it if the name
// has none.
func locate(doc *corpus.Document, a *articles, n Name) (corpus.Part, *missing) {
	within := Span{Start: 0, End: len(doc.Text)}
	var miss *missing
	if n.Annex != "" {
		if within, miss = locateAnnex(doc, n.Annex); miss != nil {
			return corpus.Part{}, miss
		}
	}
	if n.Chapter != "" {
		if within, miss = locateChapter(doc, n.Chapter, within); miss != nil {
			return corpus.Part{}, miss
		}
	}
	if n.Article == "" {
		if rest := n.Paragraph + n.Item + n.Point; rest != "" {
			return corpus.Part{}, &missing{note: rest + " is named without an article"}
		}
		return corpus.Part{Span: within, Path: corpus.SectionPath(doc, within.Start), Index: -1}, nil
	}
	return locateArticle(doc, a, n, within)
}

// beginningIn keeps the sections that begin in a part of the text.
func beginningIn(doc *corpus.Document, sections []corpus.Section, in Span, n Name) ([]corpus.Section, *missing) {
	var inside []corpus.Section
	for _, s := range sections {
		if s.Start >= in.Start && s.Start < in.End {
			inside = append(inside, s)
		}
	}
	switch {
	case len(inside) > 0:
		return inside, nil
	case n.Chapter == "":
		return nil, &missing{note: n.Annex + " has no " + n.Article + " that can be told apart"}
	}
	where := "outside of all chapters"
	if i := corpus.SectionAt(doc.Outline, sections[0].Start); i >= 0 && doc.Outline[i].Parent >= 0 {
		where = "in " + corpus.NewSections(doc).Path(doc.Outline[i].Parent)
	}
	return nil, &missing{reason: otherChapter, note: fmt.Sprintf("%s stands %s, not in %s", n.Article, where, n.Chapter)}
}

// locateChapter finds 第三章 or 第二编第三章第一节. Where a document has no parts of the
// kind, a chapter can't be told to be missing: it may be one of several files.
func locateChapter(doc *corpus.Document, label string, in Span) (Span, *missing) {
	lo, hi := 0, len(doc.Outline)
	for lo < hi && doc.Outline[lo].Start < in.Start {
		lo++
	}
	for hi > lo && doc.Outline[hi-1].Start >= in.End {
		hi--
	}
	if i, ok := corpus.FindSection(doc.Outline[lo:hi], label); ok {
		return doc.Outline[lo+i].Span, nil
	}
	last := ""
	for _, s := range doc.Outline[lo:hi] {
		if unitOf(s.Label) == unitOf(label) {
			last = s.Label
		}
	}
	if last == "" || strings.ContainsAny(label, "编編篇") && !strings.ContainsAny(last, "编編篇") {
		return Span{}, &missing{note: "has no " + unitOf(label) + " that can be told apart"}
	}
	return Span{}, &missing{reason: noArticle, note: fmt.Sprintf("there is no %s; the last is %s", label, last)}
}

// unitOf is what a label counts: 章 of 第三章, 节 of 第三章第一节.
func unitOf(label string) string {
	_, size := utf8.DecodeLastRuneInString(label)
	unit := label[len(label)-size:]
	if i := strings.Index("編编節节條条", unit); i >= 0 && i%6 == 0 {
		unit = "編编節节條条"[i+3 : i+6]
	}
	return unit
}

// annex is a line that begins an annex, or names one in a list of them.
type annex struct {
	word string // 附件, 附表, …
	n    string // its number or letter, "" for none
	at   int
}

// annexWords are the words that annexes begin with.
var annexWords = []string{"附件", "附表", "附录", "附錄", "附图", "附圖"}

// maxAnnexLine is how many letters the line has that begins an annex at most.
const maxAnnexLine = 60

// annexesOf are the lines of a text that begin or list annexes, in order. Under
// 附件：1.甲 the lines 2. and so on go on with the list.
func annexesOf(text string) []annex {
	var list []annex
	listed := "" // the word of a list that the next line may go on with
	for at := 0; at < len(text); at = lineEnd(text, at) + 1 {
		line := text[at:lineEnd(text, at)]
		word, rest := annexWord(line)
		if word == "" {
			n, style := itemNumber(line)
			if listed != "" && style != 0 {
				list = append(list, annex{listed, fmt.Sprint(n), at})
			} else {
				listed = ""
			}
			continue
		}
		colon := strings.TrimLeft(rest, "：: \u3000")
		number := annexNumber(rest)
		if n, style := itemNumber(colon); number == "" && style != 0 && len(colon) < len(rest) {
			number, listed = fmt.Sprint(n), word
		}
		list = append(list, annex{word, number, at})
	}
	return list
}

// annexWord is the word for an annex that a short line begins with, and the rest
// of it.
func annexWord(line string) (word, rest string) {
	line = strings.TrimLeft(line, " \u3000（([【")
	for _, w := range annexWords {
		if rest, ok := strings.CutPrefix(line, w); ok && utf8.RuneCountInString(rest) <= maxAnnexLine && !strings.ContainsAny(rest, "。，；") {
			return w, rest
		}
	}
	return "", ""
}

// annexNumber is the number or the letter that s begins with, numbers in
// digits; "" for none.
func annexNumber(s string) string {
	s = strings.TrimLeft(s, " \u3000（(")
	end := strings.IndexFunc(s, func(r rune) bool {
		return !strings.ContainsRune("0123456789０１２３４５６７８９〇一二三四五六七八九十廿", r)
	})
	if end < 0 {
		end = len(s)
	}
	if n, ok := readNumeral(s[:end]); end > 0 && ok {
		return fmt.Sprint(n)
	}
	r, size := utf8.DecodeRuneInString(s)
	if i := strings.IndexRune("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", r); size > 0 && i >= 0 {
		return fmt.Sprint(i/3 + 1)
	}
	if next, _ := utf8.DecodeRuneInString(s[size:]); r >= 'A' && r <= 'Z' && !(next >= 'A' && next <= 'z') {
		return string(r)
	}
	return ""
}

// locateAnnex finds 附件2: where its own line begins, to the next annex. A text
// that has no line of the kind may have lost its annexes.
func locateAnnex(doc *corpus.Document, label string) (Span, *missing) {
	word, rest := annexWord(label)
	want := annexNumber(rest)
	var same []annex
	for _, x := range annexesOf(doc.Text) {
		if x.word == word {
			same = append(same, x)
		}
	}
	if len(same) == 0 {
		return Span{}, &missing{note: "no " + word + " can be told apart in its text"}
	}
	for i, x := range slices.Backward(same) {
		if want == "" || x.n == want || x.n == "" && want == "1" {
			end := len(doc.Text)
			if i+1 < len(same) {
				end = same[i+1].at
			}
			return Span{Start: x.at, End: end}, nil
		}
	}
	last := same[len(same)-1]
	if last.n == "" && len(same) > 1 {
		return Span{}, &missing{note: "no " + label + " can be told apart in its text"}
	}
	return Span{}, &missing{reason: noArticle, note: fmt.Sprintf("there is no %s; the last is %s", label, word+last.n)}
}
