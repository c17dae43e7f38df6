package corpus

import (
	"strings"
	"unicode/utf8"
)

// The kinds of section, outermost first. Level of a Section is one of them.
const (
	LevelHeading  = 1  // a heading of Markdown or HTML that has no number
	LevelPart     = 2  // 第一编
	LevelSubpart  = 3  // 第一分编
	LevelChapter  = 4  // 第一章
	LevelSection  = 5  // 第一节
	LevelArticle  = 6  // 第一条
	LevelItem     = 7  // 一、
	LevelSubitem  = 8  // （一）
	LevelPoint    = 9  // 1.
	LevelSubpoint = 10 // （1）
)

// marker is the number that a paragraph begins with.
type marker struct {
	level  int
	label  string // as printed, without white space
	n, sub int    // 第十二条之一: 12, 1
	size   int    // bytes of the paragraph that it takes, without white space behind
	spaced bool   // white space or the paragraph's end follows
}

// scanMarker reads the marker at the start of s, which is trimmed. It knows
// the shapes only; whether 第十条 is an article or a reference to one is for
// its callers.
func scanMarker(s string) (marker, bool) {
	r, size := utf8.DecodeRuneInString(s)
	var m marker
	var ok bool
	switch {
	case r == '第':
		m, ok = scanOrdinal(s)
	case r == '（' || r == '(':
		m, ok = scanBracketed(s, size)
	default:
		m, ok = scanItem(s)
	}
	if !ok {
		return marker{}, false
	}
	m.label = dropSpace(s[:m.size])
	next, _ := utf8.DecodeRuneInString(s[m.size:])
	m.spaced = m.size == len(s) || isSpace(next)
	return m, true
}

// skipSpace is the number of bytes of white space at the start of s.
func skipSpace(s string) int {
	for i, r := range s {
		if !isSpace(r) {
			return i
		}
	}
	return len(s)
}

// ordinalUnits are the words behind the number, longest first.
var ordinalUnits = []struct {
	word  string
	level int
}{
	{"分编", LevelSubpart}, {"分編", LevelSubpart},
	{"编", LevelPart}, {"編", LevelPart}, {"篇", LevelPart}, {"部分", LevelPart},
	{"章", LevelChapter},
	{"节", LevelSection}, {"節", LevelSection},
	{"条", LevelArticle}, {"條", LevelArticle},
}

// scanOrdinal reads 第十二条, 第 33 條, 第 3-1 條, 第十二条之一, 第三章.
func scanOrdinal(s string) (marker, bool) {
	i := len("第")
	i += skipSpace(s[i:])
	n, ok := scanNumeral(s[i:])
	if !ok {
		return marker{}, false
	}
	m := marker{n: n.value}
	i += n.size
	if j := skipSpace(s[i:]); strings.HasPrefix(s[i+j:], "-") && !n.han {
		if sub, ok := scanNumeral(s[i+j+1:]); ok {
			m.sub = sub.value
			i += j + 1 + sub.size
		}
	}
	i += skipSpace(s[i:])
	for _, u := range ordinalUnits {
		if strings.HasPrefix(s[i:], u.word) {
			m.level, m.size = u.level, i+len(u.word)
			break
		}
	}
	if m.level == LevelArticle {
		scanSub(s, &m)
	}
	return m, m.level > 0
}

// scanSub reads the 之一 of 第十二条之一.
func scanSub(s string, m *marker) {
	i := m.size + skipSpace(s[m.size:])
	if !strings.HasPrefix(s[i:], "之") {
		return
	}
	i += len("之")
	i += skipSpace(s[i:])
	if sub, ok := scanNumeral(s[i:]); ok {
		m.sub, m.size = sub.value, i+sub.size
	}
}

// scanBracketed reads （一） and （1）; size is that of the opening bracket.
func scanBracketed(s string, size int) (marker, bool) {
	i := size + skipSpace(s[size:])
	n, ok := scanNumeral(s[i:])
	if !ok || n.value == 0 || n.value > 200 {
		return marker{}, false
	}
	i += n.size
	i += skipSpace(s[i:])
	r, closing := utf8.DecodeRuneInString(s[i:])
	if r != '）' && r != ')' {
		return marker{}, false
	}
	m := marker{level: LevelSubpoint, n: n.value, size: i + closing}
	if n.han {
		m.level = LevelSubitem
	}
	if speaksOfItem(s[m.size:]) {
		return marker{}, false
	}
	return m, true
}

// speaksOfItem says that what stands behind （一） makes it a reference to an
// item: （一）项, （一）至（三）项; （一）项目 is none.
func speaksOfItem(rest string) bool {
	for _, word := range []string{"项目", "項目", "目标", "目標", "目的", "目录", "目錄", "目前", "款项", "款項"} {
		if strings.HasPrefix(rest, word) {
			return false
		}
	}
	for _, word := range []string{"项", "項", "款", "目"} {
		if strings.HasPrefix(rest, word) {
			return true
		}
	}
	for _, word := range []string{"至", "、", "和", "或"} {
		if more, ok := strings.CutPrefix(rest, word); ok {
			r, _ := utf8.DecodeRuneInString(more)
			return strings.ContainsRune("（(第者", r) || word == "、"
		}
	}
	return false
}

// scanItem reads 一、 and 1. (also 1．, 1、); 5.2 is a number.
func scanItem(s string) (marker, bool) {
	n, ok := scanNumeral(s)
	if !ok || n.value == 0 || n.value > 200 {
		return marker{}, false
	}
	r, size := utf8.DecodeRuneInString(s[n.size:])
	m := marker{level: LevelPoint, n: n.value, size: n.size + size}
	if n.han {
		m.level = LevelItem
	}
	next, _ := utf8.DecodeRuneInString(s[m.size:])
	switch _, digit := digitValue(next); {
	case n.han && r == '、', !n.han && r == '、':
		return m, true
	case r == '.' || r == '．':
		return m, !digit && !n.han
	}
	return marker{}, false
}

// refersTo says that what follows an article's number makes it a reference:
// 第十条规定的, 第十条第二款.
func refersTo(rest string) bool {
	rest = strings.TrimLeftFunc(rest, isSpace)
	for _, word := range references {
		if strings.HasPrefix(rest, word) {
			return !strings.HasPrefix(rest, "的士")
		}
	}
	return false
}

var references = []string{
	"第", "规定", "規定", "的", "所", "中", "、", "，", ",", "至", "和", "及", "与", "與", "或", "以",
	"修改", "改为", "改為", "删除", "刪除", "之规定", "之規定", "增加", "》", "”", "」", "；", "。",
}
