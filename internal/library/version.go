package library

import (
	"regexp"
	"slices"
	"strings"

	"yinzheng/internal/analysis"
)

// Years of a name: the version it means （2015年修正）, and that of a report,
// 2023年《政府工作报告》. Both may stand in its title or beside it.

const yearDigits = `((?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})`

var (
	// On folded text without white space; the group is the year.
	versionForm   = regexp.MustCompile(`\(` + yearDigits + `年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改|新修|版)[^()]{0,4}\)$`)
	yearBefore    = regexp.MustCompile(yearDigits + `年(?:度|的)?(?:国务院|全国)?的?$`)
	yearBehind    = regexp.MustCompile(`^\(` + yearDigits + `年?(?:度|版)?\)`)
	yearHan       = strings.NewReplacer("○", "0", "〇", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
	anyWhiteSpace = strings.NewReplacer(" ", "", "\u3000", "", "\t", "", "\n", "")
)

// beside is what of a name stands before 《 and behind its 》, folded, and the
// title as printed between them; a name without 《 is all title.
func beside(printed string) (before, title, after string) {
	depth, open := 0, 0
	for i, r := range printed {
		switch {
		case r == '《':
			if depth++; depth == 1 {
				open = i
			}
		case r == '》' && depth == 1:
			title = printed[open+len("《") : i]
			return compact(printed[:open]), title, compact(printed[i+len("》"):])
		case r == '》' && depth > 0:
			depth--
		}
	}
	return "", printed, ""
}

// compact is text folded, without white space.
func compact(text string) string { return anyWhiteSpace.Replace(analysis.FoldString(text)) }

// versionOf is the year of the version that a name means, "" if it does not
// say so, and its title without that.
func versionOf(n Name) (year, title string) {
	if m := versionForm.FindStringSubmatch(compact(n.Title)); m != nil {
		if open := strings.LastIndexAny(n.Title, "（("); open > 0 {
			return yearHan.Replace(m[1]), n.Title[:open]
		}
	}
	_, _, after := beside(n.Text)
	if end := strings.IndexByte(after, ')'); end >= 0 && strings.HasPrefix(after, "(") {
		if m := versionForm.FindStringSubmatch(after[:end+1]); m != nil {
			year = yearHan.Replace(m[1])
		}
	}
	return year, n.Title
}

// reportYear is the year that stands beside the title of a report.
func reportYear(printed string) string {
	before, _, after := beside(printed)
	m := yearBefore.FindStringSubmatch(before)
	if m == nil {
		m = yearBehind.FindStringSubmatch(after)
	}
	if m == nil {
		return ""
	}
	return yearHan.Replace(m[1])
}

// versionFirst puts the versions of a year first.
func (l *Library) versionFirst(f *Found, year string) {
	if year == "" || !f.Known {
		return
	}
	is := func(d int) bool {
		info := l.src.Info(d)
		return strings.HasPrefix(info.Date, year) || strings.Contains(analysis.FoldString(info.Title), "("+year)
	}
	slices.SortStableFunc(f.Docs, havingFirst(is))
	if first := l.src.Info(f.Docs[0]); !is(f.Docs[0]) {
		f.Note = alsoNote(f.Note, "the version of "+year+" is not in the corpus; "+datedVersion(first.Date)+" is used")
	}
}

// datedVersion names a version by its date.
func datedVersion(date string) string {
	if date == "" {
		return "an undated version"
	}
	return "the version of " + date
}
