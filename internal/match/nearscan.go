package match

import (
	"context"

	"yinzheng/internal/analysis"
)

// NearScanner looks for one Near in many texts, one after the other. It
// keeps buffers: one goroutine at a time.
type NearScanner struct {
	n      *Near
	window pairWindow
	text   symbols
	table  nearTable
	ends   []cell // the best match that is left before each symbol, or noCell
	heap   endings
	spans  []NearSpan
}

// Scanner prepares a search.
func (n *Near) Scanner() *NearScanner {
	return &NearScanner{n: n, window: pairWindow{seen: make([]int, n.pairs.len())}, table: nearTable{n: n}}
}

// Find gives the matches in units of f, in order, disjoint. The result is
// valid until the next call. It fails with ctx.Err(), within milliseconds.
func (s *NearScanner) Find(ctx context.Context, f *analysis.Folded) ([]NearSpan, error) {
	s.spans = s.spans[:0]
	if err := s.all(ctx, f); err != nil {
		return nil, err
	}
	return s.spans, nil
}

// all appends the matches in f, region by region.
func (s *NearScanner) all(ctx context.Context, f *analysis.Folded) error {
	if s.n.need == 0 {
		return s.inside(ctx, f, 0, len(f.Units))
	}
	from, to := 0, -1 // the region at hand, empty
	err := s.windows(ctx, f.Units, func(first, last int) (err error) {
		if first > to && to >= 0 {
			err = s.inside(ctx, f, from, to)
			to = -1
		}
		if to < 0 {
			from = first
		}
		to = last
		return err
	})
	if err != nil || to < 0 {
		return err
	}
	return s.inside(ctx, f, from, to)
}

// windows yields the regions that may hold a match, their starts and ends
// rising: a match lies whole in one, or in several that overlap. In front of
// the first of its pairs and behind the last, a match has only pairs that edits
// have made, three each at most.
//
// A window is as many units as a match spans if every edit puts one in. A wide
// letter put in takes two; but it breaks one pair only, and where pairs fall
// out of the window because of it, at most one for each, enough are left.
func (s *NearScanner) windows(ctx context.Context, units []uint16, yield func(from, to int) error) error {
	n, pairs, w := s.n, s.n.pairs, &s.window
	size, margin := n.units+n.edits, 4*n.edits+2
	w.clear()
	for i := 0; i+1 < len(units); i++ {
		if i%(1<<16) == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if !pairs.begins(units[i]) {
			continue
		}
		number := pairs.number(units[i], units[i+1])
		if number < 0 {
			continue
		}
		w.forget(i + 2 - size)
		w.push(standing{i, number})
		if places := w.queue[w.head:]; w.different >= n.need && len(places) >= n.stands {
			from, to := max(i+2-size, places[0].unit-margin, 0), min(i+2+margin, len(units))
			if err := yield(from, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// pairWindow counts the pairs of the pattern that stand in a window.
type pairWindow struct {
	queue     []standing // from head on those in the window, rising
	head      int
	seen      []int // of each pair, its places in the window
	different int
}

// standing is a place where a pair of the pattern stands.
type standing struct{ unit, pair int }

func (w *pairWindow) clear() {
	w.queue, w.head, w.different = w.queue[:0], 0, 0
	clear(w.seen)
}

// forget drops the places before a unit.
func (w *pairWindow) forget(unit int) {
	for w.head < len(w.queue) && w.queue[w.head].unit < unit {
		pair := w.queue[w.head].pair
		if w.seen[pair]--; w.seen[pair] == 0 {
			w.different--
		}
		w.head++
	}
	if w.head > 4096 && 2*w.head > len(w.queue) {
		w.queue, w.head = append(w.queue[:0], w.queue[w.head:]...), 0
	}
}

func (w *pairWindow) push(s standing) {
	if w.seen[s.pair] == 0 {
		w.different++
	}
	w.seen[s.pair]++
	w.queue = append(w.queue, s)
}

// inside appends the matches in the units [from, to) of f.
func (s *NearScanner) inside(ctx context.Context, f *analysis.Folded, from, to int) error {
	return s.best(ctx, symbolsOf(&s.text, f, from, to))
}
