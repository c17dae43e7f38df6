package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func yearOpens(r rune) bool { return strings.ContainsRune("〔［[【（(﹝", r) }

func yearCloses(r rune) bool { return strings.ContainsRune("〕］]】）)﹞", r) }

// yearAndNumber is the bytes of 〔2019〕5号 at the start of s, 0 if it is none.
func yearAndNumber(s string) int {
	r, i := utf8.DecodeRuneInString(s)
	if !yearOpens(r) {
		return 0
	}
	year := numeralSize(s[i:])
	if y := dropSpace(s[i : i+year]); utf8.RuneCountInString(y) != 4 || !strings.ContainsRune("12１２", firstRune(y)) {
		return 0
	}
	i += year
	r, size := utf8.DecodeRuneInString(s[i:])
	if !yearCloses(r) {
		return 0
	}
	i += size
	i += skipAny(s[i:], "第")
	n := numeralSize(s[i:])
	i += n
	i += skipSpaces(s[i:])
	r, size = utf8.DecodeRuneInString(s[i:])
	if n == 0 || r != '号' && r != '號' {
		return 0
	}
	return i + size
}

// bracketNumber reads （国发〔2019〕5号） or a 文号 behind a title that ends at at,
// and returns where it ends: at if there is none. What else stands in the
// bracket (以下简称…) is left out of the number.
func bracketNumber(text string, at int) (number string, end int) {
	i := at + skipSpaces(text[at:])
	open, size := utf8.DecodeRuneInString(text[i:])
	inside := text[i:min(len(text), i+200)]
	bracketed := open == '（' || open == '(' || open == '〔' || open == '[' || open == '［'
	if bracketed {
		inside = inside[size:]
	}
	start, stop, ok := numberAtStart(inside)
	if !ok {
		return "", at
	}
	number = dropSpace(inside[start:stop])
	if !bracketed {
		if start > 0 || stop > len("国办发明电〔2019〕第1234号") {
			return "", at
		}
		return number, i + stop
	}
	rest := text[i+size+stop:]
	j := skipSpaces(rest)
	if r, closing := utf8.DecodeRuneInString(rest[j:]); strings.ContainsRune("）)〕]］", r) && closing > 0 {
		return number, i + size + stop + j + closing
	}
	return number, i + size + stop
}

// numberAtStart finds the 文号 or the number of a decree that s begins with.
func numberAtStart(s string) (start, stop int, ok bool) {
	letters := 0
	for i, r := range s {
		if yearOpens(r) {
			n, organ := yearAndNumber(s[i:]), organRun(s[:i])
			return i - len(organ), i + n, n > 0 && organ != ""
		}
		if rest, found := strings.CutPrefix(s[i:], "令第"); found && letters > 1 {
			n := numeralSize(rest)
			if j := i + len("令第") + n; n > 0 && strings.HasPrefix(s[j:], "号") {
				return 0, j + len("号"), true
			}
		}
		if !isWordRune(r) && !unicode.IsSpace(r) && r != '、' || r == '\n' {
			return 0, 0, false
		}
		if letters++; letters > 30 {
			return 0, 0, false
		}
	}
	return 0, 0, false
}
