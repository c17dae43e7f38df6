package server

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"yinzheng/index"
	"yinzheng/internal/report"
)

// The way back from a document is the list that it was opened from, with all
// that was chosen there, and no address of others.
func TestTheWayBackKeepsTheState(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	const ours = "http://127.0.0.1:8080"
	for from, want := range map[string]string{
		"/?q=溪流&sort=date&offset=1&generation=gen-000001&lang=en": "/?offset=1&q=溪流&sort=date",
		"/mentions?q=溪流&type=通知&sort=left":                        "/mentions?q=溪流&sort=left&type=通知",
		"/quote?q=溪流清清":                                           "/quote?q=溪流清清",
		"/status?q=溪流":                                            "/?q=沙", // no list
		"/":                                                       "/?q=沙",
		"/doc/报告.md?q=溪流":                                         "/?q=沙",
	} {
		path, q, _ := strings.Cut(from, "?")
		page := l.get("GET", "/doc/规定.md?q=沙", "Referer", ours+path+"?"+plain(q)).Body.String()
		path, q, _ = strings.Cut(want, "?")
		link := `<a href="` + path + "?" + strings.ReplaceAll(plain(q), "&", "&amp;") + `">← 回到结果</a>`
		if !strings.Contains(page, link) {
			t.Errorf("%s: no %s in %.1500s", from, link, page)
		}
	}
	for _, other := range []string{"http://evil.example/?q=1", "//evil.example/?q=1", "javascript:alert(1)?q=1", "%%%"} {
		if page := l.get("GET", "/doc/规定.md", "Referer", other).Body.String(); strings.Contains(page, "回到结果") {
			t.Errorf("%s leads back: %.900s", other, page)
		}
	}
}

// A count of what has a word's parts is not taken for one of the word.
func TestAWordThatNobodyHasIsSaid(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	l.shows(t, "/?q=溪流管理", "没有文献含有 溪流管理，以下按其中的词查得。")
	l.shows(t, "/?q=溪流管理", "原词 0 篇 · 各词都有 ")
	if page := l.get("GET", "/?q=溪流").Body.String(); strings.Contains(page, "没有文献含有") {
		t.Errorf("it is there: %.1500s", page)
	}
}

// Filters alone list what they leave, as fields alone do.
func TestFiltersAloneAreAQuery(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for target, want := range map[string]string{
		"/?date=2019":                      "共 1 篇文献",
		"/?date=2019&date=2021&issuer=山河省": "共 1 篇文献",
		"/?title=报告&title=规定&sort=date":    "共 2 篇文献",
	} {
		l.shows(t, target, want)
	}
	page := l.get("GET", `/?title=a"b&lang=en`).Body.String()
	if !strings.Contains(page, `value="title:&#34;a\&#34;b&#34;"`) {
		t.Errorf("the box does not hold the query: %.2500s", page)
	}
	if w := l.get("GET", "/?date=never"); w.Code != 400 || !strings.Contains(w.Body.String(), "never") {
		t.Errorf("%d", w.Code)
	}
}

func TestSnippetsSayTheirLabelOnce(t *testing.T) {
	for _, tt := range []struct{ section, snippet, want string }{
		{"第三章 第十二条", "第十二条　科技", "第三章"},
		{"第三章 第十二条", "…科技", "第三章 第十二条"},
		{"第十二条", "第十二条　科技", ""},
		{"第一章 总则", "第一章 总则 第一条", "第一章 总则"},
		{"", "科技", ""},
	} {
		p := report.Passage{Section: report.Optional(tt.section), Snippet: []index.Piece{{Text: tt.snippet}}}
		if got := sectionBefore(p); got != tt.want {
			t.Errorf("%s before %s: %q, want %q", tt.section, tt.snippet, got, tt.want)
		}
	}
}

func TestPagesHaveTitlesOfTheirOwn(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	seen := map[string]string{}
	for _, target := range []string{"/", "/?q=溪流", "/mentions", "/mentions?q=溪流", "/quote", "/check", "/status", "/doc/规定.md"} {
		_, title, _ := strings.Cut(l.get("GET", target).Body.String(), "<title>")
		title, _, _ = strings.Cut(title, "</title>")
		if seen[title] != "" {
			t.Errorf("%s and %s are both %q", seen[title], target, title)
		}
		seen[title] = target
	}
	if w := l.get("GET", "/mentions?q=溪流&view="+url.QueryEscape("乱")); w.Code != 400 || !strings.Contains(words(w.Body.String()), "不认得 view \"乱\"") {
		t.Errorf("an unknown view: %d %.900s", w.Code, words(w.Body.String()))
	}
}

// Each tier has a link that lists it alone, and the one that is listed has one
// back to all; by them nothing else of the state is lost.
func TestATierHasALink(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	target := "/?q=溪流管理&sort=-date"
	page := l.get("GET", target).Body.String()
	for _, tier := range []string{"all", "some"} {
		link := regexp.MustCompile(`<a href="(/\?[^"]*tier=` + tier + `[^"]*)"`).FindStringSubmatch(page)
		if link == nil {
			continue
		}
		narrowed := l.get("GET", strings.ReplaceAll(link[1], "&amp;", "&")).Body.String()
		if !strings.Contains(narrowed, `aria-current="true" title="再点一次列出全部"`) || !strings.Contains(narrowed, `value="-date" selected`) {
			t.Errorf("%s: %.1500s", link[1], narrowed)
		}
		return
	}
	t.Errorf("no link to a tier in %.1500s", page)
}
