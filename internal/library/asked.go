package library

import (
	"regexp"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// asked is what a person typed to name a document, taken apart.
type asked struct {
	name    string // title or 文号, marks of titles around it taken away
	number  string // 文号 in a bracket behind the title
	section string // the part, folded: 第三十三条第二款; "" for the whole
}

const (
	digitForm   = `[0-9０-９]`
	numeralForm = `(?:` + digitForm + `+|[〇○零一二三四五六七八九十百千万两廿卅]+)`
	yearForm    = `(?:(?:19|20|１９|２０)` + digitForm + `{2}|[一二][〇○零一二三四五六七八九]{3})`

	articleForm = `(?:第\s*` + numeralForm + `|` + digitForm + `+)(?:\s*[-－]\s*` + digitForm + `+)?\s*[条條](?:\s*之\s*` + numeralForm + `)?`
	smallerForm = `(?:\s*第?\s*[（(]?\s*` + numeralForm + `\s*[）)]?\s*[款項项目])*`
	chapterForm = `(?:第\s*` + numeralForm + `\s*(?:分编|分編|编|編|篇|章|节|節)\s*)`
)

var (
	// A part at the end of a name: chapters, an article with 款 and 项 in it.
	partTail = regexp.MustCompile(`[\s　]*((?:` + chapterForm + `*` + articleForm + smallerForm + `|` + chapterForm + `+))[\s　]*$`)
	bareTail = regexp.MustCompile(`[\s　]+(` + digitForm + `{1,4}(?:[-－]` + digitForm + `{1,2})?)[\s　]*$`)

	// The parts of an article, on folded text without white space.
	smallForm = regexp.MustCompile(`^(.*?[条](?:之` + numeralForm + `)?)(第?[(]?` + numeralForm + `[)]?[款项目])?(第?[(]?` + numeralForm + `[)]?[款项目])?$`)

	// A version in front of a name or behind it; the first group is its date.
	versionFront  = regexp.MustCompile(`^(` + yearForm + `)\s*年?[版度]?的?\s*(.+)$`)
	versionBehind = regexp.MustCompile(`^(.+?)[\s　]*[（(]\s*(` + yearForm + `(?:[-年./]` + digitForm + `{1,2}(?:[-月./]` + digitForm + `{1,2})?)?)[年月日]?[^（）()]{0,10}[）)]$`)
	versionAlone  = regexp.MustCompile(`^(.+?)[\s　]+(` + yearForm + `(?:-` + digitForm + `{2}(?:-` + digitForm + `{2})?)?)[年版]*$`)
)

// withPart takes the part from the end of a name, false if it has none.
func withPart(text string) (asked, bool) {
	m := partTail.FindStringSubmatchIndex(text)
	if m == nil {
		m = bareTail.FindStringSubmatchIndex(text)
	}
	if m == nil || m[0] == 0 {
		return asked{}, false
	}
	a := named(text[:m[0]])
	a.section = foldedPart(text[m[2]:m[3]])
	return a, a.name != ""
}

// foldedPart is a part as people write it, in one script and width.
func foldedPart(text string) string { return strings.TrimSpace(analysis.FoldString(text)) }

// named is a name without a part: 《title》, 《title》（文号）, title or 文号.
func named(text string) asked {
	text = strings.TrimSpace(text)
	if _, title, after := beside(text); strings.HasPrefix(text, "《") && title != "" && title != text {
		if after == "" {
			return asked{name: title}
		}
		if inner := strings.TrimFunc(after, isBracket); match.NumberKey(inner) != "" && strings.HasSuffix(inner, "号") {
			return asked{name: title, number: inner}
		}
		return asked{name: title + after}
	}
	return asked{name: text}
}

func isBracket(r rune) bool { return strings.ContainsRune("()（）[]〔〕", r) }

// versioned takes the date of a version from a name: 2018 公司法,
// 公司法（2018年修正）, 公司法 2018-10-26. date is ISO, to the precision given.
func versioned(name string) (bare, date string, ok bool) {
	if m := versionFront.FindStringSubmatch(name); m != nil {
		return named(m[2]).name, isoDate(m[1]), true
	}
	for _, form := range []*regexp.Regexp{versionBehind, versionAlone} {
		if m := form.FindStringSubmatch(name); m != nil {
			return named(m[1]).name, isoDate(m[2]), true
		}
	}
	return "", "", false
}

// isoDate writes 2018年1月, 2018.1 and 2018-01 as 2018-01.
func isoDate(text string) string {
	text = yearHan.Replace(analysis.FoldString(text))
	fields := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	for i := range fields {
		if i > 0 && len(fields[i]) == 1 {
			fields[i] = "0" + fields[i]
		}
	}
	return strings.Join(fields, "-")
}

// partOf reads a part that is an article or lies in one. A bare number is an
// article's; ok is false for chapters and headings.
func partOf(section string) (n Name, ok bool) {
	section = compact(section)
	if strings.Trim(section, "0123456789-") == "" {
		section = "第" + section + "条"
	} else if section[0] >= '0' && section[0] <= '9' {
		section = "第" + section
	}
	m := smallForm.FindStringSubmatch(section)
	if m == nil {
		return Name{}, false
	}
	if _, _, ok := corpus.ArticleNumber(m[1]); !ok {
		return Name{}, false
	}
	n.Article = m[1]
	for _, part := range m[2:] {
		if part != "" && !strings.HasPrefix(part, "第") {
			part = "第" + part
		}
		switch {
		case strings.HasSuffix(part, "款") && n.Paragraph == "":
			n.Paragraph = part
		case part != "":
			n.Item = part
		}
	}
	return n, true
}

// MayName tells without asking for any title whether a text can name a
// document: it ends with a part, with 号 or a year, or as titles do.
func MayName(text string) bool {
	if len(text) > maxName || strings.ContainsAny(text, "\"“”「」") {
		return false
	}
	if a, ok := withPart(text); ok {
		text = a.name
	}
	a := named(text)
	if bare, _, ok := versioned(a.name); ok {
		a.name = bare
	}
	letters := analysis.Letters(a.name)
	return len(letters) >= len("刑法") && (strings.HasSuffix(letters, "号") || endsLikeTitle(letters)) && !isGeneric(letters)
}

// maxName is the longest name, in bytes, that MayName takes for one.
const maxName = 600
