//go:build unix

package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"time"
)

// inTime is how long a client waits that does no harm, whatever others do.
const inTime = 5 * time.Second

// harmTime is how long they drip: longer than the server waits for a header.
const harmTime = 12 * time.Second

// clientsDoHarm opens as many connections as the system lets it, up to ten
// thousand, and leaves them idle; sends headers by drips, headers and bodies
// without end, and bytes that are no request; and all the while asks as others
// do.
func (s *serving) clientsDoHarm() {
	host := strings.TrimPrefix(s.address, "http://")
	s.inTime("before")
	idle := s.idle(host)
	defer func() {
		for _, conn := range idle {
			conn.Close()
		}
	}()
	s.Logf("%d idle connections", len(idle))
	s.inTime("beside the idle")
	var dripping sync.WaitGroup
	stop := make(chan struct{})
	for range 50 {
		dripping.Go(func() { drip(host, stop) })
	}
	for start := time.Now(); time.Since(start) < harmTime; {
		s.inTime("beside the dripping")
	}
	for what, x := range map[string]struct {
		request string
		status  int // 0: closed without an answer
	}{
		"a huge header":      {"GET / HTTP/1.1\r\nHost: localhost\r\nX-Huge: " + strings.Repeat("x", 1<<20) + "\r\n\r\n", 431},
		"many headers":       {"GET / HTTP/1.1\r\nHost: localhost\r\n" + strings.Repeat("X-Many: 1\r\n", 100_000) + "\r\n", 431},
		"bad UTF-8":          {"GET /api/search?q=%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
		"no request":         {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400},
		"a body without end": {"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 99999999999\r\n\r\n" + strings.Repeat("溪", 8<<20), 413},
		"chunks without end": {"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n" + strings.Repeat("400000\r\n"+strings.Repeat("a", 0x400000)+"\r\n", 5), 413},
		"another host":       {"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", 403},
		"no host":            {"GET / HTTP/1.1\r\n\r\n", 400},
	} {
		if got := status(host, x.request); got != x.status {
			s.Errorf("%s: %d, want %d", what, got, x.status)
		}
		s.inTime("after " + what)
	}
	close(stop)
	dripping.Wait()
	s.inTime("at last")
}

// idle opens connections of which half say nothing and half have asked once.
func (s *serving) idle(host string) []net.Conn {
	s.Helper()
	var limit syscall.Rlimit
	s.must(syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit))
	n := min(10_000, int(min(limit.Cur, 1<<20))-500)
	var conns []net.Conn
	for i := range n {
		conn, err := net.Dial("tcp", host)
		if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.EADDRNOTAVAIL) {
			break
		}
		s.must(err)
		conns = append(conns, conn)
		if i%2 == 0 {
			continue
		}
		if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			s.Errorf("connection %d: %v", i, err)
		}
	}
	if len(conns) < 1000 {
		s.Errorf("only %d connections", len(conns))
	}
	return conns
}

// drip sends a header a byte at a time, for as long as it is taken.
func drip(host string, stop chan struct{}) {
	for {
		conn, err := net.Dial("tcp", host)
		if err != nil {
			return
		}
		for _, b := range []byte("GET /?q=" + strings.Repeat("a", 1000)) {
			select {
			case <-stop:
				conn.Close()
				return
			case <-time.After(100 * time.Millisecond):
			}
			if _, err := conn.Write([]byte{b}); err != nil {
				break
			}
		}
		conn.Close()
	}
}

// status is that of the answer to a request as it stands, 0 for none.
func status(host, request string) int {
	conn, err := net.Dial("tcp", host)
	if err != nil {
		return 0
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
	// What is not taken any more is no matter: the answer counts.
	go func() { _, _ = io.WriteString(conn, request) }()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0
	}
	resp.Body.Close()
	return resp.StatusCode
}

// inTime asks as others do, over new connections.
func (s *serving) inTime(when string) {
	s.Helper()
	client := &http.Client{Timeout: inTime, Transport: &http.Transport{DisableKeepAlives: true}}
	for _, target := range []string{"/api/search?q=%E7%A7%91%E6%8A%80%E5%88%9B%E6%96%B0", "/mentions?q=%E7%A7%91%E6%8A%80%E5%88%9B%E6%96%B0", "/status"} {
		resp, err := client.Get(s.address + target)
		if err != nil {
			s.Errorf("%s: %v", when, err)
			continue
		}
		_, err = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK {
			s.Errorf("%s: %s: %s %v", when, target, resp.Status, err)
		}
	}
}
