package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"yinzheng/internal/analysis"
)

// swapsAt is what a swapFinder yields for one place of two texts.
func swapsAt(w *swapFinder, places map[symbol][]int, i, j, most int) (found []swap) {
	w.find(places[w.t.list[j]], i, j, most, func(s swap) { found = append(found, s) })
	return found
}

func finderOf(q, t string) (*swapFinder, map[symbol][]int) {
	x, y := pinned(q).series, pinned(t).series
	w := &swapFinder{}
	w.open(x, y)
	return w, placesOf(x.list)
}

// exchange tells whether s makes q[i:] begin as t[j:] does.
func (s swap) exchange(q, t []symbol) bool {
	if s.size() > min(len(q), len(t)) {
		return false
	}
	x, y := q[:s.size()], t[:s.size()]
	return slices.Equal(x[:s.a], y[s.b+s.between:]) && slices.Equal(x[s.a:s.a+s.between], y[s.b:s.b+s.between]) &&
		slices.Equal(x[s.a+s.between:], y[:s.b])
}

// allSwaps is every swap of the contract that begins where q and t do.
func allSwaps(q, t []symbol) (all []swap) {
	if n := min(3, len(q), len(t)); slices.Equal(q[:n], t[:n]) {
		return nil
	}
	for a := 1; a <= 40; a++ {
		for between := 0; between <= 4; between++ {
			for b := 1; b <= 40; b++ {
				if s := (swap{a, between, b}); s.exchange(q, t) {
					all = append(all, s)
				}
			}
		}
	}
	return all
}

// TestSwapsAreFound wants every swap to be found, or a shorter one that leads
// as far for no more; and nothing else.
func TestSwapsAreFound(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 3))
	all, left := 0, 0
	for n := range 80 {
		letters := []rune([]string{"甲乙", "甲乙丙", "甲乙1 2", "甲"}[n%4])
		period := 1 + rnd.IntN(40)
		draw := func() string {
			text := make([]rune, 60+rnd.IntN(60))
			for i := range text {
				text[i] = letters[rnd.IntN(len(letters))]
				if i >= period && rnd.IntN(30) > 0 {
					text[i] = text[i-period]
				}
			}
			return string(text)
		}
		q := draw()
		other := string(slip(rnd, slip(rnd, []rune(q), letters), letters))
		if n%3 == 0 {
			other = draw()
		}
		w, places := finderOf(q, other)
		for j := range w.t.list {
			for i := rnd.IntN(9); i < len(w.q.list); i += 1 + rnd.IntN(16) {
				found, want := swapsAt(w, places, i, j, maxSwapCost), allSwaps(w.q.list[i:], w.t.list[j:])
				checkSwaps(t, w, i, j, found, want)
				all, left = all+len(want), left+len(found)
				cheap := slices.DeleteFunc(want, func(s swap) bool { return s.cost() > 1 })
				checkSwaps(t, w, i, j, swapsAt(w, places, i, j, 1), cheap)
			}
		}
	}
	if all < 100_000 || left > all/2 {
		t.Errorf("of %d swaps %d are found: there is little to leave out", all, left)
	}
}

func checkSwaps(t *testing.T, w *swapFinder, i, j int, found, want []swap) {
	t.Helper()
	for _, s := range found {
		if !slices.Contains(want, s) {
			t.Fatalf("%+v is no swap", s)
		}
	}
	for _, s := range want {
		if !slices.ContainsFunc(found, func(f swap) bool {
			n := s.size() - f.size()
			return n >= 0 && f.cost() <= s.cost() && common(w.q.list[i+f.size():], w.t.list[j+f.size():], n) == n
		}) {
			t.Fatalf("%+v is not found, nor what leads as far", s)
		}
	}
}

// TestSwapsOfRepeatsAreFew bounds what is found where everything comes again.
func TestSwapsOfRepeatsAreFew(t *testing.T) {
	for _, c := range [][2]string{{"甲乙", "乙甲"}, {"甲甲乙", "乙甲甲"}, {"甲乙丙", "丙甲乙"}, {"甲甲甲甲乙", "甲乙甲甲甲"}} {
		w, places := finderOf(strings.Repeat(c[0], 60), strings.Repeat(c[1], 60))
		cells, found := 0, 0
		for j := range w.t.list {
			for i := range w.q.list {
				cells++
				found += len(swapsAt(w, places, i, j, maxSwapCost))
			}
		}
		if found > 40*cells || found == 0 {
			t.Errorf("%s: %d swaps in %d cells", c[0], found, cells)
		}
	}
}

// hanzi is so many letters, all different, from the n-th on.
func hanzi(from, n int) string {
	var letters []rune
	for r := rune(0x4e00); len(letters) < from+n; r++ {
		if class, to := analysis.FoldRune(r); class == analysis.Letter && (to == "" || to == string(r)) {
			letters = append(letters, r)
		}
	}
	return string(letters[from:])
}

func TestAlignBoundsPieces(t *testing.T) {
	for _, c := range []struct {
		a, between, b int
		cost          int
	}{
		{40, 0, 40, 1}, {1, 0, 40, 1}, {40, 0, 1, 1},
		{21, 0, 21, 1},
		{40, 4, 40, 2}, {10, 1, 10, 2}, {10, 4, 10, 2},
		{1, 0, 41, 2}, {41, 0, 1, 2}, // a letter deleted and inserted
		{41, 0, 41, 82},
		{10, 5, 10, 20},
	} {
		x, between, y := hanzi(0, c.a), hanzi(100, c.between), hanzi(200, c.b)
		if _, cost := Align("首"+x+between+y+"尾", "首"+y+between+x+"尾"); cost != c.cost {
			t.Errorf("%d and %d around %d: cost %d, want %d", c.a, c.b, c.between, cost, c.cost)
		}
	}
}
