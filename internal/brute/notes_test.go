package brute

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// noted are pieces of texts full of note marks and what looks like them.
var noted = strings.Split("甲|乙|的|第|于|为|米|里|日|元|号|字|内|和|附|件|图|如|参|见|1|2|23|5%|a|㎡|①|①|②|③|⑳|[1]|[1]|〔2〕|［３］|【3】|[1,2]|[2]|[①]|[2021]|[|]|〔|】|¹|²|³|⁴|⁽¹⁾|⁽|⁻|"+
	"，|，|。|。|；|：|、|-|.|…|“|”|《|》|（|）|]| |　|\n|\u200b|\u0301|𠀀|\xff", "|")

func notedText(rng *rand.Rand, n int) string {
	few := make([]string, 3+rng.IntN(20))
	for i := range few {
		few[i] = noted[rng.IntN(len(noted))]
	}
	var b strings.Builder
	for range n {
		b.WriteString(few[rng.IntN(len(few))])
	}
	return b.String()
}

// TestNotesAgree holds the note marks that brute sees against those that
// folding leaves out.
func TestNotesAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	texts := []string{strings.Repeat("甲①", 40) + strings.Repeat("②", 70), "甲" + strings.Repeat("[1] ", 64) + "乙", "甲" + strings.Repeat("[1]", 63) + "乙",
		"甲[" + strings.Repeat("1,", 31) + "1]乙", "甲[" + strings.Repeat("1,", 32) + "1]乙"}
	for range rounds(200_000) {
		texts = append(texts, notedText(rng, rng.IntN(30)))
	}
	found := 0
	for _, text := range texts {
		var got []match.Span
		for start, end := range analysis.Notes(text) {
			got = append(got, match.Span{Start: start, End: end})
		}
		want := notesIn(text)
		found += len(want)
		// format characters at the end of a row are nothing anyway
		for i := range got {
			if i < len(want) {
				got[i].End = max(got[i].End, want[i].End)
				want[i].End = got[i].End
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q (-brute +folding)\n%s", text, diff)
		}
	}
	if found < rounds(200_000)/5 {
		t.Errorf("only %d note marks, the test says little", found)
	}
}
