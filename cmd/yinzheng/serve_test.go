package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"regexp"
	"testing"
	"time"
)

// TestServeAnswersUntilInterrupted starts the verb on a free port.
func TestServeAnswersUntilInterrupted(t *testing.T) {
	p := indexed(t)
	log, w := io.Pipe()
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	code := make(chan int, 1)
	go func() {
		env := func(name string) string { return p.env[name] }
		code <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0"}, system{stdout: io.Discard, stderr: w, env: env, now: time.Now})
		w.Close()
	}()
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)
	request := regexp.MustCompile(`msg=request .* status=200`)
	requests := 0
	for lines := bufio.NewScanner(log); lines.Scan(); {
		if url := address.FindString(lines.Text()); url != "" {
			go askOnce(t, url, interrupt)
		}
		if request.MatchString(lines.Text()) {
			requests++
		}
	}
	if got := <-code; got != exitInterrupted || requests != 1 {
		t.Errorf("exit code %d, %d requests in the log", got, requests)
	}
}

// askOnce gets an answer and interrupts the server.
func askOnce(t *testing.T, url string, interrupt func()) {
	defer interrupt()
	resp, err := http.Get(url + "api/search?q=%E6%BA%AA%E6%B5%81")
	if err != nil {
		t.Error(err)
		return
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("status %s", resp.Status)
	}
}
