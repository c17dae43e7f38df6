package server

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

const token = "correct-horse-battery"

func guardedLibrary(t *testing.T) *site {
	return newLibrary(t, DefaultLimits(), func(o *Options) {
		o.Tokens, o.Local, o.Hosts = []string{"another-token-of-ours", token}, false, []string{"Policy.Example.org."}
	})
}

func TestATokenOpens(t *testing.T) {
	l := guardedLibrary(t)
	for _, tt := range [...]struct {
		target, header string
		status         int
	}{
		{"/api/search?q=溪流", "", 401},
		{"/api/search?q=溪流", "Bearer wrong", 401},
		{"/api/search?q=溪流", "Bearer ", 401},
		{"/api/search?q=溪流", "Basic " + token, 401},
		{"/api/search?q=溪流", "Bearer " + token, 200},
		{"/api/search?q=溪流", "bearer another-token-of-ours", 200},
		{"/api/openapi.json", "", 401},
		{"/metrics", "", 401},
		{"/metrics", "Bearer " + token, 200},
		{"/nothing", "Bearer " + token, 404},
		{"/healthz", "", 200},
		{"/readyz", "", 200},
		{"/static/style.css", "", 200},
		{"/login", "", 200},
		{"/?q=溪流", "", 303},
		{"/doc/x", "", 303},
		{"/nothing", "", 303},
	} {
		w := l.get("GET", tt.target, "Authorization", tt.header)
		if w.Code != tt.status {
			t.Errorf("%s with %q: %d %s", tt.target, tt.header, w.Code, w.Body)
		}
		if w.Code == 401 && !strings.HasPrefix(w.Header().Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%s: %v", tt.target, w.Header())
		}
	}
	if w := l.send("POST", "/check", "text=x", "Content-Type", "application/x-www-form-urlencoded"); w.Code != 401 {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestPeopleSignIn(t *testing.T) {
	l := guardedLibrary(t)
	w := l.get("GET", "/?q=溪流")
	login := w.Header().Get("Location")
	if !strings.HasPrefix(login, "/login?next=") {
		t.Fatal(login)
	}
	page := l.do(request("GET", login, "")).Body.String()
	next := between(page, `name="next" value="`, `"`)
	if want := "/?q=" + url.QueryEscape("溪流"); next != want {
		t.Errorf("next is %s, not %s", next, want)
	}
	if w := l.do(request("POST", "/login", url.Values{"token": {"guess"}, "next": {next}}.Encode())); w.Code != 401 || w.Header().Get("Set-Cookie") != "" || !strings.Contains(w.Body.String(), "口令不对") {
		t.Errorf("a wrong token: %d %v", w.Code, w.Header())
	}
	w = l.do(request("POST", "/login", url.Values{"token": {" " + token + "\n"}, "next": {next}}.Encode()))
	if w.Code != 303 || w.Header().Get("Location") != next {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	cookie := w.Result().Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || strings.Contains(cookie.Value, token) || cookie.Secure {
		t.Errorf("%+v", cookie)
	}
	if w := l.get("GET", "/?q=溪流", "Cookie", cookie.String()); w.Code != 200 || !strings.Contains(w.Body.String(), `action="/logout"`) {
		t.Errorf("signed in: %d", w.Code)
	}
	if w := l.get("GET", "/api/search?q=溪流", "Cookie", cookie.String()); w.Code != 200 {
		t.Errorf("API with a cookie: %d", w.Code)
	}
	secure := request("POST", "/login", url.Values{"token": {token}}.Encode())
	secure.Header.Set("X-Forwarded-Proto", "https")
	if w := l.do(secure); !w.Result().Cookies()[0].Secure {
		t.Error("behind TLS the cookie is not for TLS alone")
	}
	if w := l.do(request("POST", "/logout", "")); w.Code != 401 {
		t.Errorf("signing out without having signed in: %d", w.Code)
	}
	out := request("POST", "/logout", "")
	out.AddCookie(cookie)
	if w := l.do(out); w.Code != 303 || w.Result().Cookies()[0].MaxAge >= 0 {
		t.Errorf("signing out: %d %v", w.Code, w.Header())
	}
}

// request is one of a browser on a page of ours.
func request(method, target, body string) *http.Request {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Host = "10.1.2.3:8080"
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://10.1.2.3:8080")
	}
	return r
}

func TestASessionEndsAndCannotBeMade(t *testing.T) {
	now := time.Now()
	k, others := newKeys([]string{token}), newKeys([]string{"some-other-token-here"})
	good := session(k[0], now.Add(time.Hour))
	end, mac, _ := strings.Cut(good, ".")
	for value, want := range map[string]bool{
		good: true, "": false, ".": false, end: false, end + ".": false, end + "." + mac[1:]: false, end + "0." + mac: false,
		session(k[0], now.Add(-time.Second)): false, session(others[0], now.Add(time.Hour)): false, "99999999999." + mac: false, good + "00": false,
	} {
		if k.isSession(value, now) != want {
			t.Errorf("%q: %v", value, !want)
		}
	}
}

func TestSigningInLeadsToOurPagesAlone(t *testing.T) {
	for next, want := range map[string]string{
		"/": "/", "/?q=%E6%BA%AA": "/?q=%E6%BA%AA", "/doc/1#at": "/doc/1#at", "": "/", "//example.org": "/", "https://example.org/": "/",
		`/\example.org`: "/", "javascript:alert(1)": "/", "/\texample.org": "/", "doc/1": "/", "/%2f/x": "/%2f/x", "%zz": "/",
	} {
		if got := ownAddress(next); got != want {
			t.Errorf("%q: %q", next, got)
		}
	}
}

func TestTokensAreReadFromAFile(t *testing.T) {
	got, err := ReadTokens([]byte("# team\n\n0123456789abcdef\n  fedcba9876543210  \r\n"))
	if err != nil || len(got) != 2 || got[1] != "fedcba9876543210" {
		t.Errorf("%q %v", got, err)
	}
	for data, want := range map[string]string{"": "no token", "# nothing\n": "no token", "\nshort\n": "line 2", "0123456789 abcdef": "line 1", "口令口令口令口令": "line 1"} {
		if got, err := ReadTokens([]byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q %v", data, got, err)
		}
	}
}

func TestHostsOfAServerForOthers(t *testing.T) {
	l := newLibrary(t, DefaultLimits(), func(o *Options) { o.Local, o.Hosts = false, []string{"Policy.Example.org."} })
	for host, want := range map[string]int{
		"127.0.0.1:8080": 200, "localhost": 200, "10.1.2.3:8080": 200, "[2001:db8::1]:80": 200, "policy.example.org": 200, "POLICY.example.org:443": 200,
		"example.org": 403, "policy.example.org.evil.org": 403, "": 403, "evil.org:8080": 403,
	} {
		if w := l.get("GET", "/api/search?q=溪流", "Host", host); w.Code != want {
			t.Errorf("%q: %d, want %d", host, w.Code, want)
		}
	}
	local := newLibrary(t, DefaultLimits(), func(o *Options) { o.Hosts = []string{"policy.example.org"} })
	for host, want := range map[string]int{"policy.example.org": 200, "10.1.2.3": 403, "evil.org": 403} {
		if w := local.get("GET", "/", "Host", host); w.Code != want {
			t.Errorf("local, %q: %d, want %d", host, w.Code, want)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for _, tt := range [...]struct {
		headers []string
		status  int
	}{
		{nil, 200},
		{[]string{"Origin", "http://127.0.0.1:8080"}, 200},
		{[]string{"Sec-Fetch-Site", "same-origin"}, 200},
		{[]string{"Origin", "http://evil.org"}, 403},
		{[]string{"Origin", "null"}, 403},
		{[]string{"Sec-Fetch-Site", "cross-site"}, 403},
		{[]string{"Sec-Fetch-Site", "same-site", "Origin", "http://x.127.0.0.1"}, 403},
	} {
		for _, target := range []string{"/api/check", "/check"} {
			w := l.send("POST", target, "text="+url.QueryEscape(quoting), append(tt.headers, "Content-Type", "application/x-www-form-urlencoded")...)
			if w.Code != tt.status {
				t.Errorf("%s with %v: %d %s", target, tt.headers, w.Code, w.Body)
			}
		}
	}
}
