package server

import (
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/analysis"
	"yinzheng/internal/library"
)

// retryAfter is how long a generation that could not be opened is left alone.
const retryAfter = time.Second

// mostKept is how many generations that are no longer in force are kept open
// at most, however often the index changes.
const mostKept = 8

// generations hands out open generations. Each is open as long as somebody
// holds it:
//
//	requests   ──┐ hold     gen-000001   closed when the last one lets go
//	paging     ──┼────────► gen-000002   kept for a while after the next came
//	requests   ──┤ hold   ┌ gen-000003   in force
//	CURRENT    ──┴────────┘
type generations struct {
	dir  string
	keep time.Duration // that one stays open after the next came
	log  *slog.Logger

	opening sync.Mutex // held by the one who opens a generation
	retry   time.Time  // not before; guarded by opening

	mu   sync.Mutex
	now  *generation
	kept []*generation // oldest first
}

// generation is an open index and the number of those who hold it, which
// generations.mu guards. What every request needs again is made once.
type generation struct {
	*index.Index
	holders     int
	fingerprint func() (string, error)
	infos       func() []corpus.Info // of all documents
	issuers     func() string        // the letters of each, in lines
	library     func() *library.Library
}

func newGeneration(ix *index.Index) *generation {
	g := &generation{Index: ix, holders: 1, fingerprint: sync.OnceValues(ix.Fingerprint)}
	g.infos = sync.OnceValue(func() []corpus.Info {
		infos := make([]corpus.Info, ix.Len())
		for i := range infos {
			infos[i] = ix.Info(i)
		}
		return infos
	})
	g.issuers = sync.OnceValue(func() string {
		letters := map[string]string{} // two names may have the same
		for _, info := range g.infos() {
			letters[info.Issuer] = analysis.Letters(info.Issuer)
		}
		return strings.Join(slices.Collect(maps.Values(letters)), "\n")
	})
	g.library = sync.OnceValue(func() *library.Library { return library.New(g, nil) })
	return g
}

// Info is that of the index, read once: counts by year, issuer and type ask
// for all of them.
func (x *generation) Info(doc int) corpus.Info { return x.infos()[doc] }

// openGenerations opens the generation in force. Errors: those of index.Open.
func openGenerations(dir string, keep time.Duration, log *slog.Logger) (*generations, error) {
	g := &generations{dir: dir, keep: keep, log: log}
	if err := g.replace(); err != nil {
		return nil, err
	}
	return g, nil
}

// hold gives the generation of this name, "" for the one in force; the caller
// releases it. Where a newer one can't be opened, the one before answers. A
// name that is open no more is an error.
func (g *generations) hold(name string) (*generation, error) {
	g.refresh()
	g.mu.Lock()
	defer g.mu.Unlock()
	x := g.now
	if name != "" && name != x.Generation() {
		i := slices.IndexFunc(g.kept, func(k *generation) bool { return k.Generation() == name })
		if i < 0 {
			return nil, refuse(http.StatusGone, "ask again without generation: the answer then is of "+x.Generation(), "%s is no longer open", name)
		}
		x = g.kept[i]
	}
	x.holders++
	return x, nil
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
	if g.current() || !g.opening.TryLock() {
		return
	}
	defer g.opening.Unlock()
	if g.current() || time.Now().Before(g.retry) {
		return
	}
	if err := g.replace(); err != nil {
		g.retry = time.Now().Add(retryAfter)
		g.log.Error("a new generation can't be opened, the one before answers", "in force", g.name(), "error", err)
	}
}

// current tells whether there is no newer generation. Where that can't be told,
// the one at hand goes on answering.
func (g *generations) current() bool {
	g.mu.Lock()
	x := g.now
	x.holders++ // it must not be closed meanwhile
	g.mu.Unlock()
	defer g.release(x)
	inForce, err := x.InForce()
	return inForce || err != nil
}

// name is the generation in force.
func (g *generations) name() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.now.Generation()
}

// replace opens what is in force now and keeps the one before for a while.
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
	g.now = newGeneration(ix)
	var oldest *generation
	if before != nil {
		g.kept = append(g.kept, before)
		if len(g.kept) > mostKept {
			oldest = g.kept[0]
		}
	}
	g.mu.Unlock()
	if before != nil {
		time.AfterFunc(g.keep, func() { g.drop(before) })
	}
	if oldest != nil {
		g.drop(oldest)
	}
	return nil
}

// drop keeps x no longer.
func (g *generations) drop(x *generation) {
	g.mu.Lock()
	i := slices.Index(g.kept, x)
	if i >= 0 {
		g.kept = slices.Delete(g.kept, i, i+1)
	}
	g.mu.Unlock()
	if i >= 0 {
		g.release(x)
	}
}

// open is how many generations are kept and in force.
func (g *generations) open() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.kept) + 1
}

// close lets all go. Nobody may hold one any more, nor ask for one.
func (g *generations) close() {
	g.mu.Lock()
	kept := slices.Clone(g.kept)
	g.mu.Unlock()
	for _, x := range kept {
		g.drop(x)
	}
	g.release(g.now)
}

// documents is how many the generation in force holds.
func (g *generations) documents() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.now.Len()
}
