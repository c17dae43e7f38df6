package concord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

func valley() *shelf {
	return newShelf(
		doc("a", "2019-05-01", "甲局", "通知", "山水 相依，山水。\n又见山\u200b水"),
		doc("b", "2021-03", "乙局", "规划", "清水"),
		doc("c", "", "甲局", "", "山、水；山水"),
		doc("d", "2021", "", "通知", "十字山水十字"),
	)
}

// run is a concordance that has been counted.
func run(t *testing.T, s Source, term string, o Options) *Concordance {
	t.Helper()
	return counted(t, New(s, match.Literal(term, match.Exact), o))
}

func counted(t *testing.T, c *Concordance) *Concordance {
	t.Helper()
	if err := c.Count(context.Background()); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRunCountsEveryWay(t *testing.T) {
	r := run(t, valley(), "山水", Options{})
	want := Breakdowns{
		Year: []Row{
			{"2019", 3, 1, 10, 3000},
			{"2021", 1, 1, 8, 10_000.0 / 8},
			{"", 1, 1, 4, 10_000.0 / 4},
		},
		Issuer: []Row{
			{"甲局", 4, 2, 14, 4 * 10_000.0 / 14},
			{"", 1, 1, 6, 10_000.0 / 6},
		},
		Type: []Row{
			{"通知", 4, 2, 16, 2500},
			{"", 1, 1, 4, 10_000.0 / 4},
		},
	}
	if diff := cmp.Diff(want, r.By); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Form{{"山水", 5}}, r.Forms); diff != "" {
		t.Error(diff)
	}
	checkSums(t, r)
	if r.Occurrences != 5 || r.Documents != 3 {
		t.Errorf("%d occurrences in %d documents", r.Occurrences, r.Documents)
	}
}

// checkSums holds what the package promises: every way of adding up gives
// the same.
func checkSums(t *testing.T, r *Concordance) {
	t.Helper()
	forms := 0
	for _, f := range r.Forms {
		forms += f.Occurrences
	}
	if forms != r.Occurrences {
		t.Errorf("forms add up to %d of %d", forms, r.Occurrences)
	}
	for i, rows := range [][]Row{r.By.Year, r.By.Issuer, r.By.Type} {
		occurrences, documents := 0, 0
		for _, row := range rows {
			occurrences += row.Occurrences
			documents += row.Documents
		}
		if occurrences != r.Occurrences || documents != r.Documents {
			t.Errorf("breakdown %d adds up to %d in %d of %d in %d", i, occurrences, documents, r.Occurrences, r.Documents)
		}
	}
}

func TestAFilterNarrowsTheLettersToo(t *testing.T) {
	keep := func(info corpus.Info) bool { return info.Path != "b" }
	r := run(t, valley(), "山水", Options{Keep: keep})
	if got := r.By.Year[1]; got.Letters != 6 {
		t.Errorf("2021 has %d letters", got.Letters)
	}
	checkSums(t, r)
}

