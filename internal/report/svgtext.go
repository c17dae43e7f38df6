package report

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// xmlText is text of any origin as the content of an element or an attribute:
// what XML forbids, and what would turn the direction of the text behind it,
// is U+FFFD.
func xmlText(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '　':
			return ' '
		case isCommand(r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder never fails
	return b.String()
}

// px is a length in an SVG, written with at most two decimals.
type px float64

func (v px) String() string {
	return strconv.FormatFloat(math.Round(float64(v)*100)/100, 'f', -1, 64)
}

// textWidth estimates, rather too much, how wide s is in letters of size.
// The font is the reader's own.
func textWidth(s string, size float64) float64 {
	sum := 0.0
	for _, r := range s {
		sum += runeWidth(r)
	}
	return sum * size
}

// runeWidth is in units of the font's size.
func runeWidth(r rune) float64 {
	switch {
	case runeColumns(r) == 0:
		return 0
	case r >= 0x2000, unicode.IsUpper(r), strings.ContainsRune("mw%@", r):
		return 1 // Chinese fonts have wide quotation marks and dashes
	case unicode.IsDigit(r):
		return 0.6
	}
	return 0.65
}

// cutText is the start of s in width, with … where something was cut off.
func cutText(s string, size, width float64) string {
	if textWidth(s, size) <= width {
		return s
	}
	used := size // of …
	for i, r := range s {
		if used += runeWidth(r) * size; used > width {
			return s[:i] + "…"
		}
	}
	return s
}

// wrapText divides s into lines of width, each line break of s kept.
func wrapText(s string, size, width float64) []string {
	var lines []string
	for line := range strings.Lines(s) {
		for line = strings.TrimSpace(line); line != ""; {
			n := lineEnd(line, size, width)
			lines = append(lines, strings.TrimSpace(line[:n]))
			line = strings.TrimSpace(line[n:])
		}
	}
	return lines
}

// lineEnd is how many bytes of s stand on one line: up to the last place for
// a break, and at least a rune.
func lineEnd(s string, size, width float64) int {
	used, end := 0.0, 0
	var last rune
	for i, r := range s {
		if i > 0 && mayBreak(last, r) {
			end = i
		}
		if used += runeWidth(r) * size; used > width && i > 0 {
			if end > 0 {
				return end
			}
			return i
		}
		last = r
	}
	return len(s)
}

// mayBreak tells whether a line may end between two runes: not inside a word
// or number, nor before what closes or behind what opens.
func mayBreak(a, b rune) bool {
	if strings.ContainsRune("，。、；：！？）》”’」』】〕…,.;:!?)", b) || strings.ContainsRune("（《“‘「『【〔(", a) {
		return false
	}
	return unicode.IsSpace(a) || runeColumns(a) == 2 || runeColumns(b) == 2
}
