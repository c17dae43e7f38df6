//go:build unix

package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// focused tells whether what a selector finds first has the focus.
func focused(selector string) string {
	return fmt.Sprintf("document.activeElement === document.querySelector(%q)", selector)
}

// visible tells whether what a selector finds first is in the window.
func visible(selector string) string {
	return fmt.Sprintf("(r => r.top > -1 && r.bottom < innerHeight + 1)(document.querySelector(%q).getBoundingClientRect())", selector)
}

func testSearchAndRead(x *tab) {
	x.visit("/", http.StatusOK)
	x.wait(focused("input[name=q]"))
	x.follow(chromedp.KeyEvent("科技创新\r"))
	x.follow(click(".hits li[value='2'] h2 a"))
	all, err := strconv.Atoi(ask[string](x, "document.querySelector('.hitbar').dataset.hits"))
	if err != nil || all < 3 {
		x.Fatalf("%d hits: %v", all, err)
	}
	at := func(n int) {
		x.Helper()
		x.wait(fmt.Sprintf("document.querySelector('.hitbar').innerText.includes('第 %d 处，共 %d 处')", n, all))
		x.wait(fmt.Sprintf("document.querySelector('mark.here').dataset.hit === '%d'", n))
		x.wait(visible("mark.here"))
	}
	at(1)
	x.do(click(".hitbar button:last-of-type"))
	at(2)
	x.do(press("n"))
	at(3)
	x.do(press("p"))
	at(2)
	x.do(press("p"), press("p"))
	at(all)
	x.follow(click(".about a"))
	if got := ask[string](x, "document.querySelector('input[name=q]').value"); got != "科技创新" {
		x.Errorf("back to the results of %q", got)
	}
	x.follow(click(".hits li[value='2'] .snippet a"))
	x.wait("/^第 [0-9]+ 处，共/.test(document.querySelector('.hitbar [role=status]').innerText)")
	x.wait(visible("mark.here"))
}

func testKeys(x *tab) {
	for _, path := range []string{with("/", "q", "科技创新"), with("/quote", "q", sentence), with("/mentions", "q", "科技创新")} {
		x.visit(path, http.StatusOK)
		at := func(n int) {
			x.Helper()
			x.wait(fmt.Sprintf("[...document.querySelectorAll('[data-hit]')].findIndex(e => e.contains(document.activeElement)) === %d", n))
		}
		x.do(chromedp.KeyEvent(kb.ArrowDown))
		at(0)
		x.do(chromedp.KeyEvent(kb.ArrowDown))
		at(1)
		x.do(chromedp.KeyEvent(kb.ArrowUp))
		at(0)
		x.do(press("/"))
		x.wait(focused("[name=q]"))
		x.do(press("k"), press("/"), press("n"))
		x.wait("document.querySelector('[name=q]').value === 'k/n'")
		x.do(chromedp.Blur(chromedp.CSS("[name=q]")), press("j"))
		at(0)
		x.follow(chromedp.KeyEvent(kb.Enter))
		x.wait("location.pathname.startsWith('/doc/')")
	}
	x.follow(press("/"))
	x.wait("location.pathname === '/'")
}

// press presses and leaves a key that writes a character, as a hand does: the
// page may keep the character from being written.
func press(key string) chromedp.Action[chromedp.Void] {
	event := func(kind input.DispatchKeyEventType, text string) chromedp.Action[chromedp.Void] {
		return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: key, Text: text})
			return err
		})
	}
	return chromedp.Steps(event(input.DispatchKeyEventTypeKeyDown, key), event(input.DispatchKeyEventTypeKeyUp, ""))
}

var totalWords = regexp.MustCompile(`([\d,]+) 篇文献`)

// total is how many documents the page says were found.
func (x *tab) total() int {
	x.Helper()
	text := x.text(".summary")
	m := totalWords.FindStringSubmatch(text)
	if m == nil {
		x.Fatalf("no total in %q", text)
	}
	n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
	x.must(err)
	return n
}

// narrowing is a link that narrows a search.
type narrowing struct {
	Href, Value string
	Documents   int
}

// Each filter leaves as many documents as stand beside it, and its chip takes
// it off again.
func testFilters(x *tab) {
	x.visit(with("/", "q", "科技创新", "sort", "date"), http.StatusOK)
	all := x.total()
	const choices = `[...document.querySelectorAll(".results aside section")].flatMap(s => [...s.querySelectorAll("li")].slice(0, 2)).map(l => (
		{Href: l.querySelector("a").getAttribute("href"), Value: l.querySelector("a").innerText, Documents: Number(l.querySelector(".n").innerText)}))`
	list := ask[[]narrowing](x, choices)
	if len(list) != 6 {
		x.Errorf("%d choices, want 2 of type, date and issuer each", len(list))
	}
	for _, c := range list {
		x.follow(click(fmt.Sprintf(".results aside a[href=%q]", c.Href)))
		if got := x.total(); got != c.Documents {
			x.Errorf("%s leaves %d documents, %d stand beside it", c.Value, got, c.Documents)
		}
		x.holds(x.text(".chip"), c.Value)
		x.follow(click("form.ask button")) // the form keeps it
		x.holds(x.text(".chip"), c.Value)
		x.follow(click(".chip"))
		if got := x.total(); got != all || x.count(".chip") > 0 || ask[string](x, "document.querySelector('select[name=sort]').value") != "date" {
			x.Errorf("without %s again: %d documents, want %d", c.Value, got, all)
		}
	}
}

