package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/corpus"
)

// unit is what an ordinal counts, the widest first.
type unit int

const (
	noUnit        unit = iota
	chapterUnit        // 编, 章, 节
	articleUnit        // 条
	paragraphUnit      // 款
	itemUnit           // 项
	pointUnit          // 目
)

// unitAt is the unit that s begins with, and its bytes. A unit that goes on as
// another word (条件, 项目, 节能) is none.
func unitAt(s string) (unit, int) {
	r, size := utf8.DecodeRuneInString(s)
	var u unit
	goesOn := ""
	switch r {
	case '编', '編', '篇':
		u, goesOn = chapterUnit, "号號码碼委制辑輯程排写"
	case '章':
		u, goesOn = chapterUnit, "程鱼"
	case '节', '節':
		u, goesOn = chapterUnit, "假日课能约点目省水"
	case '条', '條':
		u, goesOn = articleUnit, "件款例约約线線"
	case '款':
		u, goesOn = paragraphUnit, "项項待"
	case '项', '項':
		u, goesOn = itemUnit, "目"
	case '目':
		u, goesOn = pointUnit, "标標的录錄前光"
	default:
		return noUnit, 0
	}
	if next := firstRune(s[size:]); next != utf8.RuneError && strings.ContainsRune(goesOn, next) {
		return noUnit, 0
	}
	return u, size
}

// ordinal is one numbered part of a document: 第（三）项. Its label is as printed
// without white space; in a list (第（二）、（九）项) with the 第 and the unit that it
// shares with the others.
type ordinal struct {
	Span
	label string
	unit  unit
}

// maxShared is how many numbers share one unit at most: 第一、二、三项.
const maxShared = 40

// readOrdinals reads the ordinals at the start of s that share one unit: 第十二条,
// 第（二）、（九）项, 第四、五、九十条, 第一至三项. Without bare the first begins with 第. Where
// items may follow, bracketed numbers need no unit: 第四条（九）. size counts white
// space in front and between; 0 for none.
func readOrdinals(s string, bare, items bool) (list []ordinal, size int) {
	i := skipSpaces(s)
	for len(list) < maxShared {
		start := i
		if rest, ok := strings.CutPrefix(s[i:], "第"); ok {
			i = len(s) - len(rest)
			i += skipSpaces(s[i:])
		} else if len(list) == 0 && !bare && (!items || !opensBracket(firstRune(rest))) {
			return nil, 0
		}
		n, bracketed := numberSize(s[i:])
		if n == 0 {
			break
		}
		number := s[i : i+n]
		i += n
		number = withoutCount(number, len(list)+1)
		list = append(list, ordinal{Span: Span{Start: start, End: start + strings.Index(s[start:], number) + len(number)}, label: number})
		j := i + skipSpaces(s[i:])
		if u, width := unitAt(s[j:]); u != noUnit {
			return shared(s, list, u, j, j+width)
		}
		if m, ok := numberOf(dropSpace(number), itemUnit); items && bracketed && ok && m <= maxListed {
			size = i // so far
		}
		joint := jointSize(s[i:], false)
		if joint == 0 {
			break
		}
		i += joint
		i += skipSpaces(s[i:])
	}
	return bracketItems(s, list, size)
}

// withoutCount is a number without the count of the list that it ends: 第八、第九两条,
// 第五、六、七三条. A digit behind another one, without 十, counts the list if it is as
// much.
func withoutCount(number string, listed int) string {
	r, size := utf8.DecodeLastRuneInString(number)
	rest := number[:len(number)-size]
	before, _ := utf8.DecodeLastRuneInString(rest)
	if rest == "" || listed < 2 || !strings.ContainsRune("一二三四五六七八九十", before) || !strings.ContainsRune("两兩二三四五六七八九", r) {
		return number
	}
	n, ok := numberOf(string(r), paragraphUnit)
	if !ok || n != listed || before == '十' && r != '两' && r != '兩' {
		return number
	}
	return rest
}

// shared gives the ordinals of a list the unit u, which stands at [at, end) and
// ends it, and an article's 之一.
func shared(s string, list []ordinal, u unit, at, end int) ([]ordinal, int) {
	word, sub := s[at:end], 0
	if u == articleUnit {
		sub = subSize(s[end:])
	}
	for i := range list {
		number := dropSpace(list[i].label)
		if u <= articleUnit {
			number = strings.Trim(number, "（）()")
		}
		if _, ok := numberOf(number, u); !ok {
			return nil, 0
		}
		list[i].label, list[i].unit = "第"+number+word, u
	}
	last := &list[len(list)-1]
	last.label += dropSpace(s[end : end+sub])
	last.End = end + sub
	return list, last.End
}

