package concord

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

func strips(t *testing.T, src Source, p match.Pattern, keep func(corpus.Info) bool) []Strip {
	t.Helper()
	list, err := NewStrips(context.Background(), src, p, keep)
	if err != nil {
		t.Fatal(err)
	}
	return list.Strips
}

func TestStripsByHand(t *testing.T) {
	src := newShelf(
		doc("a", "", "", "", "水"),                                     // a text of fewer bytes than cells
		doc("b", "", "", "", strings.Repeat("山", 2*StripCells-1)+"水"), // the last letter
		doc("c", "", "", "", strings.Repeat("水", StripCells)),         // one for each cell
		doc("d", "", "", "", "山"),
	)
	var got []string
	for _, s := range strips(t, src, waterPattern, nil) {
		var cells []string
		for i, n := range s.Cells {
			if n > 0 {
				cells = append(cells, fmt.Sprintf("%d:%d", i, n))
			}
		}
		if len(cells) == StripCells {
			cells = []string{"each"}
		}
		got = append(got, fmt.Sprintf("%s %d of %d letters %s", s.Document.Path, s.Occurrences, s.Letters, strings.Join(cells, " ")))
	}
	want := []string{"c 60 of 60 letters each", "a 1 of 1 letters 0:1", "b 1 of 120 letters 59:1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	last := newShelf(doc("a", "", "", "", strings.Repeat(" ", 599)+"x"))
	if s := strips(t, last, match.Literal("x", match.Raw), nil); s[0].Cells[StripCells-1] != 1 {
		t.Errorf("the last byte: %v", s[0].Cells)
	}
}

func TestStripsAreThePlainOnes(t *testing.T) {
	keep := func(info corpus.Info) bool { return info.Issuer != "乙局" }
	for seed := range uint64(10) {
		src := randomShelf(rand.New(rand.NewPCG(seed, 4)), 30)
		texts, want := map[string]string{}, map[string]*Strip{}
		for i, d := range src.docs {
			texts[d.Path] = d.Text
			want[d.Path] = &Strip{Document: d.Info, Letters: src.Letters(i)}
		}
		for _, m := range plainMentions(t, src, waterPattern, keep) {
			s, size := want[m.Document.Path], len(texts[m.Document.Path])
			s.Occurrences++
			for i := range s.Cells {
				if i*size <= m.Start*StripCells && m.Start*StripCells < (i+1)*size {
					s.Cells[i]++
				}
			}
		}
		got := strips(t, src, waterPattern, keep)
		for i, s := range got {
			if diff := cmp.Diff(*want[s.Document.Path], s); diff != "" {
				t.Errorf("seed %d: %s", seed, diff)
			}
			delete(want, s.Document.Path)
			sum := 0
			for _, n := range s.Cells {
				sum += n
			}
			if sum != s.Occurrences {
				t.Errorf("cells add up to %d of %d", sum, s.Occurrences)
			}
			if i > 0 && (got[i-1].Occurrences < s.Occurrences || got[i-1].Occurrences == s.Occurrences && got[i-1].Document.Path >= s.Document.Path) {
				t.Errorf("%s stands before %s", got[i-1].Document.Path, s.Document.Path)
			}
		}
		for path, s := range want {
			if s.Occurrences > 0 {
				t.Errorf("seed %d: %s is not there", seed, path)
			}
		}
	}
}

func TestStripsEndWithTheFirstError(t *testing.T) {
	watch(t)
	src := &faulty{shelf: water(50), fails: "load", at: 20}
	if list, err := NewStrips(context.Background(), src, waterPattern, nil); err != errBroken || list != nil {
		t.Errorf("%+v, %v", list, err)
	}
}
