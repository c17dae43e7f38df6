package match

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
)

// ending is the best match that ends before a symbol.
type ending struct {
	cell
	end int
}

// endings is a heap: on top the match of least cost, of those the one with the
// fewest moves, the leftmost, the longest.
type endings []ending

func (h endings) Len() int      { return len(h) }
func (h endings) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *endings) Push(x any)   { *h = append(*h, x.(ending)) }

func (h endings) Less(i, j int) bool {
	return h[i].cell < h[j].cell || h[i].cell == h[j].cell && h[i].end > h[j].end
}

func (h *endings) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}

// best appends the best match among the symbols of t, and those beside it. Each
// that is chosen takes others away: what ends inside it, and what begins inside
// it, of which only ends so near behind it that a match can span the way need
// be looked at anew.
func (s *NearScanner) best(ctx context.Context, t *symbols) error {
	h, err := s.endings(ctx, t)
	if err != nil {
		return err
	}
	first := len(s.spans)
	for n := 0; len(h) > 0; n++ {
		if n%askEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		x := heap.Pop(&h).(ending)
		if s.ends[x.end] != x.cell {
			continue // it was taken away
		}
		for end := x.start() + 1; end <= x.end; end++ {
			s.ends[end] = noCell
		}
		s.spans = append(s.spans, NearSpan{Span{t.at[x.start()], t.at[x.end]}, x.cost()})
		if err := s.anew(ctx, t, x.end, &h); err != nil {
			return err
		}
	}
	s.heap = h
	slices.SortFunc(s.spans[first:], func(x, y NearSpan) int { return cmp.Compare(x.Start, y.Start) })
	return nil
}

// endings is the best match before each symbol, where there is one, as a heap.
func (s *NearScanner) endings(ctx context.Context, t *symbols) (endings, error) {
	n := len(t.list)
	s.ends = slices.Grow(s.ends[:0], n+1)[:n+1]
	s.ends[0] = noCell
	if err := s.table.ends(ctx, t, 0, n, s.ends); err != nil {
		return nil, err
	}
	h := s.heap[:0]
	for end, c := range s.ends {
		if c != noCell {
			h = append(h, ending{c, end})
		}
	}
	heap.Init(&h)
	return h, nil
}

// anew looks for the best matches behind one that was chosen and ends at from,
// up to the last end where one stands that begins before. None of those lies
// behind another that was chosen: there matches begin behind that.
func (s *NearScanner) anew(ctx context.Context, t *symbols, from int, h *endings) error {
	to := from
	for end := from + 1; end <= min(from+len(s.n.symbols.list)+s.n.edits, len(t.list)); end++ {
		if c := s.ends[end]; c != noCell && c.start() < from {
			to = end
		}
	}
	if to == from {
		return nil
	}
	if err := s.table.ends(ctx, t, from, to, s.ends); err != nil {
		return err
	}
	for end := from + 1; end <= to; end++ {
		if c := s.ends[end]; c != noCell {
			heap.Push(h, ending{c, end})
		}
	}
	return nil
}
