package query

import "strings"

func isOpen(r rune) bool  { return r == '(' || r == '（' }
func isClose(r rune) bool { return r == ')' || r == '）' }
func isStar(r rune) bool  { return r == '*' || r == '＊' }
func isMinus(r rune) bool { return r == '-' || r == '－' }
func isBar(r rune) bool   { return r == '|' || r == '｜' }
func isColon(r rune) bool { return r == ':' || r == '：' }

func isStraightQuote(r rune) bool { return r == '"' || r == '＂' }
func isOpeningQuote(r rune) bool  { return strings.ContainsRune(`"＂“「『`, r) }
func isQuote(r rune) bool         { return strings.ContainsRune(`"＂“”「」『』`, r) }

// isEscapable tells the runes from which a backslash takes the meaning.
func isEscapable(r rune) bool {
	return isQuote(r) || strings.ContainsRune(`\*＊{｛()（）-－|｜`, r)
}

// narrow turns full-width ASCII into ASCII, rune by rune, so that columns stay.
func narrow(s string) string {
	return strings.Map(narrowRune, s)
}

func narrowRune(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// readNumber reads decimal digits of either width. A number above limit, however
// long, comes back as limit+1; ok is false when s is not all digits.
func readNumber(s string, limit int) (n int, ok bool) {
	for _, r := range narrow(s) {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = min(n*10+int(r-'0'), limit+1)
	}
	return n, s != ""
}
