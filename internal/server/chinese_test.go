package server

import (
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
		"甲 OR -乙", "甲 OR", "OR 甲", "()", `"甲" NEAR/2 "乙" NEAR/2 "丙"`, `"甲" NEAR/2 -"乙"`, `("甲" 乙) NEAR/2 "丙"`, "--甲", "甲 --乙", "-", "甲 -(", "甲 -OR",
		strings.Repeat("(", 101) + "甲", "(甲", `"甲**乙"`, `"*甲"`, `"甲*"`, `"甲*{3乙"`, `"甲*{x}乙"`, `"甲*{99999}乙"`, "日期:", "日期:..", "日期:2021..2019", "日期:明天",
		"日期:2021-13", "标题:", "《》", `"，"`, "甲||乙", "甲 | | 乙", "\xff",
	}
	patterns := []string{"甲 AND 乙", `"甲" "乙"`, "甲 -乙", "标题:甲", "NEAR/3 甲", `甲 NEAR/x 乙`}
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
			if zh, ok := inChinese(part); !ok || part != "" && !strings.ContainsFunc(zh, func(r rune) bool { return r >= 0x4e00 && r < 0xa000 }) {
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

func TestTheTableOfSayingsIsOne(t *testing.T) {
	seen := map[string]bool{}
	for _, pair := range inTwoLanguages() {
		if seen[pair[0]] {
			t.Errorf("twice: %s", pair[0])
		}
		seen[pair[0]] = true
		if strings.Count(pair[0], "%") < strings.Count(pair[1], "%") {
			t.Errorf("more values than there are: %s", pair[1])
		}
	}
	if got, ok := inChinese("sort \"x\" is not known"); got != `不认得 sort "x"` || !ok {
		t.Errorf("%s %v", got, ok)
	}
	if got, ok := inChinese("something else"); got != "something else" || ok {
		t.Errorf("%s %v", got, ok)
	}
}
