package server

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"
)

// elements counts the tags of a page and refuses what the policy forbids.
func elements(t *testing.T, page string) map[string]int {
	t.Helper()
	count := map[string]int{}
	z := xhtml.NewTokenizer(strings.NewReader(page))
	for z.Next() != xhtml.ErrorToken {
		token := z.Token()
		if token.Type != xhtml.StartTagToken && token.Type != xhtml.SelfClosingTagToken {
			continue
		}
		count[token.Data]++
		for _, a := range token.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
				t.Errorf("<%s %s=%q>", token.Data, a.Key, a.Val)
			}
		}
	}
	return count
}

// words is a page without its tags.
func words(page string) string {
	text := regexp.MustCompile(`(?s)<(/?(mark|bdi)\b)[^>]*>`).ReplaceAllString(page, "")
	text = regexp.MustCompile(`(?s)<[^>]*>`).ReplaceAllString(text, " ")
	return strings.Join(strings.Fields(html.UnescapeString(text)), " ")
}

func TestTheStartSaysHowToAsk(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	w := l.get("GET", "/")
	text := words(w.Body.String())
	for _, want := range []string{"引证", "索引中有 3 篇文献。", "gen-000001", "标题:", "发文机关名称含有此文字", "日期:", "路径:"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	if n := elements(t, w.Body.String()); w.Code != 200 || n["form"] != 1 || n["script"] != 1 || n["style"] != 0 {
		t.Errorf("%d %v", w.Code, n)
	}
	for _, m := range regexp.MustCompile(`href="(/\?q=[^"]+)"`).FindAllStringSubmatch(w.Body.String(), -1) {
		if got := l.get("GET", html.UnescapeString(m[1])); got.Code != 200 {
			t.Errorf("the example %s: %d %s", m[1], got.Code, words(got.Body.String()))
		}
	}
}

func TestThePageSpeaksTheLanguageOfTheBrowser(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for accept, want := range map[string]string{
		"": "zh-CN", "zh-TW,zh;q=0.9,en;q=0.5": "zh-CN", "en-GB,en;q=0.9": "en", "fr": "zh-CN", "en;q=0.4,zh;q=0.8": "zh-CN", "%%": "zh-CN",
	} {
		w := l.get("GET", "/?q=溪流", "Accept-Language", accept)
		if !strings.Contains(w.Body.String(), `<html lang="`+want+`">`) || w.Header().Get("Vary") != "Accept-Language, Cookie" {
			t.Errorf("%q: %v %.60s", accept, w.Header(), w.Body)
		}
	}
	w := l.get("GET", "/?q=溪流", "Accept-Language", "en")
	if text := words(w.Body.String()); !strings.Contains(text, "3 documents") || !strings.Contains(text, "issuer:") {
		t.Error(text)
	}
}

func TestAHitShowsWhatIsKnown(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	w := l.get("GET", `/?q="爱护山河" 标题:管理`)
	page := w.Body.String()
	text := words(page)
	for _, want := range []string{"共 1 篇文献", "山河管理规定", "2021-03-01", "山河省人民政府", "爱护山河，保护溪流。", "规定.md:7"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	if !strings.Contains(page, "<mark>爱护山河</mark>，") {
		t.Errorf("no mark in %s", page)
	}
	if !strings.Contains(page, `value="&#34;爱护山河&#34; 标题:管理"`) {
		t.Error("the box does not hold the query")
	}
}

func TestEverythingIsEscaped(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	const evil = `"><script>alert(3)</script>`
	for _, target := range []string{"/?q=治理", "/?q=" + evil, "/?q=“" + evil, "/?" + url.QueryEscape(evil) + "=1", "/?q=治理&sort=" + evil, "/" + url.PathEscape(evil)} {
		page := l.get("GET", target).Body.String()
		if n := elements(t, page); n["script"] != 1 || n["img"] != 0 || n["html"] != 1 {
			t.Errorf("%s: %v", target, n)
		}
	}
	text := words(l.get("GET", "/?q=治理").Body.String())
	for _, want := range []string{"关于<script>alert(1)</script>治沙的通知", `"><img src=x onerror=alert(2)>`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s as text in %s", want, text)
		}
	}
}

func TestThePageSaysWhatIsWrong(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	tests := []struct {
		target string
		status int
		want   string
	}{
		{"/?q=溪流 “沙", 400, "第4字： 引号 “ 没有收尾 在短语后面加上 ”"},
		{"/?q=-溪流", 400, "第1字： 检索式只有排除"},
		{"/?q=溪流&x=1", 400, `没有参数 "x" 可用：q, sort, tier, passages, limit, offset`},
		{"/?q=溪流&limit=many", 400, `limit "many" 不是不小于 0 的整数`},
		{"/nothing", 404, "这里什么也没有"},
	}
	for _, tt := range tests {
		w := l.get("GET", tt.target)
		if text := words(w.Body.String()); w.Code != tt.status || !strings.Contains(text, tt.want) {
			t.Errorf("%s: %d %s", tt.target, w.Code, text)
		}
	}
	for target, want := range map[string]string{"/?q=溪流 “沙": "column 4: the quotation mark “ is never closed", "/nothing": "there is nothing at this path"} {
		if text := words(l.get("GET", target, "Accept-Language", "en").Body.String()); !strings.Contains(text, want) {
			t.Errorf("in English: no %s in %s", want, text)
		}
	}
	if page := l.get("GET", "/?q=溪流 “沙").Body.String(); !strings.Contains(page, "溪流 <mark>“</mark>沙") {
		t.Errorf("the column is not shown: %s", page)
	}
	if w := l.get("POST", "/"); w.Code != 405 {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestNothingFoundIsSaid(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	w := l.get("GET", `/?q="大海"`)
	if text := words(w.Body.String()); w.Code != 200 || !strings.Contains(text, "没有找到") {
		t.Errorf("%d %s", w.Code, text)
	}
}

func TestAnIncompleteIndexIsSaid(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	if strings.Contains(l.get("GET", "/?q=溪流").Body.String(), "不完整") {
		t.Error("said of a complete one")
	}
	l.write(t, "乱.docx", "PK")
	l.update(t)
	if !strings.Contains(l.get("GET", "/?q=溪流").Body.String(), "不完整") {
		t.Error("not said")
	}
}

// TestPagingShowsEachDocumentOnce follows the links from the first page on.
func TestPagingShowsEachDocumentOnce(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	link := regexp.MustCompile(`rel="(prev|next)" href="([^"]+)"`)
	place := regexp.MustCompile(`<p class="place"><bdi>([^<:]+)`)
	seen := map[string]int{}
	target := `/?q="溪流"&sort=date&limit=1`
	for i := range 3 {
		page := l.get("GET", target).Body.String()
		if want := fmt.Sprintf("第 %d–%d 篇，共 3 篇文献", i+1, i+1); !strings.Contains(words(page), want) {
			t.Errorf("no %s in %s", want, words(page))
		}
		for _, m := range place.FindAllStringSubmatch(page, -1) {
			seen[m[1]]++
		}
		links := map[string]string{}
		for _, m := range link.FindAllStringSubmatch(page, -1) {
			links[m[1]], _ = url.QueryUnescape(html.UnescapeString(m[2]))
		}
		if (links["prev"] != "") != (i > 0) || (links["next"] != "") != (i < 2) {
			t.Errorf("page %d: links %v", i, links)
		}
		target = links["next"]
	}
	if len(seen) != 3 {
		t.Errorf("seen: %v", seen)
	}
	if text := words(l.get("GET", `/?q="溪流"&offset=40`).Body.String()); !strings.Contains(text, "后面没有了。 回到第一页") {
		t.Error(text)
	}
}
