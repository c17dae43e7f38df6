package concord_test

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"yinzheng/corpus"
	"yinzheng/internal/brute"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// scanned is a brute scan that was made before anybody asked: of many patterns
// in one pass, where brute.Source makes a pass for each question.
type scanned struct {
	*brute.Source
	hits map[string][]match.Hits // by patternKey, in order of document
}

// remembering is a source of one question, whose answers are read many times
// over: what Load gave it gives again. Of an index that saves the most of the
// time.
type remembering struct {
	concord.Source
	loaded sync.Map // remembered, by the document's number
}

// remembered is the hits, and the document and spans that Load made of them.
type remembered struct {
	hits  match.Hits
	doc   *corpus.Document
	spans []match.Span
}

func (s *remembering) Load(h match.Hits) (*corpus.Document, []match.Span, error) {
	if x, ok := s.loaded.Load(h.Doc); ok && slices.Equal(x.(remembered).hits.Spans, h.Spans) {
		return x.(remembered).doc, slices.Clone(x.(remembered).spans), nil
	}
	doc, spans, err := s.Source.Load(h)
	if err == nil {
		h.Spans = slices.Clone(h.Spans)
		s.loaded.Store(h.Doc, remembered{h, doc, slices.Clone(spans)})
	}
	return doc, spans, err
}

// patternKey is the same for equal patterns only, whatever they ask beside.
func patternKey(p match.Pattern) string {
	p.Loosely = false
	return fmt.Sprintf("%+v", p)
}

// Find looks the answer up.
func (s *scanned) Find(ctx context.Context, p match.Pattern, keep func(corpus.Info) bool) iter.Seq2[match.Hits, error] {
	return func(yield func(match.Hits, error) bool) {
		hits, known := s.hits[patternKey(p)]
		if !known {
			yield(match.Hits{}, fmt.Errorf("%s was not scanned for", patternKey(p)))
			return
		}
		for _, h := range hits {
			if keep != nil && !keep(s.Info(h.Doc)) {
				continue
			}
			if !p.Loosely {
				h.Loose = 0
			}
			h.Spans = slices.Clone(h.Spans)
			if (len(h.Spans) > 0 || h.Loose > 0) && !yield(h, nil) {
				return
			}
		}
	}
}

// scan looks for all patterns in all documents, these side by side.
func scan(t *testing.T, src *brute.Source, patterns []match.Pattern) *scanned {
	t.Helper()
	both, of := withLoose(t, patterns)
	set, err := brute.NewSet(both)
	if err != nil {
		t.Fatal(err)
	}
	found := make([][]match.Hits, len(patterns))
	var mu sync.Mutex
	sideBySide(src.Len(), func(doc int) {
		hits := map[int]*match.Hits{}
		set.Scan(plainRead(src, doc).Text, func(i int, spans []match.Span) {
			h := hits[of[i]]
			if h == nil {
				h = &match.Hits{Doc: doc}
				hits[of[i]] = h
			}
			if i < len(patterns) {
				h.Spans = spans
			} else {
				h.Loose = len(spans)
			}
		})
		mu.Lock()
		defer mu.Unlock()
		for i, h := range hits {
			found[i] = append(found[i], *h)
		}
	})
	s := &scanned{src, map[string][]match.Hits{}}
	for i, p := range patterns {
		slices.SortFunc(found[i], func(a, b match.Hits) int { return a.Doc - b.Doc })
		s.hits[patternKey(p)] = found[i]
	}
	if len(s.hits) != len(patterns) {
		t.Fatalf("%d patterns have only %d keys", len(patterns), len(s.hits))
	}
	return s
}

// withLoose are the patterns and, behind them, those in loose mode that have
// letters; of says of each whose it is.
func withLoose(t *testing.T, patterns []match.Pattern) (both []match.Pattern, of []int) {
	t.Helper()
	both = slices.Clone(patterns)
	for i := range patterns {
		of = append(of, i)
	}
	for i, p := range patterns {
		if p.Mode == match.Loose {
			continue
		}
		p.Mode = match.Loose
		if _, err := brute.NewSet([]match.Pattern{p}); err == nil {
			both, of = append(both, p), append(of, i)
		}
	}
	return both, of
}

// plainRead is a document of a brute source, for which Load never fails.
func plainRead(src *brute.Source, doc int) *corpus.Document {
	d, _, err := src.Load(match.Hits{Doc: doc})
	if err != nil {
		panic(err)
	}
	return d
}

// sideBySide does the work for all numbers below n, as many at once as there
// are cores.
func sideBySide(n int, work func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	wg.Wait()
}

// sameDocuments holds what two sources say of their documents against each
// other, and their letters against those that were counted plainly.
func sameDocuments(t *testing.T, a, b concord.Source, docs []*plainDoc) {
	t.Helper()
	if a.Len() != len(docs) || b.Len() != len(docs) {
		t.Fatalf("%d and %d documents, not %d", a.Len(), b.Len(), len(docs))
	}
	sideBySide(len(docs), func(doc int) {
		info := docs[doc].doc.Info
		if a.Info(doc) != info || b.Info(doc) != info {
			t.Errorf("document %d: %+v and %+v, not %+v", doc, a.Info(doc), b.Info(doc), info)
		}
		if n := docs[doc].letters; a.Letters(doc) != n || b.Letters(doc) != n {
			t.Errorf("%s: %d and %d letters, not %d", info.Path, a.Letters(doc), b.Letters(doc), n)
		}
	})
}
