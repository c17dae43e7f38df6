package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// digitValue is the value of a decimal digit in any of the shapes that number
// articles: 7, ７, 七, 柒, 〇. ok is false for 十, 百 and everything else.
func digitValue(r rune) (int, bool) {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0'), true
	case '０' <= r && r <= '９':
		return int(r - '０'), true
	}
	switch r {
	case '〇', '零', '○', '◯':
		return 0, true
	case '一', '壹':
		return 1, true
	case '二', '两', '兩', '贰', '貳':
		return 2, true
	case '三', '叁', '參':
		return 3, true
	case '四', '肆':
		return 4, true
	case '五', '伍':
		return 5, true
	case '六', '陆', '陸':
		return 6, true
	case '七', '柒':
		return 7, true
	case '八', '捌':
		return 8, true
	case '九', '玖':
		return 9, true
	}
	return 0, false
}

func unitValue(r rune) int {
	switch r {
	case '十', '拾':
		return 10
	case '廿':
		return 20
	case '卅':
		return 30
	case '卌':
		return 40
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	case '万', '萬':
		return 10000
	}
	return 0
}

// numeral is a number read from the start of a string.
type numeral struct {
	value int
	size  int  // bytes read
	han   bool // written in Han numerals, not in digits
}

// maxNumeral bounds what is taken for a number of a section, so that no sum
// overflows.
const maxNumeral = 99_999_999

// scanNumeral reads 33, ３３, 一百二十条's 一百二十, 二〇二五 or 廿三 from the
// start of s; white space may stand between the characters (第 三 十 條). Han
// numerals and digits are not mixed. ok is false if s begins with no number.
func scanNumeral(s string) (n numeral, ok bool) {
	var total, section, digit int
	pending := false // a digit waits for its unit
	units := false
	for i, r := range s {
		if i > 0 && isSpace(r) {
			continue
		}
		d, isDigit := digitValue(r)
		unit := unitValue(r)
		han := unit > 0 || r == '〇' || !unicode.IsDigit(r)
		if !isDigit && unit == 0 || ok && han != n.han || total > maxNumeral || digit > maxNumeral {
			break
		}
		switch {
		case isDigit && (units || !pending):
			digit, pending = d, true
		case isDigit:
			digit = digit*10 + d // 二〇二五
		case unit == 20 || unit == 30 || unit == 40:
			section, units = section+unit, true
		case unit == 10000:
			total, section, digit, pending, units = total+(section+digit)*unit, 0, 0, false, true
		default:
			if !pending {
				digit = 1 // 十二
			}
			section, digit, pending, units = section+digit*unit, 0, false, true
		}
		n.han, n.size, ok = han, i+utf8.RuneLen(r), true
	}
	n.value = min(total+section+digit, maxNumeral)
	return n, ok
}

// oneShape is a label with all its digits in ASCII if it mixes Han and other ones
// (第八０条); one with 十 or 百 stays as it is.
func oneShape(label string) string {
	han, other := false, false
	for _, r := range label {
		if unitValue(r) > 0 {
			return label
		}
		if _, ok := digitValue(r); ok {
			digit := unicode.IsDigit(r)
			han, other = han || !digit, other || digit
		}
	}
	if !han || !other {
		return label
	}
	return strings.Map(func(r rune) rune {
		if d, ok := digitValue(r); ok {
			return rune('0' + d)
		}
		return r
	}, label)
}

// isSpace holds for the white space that stands inside a line.
func isSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '　' || r == '\u00a0' || unicode.IsSpace(r)
}

// dropSpace is s without white space.
func dropSpace(s string) string {
	if strings.IndexFunc(s, isSpace) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, s)
}
