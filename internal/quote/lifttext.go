package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// words is a list of words, by their first runes, the longest first.
type words map[rune][]string

func wordsOf(list ...string) words {
	w := words{}
	for _, s := range list {
		r := firstRune(s)
		w[r] = append(w[r], s)
	}
	for _, same := range w {
		slices.SortStableFunc(same, func(a, b string) int { return len(b) - len(a) })
	}
	return w
}

// at is the longest of the words that s begins with, "" if there is none.
func (w words) at(s string) string {
	for _, word := range w[firstRune(s)] {
		if strings.HasPrefix(s, word) {
			return word
		}
	}
	return ""
}

// isWordRune tells what names are made of: letters and digits of any script.
func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '〇' }

func hanRune(r rune) bool { return unicode.Is(unicode.Han, r) }

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

func endsSentence(r rune) bool { return strings.ContainsRune("。！？", r) }

// dropSpace is s without white space.
func dropSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func trimSpaces(s string) string { return strings.TrimRightFunc(s, unicode.IsSpace) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(trimSpaces(s))
	return r
}

// onRune is the first byte from i on at which a rune of s starts.
func onRune(s string, i int) int {
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i
}

// partyPaper is the bytes of 党的二十大报告, 党的十九届五中全会公报 and the like at
// the start of s, 0 if there is none.
func partyPaper(s string) int {
	rest, ok := strings.CutPrefix(s, "党的")
	if !ok {
		return 0
	}
	n := numeralSize(rest)
	rest = rest[n:]
	if n == 0 {
		return 0
	}
	for _, meeting := range []string{"大", "次全国代表大会", "届全会"} {
		if after, ok := strings.CutPrefix(rest, meeting); ok {
			return sizeOfPaper(s, after)
		}
	}
	if after, ok := strings.CutPrefix(rest, "届"); ok {
		after = after[numeralSize(after):]
		if after, ok = strings.CutPrefix(after, "中全会"); ok {
			return sizeOfPaper(s, after)
		}
	}
	return 0
}

// sizeOfPaper is the bytes of s up to the paper's word that after begins with.
func sizeOfPaper(s, after string) int {
	for _, paper := range []string{"报告", "公报", "决定", "决议", "建议"} {
		if strings.HasPrefix(after, paper) {
			return len(s) - len(after) + len(paper)
		}
	}
	return 0
}
