package server

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestWorkHasAnEnd(t *testing.T) {
	limits := DefaultLimits()
	limits.Work, limits.Long = time.Nanosecond, time.Nanosecond
	l := newLibrary(t, limits)
	for _, target := range []string{`/api/search?q="溪流"`, "/api/mentions?q=溪流", `/?q="溪流"`} {
		if w := l.get("GET", target); w.Code != 422 || !strings.Contains(w.Body.String(), "more than 1ns of work") && !strings.Contains(w.Body.String(), "超过了 1ns") {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

func TestTooManyAtATimeAreSentAway(t *testing.T) {
	l := newLibrary(t, Limits{Work: time.Second, Wait: time.Millisecond, Searches: 1, Answer: 1 << 20, Keep: time.Hour})
	l.places[searching] <- struct{}{}
	for _, target := range []string{"/api/search?q=溪流", "/?q=溪流"} {
		if w := l.get("GET", target); w.Code != 503 || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %d %v", target, w.Code, w.Header())
		}
	}
	if w := l.get("GET", "/static/style.css"); w.Code != 200 {
		t.Errorf("the style sheet has to wait: %d", w.Code)
	}
	<-l.places[searching]
	if w := l.get("GET", "/api/search?q=溪流"); w.Code != 200 {
		t.Errorf("with a free place: %d", w.Code)
	}
}

// TestAClientThatLeavesGetsNothing is not one that gets an empty answer, which
// a client that only half closed its connection would take for one.
func TestAClientThatLeavesGetsNothing(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	l.places = [costs]chan struct{}{} // nobody gets a place
	ctx, leave := context.WithCancel(context.Background())
	leave()
	for _, target := range []string{"/api/mentions?q=x", "/?q=x"} {
		r := httptest.NewRequestWithContext(ctx, "GET", target, nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		func() {
			defer func() {
				if got := recover(); got != http.ErrAbortHandler {
					t.Errorf("%s: %v", target, got)
				}
			}()
			l.Handler().ServeHTTP(w, r)
		}()
		if w.Body.Len() > 0 {
			t.Errorf("%s: %s", target, w.Body)
		}
	}
	if log := l.log.String(); strings.Contains(log, "ERROR") || !strings.Contains(log, "status=0") {
		t.Errorf("log: %s", log)
	}
}

// TestADraftThatDoesNotArriveIsRefused sends three bytes of a thousand.
func TestADraftThatDoesNotArriveIsRefused(t *testing.T) {
	limits := DefaultLimits()
	limits.Arrival = 200 * time.Millisecond
	l := newLibrary(t, limits)
	host := strings.TrimPrefix(l.served(t), "http://")
	for _, path := range []string{"/api/check", "/check"} {
		conn, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nabc", path)
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusRequestTimeout {
			t.Errorf("%s: %s", path, resp.Status)
		}
	}
}

func TestAnAnswerHasAnEnd(t *testing.T) {
	limits := DefaultLimits()
	limits.Answer = 1000
	l := newLibrary(t, limits)
	if w := l.get("GET", "/api/mentions?q=溪流"); w.Code != 422 || !strings.Contains(w.Body.String(), "the answer is larger") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := l.get("GET", "/mentions?q=溪流"); w.Code != 422 || !strings.Contains(words(w.Body.String()), "结果超过 0 MB") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// A long query stands on its page a few times, not in hundreds of links.
func TestALongQueryMakesNoLargePage(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for _, n := range []int{1, 2000} {
		q := strings.Repeat("溪流 ", n)
		page := l.get("GET", "/?q="+q).Body.String()
		if has := strings.Contains(page, "缩小范围"); !strings.Contains(page, "通知.txt") || has != (n == 1) {
			t.Errorf("%d times: filters %v in %.500s", n, has, page)
		}
		if most := 40_000 + 40*len(q); len(page) > most {
			t.Errorf("%d times: a page of %d bytes, more than %d", n, len(page), most)
		}
	}
}

func TestOnlySoManyDraftsArriveAtATime(t *testing.T) {
	limits := DefaultLimits()
	limits.Bodies, limits.Wait = 1, time.Millisecond
	l := newLibrary(t, limits)
	l.bodies <- struct{}{}
	if w := l.send("POST", "/api/check", quoting, "Content-Type", "text/plain"); w.Code != 503 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	<-l.bodies
	if w := l.send("POST", "/api/check", quoting, "Content-Type", "text/plain"); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
