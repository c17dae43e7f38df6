package match

import (
	"math/bits"
	"slices"
)

// swap is two pieces that changed places: a letters, then between, then b
// letters of the one text are b, between, a in the other.
//
//	one    … A A A x B B …
//	other  … B B x A A A …
type swap struct{ a, between, b int }

func (s swap) size() int { return s.a + s.between + s.b }

// cost is one for neighbours: one piece was moved past the other. Around
// something else two were moved.
func (s swap) cost() int {
	if s.between > 0 {
		return 2
	}
	return 1
}

const (
	maxPiece   = 40 // letters of a piece that changes places
	maxBetween = 4  // letters between two pieces that do
	maxAlike   = 2  // letters that two such pieces begin with alike
)

const (
	maxReach    = maxPiece + maxBetween // from one piece's beginning to the other's
	maxSwap     = maxReach + maxPiece   // length
	maxSwapCost = 2
)

// swapFinder finds the swaps that begin at a place of two texts, place after
// place, column by column of t. It remembers how far the texts agree.
type swapFinder struct {
	q, t  series
	alike [keptColumns][]int8 // by j, then i: letters that q[i:] and t[j:] begin with alike
	known [keptColumns]int    // the j of each, -1: of none
}

// series is a row of symbols. The sums of two pieces are the same if one is made
// of the letters of the other.
type series struct {
	list []symbol
	sums []uint64 // of the symbols before; one more for the end
}

// add appends a symbol to a row that has the sum before it.
func (r *series) add(x symbol) {
	h := uint64(x.letter()) * 0x9e3779b97f4a7c15
	r.list = append(r.list, x)
	r.sums = append(r.sums, r.sums[len(r.sums)-1]+(h^h>>29)*0xbf58476d1ce4e5b9)
}

// keptColumns is a power of two above maxSwap.
const keptColumns = 128

const unknown = -1

// open begins with new texts.
func (w *swapFinder) open(q, t series) {
	w.q, w.t = q, t
	for j := range w.known {
		w.known[j] = unknown
	}
}

// agreed is how many letters q[i:] and t[j:] begin with alike, at most maxSwap.
func (w *swapFinder) agreed(i, j int) int {
	if i >= len(w.q.list) || j >= len(w.t.list) || w.q.list[i] != w.t.list[j] {
		return 0
	}
	slot := j % keptColumns
	if w.known[slot] != j {
		w.known[slot] = j
		if w.alike[slot] == nil {
			w.alike[slot] = make([]int8, len(w.q.list))
		}
		for k := range w.alike[slot] {
			w.alike[slot][k] = unknown
		}
	}
	n := &w.alike[slot][i]
	if *n == unknown {
		*n = int8(common(w.q.list[i:], w.t.list[j:], maxSwap))
	}
	return int(*n)
}

// find yields swaps that begin at i of q and j of t and cost at most most. The
// pieces differ in one of their first letters: so nothing is looked for where
// the texts agree. Left out are swaps that lead nowhere else: where a shorter
// one costs no more, and behind it the texts agree as far as the longer goes.
//
// places is where in q the symbol t[j] stands, rising.
func (w *swapFinder) find(places []int, i, j, most int, yield func(swap)) {
	if most <= 0 || len(places) == 0 || places[len(places)-1] <= i || agree(w.q.list[i:], w.t.list[j:]) {
		return
	}
	first, _ := slices.BinarySearch(places, i+1)
	p := place{swapFinder: w, i: i, j: j, most: most, yield: yield}
	p.room = min(maxSwap, len(w.q.list)-i, len(w.t.list)-j)
	for n, at := range places[first:] {
		piece := at - i
		if piece > maxReach || p.covered[1].all(piece+1, p.room) || n > 0 && piece > p.longest()+maxBetween {
			return
		}
		p.behind(piece)
	}
}

// place is a place where swaps begin.
type place struct {
	*swapFinder
	i, j, most int
	yield      func(swap)
	room       int                  // length of a swap, at most
	covered    [maxSwapCost + 1]set // by cost: lengths that need not be looked at
	open       set                  // lengths not covered over which q and t have the same letters,
	upTo       int                  // of those up to this
	front      int                  // see longest; 0: not known
}

// behind yields the swaps whose later piece begins at p of q.
func (x *place) behind(p int) {
	longest := min(x.agreed(x.i+p, x.j), maxPiece, x.room-p)
	x.compare(p+1, p+longest)
	for size := x.open.next(p + 1); size <= p+longest; size = x.open.next(size + 1) {
		b := size - p
		if x.agreed(x.i, x.j+b) >= p && p <= maxPiece {
			x.take(swap{p, 0, b})
		} else if n := x.between(p, b); n > 0 {
			x.take(swap{p - n, n, b})
		}
	}
}

// compare opens what there is to open of the lengths from…to.
func (x *place) compare(from, to int) {
	q, t := x.q.sums[x.i:], x.t.sums[x.j:]
	for size := max(from, x.upTo+1); size <= to; size++ {
		if q[size]-q[0] == t[size]-t[0] && !x.covered[1].has(size) {
			x.open.add(size)
		}
	}
	x.upTo = max(x.upTo, to)
}

// between is the number of letters between a piece in front and one of b
// letters that begins at p of q, 0 if no such two changed places.
func (x *place) between(p, b int) int {
	if x.most < maxSwapCost || x.covered[maxSwapCost].has(p+b) {
		return 0
	}
	for n := 1; n <= maxBetween && n < p; n++ {
		a := p - n
		if a <= maxPiece && x.agreed(x.i, x.j+b+n) >= a && x.agreed(x.i+a, x.j+b) >= n {
			return n
		}
	}
	return 0
}

func (x *place) take(s swap) {
	x.yield(s)
	size := s.size()
	for n := x.agreed(x.i+size, x.j+size); n >= 0 && size <= maxSwap; n-- {
		x.covered[s.cost()].add(size)
		if s.cost() == 1 {
			x.open.remove(size)
		}
		size++
	}
}

// longest is the most letters that q here and t a little farther on begin with
// alike: no piece in front is longer.
func (x *place) longest() int {
	if x.front == 0 {
		for k := 1; k <= maxReach; k++ {
			x.front = max(x.front, x.agreed(x.i, x.j+k))
		}
	}
	return x.front
}

// agree tells whether two texts begin with more letters alike than two pieces
// that change places may.
func agree(q, t []symbol) bool {
	n := min(maxAlike+1, len(q), len(t))
	return common(q, t, n) == n
}

// common is the number of symbols that two texts begin with alike, at most most.
func common(q, t []symbol, most int) int {
	most = min(most, len(q), len(t))
	for i := range most {
		if q[i] != t[i] {
			return i
		}
	}
	return most
}

// set is a set of lengths up to maxSwap.
type set [2]uint64

func (s *set) has(n int) bool { return s[n>>6]>>(n&63)&1 != 0 }

func (s *set) add(n int)    { s[n>>6] |= 1 << (n & 63) }
func (s *set) remove(n int) { s[n>>6] &^= 1 << (n & 63) }

// all tells whether it has the lengths from…to.
func (s *set) all(from, to int) bool {
	rest := set{^s[0], ^s[1]}
	return rest.next(from) > to
}

// next is the least of the lengths from n on, above maxSwap if there is none.
func (s *set) next(n int) int {
	if n < 64 {
		if low := s[0] >> n; low != 0 {
			return n + bits.TrailingZeros64(low)
		}
		n = 64
	}
	return n + bits.TrailingZeros64(s[1]>>(n-64))
}
