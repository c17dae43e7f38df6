//go:build unix

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"yinzheng/corpus/sample"
)

// patience is how long a test waits for what must come.
const patience = 10 * time.Second

// TestBrowser looks at the pages of the running program with Chromium. Set
// YINZHENG_SHOTS to a folder to have pictures of them.
func TestBrowser(t *testing.T) {
	s := newSite(t)
	for _, x := range []struct {
		name string
		run  func(*tab)
	}{
		{"Pages", testPages}, {"PagesWithoutScript", testPagesWithoutScript},
		{"SearchAndRead", testSearchAndRead}, {"Keys", testKeys}, {"Filters", testFilters}, {"SortAndPaging", testSortAndPaging},
		{"Anchors", testAnchors}, {"MarkupInTitle", testMarkupInTitle}, {"Exports", testExports}, {"Quote", testQuote},
		{"Check", testCheck}, {"CheckWithoutScript", testCheckWithoutScript}, {"Upload", testUpload}, {"Drop", testDrop}, {"SignIn", testSignIn}, {"Language", testLanguage},
		{"Dark", testDark}, {"Phone", testPhone}, {"Copy", testCopy}, {"Hits", testHits},
		{"Accessible", testAccessible}, {"AccessibleMentions", testAccessibleMentions}, {"AccessibleInEnglish", testAccessibleInEnglish},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			x.run(s.open(t))
		})
	}
}

// site is a server with its index, and the browser that looks at it.
type site struct {
	url     string // without a slash behind
	browser context.Context
	axe     string // source of axe-core, "" where there is none
}

// markup is the title of a document that is hostile to pages.
const markup = "<script>alert(1)</script>治沙通知"

func newSite(t *testing.T) *site {
	t.Helper()
	chromium := findChromium(t)
	p := newPlace(t)
	p.must(os.CopyFS(p.path("docs"), sample.Files()))
	p.must(os.RemoveAll(p.path("docs/来稿"))) // where wrong quotations are right
	p.must(os.WriteFile(p.path(conceptFile), sample.Concepts(), 0o644))
	p.write("通知/治沙.txt", markup+"\n\n云政发〔2021〕5号\n\n各市、县人民政府：\n\n　　为了防风治沙，护住草原，现就有关事项通知如下。\n\n2021年4月6日\n")
	p.want(0, "index", "docs")
	return &site{url: startServer(p), browser: startBrowser(t, chromium), axe: findAxe(t)}
}

// startServer gives the address of a server that ends with the test.
func startServer(p *place, flags ...string) string {
	p.Helper()
	cmd := p.command(append([]string{"serve", "--addr", "127.0.0.1:0"}, flags...)...)
	stderr, err := cmd.StderrPipe()
	p.must(err)
	p.must(cmd.Start())
	p.Cleanup(func() {
		p.must(cmd.Process.Signal(syscall.SIGTERM))
		if err := cmd.Wait(); err != nil {
			p.Errorf("the server ended with %v", err)
		}
	})
	lines := bufio.NewScanner(stderr)
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	for lines.Scan() {
		if url := address.FindString(lines.Text()); url != "" {
			go io.Copy(io.Discard, stderr)
			return url
		}
	}
	p.Fatal("the server has not said where it answers")
	return ""
}

func findChromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("SKIPPED: no Chromium: apt-get install chromium")
	return ""
}

