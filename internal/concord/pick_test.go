package concord

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// numbered is n spans that tell themselves apart.
func numbered(n int) []match.Span {
	spans := make([]match.Span, n)
	for i := range spans {
		spans[i] = match.Span{Start: i, End: i + 1}
	}
	return spans
}

// inPieces gives spans to pick as those of several documents, as long as it
// wants more.
func inPieces(random *rand.Rand, spans []match.Span, pick picker) (taken []match.Span) {
	for len(spans) > 0 {
		n := 1 + random.IntN(len(spans))
		some, more := pick(spans[:n])
		taken = append(taken, some...)
		if !more {
			break
		}
		spans = spans[n:]
	}
	return taken
}

func TestSampleIsOfTheSizeAskedInOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for total := range 30 {
		for n := 1; n < 35; n++ {
			got := inPieces(random, numbered(total), sample(total, n, uint64(n)))
			if len(got) != min(n, total) {
				t.Fatalf("%d of %d: got %d", n, total, len(got))
			}
			for i := 1; i < len(got); i++ {
				if got[i-1].Start >= got[i].Start {
					t.Fatalf("%d of %d: %v", n, total, got)
				}
			}
			if again := inPieces(random, numbered(total), sample(total, n, uint64(n))); !slices.Equal(got, again) {
				t.Errorf("%d of %d: got %v, then %v", n, total, got, again)
			}
		}
	}
}

// Of 5 mentions 2 can be drawn in 10 ways. Among 10,000 draws each is expected
// 1,000 times, with a standard deviation of 30.
func TestSampleDrawsEachSetAlike(t *testing.T) {
	drawn := map[string]int{}
	for seed := range uint64(10_000) {
		taken, _ := sample(5, 2, seed)(numbered(5))
		drawn[fmt.Sprint(taken)]++
	}
	if len(drawn) != 10 {
		t.Errorf("%d sets, want 10", len(drawn))
	}
	for set, n := range drawn {
		if n < 850 || n > 1150 {
			t.Errorf("%s is drawn %d times", set, n)
		}
	}
}

func TestPortionsAreThoseOfASlice(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, total := range []int{1, 2, 7, 20} {
		for _, offset := range []int{0, 1, 5, 19, 20, 21, math.MaxInt} {
			for _, limit := range []int{0, 1, 2, 19, 20, math.MaxInt} {
				want := numbered(total)[min(offset, total):]
				if limit > 0 {
					want = want[:min(limit, len(want))]
				}
				if got := inPieces(random, numbered(total), portion(offset, limit)); !slices.Equal(got, want) {
					t.Errorf("%d from %d of %d: got %v", limit, offset, total, got)
				}
			}
		}
	}
}

func TestPickedReadsNoFurtherThanItMust(t *testing.T) {
	src := &faulty{shelf: water(100)}
	for _, offset := range []int{0, 10, 97} {
		c := counted(t, New(src, waterPattern, Options{Limit: 3, Offset: offset}))
		src.loads.Store(0)
		src.found.Store(0)
		if got := mentions(t, c); len(got) != 3 || src.loads.Load() != 3 || src.found.Load() != int64(offset)+3 {
			t.Errorf("from %d: %d mentions, %d documents found, %d read", offset, len(got), src.found.Load(), src.loads.Load())
		}
	}
}

// plainSample is what a sample of all takes.
func plainSample(all []Mention, o Options) []Mention {
	if o.Sample == 0 {
		return all
	}
	var list []Mention
	taken, _ := sample(len(all), o.Sample, o.Seed)(numbered(len(all)))
	for _, s := range taken {
		list = append(list, all[s.Start])
	}
	return list
}

// Whatever is asked, it is the same with a count before and without; and the
// counts are always those of all.
func TestAnyOptionsGiveThePlainMentions(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	keeps := []func(corpus.Info) bool{nil, func(info corpus.Info) bool { return info.Issuer == "甲局" }}
	for range 40 {
		src := randomShelf(random, random.IntN(40))
		keep := keeps[random.IntN(2)]
		all := plainMentions(t, src, waterPattern, keep)
		for range 10 {
			o := Options{
				Keep: keep, Width: 1 + random.IntN(20), Sort: Sorts()[random.IntN(len(Sorts()))],
				Sample: random.IntN(2) * random.IntN(50), Seed: random.Uint64(),
				Limit: random.IntN(2) * random.IntN(50), Offset: random.IntN(2) * random.IntN(50),
			}
			want := plainConcordance(plainSample(all, o), o)
			onTheWay, before := New(src, waterPattern, o), New(src, waterPattern, o)
			counted(t, before)
			for _, c := range []*Concordance{onTheWay, before} {
				c.chunk = 1 + random.IntN(50)
				if diff := cmp.Diff(want, mentions(t, c), sameSection); diff != "" {
					t.Fatalf("%+v: %s", o, diff)
				}
				if c.Occurrences != len(all) {
					t.Errorf("%+v: %d occurrences of %d", o, c.Occurrences, len(all))
				}
				checkSums(t, c)
			}
			if !cmp.Equal(onTheWay.By, before.By) || !cmp.Equal(onTheWay.Forms, before.Forms) || onTheWay.Documents != before.Documents {
				t.Errorf("%+v: counts on the way are not those before", o)
			}
		}
	}
}
