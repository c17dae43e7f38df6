package quote

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/match"
)

// papersOf is a scan of documents, each a name and a text as a file has it.
func papersOf(t *testing.T, files ...string) *brute.Source {
	t.Helper()
	src, err := brute.NewSource(func(yield func(*corpus.Document, error) bool) {
		for i := 0; i < len(files); i += 2 {
			if !yield(corpus.Read(files[i], []byte(files[i+1]))) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// traced prints where a text stands: verdict, similarity, document and words.
func traced(t *testing.T, src Source, text string, o Options) []string {
	t.Helper()
	found, err := Trace(context.Background(), src, text, o)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for i, p := range found.Sources {
		first := ""
		if i == found.First {
			first = " first"
		}
		lines = append(lines, fmt.Sprintf("%s %.2f %s %s%s", p.Verdict, p.Similarity, p.Doc.Path, p.Text, first))
	}
	if p := found.Closest; p != nil {
		lines = append(lines, "closest "+p.Doc.Path+" "+p.Text)
	}
	return append(lines, string(found.Verdict))
}

func TestTrace(t *testing.T) {
	src := papersOf(t,
		"甲(2018-01-02).txt", "讲话\n\n溪流是县城的眼睛，要守住它的清澈。我们说到就要做到，谁也不许弄脏它。\n",
		"乙(2020-05-01).txt", "简报\n\n大家说：“溪流是县城的眼睛、要守住它的清澈！”增长到3.5%。\n",
		"丙.txt", "墙\n\n溪流是縣城的眼睛，要守住它的清澈\n\n用水量比上年减少12.5万吨，比2019—2021年平均少了很多。\n",
		"丁(2017-03-01).txt", "旧稿\n\n溪流是县城的眼晴，要守住它的清澈。\n",
	)
	near := Options{Near: DefaultNear, Ellipsis: DefaultEllipsis}
	for _, c := range []struct {
		text string
		o    Options
		want []string
	}{
		{"溪流是县城的眼睛，要守住它的清澈。", near, []string{
			"exact 1.00 甲(2018-01-02).txt 溪流是县城的眼睛，要守住它的清澈 first",
			"equivalent 1.00 乙(2020-05-01).txt 溪流是县城的眼睛、要守住它的清澈",
			"equivalent 1.00 丙.txt 溪流是縣城的眼睛，要守住它的清澈",
			"near 0.93 丁(2017-03-01).txt 溪流是县城的眼晴，要守住它的清澈", "exact"}},
		{"“溪流是县城的眼睛，要守住它的清澈”", Options{}, []string{
			"exact 1.00 甲(2018-01-02).txt 溪流是县城的眼睛，要守住它的清澈 first",
			"equivalent 1.00 乙(2020-05-01).txt 溪流是县城的眼睛、要守住它的清澈",
			"equivalent 1.00 丙.txt 溪流是縣城的眼睛，要守住它的清澈", "exact"}},
		// a mark at the edge is part of what is exact
		{"“溪流是县城的眼睛", Options{}, []string{
			"exact 1.00 乙(2020-05-01).txt 溪流是县城的眼睛",
			"equivalent 1.00 甲(2018-01-02).txt 溪流是县城的眼睛 first",
			"equivalent 1.00 丙.txt 溪流是縣城的眼睛", "exact"}},
		{"要守住它的清澈！", Options{}, []string{
			"exact 1.00 乙(2020-05-01).txt 要守住它的清澈",
			"equivalent 1.00 丁(2017-03-01).txt 要守住它的清澈 first",
			"equivalent 1.00 甲(2018-01-02).txt 要守住它的清澈",
			"equivalent 1.00 丙.txt 要守住它的清澈", "exact"}},
		// ellipses
		{"溪流是县城的眼睛……谁也不许弄脏它", near, []string{
			"exact 1.00 甲(2018-01-02).txt 溪流是县城的眼睛，要守住它的清澈。我们说到就要做到，谁也不许弄脏它 first", "exact"}},
		{"溪流是县城的眼睛...谁也不许弄髒它。", near, []string{
			"equivalent 1.00 甲(2018-01-02).txt 溪流是县城的眼睛，要守住它的清澈。我们说到就要做到，谁也不许弄脏它 first", "equivalent"}},
		{"溪流是县城的眼睛……谁也不许弄脏他", near, []string{
			"near 0.93 甲(2018-01-02).txt 溪流是县城的眼睛，要守住它的清澈。我们说到就要做到，谁也不许弄脏它", "near"}},
		{"溪流是县城的眼睛……谁也不许弄脏它", Options{Ellipsis: 5}, []string{"absent"}},
		{"谁也不许弄脏它……溪流是县城的眼睛", near, []string{"absent"}},
		// source words never end inside a number
		{"大家说：增长到34", near, []string{"absent"}},
		{"要守住它的清澈！增长到3.6%", near, []string{"near 0.92 乙(2020-05-01).txt 要守住它的清澈！”增长到3.5%", "near"}},
		{"比2019至2021年平均少了很多", near, []string{"near 0.88 丙.txt 比2019—2021年平均少了很多", "near"}},
		{"河里没有鱼，也没有别的什么了", near, []string{"absent"}},
		{"没有鱼", near, []string{"unsure"}},
	} {
		if diff := cmp.Diff(c.want, traced(t, src, c.text, c.o)); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
	}
}

func TestTraceRefuses(t *testing.T) {
	src := papersOf(t, "甲.txt", "溪流是县城的眼睛。\n")
	if _, err := Trace(context.Background(), src, "，。", Options{}); !errors.Is(err, match.ErrNoLetters) {
		t.Errorf("marks alone: %v", err)
	}
	for _, text := range []string{strings.Repeat("溪", match.MaxLetters+1), strings.Repeat("溪……", maxPieces+1)} {
		var much *TooMuchError
		if _, err := Trace(context.Background(), src, text, Options{}); !errors.As(err, &much) {
			t.Errorf("%d bytes: %v", len(text), err)
		}
	}
}

// longText is n sentences without sense.
func longText(n int) string {
	pool := []rune("山水田林湖草沙云雨风雪日月星辰花鸟虫鱼春夏秋冬东西南北金木火土天地人和来去上下左右前后大小多少长短高低远近明暗冷热快慢新旧开关")
	random := rand.New(rand.NewPCG(3, 5))
	var b strings.Builder
	for i := range n {
		for k := range 26 {
			if k == 12 {
				b.WriteString("，")
			}
			b.WriteRune(pool[random.IntN(len(pool))])
		}
		b.WriteString("。")
		if i%9 == 8 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// A quotation that is longer than what can be aligned is looked for in pieces.
func TestLongQuotations(t *testing.T) {
	text := longText(26)
	src := papersOf(t, "长.txt", "长文\n\n"+strings.ReplaceAll(text, "\n", "\n\n"))
	if n := analysis.CountLetters(text); n < match.MaxNearLetters+50 {
		t.Fatalf("%d letters are not long", n)
	}
	plain := strings.ReplaceAll(text, "\n", "")
	edited := []rune(plain)
	for _, at := range []int{100, len(edited) / 2, len(edited) - 100} {
		for strings.ContainsRune("，。", edited[at]) {
			at++
		}
		edited[at] = '鑫'
	}
	clause := strings.Split(plain, "，")[15]
	left := strings.Replace(plain, clause+"，", "", 1)
	for name, c := range map[string]struct {
		text, verdict string
		edits         int
	}{
		"as it is":   {plain, "exact", 0},
		"marks":      {strings.Replace(plain, "，", "、", 1), "equivalent", 0},
		"with slips": {string(edited), "near", 3},
		"left out":   {left, "near", 1},
	} {
		found, err := Trace(context.Background(), src, c.text, Options{Near: DefaultNear})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Sources) != 1 || string(found.Verdict) != c.verdict || len(found.Sources[0].Edits) != c.edits {
			t.Errorf("%s: %s, %d sources", name, found.Verdict, len(found.Sources))
			for _, p := range found.Sources {
				t.Logf("%+v", p.Edits)
			}
			continue
		}
		p := found.Sources[0]
		if got := applied(c.text, p.Edits); analysis.Letters(got) != analysis.Letters(p.Text) {
			t.Errorf("%s: the edits don't give the source", name)
		}
	}
}

// applied is text with edits done to it, none of them a move.
func applied(text string, edits []Edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.Draft.Start] + e.SourceText)
		at = e.Draft.End
	}
	return b.String() + text[at:]
}

// What only resumes a quotation in the next paragraph is not part of it.
func TestQuotationsOverParagraphs(t *testing.T) {
	for _, n := range []int{20, 60} {
		text := strings.TrimSpace(longText(n))
		src := papersOf(t, "长.txt", "长文\n\n"+strings.ReplaceAll(text, "\n", "\n\n"))
		draft, err := corpus.Read("稿.txt", []byte("稿\n\n《长文》写道：\n\n“"+strings.ReplaceAll(text, "\n", "\n\n“")+"”\n"))
		if err != nil {
			t.Fatal(err)
		}
		r, err := Check(context.Background(), src, draft, CheckOptions{Near: DefaultNear})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(r.Claims, func(c Judged) bool { return c.Kind == Quotation })
		if i < 0 || r.Claims[i].Verdict != Exact {
			t.Errorf("%d sentences: %+v", n, r.Claims)
		}
	}
}

// The rows are those of trying every combination.
func TestRowsAreTheCheapest(t *testing.T) {
	text := "甲乙丙甲乙丁丙甲丁乙丙"
	at := func(letter string) (spans []match.NearSpan) {
		for i, r := range text {
			if string(r) == letter {
				spans = append(spans, match.NearSpan{Span: match.Span{Start: i, End: i + len(letter)}})
			}
		}
		return spans
	}
	w := wording{pieces: []piece{{letters: 1}, {letters: 1, leftOut: true}, {letters: 1, leftOut: true}}, letters: 3, ellipsis: 1}
	var got []string
	for _, row := range rows(text, w, [][]match.NearSpan{at("甲"), at("乙"), at("丙")}, 0) {
		got = append(got, fmt.Sprint(row[0].Start/3, row[1].Start/3, row[2].Start/3))
	}
	if diff := cmp.Diff([]string{"0 1 2", "3 4 6", "7 9 10"}, got); diff != "" {
		t.Error(diff)
	}
	w.pieces[1].leftOut, w.pieces[2].leftOut = false, false
	got = nil
	for _, row := range rows(text, w, [][]match.NearSpan{at("甲"), at("乙"), at("丙")}, 1) {
		got = append(got, fmt.Sprint(row[0].Start/3, row[1].Start/3, row[2].Start/3))
	}
	if diff := cmp.Diff([]string{"0 1 2", "3 4 6", "7 9 10"}, got); diff != "" {
		t.Error(diff)
	}
}

// Words that stand at more places than were asked for are no quotation.
func TestTraceCanHaveAnEnd(t *testing.T) {
	src := papersOf(t, "甲.txt", strings.Repeat("溪流清，山色明。\n", 5), "乙.txt", "溪流清。\n")
	for most, fails := range map[int]bool{0: false, 6: false, 5: true, 1: true} {
		found, err := Trace(context.Background(), src, "溪流", Options{Most: most})
		var much *TooMuchError
		if errors.As(err, &much) != fails || err == nil && len(found.Sources) != 6 {
			t.Errorf("at most %d: %v", most, err)
		}
	}
}
