package analysis

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// shown is text with its note marks ⟦so⟧.
func shown(text string) string {
	var b strings.Builder
	at := 0
	for start, end := range Notes(text) {
		b.WriteString(text[at:start] + "⟦" + text[start:end] + "⟧")
		at = end
	}
	return b.String() + text[at:]
}

func TestNoteMarks(t *testing.T) {
	for says, texts := range map[string]string{
		"between Han letters":            "所指⟦[2]⟧的|所指⟦〔2〕⟧的|所指⟦［３］⟧的|所指⟦【4】⟧的|所指⟦①⟧的|所指⟦⑳⟧的|所指⟦¹⟧的|所指⟦¹²³⟧的|所指⟦⁽¹⁾⟧的",
		"with white space":               "所指⟦[2]⟧ 的|所指 ⟦[ 2 ]⟧ 的|所指 ①的",
		"several at once":                "所指⟦[1][2]⟧的|所指⟦[1,3-5，７]⟧的|所指⟦¹,²⟧的|所指⟦①②⟧的|所指⟦[①]⟧的",
		"before a mark":                  "坚持⟦[1]⟧，反对⟦①⟧。加强⟦³⟧；《矛盾论》⟦②⟧、“实践”⟦[4]⟧",
		"at the end":                     "坚持⟦[1]⟧|坚持⟦¹⟧\n反对⟦①⟧\n",
		"through quotation marks":        "“所有制”⟦①⟧的|“所有制⟦[1]⟧”的|《实践论》⟦³⟧指出",
		"behind brackets":                "（试行）⟦[3]⟧的|国发〔2021〕7号）⟦①⟧，",
		"behind a sentence":              "如此。⟦[1]⟧毛泽东|如此。⟦¹⟧毛泽东|如此。⟦①⟧\n|如此。①毛泽东",
		"behind a quotation":             "“如此”。⟦②⟧毛泽东|“如此。”⟦②⟧毛泽东",
		"behind a clause at the end":     "终止的；⟦[1]⟧\n|终止的；①\n",
		"before a mark also without Han": "提高5%⟦[110]⟧，指数达0.755⟦[460]⟧。GDP⟦[3]⟧。GDP[3]的 grep [1-9]\n",
		"beside format characters":       "所指\u200b⟦[\u200b2]⟧\u200b的",

		"an item at the head":             "①做好|\n①做好|如下：①做好；②做好|如下：[1]做好|。②做好|，[2]做好",
		"an item behind a Han letter":     "包括①做好防汛，②做好抗旱|包括[1]做好防汛；[2]做好抗旱|包括⟦①⟧做好防汛，②，做好",
		"a label":                         "[1]毛泽东：《实践论》|\n① 毛泽东|见附件[2]的|参见[3]的|如图①所示|意见⟦[3]⟧的|形式⟦①⟧的",
		"a 文号":                            "国发〔2021〕7号|国发〔2021〕的|财税[94]字第20号|(〔94〕财税字第089号)|省政府令〔3〕号，|国发【82】12号",
		"a number of an article":          "第[3]条|第〔2〕款|第①项",
		"a year":                          "报告[2020]的|报告〔1998〕。",
		"units and powers":                "100m²的|10²的|三平方公里²的|（a+b）²的|CO₂的|5m³，|㎡的",
		"a number that counts":            "提前[30]日通知|在【3】个月内|共[5]人的|罚款【500】元。|报告⟦[3]⟧年均|所指⟦[2]⟧个人",
		"an enumeration":                  "情形①和②的|条件[1]、[2]的|从①至③的|类型①～③的|情形①或②，",
		"no form":                         "所指[]的[0]的[01]的[1234]的[a]的[1的[1,]的[1.2]的²³⁴⁵的⁽¹的",
		"another numeral":                 "所指⑴的⒈的㈠的⑽，",
		"no rune of other letters beside": "所指[2]5的|所指①x|５①的",
		"too many":                        strings.Repeat("①", 70) + "的|甲" + strings.Repeat("[1]", 70) + "的",
	} {
		for _, want := range strings.Split(texts, "|") {
			text := strings.NewReplacer("⟦", "", "⟧", "").Replace(want)
			if got := shown(text); got != want {
				t.Errorf("%s: %q, want %q", says, got, want)
			}
		}
	}
}

