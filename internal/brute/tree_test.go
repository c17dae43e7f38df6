package brute

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// few gives a text of n characters of a small alphabet, so that literals of
// it lie inside each other.
func few(rng *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString([]string{"甲", "甲", "甲", "乙", "乙", "乙", "丙", "，", "\n"}[rng.IntN(9)])
	}
	return b.String()
}

// tree is a pattern that looks for literals of up to size characters, with
// longer ones excluded, and has patterns inside, depth levels deep.
func tree(rng *rand.Rand, size, depth int) match.Pattern {
	nodes := func(n, size int) (list []query.Node) {
		for range n {
			list = append(list, query.Literal(few(rng, 1+rng.IntN(size))))
		}
		return list
	}
	p := match.Pattern{
		Mode:     match.Mode(rng.IntN(3)),
		Wanted:   nodes(1+rng.IntN(2), size),
		Excluded: nodes(rng.IntN(2), size+1),
	}
	if depth == 0 {
		return p
	}
	for range rng.IntN(3) {
		p.Also = append(p.Also, tree(rng, size+1, depth-1))
	}
	for range rng.IntN(3) {
		p.Except = append(p.Except, tree(rng, size+1, depth-1))
	}
	return p
}

// pruned is p with nothing inside its patterns at the depth.
func pruned(p match.Pattern, depth int) match.Pattern {
	prune := func(list []match.Pattern) (cut []match.Pattern) {
		for _, q := range list {
			if depth > 0 {
				cut = append(cut, pruned(q, depth-1))
			}
		}
		return cut
	}
	p.Also, p.Except = prune(p.Also), prune(p.Except)
	return p
}

// TestTreesAgree holds brute and match against the naive matcher where
// patterns have patterns inside, two levels deep, and counts how often each
// level decided.
func TestTreesAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	var decided [2]int
	for range rounds(10_000) {
		text := few(rng, rng.IntN(24))
		p := tree(rng, 2, 2)
		if _, err := newPattern(p); err != nil {
			continue
		}
		want := naive(text, p)
		if diff := cmp.Diff(want, scan(t, p, text)); diff != "" {
			t.Fatalf("%+v in %q: brute differs from naive (-naive +brute)\n%s", p, text, diff)
		}
		if diff := cmp.Diff(want, compiled(t, p, text)); diff != "" {
			t.Fatalf("%+v in %q: match differs from naive (-naive +match)\n%s", p, text, diff)
		}
		for depth := range decided {
			if !cmp.Equal(want, naive(text, pruned(p, depth))) {
				decided[depth]++
			}
		}
	}
	for depth, n := range decided {
		if n < rounds(10_000)/10 {
			t.Errorf("level %d decided only %d times, the test says little", depth+1, n)
		}
	}
}
