package quote

import (
	"strings"
	"unicode/utf8"
)

// wrapped tells that the paragraph at [start, end) goes on with the one open
// quotation, which was broken by hand or by <br>:
//
//	…说：“河水清不清，
//	问问鱼就行。”
//
// The next mark of the kind closes it, no further off than the bounds allow, and
// no line between ends with a sentence.
func (m *pairer) wrapped(start, end int) bool {
	if len(m.stack) != 1 {
		return false
	}
	o := &m.stack[0]
	if o.wraps == 0 {
		o.wraps = m.closingAfter(*o, start)
	}
	return o.wraps >= start
}

// closingAfter finds the closing mark that an open mark wraps on to from the
// paragraph at start on, -1 if there is none. It ends at the next mark of the
// kind, so that over a text each byte is looked at once a kind.
func (m *pairer) closingAfter(o opened, start int) int {
	const none = -1
	if _, _, closes, _ := markOf(firstRune(m.text[o.at:o.inner])); closes || o.inner < start-1 && wrapEnds(m.text[o.inner:start-1]) {
		return none // straight marks don't tell which they are
	}
	titles, lines, line := m.titles, 0, start
	for i := start; i < len(m.text) && i-o.inner <= maxQuoteBytes; {
		for len(titles) > 0 && titles[0].End <= i {
			titles = titles[1:]
		}
		if len(titles) > 0 && i >= titles[0].Start {
			i = titles[0].End
			continue
		}
		r, size := utf8.DecodeRuneInString(m.text[i:])
		if kind, opens, _, ok := markOf(r); ok && kind == o.kind {
			if opens {
				return none
			}
			return i
		}
		if r == '\n' {
			if lines++; lines > maxQuoteParagraphs || wrapEnds(m.text[line:i]) {
				return none
			}
			line = i + 1
		}
		i += size
	}
	return none
}

// wrapEnds tells a line that the next one doesn't go on with.
func wrapEnds(line string) bool {
	line = trimSpaces(line)
	return line == "" || strings.ContainsRune("。！？…|", lastRune(line))
}
