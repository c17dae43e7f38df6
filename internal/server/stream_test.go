package server

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// served starts the server on a port of the loopback.
func (l *site) served(t testing.TB) string {
	t.Helper()
	ln, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	ended := make(chan error, 1)
	go func() { ended <- l.Serve(ctx, ln) }()
	t.Cleanup(func() {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return "http://" + ln.Addr().String()
}

// many is a library with n mentions of 溪流.
func many(t testing.TB, n int, limits Limits) *site {
	t.Helper()
	l := newLibrary(t, limits)
	var b strings.Builder
	b.WriteString("# 长卷\n")
	for i := range n {
		fmt.Fprintf(&b, "\n第%d段：溪流绕山而行，山绕溪流而立。\n", i)
	}
	l.write(t, "长卷.md", b.String())
	l.update(t)
	return l
}

func TestMentionsAreStreamed(t *testing.T) {
	const n = 3000
	l := many(t, n, DefaultLimits())
	address := l.served(t)
	for format, want := range map[string]int{"jsonl": 2*n + 5 + 1, "csv": 2*n + 5 + 1} {
		resp, err := http.Get(address + "/api/mentions?q=%E6%BA%AA%E6%B5%81&format=" + format)
		if err != nil {
			t.Fatal(err)
		}
		lines := 0
		for s := bufio.NewScanner(resp.Body); s.Scan(); lines++ {
		}
		resp.Body.Close()
		if resp.ContentLength >= 0 || lines != want || resp.StatusCode != 200 {
			t.Errorf("%s: %d lines, length %d, %s", format, lines, resp.ContentLength, resp.Status)
		}
	}
}

// TestAnExportThatIsBrokenOffIsNoWhole reads too slowly: the answer must not
// end as if it were all.
func TestAnExportThatIsBrokenOffIsNoWhole(t *testing.T) {
	limits := DefaultLimits()
	limits.Export, limits.Patience = 200*time.Millisecond, 200*time.Millisecond
	l := many(t, 30_000, limits)
	conn := l.unread(t)
	defer conn.Close()
	// While this client is not reading, others are answered.
	if w := l.get("GET", "/api/search?q=溪流"); w.Code != 200 {
		t.Errorf("beside it: %d", w.Code)
	}
	for len(l.places[export]) > 0 {
		time.Sleep(time.Millisecond)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil {
		t.Errorf("%d bytes, and an end as if that were all", len(body))
	}
}

// TestAClientThatTakesNothingLosesItsPlace asks for an export and never reads.
func TestAClientThatTakesNothingLosesItsPlace(t *testing.T) {
	limits := DefaultLimits()
	limits.Patience = 100 * time.Millisecond
	l := many(t, 30_000, limits)
	conn := l.unread(t)
	defer conn.Close()
	for deadline := time.Now().Add(30 * time.Second); len(l.places[export]) > 0; {
		if time.Now().After(deadline) {
			t.Fatal("it still has its place")
		}
		time.Sleep(time.Millisecond)
	}
}

// TestTheIdleLongestMakesRoom opens more connections than there may be.
func TestTheIdleLongestMakesRoom(t *testing.T) {
	limits := DefaultLimits()
	limits.Connections = 20
	l := newLibrary(t, limits)
	address := strings.TrimPrefix(l.served(t), "http://")
	var conns []net.Conn
	for range 60 {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conns = append(conns, conn)
	}
	for range 5 {
		start := time.Now()
		resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get("http://" + address + "/api/search?q=%E6%BA%AA%E6%B5%81")
		if err != nil || resp.StatusCode != 200 {
			t.Fatal(err, resp)
		}
		resp.Body.Close()
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("it took %v", took)
		}
	}
	if l.connections.shed() < 40 || l.connections.len() > limits.Connections {
		t.Errorf("%d were closed, %d are open", l.connections.shed(), l.connections.len())
	}
	// The first was idle longest.
	if err := conns[0].SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := conns[0].Read(make([]byte, 1)); err != io.EOF && !strings.Contains(fmt.Sprint(err), "reset") {
		t.Errorf("the first: %v", err)
	}
}

func TestMetricsCount(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for _, target := range []string{"/api/search?q=溪流", "/api/search?q=溪流", "/api/search", "/doc/规定.md", "/made-up-1", "/made-up-2", "/healthz"} {
		l.get("GET", target)
	}
	w := l.get("GET", "/metrics")
	text := w.Body.String()
	for _, want := range []string{
		`yinzheng_requests_total{route="/api/search",status="200"} 2`, `yinzheng_requests_total{route="/api/search",status="400"} 1`,
		`yinzheng_requests_total{route="/doc/{id}",status="200"} 1`, `yinzheng_requests_total{route="/",status="404"} 2`,
		`yinzheng_request_duration_seconds_count{route="/api/search"} 3`, `yinzheng_request_duration_seconds_bucket{route="/api/search",le="+Inf"} 3`,
		"yinzheng_documents 3", `yinzheng_generation{name="gen-000001"} 1`, "yinzheng_busy_total 0", "process_resident_memory_bytes",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %.3000s", want, text)
		}
	}
	if strings.Contains(text, "made-up") {
		t.Error("what clients make up makes series")
	}
}

func TestReadyUntilItStops(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	if w := l.get("GET", "/readyz"); w.Code != 200 || !strings.Contains(w.Body.String(), "gen-000001") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	l.stopping.Store(true)
	if w := l.get("GET", "/readyz"); w.Code != 503 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := l.get("GET", "/healthz"); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestRequestsHaveIDs(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	for given, keep := range map[string]bool{"": false, "proxy-id-0001": true, "bad id\nx": false, "<script>": false, strings.Repeat("x", 100): false} {
		w := l.get("GET", "/api/search", idHeader, given)
		id := w.Header().Get(idHeader)
		if (id == given) != keep || len(id) < 8 || !strings.Contains(w.Body.String(), `"request_id":"`+id+`"`) || !strings.Contains(l.log.String(), "id="+id) {
			t.Errorf("%q: %q %s", given, id, w.Body)
		}
	}
}

// unread is a connection over which an export was asked for, which is at work
// and which nobody reads.
func (l *site) unread(t *testing.T) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(l.served(t), "http://"))
	if err == nil {
		_, err = io.WriteString(conn, "GET /api/mentions?q=%E6%BA%AA%E6%B5%81&format=jsonl HTTP/1.1\r\nHost: localhost\r\n\r\n")
	}
	if err != nil {
		t.Fatal(err)
	}
	for len(l.places[export]) == 0 {
		time.Sleep(time.Millisecond)
	}
	return conn
}
