package concord

import (
	"cmp"
	"slices"
	"strings"
)

const (
	maxNearest  = 3  // names worth proposing
	maxCompared = 80 // runes of a name beyond which edits aren't counted
)

// nearest gives up to three of the names, best first, that name may have been
// meant for: those that few edits make of it, and those that hold it or that
// it holds. Names are compared folded.
func nearest(name string, names []string) []string {
	type candidate struct {
		name  string
		edits int
	}
	want := conceptKey(name)
	if want == "" {
		return nil
	}
	var near []candidate
	for _, n := range names {
		has := conceptKey(n)
		a, b := []rune(want), []rune(has)
		longer := max(len(a), len(b))
		edits := longer
		if longer <= maxCompared {
			edits = distance(a, b)
		}
		if edits <= min(longer+1, maxCompared)/3 || holds(has, want) || holds(want, has) || shortens(a, b) {
			near = append(near, candidate{n, edits})
		}
	}
	slices.SortStableFunc(near, func(x, y candidate) int { return cmp.Compare(x.edits, y.edits) })
	var best []string
	for _, c := range near[:min(len(near), maxNearest)] {
		best = append(best, c.name)
	}
	return best
}

// holds tells whether part is in name; a single ASCII letter is in too many.
func holds(name, part string) bool {
	return len(part) > 1 && strings.Contains(name, part)
}

// shortens tells whether short, of two runes at least, is long with runes left
// out, as 共富 is 共同富裕.
func shortens(short, long []rune) bool {
	at := 0
	for _, r := range long {
		if at < len(short) && short[at] == r {
			at++
		}
	}
	return at == len(short) && at > 1
}

// distance counts the runes to insert, delete, replace or swap with their
// neighbour to make b of a, no rune edited twice (optimal string alignment).
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1) // rows[i][j] is the distance of a[:i] and b[:j]
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range b {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			d := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				d = 1 + min(d, rows[i-1][j], rows[i][j-1])
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d = min(d, 1+rows[i-2][j-2])
				}
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}
