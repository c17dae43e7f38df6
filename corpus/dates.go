package corpus

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// scanDate reads 2021年3月1日, 2021年3月, 2021年, 二〇二一年三月一日,
// 二ＯＯ八年 and 民國110年1月20日 from the start of s. iso is as in Meta.Date, size
// the bytes read; ok is false if there is no date there. What the calendar
// lacks (2023年2月30日, 2021年13月) is none.
func scanDate(s string) (iso string, size int, ok bool) {
	year, n, ok := scanYear(s)
	if !ok || year < 1900 || year > 2100 {
		return "", 0, false
	}
	month, m, ok := datePart(s[n:], "月")
	if !ok {
		return fmt.Sprintf("%04d", year), n, true
	}
	day, d, hasDay := datePart(s[n+m:], "日")
	if !hasDay {
		day = 1
	}
	if !inCalendar(year, month, day) {
		return "", 0, false
	}
	if !hasDay {
		return fmt.Sprintf("%04d-%02d", year, month), n + m, true
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day), n + m + d, true
}

// inCalendar reports whether the Gregorian calendar has this day.
func inCalendar(year, month, day int) bool {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t.Year() == year && int(t.Month()) == month && t.Day() == day
}

// republic begins a year of the calendar whose first year is 1912.
var republic = regexp.MustCompile(`^(?:中[華华])?民[國国]`)

// republicBegin is the year before its first.
const republicBegin = 1911

// scanYear reads a year with its unit, white space allowed around. Its digits
// may be of several shapes, and zero a letter O: 二ＯＯ八年, 二００八年.
func scanYear(s string) (year, size int, ok bool) {
	i := skipSpace(s)
	if loc := republic.FindStringIndex(s[i:]); loc != nil {
		i += loc[1]
		if rest := s[i:]; strings.HasPrefix(rest, "元年") {
			return republicBegin + 1, i + len("元年"), true
		}
		n, size, ok := datePart(s[i:], "年")
		return republicBegin + n, i + size, ok
	}
	digits, value, end := 0, 0, i
	for digits <= 4 {
		r, n := utf8.DecodeRuneInString(s[end:])
		d, isDigit := yearDigit(r)
		if !isDigit {
			break
		}
		value, end, digits = 10*value+d, end+n, digits+1
	}
	if end += skipSpace(s[end:]); digits == 4 && strings.HasPrefix(s[end:], "年") {
		return value, end + len("年"), true
	}
	return datePart(s, "年")
}

// yearDigit is digitValue, or 0 for a letter that is printed for 〇 in years.
func yearDigit(r rune) (int, bool) {
	switch r {
	case 'O', 'o', 'Ｏ', 'ｏ', 'О', 'о', 'Ο', 'ο', '0':
		return 0, true
	}
	return digitValue(r)
}

// datePart reads a number and its unit, white space allowed around.
func datePart(s, unit string) (value, size int, ok bool) {
	i := skipSpace(s)
	n, ok := scanNumeral(s[i:])
	if !ok {
		return 0, 0, false
	}
	i += n.size
	i += skipSpace(s[i:])
	if !strings.HasPrefix(s[i:], unit) {
		return 0, 0, false
	}
	return n.value, i + len(unit), true
}

