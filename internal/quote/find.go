package quote

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// finder looks for words in a source.
type finder struct {
	src Source
	o   Options
}

// keeping is the option's filter and another, either may be nil.
func (f finder) keeping(only func(corpus.Info) bool) func(corpus.Info) bool {
	switch {
	case only == nil:
		return f.o.Keep
	case f.o.Keep == nil:
		return only
	}
	return func(info corpus.Info) bool { return only(info) && f.o.Keep(info) }
}

// candidate is a document with places of the pieces of a quotation, in the
// source's coordinate.
type candidate struct {
	doc    int
	pieces [][]match.NearSpan // of each piece, in order of place
}

// verbatim gives all exact and equivalent places in the documents that only,
// if not nil, lets pass too, in no order.
func (f finder) verbatim(ctx context.Context, w wording, only func(corpus.Info) bool) ([]Place, error) {
	keep := f.keeping(only)
	found, err := together(w, func(p piece) ([]candidate, error) { return f.literal(ctx, p, keep) })
	if err != nil {
		return nil, err
	}
	return f.places(ctx, w, found, 0)
}

// together gives the documents that hold all pieces, as look finds them. A
// piece that comes again is looked for once.
func together(w wording, look func(piece) ([]candidate, error)) ([]candidate, error) {
	var docs []candidate
	known := map[string][]candidate{}
	for i, p := range w.pieces {
		of, seen := known[p.text]
		if !seen {
			var err error
			if of, err = look(p); err != nil {
				return nil, err
			}
			known[p.text] = of
		}
		if docs = joined(docs, of, i); len(docs) == 0 {
			return nil, nil
		}
	}
	return docs, nil
}

func (f finder) literal(ctx context.Context, p piece, keep func(corpus.Info) bool) ([]candidate, error) {
	var found []candidate
	n := 0
	for hits, err := range f.src.Find(ctx, match.Literal(p.text, match.Loose), keep) {
		if err != nil {
			return nil, err
		}
		if n += len(hits.Spans); f.o.Most > 0 && n > f.o.Most {
			return nil, &TooMuchError{fmt.Sprintf("%s stands at more than %d places", p.text, f.o.Most)}
		}
		spans := make([]match.NearSpan, len(hits.Spans))
		for i, s := range hits.Spans {
			spans[i].Span = s
		}
		found = append(found, candidate{hits.Doc, [][]match.NearSpan{spans}})
	}
	return found, nil
}

// joined adds to the documents that hold the first n pieces where the next
// one stands; those that lack it go.
func joined(docs, next []candidate, n int) []candidate {
	if n == 0 {
		return next
	}
	var both []candidate
	for len(docs) > 0 && len(next) > 0 {
		switch {
		case docs[0].doc < next[0].doc:
			docs = docs[1:]
		case docs[0].doc > next[0].doc:
			next = next[1:]
		default:
			both = append(both, candidate{docs[0].doc, slices.Concat(docs[0].pieces, next[0].pieces)})
			docs, next = docs[1:], next[1:]
		}
	}
	return both
}

// near gives all near places that don't overlap those already found.
func (f finder) near(ctx context.Context, w wording, found []Place, only func(corpus.Info) bool) ([]Place, error) {
	edits := AllowedEdits(w.letters, f.o.Near)
	if edits == 0 {
		return nil, nil
	}
	keep := f.keeping(only)
	docs, err := together(w, func(p piece) ([]candidate, error) {
		return f.slipped(ctx, p, min(edits, max(1, p.letters/4)), keep)
	})
	if err != nil {
		return nil, err
	}
	near, err := f.places(ctx, w, docs, edits)
	return slices.DeleteFunc(near, func(p Place) bool {
		return p.Verdict != Near || slices.ContainsFunc(found, func(q Place) bool {
			return q.Doc.Path == p.Doc.Path && q.Start < p.End && p.Start < q.End
		})
	}), err
}

// slipped gives the documents with a piece, with or without slips. A short
// one must stand as it is.
func (f finder) slipped(ctx context.Context, p piece, edits int, keep func(corpus.Info) bool) ([]candidate, error) {
	if p.letters < nearLetters {
		return f.literal(ctx, p, keep)
	}
	n, err := match.CompileNear(p.text, edits)
	if err != nil {
		return nil, err
	}
	return f.nearly(ctx, n, keep)
}

func (f finder) nearly(ctx context.Context, n *match.Near, keep func(corpus.Info) bool) ([]candidate, error) {
	var found []candidate
	for hits, err := range f.src.Near(ctx, n, keep) {
		if err != nil {
			return nil, err
		}
		found = append(found, candidate{hits.Doc, [][]match.NearSpan{hits.Spans}})
	}
	return found, nil
}

// places reads the documents, side by side, and gives the places in each
// where all pieces stand in order, at the cost of so many edits at most.
func (f finder) places(ctx context.Context, w wording, docs []candidate, edits int) ([]Place, error) {
	found := make([][]Place, len(docs))
	errs := make([]error, len(docs))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(docs)) {
		wg.Go(func() {
			for i := range next {
				if errs[i] = ctx.Err(); errs[i] == nil {
					found[i], errs[i] = f.read(w, docs[i], edits)
				}
			}
		})
	}
	for i := range docs {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return slices.Concat(found...), nil
}

// read gives the places in one document.
func (f finder) read(w wording, c candidate, edits int) ([]Place, error) {
	hits := match.Hits{Doc: c.doc}
	for _, spans := range c.pieces {
		for _, s := range spans {
			hits.Spans = append(hits.Spans, s.Span)
		}
	}
	doc, bytes, err := f.src.Load(hits)
	if err != nil {
		return nil, err
	}
	pieces := make([][]match.NearSpan, len(c.pieces))
	for i, spans := range c.pieces {
		for _, s := range spans {
			pieces[i] = append(pieces[i], match.NearSpan{Span: bytes[0], Cost: s.Cost})
			bytes = bytes[1:]
		}
	}
	info := f.src.Info(c.doc)
	var places []Place
	sections := corpus.NewSections(doc)
	for _, row := range rows(doc.Text, w, pieces, edits) {
		p := placeOf(doc, info, w, row)
		p.doc, p.Section = c.doc, sections.At(p.Start)
		places = append(places, p)
	}
	return places, nil
}
