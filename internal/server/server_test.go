package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinzheng/index"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

func TestSearchIsTheSameJSONAsTheCommandLine(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	ix, err := index.Open(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	const text = `"溪流" 日期:2019..2021`
	node, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	result, err := ix.Search(context.Background(), node, index.SearchOptions{Sort: "-date", Limit: 1, Offset: 1})
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	answer := report.NewSearch(text, result, 0, report.NewList("gen-000001", nil, 1, 1))
	if err := (report.Printer{W: &want, Format: report.JSON}).Search(answer); err != nil {
		t.Fatal(err)
	}
	w := l.get("GET", "/api/search?q="+text+"&sort=-date&limit=1&offset=1")
	if w.Code != 200 || w.Header().Get("Content-Type") != typeJSON {
		t.Fatalf("%d %v: %s", w.Code, w.Header(), w.Body)
	}
	got := regexp.MustCompile(`"took_ms": [0-9.]+`).ReplaceAllString(w.Body.String(), `"took_ms": 0`)
	if diff := cmp.Diff(want.String(), got); diff != "" {
		t.Error(diff)
	}
	if answer.Total != 2 || !strings.Contains(got, "工作报告") {
		t.Errorf("not the second of two: %s", got)
	}
}

func TestMentionsIsTheSameJSONAsTheCommandLine(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	ix, err := index.Open(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	ctx := context.Background()
	p := match.Literal("溪流", match.Loose)
	keep, err := concord.NewFilter(func(flag string) []string {
		return map[string][]string{"date": {"2021", "2019"}}[flag]
	})
	if err != nil {
		t.Fatal(err)
	}
	result := concord.New(ix, p, concord.Options{Keep: keep, Limit: 2, Offset: 1})
	if err := result.Count(ctx); err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	filters := report.Filters{"date": {"2021", "2019"}}
	asked := report.Asked{Query: "溪流", Scope: report.NewScope("loose", filters, report.NewList("gen-000001", nil, 2, 1), nil)}
	answer := report.NewMentions(asked, result, result.Mentions(ctx))
	if err := (report.Printer{W: &want, Format: report.JSON}).Mentions(answer); err != nil {
		t.Fatal(err)
	}
	w := l.get("GET", "/api/mentions?q=溪流&mode=loose&date=2021&date=2019&limit=2&offset=1")
	if diff := cmp.Diff(want.String(), w.Body.String()); diff != "" {
		t.Errorf("%d %s", w.Code, diff)
	}
	if result.Occurrences != 4 {
		t.Errorf("%d occurrences", result.Occurrences)
	}
}

func TestErrorsSayWhatIsWrong(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	tests := []struct {
		method, target string
		status         int
		error, hint    string
		column         int
	}{
		{"GET", "/api/search", 400, "the parameter q is missing", "q=", 0},
		{"GET", "/api/search?q= ", 400, "the parameter q is missing", "q=", 0},
		{"GET", "/api/search?q=溪流&mode=raw", 400, `there is no parameter "mode"`, "use q, sort, limit, offset", 0},
		{"GET", "/api/search?q=溪流&q=沙", 400, "q is given 2 times", "once", 0},
		{"GET", "/api/search?q=溪流 “沙", 400, "the quotation mark “ is never closed", "put ”", 4},
		{"GET", "/api/search?q=-溪流", 400, "only excludes", "add", 1},
		{"GET", "/api/search?q=溪流&sort=size", 400, `sort "size" is not known`, "relevance, date, -date", 0},
		{"GET", "/api/search?q=溪流&limit=0", 400, `limit "0" is no number from 1 to 1000`, "offset", 0},
		{"GET", "/api/search?q=溪流&limit=1001", 400, `limit "1001"`, "offset", 0},
		{"GET", "/api/search?q=溪流&offset=-1", 400, `offset "-1"`, "", 0},
		{"GET", "/api/search?q=溪流&offset=99999999999999999999", 400, "offset", "", 0},
		{"GET", "/api/search?q=%ff", 400, "q is not UTF-8", "UTF-8", 0},
		{"GET", "/api/search?q=%zz", 400, "can't be read", "percent-encode", 0},
		{"GET", "/api/search?q=a;b", 400, "can't be read", "&", 0},
		{"GET", "/api/mentions?q=《》", 400, "no letter to look for", "raw mode", 0},
		{"GET", "/api/mentions?q=溪流&mode=fuzzy", 400, `mode "fuzzy"`, "exact, loose, raw", 0},
		{"GET", "/api/mentions?q=溪流&pattern=maybe", 400, `pattern "maybe"`, "true or false", 0},
		{"GET", "/api/mentions?q=溪流 NEAR/x 沙&pattern", 400, "NEAR needs a number", "NEAR/20", 4},
		{"GET", "/api/mentions?q=溪流&date=2020-13", 400, `date "2020-13": the calendar has no 2020-13`, "2021-03", 0},
		{"GET", "/api/mentions?q=溪流&number=1", 400, `there is no parameter "number"`, "issuer", 0},
		{"GET", "/api/mentions?q=" + strings.Repeat("溪", 10_001), 400, "more than 10000", "", 0},
		{"GET", "/api/nothing", 404, "nothing at this path", "/api/search", 0},
		{"POST", "/api/search?q=溪流", 405, "method", "GET", 0},
		{"DELETE", "/api/mentions", 405, "method", "GET", 0},
	}
	for _, tt := range tests {
		name := fmt.Sprintf("%s %.60s", tt.method, tt.target)
		w := l.get(tt.method, tt.target)
		var got report.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Errorf("%s: %v: %s", name, err, w.Body)
			continue
		}
		column := 0
		if got.Column != nil {
			column = *got.Column
		}
		if w.Code != tt.status || column != tt.column || !strings.Contains(got.Error, tt.error) || !strings.Contains(string(got.Hint), tt.hint) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if got := l.get("POST", "/api/search").Header().Get("Allow"); got != "GET, HEAD" {
		t.Errorf("Allow: %q", got)
	}
}

func TestOtherNamesAreRefused(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for host, want := range map[string]int{
		"127.0.0.1:8080": 200, "127.0.0.1": 200, "localhost": 200, "LocalHost.:9": 200, "[::1]:8080": 200, "[::1]": 200, "127.8.9.1:1": 200,
		"example.org": 403, "example.org:8080": 403, "localhost.example.org": 403, "127.0.0.1.example.org": 403,
		"10.0.0.1:8080": 403, "0.0.0.0:8080": 403, "": 403, "[::]:8080": 403,
	} {
		for _, target := range []string{"/", "/api/search?q=溪流", "/static/style.css"} {
			if w := l.get("GET", target, "Host", host); w.Code != want {
				t.Errorf("%s of %q: %d, want %d", target, host, w.Code, want)
			}
		}
	}
}

func TestEveryAnswerIsHardened(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for _, target := range []string{"/", "/?q=溪流", "/?q=“", "/nothing", "/api/search?q=溪流", "/api/search", "/static/style.css"} {
		h := l.get("GET", target).Header()
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: %v", target, h)
		}
		if csp := h.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", target, csp)
		}
	}
}

