//go:build unix

package main

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"yinzheng/corpus/sample"
)

// shown is a page and what it is there for.
type shown struct {
	name, path string
	status     int64  // 0 is 200
	main, text string // selector of its main content, and what that says
	draft      string // sent by the form on the page
}

// rightDraft quotes as the documents have it; wrongDraft has 不止 for 不只, too.
const (
	rightDraft = "省长说过：“科技自立自强不是关起门来搞建设，而是把命运的钥匙握在自己手里，把合作的大门开得更大。”\n"
	wrongDraft = rightDraft + "\n“一座实验室的灯光，照亮的不止是一张图纸，更是一个地方的明天。”\n"
)

const (
	lawTitle = "云澜省科技创新促进条例"
	sentence = "创新这条路，走一步有一步的风景，停一天有一天的代价"
)

// sampleDraft has quotations of every kind.
func (x *tab) sampleDraft() string {
	x.Helper()
	text, err := fs.ReadFile(sample.Files(), "来稿/让实验室的灯光亮得更久(送审稿).md")
	x.must(err)
	return string(text)
}

// with is a path with parameters, given as name and value in turns.
func with(path string, pairs ...string) string {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return path + "?" + values.Encode()
}

// pages are those that all tests of looks go through.
func (x *tab) pages() []shown {
	law := x.document("“" + lawTitle + "” 类型:地方性法规")
	return []shown{
		{name: "home", path: "/", main: ".help dl", text: "科技自立自强"},
		{name: "search", path: with("/", "q", "科技创新 人才"), main: ".hits li[value='1']", text: "科技"},
		{name: "filtered", path: with("/", "q", "科技创新", "type", "讲话", "date", "2017..2021"), main: ".chips", text: "讲话"},
		{name: "nothing", path: with("/", "q", "“白鲸出没的海湾”"), main: ".summary", text: "没有找到"},
		{name: "mistake", path: with("/", "q", "科技 AND (创新"), status: 400, main: "main .problem", text: "字："},
		{name: "document", path: law, main: ".text", text: "每年3月18日为本省科技工作者日"},
		{name: "hits", path: with(law, "q", "科技创新"), main: ".hitbar", text: "处"},
		{name: "mentioned", path: with(law, "term", "科技创新", "at", "131"), main: ".text mark", text: "科技创新"},
		{name: "quote", path: with("/quote", "q", sentence), main: ".source del", text: "天"},
		{name: "absent", path: with("/quote", "q", "科学家的口袋里装着一整片银河的潮声"), main: ".summary", text: "查无"},
		{name: "ask-quote", path: "/quote", main: "textarea"},
		{name: "ask-check", path: "/check", main: "textarea"},
		{name: "checked", path: "/check", draft: x.sampleDraft(), main: ".cards .near", text: "不止"},
		{name: "status", path: "/status", main: ".meta", text: "37"},
		{name: "missing", path: "/nowhere", status: 404, main: "main .problem", text: "这里什么也没有"},
		{name: "no-document", path: "/doc/nobody", status: 404, main: "main .problem"},
	}
}

// mentionPages are /mentions in each view of its form.
func (x *tab) mentionPages() []shown {
	list := []shown{
		{name: "ask-mentions", path: "/mentions", main: ".intro", text: "每一处"},
		{name: "no-mention", path: with("/mentions", "q", "白鲸"), main: ".summary", text: "没有提及"},
		{name: "concept", path: with("/mentions", "concept", "科技", "narrower", "true"), main: ".kwic td.match", text: "科"},
		{name: "concepts", path: with("/mentions", "all-concepts", "true"), main: ".counts", text: "共同富裕"},
		{name: "pattern", path: with("/mentions", "q", "科技*强", "pattern", "true", "date", "2017..2021"), main: ".chips", text: "2017..2021"},
	}
	x.visit("/mentions", http.StatusOK)
	views := ask[[]string](x, "[...document.querySelector('select[name=view]').options].map(o => o.value)")
	if len(views) < 10 {
		x.Errorf("the form offers %q only", views)
	}
	special := map[string]string{"lines": ".kwic td.match", "chart": ".chart img", "dispersion": ".strips svg", "count": ".summary strong"}
	for _, view := range views {
		main, ok := special[view]
		if !ok {
			main = ".counts td"
		}
		list = append(list, shown{name: "mentions-" + strings.ReplaceAll(view, ":", "-"), path: with("/mentions", "q", "科技创新", "view", view), main: main})
	}
	return list
}

