package corpus

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Place is a character's place in a file, both from 1. Column counts the
// Unicode code points of the line as decoded; a BOM is none of them.
type Place struct{ Line, Column int }

// Places says where in its file each character of a document's Text stands.
// It is made by reading the file again, so that documents need not keep it.
//
// Text holds bytes that stand nowhere: the line break between paragraphs, a
// space where a wrapped line was joined, the bars of a table. Their place is
// the one behind the character before.
type Places struct {
	src     string   // the file as decoded
	origins []origin // in order of their text; empty if data was not doc's file
	lines   []int    // where in src each line begins
	columns []int    // characters of src before each columnStep-th byte
	marks   []LineMark
}

// origin says where a stretch of Text stands in the decoded file.
type origin struct {
	text, n  int  // the bytes [text, text+n) of Text
	at, size int  // … stand for the bytes [at, at+size) of the file,
	whole    bool // as one thing (&nbsp;), else byte for byte, and size is n
}

// columnStep is how many bytes of a line are counted anew for a column.
const columnStep = 128

// NewPlaces finds the places of doc's Text in data, the bytes that doc was
// read from. If they are others, lines are doc's own and columns all 1. It
// takes about as long as Read.
func NewPlaces(doc *Document, data []byte) *Places {
	p := &Places{marks: doc.Lines}
	src, err := decode(data, doc.Format == "html")
	if err != nil {
		return p
	}
	p.src = src.text
	p.origins = originsOf(doc, src.text)
	p.lines = []int{0}
	for i := 0; i < len(p.src); i++ {
		if p.src[i] == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	n := 0
	for i := 0; i < len(p.src); i++ {
		if i%columnStep == 0 {
			p.columns = append(p.columns, n)
		}
		if utf8.RuneStart(p.src[i]) {
			n++
		}
	}
	return p
}

// At is the place of the character at the byte off of Text; for len(Text) the
// one behind the last character.
func (p *Places) At(off int) Place {
	i := p.before(off)
	if i < 0 {
		return Place{(&Document{Lines: p.marks}).Line(off), 1}
	}
	o := p.origins[i]
	switch {
	case off >= o.text+o.n:
		return p.place(o.at + o.size)
	case o.whole:
		return p.place(o.at)
	}
	return p.place(runeStart(p.src, o.at+off-o.text))
}

// before is the last origin that begins at off or before it, -1 if none does.
func (p *Places) before(off int) int { return originBefore(p.origins, off) }

func originBefore(origins []origin, off int) int {
	return sort.Search(len(origins), func(i int) bool { return origins[i].text > off }) - 1
}

// place is the line and column of the byte at of src.
func (p *Places) place(at int) Place {
	line := sort.Search(len(p.lines), func(i int) bool { return p.lines[i] > at })
	return Place{line, p.characters(at) - p.characters(p.lines[line-1]) + 1}
}

// characters counts those of src before the byte at.
func (p *Places) characters(at int) int {
	i := at / columnStep
	if i >= len(p.columns) {
		if i--; i < 0 {
			return 0
		}
	}
	return p.columns[i] + countStarts(p.src[i*columnStep:at])
}

// countStarts counts the bytes of s that begin a character; s may begin
// inside one.
func countStarts(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

func runeStart(s string, at int) int {
	for at > 0 && at < len(s) && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}

// originsOf says where in src, its decoded file, the Text of doc stands; nil
// if it does not.
func originsOf(doc *Document, src string) []origin {
	m := &originMap{text: doc.Text, src: src}
	var ok bool
	switch doc.Format {
	case "text":
		ok = m.plainText(doc.Lines)
	case "markdown":
		ok = m.markdown(doc.Lines)
	case "html":
		ok = m.page()
	}
	if !ok {
		return nil
	}
	return m.origins
}

// originMap gathers origins in the order of Text.
type originMap struct {
	text, src string
	origins   []origin
}

// add adds an origin and makes it one with the last if that goes on there,
// equal bytes between them included.
func (m *originMap) add(o origin) {
	if o.n == 0 {
		return
	}
	if n := len(m.origins); n > 0 && !o.whole {
		last := &m.origins[n-1]
		gap := o.text - last.text - last.n
		if !last.whole && o.at-last.at == o.text-last.text && gap <= len(cellGap) &&
			m.text[o.text-gap:o.text] == m.src[o.at-gap:o.at] {
			last.n += gap + o.n
			last.size = last.n
			return
		}
	}
	m.origins = append(m.origins, o)
}

// plainText maps lines that are the file's without white space around.
func (m *originMap) plainText(marks []LineMark) bool {
	rest, number := m.src, 1
	for _, mark := range marks {
		for ; number < mark.Line; number++ {
			var ok bool
			if _, rest, ok = strings.Cut(rest, "\n"); !ok {
				return false
			}
		}
		raw, _, _ := strings.Cut(rest, "\n")
		l := strings.TrimLeftFunc(raw, isSpace)
		at := len(m.src) - len(rest) + len(raw) - len(l)
		l = strings.TrimRightFunc(l, isSpace)
		if !strings.HasPrefix(m.text[mark.Offset:], l) {
			return false
		}
		m.add(origin{text: mark.Offset, n: len(l), at: at, size: len(l)})
	}
	return true
}