func mentions(t *testing.T, r *Concordance) []Mention {
	t.Helper()
	var all []Mention
	for m, err := range r.Mentions(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

func TestEveryWindowIsAPieceOfTheWhole(t *testing.T) {
	whole := mentions(t, run(t, valley(), "山水", Options{}))
	for offset := range 7 {
		for limit := range 7 {
			want := whole[min(offset, len(whole)):]
			if limit > 0 {
				want = want[:min(limit, len(want))]
			}
			r := run(t, valley(), "山水", Options{Limit: limit, Offset: offset})
			got := mentions(t, r)
			if len(got) != len(want) || len(got) > 0 && !cmp.Equal(got, want) {
				t.Errorf("limit %d offset %d: %s", limit, offset, cmp.Diff(want, got))
			}
			if r.Occurrences != len(whole) {
				t.Errorf("limit %d offset %d: %d occurrences", limit, offset, r.Occurrences)
			}
		}
	}
}

func TestMentionsSayWhere(t *testing.T) {
	d := doc("法/山水.md", "2020", "", "", "第一章 总则\n第一条 爱护山水，人人有责。\n第二条 山水长青。")
	first, second := strings.Index(d.Text, "第一条"), strings.Index(d.Text, "第二条")
	d.Outline = []corpus.Section{
		{Span: corpus.Span{Start: 0, End: len(d.Text)}, Parent: -1, Level: 1, Label: "第一章", Name: "总则"},
		{Span: corpus.Span{Start: first, End: second}, Parent: 0, Level: 2, Label: "第一条"},
		{Span: corpus.Span{Start: second, End: len(d.Text)}, Parent: 0, Level: 2, Label: "第二条"},
	}
	d.Lines = []corpus.LineMark{{Offset: 0, Line: 3}, {Offset: first, Line: 5}, {Offset: second, Line: 9}}
	var got []string
	for _, m := range mentions(t, run(t, newShelf(d), "山水", Options{Width: 4})) {
		got = append(got, fmt.Sprintf("%s:%d %s %s|%s|%s", m.Document.Path, m.Line, m.Section, m.Before, m.Match, m.After))
		if d.Text[m.Start:m.End] != m.Match {
			t.Errorf("span %d-%d is %q", m.Start, m.End, d.Text[m.Start:m.End])
		}
	}
	want := []string{
		"法/山水.md:5 第一章 第一条 条 爱护|山水|，人人有",
		"法/山水.md:9 第一章 第二条 第二条 |山水|长青。",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRawMentionsStandWhereTheyWereFound(t *testing.T) {
	src := newShelf(doc("a", "", "", "", "青山，綠水。绿水青山，青山绿水长流"))
	r := New(src, match.Literal("绿水", match.Raw), Options{Width: 3})
	var got []string
	for _, m := range mentions(t, r) {
		got = append(got, m.Before+"|"+m.Match+"|"+m.After)
	}
	if diff := cmp.Diff([]string{"綠水。|绿水|青山，", "，青山|绿水|长流"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestContextIsAPieceOfOneParagraph(t *testing.T) {
	text := "上\n　前缀𠮷e\u0301好，山水\ufe00，后面𠮷ﬁ尾  \n下"
	at := strings.Index(text, "山水")
	end := at + len("山水")
	for width := range 12 {
		b, a := before(text, at, width), after(text, end, width)
		if !utf8.ValidString(b) || !utf8.ValidString(a) || strings.Contains(b+a, "\n") {
			t.Errorf("width %d: %q %q", width, b, a)
		}
		if !strings.HasSuffix(text[:at], b) || !strings.HasPrefix(text[end:], a) {
			t.Errorf("width %d: %q %q is no piece of the text", width, b, a)
		}
	}
	if b, a := before(text, at, 99), after(text, end, 99); b != "前缀𠮷e\u0301好，" || a != "\ufe00，后面𠮷ﬁ尾" {
		t.Errorf("%q %q", b, a)
	}
	if b, a := before(text, at, 1), after(text, end, 1); b != "，" || a != "\ufe00，" {
		t.Errorf("%q %q", b, a)
	}
}

func TestFormsKeepWhatTheWriterChose(t *testing.T) {
	tests := []struct{ text, want string }{
		{"科技创新", "科技创新"},
		{"科 技\n创　新", "科技创新"},
		{"科\u200b技\ufe00创新", "科技创新"},
		{"科技創新", "科技創新"},
		{"科技、创新", "科技、创新"},
		{"２０３５ 年", "２０３５年"},
		{"open \n source", "open source"},
		{"open-source", "open-source"},
		{"20 35", "20 35"},
		{"5G 网络", "5G网络"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := form(tt.text); got != tt.want {
			t.Errorf("%q: got %q", tt.text, got)
		}
	}
}

func TestFormsDifferOnlyInWriting(t *testing.T) {
	s := newShelf(doc("a", "", "", "", "山水、山 水、山\u200b水，Open Source、open  source。山，水"), doc("b", "", "", "", "山\n水"))
	r := counted(t, New(s, match.Literal("山水", match.Loose), Options{}))
	if diff := cmp.Diff([]Form{{"山水", 4}, {"山，水", 1}}, r.Forms); diff != "" {
		t.Error(diff)
	}
	checkSums(t, r)
	r = run(t, s, "open source", Options{})
	if diff := cmp.Diff([]Form{{"Open Source", 1}, {"open source", 1}}, r.Forms); diff != "" {
		t.Error(diff)
	}
}

func TestErrorsComeThrough(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r := run(t, valley(), "山水", Options{})
	cancel()
	if err := New(valley(), match.Literal("山水", match.Exact), Options{}).Count(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Count: %v", err)
	}
	for _, err := range r.Mentions(ctx) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Mentions: %v", err)
		}
	}
	if _, err := Count(context.Background(), valley(), match.Literal("《》", match.Exact), nil); !errors.Is(err, match.ErrNoLetters) {
		t.Errorf("Count: %v", err)
	}
}
