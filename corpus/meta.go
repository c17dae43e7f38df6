package corpus

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// headParagraphs is how many of a text's first paragraphs may speak of the
// document itself.
const headParagraphs = 24

// metadata says what the document says of itself: front matter first, then
// its fields, then the head of its text, then its file name. articles says that it divides into 条.
func metadata(name, text string, d *draft, articles bool) Meta {
	head := headOf(text, d.paragraphs)
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	var m Meta
	m.Title = titleOf(d, head, stem)
	events := readHistory(head)
	m.Number = numberOf(d, head, events)
	organ, signed := signature(d, len(head))
	m.Issuer = issuerOf(d, m.Title, head, events, organ)
	m.Date = dateOf(d, head, events, signed, stem, meetingDate(m.Title, stem, head))
	m.Type = kindOfPaper(d, m, head, events)
	if m.Type == "" && articles && m.Issuer == "" {
		m.Type = lawByName(m.Title)
	}
	return m
}

// kindOfPaper is the type that the document gives itself, or that follows
// from its title, or its subtitle (——在…大会上的报告), or else its opening
// (现在，我代表国务院，向大会作报告).
func kindOfPaper(d *draft, m Meta, head []string, events []event) string {
	for _, t := range []string{d.front.get("类型"), d.fields.get("类型")} {
		if slices.Contains(types, t) {
			return t
		}
	}
	if t := typeOf(m.Title, m.Issuer, m.Number, events); t != "" {
		return t
	}
	for _, s := range head[:min(len(head), 8)] {
		switch {
		case utf8.RuneCountInString(s) > maxTitle:
		case strings.HasPrefix(s, "—"):
			if t := typeOf(s, "", "", nil); t != "" {
				return t
			}
		case reporting.MatchString(s):
			return "报告"
		}
	}
	return ""
}

// reporting is how a report opens.
var reporting = regexp.MustCompile(`^(?:现在，?)?我(?:代表|受)[\p{Han}，]{2,40}作[\p{Han}]{0,4}报告`)

// headOf is the text's first paragraphs, up to the first that belongs to the
// body: a chapter, an article or a long paragraph.
func headOf(text string, paragraphs []paragraph) []string {
	var head []string
	for i, p := range paragraphs[:min(len(paragraphs), headParagraphs)] {
		s := text[p.Start:p.End]
		if m, ok := scanMarker(s); ok && i > 0 && m.level <= LevelItem {
			break
		}
		head = append(head, s[:min(len(s), 8000)])
	}
	return head
}

// maxTitle is the longest title, in characters.
const maxTitle = 150

func titleOf(d *draft, head []string, stem string) string {
	for _, t := range []string{d.front.get("标题"), d.fields.get("标题"), d.title} {
		if t != "" {
			return t
		}
	}
	for _, s := range head[:min(len(head), 8)] {
		if _, _, isField := cutField(s); isField || isNumberLine(s) || !mayBeTitle(s) {
			continue
		}
		if isOrgan(cleanIssuer(s)) || strings.HasSuffix(s, "文件") && isOrgan(strings.TrimSuffix(s, "文件")) {
			continue // the letterhead
		}
		return s
	}
	return nameTitle(stem)
}

func mayBeTitle(s string) bool {
	return len(s) <= 4*maxTitle && utf8.RuneCountInString(s) <= maxTitle && !endsSentence(s) && parseDate(s) == "" && letters(s) > 1 &&
		!strings.HasPrefix(s, "—") && !strings.HasPrefix(s, "附件")
}

var nameSuffix = regexp.MustCompile(`[(（_-]?\d{4}-\d{1,2}(-\d{1,2})?[)）]?$`)

// nameTitle is the title in a file name, without its date.
func nameTitle(stem string) string { return strings.TrimSpace(nameSuffix.ReplaceAllString(stem, "")) }

// issuedNumber is a 文号: 国发〔2019〕5号. The brackets vary.
var issuedNumber = regexp.MustCompile(`[\p{Han}]{1,15}?[〔\[［【（(﹝][12]\d{3}[〕\]］】）)﹞](?:第)?\d+号`)

var wholeNumber = regexp.MustCompile(`^[（(]?` + issuedNumber.String() + `[）)]?$`)

// isNumberLine holds for a line that is a 文号 and nothing else.
func isNumberLine(s string) bool { return len(s) < 120 && wholeNumber.MatchString(dropSpace(s)) }

