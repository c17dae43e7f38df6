package match_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/match"
)

// TestNearCostsWhatAlignSays aligns every place that is found with the text
// looked for: what stands beside a place must not change its cost.
func TestNearCostsWhatAlignSays(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 4))
	found := 0
	for n := range 8000 {
		letters := []rune([]string{"甲乙12.,%-ab ", "12：. ab", "㎡㎞Ⅲim2甲，", "甲𠀁、1,0 ", "甲乙"}[n%5])
		text := randomText(rnd, letters, 3+rnd.IntN(16))
		if analysis.CountLetters(text) == 0 {
			continue
		}
		doc := randomText(rnd, letters, rnd.IntN(20)) + slipped(rnd, text, letters) + randomText(rnd, letters, rnd.IntN(20)) + slipped(rnd, text, letters)
		query, err := match.CompileNear(text, 1+rnd.IntN(3))
		if err != nil {
			t.Fatal(err)
		}
		f := analysis.Fold(doc)
		spans, err := query.Scanner().Find(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range spans {
			start, end := f.Bytes(doc, s.Start, s.End)
			if _, cost := match.Align(text, doc[start:end]); cost != s.Cost {
				t.Fatalf("%q is found in %q as %q for %d, and aligned for %d", text, doc, doc[start:end], s.Cost, cost)
			}
			found++
		}
	}
	if found < 6000 {
		t.Errorf("only %d places are found", found)
	}
}

func randomText(rnd *rand.Rand, letters []rune, n int) string {
	rs := make([]rune, n)
	for i := range rs {
		rs[i] = letters[rnd.IntN(len(letters))]
	}
	return string(rs)
}

// TestNearGapsOutside: the gap before the first letter of a place is outside,
// also where the place lacks the first letters of the text.
func TestNearGapsOutside(t *testing.T) {
	for _, c := range []struct {
		text, doc string
		edits     int
		want      string
	}{
		{"甲2乙丙丁戊", "1：2乙丙丁戊", 1, "1 2乙丙丁戊"},
		{"2甲1乙丙丁戊", "0：1甲2乙丙丁戊", 2, "2 1甲2乙丙丁戊"},
		{"甲2乙丙丁戊", "庚1：甲2乙丙丁戊", 1, "0 甲2乙丙丁戊"},
		{"21乙丙丁戊", "3：12乙丙丁戊", 1, "1 12乙丙丁戊"},
		{"1：2乙丙丁戊", "3：2乙丙丁戊", 1, "1 3：2乙丙丁戊"},
		{"1：2乙丙丁戊", "2乙丙丁戊", 1, ""}, // its gap is inside, and lacks there
		{"1：2乙丙丁戊", "2乙丙丁戊", 2, "2 2乙丙丁戊"},
	} {
		if got := strings.Join(nearOf(t, c.text, c.doc, c.edits), "|"); got != c.want {
			t.Errorf("%s in %s with %d: %s, want %s", c.text, c.doc, c.edits, got, c.want)
		}
		if got := strings.Join(bruteNearOf(t, c.text, c.doc, c.edits), "|"); got != c.want {
			t.Errorf("brute: %s in %s with %d: %s, want %s", c.text, c.doc, c.edits, got, c.want)
		}
	}
}

// TestNearInRepeats compares the index's search and the scan where a text
// comes again and again, with slips here and there.
func TestNearInRepeats(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 5))
	found := 0
	for range 300 {
		letters := []rune([]string{"甲乙丙丁戊己庚辛壬癸", "甲乙1 2", "甲乙𠀀", "甲乙丙㎡"}[rnd.IntN(4)])
		piece := randomText(rnd, letters, 1+rnd.IntN(12))
		text := strings.Repeat(piece, 1+rnd.IntN(3))
		edits := rnd.IntN(4)
		if analysis.CountLetters(text) == 0 || !complete(t, text, edits) {
			continue
		}
		var doc strings.Builder
		for range 12 {
			doc.WriteString(piece)
			if rnd.IntN(3) == 0 {
				doc.WriteString(slipped(rnd, piece, letters))
			}
		}
		got, want := nearOf(t, text, doc.String(), edits), bruteNearOf(t, text, doc.String(), edits)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q in %q with %d edits:\n%s", text, doc.String(), edits, diff)
		}
		found += len(got)
	}
	if found < 500 {
		t.Errorf("only %d matches: nothing is compared", found)
	}
}

// TestNearOfWideLettersPutIn: a match spans two units for each.
func TestNearOfWideLettersPutIn(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 6))
	text := "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地"
	for range 300 {
		const edits = 5
		rs := []rune(text)
		for range edits {
			i := 1 + rnd.IntN(len(rs)-1)
			if rnd.IntN(3) == 0 {
				rs[i-1] = '𠀁'
				continue
			}
			rs = append(rs[:i:i], append([]rune{'𠀀'}, rs[i:]...)...)
		}
		doc := "一二三四五六七八九十𠀀" + string(rs) + "𠀁𠀀一二三四五六七八九十"
		got, want := nearOf(t, text, doc, edits), bruteNearOf(t, text, doc, edits)
		if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 {
			t.Fatalf("%q:\n%s", doc, diff)
		}
	}
}

