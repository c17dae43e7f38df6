package match

import (
	"math/rand/v2"
	"slices"
	"testing"

	"yinzheng/internal/analysis"
)

// plainNear is the least number of edits by the words of the contract: every
// way through every part of a text is tried, whatever the pieces that change
// places begin with.
type plainNear struct {
	q, t  []rune
	moves bool
	known map[[2]int]int // least cost from (i, j) on
	end   int            // of the part; -1: anywhere
}

// plainCost is the cost of making q the part [from, to) of t.
func plainCost(q, t []rune, from, to int, moves bool) int {
	p := plainNear{q: q, t: t[:to], moves: moves, known: map[[2]int]int{}, end: to}
	return p.cost(0, from)
}

// plainLeast is the least cost of making q any part of t.
func plainLeast(q, t []rune, moves bool) int {
	p := plainNear{q: q, t: t, moves: moves, known: map[[2]int]int{}, end: -1}
	least := len(q)
	for from := range t {
		least = min(least, p.cost(0, from))
	}
	return least
}

// cost is the least cost of making q[i:] a part of t that begins at j.
func (p *plainNear) cost(i, j int) int {
	if c, ok := p.known[[2]int{i, j}]; ok {
		return c
	}
	least := len(p.q) - i // all deleted
	if p.end >= 0 {
		least += p.end - j // and all of the part inserted
	}
	if i < len(p.q) && j < len(p.t) {
		differ := 0
		if p.q[i] != p.t[j] {
			differ = 1
		}
		least = min(least, differ+p.cost(i+1, j+1), 1+p.cost(i+1, j), 1+p.cost(i, j+1))
		if p.moves {
			least = min(least, p.swapped(i, j))
		}
	}
	p.known[[2]int{i, j}] = least
	return least
}

// swapped is the least cost where two pieces that begin at i and j have
// changed places.
func (p *plainNear) swapped(i, j int) int {
	least := len(p.q) + len(p.t)
	for a := 1; i+a < len(p.q); a++ {
		for between := 0; between <= maxBetween; between++ {
			for b := 1; i+a+between+b <= len(p.q) && j+a+between+b <= len(p.t); b++ {
				s := swap{a, between, b}
				x, y := p.q[i:i+s.size()], p.t[j:j+s.size()]
				if slices.Equal(x[:a], y[between+b:]) && slices.Equal(x[a:a+between], y[b:b+between]) &&
					slices.Equal(x[a+between:], y[:b]) {
					least = min(least, s.cost()+p.cost(i+s.size(), j+s.size()))
				}
			}
		}
	}
	return least
}

// nearCase is a pattern, how many edits it is looked for with, and a text in
// which it stands more or less.
type nearCase struct {
	pattern string
	edits   int
	text    string
}

// drawNear draws from few letters, so that pieces come again.
func drawNear(rng *rand.Rand) nearCase {
	letters := []rune("甲乙丙丁戊")[:2+rng.IntN(4)]
	draw := func(n int) (list []rune) {
		for range n {
			list = append(list, letters[rng.IntN(len(letters))])
		}
		return list
	}
	q := draw(8 + rng.IntN(14))
	body := append([]rune{}, q...)
	for range rng.IntN(4) {
		body = slip(rng, body, letters)
	}
	text := append(append(draw(rng.IntN(10)), body...), draw(rng.IntN(10))...)
	edits := 1
	if len(q) >= 12 {
		edits = len(q) * 15 / 100
	}
	return nearCase{string(q), edits, string(text)}
}

func slip(rng *rand.Rand, body, letters []rune) []rune {
	at := rng.IntN(len(body))
	head, tail := string(body[:at]), body[at:]
	r := string(letters[rng.IntN(len(letters))])
	switch rng.IntN(5) {
	case 0:
		return []rune(head + r + string(tail))
	case 1:
		return []rune(head + string(tail[1:]))
	case 2:
		return []rune(head + r + string(tail[1:]))
	}
	mid := rng.IntN(len(tail))
	end := mid + rng.IntN(len(tail)-mid)
	return []rune(head + string(tail[mid:end]) + string(tail[:mid]) + string(tail[end:]))
}

// TestNearAgainstPlain holds what is found to the plain search: nothing is
// called closer than it is, and where no piece changed places nothing is
// called farther, or missed.
func TestNearAgainstPlain(t *testing.T) {
	rng := rand.New(rand.NewPCG(20_210_101, 5))
	cases, moved, dearer := 600, 0, 0
	for range cases {
		c := drawNear(rng)
		found := findNear(t, c)
		q, text := []rune(c.pattern), []rune(c.text)
		least, unmoved := plainLeast(q, text, true), plainLeast(q, text, false)
		got := c.edits + 1
		for _, x := range found {
			got = min(got, x.Cost)
			if want := plainCost(q, text, x.Start, x.End, true); x.Cost < want || x.Cost > c.edits {
				t.Errorf("%+v: %v costs %d", c, x, want)
			}
		}
		if got < min(least, c.edits+1) || got > min(unmoved, c.edits+1) {
			t.Errorf("%+v: found with %d edits, least are %d, and %d without moves", c, got, least, unmoved)
		}
		if least < unmoved && least <= c.edits {
			moved++
			if got > least {
				dearer++
			}
		}
	}
	t.Logf("%d cases, %d of them cheapest with a move; %d of these found dearer or not at all", cases, moved, dearer)
	if moved < cases/20 || dearer > moved/10 {
		t.Errorf("of %d cases %d are cheapest with a move, and %d of these are found dearer or not at all", cases, moved, dearer)
	}
}

// TestNearMissesNothing wants every match to be found or to overlap one that
// is.
func TestNearMissesNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(20_210_101, 7))
	matches := 0
	for range 60 {
		c, again := drawNear(rng), drawNear(rng)
		c.text += again.text + string(slip(rng, []rune(c.pattern), []rune(c.pattern)))
		found := findNear(t, c)
		q, text := []rune(c.pattern), []rune(c.text)
		for from := range text {
			for to := max(from+len(q)-c.edits, from+1); to <= min(from+len(q)+c.edits, len(text)); to++ {
				if plainCost(q, text, from, to, false) > c.edits {
					continue
				}
				matches++
				if !slices.ContainsFunc(found, func(x NearSpan) bool { return x.Start < to && from < x.End }) {
					t.Errorf("%+v: %s is not found, only %v", c, string(text[from:to]), found)
				}
			}
		}
	}
	if matches < 200 {
		t.Errorf("only %d matches were looked for", matches)
	}
}

func findNear(t *testing.T, c nearCase) []NearSpan {
	t.Helper()
	n, err := CompileNear(c.pattern, c.edits)
	if err != nil {
		t.Fatal(err)
	}
	found, err := n.Scanner().Find(t.Context(), analysis.Fold(c.text))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestAlignAgainstPlain holds the cost of an alignment to the plain one.
func TestAlignAgainstPlain(t *testing.T) {
	rng := rand.New(rand.NewPCG(20_210_101, 6))
	for range 300 {
		c := drawNear(rng)
		q, text := []rune(c.pattern), []rune(c.text)
		_, cost := Align(c.pattern, c.text)
		least, most := plainCost(q, text, 0, len(text), true), plainCost(q, text, 0, len(text), false)
		if cost < least || cost > most {
			t.Errorf("%s → %s: %d edits, least are %d, and %d without moves", c.pattern, c.text, cost, least, most)
		}
	}
}
