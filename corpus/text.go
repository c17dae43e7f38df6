package corpus

import "strings"

// readText reads plain text.
func readText(src string) (*draft, error) {
	c := newComposer(len(src))
	d := &draft{composer: c}
	var h headerLines
	for number, rest, more := 1, src, true; more; number++ {
		var raw string
		raw, rest, more = strings.Cut(rest, "\n")
		l := plainLine(raw, number)
		h.mark(&l)
		c.line(l)
	}
	d.fields = h.fields
	return d, nil
}

// plainLine is a line of plain text: trimmed, and a table line if it says so.
func plainLine(raw string, number int) line {
	text := strings.TrimFunc(raw, isSpace)
	l := line{text: text, number: number}
	if text == "" {
		return l
	}
	l.indented = isSpace(firstRune(raw))
	switch firstRune(text) {
	case '|', '│', '┃', '├', '┌', '└', '┠', '┏', '┗':
		l.kind = lineTable
	default:
		if strings.Count(text, "\t") >= 2 {
			l.kind = lineTable
		}
	}
	return l
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// headLines is how many of a file's first lines that are not blank may be
// header lines.
const headLines = 40

// headerLines finds the `key: value` lines at the head of a file and keeps
// what they say. They stay in the text, each a paragraph.
type headerLines struct {
	fields fields
	seen   int
}

// mark makes l stand alone if it is a header line, or a 文号 by itself.
func (h *headerLines) mark(l *line) {
	if h.seen >= headLines || l.text == "" || l.kind == lineTable {
		return
	}
	h.seen++
	if l.kind == lineHeading || len(l.text) > 2000 {
		return
	}
	if key, value, ok := cutField(l.text); ok {
		h.fields.add(key, value)
		l.kind = lineAlone
	} else if isNumberLine(l.text) {
		l.kind = lineAlone
	}
}
