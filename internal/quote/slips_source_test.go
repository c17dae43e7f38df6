package quote_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"yinzheng/corpus"
	"yinzheng/corpus/sample"
	"yinzheng/index"
	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
)

// library is an index, and the same documents without one, by the same
// numbers.
type library struct {
	ix      *index.Index
	scan    *brute.Source
	docs    []*corpus.Document
	numbers map[string]int // of documents, by path
	words   *analysis.Dictionary
}

// newLibrary indexes the documents of a folder. The index folder is gone when
// it returns: an index keeps what it has open.
func newLibrary(folder string) (*library, error) {
	dir, err := os.MkdirTemp("", "yinzheng-quote-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	dir = filepath.Join(dir, "index")
	ctx := context.Background() // shared by tests, so of none
	if _, err := index.Update(ctx, dir, []string{folder}, index.UpdateOptions{Root: folder}); err != nil {
		return nil, err
	}
	l := &library{numbers: map[string]int{}}
	if l.ix, err = index.Open(dir); err != nil {
		return nil, err
	}
	for doc, err := range l.ix.Documents() {
		if err != nil {
			return nil, err
		}
		l.numbers[doc.Path] = len(l.docs)
		l.docs = append(l.docs, doc)
	}
	if l.scan, err = brute.NewSource(l.ix.Documents()); err != nil {
		return nil, err
	}
	l.words, err = l.ix.Dictionary()
	return l, err
}

// sentences are those of all documents, in order.
func (l *library) sentences() (all []sentence) {
	for i, doc := range l.docs {
		all = append(all, sentencesOf(i, doc.Text)...)
	}
	return all
}

// sampleLibrary holds the documents of package sample.
var sampleLibrary = sync.OnceValues(func() (*library, error) {
	folder, err := os.MkdirTemp("", "yinzheng-sample-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	if err := os.CopyFS(folder, sample.Files()); err != nil {
		return nil, err
	}
	return newLibrary(folder)
})

func openSample(t *testing.T) *library {
	t.Helper()
	l, err := sampleLibrary()
	if err != nil {
		t.Fatal(err)
	}
	return l
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
