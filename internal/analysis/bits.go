package analysis

import "math/bits"

// Bits is a set of small numbers: bit i&63 of word i>>6.
type Bits []uint64

func newBits(n int) Bits { return make(Bits, (n+63)/64) }

// Has tells whether i is in the set.
func (b Bits) Has(i int) bool { return b[i>>6]>>(uint(i)&63)&1 != 0 }

func (b Bits) set(i int) { b[i>>6] |= 1 << (uint(i) & 63) }

// Any tells whether a number of [from, to) is in the set.
func (b Bits) Any(from, to int) bool { return b.Next(from, to) < to }

// Next is the smallest number of [from, to) in the set, to if there is none.
func (b Bits) Next(from, to int) int {
	if from >= to {
		return to
	}
	w := from >> 6
	word := b[w] >> (uint(from) & 63) << (uint(from) & 63)
	for last := (to - 1) >> 6; word == 0; word = b[w] {
		if w++; w > last {
			return to
		}
	}
	return min(to, w<<6+bits.TrailingZeros64(word))
}

// prev is the greatest number of [0, before) in the set, -1 if there is none.
func (b Bits) prev(before int) int {
	if before <= 0 {
		return -1
	}
	w := (before - 1) >> 6
	shift := 63 - uint(before-1)&63
	for word := b[w] << shift >> shift; ; word = b[w] {
		if word != 0 {
			return w<<6 + 63 - bits.LeadingZeros64(word)
		}
		if w--; w < 0 {
			return -1
		}
	}
}
