package concord

import (
	"context"
	"runtime"
	"sync"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

const (
	// wholeFrom is the letters of text, 3 MB of it, from which it pays to load
	// the whole dictionary. Both segmenters cut alike.
	wholeFrom = 1 << 20
	// maxCounters bounds the workers, each of which remembers words and how
	// texts were cut: some 30 MB.
	maxCounters = 8
	// progressEvery is how many documents pass between two calls of Progress.
	progressEvery = 64
)

// wordCounting counts the words of documents, several at a time.
type wordCounting struct {
	src       Source
	keep      func(corpus.Info) bool
	progress  func(documents, all int)
	segmenter func() (*analysis.Segmenter, error)
	counters  []*wordCounter

	Totals
}

func newWordCounting(src Source, dict *analysis.Dictionary, o CollocateOptions) *wordCounting {
	c := &wordCounting{src: src, keep: o.Keep, progress: o.Progress}
	if c.progress == nil {
		c.progress = func(int, int) {}
	}
	c.segmenter = sync.OnceValues(func() (*analysis.Segmenter, error) {
		if c.isLarge() {
			return analysis.NewFullSegmenter(dict)
		}
		return analysis.NewSegmenter(dict), nil
	})
	for range min(runtime.GOMAXPROCS(0), maxCounters) {
		c.counters = append(c.counters, &wordCounter{span: o.Span, words: map[string]*wordCount{}})
	}
	return c
}

// isLarge stops asking for letters, for which a source may have to count,
// once there are enough.
func (c *wordCounting) isLarge() bool {
	letters := 0
	for doc := 0; doc < c.src.Len() && letters < wholeFrom; doc++ {
		if c.asks(doc) {
			letters += c.src.Letters(doc)
		}
	}
	return letters >= wholeFrom
}

func (c *wordCounting) asks(doc int) bool { return c.keep == nil || c.keep(c.src.Info(doc)) }

// run counts all documents, if one of them holds p.
func (c *wordCounting) run(ctx context.Context, p match.Pattern) error {
	within, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	jobs := make(chan match.Hits)
	var wg sync.WaitGroup
	for _, counter := range c.counters {
		wg.Go(func() {
			if err := c.work(counter, jobs); err != nil {
				cancel(err)
			}
		})
	}
	err := c.feed(within, p, jobs)
	close(jobs)
	wg.Wait()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if cause := context.Cause(within); cause != nil {
		return cause // of a worker; err only says that feed was stopped
	}
	return err
}

// feed hands out the documents in order, with their mentions: those without
// when the next one with a mention is known, so none if none has one.
func (c *wordCounting) feed(ctx context.Context, p match.Pattern, jobs chan<- match.Hits) error {
	next := 0
	handOut := func(until int) error {
		for ; next < until; next++ {
			if next%progressEvery == 0 {
				c.progress(next, c.src.Len())
			}
			if !c.asks(next) {
				continue
			}
			if err := send(ctx, jobs, match.Hits{Doc: next}); err != nil {
				return err
			}
		}
		return nil
	}
	for hits, err := range find(ctx, c.src, p, c.keep, &c.Beside) {
		if err != nil {
			return err
		}
		if err := handOut(hits.Doc); err != nil {
			return err
		}
		c.Totals.add(len(hits.Spans))
		if err := send(ctx, jobs, hits); err != nil {
			return err
		}
		next++
	}
	if c.Documents == 0 {
		return nil
	}
	return handOut(c.src.Len())
}

func send(ctx context.Context, jobs chan<- match.Hits, hits match.Hits) error {
	select {
	case jobs <- hits:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// work takes documents until there are no more.
func (c *wordCounting) work(counter *wordCounter, jobs <-chan match.Hits) error {
	var words *analysis.Cutter
	for hits := range jobs {
		if words == nil {
			seg, err := c.segmenter()
			if err != nil {
				return err
			}
			words = analysis.NewCutter(seg)
		}
		doc, spans, err := c.src.Load(hits)
		if err != nil {
			return err
		}
		counter.add(doc.Text, spans, words)
	}
	return nil
}

// sum is what all counters have; they are spent.
func (c *wordCounting) sum() *wordCounter {
	sum := c.counters[0]
	for _, other := range c.counters[1:] {
		sum.near += other.near
		sum.tokens += other.tokens
		for word, n := range other.words {
			own := sum.of(word)
			own.near += n.near
			own.total += n.total
		}
	}
	return sum
}
