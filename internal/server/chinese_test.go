package server

import (
	"regexp"
	"strings"
	"testing"

	"yinzheng/internal/concord"
	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

// TestWhatIsWrongWithAQueryIsSaidInChinese writes queries with every fault
// that there is.
func TestWhatIsWrongWithAQueryIsSaidInChinese(t *testing.T) {
	queries := []string{
		"", "”甲", "“甲", "“”", "-“", "甲 - 乙", "甲(-乙", "甲 NEAR 乙", "甲 NEAR/99999999 乙", "标题:(甲", "-甲", "甲)", strings.Repeat("甲", 10_001),
		"甲 OR -乙", "甲 OR", "甲 NOT", "NOT 甲", "OR 甲", "()", `"甲" NEAR/2 "乙" NEAR/2 "丙"`, `"甲" NEAR/2 -"乙"`, `("甲" 乙) NEAR/2 "丙"`, "--甲", "甲 --乙", "-", "甲 -(", "甲 -OR",
		strings.Repeat("(", 101) + "甲", "(甲", `"甲**乙"`, `"*甲"`, `"甲*"`, `"甲*{3乙"`, `"甲*{x}乙"`, `"甲*{99999}乙"`, "日期:", "日期:..", "日期:2021..2019", "日期:明天",
		"日期:2021-13", "标题:", "《》", `"，"`, "甲||乙", "甲 | | 乙", "\xff",
		"作者:甲", "名称:甲", "编号:甲", "施行日期:2021", "类别:甲", "文件名:甲", "正文:甲", "地区:甲", "titel:甲", "isuer:甲", "nunber:3", "发布日器:2021", "文件种勒:甲", "folde:a", "inno*",
	}
	patterns := []string{"甲 AND 乙", `"甲" "乙"`, "甲 -乙", "甲 NOT 乙", "标题:甲", "NEAR/3 甲", `甲 NEAR/x 乙`}
	faults := 0
	see := func(text string, err error) {
		if err == nil {
			return
		}
		x, ok := report.QueryProblem(err)
		if !ok {
			return // a term too long for match says so in its own words
		}
		faults++
		message := x.Error
		if _, behind, cut := strings.Cut(message, ": "); cut && strings.HasPrefix(message, "column ") {
			message = behind
		}
		for _, part := range []string{message, string(x.Hint)} {
			if zh, ok := inChinese(part); !ok || part != "" && !strings.ContainsFunc(zh, func(r rune) bool { return r >= 0x4e00 && r < 0xa000 }) || regexp.MustCompile(` (or|and|the|it|with) `).MatchString(zh) {
				t.Errorf("%.40q: not in Chinese: %s", text, part)
			}
		}
	}
	for _, q := range queries {
		_, err := query.Parse(q)
		see(q, err)
	}
	for _, q := range patterns {
		_, err := query.ParsePattern(q)
		see(q, err)
	}
	for _, date := range []string{" ", "soon", "2021-99", "2021..2019"} {
		_, err := concord.NewFilter(func(flag string) []string {
			if flag == "date" {
				return []string{date}
			}
			return nil
		})
		see(date, err)
	}
	if faults < 40 {
		t.Errorf("only %d of the queries are wrong", faults)
	}
}

// TestNotesAreSaidInChinese checks drafts with what can be noted of a claim.
func TestNotesAreSaidInChinese(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	drafts := []string{
		"《山河管理规定》第九条规定：“爱护山河，保护溪流。”《山河管理规定》第一条第五款。《大海管理办法》（海发〔2020〕3号）。",
		"《山河管理规定》第二条规定：“爱护山河，保护溪流。”《山河管理规定》规定：“溪流清清，溪流长长。”又规定：“后天的屋顶上下着明天的雨水。”",
		"某省长指出：“后天的屋顶上下着明天的雨水。”有人说“屋顶”“后天的屋顶上下着明天的雨水”。《大海办法》规定：“屋顶上的雨水流到大海里去了。”",
		"“没有收尾。\n\n没有开头的”。《没有收尾。\n\n没有开头》。海发〔2020〕3号。",
		"《山河管理规定》第××条。《山河管理规定》第九章。《山河管理规定》附件2。《山河管理规定》第三款。《山河管理规定》规定：“爱护山河。\"“爱护……溪流”《山河管理规定》指出：”保护溪流，爱护山河。”",
	}
	notes := 0
	note := regexp.MustCompile(`"(?:note|text|unfixed)":"([^"]*)"`)
	for _, draft := range drafts {
		for _, before := range []string{"", "&before=2018"} {
			body := l.send("POST", "/api/check?format=jsonl"+before, draft, "Content-Type", "text/plain").Body.String()
			for _, m := range note.FindAllStringSubmatch(body, -1) {
				text := strings.ReplaceAll(m[1], `\"`, `"`)
				if !regexp.MustCompile(`[a-z]{3}`).MatchString(text) {
					continue
				}
				notes++
				if zh, ok := noteInChinese(text); !ok {
					t.Errorf("not in Chinese: %s", zh)
				}
			}
		}
	}
	if notes < 15 {
		t.Errorf("only %d notes", notes)
	}
}

func TestTheTableOfSayingsIsOne(t *testing.T) {
	seen := map[string]bool{}
	for n, s := range sayings() {
		english := s.english.String()
		if seen[english] {
			t.Errorf("twice: %s", english)
		}
		seen[english] = true
		if s.english.NumSubexp() < strings.Count(s.chinese, "%") {
			t.Errorf("%d: more values than there are: %s", n, s.chinese)
		}
	}
	lines := 0
	for line := range strings.Lines(chineseTSV) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines++
		}
	}
	if len(seen) != lines {
		t.Errorf("%d of %d lines have a tab", len(seen), lines)
	}
	if got, ok := inChinese("sort \"x\" is not known"); got != `不认得 sort "x"` || !ok {
		t.Errorf("%s %v", got, ok)
	}
	for english, want := range map[string]string{
		`limit "%" is no whole number from 0 on`:                               `limit "%" 不是不小于 0 的整数`,
		"write a share from 0.5 to 1, or off":                                  "写 0.5 到 1 之间的数，或 off",
		"write true or false":                                                  "写 true 或 false",
		"write 2021, 2021-03, 2021-03-01, or none":                             "写 2021、2021-03、2021-03-01，或 none（不限日期）",
		"write a letter or a digit: only mentions in raw mode looks for marks": "请写文字或数字；只有“提及”的“逐字节”能找标点",
	} {
		if got, ok := inChinese(english); got != want || !ok {
			t.Errorf("%s: %s %v", english, got, ok)
		}
	}
	if got, ok := inChinese("something else"); got != "something else" || ok {
		t.Errorf("%s %v", got, ok)
	}
}
