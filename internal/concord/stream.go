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

// load finds p in the documents that keep takes, nil all, and of its mentions
// those that pick takes. It reads their documents side by side and yields them
// in order, a few at a time: nothing grows with their number. An error is the
// last that it yields. When it returns, nothing that it started runs any more.
func load(ctx context.Context, src Source, p match.Pattern, keep func(corpus.Info) bool, pick picker) iter.Seq2[loaded, error] {
	type result struct {
		loaded
		err error
	}
	type job struct {
		hits match.Hits
		err  error
		done chan result // takes one
	}
	return func(yield func(loaded, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		workers := runtime.GOMAXPROCS(0)
		queue, order := make(chan job), make(chan job, 2*workers)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		for range workers {
			wg.Go(func() {
				for j := range queue {
					r := result{err: j.err}
					if r.err == nil {
						r.loaded, r.err = loadOne(src, j.hits)
					}
					j.done <- r
				}
			})
		}
		wg.Go(func() {
			defer close(order)
			defer close(queue)
			for h, err := range picked(src.Find(ctx, p, keep), pick) {
				j := job{h, err, make(chan result, 1)}
				select {
				case order <- j:
				case <-ctx.Done():
					return
				}
				queue <- j // a worker always comes: none waits for who reads
			}
		})
		for j := range order {
			r := <-j.done
			if !yield(r.loaded, r.err) || r.err != nil {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(loaded{}, err)
		}
	}
}

func loadOne(src Source, h match.Hits) (loaded, error) {
	doc, spans, err := src.Load(h)
	return loaded{h, src.Info(h.Doc), doc, spans}, err
}
