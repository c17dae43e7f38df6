package concord

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// mill makes documents of millMentions when they are asked for, and measures
// what the program holds all the while.
type mill struct {
	docs int
	mu   sync.Mutex
	heap uint64 // most bytes that were in use
	at   int    // documents since the last look
}

const millMentions = 500

func (m *mill) Len() int                        { return m.docs }
func (m *mill) Letters(int) int                 { return 30 * millMentions }
func (m *mill) Size(doc int) int                { return doc }
func (m *mill) SameText(a, b int) (bool, error) { return a == b, nil }
func (m *mill) Info(doc int) corpus.Info {
	return corpus.Info{Path: fmt.Sprintf("%06d.md", doc), Meta: corpus.Meta{Date: fmt.Sprint(1980 + doc%40)}}
}

func (m *mill) Find(_ context.Context, _ match.Pattern, keep func(corpus.Info) bool) iter.Seq2[match.Hits, error] {
	return func(yield func(match.Hits, error) bool) {
		for doc := range m.docs {
			if !yield(match.Hits{Doc: doc, Spans: make([]match.Span, millMentions)}, nil) {
				return
			}
		}
	}
}

// Load makes a text of some 50 KB, whose mentions have other neighbours each.
func (m *mill) Load(h match.Hits) (*corpus.Document, []match.Span, error) {
	m.look()
	random := rand.New(rand.NewPCG(uint64(h.Doc), 0))
	word := func() string { return string([]rune{0x4e00 + random.Int32N(0x5000), 0x4e00 + random.Int32N(0x5000)}) }
	d := &corpus.Document{Info: m.Info(h.Doc)}
	var text strings.Builder
	for i := range h.Spans {
		text.WriteString(word() + strings.Repeat("千山", 5) + word())
		h.Spans[i] = match.Span{Start: text.Len(), End: text.Len() + len("山水")}
		text.WriteString("山水" + word() + strings.Repeat("万水", 5) + "。")
	}
	d.Text = text.String()
	return d, h.Spans, nil
}

// look measures, some twenty times in the course of a count.
func (m *mill) look() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.at++; m.at >= m.docs/20 {
		m.at = 0
		m.heap = max(m.heap, inUse())
	}
}

// inUse is the bytes that are reachable.
func inUse() uint64 {
	var now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&now)
	return now.HeapAlloc
}

// held is the most bytes that were in use while all mentions were made.
func held(t *testing.T, docs int, o Options) uint64 {
	t.Helper()
	m, base, n := &mill{docs: docs}, inUse(), 0
	for _, err := range New(m, waterPattern, o).Mentions(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%millMentions == 0 {
			m.look()
		}
	}
	if want := docs*millMentions - o.Offset; n != want && n != o.Sample {
		t.Fatalf("%d mentions, want %d", n, want)
	}
	return m.heap - min(base, m.heap)
}

func hasRaceDetector() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// A million mentions are 200 MB of context, and their documents 100 MB.
func TestAMillionMentionsTakeNoMoreMemoryThanTenThousand(t *testing.T) {
	const few, million = 10_000 / millMentions, 1_000_000 / millMentions
	tests := []struct {
		o     Options
		docs  int
		bound uint64
	}{
		{Options{}, million, 4 << 20},
		{Options{Sample: 1000}, million / 10, 4 << 20},
		{Options{Offset: 3, Width: 200}, million / 10, 4 << 20},
		{Options{Sort: ByLeft}, million, 8 * chunkBytes},
		{Options{Sort: ByRight, Width: 200}, million / 10, 8 * chunkBytes},
	}
	for _, tt := range tests {
		if testing.Short() || hasRaceDetector() {
			tt.docs /= 20
		}
		ten, all := held(t, few, tt.o), held(t, tt.docs, tt.o)
		t.Logf("%+v: %d KB, %d KB", tt.o, ten>>10, all>>10)
		if max(ten, all) > tt.bound {
			t.Errorf("%+v: %d bytes for %d documents, %d for %d; at most %d", tt.o, ten, few, all, tt.docs, tt.bound)
		}
	}
}
