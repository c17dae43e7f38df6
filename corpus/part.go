package corpus

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Part is a part of a document as a citation names it: a section, a 款, or an
// item that stands in the line of its 款.
type Part struct {
	Span         // without the line end behind it
	Path  string // as Sections names it
	Index int    // of the section in the outline; -1 for what is none
}

// LackError says that an article, or a part of it, has fewer parts than are
// asked for.
type LackError struct {
	In   string // 第十二条第二款
	Unit string // 项
	Has  int    // the highest number there is
}

func (e *LackError) Error() string { return fmt.Sprintf("%s has %d %s", e.In, e.Has, e.Unit) }

// Find finds the part that want names: what FindSection finds, and the 款, 项
// and 目 of an article, as 第二条第三款 and 第二条第一款第（三）项, or 第2條第2項第3款
// where the document counts so. Every path that Sections gives finds its part,
// or the first that has the same path.
func (s *Sections) Find(want string) (Part, bool) {
	head, units := cutUnits(want)
	i, ok := FindSection(s.doc.Outline, head)
	switch {
	case !ok:
		return Part{}, false
	case len(units) == 0:
		return Part{s.trim(s.doc.Outline[i].Span), s.Path(i), i}, true
	case s.doc.Outline[i].Level != LevelArticle:
		return Part{}, false
	}
	n, sub, _ := ArticleNumber(s.doc.Outline[i].Label)
	_, _, alone := ArticleNumber(head)
	for k := i; k < len(s.doc.Outline); k++ { // an annex may count its articles anew
		x := s.doc.Outline[k]
		if m, other, ok := ArticleNumber(x.Label); x.Level != LevelArticle || !ok || m != n || other != sub || !alone && x.Parent != s.doc.Outline[i].Parent {
			continue
		}
		if p, err := s.within(x, units); err == nil {
			return p, true
		}
	}
	return Part{}, false
}

// Within finds a part of an article by its 款, 项 and 目: 第二款第（三）项. Which of
// them is a paragraph the document says: in Taiwan's 第二項 is. An item without a
// 款 is looked for in each; no parts mean the article, which need not be in the
// outline. The error is a *LackError, or says that parts
// names none.
func (s *Sections) Within(article Section, parts string) (Part, error) {
	head, units := cutUnits(parts)
	if strings.TrimFunc(head, isSpace) != "" {
		return Part{}, fmt.Errorf("%s names no part of an article", parts)
	}
	return s.within(article, units)
}

func (s *Sections) within(article Section, units []unit) (Part, error) {
	p, err := s.narrow(article, units)
	if chapter := s.Path(s.chapterOf(article)); err == nil && chapter != "" {
		p.Path = chapter + " " + p.Path
	}
	return p, err
}

// chapterOf is the index of what an article stands in, -1 for nothing.
func (s *Sections) chapterOf(article Section) int {
	i := SectionAt(s.doc.Outline, article.Start)
	for i >= 0 && s.doc.Outline[i].Level >= LevelArticle {
		i = s.doc.Outline[i].Parent
	}
	return i
}

func (s *Sections) narrow(article Section, units []unit) (Part, error) {
	p := Part{s.trim(article.Span), article.Label, s.indexOf(article)}
	path, err := s.numbers(units)
	switch {
	case err != nil:
		return Part{}, err
	case len(units) == 0:
		return p, nil
	}
	p.Index = -1
	list := s.clausesOf(article)
	if n := path.clause; n > 0 {
		if n > len(list) {
			return Part{}, &LackError{article.Label, s.units().clause, len(list)}
		}
		list = list[n-1 : n]
		p.Span = s.trim(list[0].Span)
		p.Path += "第" + numberLike(article.Label, n) + s.units().clause
	}
	if path.item == 0 {
		return p, nil
	}
	lack := &LackError{In: p.Path, Unit: s.units().item}
	for i, c := range list {
		items := s.items(c.Span, c.items)
		for _, it := range items {
			if it.n != path.item {
				lack.Has = max(lack.Has, it.n)
				continue
			}
			if path.clause == 0 && len(list) > 1 {
				p.Path += "第" + numberLike(article.Label, i+1) + s.units().clause
			}
			p.Path += s.itemName(article, it.label, 0)
			p.Span, p.Index = s.trim(it.Span), it.index
			return s.pointIn(article, p, path.point)
		}
	}
	return Part{}, lack
}

// pointIn finds the 目 in an item, which p is; 0 asks for none.
func (s *Sections) pointIn(article Section, p Part, n int) (Part, error) {
	if n == 0 {
		return p, nil
	}
	var children []int
	for i := p.Index + 1; p.Index >= 0 && i < len(s.doc.Outline) && s.doc.Outline[i].Start < p.End; i++ {
		if s.doc.Outline[i].Parent == p.Index {
			children = append(children, i)
		}
	}
	lack := &LackError{In: p.Path, Unit: s.units().point}
	for _, it := range s.items(p.Span, children) {
		if it.n == n {
			return Part{s.trim(it.Span), p.Path + s.itemName(article, it.label, 1), it.index}, nil
		}
		lack.Has = max(lack.Has, it.n)
	}
	return Part{}, lack
}

