package concord

import (
	"iter"
	"math"
	"math/rand/v2"

	"yinzheng/internal/match"
)

// picker is given the mentions of one document after the other and takes some
// of each; more is false when it will take none of those to come.
type picker func(spans []match.Span) (taken []match.Span, more bool)

func all(spans []match.Span) ([]match.Span, bool) { return spans, true }
func none([]match.Span) ([]match.Span, bool)      { return nil, false }

// portion passes over the first offset and takes limit, all if that is 0.
func portion(offset, limit int) picker {
	if limit == 0 {
		limit = math.MaxInt
	}
	return func(spans []match.Span) ([]match.Span, bool) {
		over := min(offset, len(spans))
		taken := spans[over:][:min(limit, len(spans)-over)]
		offset -= over
		limit -= len(taken)
		return taken, limit > 0
	}
}

// both takes what second takes of what first takes.
func both(first, second picker) picker {
	return func(spans []match.Span) ([]match.Span, bool) {
		taken, more := first(spans)
		taken, more2 := second(taken)
		return taken, more && more2
	}
}

// sample takes n of total mentions, each set of n with equal chance, in their
// order: selection sampling (Knuth, The Art of Computer Programming, volume 2,
// section 3.4.2, algorithm S). The choice depends on seed and the two numbers
// alone.
func sample(total, n int, seed uint64) picker {
	random := rand.New(rand.NewPCG(seed, 0))
	left, wanted := total, min(n, total)
	return func(spans []match.Span) ([]match.Span, bool) {
		var taken []match.Span
		for _, s := range spans {
			if wanted > 0 && random.IntN(left) < wanted {
				taken = append(taken, s)
				wanted--
			}
			left--
		}
		return taken, wanted > 0
	}
}

// picked is hits with only what pick takes; it ends when pick takes no more.
func picked(hits iter.Seq2[match.Hits, error], pick picker) iter.Seq2[match.Hits, error] {
	return func(yield func(match.Hits, error) bool) {
		for h, err := range hits {
			more := true
			if err == nil {
				if h.Spans, more = pick(h.Spans); len(h.Spans) == 0 {
					if !more {
						return
					}
					continue
				}
			}
			if !yield(h, err) || !more {
				return
			}
		}
	}
}
