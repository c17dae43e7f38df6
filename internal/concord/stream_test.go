package concord

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

var errBroken = errors.New("a broken document")

// faulty is a shelf on which something happens from document at on.
type faulty struct {
	*shelf
	fails  string // "find", "load"
	onLoad func() // called before a document is read
	at     int
	slow   bool // documents take unequal times to read, and to end a search

	found, searches atomic.Int64 // documents found, searches under way
}

func (f *faulty) Find(ctx context.Context, p match.Pattern, keep func(corpus.Info) bool) iter.Seq2[match.Hits, error] {
	return func(yield func(match.Hits, error) bool) {
		f.searches.Add(1)
		defer f.searches.Add(-1)
		if f.slow {
			defer time.Sleep(5 * time.Millisecond)
		}
		for h, err := range f.shelf.Find(ctx, p, keep) {
			f.found.Add(1)
			if err == nil && f.fails == "find" && h.Doc >= f.at {
				yield(match.Hits{}, errBroken)
				return
			}
			if !yield(h, err) {
				return
			}
		}
	}
}

func (f *faulty) Load(h match.Hits) (*corpus.Document, []match.Span, error) {
	if f.onLoad != nil && h.Doc >= f.at {
		f.onLoad()
	}
	if f.fails == "load" && h.Doc >= f.at {
		return nil, nil, errBroken
	}
	if f.slow {
		time.Sleep(time.Duration((7*h.Doc)%4) * time.Millisecond)
	}
	return f.shelf.Load(h)
}

func water(n int) *shelf {
	src := newShelf()
	for i := range n {
		d := doc(fmt.Sprintf("%04d", i), "", "", "", "山水。")
		src.docs = append(src.docs, &d)
	}
	return src
}

var waterPattern = match.Literal("水", match.Exact)

func TestLoadKeepsTheOrderAndReadsAFewAhead(t *testing.T) {
	var read, done, most atomic.Int64
	src := &faulty{shelf: water(200), slow: true, onLoad: func() {
		ahead := read.Add(1) - done.Load()
		for was := most.Load(); ahead > was && !most.CompareAndSwap(was, ahead); was = most.Load() {
		}
	}}
	next := 0
	for d, err := range load(context.Background(), src, waterPattern, nil, all, nil) {
		if err != nil {
			t.Fatal(err)
		}
		if d.hits.Doc != next || d.info.Path != src.Info(next).Path || len(d.spans) != 1 {
			t.Fatalf("document %d: got %+v", next, d)
		}
		if next%50 == 0 {
			time.Sleep(20 * time.Millisecond) // who reads is slow
		}
		next++
		done.Add(1)
	}
	if next != 200 {
		t.Errorf("%d documents", next)
	}
	// Those that wait, and the one in hand.
	if bound := int64(2*runtime.GOMAXPROCS(0) + 2); most.Load() > bound || most.Load() < 2 {
		t.Errorf("%d documents are there at once, want 2 to %d", most.Load(), bound)
	}
}

func TestLoadEndsWithTheFirstError(t *testing.T) {
	for _, where := range []string{"find", "load"} {
		t.Run(where, func(t *testing.T) {
			watch(t)
			src := &faulty{shelf: water(200), fails: where, at: 50}
			got, errs := collect(load(context.Background(), src, waterPattern, nil, all, nil))
			if len(got) != 50 || len(errs) != 1 || errs[0] != errBroken {
				t.Errorf("%d documents, then %v", len(got), errs)
			}
		})
	}
}

func TestLoadEndsWhenItIsCancelled(t *testing.T) {
	watch(t)
	for range 20 {
		ctx, cancel := context.WithCancel(context.Background())
		src := &faulty{shelf: water(200), at: 50, onLoad: cancel}
		got, errs := collect(load(ctx, src, waterPattern, nil, all, nil))
		if len(got) == 200 || len(errs) != 1 || errs[0] != context.Canceled {
			t.Errorf("%d documents, then %v", len(got), errs)
		}
	}
}

// endless is a source that finds nothing more behind its first document, and
// looks for it until it is told to stop.
type endless struct{ *shelf }

func (e endless) Find(ctx context.Context, _ match.Pattern, _ func(corpus.Info) bool) iter.Seq2[match.Hits, error] {
	return func(yield func(match.Hits, error) bool) {
		if yield(match.Hits{Raw: true, Spans: []match.Span{{Start: 0, End: 3}}}, nil) {
			<-ctx.Done()
			yield(match.Hits{}, ctx.Err())
		}
	}
}

func TestWhoStopsDoesNotWaitForTheSearch(t *testing.T) {
	watch(t)
	for m, err := range New(endless{water(1)}, waterPattern, Options{}).Mentions(context.Background()) {
		if err != nil || m.Match != "山" {
			t.Errorf("got %q, %v", m.Match, err)
		}
		break
	}
}

func TestMentionsLeaveNothingBehind(t *testing.T) {
	for _, o := range []Options{{}, {Sample: 20}, {Limit: 5}, {Sort: ByDate}} {
		for _, before := range []bool{false, true} {
			t.Run(fmt.Sprintf("%+v %v", o, before), func(t *testing.T) {
				watch(t)
				c := New(&faulty{shelf: water(200), slow: true}, waterPattern, o)
				if before {
					counted(t, c)
				}
				for _, err := range c.Mentions(context.Background()) {
					if err != nil {
						t.Fatal(err)
					}
					break
				}
			})
		}
	}
}

// A count that was not finished is none: the next one starts anew.
func TestMentionsCanBeAskedAgain(t *testing.T) {
	src := randomShelf(rand.New(rand.NewPCG(11, 1)), 40)
	want := mentions(t, New(src, waterPattern, Options{Sample: 9, Offset: 2}))
	for range 2 {
		c := New(src, waterPattern, Options{Sample: 9, Offset: 2})
		for range c.Mentions(context.Background()) {
			break
		}
		for range 2 {
			if diff := cmp.Diff(want, mentions(t, c)); diff != "" {
				t.Error(diff)
			}
			checkSums(t, c)
		}
	}
	c := New(src, waterPattern, Options{})
	for range c.Mentions(context.Background()) {
		break
	}
	if c.Occurrences != 0 {
		t.Errorf("%d counted of what was not read", c.Occurrences)
	}
	counted(t, c)
	if want := len(plainMentions(t, src, waterPattern, nil)); c.Occurrences != want {
		t.Errorf("%d occurrences, want %d", c.Occurrences, want)
	}
}