// item is an item of a list.
type item struct {
	Span
	n     int
	label string
	index int // in the outline, -1 in a line
}

// items are the sections of a list, or where there are none those that stand
// in the line itself: （一）, （二） or ①, ② and so on in order; 第（二）项 refers to one.
func (s *Sections) items(in Span, sections []int) []item {
	var list []item
	for _, i := range sections {
		x := s.doc.Outline[i]
		if m, ok := scanMarker(x.Label); ok {
			list = append(list, item{x.Span, m.n, x.Label, i})
		}
	}
	if len(sections) > 0 {
		return list
	}
	text := s.doc.Text[in.Start:in.End]
	for at := 0; at < len(text); {
		open := strings.IndexAny(text[at:], "（("+circled)
		if open < 0 {
			break
		}
		open += at
		r, size := utf8.DecodeRuneInString(text[open:])
		at = open + size
		m, ok := scanBracketed(text[open:], size)
		if i := strings.IndexRune(circled, r); i >= 0 {
			m, ok = marker{level: LevelSubitem, n: i/size + 1, size: size}, true
		}
		before := strings.TrimRightFunc(text[:open], isSpace)
		if !ok || m.level != LevelSubitem || m.n != len(list)+1 || strings.HasSuffix(before, "第") || before == "" {
			continue
		}
		if m.n > 1 {
			list[m.n-2].End = in.Start + open
		}
		list = append(list, item{Span{in.Start + open, in.End}, m.n, dropSpace(text[open : open+m.size]), -1})
	}
	return list
}

// circled are numbers that begin no section.
const circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

// indexOf is where an article stands in the outline, -1 if it does not.
func (s *Sections) indexOf(article Section) int {
	i := sort.Search(len(s.doc.Outline), func(i int) bool { return s.doc.Outline[i].Start >= article.Start })
	if i < len(s.doc.Outline) && s.doc.Outline[i].Start == article.Start {
		return i
	}
	return -1
}

// trim leaves out the line ends behind a part.
func (s *Sections) trim(p Span) Span {
	for p.End > p.Start && s.doc.Text[p.End-1] == '\n' {
		p.End--
	}
	return p
}

// unit is 第二款 or 第（三）项: its number and what it is called.
type unit struct {
	n    int
	word string
}

// cutUnits parts 第十二条第二款第（三）项 into what stands before the first 款, 项 or
// 目 and these. What stands between them is no white space: then none is cut.
func cutUnits(s string) (head string, units []unit) {
	for at := 0; at < len(s); {
		i := strings.Index(s[at:], "第")
		if i < 0 {
			break
		}
		at += i
		u, size := scanUnit(s[at:])
		if size == 0 {
			at += len("第")
			continue
		}
		head = s[:at]
		for size > 0 {
			units = append(units, u)
			at += size
			at += skipSpace(s[at:])
			u, size = scanUnit(s[at:])
		}
		if at < len(s) {
			return s, nil
		}
		return head, units
	}
	return s, nil
}

// scanUnit reads 第二款, 第（三）项, 第3目 at the start of s; size is 0 if there is
// none.
func scanUnit(s string) (u unit, size int) {
	rest, ok := strings.CutPrefix(s, "第")
	if !ok {
		return unit{}, 0
	}
	rest = strings.TrimLeft(strings.TrimLeftFunc(rest, isSpace), "（(")
	n, ok := scanNumeral(strings.TrimLeftFunc(rest, isSpace))
	if !ok {
		return unit{}, 0
	}
	rest = strings.TrimLeftFunc(rest, isSpace)[n.size:]
	rest = strings.TrimLeftFunc(strings.TrimLeft(strings.TrimLeftFunc(rest, isSpace), "）)"), isSpace)
	for _, word := range []string{"款", "项", "項", "目"} {
		if strings.HasPrefix(rest, word) {
			return unit{n.value, strings.ReplaceAll(word, "項", "项")}, len(s) - len(rest) + len(word)
		}
	}
	return unit{}, 0
}

// partNumbers are the numbers of a 款, an item in it and an item in that, by
// what they are and not by what a document calls them; 0 for what is not said.
type partNumbers struct{ clause, item, point int }

// numbers reads what units mean in this document, in whatever order they come.
func (s *Sections) numbers(units []unit) (partNumbers, error) {
	o := s.units().in(false)
	var p partNumbers
	for _, u := range units {
		at := &p.point
		switch u.word {
		case o.clause:
			at = &p.clause
		case o.item:
			at = &p.item
		}
		if u.n == 0 || *at != 0 {
			return p, fmt.Errorf("a %s that is named twice, or has no number, is no part of an article", u.word)
		}
		*at = u.n
	}
	if p.point > 0 && p.item == 0 {
		return p, fmt.Errorf("a %s is part of a %s, which is not said", o.point, o.item)
	}
	return p, nil
}
