package query

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

func TestEveryNameOfAFieldIsRead(t *testing.T) {
	seen := map[string]bool{}
	for _, def := range Fields() {
		if !unicode.Is(unicode.Han, []rune(def.Aliases[0])[0]) || def.Help == "" || def.HelpZH == "" {
			t.Errorf("%s: the first alias must be Chinese, and both helps there", def.Name)
		}
		for _, alias := range append(def.Aliases, strings.ToUpper(def.Name)) {
			if seen[alias] {
				t.Errorf("two fields are called %s", alias)
			}
			seen[alias] = true
			n, err := Parse(alias + "：2021")
			if f, ok := n.(Field); err != nil || !ok || f.Name != def.Name {
				t.Errorf("%s：2021 gives %v, %v; want the field %s", alias, n, err, def.Name)
			}
		}
		if !seen[def.Name] {
			t.Errorf("%s is not among its own aliases", def.Name)
		}
	}
}

func TestNewField(t *testing.T) {
	for _, tt := range []struct{ name, value, want string }{
		{"title", `a "b"`, `f[title=a "b"..]`},
		{"机关", "科技部", `f[issuer=科技部..]`},
		{"date", "2019..2021年3月", `f[date=2019..2021-03]`},
		{"date", "2019..2021-13", `column 7: the calendar has no 2021-13; ` + dateHint},
		{"title", " ", `column 1: the field title has no value; write title:…, without white space behind the colon`},
		{"author", "甲", `column 1: no field is called author; use one of title, issuer, number, date, type, path`},
	} {
		f, err := NewField(tt.name, tt.value)
		got := dump(f)
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("NewField(%s, %s)\n got %s\nwant %s", tt.name, tt.value, got, tt.want)
		}
	}
}

func TestParseDates(t *testing.T) {
	for _, tt := range []struct{ written, want string }{
		{"2021", "2021 2021"},
		{"２０２１", "2021 2021"},
		{"2021年", "2021 2021"},
		{"2021-3", "2021-03 2021-03"},
		{"2021/03/05", "2021-03-05 2021-03-05"},
		{"2021.3.5", "2021-03-05 2021-03-05"},
		{"2021年12月31日", "2021-12-31 2021-12-31"},
		{"2020-02-29", "2020-02-29 2020-02-29"},
		{"2019 .. 2021", "2019 2021"},
		{"2021..2021-01", "2021 2021-01"},
		{"2021-12..2021", "2021-12 2021"},
		{"..2020", " 2020"},
		{"2019..", "2019 "},
		{"20210305", "2021-03-05 2021-03-05"},
		{"202103", "2021-03 2021-03"},
		{"2021年3月", "2021-03 2021-03"},
		{"2020-2025", "2020 2025"},
		{"2020—2025", "2020 2025"},
		{"２０２０～２０２５", "2020 2025"},
		{"2020至2025", "2020 2025"},
		{"2020年至2025年", "2020 2025"},
		{"2020年3月到2021年5月", "2020-03 2021-05"},
		{"2020-03-2021-05", "2020-03 2021-05"},
		{"20200301-20210531", "2020-03-01 2021-05-31"},
		{"2020.3.1-2020.5.1", "2020-03-01 2020-05-01"},
		{"2020-12", "2020-12 2020-12"},
		{"2020年至今", "2020 "},
		{"2020年以来", "2020 "},
		{"2020年以前", " 2020"},
	} {
		from, to, err := ParseDates(tt.written)
		if got := from + " " + to; err != nil || got != tt.want {
			t.Errorf("ParseDates(%s) = %s, %v; want %s", tt.written, got, err, tt.want)
		}
	}
	for _, bad := range []string{"", " ", "..", "21", "20210335", "2020-2025-2026", "2020、2021", "今年", "2025-2020", "至今", "以前", "2021年第1季度", "2021-00", "2021-2-29", "2021-04-31", "0000", "2021-", "2021年3月5日6", "2019...2021", "2020..2019-12"} {
		if from, to, err := ParseDates(bad); err == nil {
			t.Errorf("ParseDates(%s) = %s, %s; want an error", bad, from, to)
		}
	}
}

