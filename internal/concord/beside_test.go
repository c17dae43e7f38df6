package concord

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// everyTotal asks in all ways, which must say the same.
func everyTotal(t *testing.T, src Source, p match.Pattern, keep func(corpus.Info) bool) Totals {
	t.Helper()
	ctx := context.Background()
	want, err := Count(ctx, src, p, keep)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Totals{"concordance": counted(t, New(src, p, Options{Keep: keep})).Totals}
	lines := New(src, p, Options{Keep: keep})
	mentions(t, lines)
	got["lines"] = lines.Totals
	for _, by := range GroupKeys() {
		g, err := NewGroups(ctx, src, p, by, keep)
		if err != nil {
			t.Fatal(err)
		}
		got["groups by "+by] = g.Totals
	}
	d, err := NewStrips(ctx, src, p, keep)
	if err != nil {
		t.Fatal(err)
	}
	got["strips"] = d.Totals
	m, err := NewMatrix(ctx, src, []Question{{"x", p}}, ByYear, keep)
	if err != nil {
		t.Fatal(err)
	}
	got["matrix"] = m.Series[0].Totals
	for name, x := range got {
		if diff := cmp.Diff(want, x); diff != "" {
			t.Errorf("%s (-Count +it)\n%s", name, diff)
		}
	}
	return want
}

// hidden has mentions that only loose mode finds, and two pairs of equal
// texts.
func hidden() *shelf {
	return newShelf(
		doc("甲/一", "2019", "甲局", "通知", "山水相依，山水同名。"),
		doc("甲/二", "2020", "甲局", "通知", "山、水；山\n水"),
		doc("乙/一", "2021", "乙局", "规划", "山水相依，山水同名。"),
		doc("乙/三", "", "乙局", "", "山、水；山\n水"),
		doc("丙/五", "2022", "乙局", "", "好山水，山：水"),
	)
}

func TestEveryAnswerCountsWhatLooseModeFindsAndWhatStandsInCopies(t *testing.T) {
	of := func(path string) func(corpus.Info) bool {
		return func(x corpus.Info) bool { return x.Path != path }
	}
	p := func(text string, mode match.Mode) match.Pattern { return match.Literal(text, mode) }
	either := match.Pattern{Wanted: []query.Node{query.Or{Xs: []query.Node{query.Literal("山水同"), query.Literal("山、水")}}}}
	less := match.Pattern{Wanted: []query.Node{query.Literal("山水")}, Excluded: []query.Node{query.Literal("水、山水"), query.Literal("好山水")}}
	for _, tt := range []struct {
		name    string
		pattern match.Pattern
		keep    func(corpus.Info) bool
		want    Totals
	}{
		{"a literal", p("山水", match.Exact), nil, Totals{Sum{5, 3}, Beside{&Sum{10, 5}, Sum{2, 1}}}},
		{"what only loose mode finds is no copy", p("水山", match.Exact), nil, Totals{Sum{}, Beside{&Sum{3, 3}, Sum{}}}},
		{"a filter holds for all", p("山水", match.Exact), of("甲/一"), Totals{Sum{3, 2}, Beside{&Sum{8, 4}, Sum{}}}},
		{"loose mode has nothing beside", p("山水", match.Loose), nil, Totals{Sum{10, 5}, Beside{nil, Sum{4, 2}}}},
		{"raw mode", p("山、水", match.Raw), nil, Totals{Sum{2, 2}, Beside{&Sum{10, 5}, Sum{1, 1}}}},
		{"raw marks have no letters", p("、", match.Raw), nil, Totals{Sum{2, 2}, Beside{nil, Sum{1, 1}}}},
		{"alternatives", either, nil, Totals{Sum{4, 4}, Beside{&Sum{10, 5}, Sum{2, 2}}}},
		{"exclusions are loose, too", less, nil, Totals{Sum{4, 2}, Beside{&Sum{6, 4}, Sum{2, 1}}}},
	} {
		if diff := cmp.Diff(tt.want, everyTotal(t, hidden(), tt.pattern, tt.keep)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
}

func TestWithoutCopiesTheFirstPathStandsForAll(t *testing.T) {
	tests := []struct {
		keep func(corpus.Info) bool
		want []string
	}{
		{nil, []string{"甲/一", "甲/二", "丙/五"}},
		{func(x corpus.Info) bool { return x.Path != "甲/一" }, []string{"甲/二", "乙/一", "丙/五"}},
		{func(x corpus.Info) bool { return x.Path == "乙/三" || x.Path == "乙/一" }, []string{"乙/一", "乙/三"}},
	}
	for _, tt := range tests {
		src := hidden()
		keep, err := WithoutCopies(src, tt.keep)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range src.Len() {
			if info := src.Info(i); keep == nil || keep(info) {
				got = append(got, info.Path)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Error(diff)
		}
	}
}

// Copies of random documents: with each text once, the counts are those of
// the whole less its copies, and every breakdown adds up.
func TestCopiesAreWhatIsLeftOutWithoutThem(t *testing.T) {
	some := 0
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 9))
		src := randomShelf(rng, 30)
		for range 8 {
			twin := *src.docs[rng.IntN(len(src.docs))]
			twin.Path += "′"
			src.docs = append(src.docs, &twin)
		}
		for _, term := range []string{"水", "山水"} {
			p := match.Literal(term, match.Exact)
			all := everyTotal(t, src, p, nil)
			keep, err := WithoutCopies(src, nil)
			if err != nil {
				t.Fatal(err)
			}
			once := everyTotal(t, src, p, keep)
			if once.Occurrences != all.Occurrences-all.Copies.Occurrences || once.Documents != all.Documents-all.Copies.Documents || once.Copies != (Sum{}) {
				t.Errorf("%s: %+v of all, %+v without copies", term, all, once)
			}
			checkSums(t, counted(t, New(src, p, Options{Keep: keep})))
			some += all.Copies.Occurrences
		}
	}
	if some == 0 {
		t.Error("there was no copy")
	}
}
