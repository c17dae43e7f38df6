package corpus

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lineKind is what a line of the file is, as far as its format says.
type lineKind int

const (
	lineText    lineKind = iota
	lineBlank            // parts paragraphs
	lineHeading          // a heading by its markup
	lineItem             // begins a list item by its markup
	lineTable            // a row
	lineAlone            // stands by itself: code, a header line
)

// line is a line of the file without its markup. text is trimmed.
type line struct {
	text     string
	number   int // 1-based line of the file
	kind     lineKind
	indented bool
	depth    int // of a heading: 1 for # and h1
}

// paragraph is one line of Text.
type paragraph struct {
	Span
	depth int // of a heading by markup, else 0
}

// composer puts lines together to a Text, its paragraphs and its line map.
// Paragraphs are parted by '\n'; there is none at the end and none is empty.
type composer struct {
	text       []byte
	paragraphs []paragraph
	marks      []LineMark
	last       line // the line before, as it was added
	open       bool // the last paragraph may grow
	depth      int  // of the next paragraph
}

func newComposer(size int) *composer {
	return &composer{text: make([]byte, 0, size), last: line{kind: lineBlank}}
}

// line adds a line of a plain text or Markdown file and joins it to the one
// before if that was only wrapped (section 2 of the design: in doubt join).
func (c *composer) line(l line) {
	if l.text == "" {
		l.kind = lineBlank
	}
	if l.kind == lineBlank {
		c.last, c.open = l, false
		return
	}
	if c.open && wraps(c.last, l) {
		c.join(l.text, l.number)
	} else {
		c.begin(l.depth)
		c.append(l.text, l.number)
	}
	c.last = l
}

// begin ends the paragraph before; the next append starts one, a heading of
// this depth if that is not 0.
func (c *composer) begin(depth int) {
	c.open, c.depth = false, depth
	n := len(c.paragraphs)
	if n == 0 {
		return
	}
	p := &c.paragraphs[n-1]
	if !endsInSpace(c.text) {
		return
	}
	c.text = bytes.TrimRightFunc(c.text, isSpace)
	p.End = len(c.text)
	for m := len(c.marks); m > 0 && c.marks[m-1].Offset >= p.End; m = len(c.marks) {
		c.marks = c.marks[:m-1]
	}
}

func endsInSpace(text []byte) bool {
	r, _ := utf8.DecodeLastRune(text)
	return isSpace(r)
}

// append adds s, which stands on the given line of the file, to the paragraph.
// What starts a paragraph begins with no white space.
func (c *composer) append(s string, number int) {
	if !c.open {
		if s = strings.TrimLeftFunc(s, isSpace); s == "" {
			return
		}
		if len(c.text) > 0 {
			c.text = append(c.text, '\n')
		}
		c.paragraphs = append(c.paragraphs, paragraph{Span{len(c.text), len(c.text)}, c.depth})
		c.open = true
	}
	if n := len(c.marks); n == 0 || c.marks[n-1].Line < number {
		c.marks = append(c.marks, LineMark{len(c.text), number})
	}
	c.text = append(c.text, s...)
	c.paragraphs[len(c.paragraphs)-1].End = len(c.text)
}

// join adds s behind a line break that only wraps: nothing comes between wide
// characters, else a space.
func (c *composer) join(s string, number int) {
	before, _ := utf8.DecodeLastRune(c.text)
	after, _ := utf8.DecodeRuneInString(s)
	if !sticks(before, after) {
		c.text = append(c.text, ' ')
	}
	c.append(s, number)
}

// sticks says that nothing is put between two characters when a line is
// joined: both Han, or one a wide mark (，）).
func sticks(a, b rune) bool {
	if isWideMark(a) || isWideMark(b) || isSpace(a) || isSpace(b) {
		return true
	}
	return isHan(a) && isHan(b)
}

func isHan(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || r == '〇' || r >= 0x2E80 && unicode.Is(unicode.Han, r) || 0xE000 <= r && r <= 0xF8FF
}

func isWideMark(r rune) bool {
	return 0x3000 <= r && r <= 0x303F && r != '〇' || 0xFF00 <= r && r <= 0xFF65 && unicode.IsPunct(r) || strings.ContainsRune("“”‘’—…·", r)
}

// wraps says that the break between a and b only wraps a sentence.
func wraps(a, b line) bool {
	switch a.kind {
	case lineBlank, lineHeading, lineTable, lineAlone:
		return false
	}
	if b.kind != lineText || b.indented {
		return false
	}
	return !endsSentence(a.text) && !isBareMarker(a.text) && !startsMarker(b.text) && !headsNext(a.text, b.text)
}

const sentenceEnds = "。！？；：…!?;:"
const closingBrackets = "”’」』）)】〕》〉］]"
const closingMarks = closingBrackets + "\"'"

// endsSentence says that s ends in one of 。！？；：… or a closing mark after one.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, closingMarks)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(sentenceEnds, r) && s != ""
}

// isBareMarker holds for a line that is a marker and nothing else: 第 33 條.
func isBareMarker(s string) bool {
	if len(s) > 64 {
		return false
	}
	m, ok := scanMarker(s)
	return ok && m.size == len(s)
}

const bullets = "•●◆■□▪◇▲★※"

// startsMarker holds for a line that begins with the marker of an article, a
// chapter or a list item. A reference that a wrapped line happens to begin
// with (第十条的规定, （一）项) is none.
func startsMarker(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(bullets, r) {
		return true
	}
	if '①' <= r && r <= '⑳' && size < len(s) {
		return true
	}
	m, ok := scanMarker(s)
	switch {
	case !ok:
		return false
	case m.level == LevelArticle:
		return m.spaced && !refersTo(s[m.size:])
	case m.level < LevelArticle:
		return isChapterLine(s, m)
	}
	return true
}

// maxHeading is the longest heading, in characters.
const maxHeading = 60

// isChapterLine says that a line which begins with 第三章 is that chapter's
// heading and not a sentence about it.
func isChapterLine(s string, m marker) bool {
	rest := s[m.size:]
	if len(s) > 4*maxHeading || utf8.RuneCountInString(s) > maxHeading || strings.ContainsAny(rest, "。；，！？;,") {
		return false
	}
	if strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":") {
		return true
	}
	return m.size == len(s) || !refersTo(rest)
}

// headsNext says that a is the heading of the paragraph that b begins, though
// neither markup nor a blank line says so: a numbered line without any stop
// that ends well before the line it would be wrapped at, if it were wrapped.
func headsNext(a, b string) bool {
	if len(a) > 4*maxHeading || goesOn(a, b) {
		return false
	}
	m, ok := scanMarker(a)
	if !ok || m.level == LevelArticle || strings.ContainsAny(a[m.size:], "，。；：！？,;:") {
		return false
	}
	if m.level < LevelArticle {
		return isChapterLine(a, m)
	}
	return runesBelow(b, 4*maxHeading) >= runesBelow(a, 4*maxHeading)+4
}

const openingMarks = "“‘「『（(【〔《〈［["

// goesOn says that b continues what a breaks off: a bracket is open at the
// end of a, or b begins with a mark that begins nothing.
func goesOn(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return strings.ContainsRune(openingMarks, last) || strings.ContainsRune(closingBrackets+"，、。；：！？", first)
}

// runesBelow counts the characters of s, at most limit.
func runesBelow(s string, limit int) int {
	n := 0
	for range s {
		if n++; n == limit {
			break
		}
	}
	return n
}
