package server

import (
	"context"
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
	l := newLibrary(t, Limits{Work: time.Second, Wait: time.Millisecond, Concurrent: 1, Keep: time.Hour})
	l.places[quick] <- struct{}{}
	for _, target := range []string{"/api/search?q=溪流", "/?q=溪流"} {
		if w := l.get("GET", target); w.Code != 503 || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %d %v", target, w.Code, w.Header())
		}
	}
	if w := l.get("GET", "/static/style.css"); w.Code != 200 {
		t.Errorf("the style sheet has to wait: %d", w.Code)
	}
	<-l.places[quick]
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
		l.places = [costs]chan struct{}{} // nobody gets a place
		l.Handler().ServeHTTP(w, r)
		if w.Body.Len() > 0 {
			t.Errorf("%s: %s", target, w.Body)
		}
	}
	if log := l.log.String(); strings.Contains(log, "ERROR") || !strings.Contains(log, "status=0") {
		t.Errorf("log: %s", log)
	}
}
