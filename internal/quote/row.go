package quote

import (
	"slices"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// rows gives the cheapest ways to take one place of each piece, in order and
// near enough to each other, that cost at most so many edits and don't
// overlap: the cheapest first, then the leftmost. Places are bytes of text.
func rows(text string, w wording, pieces [][]match.NearSpan, edits int) [][]match.NearSpan {
	last := []link{}
	for _, s := range pieces[0] {
		last = append(last, link{s, s.Cost, nil})
	}
	for _, spans := range pieces[1:] {
		last = linked(text, w, last, spans)
	}
	slices.SortStableFunc(last, func(a, b link) int { return a.cost - b.cost })
	var found [][]match.NearSpan
	for _, l := range last {
		if l.cost > edits {
			break
		}
		row := l.row()
		if !slices.ContainsFunc(found, func(other []match.NearSpan) bool { return overlap(row, other) }) {
			found = append(found, row)
		}
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

func overlap(a, b []match.NearSpan) bool {
	return a[0].Start < b[len(b)-1].End && b[0].Start < a[len(a)-1].End
}

// linked puts each span behind the best link before it, of equals the nearest.
// Both lists are in order of place.
func linked(text string, w wording, links []link, spans []match.NearSpan) []link {
	var next []link
	from := 0
	for _, s := range spans {
		best, cost := -1, 0
		for i := from; i < len(links) && links[i].End <= s.Start; i++ {
			gap := analysis.CountLetters(text[links[i].End:s.Start])
			c := links[i].cost + s.Cost
			if !w.free {
				c += gap
			}
			switch {
			case gap > w.reach():
				from = i + 1 // too far for those that follow, too
			case best < 0 || c <= cost:
				best, cost = i, c
			}
		}
		if best >= 0 {
			next = append(next, link{s, cost, &links[best]})
		}
	}
	return next
}

// reach is how many letters may stand between two pieces.
func (w wording) reach() int {
	if w.free {
		return w.gap
	}
	return w.letters
}
