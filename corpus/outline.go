package corpus

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// outline finds the sections of a text. It never fails: what looks odd is
// told in warnings.
func outline(text string, paragraphs []paragraph) ([]Section, []string) {
	o := outliner{text: text, paragraphs: paragraphs, quoted: quotedParagraphs(text, paragraphs)}
	for i, p := range paragraphs {
		s := text[p.Start:p.End]
		if o.quoted[i] {
			continue
		}
		if m, ok := scanMarker(s); ok && o.accepts(s, m, p) {
			o.add(p, m, nameOf(s[m.size:], m))
			continue
		}
		if p.depth > 0 && !(p.depth == 1 && len(o.sections) == 0 && i < 3) {
			o.add(p, marker{level: LevelHeading}, s)
			continue
		}
		o.unmarked(i)
	}
	o.close(0, len(text))
	return o.sections, o.warnings
}

// maxWarnings bounds what is said of one document.
const maxWarnings = 5

type outliner struct {
	text       string
	paragraphs []paragraph
	sections   []Section
	stack      []openSection
	article    marker // the last one
	quoted     map[int]bool
	ahead      int // nextItem has looked at all paragraphs before
	paras      int // what the last outermost item of an article holds besides its own paragraph
	least      int // the fewest that an item before it in its list holds
	warnings   []string
}

type openSection struct {
	index int // in sections
	depth int // of a heading by markup, else 0
	n     int // its number
}

// accepts says that a paragraph's marker makes it a section.
func (o *outliner) accepts(s string, m marker, p paragraph) bool {
	rest := s[m.size:]
	switch {
	case m.level == LevelArticle:
		// 第十二条　中小学校应当…: what looks like a reference is none where the number is
		// the next and stands apart.
		refers := refersTo(rest) && !(m.spaced && m.n == o.article.n+1)
		if p.depth == 0 && (refers || o.article.n > 0 && isHanLabel(m.label) != isHanLabel(o.article.label)) {
			return false
		}
		if !m.spaced && p.depth == 0 && !strings.HasPrefix(rest, "【") && !strings.HasPrefix(rest, "（") && m.n != o.article.n+1 && m.n != o.article.n && m.n != 1 {
			return false
		}
		o.follow(m)
		return true
	case m.level < LevelArticle:
		return p.depth > 0 || isChapterLine(s, m)
	}
	return true
}

// isHanLabel says that an article is numbered in Han numerals. One text does
// not number its articles in two ways: where they are 第 33 條, 第三十八條 at
// the start of a paragraph is a reference.
func isHanLabel(label string) bool {
	n, ok := scanNumeral(strings.TrimPrefix(label, "第"))
	return ok && n.han
}

// follow warns if article numbers go backwards. A new count from 1 is an
// annex.
func (o *outliner) follow(m marker) {
	last := o.article
	if (m.n < last.n || m.n == last.n && m.sub < last.sub) && m.n != 1 && len(o.warnings) < maxWarnings {
		o.warnings = append(o.warnings, fmt.Sprintf("%s follows %s", m.label, last.label))
	}
	o.article = m
}

// add appends a section and closes those that it does not stand in.
func (o *outliner) add(p paragraph, m marker, name string) {
	for len(o.stack) > 0 {
		top := o.stack[len(o.stack)-1]
		if inside(m.level, p.depth, o.sections[top.index].Level, top.depth) {
			break
		}
		o.close(len(o.stack)-1, p.Start)
	}
	parent := -1
	if n := len(o.stack); n > 0 {
		parent = o.stack[n-1].index
	}
	o.sections = append(o.sections, Section{
		Span: Span{p.Start, p.End}, Parent: parent, Level: m.level, Label: m.label, Name: name,
	})
	o.stack = append(o.stack, openSection{len(o.sections) - 1, p.depth, m.n})
	if parent >= 0 && o.sections[parent].Level == LevelArticle {
		o.item(m)
	}
}

// inside says that a section of this level and heading depth stands inside
// an open one. Numbers decide before markup; among headings without numbers
// the markup does.
func inside(level, depth, topLevel, topDepth int) bool {
	switch {
	case level != LevelHeading && topLevel != LevelHeading:
		return level > topLevel
	case depth > 0 && topDepth > 0:
		return depth > topDepth
	}
	return depth == 0
}

// close ends the open sections from the n-th on at end.
func (o *outliner) close(n, end int) {
	for _, open := range o.stack[n:] {
		o.sections[open.index].End = end
	}
	o.stack = o.stack[:n]
}

// nameOf is the words of a heading: all of a short paragraph, or the first
// sentence of an item if that is short. Articles have none.
func nameOf(rest string, m marker) string {
	if m.level == LevelArticle {
		return ""
	}
	rest = strings.TrimFunc(rest, isSpace)
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "："), ":")
	if m.level > LevelArticle {
		end := strings.IndexAny(rest[:min(len(rest), 4*maxHeading)], "。：")
		if end < 0 && (len(rest) > 4*maxHeading || endsSentence(rest)) {
			return ""
		}
		if end >= 0 {
			rest = rest[:end]
		}
	}
	if utf8.RuneCountInString(rest) > maxHeading {
		return ""
	}
	return strings.TrimFunc(rest, isSpace)
}

// maxQuoted is the longest quotation, in paragraphs, that hides markers.
const maxQuoted = 300

// quotedParagraphs are the paragraphs that stand inside a quotation which an
// earlier one opened, as in a decision: 第十条修改为：“第十条 … (three
// paragraphs) …”. By custom each of them may open the quotation again.
func quotedParagraphs(text string, paragraphs []paragraph) map[int]bool {
	quoted := map[int]bool{}
	if !strings.Contains(text, "“") && !strings.Contains(text, "「") {
		return quoted
	}
	open := -1
	for i, p := range paragraphs {
		s := text[p.Start:p.End]
		excess := opened(s)
		if open >= 0 && (excess < 0 || excess == 0 && reopens(s) && closes(s)) {
			hide(quoted, open+1, i)
			open = -1
		}
		if excess > 0 {
			if open >= 0 && reopens(s) {
				hide(quoted, open+1, i-1)
			}
			open = i
		}
	}
	return quoted
}

func reopens(s string) bool { return strings.HasPrefix(s, "“") || strings.HasPrefix(s, "「") }

// closes holds for a paragraph that ends with its quotation.
func closes(s string) bool {
	s = strings.TrimRight(s, "。；，")
	return strings.HasSuffix(s, "”") || strings.HasSuffix(s, "」")
}

func hide(quoted map[int]bool, from, to int) {
	if to-from > maxQuoted {
		return
	}
	for i := from; i <= to; i++ {
		quoted[i] = true
	}
}