func TestNoteMarksHaveNoLetters(t *testing.T) {
	for text, want := range map[string]string{
		"所指[2]的":       "所指的",
		"“甲”①，乙[1]丙³。": "“甲”，乙丙。",
		"①甲；②乙":        "①甲；②乙",
	} {
		if got := FoldString(text); got != FoldString(want) {
			t.Errorf("FoldString(%q) = %q, want %q", text, got, FoldString(want))
		}
		if got := Letters(text); got != Letters(want) {
			t.Errorf("Letters(%q) = %q, want %q", text, got, Letters(want))
		}
		if got := CountLetters(text); got != CountLetters(want) {
			t.Errorf("CountLetters(%q) = %d, want %d", text, got, CountLetters(want))
		}
		if got := draw(Fold(text)); got != draw(Fold(want)) {
			t.Errorf("Fold(%q) is %q, want %q", text, got, draw(Fold(want)))
		}
	}
}

// notePieces are what texts full of note marks are made of.
var notePieces = strings.Split("甲|乙|丙|的|第|于|米|日|内|号|和|附|件|图|如|1|2|23|5%|a|㎡|①|①|②|⑳|[1]|[1]|〔2〕|【3】|［４］|[1,2]|[2021]|[|]|〔|】|¹|²|³|⁴|⁽¹⁾|⁽|"+
	"，|，|。|。|；|：|、|-|.|“|”|《|》|（|）| |　|\n|\u200b|\u0301|𠀀|\xff", "|")

func noteText(rng *rand.Rand, n int) string {
	few := make([]string, 3+rng.IntN(20))
	for i := range few {
		few[i] = notePieces[rng.IntN(len(notePieces))]
	}
	var b strings.Builder
	for range n {
		b.WriteString(few[rng.IntN(len(few))])
	}
	return b.String()
}

func TestFoldingNotesTwiceChangesNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	notes := 0
	for range 60_000 {
		text := noteText(rng, rng.IntN(24))
		once := FoldString(text)
		if again := FoldString(once); again != once {
			t.Fatalf("%q folds to %q, and that to %q", text, once, again)
		}
		if got, want := Fold(once).Units, Fold(text).Units; !slices.Equal(got, want) {
			t.Fatalf("%q has the letters %x, folded %x", text, want, got)
		}
		for range Notes(text) {
			notes++
		}
	}
	if notes < 20_000 {
		t.Errorf("only %d note marks, the test says little", notes)
	}
}

// TestLettersAroundNotesStandWhereTheyAre holds the way back to the bytes
// against one that walks from the start.
func TestLettersAroundNotesStandWhereTheyAre(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	texts := []string{strings.Repeat("①", 3000) + "甲", strings.Repeat("甲[1]", 500) + strings.Repeat("[1]", 900) + strings.Repeat("第[1]", 500)}
	for range 300 {
		texts = append(texts, noteText(rng, 600))
	}
	for _, text := range texts {
		f := Fold(text)
		unit := 0
		var w noteWalk
		for at, r := range text {
			class, to := foldRune(r)
			if w.skips(text, at, r) || class != Letter {
				continue
			}
			n := unitsOf(r, to)
			start, end := f.Bytes(text, unit, unit+n)
			if start != at || !strings.HasPrefix(text[at:end], string(r)) && r != 0xfffd {
				t.Fatalf("unit %d of %.200q… stands at [%d, %d), want %d", unit, text, start, end, at)
			}
			unit += n
		}
		if unit != len(f.Units) || unit != len(utf16.Encode([]rune(Letters(text)))) {
			t.Fatalf("%.200q… has %d units, walked %d", text, len(f.Units), unit)
		}
	}
}
