package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// ANSI colors (SGR), as grep-like tools use them.
const (
	plain   = ""
	bold    = "1"
	dim     = "2"
	hit     = "1;31"
	green   = "32"
	magenta = "35"
)

// paint colors text, which must be clean.
func (p Printer) paint(color, text string) string {
	if !p.Color || color == plain || text == "" {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}

// inLine is text of a document as part of one line: line breaks are shown,
// and control characters where they would reach a terminal.
func (p Printer) inLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch r {
		case '\n':
			return '⏎'
		case '\t', '\r', '\v', '\f':
			return ' '
		}
		return r
	}, text)
	return p.safe(text)
}

// safe spells out what would command a terminal or turn the direction of
// what follows; line breaks and tabs stay.
func (p Printer) safe(text string) string {
	if !p.Terminal || !strings.ContainsFunc(text, isCommand) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case !isCommand(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

func isCommand(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// runeColumns is how many columns of a terminal r takes.
func runeColumns(r rune) int {
	if r < 0x300 {
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	return 1
}

func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

// left puts blanks behind s up to n columns, right before it.
func left(s string, n int) string  { return s + blanks(n-columns(s)) }
func right(s string, n int) string { return blanks(n-columns(s)) + s }

func blanks(n int) string { return strings.Repeat(" ", max(n, 0)) }

// cutEnd is the start of s in n columns, with … where something was cut off.
func cutEnd(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	used := 1 // of …
	for i, r := range s {
		if used += runeColumns(r); used > n {
			return s[:i] + "…"
		}
	}
	return s
}

// cutStart is the end of s in n columns, with … where something was cut off.
func cutStart(s string, n int) string {
	over := columns(s) - n
	if over <= 0 {
		return s
	}
	over++ // for …
	for i, r := range s {
		if over <= 0 && runeColumns(r) > 0 {
			return "…" + s[i:]
		}
		over -= runeColumns(r)
	}
	return "…"
}

// thousands writes n with commas: 1,234,567.
func thousands[T int | int64](n T) string {
	s := strconv.FormatInt(int64(n), 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// count writes n with its noun: 1 document, 2 documents.
func count[T int | int64](n T, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

// Files writes a number of files with its noun.
func Files(n int) string { return count(n, "file") }

// Claims is a number of quotations in words.
func Claims(n int) string { return count(n, "claim") }

// megabytes writes a number of bytes in MB of 10⁶, kB below one.
func megabytes(n int64) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