func TestStaticFiles(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	w := l.get("GET", "/static/style.css")
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") || w.Body.Len() == 0 {
		t.Errorf("style: %d %v", w.Code, w.Header())
	}
	if again := l.get("GET", "/static/style.css", "If-None-Match", w.Header().Get("ETag")); again.Code != 304 {
		t.Errorf("again: %d", again.Code)
	}
	if w := l.get("GET", "/static/icon.svg"); w.Header().Get("Content-Type") != "image/svg+xml" {
		t.Errorf("icon: %v", w.Header())
	}
	for _, target := range []string{"/static/", "/static/nothing", "/static/%2e%2e/page/page.html", "/static//etc/passwd"} {
		if w := l.get("GET", target); w.Code == 200 {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

func TestWorkHasAnEnd(t *testing.T) {
	limits := DefaultLimits()
	limits.Work = time.Nanosecond
	l := newLibrary(t, limits)
	for _, target := range []string{`/api/search?q="溪流"`, "/api/mentions?q=溪流", `/?q="溪流"`} {
		if w := l.get("GET", target); w.Code != 422 || !strings.Contains(w.Body.String(), "more than 1ns of work") {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

func TestTooManyAtATimeAreSentAway(t *testing.T) {
	l := newLibrary(t, Limits{Work: time.Second, Wait: time.Millisecond, Concurrent: 1})
	l.places <- struct{}{}
	for _, target := range []string{"/api/search?q=溪流", "/?q=溪流"} {
		if w := l.get("GET", target); w.Code != 503 || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %d %v", target, w.Code, w.Header())
		}
	}
	if w := l.get("GET", "/static/style.css"); w.Code != 200 {
		t.Errorf("the style sheet has to wait: %d", w.Code)
	}
	<-l.places
	if w := l.get("GET", "/api/search?q=溪流"); w.Code != 200 {
		t.Errorf("with a free place: %d", w.Code)
	}
}

func TestAClientThatLeavesGetsNothing(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	ctx, leave := context.WithCancel(context.Background())
	leave()
	for _, target := range []string{"/api/mentions?q=x", "/?q=x"} {
		r := httptest.NewRequestWithContext(ctx, "GET", target, nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		l.places = make(chan struct{}) // nobody gets a place
		l.Handler().ServeHTTP(w, r)
		if w.Body.Len() > 0 {
			t.Errorf("%s: %s", target, w.Body)
		}
	}
	if log := l.log.String(); strings.Contains(log, "ERROR") || !strings.Contains(log, "status=0") {
		t.Errorf("log: %s", log)
	}
}

func TestTheLogDoesNotSayWhatWasAskedFor(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	l.get("GET", "/api/search?q=secret")
	if log := l.log.String(); !strings.Contains(log, "method=GET path=/api/search status=200") || strings.Contains(log, "secret") {
		t.Errorf("log: %s", log)
	}
}

func TestListenIsForThisMachineAlone(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:1", ":8080", "[::]:0", "192.0.2.1:80", "example.org:80", "127.0.0.1", "", "localhost.example.org:1"} {
		if ln, err := Listen(addr); err != ErrAddress {
			t.Errorf("%q: %v, %v", addr, ln, err)
		}
	}
	ln, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	if other, err := Listen(ln.Addr().String()); err == nil || err == ErrAddress {
		t.Errorf("a port that is taken: %v, %v", other, err)
	}
}

func TestServeEndsWhenTold(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	ln, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- l.Serve(ctx, ln) }()
	resp, err := http.Get("http://" + ln.Addr().String() + "/api/search?q=%E6%BA%AA%E6%B5%81")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || resp.StatusCode != 200 || int64(len(body)) != resp.ContentLength {
		t.Errorf("%v: %v %s", err, resp, body)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := http.Get("http://" + ln.Addr().String()); err == nil {
		t.Error("it still answers")
	}
}
