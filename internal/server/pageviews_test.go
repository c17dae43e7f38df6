package server

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"yinzheng/internal/concord"
)

// concepts is a library with a concept file.
func conceptLibrary(t *testing.T) *site {
	return newLibrary(t, DefaultLimits(), func(o *Options) {
		o.Concepts = func() (*concord.Concepts, string, error) {
			file, err := concord.ReadConcepts("concepts.yaml", []byte("concepts:\n  - name: 溪流\n    forms: [溪流, 山河]\n    narrower: [保护]\n  - name: 保护\n"))
			return file, "concepts.yaml", err
		}
	})
}

// asked shows a page and wants these words on it, in this order.
func (l *site) shows(t *testing.T, target string, want ...string) string {
	t.Helper()
	w := l.get("GET", target)
	text := words(w.Body.String())
	if w.Code != 200 {
		t.Errorf("%s: %d %s", target, w.Code, text)
	}
	if n := elements(t, w.Body.String()); n["script"] != 1 || n["main"] != 1 || n["h1"] != 1 {
		t.Errorf("%s: %v", target, n)
	}
	rest := text
	for _, x := range want {
		_, behind, ok := strings.Cut(rest, x)
		if !ok {
			t.Errorf("%s: no %s in %s", target, x, text)
			continue
		}
		rest = behind
	}
	return w.Body.String()
}

func TestMentionsHaveAPageOfEachView(t *testing.T) {
	l := conceptLibrary(t)
	page := l.shows(t, "/mentions?q=溪流", "共 5 处，见于 3 篇文件", "完整：所有文件都查过了", "下载全部： CSV JSONL 网页", "溪流", "清清", "工作报告", "2019-05-01", "年份", "2021", "2", "类型", "写法")
	if !strings.Contains(page, `alt="各年每万字次数的图，最高在2019"`) {
		t.Errorf("no chart in %s", page)
	}
	for lang, want := range map[string]string{"zh": "共5处，3篇", "en": "5 occurrences in 3 documents"} {
		page := l.get("GET", "/mentions?q=溪流&lang="+lang).Body.String()
		address := regexp.MustCompile(`<img src="([^"]*)"`).FindStringSubmatch(page)
		if address == nil {
			t.Fatalf("%s: no chart in %s", lang, page)
		}
		if picture := l.get("GET", html.UnescapeString(address[1])).Body.String(); !strings.Contains(picture, want) {
			t.Errorf("%s: no %s in the chart %s", lang, want, picture)
		}
	}
	for view, want := range map[string][]string{
		"lines": {"溪流"}, "group:year": {"年份", "2019", "2", "1", "2021", "2", "1", "（未注明）", "1"}, "group:type": {"类型"}, "group:issuer": {"山河省人民政府"},
		"group:document": {"文件 次数", "工作报告 2"}, "group:form": {"写法 次数", "溪流 5"}, "group:left1": {"前一字", "（段首）"}, "group:right2": {"后二字", "清清"},
		"collocates": {"相距不超过 10 字"}, "dispersion": {"每条从文首到文末", "工作报告"}, "chart": {"2019"}, "count": nil,
	} {
		l.shows(t, "/mentions?q=溪流&concept=&view="+view+"&sort=position&mode=exact&title=&width=", append([]string{"共 5 处"}, want...)...)
	}
	l.shows(t, "/mentions?concept=溪流", "共 8 处", "写法：溪流、山河；不含下位概念：保护")
	l.shows(t, "/mentions?concept=溪流&narrower=true", "写法：溪流、山河；含下位概念：保护")
	l.shows(t, "/mentions?concept=溪流&concept=保护", "溪流", "保护", "（合计）")
	l.shows(t, "/mentions?all-concepts=true&view=group:type", "类型", "溪流", "保护")
	l.shows(t, "/mentions?q=大海", "没有提及")
	l.shows(t, "/mentions?q=溪流&type=决定", "限于 类型 决定", "没有提及")
	l.shows(t, "/mentions", "列出每一处提及")
}

