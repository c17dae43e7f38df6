//go:build unix

package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/chromedp/chromedp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// The character that others changed is marked.
func testQuote(x *tab) {
	x.visit("/quote", http.StatusOK)
	x.do(click("#q"), chromedp.KeyEvent(sentence))
	x.follow(click("form.ask button"))
	x.holds(x.text(".summary"), "一致")
	x.holds(x.text("#q")+ask[string](x, "document.querySelector('#q').value"), sentence)
	x.holds(x.text(".source .first"), "首见")
	for selector, want := range map[string]string{".source.near del": "天", ".source.near ins": "步"} {
		if got := x.text(selector); got != want {
			x.Errorf("%s is %q, want %q", selector, got, want)
		}
	}
	x.follow(click(".source.near a"))
	x.holds(x.text(".text mark"), "停一步有一步的代价")
	x.wait(visible(".text mark"))
}

// checked wants one right and one wrong quotation, marked and on cards.
func (x *tab) checked() {
	x.Helper()
	x.holds(x.text(".summary"), "1 处有误")
	for _, selector := range []string{".draft mark.exact", ".draft mark.near", ".card.exact", ".card.near"} {
		if got := x.count(selector); got != 1 {
			x.Errorf("%d of %s", got, selector)
		}
	}
	x.holds(x.text(".draft mark.near"), "照亮的不止是一张图纸")
	x.holds(x.text(".draft mark.exact"), "把命运的钥匙握在自己手里")
	if del, ins := x.text(".card.near del"), x.text(".card.near ins"); del != "止" || ins != "只" {
		x.Errorf("changed: %q for %q, want 止 for 只", del, ins)
	}
}

func testCheck(x *tab) {
	x.visit("/check", http.StatusOK)
	x.do(click("textarea"), chromedp.KeyEvent(wrongDraft))
	x.follow(click("form.ask button"))
	x.checked()
	if x.count(".here") > 0 {
		x.Error("something is chosen before a click")
	}
	for _, verdict := range []string{"near", "exact"} {
		x.do(click(".draft mark." + verdict))
		x.wait(fmt.Sprintf("document.querySelector('.card.here')?.classList.contains(%q)", verdict))
		x.wait(visible(".card.here"))
		if n := x.count(".card.here"); n != 1 {
			x.Errorf("%d cards are chosen", n)
		}
	}
	x.do(click(".card.near h3 a"))
	x.wait("document.querySelector('.draft mark.here')?.classList.contains('near')")
	x.follow(click(".card.near .facts a"))
	x.holds(x.text(".text mark"), "照亮的不只是一张图纸")
}

func testCheckWithoutScript(x *tab) {
	x.withoutScript()
	x.visit("/check", http.StatusOK)
	x.send(wrongDraft)
	x.checked()
	x.do(click(".draft mark.near .sign"))
	x.wait("document.querySelector('.card:target').classList.contains('near')")
	x.downloads()
}

// downloads sends the form that has the report as a file, as each of its
// buttons does.
func (x *tab) downloads() {
	x.Helper()
	fields := ask[[][2]string](x, "[...document.querySelectorAll('form.download input')].map(i => [i.name, i.value])")
	formats := ask[[]string](x, "[...document.querySelectorAll('form.download button')].map(b => b.value)")
	for _, format := range formats {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for _, f := range append(fields, [2]string{"format", format}) {
			x.must(form.WriteField(f[0], f[1]))
		}
		x.must(form.Close())
		resp, err := http.Post(x.url+"/check", form.FormDataContentType(), &body)
		x.must(err)
		report, err := io.ReadAll(resp.Body)
		x.must(err)
		resp.Body.Close()
		if name := resp.Header.Get("Content-Disposition"); resp.StatusCode != http.StatusOK || !strings.Contains(name, "attachment") {
			x.Errorf("%s: status %d, %q: %.200s", format, resp.StatusCode, name, report)
		}
		if err := readReport(format, report); err != nil {
			x.Errorf("%s: %v", format, err)
		}
	}
	if got := strings.Join(formats, " "); got != "html csv json sarif fixed" {
		x.Errorf("the report can be had as %s", got)
	}
}

// readReport wants a report to be what its format says, and about the draft.
func readReport(format string, report []byte) (err error) {
	words := "照亮的不止是一张图纸" // as the draft has it
	switch format {
	case "fixed": // in the draft's encoding, with the source's wording
		words = "照亮的不只是一张图纸"
		if !utf8.Valid(report) {
			report, err = simplifiedchinese.GB18030.NewDecoder().Bytes(report)
		}
	case "csv":
		_, err = csv.NewReader(bytes.NewReader(report)).ReadAll()
	case "json", "sarif":
		err = json.Unmarshal(report, new(any))
	}
	if err == nil && !strings.Contains(string(report), words) {
		err = fmt.Errorf("it does not quote the draft: %.300s", report)
	}
	return err
}

func testUpload(x *tab) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(wrongDraft)
	x.must(err)
	for name, text := range map[string]string{"送审稿.md": wrongDraft, "送审稿.txt": gb} {
		path := filepath.Join(x.TempDir(), name)
		x.must(os.WriteFile(path, []byte(text), 0o644))
		x.visit("/check", http.StatusOK)
		x.do(chromedp.SetUploadFiles(chromedp.CSS("input[type=file]"), []string{path}))
		x.follow(click("form.ask button"))
		x.checked()
		x.downloads()
	}
}

// The language changes and what was asked does not; the browser remembers it.
func testLanguage(x *tab) {
	wants := func(lang, button string) {
		x.Helper()
		got := ask[[]string](x, "[document.documentElement.lang, document.querySelector('[name=q]').value, document.querySelector('[name=sort]').value, document.querySelector('form.ask button').innerText]")
		if strings.Join(got, " ") != strings.Join([]string{lang, "科技创新", "date", button}, " ") {
			x.Errorf("the page is %q", got)
		}
	}
	x.visit(with("/", "q", "科技创新", "sort", "date"), http.StatusOK)
	wants("zh-CN", "检索")
	x.follow(click("a[hreflang=en]"))
	wants("en", "Search")
	x.follow(click("header nav a[href='/status']"))
	x.holds(x.text("h1"), "Status of the index")
	x.visit(with("/", "q", "科技创新", "sort", "date"), http.StatusOK)
	wants("en", "Search")
	x.follow(click("a[hreflang='zh-CN']"))
	wants("zh-CN", "检索")
	x.visit("/status", http.StatusOK)
	x.holds(x.text("h1"), "索引状态")
}
