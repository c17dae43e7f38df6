package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/corpus"
)

// provision is 第十二条第二款第（三）项, each part as printed without white space.
type provision struct{ article, paragraph, item string }

// onto puts a provision on a name. What it doesn't say it takes over from the
// provision before: 第十二条第一款、第二款.
func (p provision) onto(n *Name) {
	switch {
	case p.article != "":
		n.Article, n.Paragraph, n.Item = p.article, p.paragraph, p.item
	case p.paragraph != "":
		n.Paragraph, n.Item = p.paragraph, p.item
	default:
		n.Item = p.item
	}
}

// readProvision reads an article and what follows it at the start of s; size
// is in bytes, white space in front and between counted.
func readProvision(s string) (p provision, size int, ok bool) {
	p.article, size = readArticle(s)
	if size == 0 {
		return provision{}, 0, false
	}
	rest, n := readFurtherPart(s[size:])
	p.paragraph, p.item = rest.paragraph, rest.item
	return p, size + n, true
}

// readFurther reads an element of a list behind a provision: 第十三条, 第二款,
// 第（三）项.
func readFurther(s string) (p provision, size int, ok bool) {
	if p, size, ok = readProvision(s); ok {
		return p, size, true
	}
	p, size = readFurtherPart(s)
	return p, size, size > 0
}

func readFurtherPart(s string) (p provision, size int) {
	p.paragraph, size = readOrdinal(s, "款")
	item, n := readOrdinal(s[size:], "项項")
	p.item = item
	return p, size + n
}

// readArticle reads 第十二条, 第 12 条, 第十二条之一.
func readArticle(s string) (label string, size int) {
	label, size = readOrdinal(s, "条條")
	if size == 0 {
		return "", 0
	}
	if i := size + skipSpaces(s[size:]); strings.HasPrefix(s[i:], "之") {
		i += len("之")
		i += skipSpaces(s[i:])
		if n := numeralSize(s[i:]); n > 0 {
			label, size = dropSpace(s[:i+n]), i+n
		}
	}
	if _, _, ok := corpus.ArticleNumber(label); !ok {
		return "", 0
	}
	return label, size
}

// readOrdinal reads 第, a numeral (of an item also in brackets) and one of the
// units.
func readOrdinal(s, units string) (label string, size int) {
	start := skipSpaces(s)
	i := start
	if !strings.HasPrefix(s[i:], "第") {
		return "", 0
	}
	i += len("第")
	i += skipSpaces(s[i:])
	bracketed := false
	if r, size := utf8.DecodeRuneInString(s[i:]); r == '（' || r == '(' {
		bracketed = true
		i += size
	}
	n := numeralSize(s[i:])
	if n == 0 {
		return "", 0
	}
	i += n
	i += skipSpaces(s[i:])
	if r, size := utf8.DecodeRuneInString(s[i:]); bracketed && (r == '）' || r == ')') {
		i += size
	} else if bracketed {
		return "", 0
	}
	r, width := utf8.DecodeRuneInString(s[i:])
	if width == 0 || !strings.ContainsRune(units, r) || r == utf8.RuneError {
		return "", 0
	}
	return dropSpace(s[start : i+width]), i + width
}

// numeralSize is the bytes of the numeral at the start of s, of at most 12 runes,
// white space between digits counted.
func numeralSize(s string) int {
	end, runes := 0, 0
	for i, r := range s {
		switch {
		case unicode.IsDigit(r) || strings.ContainsRune("零〇○一二三四五六七八九十百千两兩", r):
			end = i + utf8.RuneLen(r)
		case unicode.IsSpace(r) && r != '\n' && end > 0:
		default:
			return end
		}
		if runes++; runes > 12 {
			return end
		}
	}
	return end
}

func skipSpaces(s string) int { return skipAny(s, "") }

// skipAny is the bytes of white space, and of one of the runes among it, at
// the start of s.
func skipAny(s, one string) int {
	seen := false
	for i, r := range s {
		switch {
		case unicode.IsSpace(r) && r != '\n':
		case !seen && one != "" && strings.ContainsRune(one, r):
			seen = true
		default:
			return i
		}
	}
	return len(s)
}

// skipJoint is the bytes of what joins the elements of a list of provisions.
func skipJoint(s string) int {
	i := skipSpaces(s)
	for _, joint := range []string{"、", "，", "和", "及", "以及", "与", "或", "或者", "至", "到", "—", "－", "-", "~", "～"} {
		if rest := strings.TrimPrefix(s[i:], joint); len(rest) < len(s[i:]) && strings.HasPrefix(rest[skipSpaces(rest):], "第") {
			return i + len(joint)
		}
	}
	return 0
}

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
