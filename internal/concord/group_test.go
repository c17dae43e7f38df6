package concord

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

func groups(t *testing.T, src Source, p match.Pattern, by string, keep func(corpus.Info) bool) *Groups {
	t.Helper()
	g, err := NewGroups(context.Background(), src, p, by, keep)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestNeighboursByHand(t *testing.T) {
	tests := []struct{ text, left1, left2, right1, right2 string }{
		{"山水", "", "", "", ""},
		{"青山水好", "青", "青", "好", "好"},
		{"看青山水好啊", "青", "看青", "好", "好啊"},
		{"看 青\u200b 山水　好\ufe00 啊", "青", "看青", "好", "好啊"}, // white space and format characters are not there
		{"看，山水。啊", ",", ",", "。", "。"},                   // nothing behind a mark
		{"，青山水好。", "青", ",青", "好", "好。"},                 // but a mark behind a letter
		{"看\n山水\n啊", "", "", "", ""},                     // the paragraph ends there
		{"看\n青山水好\n啊", "青", "青", "好", "好"},
		{"ＡＢ山水ＣＤ", "b", "ab", "c", "cd"}, // folded
		{"㎡山水㎡", "²", "m²", "m", "m²"},   // one rune, two letters
		{"㎡青山水好㎡", "青", "²青", "好", "好m"}, // and its part
		{"ﬁ山水ﬁ", "i", "fi", "f", "fi"},
		{"見𠮷山水𠮷見", "𠮷", "见𠮷", "𠮷", "𠮷见"},
		{"「山水」", `"`, `"`, `"`, `"`}, // one kind of quotation marks
		{"e\u0301山水e\u0301", "e", "e", "e", "e"},
		{"35山水35%", "5", "35", "3", "35"},
	}
	for _, tt := range tests {
		at := strings.Index(tt.text, "山水")
		s := match.Span{Start: at, End: at + len("山水")}
		for by, want := range map[string]string{ByLeft1: tt.left1, ByLeft2: tt.left2, ByRight1: tt.right1, ByRight2: tt.right2} {
			if got := textKey(tt.text, s, by); got != want {
				t.Errorf("%q %s: got %q, want %q", tt.text, by, got, want)
			}
		}
	}
}

func TestGroupsByHand(t *testing.T) {
	tests := []struct {
		by   string
		want []Row
	}{
		{ByForm, []Row{{Key: "山水", Occurrences: 5, Documents: 3}}},
		{ByLeft1, []Row{{Key: ",", Occurrences: 1, Documents: 1}, {Key: ";", Occurrences: 1, Documents: 1},
			{Key: "字", Occurrences: 1, Documents: 1}, {Key: "见", Occurrences: 1, Documents: 1}, {Key: "", Occurrences: 1, Documents: 1}}},
		{ByYear, []Row{{"2019", 3, 1, 10, 3000}, {"2021", 1, 1, 8, 10_000.0 / 8}, {"", 1, 1, 4, 2500}}},
		{ByDocument, []Row{{"a", 3, 1, 10, 3000}, {"c", 1, 1, 4, 2500}, {"d", 1, 1, 6, 10_000.0 / 6}}},
	}
	for _, tt := range tests {
		g := groups(t, valley(), match.Literal("山水", match.Exact), tt.by, nil)
		if diff := cmp.Diff(&Groups{By: tt.by, Totals: Totals{Sum{5, 3}, Beside{Loose: &Sum{6, 3}}}, Rows: tt.want}, g); diff != "" {
			t.Errorf("%s: %s", tt.by, diff)
		}
	}
}

// plainGroupKey is the group of a mention with its paragraph as context.
func plainGroupKey(m Mention, by string) string {
	key, n := []rune(nil), 1
	switch by {
	case ByLeft1, ByLeft2:
		key = plainKey(m.Before, true)
	case ByRight1, ByRight2:
		key = plainKey(m.After, false)
	case ByForm:
		return form(m.Match)
	case ByDocument:
		return m.Document.Path
	default:
		return keyOf(m.Document, by)
	}
	if by == ByLeft2 || by == ByRight2 {
		n = 2
	}
	key = key[:min(n, len(key))]
	if len(key) == 2 {
		if class, _ := analysis.FoldRune(key[0]); class != analysis.Letter {
			key = key[:1]
		}
	}
	if by == ByLeft2 {
		slices.Reverse(key)
	}
	return string(key)
}

// occurrencesAndDocuments by key.
func plainGroups(all []Mention, by string) map[string][2]int {
	n, seen := map[string][2]int{}, map[string]bool{}
	for _, m := range all {
		key := plainGroupKey(m, by)
		row := n[key]
		row[0]++
		if id := fmt.Sprintf("%q in %s", key, m.Document.Path); !seen[id] {
			seen[id] = true
			row[1]++
		}
		n[key] = row
	}
	return n
}

func TestEveryGroupIsThePlainOne(t *testing.T) {
	keep := func(info corpus.Info) bool { return info.Type != "通知" }
	for seed := range uint64(10) {
		src := randomShelf(rand.New(rand.NewPCG(seed, 2)), 40)
		for _, p := range []match.Pattern{match.Literal("山水", match.Exact), match.Literal("水", match.Loose), match.Literal("、", match.Raw)} {
			all := plainMentions(t, src, p, keep)
			documents := len(plainGroups(all, ByDocument))
			for _, by := range GroupKeys() {
				g := groups(t, src, p, by, keep)
				got := map[string][2]int{}
				occurrences := 0
				for _, row := range g.Rows {
					got[row.Key] = [2]int{row.Occurrences, row.Documents}
					occurrences += row.Occurrences
				}
				if diff := cmp.Diff(plainGroups(all, by), got); diff != "" {
					t.Errorf("seed %d, %s: %s", seed, by, diff)
				}
				if occurrences != len(all) || g.Occurrences != len(all) || g.Documents != documents || len(got) != len(g.Rows) {
					t.Errorf("seed %d, %s: %d of %d in %d rows; says %d in %d of %d", seed, by, occurrences, len(all), len(g.Rows), g.Occurrences, g.Documents, documents)
				}
				checkOrder(t, by, g.Rows)
			}
		}
	}
}

// checkOrder wants the unknown last, years in order, else the most first.
func checkOrder(t *testing.T, by string, rows []Row) {
	t.Helper()
	for i := 1; i < len(rows); i++ {
		a, b := rows[i-1], rows[i]
		switch {
		case a.Key == "", b.Key != "" && by == ByYear && a.Key >= b.Key,
			b.Key != "" && by != ByYear && (a.Occurrences < b.Occurrences || a.Occurrences == b.Occurrences && a.Key >= b.Key):
			t.Errorf("%s: %q (%d) stands before %q (%d)", by, a.Key, a.Occurrences, b.Key, b.Occurrences)
		}
	}
}

func TestGroupsEndWithTheFirstError(t *testing.T) {
	for _, by := range GroupKeys() {
		watch(t)
		src := &faulty{shelf: water(50), fails: "find", at: 20}
		if g, err := NewGroups(context.Background(), src, waterPattern, by, nil); err != errBroken || g != nil {
			t.Errorf("%s: %+v, %v", by, g, err)
		}
	}
}
