package server

import (
	"context"
	"embed"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync/atomic"
	"time"

	"yinzheng/internal/concord"
)

// MaxLimit is the longest list in one answer of JSON or on one page.
const MaxLimit = 1000

// defaultLimit is the length of a list that nobody has set.
const defaultLimit = 20

// Times that a connection has.
const (
	headerTime   = 5 * time.Second
	readTime     = 15 * time.Second
	writeTime    = time.Minute // for an answer that is made
	idleTime     = 2 * time.Minute
	shutdownTime = 15 * time.Second
	refreshTime  = time.Second // between two looks for a new generation
)

// maxHeader holds a query of 10,000 letters, percent-encoded, and more.
const maxHeader = 256 << 10

// Limits bound what requests may cost.
type Limits struct {
	Work        time.Duration // for one request's work; more is 422
	Long        time.Duration // for that of a heavy one
	Export      time.Duration // for one that writes while it reads
	Patience    time.Duration // with a client that takes nothing of an export
	Wait        time.Duration // for a place to work at; longer is 503
	Concurrent  int           // quick requests that work at a time
	Searches    int           // searches: more than cores only makes all of them late
	Slow        int           // slow ones: mentions, quotations
	Heavy       int           // heavy ones: collocates, comparisons, check
	Exports     int           // exports
	Body        int64         // bytes of a draft
	Arrival     time.Duration // for a draft to arrive
	Bodies      int           // drafts that arrive at a time
	Answer      int           // bytes of an answer that is made whole
	Connections int           // open at a time
	Keep        time.Duration // a generation stays open for paging
}

// DefaultLimits are for a team and an index of some hundred megabytes.
func DefaultLimits() Limits {
	cores := runtime.GOMAXPROCS(0)
	return Limits{
		Work: 10 * time.Second, Long: 30 * time.Second, Export: 5 * time.Minute, Patience: 30 * time.Second, Wait: 2 * time.Second,
		Concurrent: max(4, 2*cores), Searches: max(2, cores), Slow: max(2, cores), Heavy: max(2, cores/2), Exports: 4,
		Body: 8 << 20, Arrival: time.Minute, Bodies: 16, Answer: 16 << 20, Connections: 10_000, Keep: time.Minute,
	}
}

// Options say how a server is run.
type Options struct {
	Log     *slog.Logger
	Limits  Limits
	Version string   // of the program
	Local   bool     // only this machine reaches it
	Hosts   []string // names that it answers to, beside those it knows
	Tokens  []string // one of them must come with a request; none: all are let in
	// Concepts reads the concept file, of which it gives the base name; nil, or
	// no concepts: there is none.
	Concepts func() (*concord.Concepts, string, error)
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
	version     string
	hosts       hosts
	keys        keys
	concepts    func() (*concord.Concepts, string, error)
	places      [costs]chan struct{} // by cost; one token for each request at work
	bodies      chan struct{}        // one token for each draft that arrives
	connections *connections
	metrics     *meters
	pages       pages
	stopping    atomic.Bool
}

// Open opens the index in dir; the caller closes the server. Errors: those
// of index.Open.
func Open(dir string, o Options) (*Server, error) {
	pages, err := readPages()
	if err != nil {
		return nil, err
	}
	g, err := openGenerations(dir, o.Limits.Keep, o.Log)
	if err != nil {
		return nil, err
	}
	s := &Server{
		generations: g, log: o.Log, limits: o.Limits, version: o.Version, pages: pages,
		hosts: newHosts(o.Hosts, o.Local), keys: newKeys(o.Tokens), concepts: o.Concepts,
		connections: newConnections(o.Limits.Connections), bodies: make(chan struct{}, o.Limits.Bodies),
	}
	for cost, n := range map[cost]int{quick: o.Limits.Concurrent, searching: o.Limits.Searches, slow: o.Limits.Slow, heavy: o.Limits.Heavy, export: o.Limits.Exports} {
		s.places[cost] = make(chan struct{}, n)
	}
	s.metrics = newMeters(s)
	return s, nil
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
		ConnState:         s.connections.changed,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug), // clients' faults
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ln) }()
	look := time.NewTicker(refreshTime)
	defer look.Stop()
	for running := true; running; {
		select {
		case err := <-ended:
			return err
		case <-look.C:
			s.generations.refresh()
		case <-ctx.Done():
			running = false
		}
	}
	s.stopping.Store(true)
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
	route := func(methods, path string, handlers map[string]http.Handler) {
		for method, h := range handlers {
			mux.Handle(method+" "+path, h)
		}
		mux.Handle(path, s.notAllowed(methods))
	}
	get := func(path string, h http.Handler) { route("GET, HEAD", path, map[string]http.Handler{"GET": h}) }
	for _, e := range endpoints() {
		route(e.methods(), e.path, map[string]http.Handler{e.method: s.api(e)})
	}
	get("/api/openapi.json", s.openAPI())
	get("/healthz", s.health())
	get("/readyz", s.ready())
	get("/metrics", s.showMetrics())
	get("/static/", s.static())
	get("/{$}", s.page(s.readSearchPage))
	get("/doc/{id}", s.page(s.readDocumentPage))
	get("/mentions", s.page(s.readMentionsPage))
	get("/quote", s.page(s.readQuotePage))
	get("/status", s.page(s.readStatusPage))
	route("GET, HEAD, POST", "/check", map[string]http.Handler{"GET": s.page(s.readEmptyCheck), "POST": s.checkPage()})
	route("GET, HEAD, POST", "/login", map[string]http.Handler{"GET": http.HandlerFunc(s.showLogin), "POST": http.HandlerFunc(s.login)})
	route("POST", "/logout", map[string]http.Handler{"POST": http.HandlerFunc(s.logout)})
	mux.Handle("/", s.fails(errNotFound))
	return s.logged(hardened(s.ours(s.guarded(mux))))
}

func (s *Server) notAllowed(methods string) http.Handler {
	refuse := s.fails(refuse(http.StatusMethodNotAllowed, "use "+methods, "this method is not answered here"))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", methods)
		refuse.ServeHTTP(w, r)
	})
}

// health says that the process answers.
func (s *Server) health() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { write(w, http.StatusOK, typeText, []byte("ok\n")) })
}

// ready says that questions are answered: not while the server is being
// stopped.
func (s *Server) ready() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.stopping.Load() {
			s.fail(w, r, errStopping)
			return
		}
		write(w, http.StatusOK, typeText, []byte("ok "+s.generations.name()+"\n"))
	})
}