// show opens a page and wants what it is there for.
func (x *tab) show(p shown) {
	x.Helper()
	x.visit(p.path, max(p.status, http.StatusOK))
	if p.draft != "" {
		x.send(p.draft)
	}
	if x.count(p.main) == 0 {
		x.Errorf("%s: there is no %s", p.name, p.main)
	} else if p.text != "" {
		x.holds(x.text(p.main), p.text)
	}
	if !ask[bool](x, "[...document.images].every(i => i.complete && i.naturalWidth > 0)") {
		x.Errorf("%s: a picture is not shown", p.name)
	}
	if list := ask[string](x, outside); list != "" {
		x.Errorf("%s: beside the column: %s", p.name, list)
	}
	if list := ask[string](x, squeezed); list != "" {
		x.Errorf("%s: squeezed: %s", p.name, list)
	}
	if title := ask[string](x, "document.title"); !strings.Contains(title, "引证") && !strings.Contains(title, "yinzheng") || ask[int](x, "document.querySelectorAll('main h1').length") != 1 {
		x.Errorf("%s: title %q, or not one h1", p.name, title)
	}
}

// send puts a draft into the form of /check and sends it.
func (x *tab) send(draft string) {
	x.Helper()
	ask[string](x, fmt.Sprintf("document.querySelector('textarea').value = %q", draft))
	x.follow(click("form.ask button"))
}

func testPages(x *tab) {
	for _, p := range append(x.pages(), x.mentionPages()...) {
		x.show(p)
	}
	if !ask[bool](x, "document.documentElement.classList.contains('script')") {
		x.Error("the script did not run")
	}
}

func testPagesWithoutScript(x *tab) {
	x.withoutScript()
	for _, p := range append(x.pages(), x.mentionPages()...) {
		x.show(p)
	}
	if ask[bool](x, "document.documentElement.classList.contains('script')") {
		x.Error("the script ran")
	}
}

func testDark(x *tab) {
	colour := func(scheme, of string) string {
		x.scheme(scheme)
		return ask[string](x, "getComputedStyle(document.body)."+of)
	}
	x.visit("/", http.StatusOK)
	for _, of := range []string{"backgroundColor", "color"} {
		if light, dark := colour("light", of), colour("dark", of); light == dark {
			x.Errorf("%s is %s in light and in dark", of, light)
		}
	}
}

// outside lists what is drawn beside the column of the page, unless it can be
// scrolled to there.
const outside = `(m => [...document.querySelectorAll("main *")].filter(e => {
	const r = e.getBoundingClientRect();
	return r.width > 1 && (r.right > m.right + 1 || r.left < m.left - 1) && !e.closest(".scroll, .hitbar");
}).map(e => e.tagName + "." + e.className).slice(0, 5).join(", "))(document.querySelector("main").getBoundingClientRect())`

// squeezed lists the cells of tables whose few letters stand in two lines.
const squeezed = `[...document.querySelectorAll("td, th")].filter(c => {
	const r = document.createRange();
	r.selectNodeContents(c);
	return c.innerText.trim().length <= 6 && r.getBoundingClientRect().height > 45;
}).map(c => c.innerText).slice(0, 5).join(", ")`

func testPhone(x *tab) {
	x.phone()
	for _, p := range append(x.pages(), x.mentionPages()...) {
		x.show(p)
		if width := ask[int](x, "document.documentElement.scrollWidth"); width > phoneWidth {
			x.Errorf("%s is %d wide", p.name, width)
		}
	}
}
