package library

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"yinzheng/corpus"
)

// Article finds the part of a document that a name means: its 附件 or chapter,
// its 条, the 款 of it, the 项 of that. A name without any of them means the whole
// text. Where there is no such part, note says what there is: 第十二条 has 1 款.
// Where nothing is a 条, the items 一、 are.
//
// A 款 is a paragraph of the 条; lines that begin with an item's number, and
// table rows, belong to the 款 before. A 项 without 款 is looked for in each 款.
// In laws that write 條, 款 and 項 may be meant the other way round.
func (l *Library) Article(doc *corpus.Document, n Name) (span Span, ok bool, note string) {
	p, miss := locate(doc, l.articlesOf(doc), n)
	return p, miss == nil, miss.String()
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

// locateArticle finds a 条 that begins in within, and the 款 and 项 of it.
func locateArticle(doc *corpus.Document, a *articles, n Name, within Span) (Span, *missing) {
	sections := a.sections(doc, n.Article)
	if len(sections) == 0 {
		return Span{}, a.lack(n.Article)
	}
	sections, miss := beginningIn(doc, sections, within, n)
	if miss != nil {
		return Span{}, miss
	}
	var first *missing
	for _, s := range sections {
		for _, r := range readings(s, n) {
			span, miss := narrow(doc.Text, s, r)
			if miss == nil {
				return span, nil
			}
			if first == nil {
				first = miss
			}
		}
	}
	return Span{}, first
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

// wanted is a 款 and a 项 of it by number, 0 for none, and how they are called.
type wanted struct {
	clause, item           int
	clauseUnit, clauseName string
	itemUnit               string
}

// readings are what the words after 第十二条 can mean.
func readings(s corpus.Section, n Name) []wanted {
	clause, item := partNumber(n.Paragraph), partNumber(n.Item)
	list := []wanted{{clause, item, "款", n.Paragraph, "项"}}
	if strings.HasSuffix(s.Label, "條") && (clause > 0 || item > 0) {
		list = append(list, wanted{item, clause, "項", n.Item, "款"})
	}
	return list
}

// partNumber reads the number of 第二款 and 第（三）项, 0 if there is none.
func partNumber(label string) int {
	digits := strings.TrimFunc(label, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("第款项項（）()", r)
	})
	n, _ := readNumeral(digits)
	return n
}

// clause is a 款 with the items in it.
type clause struct {
	Span
	items []item
	style byte // of the items' numbers
}

// item is a 项: its number and where it stands.
type item struct {
	Span
	n int
}

// narrow finds the 款 and 项 in an article.
func narrow(text string, s corpus.Section, w wanted) (Span, *missing) {
	whole := lessBreaks(text, Span(s.Span))
	if w.clause == 0 && w.item == 0 {
		return whole, nil
	}
	name, clauses := s.Label, clausesOf(text, whole, s.Label)
	if w.clause > len(clauses) {
		return Span{}, &missing{reason: noPart, note: fmt.Sprintf("%s has %d %s", name, len(clauses), w.clauseUnit)}
	}
	if w.clause > 0 {
		name += w.clauseName
		clauses = clauses[w.clause-1 : w.clause]
	}
	if w.item == 0 {
		return clauses[0].Span, nil
	}
	most := 0
	for _, c := range clauses {
		for _, it := range c.items {
			if it.n == w.item {
				return it.Span, nil
			}
			most = max(most, it.n)
		}
	}
	return Span{}, &missing{reason: noPart, note: fmt.Sprintf("%s has %d %s", name, most, w.itemUnit)}
}

// clausesOf parts an article into its 款.
func clausesOf(text string, article Span, label string) []clause {
	var list []clause
	for at := article.Start; at < article.End; {
		end := strings.IndexByte(text[at:article.End], '\n')
		if end < 0 {
			end = article.End - at
		}
		line := Span{Start: at, End: at + end}
		if at == article.Start {
			line.Start += labelSize(text[line.Start:line.End], label)
		}
		if line.Start < line.End {
			list = addLine(list, text, line)
		}
		at += end + 1
	}
	for i := range list {
		if len(list[i].items) == 0 {
			list[i].items = inlineItems(text, list[i].Span)
		}
	}
	return list
}

// labelSize is the bytes that an article's number takes at the start of a
// line, white space in and behind it included.
func labelSize(line, label string) int {
	size := 0
	for i, r := range line {
		switch {
		case unicode.IsSpace(r):
		case strings.HasPrefix(label, string(r)):
			label = label[len(string(r)):]
		default:
			if label != "" {
				return 0
			}
			return i
		}
		size = i + len(string(r))
	}
	return size
}

// addLine makes a line a 款 of its own or part of the last one.
func addLine(list []clause, text string, line Span) []clause {
	n, style := itemNumber(text[line.Start:line.End])
	if len(list) == 0 || style == 0 && !strings.Contains(text[line.Start:line.End], " | ") {
		list = append(list, clause{Span: line})
	}
	c := &list[len(list)-1]
	c.End = line.End
	if c.style == 0 {
		c.style = style
	}
	if style != 0 && style == c.style {
		c.items = append(c.items, item{line, n})
	} else if len(c.items) > 0 {
		c.items[len(c.items)-1].End = line.End
	}
	return list
}

var (
	itemForm   = regexp.MustCompile(`^(?:([（(])\s*([一二三四五六七八九十百]+|\d+)\s*[）)]|([一二三四五六七八九十百]+)、|(\d{1,3})[.．、])`)
	inlineForm = regexp.MustCompile(`[（(]([一二三四五六七八九十]+)[）)]`)
)

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

// inlineItems are the items of a 款 that are not on lines of their own: （一）,
// （二） and so on in order; 第（二）项 refers to one.
func inlineItems(text string, in Span) []item {
	var list []item
	for _, m := range inlineForm.FindAllStringSubmatchIndex(text[in.Start:in.End], -1) {
		start := in.Start + m[0]
		n, _ := readNumeral(text[in.Start+m[2] : in.Start+m[3]])
		if n != len(list)+1 || strings.HasSuffix(text[in.Start:start], "第") {
			continue
		}
		if n > 1 {
			list[n-2].End = start
		}
		list = append(list, item{Span{Start: start, End: in.End}, n})
	}
	return list
}

// lessBreaks leaves out the line ends around a span.
func lessBreaks(text string, s Span) Span {
	for s.End > s.Start && text[s.End-1] == '\n' {
		s.End--
	}
	for s.Start < s.End && text[s.Start] == '\n' {
		s.Start++
	}
	return s
}
