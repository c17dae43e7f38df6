package library

import (
	"strings"
	"testing"
)

func TestReportsOfAYear(t *testing.T) {
	s := shelve(t, cloudPapers...)
	l := New(s, nil)
	const report = "2023年中华人民共和国国务院政府工作报告 2023-03-05"
	for printed, want := range map[string]string{
		"2023年《政府工作报告》":     report,
		"国务院2023年《政府工作报告》":  report,
		"2023年国务院《政府工作报告》":  report,
		"2023年的《政府工作报告》":    report,
		"2023年度《政府工作报告》":    report,
		"２０２３年《政府工作报告》":     report,
		"二〇二三年《政府工作报告》":     report,
		"《政府工作报告》（2023年）":   report,
		"《政府工作报告》(2023)":    report,
		"2025年《政府工作报告》":     "",
		"12023年《政府工作报告》":    report, // a year all the same
		"《政府工作报告》":          "",
		"《政府工作报告》提出2023年目标": "",
	} {
		f := l.Find(Name{Title: "政府工作报告", Text: printed})
		if got := strings.Join(titlesOn(s, f.Docs), ", "); got != want {
			t.Errorf("%s means %q, want %q; note %q", printed, got, want, f.Note)
		}
	}
}

func TestVersionOfAYear(t *testing.T) {
	l := New(shelve(t, append(statutes, paper{title: "云澜省缆车办法（2018年修正）", date: "2018-03-01"})...), nil)
	for _, test := range []struct{ printed, title, article, date, note string }{
		{"《渡口管理法》", "渡口管理法", "", "2021-10-11", ""},
		{"《渡口管理法（2015年修正）》", "渡口管理法（2015年修正）", "", "2015-04-02", ""},
		{"《渡口管理法》（2015年修正）", "渡口管理法", "", "2015-04-02", ""},
		{"《渡口管理法》(2015修订)", "渡口管理法", "第二条", "2015-04-02", ""},
		{"《渡口管理法》（二〇一五年修正）", "渡口管理法", "第六条", "2015-04-02", ""},
		{"《渡口管理法（2015年4月2日第二次修正）》", "渡口管理法（2015年4月2日第二次修正）", "", "2015-04-02", ""},
		{"《渡口管理法》（2021年修正）", "渡口管理法", "第六条", "2015-04-02", "第六条 stands in the version of 2015-04-02 only, not in that of 2021"},
		{"《渡口管理法》（2018年修正）", "渡口管理法", "", "2021-10-11", "the version of 2018 is not in the corpus; the version of 2021-10-11 is used"},
		{"《渡口管理法（2018年修正）》", "渡口管理法（2018年修正）", "", "2021-10-11", "the version of 2018 is not in the corpus; the version of 2021-10-11 is used"},
		{"《云澜省缆车办法（2016年修正）》", "云澜省缆车办法（2016年修正）", "", "2018-03-01", "the version of 2016 is not in the corpus"},
	} {
		j := citePrinted(t, l, test.printed+test.article, Name{Title: test.title, Article: test.article})
		if j.Verdict != Equivalent || j.Source.Doc.Date != test.date || !strings.Contains(j.Note, test.note) || test.note == "" && j.Note != "" {
			t.Errorf("%s%s is %s of %v, note %q", test.printed, test.article, j.Verdict, j.Source, j.Note)
		}
	}
}
