package server

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/http"
	"time"
)

// policy lets a page load our style sheet and icon and send our form, and
// nothing else.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// hardened tells browsers what our answers may not be used for.
func hardened(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// local refuses requests that call this machine by a name of others.
func (s *Server) local(next http.Handler) http.Handler {
	refuse := s.fails(errHost)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isOurHost(r.Host) {
			refuse.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
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

// logged writes a line for each request, without what was asked for. Status
// 0 is a client that left before its answer.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		x := &recorder{ResponseWriter: w}
		next.ServeHTTP(x, r)
		s.log.Info("request", "method", r.Method, "path", r.URL.Path, "status", x.status,
			"bytes", x.bytes, "took", time.Since(start).Round(10*time.Microsecond), "from", r.RemoteAddr)
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