// numberOf is the 文号, brackets folded to 〔〕.
func numberOf(d *draft, head []string, events []event) string {
	for _, f := range []fields{d.front, d.fields} {
		if n := dropSpace(f.get("文号")); n != "" && n != "无" && n != "暂无" && strings.ContainsAny(n, "号號第") {
			return foldBrackets(n)
		}
	}
	for _, p := range head[:min(len(head), 12)] {
		if !strings.Contains(p, "号") {
			continue
		}
		s := dropSpace(p)
		if isNumberLine(s) {
			return foldBrackets(strings.Trim(s, "（）()"))
		}
		if n := leadingNumber.FindString(strings.TrimLeft(p, "（(")); n != "" && len(p) < 600 {
			return foldBrackets(strings.TrimRight(dropSpace(n), "，,"))
		}
		if loc := issuedNumber.FindStringIndex(s); loc != nil && loc[1] == len(s) && len(s) < 400 {
			return foldBrackets(trailingNumber(s))
		}
	}
	return decreeNumber(events)
}

// trailingNumber is the 文号 at the end of a title that it was joined to; its
// abbreviation of the organ is what follows the title's last word.
func trailingNumber(s string) string {
	open := strings.LastIndexAny(s, "〔[［【（(﹝")
	start := 0
	for _, e := range endings {
		if i := strings.LastIndex(s[:open], e.word); i >= 0 {
			start = max(start, i+len(e.word))
		}
	}
	if start == 0 || start == open {
		return ""
	}
	return s[start:]
}

var yearBrackets = regexp.MustCompile(`[〔\[［【（(﹝]([12]\d{3})[〕\]］】）)﹞]`)

func foldBrackets(s string) string { return yearBrackets.ReplaceAllString(s, "〔$1〕") }

var decreeNumberRE = regexp.MustCompile(`[\p{Han}、]{2,45}令(?:第\d+号|[〔\[（(]\d{4}[〕\]）)]第?\d+号)`)

// decreeNumber is the number of the decree that made this version, the last
// of its history: 中华人民共和国国务院令第541号. If that says none, an older
// one would be another version's.
func decreeNumber(events []event) string {
	last := latest(events)
	for _, e := range events {
		if e.date == last {
			if n := decreeNumberRE.FindString(dropSpace(dropQuoted(e.text))); n != "" {
				return foldBrackets(n)
			}
		}
	}
	return ""
}

// issuerOf: who issued it. 发布机构 is often the site that shows a document,
// so the title and the issuing history go before it.
func issuerOf(d *draft, title string, head []string, events []event, signed string) string {
	for _, s := range []string{d.front.get("发文机关"), d.fields.get("发文机关")} {
		if s = cleanIssuer(s); isOrgan(s) {
			return s
		}
	}
	if s := titleIssuer(title); s != "" {
		return s
	}
	for i, s := range head[:min(len(head), 8)] {
		if t := titleIssuer(s); t != "" && i > 0 && mayBeTitle(s) && typeOf(s, "", "", nil) != "" {
			return t
		}
	}
	if s := historyIssuer(events); s != "" {
		return s
	}
	if signed != "" {
		return signed
	}
	for _, s := range []string{d.front.get("发布机构"), d.fields.get("发布机构"), d.fields.get("来源")} {
		if s = cleanIssuer(s); isOrgan(s) {
			return s
		}
	}
	return ""
}

// dateOf is the date of this version. met is that of the meeting that heard or
// adopted it.
func dateOf(d *draft, head []string, events []event, signed, stem, met string) string {
	for _, s := range []string{d.front.get("成文日期"), d.front.get("发布日期"), d.fields.get("成文日期")} {
		if iso := parseDate(s); iso != "" {
			return iso
		}
	}
	named := nameDate(stem)
	if last := latest(events); last != "" {
		return max(last, named)
	}
	if len(named) > len("2021") {
		return named
	}
	if !strings.HasPrefix(met, named) {
		met = "" // the name says another year
	}
	for _, iso := range []string{headDate(head), signed, met, parseDate(d.fields.get("发布日期")), named} {
		if iso != "" {
			return iso
		}
	}
	return ""
}

// headDate is a date that stands in brackets behind or below the title:
// （2021年1月4日）.
func headDate(head []string) string {
	for _, s := range head[:min(len(head), 8)] {
		s = strings.TrimRightFunc(s, isSpace)
		if len(s) > 600 || !strings.HasSuffix(s, "）") && !strings.HasSuffix(s, ")") {
			continue
		}
		i := strings.LastIndexAny(s, "（(")
		if i < 0 {
			continue
		}
		if dates := datesIn(s[i:]); len(dates) > 0 && parseDate(s[i:]) != "" {
			return parseDate(s[i:])
		}
	}
	return ""
}
