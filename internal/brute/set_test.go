package brute

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/match"
)

// TestASetFindsWhatEachPatternFinds asks many patterns of all modes at once
// and one after the other.
func TestASetFindsWhatEachPatternFinds(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range rounds(300) {
		text := text(rng, 50+rng.IntN(400))
		var ps []match.Pattern
		for len(ps) < 60 {
			p := anyPattern(rng, text)
			if _, err := newPattern(p); err == nil {
				ps = append(ps, p)
			}
		}
		set, err := NewSet(ps)
		if err != nil {
			t.Fatal(err)
		}
		got := map[int][]match.Span{}
		last := -1
		set.Scan(text, func(i int, spans []match.Span) {
			if i <= last || len(spans) == 0 {
				t.Errorf("pattern %d with %d spans comes behind %d", i, len(spans), last)
			}
			last, got[i] = i, spans
		})
		for i, p := range ps {
			var s subject = rawOf(text)
			if p.Mode != match.Raw {
				s = lettersOf(text)
			}
			c, _ := newPattern(p)
			if diff := cmp.Diff(c.find(s), got[i]); diff != "" {
				t.Fatalf("%v %v in %q: (-alone +in the set)\n%s", p.Mode, p, text, diff)
			}
		}
	}
}

func TestSpansAreWholeRunesInOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range rounds(5000) {
		text := text(rng, rng.IntN(60))
		p := anyPattern(rng, text)
		set, err := NewSet([]match.Pattern{p})
		if err != nil || p.Mode == match.Raw {
			continue
		}
		end := 0
		for _, x := range set.first(text) {
			if x.Start < end || x.End <= x.Start || x.End > len(text) {
				t.Fatalf("%v in %q: span %v behind %d", p, text, x, end)
			}
			if s := text[x.Start:x.End]; s != string([]rune(s)) {
				t.Fatalf("%v in %q: %q is no whole runes", p, text, s)
			}
			end = x.End
		}
	}
}

// BenchmarkSet scans 3 MB for 5,000 of its own pieces.
func BenchmarkSet(b *testing.B) {
	rng := rand.New(rand.NewPCG(7, 8))
	var runes []rune
	for len(runes) < 1<<20 {
		runes = append(runes, rune(0x4e00+rng.IntN(1+rng.IntN(2000))))
	}
	for _, mode := range [...]match.Mode{match.Exact, match.Raw} {
		var ps []match.Pattern
		for range 5000 {
			at := rng.IntN(len(runes) - 60)
			ps = append(ps, match.Literal(string(runes[at:at+1+rng.IntN(60)]), mode))
		}
		set, err := NewSet(ps)
		if err != nil {
			b.Fatal(err)
		}
		text := string(runes)
		b.Run(mode.String(), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				set.Scan(text, func(int, []match.Span) {})
			}
		})
	}
}
