package server

import (
	"log/slog"
	"sync"
	"time"

	"yinzheng/index"
)

// retryAfter is how long a generation that could not be opened is left alone.
const retryAfter = time.Second

// generations hands out the generation in force. Each is open as long as
// somebody holds it or it is in force:
//
//	requests   ──┐ hold     gen-000001   closed when the last one lets go
//	requests   ──┤ hold   ┌ gen-000002   in force: held by generations itself
//	CURRENT    ──┴────────┘
type generations struct {
	dir string
	log *slog.Logger

	opening sync.Mutex // held by the one who opens a generation
	retry   time.Time  // not before; guarded by opening

	mu  sync.Mutex
	now *generation
}

// generation is an open index and the number of those who hold it, which
// generations.mu guards.
type generation struct {
	*index.Index
	holders int
}

// openGenerations opens the generation in force. Errors: those of index.Open.
func openGenerations(dir string, log *slog.Logger) (*generations, error) {
	g := &generations{dir: dir, log: log}
	if err := g.replace(); err != nil {
		return nil, err
	}
	return g, nil
}

// hold gives the generation in force; the caller releases it. Where a newer
// one can't be opened, the one before answers.
func (g *generations) hold() *generation {
	g.refresh()
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now.holders++
	return g.now
}

// release lets x go and closes it when nobody holds it any more.
func (g *generations) release(x *generation) {
	g.mu.Lock()
	x.holders--
	last := x.holders == 0
	g.mu.Unlock()
	if !last {
		return
	}
	if err := x.Close(); err != nil {
		g.log.Error("closing a generation", "generation", x.Generation(), "error", err)
	}
}

// refresh takes up a new generation. While one request opens it the others
// go on with the one before.
func (g *generations) refresh() {
	name, err := index.Current(g.dir)
	if err != nil || name == g.name() || !g.opening.TryLock() {
		return
	}
	defer g.opening.Unlock()
	if name == g.name() || time.Now().Before(g.retry) {
		return
	}
	if err := g.replace(); err != nil {
		g.retry = time.Now().Add(retryAfter)
		g.log.Error("a new generation can't be opened, the one before answers", "generation", name, "error", err)
	}
}

// name is the generation in force.
func (g *generations) name() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.now.Generation()
}

// replace opens what is in force now and lets the one before go.
func (g *generations) replace() error {
	ix, err := index.Open(g.dir)
	if err != nil {
		return err
	}
	g.log.Info("open", "generation", ix.Generation(), "documents", ix.Len())
	if ix.Outdated() {
		g.log.Warn("the index was built with another folding: answers come from a scan of all texts; yinzheng index brings it up to date")
	}
	g.mu.Lock()
	before := g.now
	g.now = &generation{ix, 1}
	g.mu.Unlock()
	if before != nil {
		g.release(before)
	}
	return nil
}

// close lets the generation in force go.
func (g *generations) close() { g.release(g.now) }
