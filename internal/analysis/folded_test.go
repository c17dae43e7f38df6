package analysis

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// draw shows a Folded: its units, before each in brackets the key of the
// gap, and ~ where no match starts or ends.
func draw(f *Folded) string {
	var b strings.Builder
	for i, u := range f.Units {
		if f.Gapped.Has(i) {
			fmt.Fprintf(&b, "[%s]", f.Gap(i))
		}
		if f.Joined.Has(i) {
			b.WriteByte('~')
		}
		if utf16.IsSurrogate(rune(u)) {
			fmt.Fprintf(&b, "(%x)", u)
		} else {
			b.WriteRune(rune(u))
		}
	}
	return b.String()
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"，。", ""},
		{"第 33 條，「AI", `第3~3条[,]a~i`},
		{"甲 乙\t丙\u200b丁", "甲乙丙丁"},
		{"。甲。", "甲"},
		{"甲。 。乙", "甲[。]乙"},
		{"甲。”。乙", `甲[。]乙`},
		{"甲\n\n乙", "甲[\n]乙"},
		{"甲。\n　“乙", "甲[。\n]乙"},
		{"“三个代表”重要《甲》", "三个代表重要甲"},
		{"a”b", "a[ ]b"},
		{"“1”“2”", "1[ ]2"},
		{"1,“000”", "1[,]0~0~0"},
		{"“5”%", "5~%"},
		{"open \u200b　source", "o~p~e~n[ ]s~o~u~r~c~e"},
		{"a\u200bb", "a~b"},
		{"a- b", "a[-]b"},
		{"a1 b", "a1b"},
		{"1 2", "1[ ]2"},
		{"1\u200b2", "1~2"},
		{"1:2", "1[:]2"},
		{"5.2%", "5[.]~2~%"},
		{"５．２ ％", "5[.]~2~%"},
		{"5. 2", "5[.]2"},
		{"5..2", "5[…]2"},
		{"5,\u200b2", "5[,]~2"},
		{"5\n%", "5[\n]%"},
		{"%5‰", "%5~‰"},
		{"1,000", "1~0~0~0"},
		{"1，000，000", "1~0~0~0~0~0~0"},
		{"1,00", "1[,]~0~0"},
		{"1,0000", "1[,]~0~0~0~0"},
		{"1234,567", "1~2~3~4[,]~5~6~7"},
		{"1234,567,890", "1~2~3~4[,]~5~6~7~8~9~0"},
		{"1, 000", "1[,]0~0~0"},
		{"1,000.5", "1~0~0~0[.]~5"},
		{"1\u200b2,000", "1~2~0~0~0"},
		{"甲...乙", "甲[…]乙"},
		{"甲. .乙", "甲[…]乙"},
		{"甲….乙", "甲[…]乙"},
		{"甲.…乙", "甲[…]乙"},
		{"甲.乙", "甲[.]乙"},
		{"甲.\n.乙", "甲[.\n.]乙"},
		{"100㎡", "1~0~0m~²"},
		{"𠀀", "(d840)~(dc00)"},
		{"é\u0301e", "e~e"},
		{"20年G20", "2~0年g2~0"},
	} {
		if got := draw(Fold(c.text)); got != c.want {
			t.Errorf("Fold(%q)\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestBytesGoesBackToWholeRunes(t *testing.T) {
	for _, c := range []struct {
		text     string
		from, to int
		want     string
	}{
		{"甲，乙。", 0, 2, "甲，乙"},
		{"“甲”", 0, 1, "甲"},
		{"100㎡。", 3, 4, "㎡"},
		{"100㎡。", 4, 5, "㎡"},
		{"100㎡。", 0, 5, "100㎡"},
		{"甲𠀀乙", 1, 3, "𠀀"},
		{"甲\u200b乙\u200b丙", 1, 2, "乙"},
		{"éa", 0, 1, "é"},
	} {
		start, end := Fold(c.text).Bytes(c.text, c.from, c.to)
		if got := c.text[start:end]; got != c.want {
			t.Errorf("%q: units [%d, %d) stand at %q, want %q", c.text, c.from, c.to, got, c.want)
		}
	}
}

// checkFolded checks what holds for the Folded of every text.
func checkFolded(t *testing.T, text string) {
	t.Helper()
	f := Fold(text)
	if got := string(utf16.Decode(f.Units)); got != Letters(text) || f.LetterCount(0, len(f.Units)) != CountLetters(text) {
		t.Fatalf("%q: %d letters %q, want %d, %q", text, f.LetterCount(0, len(f.Units)), got, CountLetters(text), Letters(text))
	}
	again := Fold(FoldString(text))
	if !slices.Equal(f.Units, again.Units) || !slices.Equal(f.Gapped, again.Gapped) {
		t.Fatalf("%q: %s, folded again %s", text, draw(f), draw(again))
	}
	before, end := 0, 0
	for i := range f.Units {
		if f.Gap(i) != again.Gap(i) || (f.Gap(i) != "") != f.Gapped.Has(i) {
			t.Fatalf("%q: gap before unit %d is %q, folded again %q", text, i, f.Gap(i), again.Gap(i))
		}
		var start int
		start, end = f.Bytes(text, i, i+1)
		r, size := utf8.DecodeRuneInString(text[start:])
		if start < before || start+size != end {
			t.Fatalf("%q: unit %d at bytes [%d, %d) behind %d, no whole rune", text, i, start, end, before)
		}
		if _, to := target(r); !slices.Contains(utf16.Encode([]rune(to)), f.Units[i]) {
			t.Fatalf("%q: unit %d, %x, at %q", text, i, f.Units[i], text[start:end])
		}
		before = start
	}
	if n := len(f.Units); n > 0 {
		first, _ := f.Bytes(text, 0, 1)
		if start, all := f.Bytes(text, 0, n); start != first || all != end {
			t.Fatalf("%q: all units at [%d, %d), want [%d, %d)", text, start, all, first, end)
		}
	}
}

func TestFoldedHolds(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for range 2000 {
		checkFolded(t, randomText(rng, rng.IntN(40)))
	}
	for range 20 {
		checkFolded(t, randomText(rng, 3000))
	}
}

func TestFoldIsLocalInItsLetters(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		a, b := randomText(rng, rng.IntN(20)), randomText(rng, rng.IntN(20))
		if got := append(Fold(a).Units, Fold(b).Units...); !slices.Equal(got, Fold(a+b).Units) && !hasNotes(a, b, a+b) {
			t.Fatalf("%q + %q: units %x, want %x", a, b, got, Fold(a+b).Units)
		}
	}
}

// unitsBefore is how many units the runes before the byte to fold to.
func unitsBefore(text string, to int) (units int) {
	var w noteWalk
	for at, r := range text {
		class, target := foldRune(r)
		if !w.skips(text, at, r) && class == Letter && at < to {
			units += unitsOf(r, target)
		}
	}
	return units
}

func TestFoldWithCountsTheUnitsBeforeOffsets(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 2000 {
		text := randomText(rng, rng.IntN(30))
		var offsets, want []int
		for at := range text + "." {
			for range rng.IntN(3) {
				offsets = append(offsets, at)
				want = append(want, unitsBefore(text, at))
			}
		}
		got := make([]int, len(offsets))
		FoldWith(text, offsets, got)
		if diff := cmp.Diff(want, got); diff != "" && len(want) > 0 {
			t.Fatalf("%q at %v (-want +got)\n%s", text, offsets, diff)
		}
	}
}

// TestGapsOfManyKinds needs ids of one, two and four bytes.
func TestGapsOfManyKinds(t *testing.T) {
	marks := []rune("，。；！？（）《》〈〉、…·：—“[]*/\\|_^`{}§¶→←↑↓■□★●△▲▽▼◇◆☆※〓")
	for _, kinds := range [...]int{3, 300, 70_000} {
		var b strings.Builder
		var want []string
		for i := range kinds {
			key := ""
			for n := i + 1; n > 0; n /= len(marks) {
				key += string(marks[n%len(marks)])
			}
			b.WriteString("甲" + key)
			want = append(want, Fold("甲"+key+"甲").Gap(1))
		}
		f := Fold(b.String() + "甲")
		if len(f.Units) != kinds+1 {
			t.Fatalf("%d units, want %d", len(f.Units), kinds+1)
		}
		for i, key := range want {
			if got := f.Gap(i + 1); got != key {
				t.Fatalf("of %d kinds, the gap before unit %d is %q, want %q", kinds, i+1, got, key)
			}
		}
	}
}

func TestParagraphBreaks(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for range 500 {
		text := randomText(rng, rng.IntN(60))
		f := Fold(text)
		n := len(f.Units)
		for from := range n {
			want, last := n, 0
			for i := n - 1; i > 0; i-- {
				if strings.Contains(f.Gap(i), "\n") && i > from {
					want = i
				}
				if strings.Contains(f.Gap(i), "\n") && i <= from {
					last = max(last, i)
				}
			}
			if got := f.BreakBefore(from, n); got != want {
				t.Fatalf("%q: BreakBefore(%d, %d) = %d, want %d", text, from, n, got, want)
			}
			if got := f.LastBreak(from); got != last {
				t.Fatalf("%q: LastBreak(%d) = %d, want %d", text, from, got, last)
			}
		}
	}
}

func TestBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	for range 200 {
		n := 1 + rng.IntN(300)
		b := newBits(n)
		in := make([]bool, n)
		for range rng.IntN(6) {
			i := rng.IntN(n)
			b.set(i)
			in[i] = true
		}
		for from := range n {
			to := from + rng.IntN(n-from+1)
			next, prev := to, -1
			for i := to - 1; i >= from; i-- {
				if in[i] {
					next = i
				}
			}
			for i := range from {
				if in[i] {
					prev = i
				}
			}
			if b.Has(from) != in[from] || b.Next(from, to) != next || b.Any(from, to) != (next < to) || b.prev(from) != prev {
				t.Fatalf("%v: Next(%d, %d) = %d, want %d; prev(%d) = %d, want %d", in, from, to, b.Next(from, to), next, from, b.prev(from), prev)
			}
		}
	}
}

func TestGrams(t *testing.T) {
	for text, want := range map[string]string{
		"":       "",
		"法":      "法",
		"𠀀":      "𠀀",
		"行政处罚":   "行政 政处 处罚",
		"甲甲甲":    "甲甲",
		"第 33 條": "第3 33 3条",
		"甲𠀀乙":    "甲𠀀 𠀀乙",
	} {
		if got := strings.Join(Grams(nil, Fold(text).Units), " "); got != want {
			t.Errorf("grams of %q: %q, want %q", text, got, want)
		}
	}
}

// FuzzFold holds the properties of folding on any bytes.
func FuzzFold(f *testing.F) {
	for _, s := range [...]string{"", "第 33 條，「AI」", "１，０００．５％", "㎡𠀀Ⅲ\u200b\ufe0f", "甲\n\n乙..丙", "\xff甲\xe4\xb8", "\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<14 {
			checkFolded(t, text)
		}
	})
}
