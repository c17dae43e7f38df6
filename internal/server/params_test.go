package server

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// FuzzParameters sends any query string to every route: it is answered or
// refused, never a failure of the server.
func FuzzParameters(f *testing.F) {
	for _, seed := range []string{
		"", "q=溪流", "q=%22%E6%BA%AA", "q=a&q=b", "q=%ff", "q=%zz", "a;b", "=", "&&", "q=x&limit=00020&offset=+1", "q=x&limit=0x10",
		"q=溪*流&pattern", "q=(((&sort=-date", "q=x&date=..&type=&path=[", "q=x&mode=raw", "q=%00", "q=標題：x OR -y",
	} {
		f.Add(seed)
	}
	// One library answers all: requests don't change it.
	l := newLibrary(f, DefaultLimits())
	f.Fuzz(func(t *testing.T, rawQuery string) {
		for _, path := range []string{"/", "/api/search", "/api/mentions"} {
			r := httptest.NewRequest("GET", path, nil)
			r.Host, r.URL.RawQuery = "localhost", rawQuery
			w := httptest.NewRecorder()
			l.Handler().ServeHTTP(w, r)
			if w.Code != http.StatusOK && w.Code != http.StatusBadRequest {
				t.Errorf("%s?%s: %d %s", path, rawQuery, w.Code, w.Body)
			}
			if path == "/" {
				if n := elements(t, w.Body.String()); n["script"] != 0 || n["html"] != 1 {
					t.Errorf("%s?%s: %s", path, rawQuery, w.Body)
				}
			}
		}
	})
}
