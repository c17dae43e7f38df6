package server

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"yinzheng/index"
)

// site is an index that a server answers from.
type site struct {
	folder, dir string
	*Server
	log      *bytes.Buffer
	contract *contract // every answer of the API is held to it
}

// built is the folder of a site, made once: each test has a copy.
var built = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "yinzheng-server-")
	if err != nil {
		return "", err
	}
	for name, text := range map[string]string{
		"规定.md":  "# 山河管理规定\n\n山河省人民政府\n\n2021年3月1日\n\n第一条 爱护山河，保护溪流。\n\n第二条 溪流边不得取沙。\n",
		"通知.txt": "关于<script>alert(1)</script>治沙的通知\n\n溪流治理 \"><img src=x onerror=alert(2)> 从今年开始。\n",
		"报告.md":  "# 工作报告\n\n2019年5月1日\n\n溪流清清，溪流长长。\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			return folder, err
		}
	}
	_, err = index.Update(context.Background(), filepath.Join(folder, ".yinzheng"), []string{folder}, index.UpdateOptions{})
	return folder, err
})

func TestMain(m *testing.M) {
	folder, err := built()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// newLibrary is a server of a copy of built; change, if given, changes how it
// is run.
func newLibrary(t testing.TB, limits Limits, change ...func(*Options)) *site {
	t.Helper()
	l := &site{folder: t.TempDir(), log: &bytes.Buffer{}}
	l.dir = filepath.Join(l.folder, ".yinzheng")
	ready, err := built()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(l.folder, os.DirFS(ready)); err != nil {
		t.Fatal(err)
	}
	o := Options{Log: slog.New(slog.NewTextHandler(l.log, nil)), Limits: limits, Version: "test", Local: true}
	for _, x := range change {
		x(&o)
	}
	if l.Server, err = Open(l.dir, o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	l.contract = newContract(t, l.Server)
	return l
}

func (l *site) write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(l.folder, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (l *site) update(t testing.TB) {
	t.Helper()
	if _, err := index.Update(context.Background(), l.dir, []string{l.folder}, index.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
}

// get asks for a target whose query is written plainly, as curl would be
// given it: with name, value pairs of headers.
func (l *site) get(method, target string, headers ...string) *httptest.ResponseRecorder {
	return l.send(method, target, "", headers...)
}

// send is get with a body.
func (l *site) send(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	path, q, ok := strings.Cut(target, "?")
	if ok {
		path += "?" + plain(q)
	}
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	r := httptest.NewRequest(method, path, reader)
	r.Host = "127.0.0.1:8080"
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	return l.do(r)
}

// do answers r, and holds the answer to the contract.
func (l *site) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	l.Handler().ServeHTTP(w, r)
	l.contract.check(r, w)
	return w
}

// plain escapes what a URL can't hold, but neither %, & nor =.
func plain(q string) string {
	return strings.NewReplacer("%2525", "%25", "%26", "&", "%3D", "=", "%25", "%", "%3B", ";").Replace(url.QueryEscape(q))
}
