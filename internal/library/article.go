package library

import (
	"errors"
	"regexp"
	"strings"

	"yinzheng/corpus"
)

// Article finds the part of a document that a name means: its 附件 or chapter,
// its 条, the 款 of it, the 项 of that. A name without any of them means the whole
// text. Where there is no such part, note says what there is: 第十二条 has 1 款.
// Where nothing is a 条, the items 一、 are.
//
// What 款 and 项 are, the document says, not the name: see corpus.Sections. A 项
// without 款 is looked for in each 款.
func (l *Library) Article(doc *corpus.Document, n Name) (span Span, ok bool, note string) {
	p, miss := locate(doc, l.articlesOf(doc), n)
	return p.Span, miss == nil, miss.String()
}

// missing says why a document lacks a part.
type missing struct {
	reason reason
	note   string
	last   int // number of the last 条, if that is why
}

func (m *missing) String() string {
	if m == nil {
		return ""
	}
	return m.note
}

// reason is why a part is missing, the least telling first.
type reason int

const (
	noArticles   reason = iota // no 条, chapters or annexes can be told apart
	noArticle                  // others are there
	noPart                     // the 条 is there, its 款 or 项 is not
	otherChapter               // the 条 is there, in another chapter than the one named
)

// verdict is what a missing part makes of a citation.
func (r reason) verdict() Verdict {
	switch r {
	case noArticles:
		return Unsure
	case otherChapter:
		return Elsewhere
	}
	return Absent
}

// locateArticle finds a 条 that begins in within, and the 款, 项 and 目 of it.
func locateArticle(doc *corpus.Document, a *articles, n Name, within Span) (corpus.Part, *missing) {
	list := a.sections(doc, n.Article)
	if len(list) == 0 {
		return corpus.Part{}, a.lack(n.Article)
	}
	list, miss := beginningIn(doc, list, within, n)
	if miss != nil {
		return corpus.Part{}, miss
	}
	var first error
	sections := corpus.NewSections(doc)
	for _, s := range list {
		p, err := sections.Within(s, n.Paragraph+n.Item+n.Point)
		if err == nil {
			return p, nil
		}
		if first == nil {
			first = err
		}
	}
	var lack *corpus.LackError
	if errors.As(first, &lack) && lack.Unit == "目" && lack.Has == 0 {
		return corpus.Part{}, &missing{note: lack.In + " has no 目 that can be told apart"}
	}
	return corpus.Part{}, &missing{reason: noPart, note: first.Error()}
}

// articleEnd is the end of an article that starts at start and ends at end at
// the latest: where a line begins with another one's number.
func articleEnd(text string, start, end int) int {
	for at := lineEnd(text, start) + 1; at < end; at = lineEnd(text, at) + 1 {
		if printedLabel(text[at:lineEnd(text, at)]) != "" {
			return at
		}
	}
	return end
}

// lineEnd is the byte at which the line of at ends.
func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(text)
}

var labelForm = regexp.MustCompile(`^(第\s*[〇零一二三四五六七八九十百千\d]+\s*[条條](?:之[一二三四五六七八九十]+)?)[\s　]`)

// printedLabel is the number of an article that a line begins with, white
// space behind it; "" if there is none.
func printedLabel(line string) string {
	if !strings.HasPrefix(line, "第") {
		return ""
	}
	m := labelForm.FindStringSubmatch(line)
	if m == nil {
		return ""
	}
	return strings.Join(strings.Fields(m[1]), "")
}

var itemForm = regexp.MustCompile(`^(?:([（(])\s*([一二三四五六七八九十百]+|\d+)\s*[）)]|([一二三四五六七八九十百]+)、|(\d{1,3})[.．、])`)

// itemNumber reads the number that a line begins with and its style; style is
// 0 if there is none.
func itemNumber(line string) (n int, style byte) {
	m := itemForm.FindStringSubmatch(line)
	switch {
	case m == nil:
		if r := []rune(line); len(r) > 0 && r[0] >= '①' && r[0] <= '⑳' {
			return int(r[0]-'①') + 1, 'o'
		}
		return 0, 0
	case m[1] != "":
		style, m[3] = '(', m[2]
	case m[3] != "":
		style = ','
	default:
		style, m[3] = '.', m[4]
	}
	if m[3][0] <= '9' {
		style |= 0x80 // digits
	}
	n, ok := readNumeral(m[3])
	if !ok {
		return 0, 0
	}
	return n, style
}
