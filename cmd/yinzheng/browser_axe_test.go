//go:build unix

package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const axeVersion = "4.14.1"

// findAxe gives the source of axe-core: the file that YINZHENG_AXE names, or
// what npm has brought before or brings now; "" where there is neither.
func findAxe(t *testing.T) string {
	t.Helper()
	path := os.Getenv("YINZHENG_AXE")
	if path == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		folder := filepath.Join(cache, "yinzheng-axe-"+axeVersion)
		path = filepath.Join(folder, "node_modules/axe-core/axe.min.js")
		if _, err := os.Stat(path); err != nil && !installAxe(t, folder) {
			return ""
		}
	}
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

func installAxe(t *testing.T, folder string) bool {
	t.Helper()
	if _, err := exec.LookPath("npm"); err != nil {
		return false
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("npm", "install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "axe-core@"+axeVersion).CombinedOutput()
	if err != nil {
		t.Logf("npm install axe-core: %v: %s", err, out)
	}
	return err == nil
}

// violation is a rule that a page breaks.
type violation struct {
	ID, Impact, Help string
	Targets          []string
}

// runAxe gives the violations of the page at hand.
const runAxe = `axe.run(document, {
	resultTypes: ["violations"],
	runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}).then(r => r.violations.map(v => ({ID: v.id, Impact: v.impact, Help: v.help, Targets: v.nodes.map(n => n.target.join(" "))})))`

// setting is a size and colours in which pages are looked at.
type setting struct {
	name, scheme string
	size         func()
	judged       bool // by axe; otherwise a picture is all that is wanted
}

func (x *tab) settings() []setting {
	return []setting{
		{"desktop-light", "light", x.desktop, true}, {"desktop-dark", "dark", x.desktop, true},
		{"phone-light", "light", x.phone, true}, {"phone-dark", "dark", x.phone, false},
	}
}

// look judges a page by axe in all settings, and takes pictures of it.
func (x *tab) look(p shown, shots string) {
	x.Helper()
	x.show(p)
	if han := ask[string](x, hanOutside); han != "" {
		x.Logf("%s: Chinese that is not marked as such: %s", p.name, han)
	}
	ask[chromedp.Void](x, x.axe)
	for _, s := range x.settings() {
		judged := s.judged && x.axe != ""
		if !judged && shots == "" {
			continue
		}
		s.size()
		x.scheme(s.scheme)
		if shots != "" {
			x.shoot(filepath.Join(shots, p.name+"-"+s.name+".png"))
		}
		if judged {
			x.judge(p.name + ", " + s.name)
		}
	}
	x.desktop()
	x.scheme("light")
}

func (x *tab) judge(name string) {
	x.Helper()
	for _, v := range ask[[]violation](x, runAxe) {
		say := x.Logf
		if v.Impact == "serious" || v.Impact == "critical" {
			say = x.Errorf
		}
		say("%s: %s: %s: %s: %d of %s", name, v.Impact, v.ID, v.Help, len(v.Targets), strings.Join(v.Targets[:min(len(v.Targets), 5)], " | "))
	}
}

func (x *tab) shoot(path string) {
	x.Helper()
	picture, err := chromedp.Run(x.ctx, chromedp.FullScreenshot(100))
	x.must(err)
	x.must(os.MkdirAll(filepath.Dir(path), 0o755))
	x.must(os.WriteFile(path, picture, 0o644))
}

func (x *tab) lookAt(pages []shown) {
	x.Helper()
	shots := os.Getenv("YINZHENG_SHOTS")
	for _, p := range pages {
		if x.axe != "" || shots != "" {
			x.look(p, shots)
		}
	}
	if x.axe == "" {
		x.Skip("SKIPPED: no axe-core: install npm, or name axe.min.js in YINZHENG_AXE")
	}
}

func testAccessible(x *tab) { x.lookAt(x.pages()) }

// Of the views that count by neighbours one is enough: they have the same table.
func testAccessibleMentions(x *tab) {
	x.lookAt(slices.DeleteFunc(x.mentionPages(), func(p shown) bool {
		return slices.Contains([]string{"mentions-group-left2", "mentions-group-right1", "mentions-group-right2"}, p.name)
	}))
}

// hanOutside lists Chinese text of an English page that is not marked as such.
const hanOutside = `(() => {
	const found = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; (n = walk.nextNode());) if (/[\u4e00-\u9fff]/.test(n.data) && n.parentElement.closest("[lang]").lang === "en" && !n.parentElement.closest(".name")) found.push(n.data.trim().slice(0, 20));
	return found.slice(0, 4).join(" | ");
})()`

func testAccessibleInEnglish(x *tab) {
	x.visit("/?lang=en", http.StatusOK)
	x.lookAt([]shown{
		{name: "english-home", path: "/", main: ".help", text: "How to write"},
		{name: "english-mentions", path: with("/mentions", "q", "科技创新"), main: ".summary", text: "occurrences"},
		{name: "english-check", path: "/check", draft: x.sampleDraft(), main: ".cards .near", text: "不止"},
		{name: "english-quote", path: with("/quote", "q", sentence), main: ".source del"},
		{name: "english-status", path: "/status", main: "h1", text: "Status"},
	})
}
