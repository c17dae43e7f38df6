package server

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"
)

// policy lets a page load our style sheet, script and pictures, send our forms,
// and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// hardened tells browsers what our answers may not be used for.
func hardened(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// ours refuses requests that call this server by a name of others, and forms
// that pages of others send.
func (s *Server) ours(next http.Handler) http.Handler {
	refuse := s.fails(errHost)
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(s.fails(errOrigin))
	same := origin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.hosts.answers(r.Host) && !saysNothing(r.URL.Path) {
			refuse.ServeHTTP(w, r)
			return
		}
		same.ServeHTTP(w, r)
	})
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int
}

func (x *recorder) WriteHeader(status int) {
	if x.status == 0 {
		x.status = status
	}
	x.ResponseWriter.WriteHeader(status)
}

func (x *recorder) Write(b []byte) (int, error) {
	if x.status == 0 {
		x.status = http.StatusOK
	}
	n, err := x.ResponseWriter.Write(b)
	x.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController through.
func (x *recorder) Unwrap() http.ResponseWriter { return x.ResponseWriter }

const idHeader = "X-Request-Id"

// idOf is the id of the request that w answers.
func idOf(w http.ResponseWriter) string { return w.Header().Get(idHeader) }

// goodID is an id of a request that a proxy may have given.
var goodID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// logged gives each request an id and writes a line for it, without what was
// asked for. Status 0 is a client that left before its answer; an answer that
// was broken off is not whole. A panic is the request's end and not the
// server's.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		id := r.Header.Get(idHeader)
		if !goodID.MatchString(id) {
			id = rand.Text()[:16]
		}
		w.Header().Set(idHeader, id)
		x := &recorder{ResponseWriter: w}
		defer func() {
			broken := recover()
			if broken != nil && broken != http.ErrAbortHandler {
				s.log.Error("a request broke down", "id", id, "panic", broken, "stack", string(debug.Stack()))
				if x.status == 0 {
					s.fail(x, r, refuse(http.StatusInternalServerError, "the log of yinzheng serve says more", "the request broke down"))
				}
			}
			took := time.Since(start)
			s.metrics.count(r, x.status, took)
			method, path := r.Method[:min(len(r.Method), 20)], r.URL.Path[:min(len(r.URL.Path), 300)]
			s.log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("id", id), slog.String("method", method),
				slog.String("path", path), slog.Int("status", x.status), slog.Int("bytes", x.bytes),
				slog.Duration("took", took.Round(10*time.Microsecond)), slog.String("from", r.RemoteAddr), slog.Bool("whole", broken == nil))
			if broken == http.ErrAbortHandler {
				panic(broken)
			}
		}()
		next.ServeHTTP(x, r)
	})
}

// static serves the embedded files; a browser asks each time whether its
// copy is still right.
func (s *Server) static() http.Handler {
	missing := s.fails(errNotFound)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Path[1:]
		body, err := fs.ReadFile(staticFiles, name)
		if err != nil {
			missing.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprintf("%x", sha256.Sum256(body))[:16]))
		http.ServeFileFS(w, r, staticFiles, name)
	})
}
