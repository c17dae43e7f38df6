package index

// gramTable numbers unigrams and bigrams of letters from 0 in the order in
// which they come: a hash table with open addressing, which takes a third of
// the time that a map of strings takes for the millions of grams of a pack.
type gramTable struct {
	keys    []uint64 // 0 is free: no gram begins with rune 0
	numbers []uint32
	used    int
}

func newGramTable() *gramTable {
	const start = 1 << 12
	return &gramTable{keys: make([]uint64, start), numbers: make([]uint32, start)}
}

// number is the gram's number, and whether it was not seen before. A second
// rune 0 means a unigram.
func (t *gramTable) number(first, second rune) (n uint32, isNew bool) {
	key := uint64(first)<<32 | uint64(second)
	i := t.slot(key)
	if t.keys[i] == key {
		return t.numbers[i], false
	}
	if 2*t.used >= len(t.keys) {
		t.grow()
		i = t.slot(key)
	}
	n = uint32(t.used)
	t.keys[i], t.numbers[i] = key, n
	t.used++
	return n, true
}

// slot is where key is or belongs. The factor is 2^64 divided by the golden
// ratio (Knuth, The Art of Computer Programming 3, 6.4).
func (t *gramTable) slot(key uint64) int {
	mask := len(t.keys) - 1
	h := key * 0x9e3779b97f4a7c15
	for i := int(h>>32) & mask; ; i = (i + 1) & mask {
		if k := t.keys[i]; k == key || k == 0 {
			return i
		}
	}
}

func (t *gramTable) grow() {
	old := *t
	t.keys, t.numbers = make([]uint64, 2*len(old.keys)), make([]uint32, 2*len(old.keys))
	for i, k := range old.keys {
		if k != 0 {
			j := t.slot(k)
			t.keys[j], t.numbers[j] = k, old.numbers[i]
		}
	}
}

// gramTerm is the term of a gram, as analysis.Grams names it.
func gramTerm(first, second rune) string {
	if second == 0 {
		return string(first)
	}
	return string([]rune{first, second})
}
