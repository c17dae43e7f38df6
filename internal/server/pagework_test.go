package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// namedSite has a law in two versions, a code in two files, and two documents
// that are called the same.
func namedSite(t *testing.T) *site {
	l := newLibrary(t, DefaultLimits())
	law := "# 山河省湿地条例\n\n第一条 湿地归全省。\n\n湿地不得买卖。\n"
	l.write(t, "湿地条例(2015-01-01).md", law+"\n第二条 旧章程废止。\n")
	l.write(t, "湿地条例(2021-01-01).md", law)
	l.write(t, "上编.md", "# 中华人民共和国山河法典\n\n2020年5月28日公布\n\n第一条 山。\n")
	l.write(t, "下编.md", "# 中华人民共和国山河法典\n\n2020年5月28日公布\n\n第二条 河。\n")
	l.write(t, "甲.md", "# 年度检查办法\n\n甲县人民政府\n\n第一条 查。\n")
	l.write(t, "乙.md", "# 年度检查办法\n\n乙县人民政府\n\n第一条 查。\n")
	l.update(t)
	return l
}

// TestNamesLeadToTheCanonicalAddress goes where a name sends the browser.
func TestNamesLeadToTheCanonicalAddress(t *testing.T) {
	l := namedSite(t)
	for name, want := range map[string][]string{
		"山河省湿地条例第1条":          {"山河省湿地条例", "日期 2021-01-01", "其他版本： 2015-01-01", "#第一条"},
		"山河省湿地条例（2015年修正）":    {"日期 2015-01-01", "其他版本： 2021-01-01"},
		"山河省湿地条例 第一条第二款":      {"湿地不得买卖。", "#第一条-第二款"},
		"山河省湿地条例第二条":          {"日期 2015-01-01", "第二条见于 2015-01-01 的版本，2021-01-01 的版本没有"},
		"山河法典第二条":             {"河。", "#第二条"},
		"规定.md#第二条":           {"溪流边不得取沙", "#第二条"},
		"山河省湿地条例（2021）第一条":    {"日期 2021-01-01"},
		"山河省湿地條例":             {"日期 2021-01-01"},
		"2015 山河省湿地条例 第二条":    {"旧章程废止。", "日期 2015-01-01"},
		"山河省湿地条例（2015-01-01）": {"日期 2015-01-01"},
	} {
		w := l.get("GET", "/doc/"+url.PathEscape(name))
		to, err := url.Parse(w.Header().Get("Location"))
		if err != nil || w.Code != http.StatusFound || !strings.HasPrefix(to.Path, "/doc/") || len(to.Path) != len("/doc/")+12 {
			t.Errorf("%s: %d %s", name, w.Code, to)
			continue
		}
		query, _ := url.QueryUnescape(to.RawQuery)
		page := l.shows(t, to.Path+"?"+query)
		for _, part := range want {
			if fragment, ok := strings.CutPrefix(part, "#"); ok {
				if to.Fragment != fragment && to.Fragment != "at" || !strings.Contains(page, `id="`+to.Fragment+`"`) {
					t.Errorf("%s leads to %s, where nothing is called so", name, to)
				}
			} else if !strings.Contains(words(page), part) {
				t.Errorf("%s: no %s at %s: %s", name, part, to, words(page))
			}
		}
	}
}

// TestAWorkInFilesListsItsParts asks for a code without an article, and for a
// name of several documents.
func TestAWorkInFilesListsItsParts(t *testing.T) {
	l := namedSite(t)
	l.shows(t, "/doc/山河法典", "中华人民共和国山河法典", "共 2 个部分", "上编 第一条–第一条", "下编 第二条–第二条")
	l.shows(t, "/doc/山河法典?lang=en", "2 parts, each in a file of its own", "上编")
	w := l.get("GET", "/doc/年度检查办法")
	if page := words(w.Body.String()); w.Code != http.StatusConflict || !strings.Contains(page, "甲.md") || !strings.Contains(page, "乙.md") {
		t.Errorf("%d %s", w.Code, page)
	}
	for name, want := range map[string]string{
		"山河省湿地条例（2018年修正）": "索引中没有 2018 的版本：《山河省湿地条例》 另有其他版本，编号：",
		"中华人民共和国山河典法":      "只差一字：中华人民共和国山河法典",
		"山河法典第九条":          "《中华人民共和国山河法典》没有第九条（共 2 个文件）",
		"山河省湿地条例第九条":       "湿地条例(2021-01-01).md没有第九条",
		"通知":               "没有说明是哪一份",
	} {
		w := l.get("GET", "/doc/"+url.PathEscape(name))
		if page := words(w.Body.String()); w.Code != http.StatusNotFound || !strings.Contains(page, want) {
			t.Errorf("%s: %d %s", name, w.Code, page)
		}
	}
	for name, want := range map[string]string{
		"山河法典":   `"parts": [`,
		"山河法典 2": `"text": "第二条 河。"`,
		"山河省湿地条例第一条第九款": `第一条 has 2 款`,
	} {
		w := l.get("GET", "/api/documents/"+url.PathEscape(name))
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

// TestASearchShowsTheArticleThatItNames asks as people do in the box of the
// first page.
func TestASearchShowsTheArticleThatItNames(t *testing.T) {
	l := namedSite(t)
	page := l.shows(t, "/?q=山河省湿地条例第1条", "山河省湿地条例 第一条", "2021-01-01", "第一条 湿地归全省。", "湿地不得买卖。", "湿地条例(2021-01-01).md:3", "其他版本： 2015-01-01")
	if !strings.Contains(page, `<section class="named" aria-label="所指的文献">`) {
		t.Errorf("nothing is named in %s", page)
	}
	l.shows(t, "/?q=山河法典", "分在各个文件里： 上编.md 下编.md")
	l.shows(t, "/?q=山河法典&lang=en", "In several files: 上编.md")
	l.shows(t, "/?q=山河省湿地条例（2018年）第一条", "索引中没有 2018 的版本：《山河省湿地条例》", "其他版本： 2021-01-01 2015-01-01")
	l.shows(t, "/?q=年度检查办法", "有 2 篇文献这样叫", "同名的还有：")
	for _, none := range []string{"/?q=溪流", "/?q=溪流 取沙", "/?q=银河条例第一条", "/?q=“山河省湿地条例第一条”"} {
		if page := l.shows(t, none); strings.Contains(page, `class="named"`) {
			t.Errorf("%s names something: %s", none, page)
		}
	}
	if page := l.shows(t, "/?q=山河省湿地条例第一条&limit=1&offset=1"); strings.Contains(page, `class="named"`) {
		t.Error("the second page begins with the article, too")
	}
}
