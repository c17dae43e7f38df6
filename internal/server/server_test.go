package server

import (
	"context"
	"io"
	"net/http"
	"testing"
)

func TestAnAddressIsForThisMachineOrForOthers(t *testing.T) {
	for addr, want := range map[string]bool{
		"127.0.0.1:1": true, "localhost:1": true, "LocalHost.:9": true, "[::1]:0": true, "127.8.9.1:1": true,
		"0.0.0.0:1": false, ":8080": false, "[::]:0": false, "192.0.2.1:80": false, "example.org:80": false, "localhost.example.org:1": false,
	} {
		if got, err := IsLocal(addr); got != want || err != nil {
			t.Errorf("%q: %v, %v", addr, got, err)
		}
	}
	for _, addr := range []string{"127.0.0.1", "", "8080", "127.0.0.1:99999", "127.0.0.1:-1", "127.0.0.1:x", "127.0.0.1:"} {
		if _, err := Listen(addr); err != ErrAddress {
			t.Errorf("%q: %v", addr, err)
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
