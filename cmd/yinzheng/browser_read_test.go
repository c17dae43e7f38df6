//go:build unix

package main

import (
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"net/http"
)

// A passage is copied with its source, an article with its items, a selection
// without what the page adds.
func testCopy(x *tab) {
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		_, err := chromedp.CallBrowser(x.ctx, browser.SetPermission, browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: name},
			Setting: browser.PermissionSettingGranted, Origin: x.url, BrowserContextID: chromedp.FromContext(x.ctx).BrowserContextID})
		x.must(err)
	}
	x.visit(x.document("“"+lawTitle+"” 类型:地方性法规"), http.StatusOK)
	copied := func(button, begin, end string) {
		x.Helper()
		x.do(click(button))
		x.wait(fmt.Sprintf("document.querySelector(%q).innerText === '已复制'", button))
		if got := ask[string](x, "navigator.clipboard.readText()"); !strings.HasPrefix(got, begin) || !strings.HasSuffix(got, end) || strings.ContainsAny(got, "#") || strings.Contains(got, "复制") {
			x.Errorf("copied %q, want %q to %q", got, begin, end)
		}
	}
	copied("p[id='第六条'] .copy", "第六条　每年3月18日为本省科技工作者日。\n——", "《云澜省科技创新促进条例》（2019-11-28）第一章 第六条")
	sel := func(from, to string) {
		x.Helper()
		_ = ask[bool](x, fmt.Sprintf("(() => { const s = getSelection(); s.setBaseAndExtent(document.getElementById(%q), 0, document.getElementById(%q), 0); return true })()", from, to))
	}
	sel("第六条", "第八条") // ends where 第八条 begins, so it is of two articles
	copied(".cite .copy", "“第六条　每年3月18日为本省科技工作者日。\n", "”——《云澜省科技创新促进条例》（2019-11-28）第一章 第六条至第二章 第七条")
	x.visit(x.document("标题:科技型企业研发费用补助办法"), http.StatusOK)
	copied("p[id='第六条'] .copy", "第六条　补助按照下列比例分档计算：\n（一）", "补助比例各上浮2个百分点。\n——《云澜省科技型企业研发费用补助办法》（云科规〔2020〕4号，2020-06-15）第六条")
}

// From hit to hit goes from what is in view; keys with Shift select, and all
// keys can be turned off.
func testHits(x *tab) {
	x.visit(with(x.document("标题:科技创新促进条例"), "q", "科技")+"#第二十条", http.StatusOK)
	const status = "document.querySelector('.hitbar [role=status]').innerText"
	at := func() (n int) {
		x.Helper()
		x.wait("/^第 [0-9]+ 处，共/.test(" + status + ")")
		x.wait(visible("mark.here"))
		_, err := fmt.Sscanf(ask[string](x, status), "第 %d 处", &n)
		x.must(err)
		return n
	}
	if got := ask[string](x, status); !strings.HasPrefix(got, "命中 ") {
		x.Errorf("an article was asked for: %s", got)
	}
	x.wait(visible("#第二十条"))
	above := ask[int](x, "[...document.querySelectorAll('mark[id^=hit-]')].filter(m => m.getBoundingClientRect().top <= 0).length")
	if above < 3 {
		x.Fatalf("%d hits above the article: this shows nothing", above)
	}
	x.do(press("n"))
	if got := at(); got != above+1 {
		x.Errorf("from an article to hit %d, want %d", got, above+1)
	}
	_ = ask[bool](x, "(scrollTo(0, 0), true)")
	x.do(press("n"))
	if got := at(); got != 1 {
		x.Errorf("from the top to hit %d", got)
	}
	x.do(chromedp.KeyEvent(kb.ArrowRight, chromedp.KeyModifiers(chromedp.ModifierShift)))
	if got := at(); got != 1 {
		x.Errorf("Shift and an arrow lead to hit %d", got)
	}
	x.do(click("footer button"))
	x.wait("document.querySelector('footer button').innerText === '打开快捷键'")
	x.do(press("n"))
	if got := ask[string](x, status); !strings.HasPrefix(got, "第 1 处") {
		x.Errorf("a key that is off leads to %s", got)
	}
	x.visit(with("/", "q", "科技"), http.StatusOK)
	x.wait("document.querySelector('footer button').innerText === '打开快捷键'")
	x.do(click("footer button"), press("j"))
	x.wait("document.querySelector('[data-hit]').contains(document.activeElement)")
}
