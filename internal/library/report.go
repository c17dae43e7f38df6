package library

import (
	"regexp"
	"strconv"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
)

// Reports are called by what they were given to, not by their titles:
// 党的二十大报告, 2023年政府工作报告. They are filed under a key of this kind.

const workReport = "政府工作报告"

var (
	// The letters of titles and names; the first group is the year.
	workReportForm = regexp.MustCompile(`^(?:(\d{4})年)?(?:中华人民共和国)?(?:国务院)?政府工作报告(?:摘要|全文)?(\d{4})?年?$`)

	congressName  = regexp.MustCompile(`^在?(?:中国共产党|中共|党)?的?(?:第([一二三四五六七八九十]+)次全国代表大会|([一二三四五六七八九十]+)大)(?:上的|的)?(?:政治)?报告$`)
	congressTitle = regexp.MustCompile(`第([一二三四五六七八九十]+)次全国代表大会上的(?:政治)?报告$`)
	congressMark  = regexp.MustCompile(`\((?:党的|中共)?([一二三四五六七八九十]+)大(?:报告)?\)$`)
)

// reportOf is the key of a document, "" if it is no such report. folded is
// its title by analysis.FoldString.
func reportOf(folded string, info corpus.Info) string {
	base, _ := withoutBracket(folded)
	if strings.HasSuffix(base, workReport) || strings.Contains(base, workReport+"-") {
		head, _, _ := strings.Cut(base, "--")
		if m := workReportForm.FindStringSubmatch(analysis.Letters(head)); m != nil {
			return workReportKey(m[1]+m[2], info.Date)
		}
		return ""
	}
	if info.Type != "报告" && info.Type != "" {
		return ""
	}
	if strings.Contains(folded, "全国代表大会上的") {
		if m := congressTitle.FindStringSubmatch(analysis.Letters(base)); m != nil {
			return congressKey(m[1])
		}
	}
	if strings.HasSuffix(folded, ")") {
		if m := congressMark.FindStringSubmatch(folded); m != nil {
			return congressKey(m[1])
		}
	}
	return ""
}

// workReportKey takes the year of the title, else that of the date.
func workReportKey(year, date string) string {
	if year == "" && len(date) >= 4 {
		year = date[:4]
	}
	if year == "" {
		return ""
	}
	return year + "年" + workReport
}

func congressKey(han string) string {
	n, ok := readNumeral(han)
	if !ok {
		return ""
	}
	return strconv.Itoa(n) + "大"
}

// reports gives the documents that a name means by what they were given to.
// folded is its title, printed all of the name: 2023年《政府工作报告》.
func (l *Library) reports(folded, printed string) []int {
	letters := analysis.Letters(folded)
	if m := congressName.FindStringSubmatch(letters); m != nil {
		return l.catalog().reports[congressKey(m[1]+m[2])]
	}
	m := workReportForm.FindStringSubmatch(letters)
	if m == nil {
		return nil
	}
	year := m[1] + m[2]
	if year == "" {
		year = reportYear(printed)
	}
	docs := l.catalog().reports[workReportKey(year, "")]
	return l.onlyReport(docs, strings.Contains(letters, "国务院"))
}

// onlyReport keeps the reports of the 国务院, or if there are none and it is not
// asked for by name, those of the only government that made one.
func (l *Library) onlyReport(docs []int, national bool) []int {
	var own []int
	issuers := map[string]bool{}
	for _, d := range docs {
		info := l.src.Info(d)
		issuers[info.Issuer] = true
		if info.Issuer == "国务院" || strings.Contains(info.Title, "国务院") {
			own = append(own, d)
		}
	}
	if national || len(own) > 0 || len(issuers) > 1 {
		return own
	}
	return docs
}
