package brute

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// rounds is how many random texts a property is tried on.
func rounds(most int) int {
	if testing.Short() {
		return most / 10
	}
	return most
}

// scan gives the matches of the only pattern.
func scan(t *testing.T, p match.Pattern, text string) []match.Span {
	t.Helper()
	set, err := NewSet([]match.Pattern{p})
	if err != nil {
		t.Fatal(err)
	}
	return set.first(text)
}

func compiled(t *testing.T, p match.Pattern, text string) (spans []match.Span) {
	t.Helper()
	m, err := match.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	f := analysis.Fold(text)
	for _, x := range m.Scanner(nil).Find(f, text) {
		if p.Mode != match.Raw {
			x.Start, x.End = f.Bytes(text, x.Start, x.End)
		}
		spans = append(spans, x)
	}
	return spans
}

// TestAllAgree holds brute and match against the naive matcher.
func TestAllAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	found := map[match.Mode]int{}
	for range rounds(30_000) {
		text := text(rng, 2+rng.IntN(24))
		p := anyPattern(rng, text)
		_, err := newPattern(p)
		if _, other := match.Compile(p); errors.Is(err, match.ErrNoLetters) != errors.Is(other, match.ErrNoLetters) {
			t.Fatalf("%v: brute says %v, match %v", p, err, other)
		}
		if err != nil {
			continue
		}
		want := naive(text, p)
		found[p.Mode] += len(want)
		if diff := cmp.Diff(want, scan(t, p, text)); diff != "" {
			t.Fatalf("%v %v in %q: brute differs from naive (-naive +brute)\n%s", p.Mode, p, text, diff)
		}
		if diff := cmp.Diff(want, compiled(t, p, text)); diff != "" {
			t.Fatalf("%v %v in %q: match differs from naive (-naive +match)\n%s", p.Mode, p, text, diff)
		}
	}
	for _, mode := range [...]match.Mode{match.Exact, match.Loose, match.Raw} {
		if found[mode] < rounds(30_000)/10 {
			t.Errorf("%v: only %d matches in all, the test says little", mode, found[mode])
		}
	}
}