// bracketItems are the numbers in brackets up to size, which no unit follows.
func bracketItems(s string, list []ordinal, size int) ([]ordinal, int) {
	var items []ordinal
	for _, o := range list {
		if o.End > size || strings.HasPrefix(s[o.Start:], "第") {
			break
		}
		o.label, o.unit = "第"+dropSpace(o.label)+"项", itemUnit
		items = append(items, o)
	}
	if len(items) == 0 {
		return nil, 0
	}
	return items, items[len(items)-1].End
}

// numberOf is the number of an ordinal; of 9-1, which only articles have, 9.
func numberOf(printed string, u unit) (int, bool) {
	n, sub, ok := corpus.ArticleNumber("第" + strings.Trim(printed, "（）()") + "条")
	return n, ok && (sub == 0 || u == articleUnit)
}

func opensBracket(r rune) bool  { return r == '（' || r == '(' }
func closesBracket(r rune) bool { return r == '）' || r == ')' }

// numberSize is the bytes of the number at the start of s: 十二, （三）, and 9-1
// where 條 or 条 follows.
func numberSize(s string) (size int, bracketed bool) {
	r, i := utf8.DecodeRuneInString(s)
	if !opensBracket(r) {
		n := numeralSize(s)
		return n + dashedSize(s[:n], s[n:]), false
	}
	n := numeralSize(s[i:])
	if n == 0 {
		return 0, true
	}
	i += n
	i += skipSpaces(s[i:])
	r, size = utf8.DecodeRuneInString(s[i:])
	if !closesBracket(r) {
		return 0, true
	}
	return i + size, true
}

// dashedSize is the bytes of the -1 of 第 9-1 條. In 第8-12条 the dash joins two
// articles: there the number behind it is the greater one, and the unit not
// 條, with which 至 is written.
func dashedSize(number, s string) int {
	i := skipSpaces(s)
	if !strings.HasPrefix(s[i:], "-") {
		return 0
	}
	i++
	i += skipSpaces(s[i:])
	n := numeralSize(s[i:])
	end := i + n
	unit := end + skipSpaces(s[end:])
	switch {
	case n == 0:
		return 0
	case strings.HasPrefix(s[unit:], "條"):
		return end
	case !strings.HasPrefix(s[unit:], "条"):
		return 0
	}
	from, okFrom := numberOf(dropSpace(number), paragraphUnit)
	to, okTo := numberOf(dropSpace(s[i:end]), paragraphUnit)
	if okFrom && okTo && to > from {
		return 0
	}
	return end
}

// subSize is the bytes of the 之一 behind 第十二条.
func subSize(s string) int {
	i := skipSpaces(s)
	if !strings.HasPrefix(s[i:], "之") {
		return 0
	}
	i += len("之")
	i += skipSpaces(s[i:])
	n := numeralSize(s[i:])
	if n == 0 {
		return 0
	}
	return i + n
}

// numeralSize is the bytes of the numeral at the start of s, of at most 12 runes,
// white space between digits counted.
func numeralSize(s string) int {
	end, runes := 0, 0
	for i, r := range s {
		switch {
		case unicode.IsDigit(r) || strings.ContainsRune("零〇○◯一二三四五六七八九十百千两兩廿卅卌壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", r):
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

// joints are what joins the elements of a list of provisions; loose ones only
// before a 第.
var (
	joints      = wordsOf("、", "﹑", "､", "和", "及", "以及", "、以及", "、和", "、及", "与", "與", "或", "或者", "、或者", "、或", "至", "到", "—", "－", "-", "~", "～", "–", "暨", "并", "並")
	looseJoints = wordsOf("，", ",", "，以及", "，和", "，及", "，或者", "，或", "和其", "及其")
)

// jointSize is the bytes of a joint at the start of s, white space in front
// counted; 0 for none.
func jointSize(s string, loosely bool) int {
	i := skipSpaces(s)
	if w := joints.at(s[i:]); w != "" {
		return i + len(w)
	}
	if w := looseJoints.at(s[i:]); loosely && w != "" {
		return i + len(w)
	}
	return 0
}