var (
	numericDate = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ]\d.*)?$`)
	compactDate = regexp.MustCompile(`^((?:19|20)\d{2})(\d{2})(\d{2})$`)
)

// parseDate is the date that s is, wholly: 2019-01-12, 2019/1/12, 20190112,
// 2019, 2019年1月12日; "" if it is none (2021-2023年期间, 2023-02-30).
func parseDate(s string) string {
	s = narrowDigits.Replace(strings.Trim(s, " \t　（）()"))
	if iso, size, ok := scanDate(s); ok && size == len(s) {
		return iso
	}
	if len(s) == 4 && s >= "1900" && s <= "2100" && strings.Trim(s, "0123456789") == "" {
		return s
	}
	m := numericDate.FindStringSubmatch(s)
	if m == nil {
		m = compactDate.FindStringSubmatch(s)
	}
	if m == nil {
		return ""
	}
	text := m[1] + "年" + m[2] + "月"
	if m[3] != "" {
		text += m[3] + "日"
	}
	iso, size, ok := scanDate(text)
	if !ok || size != len(text) {
		return ""
	}
	return iso
}

// narrowDigits writes the digits and marks of a numeric date in normal width.
var narrowDigits = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4",
	"５", "5", "６", "6", "７", "7", "８", "8", "９", "9", "．", ".", "／", "/", "－", "-")

// datesIn finds the dates of s with a month at least: where each begins and
// ends, and the date.
func datesIn(s string) []foundDate {
	var found []foundDate
	for i := 0; i < len(s); {
		at := strings.Index(s[i:], "年")
		if at < 0 {
			break
		}
		at += i
		start := yearStart(s, i, at)
		if iso, size, ok := scanDate(s[start:]); ok && len(iso) > 4 {
			found = append(found, foundDate{Span{start, start + size}, iso})
			i = start + size
			continue
		}
		i = at + len("年")
	}
	return found
}

type foundDate struct {
	Span
	iso string
}

// yearStart is where the year that ends at 年 begins, not before low.
func yearStart(s string, low, at int) int {
	start := at
	for start > low {
		r, size := utf8.DecodeLastRuneInString(s[low:start])
		_, digit := yearDigit(r)
		if !digit && unitValue(r) == 0 && r != '元' && !isSpace(r) {
			break
		}
		start -= size
	}
	for _, name := range [...]string{"民國", "民国"} {
		if strings.HasSuffix(s[low:start], name) {
			start -= len(name)
			for _, more := range [...]string{"中華", "中华"} {
				if strings.HasSuffix(s[low:start], more) {
					start -= len(more)
				}
			}
			return start
		}
	}
	return digitStart(s, low, at)
}

// digitStart is where the run of digits that ends at 年 begins, not before low.
func digitStart(s string, low, at int) int {
	start := at
	for start > low {
		r, size := utf8.DecodeLastRuneInString(s[low:start])
		if _, ok := yearDigit(r); !ok && !(isSpace(r) && start == at) {
			break
		}
		start -= size
	}
	return start + skipSpace(s[start:])
}

var nameDates = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2}-\d{1,2}-\d{1,2})(?:\D|$)`),
	regexp.MustCompile(`(?:^|[^\d-])((?:19|20)\d{2}-\d{2})(?:[^\d年-]|$)`),
	regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2}\.\d{1,2}\.\d{1,2})(?:\D|$)`),
	regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\D|$)`),
}

// nameDate is the date in a file name, "" if there is none: 条例(2021-04-07),
// 20210407_通知, 修正案（2004年）, 2021年政府工作报告.
func nameDate(stem string) string {
	for _, re := range nameDates {
		if m := re.FindStringSubmatch(stem); m != nil {
			if iso := parseDate(strings.Join(m[1:], "-")); iso != "" {
				return iso
			}
		}
	}
	for _, d := range datesIn(stem) {
		return d.iso
	}
	return yearOfName(stem)
}

// yearOfName is the year of a name that says it as its own: 某法（2004年）,
// 2021年…政府工作报告. 关于2019年节假日的通知 says nothing of its own year.
func yearOfName(stem string) string {
	if i := strings.LastIndexAny(stem, "（("); i > 0 {
		_, size := utf8.DecodeRuneInString(stem[i:])
		inner := strings.TrimRight(stem[i+size:], "）)")
		if iso, n, ok := scanDate(inner); ok && (n == len(inner) || inner[n:] == "修订" || inner[n:] == "修正") {
			return iso
		}
	}
	if iso, _, ok := scanDate(stem); ok && strings.HasSuffix(bareTitle(stem), "政府工作报告") {
		return iso
	}
	return ""
}
