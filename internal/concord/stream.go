package concord

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// loaded is a document with the matches in it.
type loaded struct {
	hits  match.Hits
	info  corpus.Info
	doc   *corpus.Document
	spans []match.Span // of hits, in bytes of the document's text
}

// reading is a document that a worker reads.
type reading struct {
	hits match.Hits
	err  error         // of finding it; there is nothing to read
	done chan<- result // takes one
	read <-chan result
}

type result struct {
	loaded
	err error
}

// load finds p in the documents that keep takes, nil all, and of its mentions
// those that pick takes. It reads their documents side by side and yields them
// in order, a few at a time: nothing grows with their number. An error is the
// last that it yields. When it returns, nothing that it started runs any more,
// and if all was ranged over b is whole; see find.
func load(ctx context.Context, src Source, p match.Pattern, keep func(corpus.Info) bool, pick picker, b *Beside) iter.Seq2[loaded, error] {
	return func(yield func(loaded, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		workers := runtime.GOMAXPROCS(0)
		queue, order := make(chan reading), make(chan reading, 2*workers)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		for range workers {
			wg.Go(func() { read(src, queue) })
		}
		wg.Go(func() {
			defer close(order)
			defer close(queue)
			handOut(ctx, picked(find(ctx, src, p, keep, b), pick), queue, order)
		})
		for x := range order {
			r := <-x.read
			if !yield(r.loaded, r.err) || r.err != nil {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(loaded{}, err)
		}
	}
}

// handOut sends what is found to the workers, and in order to who yields it,
// until that one takes no more.
func handOut(ctx context.Context, found iter.Seq2[match.Hits, error], queue, order chan<- reading) {
	for h, err := range found {
		done := make(chan result, 1)
		x := reading{h, err, done, done}
		select {
		case order <- x:
		case <-ctx.Done():
			return
		}
		queue <- x // a worker always comes: none waits for who reads
	}
}

// read reads what stands in the queue.
func read(src Source, queue <-chan reading) {
	for x := range queue {
		r := result{err: x.err}
		if r.err == nil {
			r.hits, r.info = x.hits, src.Info(x.hits.Doc)
			r.doc, r.spans, r.err = src.Load(x.hits)
		}
		x.done <- r
	}
}
