package index

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// Find gives the matches of a pattern in every document that keep lets pass
// (nil: all), in order of the documents' numbers. The spans are units, in
// raw mode bytes; Load maps them. Of a pattern that asks Loosely, documents are
// given too that hold matches in loose mode alone. It fails as match.Compile does, with a
// *DamagedError, or with ctx.Err().
func (ix *Index) Find(ctx context.Context, p match.Pattern, keep func(corpus.Info) bool) iter.Seq2[match.Hits, error] {
	return func(yield func(match.Hits, error) bool) {
		m, err := match.Compile(p)
		if err != nil {
			yield(match.Hits{}, err)
			return
		}
		docs, err := ix.proposed(m.Grams())
		if err != nil {
			yield(match.Hits{}, err)
			return
		}
		worker := func() func(context.Context, []int) ([]match.Hits, error) {
			s := ix.newScanner(m)
			return func(ctx context.Context, docs []int) ([]match.Hits, error) { return s.find(ctx, docs, p.Loosely, keep) }
		}
		for hits, err := range scan(ctx, docs, worker) {
			if !yield(hits, err) || err != nil {
				return
			}
		}
	}
}

// holders gives the documents in which Find finds something, without looking
// for more than the first match in each.
func (ix *Index) holders(ctx context.Context, p match.Pattern) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		m, err := match.Compile(p)
		if err != nil {
			yield(0, err)
			return
		}
		docs, err := ix.proposed(m.Grams())
		if err != nil {
			yield(0, err)
			return
		}
		worker := func() func(context.Context, []int) ([]int, error) { return ix.newScanner(m).holders }
		for n, err := range scan(ctx, docs, worker) {
			if !yield(n, err) || err != nil {
				return
			}
		}
	}
}

// proposed lists the documents that may hold a match: all of them if the
// grams are of another folding.
func (ix *Index) proposed(grams [][]string) (docs []int, err error) {
	defer guard(ix.gen, &err)()
	texts := &textSet{all: true}
	if !ix.Outdated() {
		if texts, err = ix.candidates(grams); err != nil {
			return nil, err
		}
	}
	return ix.docsWith(texts), nil
}

// Load maps the spans of hits to bytes of their document's text.
func (ix *Index) Load(h match.Hits) (doc *corpus.Document, spans []match.Span, err error) {
	row := &ix.docs.rows[h.Doc]
	defer ix.forgetter.forget(ix.packs, ix.packs[row.Pack], row.Text)
	if doc, err = ix.Read(h.Doc); err != nil {
		return nil, nil, err
	}
	if h.Raw {
		return doc, h.Spans, nil
	}
	defer guard(ix.gen, &err)()
	f, err := ix.letters(h.Doc)
	if err != nil {
		return nil, nil, err
	}
	spans = make([]match.Span, len(h.Spans))
	for i, s := range h.Spans {
		spans[i].Start, spans[i].End = f.Bytes(doc.Text, s.Start, s.End)
	}
	return doc, spans, nil
}

// letters is a document's text, folded: as it is stored, or if that is of
// another folding, anew.
func (ix *Index) letters(doc int) (*analysis.Folded, error) {
	r := &ix.docs.rows[doc]
	if !ix.Outdated() {
		return ix.packs[r.Pack].folded(r.Text)
	}
	d, err := ix.Read(doc)
	if err != nil {
		return nil, err
	}
	return analysis.Fold(d.Text), nil
}

// textSet is a set of texts for each pack; nil for a pack means all of it.
type textSet struct {
	all  bool
	text [][]bool
}

func (s *textSet) has(r *docRow) bool { return s.all || s.text[r.Pack][r.Text] }

// candidates gives the texts that hold all grams of one list at least.
func (ix *Index) candidates(grams [][]string) (set *textSet, err error) {
	defer guard(ix.gen, &err)()
	for _, all := range grams {
		if len(all) == 0 {
			return &textSet{all: true}, nil
		}
	}
	set = &textSet{text: make([][]bool, len(ix.packs))}
	for i, p := range ix.packs {
		set.text[i] = make([]bool, len(p.texts))
		for _, all := range grams {
			if err := p.holding(all, set.text[i]); err != nil {
				return nil, err
			}
		}
	}
	return set, nil
}

// fewTexts is the number of candidates at which reading more posting lists
// costs more than looking at the texts.
const fewTexts = 8

// holding sets in[n] for each text n that holds all the grams.
func (p *pack) holding(grams []string, in []bool) error {
	seg := p.segment
	lists := make([]*roaring.Bitmap, len(grams))
	for i, g := range grams {
		var err error
		if lists[i], err = seg.passages(seg.grams, g); err != nil {
			return &DamagedError{p.path, err.Error()}
		}
		if lists[i] == nil {
			return nil
		}
	}
	slices.SortFunc(lists, func(a, b *roaring.Bitmap) int { return int(a.GetCardinality()) - int(b.GetCardinality()) })
	texts := p.textsOf(lists[0], nil)
	for _, l := range lists[1:] {
		if len(texts) <= fewTexts {
			break
		}
		texts = p.textsOf(l, texts)
	}
	for _, n := range texts {
		in[n] = true
	}
	return nil
}