func TestMatchDate(t *testing.T) {
	for _, tt := range []struct {
		doc, from, to string
		want          bool
	}{
		{"2021", "2021", "2021", true},
		{"2021", "2021-03", "2021-03", true}, // it may be of March
		{"2021-03-05", "2021", "2021", true},
		{"2021-03-05", "2021-03-05", "2021-03-05", true},
		{"2021-03-05", "2021-04", "2021-04", false},
		{"2021-03", "2021-03-31", "", true},
		{"2021-03-31", "", "2021-03", true},
		{"2021-04-01", "", "2021-03", false},
		{"2020", "2021", "", false},
		{"2022", "", "2021", false},
		{"2020", "2019", "2021", true},
		{"2018-12-31", "2019", "2021", false},
		{"2022-01", "2019", "2021", false},
		{"", "", "2021", false},
		{"", "", "", false},
		{"2021年", "2021", "2021", false},
		{"2021", "", "", true},
	} {
		if got := MatchDate(tt.doc, tt.from, tt.to); got != tt.want {
			t.Errorf("MatchDate(%q, %q, %q) = %v", tt.doc, tt.from, tt.to, got)
		}
	}
}

func TestMatchPath(t *testing.T) {
	for _, tt := range []struct {
		path, value string
		want        bool
	}{
		{"laws/2021/a.md", "laws", true},
		{"laws/2021/a.md", "laws/20", true},
		{"laws/2021/a.md", "./laws/", true},
		{"laws/2021/a.md", "2021", false},
		{"laws-old/a.md", "laws/", false},
		{"Laws/a.md", "laws", false},
		{"/abs/a.md", "/abs", true},
		{"a.md", "./", true},
		{"laws/2021/a.md", "*.md", true},
		{"laws/2021/a.md", "*.txt", false},
		{"laws/2021/a.md", "20*", true},
		{"laws/2021/a.md", "20*/", true},
		{"laws/2021.md", "20*/", false},
		{"laws/2021/a.md", "laws/*", true}, // the folder around it
		{"laws/2021/a.md", "laws/*.md", false},
		{"laws/2021/a.md", "laws/**/*.md", true},
		{"laws/a.md", "laws/**/*.md", true},
		{"laws/2021/a.md", "laws/????/a.md", true},
		{"laws/2021/a.md", "laws/???/a.md", false},
		{"laws/2021/a.md", "laws?2021", false},
		{"laws/第一/甲.md", "laws/第?/甲*", true},
		{"x/laws/a.md", "laws/*", false},
		{"x/laws/a.md", "**/laws/*", true},
		{"laws/a+b.md", "laws/a+?.md", true},
		{"laws/aab.md", "laws/a+?.md", false},
		{"laws/\xff.md", "laws/\xff*", true},
	} {
		if got := MatchPath(tt.path, tt.value); got != tt.want {
			t.Errorf("MatchPath(%q, %q) = %v", tt.path, tt.value, got)
		}
	}
}

func TestPathGlobsOfAnyLengthAnswer(t *testing.T) {
	if regexp.MustCompile(globPattern("a.b")).MatchString("axb") {
		t.Error("a dot is a literal")
	}
	long := strings.Repeat("*a?/", 30_000)
	if MatchPath("a/b.md", long) {
		t.Error("a short path answers to a long glob")
	}
}

func TestWalkWordsOnlyFields(t *testing.T) {
	n, err := Parse(`甲 -乙 ("丙" NEAR/5 丁 OR 戊 标题:己)`)
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	Walk(n, func(n Node) bool {
		seen = append(seen, n.String())
		_, isNot := n.(Not)
		return !isNot
	})
	want := []string{n.String(), "甲", "-乙", `"丙" NEAR/5 "丁" OR 戊 title:己`, `"丙" NEAR/5 "丁"`, `"丙"`, `"丁"`, "戊 title:己", "戊", "title:己"}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("Walk (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"甲", "戊"}, Words(n)); diff != "" {
		t.Errorf("Words (-want +got):\n%s", diff)
	}
	for q, want := range map[string]bool{
		"标题:甲 日期:2021": true, "标题:甲 -乙": true, "标题:甲 OR 类型:乙": true,
		"标题:甲 乙": false, `标题:甲 OR "乙"`: false, "甲 NEAR/3 乙": false,
	} {
		n, err := Parse(q)
		if err != nil || OnlyFields(n) != want {
			t.Errorf("OnlyFields(%s) = %v, %v", q, !want, err)
		}
	}
}
