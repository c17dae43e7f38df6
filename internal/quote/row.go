package quote

import (
	"cmp"
	"slices"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// rows gives the cheapest ways to take one place of each piece, in order and
// near enough to each other, that cost at most so many edits and don't
// overlap: the cheapest first, then the leftmost. Places are bytes of text.
func rows(text string, w wording, pieces [][]match.NearSpan, edits int) [][]match.NearSpan {
	count := counterOf(text, pieces)
	var last []link
	for _, s := range pieces[0] {
		last = append(last, link{s, s.Cost, nil})
	}
	for i, spans := range pieces[1:] {
		reach := w.letters
		if w.pieces[i+1].leftOut {
			reach = w.ellipsis
		}
		last = linked(count, last, spans, reach, w.pieces[i+1].leftOut)
	}
	slices.SortStableFunc(last, func(a, b link) int { return a.cost - b.cost })
	var found [][]match.NearSpan
	var taken []Span // of found, in order of place
	for _, l := range last {
		if l.cost > edits {
			break
		}
		row := l.row()
		s := Span{Start: row[0].Start, End: l.End}
		at, _ := slices.BinarySearchFunc(taken, s, func(x, s Span) int { return cmp.Compare(x.Start, s.Start) })
		if at > 0 && taken[at-1].End > s.Start || at < len(taken) && taken[at].Start < s.End {
			continue
		}
		taken = slices.Insert(taken, at, s)
		found = append(found, row)
	}
	return found
}

// link is a place of a piece behind places of those before it.
type link struct {
	match.NearSpan
	cost   int // of all so far
	before *link
}

func (l link) row() []match.NearSpan {
	row := []match.NearSpan{l.NearSpan}
	for b := l.before; b != nil; b = b.before {
		row = append(row, b.NearSpan)
	}
	slices.Reverse(row)
	return row
}

// linked puts each span behind the cheapest link that ends before it within
// reach, in letters, of equals the nearest. If what stands between is not left
// out, its letters cost. Both lists are in order of place.
func linked(count counter, links []link, spans []match.NearSpan, reach int, leftOut bool) []link {
	var next []link
	end := 0 // of the links that end before the span
	for _, s := range spans {
		for end < len(links) && links[end].End <= s.Start {
			end++
		}
		best := link{cost: -1}
		for i := end - 1; i >= 0; i-- {
			gap := count[s.Start] - count[links[i].End]
			if gap > reach {
				break
			}
			cost := links[i].cost + s.Cost
			if !leftOut {
				cost += gap
			}
			if best.cost < 0 || cost < best.cost {
				best = link{s, cost, &links[i]}
			}
			if cost == 0 {
				break
			}
		}
		if best.cost >= 0 {
			next = append(next, best)
		}
	}
	return next
}

// counter tells how many letters stand before a byte of a text: one of those
// at which spans begin or end.
type counter map[int]int

func counterOf(text string, pieces [][]match.NearSpan) counter {
	c := counter{}
	if len(pieces) < 2 {
		return c
	}
	var offsets []int
	for _, spans := range pieces {
		for _, s := range spans {
			offsets = append(offsets, s.Start, s.End)
		}
	}
	slices.Sort(offsets)
	at, letters := 0, 0
	for _, off := range slices.Compact(offsets) {
		letters += analysis.CountLetters(text[at:off])
		at = off
		c[off] = letters
	}
	return c
}
