package index

import "slices"

// tally counts the terms of a query in rows of letters, in one pass: a table
// tells the query's letters from all others, a second one its bigrams by
// their two letters, and longer words are compared where their first bigram
// stands.
type tally struct {
	letter [1 << 16]uint8 // number of a letter from 1, 0 for others
	used   int            // letters numbered
	single []int16        // by letter: place of the term that it is, plus one
	pair   []int16        // by two letters: place of the bigram, plus one
	long   [][]longWord   // by place of the bigram that they begin with
}

// longWord is a word of three letters and more.
type longWord struct {
	units []uint16
	place int
}

// maxNumbered is the number of letters that terms can have: two in each
// bigram, one in a word that is a letter.
const maxNumbered = 3 * maxTerms

// newTally prepares for terms whose place is their index, words first. It
// sets what is counted for each term.
func newTally(terms []term) *tally {
	t := &tally{single: make([]int16, maxNumbered+1), long: make([][]longWord, len(terms))}
	for _, x := range terms {
		if len(x.units) <= 2 {
			for _, u := range x.units {
				if t.letter[u] == 0 {
					t.used++
					t.letter[u] = uint8(t.used)
				}
			}
		}
	}
	t.pair = make([]int16, (t.used+1)*(t.used+1))
	for i := len(terms) - 1; i >= 0; i-- { // bigrams come before the words that they begin
		x := &terms[i]
		x.counted = i
		switch {
		case len(x.units) == 1:
			t.single[t.letter[x.units[0]]] = int16(i) + 1
		case len(x.units) == 2:
			if p := t.pairOf(x.units); *p == 0 {
				*p = int16(i) + 1
			} else {
				x.counted = int(*p) - 1
			}
		default:
			if p := t.pairOf(x.units[:2]); *p > 0 {
				t.long[*p-1] = append(t.long[*p-1], longWord{x.units, i})
			}
		}
	}
	return t
}

func (t *tally) pairOf(units []uint16) *int16 {
	return &t.pair[int(t.letter[units[0]])*(t.used+1)+int(t.letter[units[1]])]
}

// count sets counts[i] to how often what is counted at place i stands in
// units. Occurrences of one term may overlap.
func (t *tally) count(units []uint16, counts []uint16) {
	clear(counts)
	before := 0
	for i, u := range units {
		now := int(t.letter[u])
		if now == 0 {
			before = 0
			continue
		}
		if p := t.single[now]; p > 0 {
			counts[p-1]++
		}
		if p := t.pair[before*(t.used+1)+now]; p > 0 {
			counts[p-1]++
			for _, w := range t.long[p-1] {
				if rest := units[i-1:]; len(rest) >= len(w.units) && slices.Equal(rest[:len(w.units)], w.units) {
					counts[w.place]++
				}
			}
		}
		before = now
	}
}