// textsOf is the texts that a set of passages lies in, in order; only those
// of among, if that is not nil.
func (p *pack) textsOf(passages *roaring.Bitmap, among []uint32) []uint32 {
	texts := []uint32{}
	it := passages.Iterator()
	if among == nil {
		n := uint32(0)
		for it.HasNext() {
			passage := it.Next()
			for int(n)+1 < len(p.texts) && p.texts[n+1].Passage <= passage {
				n++
			}
			texts = append(texts, n)
			_, end := p.passageRange(n)
			it.AdvanceIfNeeded(end)
		}
		return texts
	}
	for _, n := range among {
		from, to := p.passageRange(n)
		it.AdvanceIfNeeded(from)
		if !it.HasNext() {
			break
		}
		if it.PeekNext() < to {
			texts = append(texts, n)
		}
	}
	return texts
}

// docsWith lists the documents whose texts are in a set.
func (ix *Index) docsWith(texts *textSet) []int {
	var docs []int
	for n := range ix.docs.rows {
		if texts.has(&ix.docs.rows[n]) {
			docs = append(docs, n)
		}
	}
	return docs
}

// scanChunk is how many documents a worker looks at before it hands over.
const scanChunk = 64

// scanned is what a worker found in a chunk.
type scanned[T any] struct {
	hits []T
	err  error
}

// scan looks at the documents side by side and yields in their order what was
// found. worker makes the function that one goroutine calls, chunk by chunk.
func scan[T any](ctx context.Context, docs []int, worker func() func(context.Context, []int) ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		chunks := slices.Collect(slices.Chunk(docs, scanChunk))
		workers := min(runtime.GOMAXPROCS(0), len(chunks))
		results := make([]chan scanned[T], workers)
		for w := range workers {
			results[w] = make(chan scanned[T], 2)
			wg.Go(func() {
				find := worker()
				for i := w; i < len(chunks); i += workers {
					hits, err := find(ctx, chunks[i])
					select {
					case results[w] <- scanned[T]{hits, err}:
					case <-ctx.Done():
						return
					}
				}
			})
		}
		for i := range chunks {
			var r scanned[T]
			select {
			case r = <-results[i%workers]:
			case <-ctx.Done():
				r.err = ctx.Err()
			}
			for _, h := range r.hits {
				if !yield(h, nil) {
					return
				}
			}
			if r.err != nil {
				var none T
				yield(none, r.err)
				return
			}
		}
	}
}

// scanner looks for one pattern in documents, in one goroutine.
type scanner struct {
	ix      *Index
	m       *match.Matcher
	scanner []*match.Scanner // for each pack: they differ in the histogram
	body    []byte           // of the last document read, in raw mode
}

func (ix *Index) newScanner(m *match.Matcher) *scanner {
	return &scanner{ix: ix, m: m, scanner: make([]*match.Scanner, len(ix.packs))}
}

func (s *scanner) of(pack uint32) *match.Scanner {
	if s.scanner[pack] == nil {
		s.scanner[pack] = s.m.Scanner(s.ix.packs[pack].histogram)
	}
	return s.scanner[pack]
}

func (s *scanner) find(ctx context.Context, docs []int, loosely bool, keep func(corpus.Info) bool) (hits []match.Hits, err error) {
	defer guard(s.ix.gen, &err)()
	for _, n := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if keep != nil && !keep(s.ix.docs.info(n)) {
			continue
		}
		h := match.Hits{Doc: n, Raw: s.m.Mode() == match.Raw}
		if loosely {
			h.Spans, h.Loose, err = s.loosely(n)
		} else {
			h.Spans, err = s.spans(n)
		}
		if err != nil {
			return nil, err
		}
		if len(h.Spans) > 0 || h.Loose > 0 {
			h.Spans = slices.Clone(h.Spans)
			hits = append(hits, h)
		}
	}
	return hits, nil
}

// holders is those of the documents that hold a match.
func (s *scanner) holders(ctx context.Context, docs []int) (holders []int, err error) {
	defer guard(s.ix.gen, &err)()
	for _, n := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f, text, err := s.subject(n)
		if err != nil {
			return nil, err
		}
		if s.of(s.ix.docs.rows[n].Pack).Has(f, text) {
			holders = append(holders, n)
		}
	}
	return holders, nil
}

// spans is the matches in one document, valid until the next call.
func (s *scanner) spans(doc int) ([]match.Span, error) {
	f, text, err := s.subject(doc)
	if err != nil {
		return nil, err
	}
	return s.of(s.ix.docs.rows[doc].Pack).Find(f, text), nil
}

// loosely is spans, and how many matches loose mode finds.
func (s *scanner) loosely(doc int) (spans []match.Span, loose int, err error) {
	f, text, err := s.subject(doc)
	if err == nil && f == nil {
		f, err = s.ix.letters(doc)
	}
	if err != nil {
		return nil, 0, err
	}
	spans, loose = s.of(s.ix.docs.rows[doc].Pack).FindLoosely(f, text)
	return spans, loose, nil
}

// subject is what a document is looked at in: its letters, or in raw mode its
// text.
func (s *scanner) subject(doc int) (f *analysis.Folded, text string, err error) {
	if s.m.Mode() == match.Raw {
		text, err = s.text(doc)
		return nil, text, err
	}
	f, err = s.ix.letters(doc)
	return f, "", err
}

// text is a document's text, valid until the next call.
func (s *scanner) text(doc int) (text string, err error) {
	if s.body, err = s.ix.body(doc, s.body); err != nil {
		return "", err
	}
	if text, err = readText(s.body); err != nil {
		return "", &DamagedError{s.ix.packs[s.ix.docs.rows[doc].Pack].path, err.Error()}
	}
	return text, nil
}
