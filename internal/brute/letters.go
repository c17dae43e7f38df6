package brute

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// letters is a text as exact and loose mode see it. The letter i came from
// the rune at bytes [start[i], end[i]) of the text. The slices keys and
// inside have one element more than letters, for the end of the text.
type letters struct {
	text       string
	units      []rune
	start, end []int
	keys       []string // what matters of the gap before letter i
	inside     []bool   // no match starts at letter i or ends before it
}

func lettersOf(text string) *letters {
	t := &letters{text: text}
	var gaps []string // marks before letter i, kinds and ' ' for white space and quotation marks
	var gap []rune
	noted := notesIn(text)
	for at, r := range text {
		if len(noted) > 0 && at >= noted[0].Start {
			if at < noted[0].End {
				continue // a note mark is nothing
			}
			noted = noted[1:]
		}
		class, to := analysis.FoldRune(r)
		if to == "" {
			to = string(r)
		}
		switch class {
		case analysis.Format:
		case analysis.Space, analysis.Quote: // a quotation or title mark is no more than a blank
			gap = append(gap, ' ')
		case analysis.Letter:
			_, size := utf8.DecodeRuneInString(text[at:])
			for i, u := range to {
				t.units = append(t.units, u)
				t.start = append(t.start, at)
				t.end = append(t.end, at+size)
				t.inside = append(t.inside, i > 0) // one rune is never split
				gaps = append(gaps, string(gap))
				gap = gap[:0]
			}
		default:
			gap = append(gap, []rune(to)...)
		}
	}
	t.inside = append(t.inside, false)
	t.keys = make([]string, len(t.units)+1)
	for i := 1; i < len(t.units); i++ {
		t.keys[i] = keyOf(t.units[i-1], gaps[i], t.units[i])
		if joined(t.units[i-1], gaps[i], t.units[i]) {
			t.inside[i] = true
		}
	}
	t.dropThousands()
	return t
}

// keyOf is what of a gap can matter between the letters a and b.
func keyOf(a rune, gap string, b rune) string {
	if gap == "" {
		return ""
	}
	kinds := strings.ReplaceAll(gap, " ", "")
	if kinds == "" {
		if isDigit(a) && isDigit(b) || isLatin(a) && isLatin(b) {
			return " "
		}
		return ""
	}
	if utf8.RuneCountInString(kinds) == 1 {
		return kinds
	}
	return string(slices.Compact([]rune(ellipses(kinds))))
}

// ellipses writes … for every run of two or more of . and …
func ellipses(kinds string) string {
	for _, two := range [...]string{"..", ".…", "….", "……"} {
		if strings.Contains(kinds, two) {
			return ellipses(strings.ReplaceAll(kinds, two, "…"))
		}
	}
	return kinds
}

// joined tells whether the letters a and b belong to one number or one Latin
// word, with gap between them.
func joined(a rune, gap string, b rune) bool {
	switch {
	case isLatin(a) && isLatin(b):
		return gap == ""
	case isDigit(a) && isDigit(b):
		return gap == "" || gap == "." || gap == ","
	case isDigit(a) && (b == '%' || b == '‰'):
		return strings.Trim(gap, " ") == ""
	}
	return false
}

// dropThousands empties the keys of the commas that part thousands: one to
// three digits before, exactly three behind.
func (t *letters) dropThousands() {
	var drop []int
	for i, key := range t.keys {
		if key != "," || !t.inside[i] {
			continue
		}
		before, after := 0, 0
		for j := i - 1; j >= 0 && isDigit(t.units[j]) && (j == i-1 || t.keys[j+1] == ""); j-- {
			before++
		}
		for j := i; j < len(t.units) && isDigit(t.units[j]) && (j == i || t.keys[j] == ""); j++ {
			after++
		}
		if before <= 3 && after == 3 {
			drop = append(drop, i)
		}
	}
	for _, i := range drop {
		t.keys[i] = ""
	}
}

func isDigit(r rune) bool { return r < 0x10000 && analysis.IsDigit(uint16(r)) }
func isLatin(r rune) bool { return r < 0x10000 && analysis.IsLatin(uint16(r)) }
