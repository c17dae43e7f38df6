package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/index"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

func TestSearchIsTheSameJSONAsTheCommandLine(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	ix, err := index.Open(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	const text = `"溪流" 日期:2019..2021`
	node, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	result, err := ix.Search(context.Background(), node, index.SearchOptions{Sort: "-date", Limit: 1, Offset: 1})
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	answer := report.NewSearch(text, "", report.Filters{}, result, 0, report.NewList("gen-000001", nil, 1, 1))
	if err := (report.Printer{W: &want, Format: report.JSON}).Search(answer); err != nil {
		t.Fatal(err)
	}
	w := l.get("GET", "/api/search?q="+text+"&sort=-date&limit=1&offset=1")
	if w.Code != 200 || w.Header().Get("Content-Type") != typeJSON {
		t.Fatalf("%d %v: %s", w.Code, w.Header(), w.Body)
	}
	got := regexp.MustCompile(`"took_ms": [0-9.]+`).ReplaceAllString(w.Body.String(), `"took_ms": 0`)
	if diff := cmp.Diff(want.String(), got); diff != "" {
		t.Error(diff)
	}
	if answer.Total != 2 || !strings.Contains(got, "工作报告") {
		t.Errorf("not the second of two: %s", got)
	}
}

func TestMentionsIsTheSameJSONAsTheCommandLine(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	ix, err := index.Open(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	ctx := context.Background()
	p := match.Literal("溪流", match.Loose)
	keep, err := concord.NewFilter(func(flag string) []string {
		return map[string][]string{"date": {"2021", "2019"}}[flag]
	})
	if err != nil {
		t.Fatal(err)
	}
	result := concord.New(ix, p, concord.Options{Keep: keep, Limit: 2, Offset: 1})
	if err := result.Count(ctx); err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	filters := report.Filters{"date": {"2021", "2019"}}
	asked := report.Asked{Query: "溪流", Scope: report.NewScope("loose", filters, report.NewList("gen-000001", nil, 2, 1), nil)}
	answer := report.NewMentions(asked, result, result.Mentions(ctx))
	if err := (report.Printer{W: &want, Format: report.JSON}).Mentions(answer); err != nil {
		t.Fatal(err)
	}
	w := l.get("GET", "/api/mentions?q=溪流&mode=loose&date=2021&date=2019&limit=2&offset=1")
	if diff := cmp.Diff(want.String(), w.Body.String()); diff != "" {
		t.Errorf("%d %s", w.Code, diff)
	}
	if result.Occurrences != 4 {
		t.Errorf("%d occurrences", result.Occurrences)
	}
}

func TestErrorsSayWhatIsWrong(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	tests := []struct {
		method, target string
		status         int
		error, hint    string
		column         int
	}{
		{"GET", "/api/search", 400, "the parameter q is missing", "q=", 0},
		{"GET", "/api/search?q= ", 400, "the parameter q is missing", "q=", 0},
		{"GET", "/api/search?q=溪流&mode=raw", 400, `there is no parameter "mode"`, "use q, sort, tier, passages, limit, offset", 0},
		{"GET", "/api/search?q=溪流&q=沙", 400, "q is given 2 times", "once", 0},
		{"GET", "/api/search?q=溪流 “沙", 400, "the quotation mark “ is never closed", "put ”", 4},
		{"GET", "/api/search?q=-溪流", 400, "only excludes", "add", 1},
		{"GET", "/api/search?q=溪流&sort=size", 400, `sort "size" is not known`, "relevance, date, -date", 0},
		{"GET", "/api/search?q=溪流&limit=0", 400, `limit "0" is no number from 1 to 1000`, "format=jsonl", 0},
		{"GET", "/api/search?q=溪流&limit=1001", 400, `limit "1001"`, "offset", 0},
		{"GET", "/api/search?q=溪流&offset=-1", 400, `offset "-1"`, "", 0},
		{"GET", "/api/search?q=溪流&offset=99999999999999999999", 400, "offset", "", 0},
		{"GET", "/api/search?q=%ff", 400, "q is not UTF-8", "UTF-8", 0},
		{"GET", "/api/search?q=%zz", 400, "can't be read", "percent-encode", 0},
		{"GET", "/api/search?q=a;b", 400, "can't be read", "&", 0},
		{"GET", "/api/mentions?q=《》", 400, "no letter to look for", "raw mode", 0},
		{"GET", "/api/mentions?q=溪流&mode=fuzzy", 400, `mode "fuzzy"`, "exact, loose, raw", 0},
		{"GET", "/api/mentions?q=溪流&pattern=maybe", 400, `pattern "maybe"`, "true or false", 0},
		{"GET", "/api/mentions?q=溪流 NEAR/x 沙&pattern", 400, "NEAR needs a number", "NEAR/20", 4},
		{"GET", "/api/mentions?q=溪流&date=2020-13", 400, `date "2020-13": the calendar has no 2020-13`, "2021-03", 0},
		{"GET", "/api/mentions?q=溪流&number=1", 400, `there is no parameter "number"`, "issuer", 0},
		{"GET", "/api/mentions?q=" + strings.Repeat("溪", 10_001), 400, "more than 10000", "", 0},
		{"GET", "/api/search?q=溪流&format=xml", 400, `format "xml" is not known`, "json, jsonl, csv", 0},
		{"GET", "/api/search?q=溪流&format=html", 400, `format "html"`, "json", 0},
		{"GET", "/api/search?q=溪流&passages=0", 400, `passages "0" is no number from 1 to 100`, "", 0},
		{"GET", "/api/search?q=溪流&type=", 400, "the parameter type is empty", "leave", 0},
		{"GET", "/api/mentions", 400, "the parameter q is missing", "concept=", 0},
		{"GET", "/api/mentions?q=溪流&group=size", 400, `group "size" is not known`, "year", 0},
		{"GET", "/api/mentions?q=溪流&group=year&width=9", 400, "width and group can't go together", "leave one", 0},
		{"GET", "/api/mentions?q=溪流&group=year&count", 400, "count and group can't go together", "leave one", 0},
		{"GET", "/api/mentions?q=溪流&span=3", 400, "span and lines can't go together", "leave one", 0},
		{"GET", "/api/mentions?q=溪流&count&limit=5", 400, "limit and count can't go together", "leave one", 0},
		{"GET", "/api/search?q=溪流&generation=", 400, "the parameter generation is empty", "leave", 0},
		{"GET", "/api/mentions?q=溪流&seed=3", 400, "seed is for sample", "add sample", 0},
		{"GET", "/api/mentions?q=溪流&narrower", 400, "q and narrower", "concepts", 0},
		{"GET", "/api/mentions?q=溪流&chart&labels=en", 400, "labels are for a picture", "format=svg", 0},
		{"GET", "/api/mentions?q=溪流&chart&format=svg&labels=fr", 400, "labels \"fr\" is not known", "zh-CN, en", 0},
		{"GET", "/api/mentions?q=溪流&format=svg", 400, "format svg is for chart", "chart=true", 0},
		{"GET", "/api/mentions?q=大海&chart&format=svg", 404, "nothing to draw", "filters", 0},
		{"GET", "/api/mentions?concept=溪", 404, "no concept file", "--concepts", 0},
		{"GET", "/api/concepts", 404, "no concept file", "--concepts", 0},
		{"GET", "/api/quote", 400, "the parameter q is missing", "q=", 0},
		{"GET", "/api/quote?q=溪流&near=0.2", 400, `near "0.2" is no likeness`, "off", 0},
		{"GET", "/api/quote?q=溪流&near=NaN", 400, "near", "off", 0},
		{"GET", "/api/quote?q=，。", 400, "no letter", "", 0},
		{"GET", "/api/documents/none", 404, "no document is called none", "search", 0},
		{"GET", "/api/documents/规定.md?section=第九条", 404, "no section 第九条", "outline", 0},
		{"GET", "/api/nothing", 404, "nothing at this path", "/api/openapi.json", 0},
		{"POST", "/api/search?q=溪流", 405, "method", "GET", 0},
		{"DELETE", "/api/mentions", 405, "method", "GET", 0},
	}
	for _, tt := range tests {
		name := fmt.Sprintf("%s %.60s", tt.method, tt.target)
		w := l.get(tt.method, tt.target)
		var got report.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Errorf("%s: %v: %s", name, err, w.Body)
			continue
		}
		column := 0
		if got.Column != nil {
			column = *got.Column
		}
		if w.Code != tt.status || column != tt.column || !strings.Contains(got.Error, tt.error) || !strings.Contains(string(got.Hint), tt.hint) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if got := l.get("POST", "/api/search").Header().Get("Allow"); got != "GET, HEAD" {
		t.Errorf("Allow: %q", got)
	}
}
