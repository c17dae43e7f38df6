package server

import (
	"strings"
	"testing"
)

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

func TestTheLogDoesNotSayWhatWasAskedFor(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	l.get("GET", "/api/search?q=secret")
	if log := l.log.String(); !strings.Contains(log, "method=GET path=/api/search status=200") || strings.Contains(log, "secret") {
		t.Errorf("log: %s", log)
	}
}
