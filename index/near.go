package index

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// Near gives the places where a text stands with slips, in every document
// that keep lets pass (nil: all), in order of the documents' numbers. The
// spans are units; Load maps them. It fails with a *DamagedError, or with
// ctx.Err().
func (ix *Index) Near(ctx context.Context, n *match.Near, keep func(corpus.Info) bool) iter.Seq2[match.NearHits, error] {
	return func(yield func(match.NearHits, error) bool) {
		docs, err := ix.alike(n, keep)
		if err != nil {
			yield(match.NearHits{}, err)
			return
		}
		worker := func() func(context.Context, []int) ([]match.NearHits, error) {
			s := n.Scanner()
			return func(ctx context.Context, docs []int) ([]match.NearHits, error) { return ix.findNear(ctx, s, docs) }
		}
		for hits, err := range scan(ctx, docs, worker) {
			if !yield(hits, err) || err != nil {
				return
			}
		}
	}
}

func (ix *Index) findNear(ctx context.Context, s *match.NearScanner, docs []int) (hits []match.NearHits, err error) {
	defer guard(ix.gen, &err)()
	for _, doc := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f, err := ix.letters(doc)
		if err != nil {
			return nil, err
		}
		spans, err := s.Find(ctx, f)
		if err != nil {
			return nil, err
		}
		if len(spans) > 0 {
			hits = append(hits, match.NearHits{Doc: doc, Spans: slices.Clone(spans)})
		}
	}
	return hits, nil
}

// alike lists the documents to look at for n: those whose texts hold enough
// of its grams, or if few of them do, those that hold most of what is rare.
func (ix *Index) alike(n *match.Near, keep func(corpus.Info) bool) (docs []int, err error) {
	defer guard(ix.gen, &err)()
	grams, need := n.Grams()
	texts, err := ix.countGrams(grams)
	if err != nil {
		return nil, err
	}
	outdated := ix.Outdated()
	for doc := range ix.docs.rows {
		if outdated || texts.of(&ix.docs.rows[doc]).grams >= need {
			if keep == nil || keep(ix.docs.info(doc)) {
				docs = append(docs, doc)
			}
		}
	}
	if few := n.Few(); few > 0 && len(docs) > few && !outdated {
		slices.SortStableFunc(docs, func(a, b int) int {
			return cmp.Compare(texts.of(&ix.docs.rows[b]).weight, texts.of(&ix.docs.rows[a]).weight)
		})
		docs = docs[:few]
		slices.Sort(docs)
	}
	return docs, nil
}

// held is how many of some grams a text holds, and how much they say: the sum
// of their inverse document frequencies, ln(texts/texts with the gram).
type held struct {
	grams  int
	weight float64
}

// heldGrams is that of all texts, by pack.
type heldGrams [][]held

func (h heldGrams) of(r *docRow) held { return h[r.Pack][r.Text] }

// countGrams counts for each text the grams that it holds.
func (ix *Index) countGrams(grams []string) (heldGrams, error) {
	texts, total := make(heldGrams, len(ix.packs)), 0
	for i, p := range ix.packs {
		texts[i] = make([]held, len(p.texts))
		total += len(p.texts)
	}
	with := make([][]uint32, len(ix.packs))
	for _, g := range grams {
		df := 0
		for i, p := range ix.packs {
			list, err := p.segment.passages(p.segment.grams, g)
			if err != nil {
				return nil, &DamagedError{p.path, err.Error()}
			}
			with[i] = nil
			if list != nil {
				with[i] = p.textsOf(list, nil)
			}
			df += len(with[i])
		}
		weight := math.Log(float64(total) / float64(max(df, 1)))
		for i, list := range with {
			for _, text := range list {
				texts[i][text].grams++
				texts[i][text].weight += weight
			}
		}
	}
	return texts, nil
}
