package analysis

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFoldString(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"ＡＢＣａｂｃ１２３％", "abcabc123%"},
		{"ｶﾀｶﾅ", "カタカナ"},
		{"WTO École Ångström", "wto ecole angstrom"},
		{"國務院辦公廳關於進一步", "国务院办公厅关于进一步"},
		{"科技自立自強", "科技自立自强"},
		{"第 33 條", "第 33 条"},
		{"⼈⼤\uf90a\U0002f804", "人大金你"},
		{"二○二五 二◯二五 零", "二〇二五 二〇二五 零"},
		{"ⅠⅢⅫⅷ", "iiiixiiviii"},
		{"㎡㎞㎏㎥", "m²kmkgm³"},
		{"①⑴⒈㈠²½", "①⑴⒈㈠²½"},
		{"ﬁ", "fi"},
		{"甲\u200b\u00ad\ufeff\ufe0f\U000e0100\u0301乙", "甲乙"},
		{"「」『』“”‘’＂", `"""""""""`},
		{"—–－‐~～", "------"},
		{"‥⋯…", "………"},
		{"‧•・･", "····"},
		{"：∶︰", ":::"},
		{"﹑､", "、、"},
		{"〔【［[]］】〕", "[[[[]]]]"},
		{"，．！？；（）", ",.!?;()"},
		{"𠀀𠀁", "𠀀𠀁"},
	} {
		if got := FoldString(c.text); got != c.want {
			t.Errorf("FoldString(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestLettersLeavesTheMarksOut(t *testing.T) {
	for text, want := range map[string]string{
		"":                   "",
		"，。 \n":              "",
		"第 33 條，「AI」㎡。":      "第33条aim²",
		"5．2 ％ — ＄1":         "52%$1",
		"甲\u200b\ufe0f\n乙 ℃": "甲乙°c",
	} {
		if got := Letters(text); got != want {
			t.Errorf("Letters(%q) = %q, want %q", text, got, want)
		}
		if got := CountLetters(text); got != utf8.RuneCountInString(want) {
			t.Errorf("CountLetters(%q) = %d, want %d", text, got, utf8.RuneCountInString(want))
		}
	}
}

func TestClasses(t *testing.T) {
	for class, runes := range map[Class]string{
		Letter:    "一〇㐀𠀀𪜀𰀀\ue000\U000f0000々年aｚéжカ한٣0９①⑴⒈㈠²½Ⅲ%‰°℃+=<>≤≥±×÷√#&@＃＆＠＋￥¥$€£㎡㏄",
		Format:    "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe00\ufe0f\U000e0100\U000e0020\u0301\u20dd\x00\x07",
		Space:     " \t\r\u00a0　\u2003\u2028",
		Paragraph: "\n",
		Quote:     "“”‘’„‚‟‛«»‹›「」『』〝〞〟\"'＂＇｢｣﹁﹂﹃﹄″′《》〈〉︽︾︿﹀\u2329\u232a⟨⟩⟪⟫",
		Punct:     "，。、；：？！（）()[]【】〔〕—–-~…·・•.,;:!?*/\\|_^`{}§¶→■□★●😀\ufffd",
	} {
		for _, r := range runes {
			if got, _ := FoldRune(r); got != class {
				t.Errorf("%q is of class %d, want %d", r, got, class)
			}
		}
	}
}

// target is what r folds to, itself or another.
func target(r rune) (Class, string) {
	class, to := FoldRune(r)
	if to == "" {
		to = string(r)
	}
	return class, to
}

// TestFoldingIsTotalAndIdempotent looks at every rune there is.
func TestFoldingIsTotalAndIdempotent(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		class, to := target(r)
		if class > Punct || !utf8.ValidString(to) && !(r >= 0xd800 && r < 0xe000) {
			t.Fatalf("%U: class %d, target %q", r, class, to)
		}
		for _, u := range to {
			if c, again := target(u); again != string(u) || c != class && utf8.ValidRune(r) {
				t.Errorf("%U of class %d folds to %q, whose %U of class %d folds to %q", r, class, to, u, c, again)
			}
		}
	}
	for _, r := range [...]rune{-1, unicode.MaxRune + 1, 1 << 30} {
		FoldRune(r) // no panic
	}
}

func TestWholeRangesOfRunesAreLetters(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !unicode.In(r, unicode.Han, unicode.L, unicode.N, unicode.Co, unicode.Sc) {
			continue
		}
		switch r {
		case 0x115f, 0x1160, 0x3164, 0xffa0, // Hangul fillers show nothing
			0xff9e, 0xff9f: // half-width sound marks become nonspacing marks
			continue
		}
		if class, _ := FoldRune(r); class != Letter {
			t.Errorf("%U %q is of class %d", r, r, class)
		}
	}
}

func TestCaseAndWidthDontMatter(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		_, to := target(r)
		if _, lower := target(unicode.ToLower(r)); to != lower {
			t.Errorf("%q folds to %q, its lower case to %q", r, to, lower)
		}
	}
	for r := rune('!'); r <= '~'; r++ {
		_, normal := target(r)
		if _, wide := target(r + 0xfee0); wide != normal {
			t.Errorf("%q folds to %q, full width to %q", r, normal, wide)
		}
	}
}

func TestDigitsAndLatin(t *testing.T) {
	for r := range rune(0x10000) {
		if want := r >= '0' && r <= '9'; IsDigit(uint16(r)) != want {
			t.Errorf("IsDigit(%q) = %t", r, !want)
		}
		if IsLatin(uint16(r)) && !unicode.Is(unicode.Latin, r) && r > 0x7f {
			// the blocks hold nothing else that is assigned
			if unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) {
				t.Errorf("IsLatin(%q) = true", r)
			}
		}
	}
	for _, r := range "azeßøłđœæ" {
		if !IsLatin(uint16(r)) {
			t.Errorf("IsLatin(%q) = false", r)
		}
	}
	for _, r := range "AZ0一²%÷ж" {
		if IsLatin(uint16(r)) {
			t.Errorf("IsLatin(%q) = true", r)
		}
	}
}

// textPieces are what random texts are made of.
var textPieces = [...]string{
	"甲", "乙", "國", "𠀀", "1", "２", "0", "000", ",", "，", ".", "．", "%", "a", "B", "é", "e\u0301", "㎡", "Ⅲ", "℃", "②",
	" ", "　", "\n", "\u200b", "\ufe0f", "“", "」", "—", "…", "。", "、", "《", "〔", "·", "\r\n", "\uf90a", "○", "😀",
}

func randomText(rng *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(textPieces[rng.IntN(len(textPieces))])
	}
	return b.String()
}

func hasNotes(texts ...string) bool {
	for _, text := range texts {
		for range Notes(text) {
			return true
		}
	}
	return false
}

func TestFoldStringIsLocalAndIdempotent(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 5000 {
		a, b := randomText(rng, rng.IntN(20)), randomText(rng, rng.IntN(20))
		whole := FoldString(a + b)
		if parts := FoldString(a) + FoldString(b); whole != parts && !hasNotes(a, b, a+b) {
			t.Fatalf("%q + %q: %q, want %q", a, b, parts, whole)
		}
		if again := FoldString(whole); again != whole {
			t.Fatalf("%q folds to %q, and that to %q", a+b, whole, again)
		}
	}
}
