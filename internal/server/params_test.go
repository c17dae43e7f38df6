package server

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// FuzzParameters sends any query string to every route: it is answered or
// refused, never a failure of the server.
func FuzzParameters(f *testing.F) {
	for _, seed := range []string{
		"", "q=溪流", "q=%22%E6%BA%AA", "q=a&q=b", "q=%ff", "q=%zz", "a;b", "=", "&&", "q=x&limit=00020&offset=+1", "q=x&limit=0x10",
		"q=溪*流&pattern", "q=(((&sort=-date", "q=x&date=..&type=&path=[", "q=x&mode=raw", "q=溪流&group=left2", "q=溪流&view=group:year", "q=溪流&collocates&span=3", "q=溪流&chart&format=svg", "q=溪流&dispersion&format=csv",
		"q=溪流&format=jsonl&sort=left", "q=溪流&near=off&ellipsis=3", "q=……", "term=溪流&at=9", "start=3&end=1", "start=1&end=99999", "at=2147483647", "section=第一条",
		"concept=溪", "all-concepts", "generation=gen-000001", "generation=..", "lang=en", "lang=%00", "next=//example.org", "q=%00", "q=標題：x OR -y",
	} {
		f.Add(seed)
	}
	// One library answers all: requests don't change it.
	l := newLibrary(f, DefaultLimits())
	f.Fuzz(func(t *testing.T, rawQuery string) {
		l.contract.t = t
		for _, path := range []string{
			"/", "/mentions", "/quote", "/check", "/status", "/login", "/doc/规定.md",
			"/api/search", "/api/mentions", "/api/quote", "/api/concepts", "/api/status", "/api/documents/规定.md",
		} {
			r := httptest.NewRequest("GET", path, nil)
			r.Host, r.URL.RawQuery = "localhost", rawQuery
			w := l.do(r)
			if w.Code >= 500 {
				t.Errorf("%s?%s: %d %s", path, rawQuery, w.Code, w.Body)
			}
			if strings.HasPrefix(path, "/api/") {
				continue
			}
			if n := elements(t, w.Body.String()); n["script"] != 1 || n["html"] != 1 {
				t.Errorf("%s?%s: %s", path, rawQuery, w.Body)
			}
		}
	})
}
