//go:build unix

package main

import (
	"fmt"
	"net/http"
	"os"

	"github.com/chromedp/chromedp"
)

// testDrop drops a file on the form: it is checked at once.
func testDrop(x *tab) {
	x.visit("/check", http.StatusOK)
	drop := fmt.Sprintf(`(() => {
		const files = new DataTransfer();
		files.items.add(new File([%q], "送审稿.md"));
		document.querySelector("form[data-drop]").dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
	})()`, wrongDraft)
	x.follow(chromedp.Evaluate[chromedp.Void](drop))
	x.checked()
}

// testSignIn is sent to the page to sign in, and from there to the page that was
// asked for, of an index that is not complete.
func testSignIn(x *tab) {
	const token = "0123456789-abcdef"
	p := newPlace(x.T)
	p.write("通知.md", "# 防沙通知\n\n2021年4月6日\n\n治沙护草，人人有责。\n")
	p.write("附件.docx", "PK")
	p.must(os.WriteFile(p.path("tokens"), []byte(token+"\n"), 0o600))
	p.want(exitUnread, "index", "docs")
	other := *x.site
	other.url = startServer(p, "--token-file", "tokens")
	x.site = &other
	x.Cleanup(func() { x.must(chromedp.Do(x.ctx, chromedp.Navigate("about:blank"))) }) // before the server ends
	x.visit("/status", http.StatusOK)
	if path := ask[string](x, "location.pathname + location.search"); path != "/login?next=%2Fstatus" {
		x.Errorf("sent to %s", path)
	}
	x.lookAt([]shown{{name: "login", path: "/login?next=%2Fstatus", main: "form.ask", text: "访问口令"}})
	x.visit("/login?next=%2Fstatus", http.StatusOK)
	x.follow(chromedp.SendKeys(chromedp.CSS("#token"), token), click("form.ask button"))
	x.holds(x.text("h1"), "索引状态")
	x.holds(x.text("main"), "附件.docx")
	x.holds(x.text("footer"), "不完整")
	x.lookAt([]shown{{name: "incomplete", path: "/status", main: "table", text: "附件.docx"}, {name: "incomplete-mentions", path: with("/mentions", "q", "治沙"), main: ".summary", text: "不完整"}})
	x.follow(click("header form button"))
	x.holds(x.text("h1"), "登录")
}