// patient is a context that counts how often it is asked, and is done once it
// was asked often enough.
type patient struct {
	context.Context
	asked, most int
}

func (p *patient) Err() error {
	if p.asked++; p.most > 0 && p.asked > p.most {
		return context.Canceled
	}
	return nil
}

// TestNearInRepeatsIsNearLinear counts the columns that are made, of which one
// in so many asks.
func TestNearInRepeatsIsNearLinear(t *testing.T) {
	text := "坚持以人民为中心的发展思想要一直走下去"
	n, err := match.CompileNear(text, 2)
	if err != nil {
		t.Fatal(err)
	}
	s := n.Scanner()
	asked := func(times int) int {
		ctx := &patient{Context: t.Context()}
		spans, err := s.Find(ctx, analysis.Fold(strings.Repeat(text, times)))
		if err != nil || len(spans) != times {
			t.Fatalf("%d of %d: %v", len(spans), times, err)
		}
		return ctx.asked
	}
	if few, many := asked(200), asked(2000); many > 12*few {
		t.Errorf("asked %d times for 200, %d times for 2,000", few, many)
	}
}

// TestNearStops wants a search that was stopped to leave nothing behind.
func TestNearStops(t *testing.T) {
	text := "坚持以人民为中心的发展思想要一直走下去"
	n, err := match.CompileNear(text, 2)
	if err != nil {
		t.Fatal(err)
	}
	f, s := analysis.Fold(strings.Repeat(text+"。", 300)), n.Scanner()
	all := &patient{Context: t.Context()}
	if _, err := s.Find(all, f); err != nil || all.asked < 50 {
		t.Fatalf("asked %d times: %v", all.asked, err)
	}
	rnd := rand.New(rand.NewPCG(4, 7))
	for most := 1; most < all.asked; most++ {
		ctx := &patient{Context: t.Context(), most: most}
		if found, err := s.Find(ctx, f); !errors.Is(err, context.Canceled) || len(found) > 0 || ctx.asked > most+2 {
			t.Fatalf("after %d of %d: %v, %v", ctx.asked, all.asked, found, err)
		}
		var other strings.Builder
		for range 12 {
			other.WriteString(slipped(rnd, text, []rune(text)))
		}
		got, err := s.Find(t.Context(), analysis.Fold(other.String()))
		if err != nil {
			t.Fatal(err)
		}
		want, err := n.Scanner().Find(t.Context(), analysis.Fold(other.String()))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatalf("after one that stopped: %v\n%s", err, diff)
		}
	}
}

func TestNearScanStops(t *testing.T) {
	text := "坚持以人民为中心的发展思想要一直走下去"
	n, err := match.CompileNear(text, 2)
	if err != nil {
		t.Fatal(err)
	}
	src, err := brute.NewSource(one(strings.Repeat(text+"。", 100)))
	if err != nil {
		t.Fatal(err)
	}
	ctx := &patient{Context: t.Context(), most: 4}
	for hits, err := range src.Near(ctx, n, nil) {
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("asked %d times: %d hits, %v", ctx.asked, len(hits.Spans), err)
		}
	}
	if ctx.asked < 5 || ctx.asked > 7 {
		t.Errorf("asked %d times", ctx.asked)
	}
}

// TestClosestNeeds: what is to be most like a text holds three tenths of its
// pairs, and at least one.
func TestClosestNeeds(t *testing.T) {
	for _, c := range []struct {
		text        string
		pairs, need int
	}{
		{"甲乙丙丁戊己庚辛壬癸子", 10, 3}, {"甲乙丙", 2, 1}, {"甲乙", 1, 1}, {"甲", 0, 0}, {"甲乙甲乙甲乙丙", 3, 1},
	} {
		n, err := match.CompileClosest(c.text, 7)
		if err != nil {
			t.Fatal(err)
		}
		if grams, need := n.Grams(); len(grams) != c.pairs || need != c.need || n.Few() != 7 || n.Edits() != n.Letters()/2 {
			t.Errorf("%s: %d of %d pairs, want %d of %d", c.text, need, len(grams), c.need, c.pairs)
		}
	}
}

// TestNearNeeds: each edit may break three pairs, but a quarter is left.
func TestNearNeeds(t *testing.T) {
	for _, c := range []struct{ edits, need int }{{0, 12}, {1, 9}, {2, 6}, {3, 3}, {4, 3}, {9, 3}} {
		n, err := match.CompileNear("甲乙丙丁戊己庚辛壬癸子丑寅", c.edits)
		if err != nil {
			t.Fatal(err)
		}
		if _, need := n.Grams(); need != c.need {
			t.Errorf("%d edits: %d pairs, want %d", c.edits, need, c.need)
		}
	}
}
