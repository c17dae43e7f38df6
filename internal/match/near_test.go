package match_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/match"
)

// nearOf finds text in doc and prints what it finds: cost and words.
func nearOf(t *testing.T, text, doc string, edits int) []string {
	t.Helper()
	n, err := match.CompileNear(text, edits)
	if err != nil {
		t.Fatal(err)
	}
	f := analysis.Fold(doc)
	spans, err := n.Scanner().Find(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, s := range spans {
		start, end := f.Bytes(doc, s.Start, s.End)
		found = append(found, fmt.Sprintf("%d %s", s.Cost, doc[start:end]))
	}
	return found
}

func bruteNearOf(t *testing.T, text, doc string, edits int) []string {
	t.Helper()
	n, err := match.CompileNear(text, edits)
	if err != nil {
		t.Fatal(err)
	}
	src, err := brute.NewSource(one(doc))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for hits, err := range src.Near(context.Background(), n, nil) {
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range hits.Spans {
			found = append(found, fmt.Sprintf("%d %s", s.Cost, doc[s.Start:s.End]))
		}
	}
	return found
}

func one(text string) iter.Seq2[*corpus.Document, error] {
	return func(yield func(*corpus.Document, error) bool) { yield(&corpus.Document{Text: text}, nil) }
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		text, doc string
		edits     int
		want      string
	}{
		{"照亮的不止是一张图纸", "灯光，照亮的不只是一张图纸，更是明天", 1, "1 照亮的不只是一张图纸"},
		{"照亮的不止是一张图纸", "灯光，照亮的不只是一张图纸，更是明天", 0, ""},
		{"照亮的不只是一张图纸", "照亮的，不只是“一张图纸”", 1, "0 照亮的，不只是“一张图纸"},
		{"全面扎实推进共同富裕", "要扎实全面推进共同富裕", 1, "1 扎实全面推进共同富裕"},
		{"推进经济和社会发展", "推进社会和经济发展", 2, "2 推进社会和经济发展"},
		{"推进经济和社会发展", "推进社会和经济发展", 1, ""},
		// a match never begins or ends inside a number or a Latin word
		{"5%的增长目标", "实现15%的增长目标", 1, "1 15%的增长目标"},
		{"5%的增长目标", "实现15%的增长目标", 0, ""},
		{"增长目标为5", "增长目标为5.2%", 1, "1 增长目标为"},
		{"增长目标为3—5年", "增长目标为35年", 1, "1 增长目标为35年"},
		// the best, then the leftmost, then the longest
		{"甲乙丙丁戊己", "甲乙丙丁戊甲乙丙丁戊己", 1, "1 甲乙丙丁戊|0 甲乙丙丁戊己"},
		{"甲乙丙丁戊己", "甲乙丙丁戊庚", 1, "1 甲乙丙丁戊庚"},
		{"甲乙丙丁戊己庚辛壬癸子甲", "甲乙丙丁戊己庚辛壬癸子甲乙丙寅丁戊己庚卯辛壬癸子甲", 2, "0 甲乙丙丁戊己庚辛壬癸子甲"},
		{"甲", "乙甲丙甲", 0, "0 甲|0 甲"},
		{"甲乙", "甲甲乙", 0, "0 甲乙"},
		{"𠀀甲乙丙丁戊", "丑𠀀甲乙丙丁己", 1, "1 𠀀甲乙丙丁己"},
		{"甲乙丙丁", "戊己庚辛", 1, ""},
		// a letter too many is struck, not moved past the end of the sentence
		{"第一条、第第二条的规定执行", "依照第一条、第二条的规定执行。第九条另有规定", 1, "1 第一条、第二条的规定执行"},
		{"收监执行的的", "的收监执行的；", 1, "1 收监执行的"},
	} {
		if got := strings.Join(nearOf(t, c.text, c.doc, c.edits), "|"); got != c.want {
			t.Errorf("%s in %s with %d: %s, want %s", c.text, c.doc, c.edits, got, c.want)
		}
		if got := strings.Join(bruteNearOf(t, c.text, c.doc, c.edits), "|"); got != c.want {
			t.Errorf("brute: %s in %s with %d: %s, want %s", c.text, c.doc, c.edits, got, c.want)
		}
	}
}

// TestNearIsWhatTheScanFinds compares the two on random texts of few letters,
// which are full of matches that overlap.
func TestNearIsWhatTheScanFinds(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 1))
	alphabets := []string{"甲乙丙", "甲乙丙丁戊己庚辛，。", "甲乙12.,%-ab ", "一二三四五六七八九十百千𠀀𠀁、\n", "甲"}
	found := 0
	for range 6000 {
		letters := []rune(alphabets[rnd.IntN(len(alphabets))])
		draw := func(n int) string {
			rs := make([]rune, n)
			for i := range rs {
				rs[i] = letters[rnd.IntN(len(letters))]
			}
			return string(rs)
		}
		text := draw(4 + rnd.IntN(20))
		n := analysis.CountLetters(text)
		if n == 0 {
			continue
		}
		edits := max(1, n*15/100)
		if !complete(t, text, edits) {
			continue
		}
		doc := draw(rnd.IntN(30)) + slipped(rnd, text, letters) + draw(rnd.IntN(30)) + slipped(rnd, text, letters) + draw(rnd.IntN(9))
		got, want := nearOf(t, text, doc, edits), bruteNearOf(t, text, doc, edits)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q in %q with %d edits:\n%s", text, doc, edits, diff)
		}
		found += len(got)
	}
	if found < 3000 {
		t.Errorf("only %d matches: nothing is compared", found)
	}
}

// complete tells whether the pairs of text are enough to find all matches by.
func complete(t *testing.T, text string, edits int) bool {
	t.Helper()
	n, err := match.CompileNear(text, edits)
	if err != nil {
		t.Fatal(err)
	}
	grams, need := n.Grams()
	return len(grams)-3*edits >= need
}

// slipped is text with a few slips.
func slipped(rnd *rand.Rand, text string, letters []rune) string {
	rs := []rune(text)
	for range rnd.IntN(4) {
		i := rnd.IntN(len(rs))
		switch rnd.IntN(4) {
		case 0:
			rs[i] = letters[rnd.IntN(len(letters))]
		case 1:
			rs = append(rs[:i:i], append([]rune{letters[rnd.IntN(len(letters))]}, rs[i:]...)...)
		case 2:
			if len(rs) > 2 {
				rs = append(rs[:i:i], rs[i+1:]...)
			}
		default:
			j := i + rnd.IntN(len(rs)-i)
			k := j + rnd.IntN(len(rs)-j)
			rs = append(append(append(rs[:i:i], rs[j:k]...), rs[i:j]...), rs[k:]...)
		}
	}
	return string(rs)
}
