package server

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"
)

// linkOf is where the page's link with this text leads.
func linkOf(t *testing.T, page, text string) string {
	t.Helper()
	m := regexp.MustCompile(`<a href="([^"]*)">` + text + `</a>`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no link %s in %s", text, words(page))
	}
	return html.UnescapeString(m[1])
}

// besideLibrary has mentions with other punctuation, and a document twice.
func besideLibrary(t *testing.T) *site {
	l := newLibrary(t, DefaultLimits())
	l.write(t, "甲.md", "# 云澜省通知\n\n湿地，工作要点。\n")
	l.write(t, "乙.md", "# 青岚省来信\n\n湿地：工作，湿地工作。\n")
	l.write(t, "丙.md", "# 青岚省来信\n\n湿地：工作，湿地工作。\n")
	l.update(t)
	return l
}

func TestThePageOfAZeroLeadsToWhatItHides(t *testing.T) {
	l := besideLibrary(t)
	page := l.shows(t, "/mentions?q=湿地工作湿地&path=乙.md&width=9", "没有提及", "标点不同的有 1 处，见于 1 篇文件", "不计标点查找")
	target := linkOf(t, page, "不计标点查找")
	for _, kept := range []string{"mode=loose", "width=9", "path=%E4%B9%99.md"} {
		if !strings.Contains(target, kept) {
			t.Errorf("%s lacks %s", target, kept)
		}
	}
	if text := words(l.get("GET", target).Body.String()); !strings.Contains(text, "共 1 处，见于 1 篇文件") {
		t.Errorf("%s: %s", target, text)
	}
	l.shows(t, "/mentions?q=湿地工作&lang=en", "2 occurrences in 2 documents", "with other punctuation 3 more, in all 5 in 3 documents:", "look without punctuation")
	l.shows(t, "/mentions?q=湿地工作湿地&view=count&lang=en", "No mention", "with other punctuation 2 in 2 documents:")
	l.shows(t, "/mentions?q=湿地工作湿地&view=chart", "标点不同的有 2 处")
}

func TestCopiesAreCountedOnceFromThePage(t *testing.T) {
	l := besideLibrary(t)
	page := l.shows(t, "/mentions?q=湿地工作&view=group:type", "共 2 处，见于 2 篇文件", "其中 1 处见于 1 篇与他篇全文相同的文件", "同文只计一次")
	target := linkOf(t, page, "同文只计一次")
	l.shows(t, target, "共 1 处，见于 1 篇文件", "标点不同的另有 2 处，合计 3 处，见于 2 篇文件")
}

func TestTheAPISaysWhatStandsBesideACount(t *testing.T) {
	l := besideLibrary(t)
	for target, want := range map[string]string{
		"/api/mentions?q=湿地工作湿地&count":    `{"occurrences":0,"documents":0,"loose":{"occurrences":2,"documents":2},"copies":{"occurrences":0,"documents":0}}`,
		"/api/mentions?q=湿地工作&group=type": `{"occurrences":2,"documents":2,"loose":{"occurrences":5,"documents":3},"copies":{"occurrences":1,"documents":1}}`,
		"/api/mentions?q=湿地工作&no-copies":  `{"occurrences":1,"documents":1,"loose":{"occurrences":3,"documents":2},"copies":{"occurrences":0,"documents":0}}`,
		"/api/mentions?q=湿地工作&mode=loose": `{"occurrences":5,"documents":3,"loose":null,"copies":{"occurrences":2,"documents":1}}`,
		"/api/mentions?q=湿地工作&dispersion": `{"occurrences":2,"documents":2,"loose":{"occurrences":5,"documents":3},"copies":{"occurrences":1,"documents":1}}`,
		"/api/mentions?q=湿地工作&collocates": `{"occurrences":2,"documents":2,"loose":{"occurrences":5,"documents":3},"copies":{"occurrences":1,"documents":1}}`,
		"/api/mentions?q=湿地，工作&path=甲.md": `{"occurrences":1,"documents":1,"loose":{"occurrences":1,"documents":1},"copies":{"occurrences":0,"documents":0}}`,
	} {
		var got struct {
			Occurrences int             `json:"occurrences"`
			Documents   int             `json:"documents"`
			Loose       json.RawMessage `json:"loose"`
			Copies      json.RawMessage `json:"copies"`
		}
		if err := json.Unmarshal(l.get("GET", target).Body.Bytes(), &got); err != nil {
			t.Fatal(target, err)
		}
		text, err := json.Marshal(got)
		if err != nil || string(text) != want {
			t.Errorf("%s: %s %v, not %s", target, text, err, want)
		}
	}
}

func TestAPictureOfNothingSaysWhatItHides(t *testing.T) {
	l := besideLibrary(t)
	w := l.get("GET", "/api/mentions?q=湿地工作湿地&chart&format=svg")
	if w.Code != 404 || !strings.Contains(w.Body.String(), "add mode=loose: with other punctuation there are mentions") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestSeveralTermsAreComparedOnAPage(t *testing.T) {
	l := conceptLibrary(t)
	page := l.shows(t, "/mentions?q=溪流&q=山河&q=&view=lines", "2 项相比", "年份", "溪流", "山河", "（合计）", "5")
	if n := strings.Count(page, `name="q"`); n != 3 {
		t.Errorf("%d boxes for terms", n)
	}
	l.shows(t, "/mentions?q=溪流&q=山河&view=count", "2 项相比", "词语或概念", "溪流 5 3", "山河")
	l.shows(t, "/mentions?q=溪流&q=溪%20流&view=lines", "共 5 处，见于 3 篇文件")
	l.shows(t, "/mentions?q=山河&concept=溪流&lang=en", "2 compared", "山河", "溪流")
	w := l.get("GET", "/mentions?q=溪流&q=山河&view=dispersion")
	if text := words(w.Body.String()); w.Code != 400 || !strings.Contains(text, "几个词语不能与 dispersion 同用") {
		t.Errorf("%d %s", w.Code, text)
	}
}

func TestAPastedTermIsThatTerm(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for _, q := range []string{"爱护%0A山河", "爱%E2%80%8B护山河", "爱护%09山河", "%EF%BB%BF爱护\r%0A山河", "爱护%C2%A0山%E3%80%80河"} {
		page := l.shows(t, "/mentions?q="+q, "共 1 处，见于 1 篇文件")
		if !strings.Contains(page, `name="q" value="爱护山河"`) {
			t.Errorf("%s: the box holds something else", q)
		}
		var got struct{ Query string }
		if err := json.Unmarshal(l.get("GET", "/api/mentions?count&q="+q).Body.Bytes(), &got); err != nil || got.Query != "爱护山河" {
			t.Errorf("%s: %q, %v", q, got.Query, err)
		}
	}
}