func testSortAndPaging(x *tab) {
	x.visit(with("/", "q", "“科技创新”", "limit", "5"), http.StatusOK)
	ask[string](x, "document.querySelector('select[name=sort]').value = '-date'")
	x.follow(click("form.ask button"))
	all := x.total()
	const titles = `[...document.querySelectorAll(".hits h2")].map(e => e.innerText)`
	const dates = `[...document.querySelectorAll(".hits .facts")].map(e => (e.innerText.match(/\d{4}-\d\d-\d\d/) ?? [""])[0])`
	seen, last := map[string]bool{}, "9999"
	for pages := 1; ; pages++ {
		for _, date := range ask[[]string](x, dates) {
			if date > last {
				x.Errorf("page %d: %s is behind %s", pages, date, last)
			}
			last = date
		}
		for i, title := range ask[[]string](x, titles) {
			seen[fmt.Sprint(title, ask[string](x, fmt.Sprintf("document.querySelectorAll('.hits .place')[%d].innerText", i)))] = true
		}
		if q := ask[string](x, "document.querySelector('[name=q]').value + document.querySelector('[name=sort]').value"); q != "“科技创新”-date" {
			x.Fatalf("page %d is of %s", pages, q)
		}
		if x.count("a[rel=next]") == 0 {
			break
		}
		x.follow(click("a[rel=next]"))
	}
	if len(seen) != all || all < 11 {
		x.Errorf("the pages show %d documents of %d", len(seen), all)
	}
	x.follow(click("a[rel=prev]"))
	if x.count("a[rel=next]") == 0 {
		x.Error("the page before the last has none behind")
	}
}

func testAnchors(x *tab) {
	law := x.document("“" + lawTitle + "” 类型:地方性法规")
	at := func(id string) {
		x.Helper()
		x.wait(fmt.Sprintf("(r => r.top > -1 && r.top < 120)(document.getElementById(%q).getBoundingClientRect())", id))
	}
	x.visit(law+"#第十二条", http.StatusOK)
	at("第十二条")
	x.do(click(".outline a[href='#"+url.PathEscape("第四章")+"' i]"), chromedp.WaitVisible(chromedp.CSS("#第四章:target")))
	at("第四章")
	x.do(click("p[id='第二十条'] .anchor"))
	at("第二十条")
	x.wait("decodeURIComponent(location.hash) === '#第二十条'")
}

// Markup in a title is text wherever the title stands.
func testMarkupInTitle(x *tab) {
	x.visit(with("/", "q", "治沙"), http.StatusOK)
	x.holds(x.text(".hits h2"), markup)
	x.follow(click(".hits h2 a"))
	if got := x.text("h1"); got != markup {
		x.Errorf("the document is called %q", got)
	}
	x.holds(ask[string](x, "document.title"), markup)
	for _, path := range []string{with("/mentions", "q", "治沙"), with("/quote", "q", "护住草原，现就有关事项通知如下"), with("/mentions", "q", "治沙", "view", "dispersion"), with("/", "q", markup)} {
		x.visit(path, http.StatusOK)
		x.holds(x.text("main"), markup)
	}
	if n := ask[int](x, "document.scripts.length"); n != 1 {
		x.Errorf("%d scripts on the page", n)
	}
}

// rows of a file that was downloaded, without the head of CSV.
func (x *tab) rows(name, body string) int {
	x.Helper()
	if strings.Contains(name, "CSV") {
		rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
		x.must(err)
		return len(rows) - 1
	}
	n := 0
	for range strings.Lines(body) {
		n++
	}
	return n
}

// The files hold the whole answer, of which the page shows a part.
func testExports(x *tab) {
	const q = "科技创新"
	x.visit(with("/mentions", "q", q), http.StatusOK)
	var mentions, documents int
	_, err := fmt.Sscanf(x.text(".summary"), "共 %d 处，见于 %d 篇文件", &mentions, &documents)
	x.must(err)
	for _, c := range []struct {
		view       string
		csv, jsonl int // JSONL ends with a line of totals; 0: any number
	}{{"lines", mentions, mentions + 1}, {"group:document", documents, documents + 1}, {"count", 1, 1}, {"group:left2", 0, 0}, {"collocates", 0, 0}, {"dispersion", documents, documents + 1}, {"chart", 0, 2}} {
		x.visit(with("/mentions", "q", q, "view", c.view), http.StatusOK)
		for name, want := range map[string]int{"CSV": c.csv, "JSONL": c.jsonl} {
			link := ask[string](x, fmt.Sprintf("[...document.querySelectorAll('a[download]')].find(a => a.innerText === %q)?.getAttribute('href') ?? ''", name))
			if link == "" {
				x.Errorf("%s: there is no %s", c.view, name)
				continue
			}
			resp, body := x.fetch(link)
			if got := x.rows(name, body); resp.StatusCode != http.StatusOK || got == 0 || want > 0 && got != want {
				x.Errorf("%s: %s has status %d and %d rows, want %d", c.view, name, resp.StatusCode, got, want)
			}
		}
	}
}