// TestLinksLead follows every link of the pages to an answer.
func TestLinksLead(t *testing.T) {
	l := conceptLibrary(t)
	link := regexp.MustCompile(`(?:href|src)="(/[^"#]*)`)
	seen := map[string]bool{}
	todo := []string{"/", "/?q=溪流", "/?q=溪流&date=2021&limit=1", "/mentions?q=溪流", "/mentions?concept=溪流&view=group:year", "/mentions?q=溪流&view=dispersion",
		"/mentions?all-concepts=true", "/quote?q=爱护山河，保护溪流", "/check", "/status", "/nothing"}
	for i := 0; i < len(todo); i++ {
		w := l.get("GET", todo[i])
		if i >= 10 && w.Code != http.StatusOK && todo[i] != "/nothing" {
			t.Errorf("%s: %d %s", todo[i], w.Code, words(w.Body.String()))
		}
		for _, m := range link.FindAllStringSubmatch(w.Body.String(), -1) {
			target := html.UnescapeString(m[1])
			if !seen[target] && len(todo) < 400 {
				seen[target] = true
				todo = append(todo, target)
			}
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d links", len(seen))
	}
}

func TestAQuotationShowsItsEdits(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	page := l.shows(t, "/quote?q=爱护山水，保护溪流", "有出入 共 1 处，见于 1 篇文件", "完整：所有文件都查过了", "山河管理规定 第一条", "有出入", "2021-03-01", "相似度 0.88", "爱护山河，保护溪流", "规定.md:7")
	if !strings.Contains(page, "<del>水</del><ins>河</ins>") {
		t.Errorf("no edits in %s", page)
	}
	l.shows(t, "/quote?q=“爱护山河，保护溪流”", "一致 共 1 处", "首见")
	l.shows(t, "/quote?q=爱护山河保护溪流", "文字一致 共 1 处")
	l.shows(t, "/quote?q=明天的雨下在后天的屋顶上", "查无 没有文件有这句话")
	l.shows(t, "/quote?q=爱护山川草木，人人保护溪流", "查无", "最相近的文字", "山河管理规定")
	l.shows(t, "/quote?q=溪流&date=..2020", "限于 日期 ..2020", "共 2 处")
	l.shows(t, "/quote", "引文")
}

func TestADocumentShowsItsHits(t *testing.T) {
	l := conceptLibrary(t)
	page := l.shows(t, "/doc/规定.md?q=溪流", "回到结果", "山河管理规定", "日期 2021-03-01", "机关 山河省人民政府", "引用： 《山河管理规定》（2021-03-01）", "目录", "第一条", "第二条", "边不得取沙。")
	l.shows(t, "/doc/规定.md?q=溪流", "命中 2 处 1 2", "回到结果")
	for _, want := range []string{
		`<p id="第二条" data-section="第二条" data-depth="0">`, `<a class="hit" href="#hit-2"><mark id="hit-1" data-hit="1">溪流</mark></a>`, `<a class="hit" href="#hit-1"><mark id="hit-2"`,
		`href="#%e7%ac%ac%e4%ba%8c%e6%9d%a1"`, `data-citation="《山河管理规定》（2021-03-01）"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	for target, want := range map[string]string{
		"/doc/规定.md?term=溪流&at=100":             `<span id="at"></span><a class="hit" href="#hit-1"><mark id="hit-2"`,
		"/doc/规定.md?concept=溪流&at=0":            `<mark id="hit-1" data-hit="1">山河</mark>`,
		"/doc/规定.md?term=山*溪&pattern=true":      "山河，保护溪",
		"/doc/规定.md?start=69&end=75":            `<span id="at"></span><a class="hit" href="#hit-1"><mark id="hit-1"`,
		"/doc/规定.md?start=69&end=9999":          "山河管理规定",
		"/doc/规定.md?q=溪流&term=保护溪流&at=99999":    "山河管理规定",
		"/doc/规定.md?at=0":                       `<span id="at"></span>`,
		"/doc/报告.md":                            "溪流清清，溪流长长。",
		"/doc/通知.txt?q=治理":                      "关于&lt;script&gt;alert(1)&lt;/script&gt;治沙的通知",
		"/doc/" + "山河管理规定":                      "溪流边不得取沙",
		"/doc/规定.md?q=类型:规定":                    "山河管理规定",
		"/doc/规定.md?term=溪流&mode=raw&lang=en":   "Back to the results",
		"/doc/规定.md?term=溪流&narrower=&concept=": "hit-2",
	} {
		w := l.get("GET", target)
		if w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d, no %s in %s", target, w.Code, want, w.Body)
		}
	}
	for target, want := range map[string]int{"/doc/none": 404, "/doc/规定.md?q=“": 400, "/doc/规定.md?nothing=1": 400, "/doc/规定.md?concept=无": 400, "/doc/规定.md?at=x": 400} {
		if w := l.get("GET", target); w.Code != want {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
}

// TestAHitOverParagraphsIsOne marks a quotation that goes on in the next
// paragraph.
func TestAHitOverParagraphsIsOne(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	w := l.get("GET", "/quote?q=保护溪流。第二条溪流边")
	m := regexp.MustCompile(`href="(/doc/[^"#]+)#at"`).FindStringSubmatch(w.Body.String())
	if m == nil {
		t.Fatal(w.Body)
	}
	page := l.get("GET", html.UnescapeString(m[1])).Body.String()
	for want, n := range map[string]int{`id="hit-1"`: 1, `data-hit="1"`: 2, `data-hit="2"`: 0, `id="at"`: 1} {
		if got := strings.Count(page, want); got != n {
			t.Errorf("%d times %s in %s", got, want, page)
		}
	}
}

func TestStatusSaysWhatCouldNotBeRead(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	l.shows(t, "/status", "文献 3", "建成", "gen-000001", "没有。所有文件均已读取。")
	l.write(t, "乱.docx", "PK")
	l.update(t)
	page := l.shows(t, "/status", "gen-000002", "以下 1 个文件没有进入索引", "乱.docx", "docx")
	if strings.Contains(page, l.folder) {
		t.Error("it says where the documents lie")
	}
	l.shows(t, "/status?lang=en", "documents 3", "1 file is not in the index")
}

func TestTheLanguageIsKept(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	w := l.get("GET", "/?q=溪流&lang=en")
	if !strings.Contains(w.Body.String(), `<html lang="en">`) || !strings.Contains(w.Body.String(), `href="?lang=zh-CN&amp;q=`) {
		t.Errorf("%s", w.Body)
	}
	cookie := w.Result().Cookies()[0].String()
	if w := l.get("GET", "/?q=溪流", "Cookie", cookie); !strings.Contains(w.Body.String(), `<html lang="en">`) {
		t.Errorf("%s", w.Body)
	}
	for _, wish := range []string{"zh-CN", "xx", ""} {
		if w := l.get("GET", "/?lang="+wish); !strings.Contains(w.Body.String(), `<html lang="zh-CN">`) {
			t.Errorf("%q: %.80s", wish, w.Body)
		}
	}
}

// TestFacetsLeaveWhatTheySay follows each filter that a search offers.
func TestFacetsLeaveWhatTheySay(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	page := l.get("GET", "/?q=溪流").Body.String()
	facet := regexp.MustCompile(`<li><a href="([^"]+)">([^<]+)</a> <span class="n">(\d+)</span>`)
	found := facet.FindAllStringSubmatch(page, -1)
	if len(found) < 3 {
		t.Fatalf("%v in %s", found, page)
	}
	for _, m := range found {
		narrowed := l.get("GET", html.UnescapeString(m[1])).Body.String()
		if want := "共 " + m[3] + " 篇文献"; !strings.Contains(words(narrowed), want) {
			t.Errorf("%s: no %s in %s", m[2], want, words(narrowed))
		}
		chip := regexp.MustCompile(`<a class="chip" href="([^"]+)"`).FindStringSubmatch(narrowed)
		if chip == nil {
			t.Errorf("%s: no chip", m[2])
			continue
		}
		if back := l.get("GET", html.UnescapeString(chip[1])).Body.String(); !strings.Contains(words(back), "共 3 篇文献") {
			t.Errorf("without %s: %s", m[2], words(back))
		}
	}
}

// TestRowsLinkToWhatTheyCount follows the links of the counts beside lines.
func TestRowsLinkToWhatTheyCount(t *testing.T) {
	l := conceptLibrary(t)
	l.write(t, "办公厅.md", "# 办公规则\n\n山河省人民政府办公厅\n\n2020年6月1日\n\n溪流、溪流、溪流。\n")
	l.write(t, "又.md", "# 又一规则\n\n山河省人民政府\n\n2020年9月1日\n\n溪流。\n")
	l.update(t)
	row := regexp.MustCompile(`<tr><td><a href="([^"]+)" lang="zh">([^<]+)</a></td><td class="n">(\d+)</td>`)
	rows := 0
	for _, from := range []string{
		"/mentions?q=溪流", "/mentions?q=溪流&date=2020-07..2021", "/mentions?q=溪流&type=规则", "/mentions?concept=溪流&narrower=true", "/mentions?q=溪流&view=group:issuer",
		"/mentions?q=溪流&view=group:document", "/mentions?concept=溪流&narrower=true&view=group:document", "/mentions?q=溪流&view=group:year&issuer=办公厅", "/mentions?q=溪流&view=group:issuer&limit=1&offset=1",
	} {
		before := rows
		for _, m := range row.FindAllStringSubmatch(l.get("GET", from).Body.String(), -1) {
			rows++
			target, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			page := l.get("GET", target).Body.String()
			if want := "共 " + m[3] + " 处"; !strings.Contains(words(page), want) && !strings.Contains(words(page), "命中 "+m[3]+" 处") {
				t.Errorf("%s leads to %s, which has not %s", m[2], m[1], m[3])
			}
		}
		if rows == before {
			t.Errorf("%s: no row has a link", from)
		}
	}
	if rows < 15 {
		t.Errorf("only %d rows with links", rows)
	}
}
