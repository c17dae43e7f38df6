package corpus

import (
	"sort"
	"strings"
)

// mdNote is what mdReader notes of a line for those who ask where its text
// stands. A nil note takes no notice.
type mdNote struct {
	marked string   // the line's text with the markup inside it: one piece of the line without comments
	kept   []origin // of the line without comments in the line; empty if it had none
}

func (n *mdNote) begin() {
	if n != nil {
		n.marked, n.kept = "", n.kept[:0]
	}
}

func (n *mdNote) content(marked string) {
	if n != nil {
		n.marked = marked
	}
}

// keep notes that s, at the byte at of the line, becomes the byte text of the
// line without comments.
func (n *mdNote) keep(at int, s string, text int) {
	if n != nil {
		n.kept = append(n.kept, origin{text: text, n: len(s), at: at, size: len(s)})
	}
}

// inlineSteps says where in a line each piece stands that is left of it when
// the markup inside it is taken away.
type inlineSteps struct{ list []origin }

func (s *inlineSteps) all(line string) {
	if s != nil && line != "" {
		s.list = append(s.list, origin{n: len(line), size: len(line)})
	}
}

// add notes that the piece of the line at the byte at became made, which is
// written at the byte text.
func (s *inlineSteps) add(piece string, at, text int, made []byte) {
	if len(made) == 0 {
		return
	}
	o := origin{text: text, n: len(made), at: at, size: len(piece), whole: true}
	if i := strings.Index(piece, string(made)); i >= 0 && (piece[0] != '&' || len(piece) == 1) {
		o.at, o.size, o.whole = at+i, len(made), false
	}
	if n := len(s.list); n > 0 && !o.whole {
		last := &s.list[n-1]
		if !last.whole && last.text+last.n == o.text && last.at+last.size == o.at {
			last.n += o.n
			last.size = last.n
			return
		}
	}
	s.list = append(s.list, o)
}

// markdown maps the lines of a Markdown file by reading it again.
func (m *originMap) markdown(marks []LineMark) bool {
	_, rest := cutFrontMatter(m.src)
	r := mdReader{closings: strings.Count(rest, "-->"), note: &mdNote{}}
	number := 1 + strings.Count(m.src[:len(m.src)-len(rest)], "\n")
	at, ok := newLineFinder(m.src), true
	r.lines(rest, number, func(l line) {
		if l.kind == lineBlank || l.text == "" || !ok {
			return
		}
		for len(marks) > 0 && marks[0].Line < l.number {
			marks = marks[1:]
		}
		ok = len(marks) > 0 && marks[0].Line == l.number && strings.HasPrefix(m.text[marks[0].Offset:], l.text)
		if ok {
			start, raw := at.line(l.number)
			m.mdLine(l, r.note, raw, start, marks[0].Offset)
		}
	})
	return ok
}

// lineFinder finds lines of a file in order.
type lineFinder struct {
	src           string
	number, start int // of the line it stands at
}

func newLineFinder(src string) *lineFinder { return &lineFinder{src: src, number: 1} }

// line is the line of this number, which is not before the last one asked
// for, and where it begins.
func (f *lineFinder) line(number int) (start int, raw string) {
	for ; f.number < number; f.number++ {
		f.start += strings.IndexByte(f.src[f.start:], '\n') + 1
	}
	raw, _, _ = strings.Cut(f.src[f.start:], "\n")
	return f.start, raw
}

// mdLine maps the line l: raw, at the byte start of the file, is its line of
// the file, and its text stands at the byte text of Text.
//
// What stands before the text on its line can hold the same words (1. 1.);
// what stands behind it is white space and # alone. So the last place is it.
func (m *originMap) mdLine(l line, note *mdNote, raw string, start, text int) {
	kept := note.kept
	if len(kept) == 0 {
		kept = []origin{{n: len(raw), size: len(raw)}}
	}
	var stripped strings.Builder
	for _, k := range kept {
		stripped.WriteString(raw[k.at : k.at+k.n])
	}
	base := strings.LastIndex(stripped.String(), note.marked)
	for _, o := range lineOrigins(l, note.marked) {
		o.text += text
		o.at += base
		m.addKept(o, kept, start)
	}
}

// addKept adds o, whose place is one of the line without comments.
func (m *originMap) addKept(o origin, kept []origin, start int) {
	first := sort.Search(len(kept), func(i int) bool { return kept[i].text+kept[i].n > o.at })
	for _, k := range kept[first:] {
		if k.text >= o.at+o.size {
			return
		}
		from, to := max(o.at, k.text), min(o.at+o.size, k.text+k.n)
		switch {
		case from >= to:
		case o.whole:
			m.add(origin{o.text, o.n, start + k.at + from - k.text, to - from, true})
			return
		default:
			m.add(origin{o.text + from - o.at, to - from, start + k.at + from - k.text, to - from, false})
		}
	}
}

// lineOrigins says where in marked each piece of l's text stands.
func lineOrigins(l line, marked string) []origin {
	switch {
	case l.kind == lineTable:
		return rowOrigins(l.text, marked)
	case l.text == marked: // code, too
		return []origin{{n: len(marked), size: len(marked)}}
	}
	_, origins := trimmedOrigins(marked)
	return origins
}

// rowOrigins is lineOrigins of a row of a table. No cell begins with white
// space, so what does is what parts them.
func rowOrigins(row, marked string) []origin {
	var origins []origin
	at := 0
	cells(marked, func(raw string, start int) {
		cell, own := trimmedOrigins(raw)
		if cell == "" {
			return
		}
		for strings.HasPrefix(row[at:], cellGap) {
			at += len(cellGap)
		}
		for _, o := range own {
			o.text += at
			o.at += start
			origins = append(origins, o)
		}
		at += len(cell)
	})
	return origins
}

// trimmedOrigins is s without markup and white space around, and where in s
// its pieces stand.
func trimmedOrigins(s string) (string, []origin) {
	var steps inlineSteps
	made := inlineNoted(s, &steps)
	text := strings.TrimLeftFunc(made, isSpace)
	skip := len(made) - len(text)
	text = strings.TrimRightFunc(text, isSpace)
	var origins []origin
	for _, o := range steps.list {
		from, to := max(o.text, skip), min(o.text+o.n, skip+len(text))
		switch {
		case from >= to:
			continue
		case !o.whole:
			o.at += from - o.text
			o.size = to - from
		}
		o.text, o.n = from-skip, to-from
		origins = append(origins, o)
	}
	return text, origins
}
