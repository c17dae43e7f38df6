package corpus

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// scanDate reads 2021年3月1日, 2021年3月, 2021年, 二〇二一年三月一日,
// 中華民國 years excepted, from the start of s. iso is as in Meta.Date, size
// the bytes read; ok is false if there is no date there.
func scanDate(s string) (iso string, size int, ok bool) {
	year, n, ok := datePart(s, "年")
	if !ok || year < 1900 || year > 2100 {
		return "", 0, false
	}
	month, m, ok := datePart(s[n:], "月")
	if !ok || month < 1 || month > 12 {
		return fmt.Sprintf("%04d", year), n, true
	}
	day, d, ok := datePart(s[n+m:], "日")
	if !ok || day < 1 || day > 31 {
		return fmt.Sprintf("%04d-%02d", year, month), n + m, true
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day), n + m + d, true
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

var numericDate = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ]\d.*)?$`)

// parseDate is the date that s is, wholly: 2019-01-12, 2019/1/12, 2019,
// 2019年1月12日; "" if it is none (2021-2023年期间).
func parseDate(s string) string {
	s = strings.Trim(s, " \t　（）()")
	if iso, size, ok := scanDate(s); ok && size == len(s) {
		return iso
	}
	if len(s) == 4 && s >= "1900" && s <= "2100" && strings.Trim(s, "0123456789") == "" {
		return s
	}
	m := numericDate.FindStringSubmatch(s)
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

// yearStart is where the run of digits that ends at 年 begins, not before low.
func yearStart(s string, low, at int) int {
	start := at
	for start > low {
		r, size := utf8.DecodeLastRuneInString(s[low:start])
		if _, ok := digitValue(r); !ok && !(isSpace(r) && start == at) {
			break
		}
		start -= size
	}
	return start + skipSpace(s[start:])
}

var nameDates = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2}-\d{1,2}-\d{1,2})(?:\D|$)`),
	regexp.MustCompile(`(?:^|[^\d-])((?:19|20)\d{2}-\d{2})(?:[^\d年-]|$)`),
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