// startBrowser gives a browser that ends with the test.
func startBrowser(t *testing.T, path string) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WindowSize(1280, 900), chromedp.Flag("accept-lang", "zh-CN,zh"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(free)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab is a window of the browser with cookies of its own.
type tab struct {
	*testing.T
	*site
	ctx context.Context

	mu     sync.Mutex
	status int64    // of the page that is shown, 0 until it is known
	faults []string // what went wrong behind the page's back
}

// open gives an empty tab. At the end of the test nothing may have gone wrong
// in it: no error in the console, no failed request, none to others.
func (s *site) open(t *testing.T) *tab {
	t.Helper()
	ctx, end := chromedp.NewContext(s.browser, chromedp.WithNewBrowserContext())
	x := &tab{T: t, site: s, ctx: ctx}
	t.Cleanup(func() {
		_, _ = chromedp.Run(ctx, chromedp.Evaluate[int]("1")) // behind its answer nothing is on its way
		x.check()
		end()
	})
	if err := chromedp.Listen(ctx, x.watch); err != nil {
		t.Fatal(err)
	}
	_, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	x.must(err)
	x.desktop()
	return x
}

func (x *tab) must(err error) {
	x.Helper()
	if err != nil {
		x.Fatal(err)
	}
}

// watch takes down what the browser tells of.
func (x *tab) watch(ev any) {
	x.mu.Lock()
	defer x.mu.Unlock()
	fault := func(format string, args ...any) { x.faults = append(x.faults, fmt.Sprintf(format, args...)) }
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		if ev.Type == "error" || ev.Type == "warning" || ev.Type == "assert" {
			fault("console: %s", inWords(ev.Args))
		}
	case *runtime.EventExceptionThrown:
		fault("exception: %s", inWords(ev.ExceptionDetails))
	case *log.EventEntryAdded:
		failed := strings.HasPrefix(ev.Entry.Text, "Failed to load resource") // which is a response below
		if (ev.Entry.Level == log.EntryLevelError || ev.Entry.Level == log.EntryLevelWarning) && !failed {
			fault("log: %s: %s %s", ev.Entry.Source, ev.Entry.Text, ev.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(ev.Request.URL, x.url+"/") {
			fault("a request to somebody else: %.100s", ev.Request.URL)
		}
	case *network.EventLoadingFailed:
		if !ev.Canceled || ev.BlockedReason != "" {
			fault("a request failed: %s %s", ev.ErrorText, ev.BlockedReason)
		}
	case *network.EventResponseReceived:
		if ev.Type == network.ResourceTypeDocument {
			x.status = ev.Response.Status
		} else if ev.Response.Status >= 400 {
			fault("status %d: %s", ev.Response.Status, ev.Response.URL)
		}
	case *page.EventJavascriptDialogOpening:
		fault("a dialog: %s", ev.Message)
		go chromedp.Call(x.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	}
}

func inWords(v any) string {
	words, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(words)
}

// check reports what went wrong.
func (x *tab) check() {
	x.Helper()
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, fault := range x.faults {
		x.Error(fault)
	}
	x.faults = nil
}

// desktop and phone set the size of the window.
func (x *tab) desktop() {
	x.Helper()
	x.must(chromedp.Do(x.ctx, chromedp.EmulateViewport(1280, 900)))
}

const phoneWidth = 390

func (x *tab) phone() {
	x.Helper()
	x.must(chromedp.Do(x.ctx, chromedp.EmulateViewport(phoneWidth, 844, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)))
}

// scheme is light or dark.
func (x *tab) scheme(name string) {
	x.Helper()
	_, err := chromedp.Call(x.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
	x.must(err)
}

func (x *tab) withoutScript() {
	x.Helper()
	_, err := chromedp.Call(x.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	x.must(err)
}

// visit opens a path and wants a status.
func (x *tab) visit(path string, status int64) {
	x.Helper()
	x.leave()
	x.must(chromedp.Do(x.ctx, chromedp.Navigate(x.url+path)))
	x.answered(status)
}

// leave makes ready for another page, answered wants that to have a status.
func (x *tab) leave() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.status = 0
}

func (x *tab) answered(want int64) {
	x.Helper()
	got := int64(0)
	for deadline := time.Now().Add(patience); got == 0 && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		x.mu.Lock()
		got = x.status
		x.mu.Unlock()
	}
	if got != want {
		x.Fatalf("status %d, want %d", got, want)
	}
}

// ask evaluates an expression in the page.
func ask[T any](x *tab, expression string) T {
	x.Helper()
	v, err := chromedp.Run(x.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		x.Fatalf("%.300s: %v", expression, err)
	}
	return v
}

// wait returns when an expression is true; it may be asked between two pages.
func (x *tab) wait(expression string) {
	x.Helper()
	deadline := time.Now().Add(patience)
	for time.Now().Before(deadline) {
		if ok, err := chromedp.Run(x.ctx, chromedp.Evaluate[bool]("!!("+expression+")")); err == nil && ok {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	x.Fatalf("in vain: %s at %s", expression, ask[string](x, "decodeURI(location.href) + ' ' + document.querySelector('main').innerText.replace(/\\s+/g, ' ').slice(0, 200)"))
}

// follow does what leads to another page, and waits for it.
func (x *tab) follow(steps ...chromedp.Action[chromedp.Void]) {
	x.Helper()
	ask[bool](x, "window.before = true")
	x.leave()
	x.do(steps...)
	x.wait("!window.before && document.readyState === 'complete'")
	x.answered(http.StatusOK)
}

func (x *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	x.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		x.Fatalf("%v at %s", err, ask[string](x, "location.href"))
	}
}

func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.CSS(selector))
}

// text of what a selector finds, "" where it finds nothing.
func (x *tab) text(selector string) string {
	x.Helper()
	return ask[string](x, fmt.Sprintf("document.querySelector(%q)?.innerText ?? ''", selector))
}

// count of what a selector finds.
func (x *tab) count(selector string) int {
	x.Helper()
	return ask[int](x, fmt.Sprintf("document.querySelectorAll(%q).length", selector))
}

// holds wants a text to be in another.
func (x *tab) holds(got, want string) {
	x.Helper()
	if !strings.Contains(got, want) {
		x.Errorf("%s: %q lacks %q", ask[string](x, "decodeURI(location.href)"), got, want)
	}
}

// fetch gets an answer of the server outside of the browser.
func (x *tab) fetch(path string) (*http.Response, string) {
	x.Helper()
	resp, err := http.Get(x.url + path)
	x.must(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	x.must(err)
	return resp, string(body)
}

// document is the address of the document that a query finds first.
func (x *tab) document(q string) string {
	x.Helper()
	var found struct {
		Hits []struct{ Document struct{ ID string } }
	}
	_, body := x.fetch("/api/search?q=" + url.QueryEscape(q))
	x.must(json.Unmarshal([]byte(body), &found))
	if len(found.Hits) == 0 {
		x.Fatalf("nothing found: %s", q)
	}
	return "/doc/" + found.Hits[0].Document.ID
}
