package server

import (
	"context"
	"embed"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// MaxLimit is the longest list in one answer.
const MaxLimit = 1000

// defaultLimit is the length of a list that nobody has set.
const defaultLimit = 20

// Times that a connection has. The whole of a request must fit in, work and
// waiting included.
const (
	headerTime   = 5 * time.Second
	readTime     = 15 * time.Second
	writeTime    = time.Minute
	idleTime     = 2 * time.Minute
	shutdownTime = 15 * time.Second
)

// maxHeader holds a query of 10,000 letters, percent-encoded, and more.
const maxHeader = 256 << 10

// Limits bound what requests may cost.
type Limits struct {
	Work       time.Duration // for one request's work; more is 422
	Wait       time.Duration // for a place to work at; longer is 503
	Concurrent int           // requests that work at a time
}

// DefaultLimits are for an index on the machine that one works on.
func DefaultLimits() Limits {
	return Limits{Work: 10 * time.Second, Wait: 2 * time.Second, Concurrent: 8}
}

//go:embed page/*.html
var pageFiles embed.FS

//go:embed static
var staticFiles embed.FS

// Server answers from the index in one folder.
type Server struct {
	generations *generations
	log         *slog.Logger
	limits      Limits
	places      chan struct{} // one token for each request at work
	pages       *template.Template
}

// Open opens the index in dir; the caller closes the server. Errors: those
// of index.Open.
func Open(dir string, log *slog.Logger, limits Limits) (*Server, error) {
	pages, err := template.ParseFS(pageFiles, "page/*.html")
	if err != nil {
		return nil, err
	}
	g, err := openGenerations(dir, log)
	if err != nil {
		return nil, err
	}
	return &Server{g, log, limits, make(chan struct{}, limits.Concurrent), pages}, nil
}

// Close lets the index go. Nothing may be served any more.
func (s *Server) Close() { s.generations.close() }

// Serve answers on ln until ctx is done; then requests under way have some
// seconds to end. Being told to end is no error.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	server := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelError),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ln) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		s.log.Warn("requests were cut off", "error", err)
		return server.Close()
	}
	return nil
}

// Handler is every route, behind the checks and the log.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for path, handler := range map[string]http.Handler{
		"/{$}":          s.page(),
		"/api/search":   s.api(readSearch),
		"/api/mentions": s.api(readMentions),
		"/static/":      s.static(),
	} {
		mux.Handle("GET "+path, handler)
		mux.Handle(path, s.fails(errMethod))
	}
	mux.Handle("/", s.fails(errNotFound))
	return s.logged(hardened(s.local(mux)))
}
