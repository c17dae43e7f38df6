package match

import (
	"slices"

	"yinzheng/internal/analysis"
)

// NearSpan is a place where a text stands with slips. Cost is what it takes
// to make one of the other; see Align.
type NearSpan struct {
	Span
	Cost int
}

// NearHits is where a text stands with slips in one document of a source, in
// order, disjoint, at least one, in the source's own coordinate.
type NearHits struct {
	Doc   int
	Spans []NearSpan
}

// Near is a text that is looked for with slips. It is never changed, and safe
// for concurrent use.
//
// A match is a part of a text that begins and ends where a match may (not
// inside a number, a Latin word, or what one rune folds to) and that at most
// so many edits make of the text looked for. Of those that overlap the one of
// least cost counts, then the one with the fewest moves, then the leftmost, then
// the longest; and so on with what is left beside it.
//
// Edits are of letters (replaced, inserted, deleted: one each) and of pieces
// that changed places: two neighbouring pieces for one, two around at most
// maxBetween letters for two. Where another gap stands between two digits or
// two Latin letters (Loose), the second of them is another letter. The gap
// before the first letter of a match or of the text looked for is outside: so
// a match costs what Align makes of the two alone.
//
// # How texts are ruled out
//
// An edit touches at most three of the pairs of neighbouring letters, so a
// text of p pairs, d of them different, that stands somewhere with k edits
// leaves d-3k different pairs there, and p-3k places where one of them stands.
// A text that does not hold so many is no candidate, nor is a part of it.
type Near struct {
	text    string
	symbols series
	places  map[symbol][]int // where each symbol stands in symbols, rising
	units   int              // of the text
	letters int
	edits   int
	few     int

	grams     []string
	needGrams int // of them
	pairs     *pairTable
	need      int // different pairs
	stands    int // places of pairs
}

// MaxNearLetters bounds a text that is looked for with slips: time grows with
// its square.
const MaxNearLetters = 600

// leastShare is the share of its pairs that a text must leave, however many
// edits are allowed: below, too much looks like it. Up to a quarter of the
// letters in edits it rules nothing out that the count of pairs would not.
const leastShare = 0.25

// CompileNear prepares the search for text with at most edits edits. It
// fails with ErrNoLetters. The text has at most MaxNearLetters letters.
func CompileNear(text string, edits int) (*Near, error) {
	f := analysis.Fold(text)
	if len(f.Units) == 0 {
		return nil, ErrNoLetters
	}
	n := &Near{text: text, edits: edits, units: len(f.Units), letters: f.LetterCount(0, len(f.Units))}
	n.symbols = symbolsOf(nil, f, 0, len(f.Units)).series
	n.places = placesOf(n.symbols.list)
	n.grams = gramsOf(f)
	n.pairs = newPairTable(f.Units)
	n.needGrams = needed(len(n.grams), edits)
	n.need = needed(n.pairs.len(), edits)
	n.stands = needed(len(f.Units)-1, edits)
	return n, nil
}

// needed is how many of so many pairs are left by edits.
func needed(pairs, edits int) int {
	if pairs == 0 {
		return 0
	}
	return max(pairs-3*edits, int(leastShare*float64(pairs)), 1)
}

// CompileClosest prepares the search for what is most like text, though it
// be far from it. Only few texts need be looked at: those that hold most of
// what is rare in it.
func CompileClosest(text string, few int) (*Near, error) {
	n, err := CompileNear(text, 0)
	if err != nil {
		return nil, err
	}
	n.few = few
	n.edits = n.letters / 2
	n.needGrams = shared(len(n.grams))
	n.need = shared(n.pairs.len())
	n.stands = shared(n.units - 1)
	return n, nil
}

// shared is how many of so many pairs what is called most alike has.
func shared(pairs int) int { return min(pairs, max(int(closestShare*float64(pairs)), 1)) }

// closestShare is the share of the pairs that what is called most alike has.
const closestShare = 0.3

// Text is what is looked for.
func (n *Near) Text() string { return n.text }

// Edits is the most that a match may cost.
func (n *Near) Edits() int { return n.edits }

// Letters is the number of letters of the text.
func (n *Near) Letters() int { return n.letters }

// Few is how many texts need be looked at, 0 for all that hold enough grams.
func (n *Near) Few() int { return n.few }

// Grams names the texts that may hold a match: they hold at least need of the
// grams, which are pairs of letters as those of analysis.Grams. Of a text of
// one letter there are none.
func (n *Near) Grams() (grams []string, need int) { return n.grams, n.needGrams }

// gramsOf is the pairs of letters of a text, each once.
func gramsOf(f *analysis.Folded) []string {
	letters := slices.Collect(f.Letters())
	var grams []string
	seen := map[[2]rune]bool{}
	for i := 1; i < len(letters); i++ {
		pair := [2]rune{letters[i-1], letters[i]}
		if !seen[pair] {
			seen[pair] = true
			grams = append(grams, string(pair[:]))
		}
	}
	return grams
}

// pairTable numbers pairs of units: a hash table with open addressing behind
// a set of the units that begin a pair.
type pairTable struct {
	first   [1024]uint64
	keys    []uint32
	numbers []int32 // -1 is free
	used    int
}

func newPairTable(units []uint16) *pairTable {
	size := 16
	for size < 4*len(units) {
		size *= 2
	}
	t := &pairTable{keys: make([]uint32, size), numbers: make([]int32, size)}
	for i := range t.numbers {
		t.numbers[i] = -1
	}
	for i := 1; i < len(units); i++ {
		a, b := units[i-1], units[i]
		t.first[a>>6] |= 1 << (a & 63)
		if slot := t.slot(a, b); t.numbers[slot] < 0 {
			t.keys[slot], t.numbers[slot] = uint32(a)<<16|uint32(b), int32(t.used)
			t.used++
		}
	}
	return t
}

func (t *pairTable) len() int { return t.used }

// slot is where a pair is or belongs.
func (t *pairTable) slot(a, b uint16) int {
	key := uint32(a)<<16 | uint32(b)
	mask := len(t.keys) - 1
	for i := int(key*0x9e3779b1>>12) & mask; ; i = (i + 1) & mask {
		if t.numbers[i] < 0 || t.keys[i] == key {
			return i
		}
	}
}

// begins tells whether a pair begins with a.
func (t *pairTable) begins(a uint16) bool { return t.first[a>>6]>>(a&63)&1 != 0 }

// number is the pair's number, -1 if it has none.
func (t *pairTable) number(a, b uint16) int { return int(t.numbers[t.slot(a, b)]) }
