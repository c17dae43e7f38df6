package concord_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// builtWords is gse's dictionary with one word more, built once for all tests.
var builtWords = sync.OnceValues(func() (*analysis.Dictionary, error) {
	return analysis.BuildDictionary(strings.NewReader("大水库 1000\n"), "w.txt", analysis.FoldString)
})

func collocateDictionary(t *testing.T) *analysis.Dictionary {
	t.Helper()
	d, err := builtWords()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// textSource counts what is read of its texts; from the document bad on,
// reading fails.
type textSource struct {
	*brute.Source
	read atomic.Int64
	bad  int
}

var errUnread = errors.New("it can't be read")

func (s *textSource) Load(h match.Hits) (*corpus.Document, []match.Span, error) {
	s.read.Add(1)
	if h.Doc >= s.bad {
		return nil, nil, errUnread
	}
	return s.Source.Load(h)
}

func newTextSource(t *testing.T, texts ...string) *textSource {
	t.Helper()
	src, err := brute.NewSource(func(yield func(*corpus.Document, error) bool) {
		for i, text := range texts {
			if !yield(&corpus.Document{Info: corpus.Info{Path: fmt.Sprintf("%03d.txt", i)}, Text: text}, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return &textSource{Source: src, bad: len(texts)}
}

// collocatesOf also holds them to the plain computation.
func collocatesOf(t *testing.T, src *textSource, p match.Pattern, o concord.CollocateOptions) *concord.Collocates {
	t.Helper()
	dict := collocateDictionary(t)
	got, err := concord.NewCollocates(t.Context(), src, dict, p, o)
	if err != nil {
		t.Fatal(err)
	}
	q := newPlainQuestion(t, src, p, o.Span)
	for i := range src.Len() {
		doc, _, err := src.Load(match.Hits{Doc: i})
		if err != nil {
			t.Fatal(err)
		}
		q.add(i, newPlainText(doc.Text, analysis.NewSegmenter(dict)))
	}
	comparePlain(t, got, q.collocates(o.Measure, o.AtLeast))
	return got
}

// reservoir is a text in which all words are parted by spaces. Near 水库 with
// a span of 4 letters, marked with a star, stand:
//
//	筹集 资金* 修建* 水库 、 公路* 资金* 桥梁     6 tokens, 4 near
//	资金* 水库 修建* 公路* 水库                   3 tokens, 3 near: two of both mentions, once
//	桥梁 隧道                                     2 tokens, 0 near: a paragraph ends before it
//	水库 和* 公路* 资金                           3 tokens, 2 near: 资 would be the 4th letter, 金 the 5th
//	大水库 资金* 12*                              2 tokens, 2 near: the mention is a part of 大水库
//	资金 公路 公路 公路 隧道 筹集                 6 tokens, 0 near: another document, without mention
//
// So M = 5 mentions, N = 22 tokens, W = 11 of them near, and of the words
//
//	       near  f   expected = 11·f/22
//	资金    4    6   3
//	修建    2    2   1
//	公路    3    6   3: not more often than chance
//	和, 12  1    1   0.5: a stop word, no letter
//	筹集, 桥梁, 隧道: none near
func reservoir(t *testing.T) *textSource {
	t.Helper()
	return newTextSource(t, "筹集 资金 修建 水库 、 公路 资金 桥梁\n资金 水库 修建 公路 水库\n桥梁 隧道\n水库 和 公路 资金\n大水库 资金 12",
		"资金 公路 公路 公路 隧道 筹集")
}

// The tables of reservoir and the scores that follow:
//
//	资金  near elsewhere    修建  near elsewhere
//	word    4     2         word    2     0
//	others  7     9         others  9    11
//	E       3     3         E       1     1
//	        8     8                10    10
//
//	G²  资金 = 2·(4·ln(4/3) + 2·ln(2/3) + 7·ln(7/8) + 9·ln(9/8))
//	         = 2·(1.15073 − 0.81093 − 0.93472 + 1.06005) = 0.9303
//	    修建 = 2·(2·ln 2 + 0 + 9·ln 0.9 + 11·ln 1.1)
//	         = 2·(1.38629 − 0.94824 + 1.04841) = 2.9729
//	PMI 资金 = log2(4/3) = 0.4150; 修建 = log2(2/1) = 1
//	logDice 资金 = 14 + log2(8/(5+6)) = 13.5406; 修建 = 14 + log2(4/(5+2)) = 13.1926
func TestCollocatesByHand(t *testing.T) {
	src := reservoir(t)
	for _, tt := range []struct {
		measure concord.Measure
		atLeast int
		want    []string
	}{
		{concord.LogLikelihood, 1, []string{"修建 2 2 1.0000 2.9729", "资金 4 6 3.0000 0.9303"}},
		{"", 3, []string{"资金 4 6 3.0000 0.9303"}},
		{concord.PMI, 2, []string{"修建 2 2 1.0000 1.0000", "资金 4 6 3.0000 0.4150"}},
		{concord.LogDice, 0, []string{"资金 4 6 3.0000 13.5406", "修建 2 2 1.0000 13.1926"}},
	} {
		c, err := concord.NewCollocates(t.Context(), src, collocateDictionary(t), match.Literal("水库", match.Exact),
			concord.CollocateOptions{Span: 4, Measure: tt.measure, AtLeast: tt.atLeast})
		if err != nil {
			t.Fatal(err)
		}
		if c.Occurrences != 5 || c.Documents != 1 || c.Tokens != 22 || c.NearTokens != 11 {
			t.Errorf("%d mentions in %d documents, %d of %d tokens near", c.Occurrences, c.Documents, c.NearTokens, c.Tokens)
		}
		var got []string
		for _, w := range c.Words {
			got = append(got, fmt.Sprintf("%s %d %d %.4f %.4f", w.Word, w.Near, w.Total, w.Expected, w.Score))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s, at least %d:\n%s", tt.measure, tt.atLeast, diff)
		}
	}
}

func TestNearIsCountedInLettersWithinTheParagraph(t *testing.T) {
	for _, tt := range []struct {
		name, term, text string
		mode             match.Mode
		span             int
		near, all        int64
	}{
		{"marks don't count", "水库", "资金，——“ 水库” 。公路", match.Exact, 2, 2, 2},
		{"one letter short", "水库", "资金 水库 公路", match.Exact, 1, 0, 2},
		{"traditional and full width", "水库", "資金 水庫 ＡＩ", match.Exact, 2, 2, 2},
		{"a letter of two units", "水库", "资金 𠮷 水库", match.Exact, 3, 2, 2},
		{"one rune of two letters", "水库", "水库 ㎡ 资金", match.Exact, 3, 1, 2},
		{"over other mentions", "水库", "资金 水库 水库", match.Exact, 4, 1, 1},
		{"between two, near neither", "水库", "水库 资金 公路 资金 水库", match.Exact, 3, 2, 3},
		{"half near each", "水库", "水库 人民政府 水库", match.Exact, 3, 0, 1},
		{"a mention over two paragraphs", "水库资金", "隧道 公路 水库\n资金 修建 桥梁", match.Loose, 2, 2, 4},
		{"paragraphs on both sides", "水库", "资金\n水库\n公路", match.Exact, 9, 0, 2},
		{"raw", "水庫", "资金 水庫 水库 公路", match.Raw, 3, 2, 3},
		{"part of words", "民", "人民 政府 民 人民", match.Exact, 9, 1, 1},
		{"no mention", "水渠", "资金 水库", match.Exact, 9, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := collocatesOf(t, newTextSource(t, tt.text), match.Literal(tt.term, tt.mode), concord.CollocateOptions{Span: tt.span, Measure: concord.PMI})
			if c.NearTokens != tt.near || c.Tokens != tt.all {
				t.Errorf("%d of %d tokens are near, want %d of %d", c.NearTokens, c.Tokens, tt.near, tt.all)
			}
		})
	}
}

// What raw mode finds need not be letters, nor whole characters.
func TestCollocatesOfMarksAndBytes(t *testing.T) {
	for _, tt := range []struct {
		term, text string
		near, all  int64
	}{
		{"，", "资金，公路\n隧道", 2, 3},
		{"。\n", "桥梁 资金。\n公路 隧道", 2, 4},
		{"\u200b", "资\u200b金 公路", 1, 1},
		{"库"[1:], "资金 水库 公路", 2, 2},
		{"\xba", "资金 库库 公路", 2, 2},
	} {
		c, err := concord.NewCollocates(t.Context(), newTextSource(t, tt.text), collocateDictionary(t), match.Literal(tt.term, match.Raw), concord.CollocateOptions{Span: 3})
		if err != nil {
			t.Fatal(err)
		}
		if c.Occurrences == 0 || c.NearTokens != tt.near || c.Tokens != tt.all {
			t.Errorf("%q in %q: %d mentions, %d of %d tokens near", tt.term, tt.text, c.Occurrences, c.NearTokens, c.Tokens)
		}
	}
}

func TestCollocatesAskOnlyWhatIsKept(t *testing.T) {
	src := reservoir(t)
	o := concord.CollocateOptions{Span: 4, Keep: func(info corpus.Info) bool { return info.Path == "000.txt" }}
	c, err := concord.NewCollocates(t.Context(), src, collocateDictionary(t), match.Literal("水库", match.Exact), o)
	if err != nil || c.Tokens != 16 || c.NearTokens != 11 {
		t.Errorf("%+v, %v", c, err)
	}
	if n := src.read.Load(); n != 1 {
		t.Errorf("%d documents were read", n)
	}
}

// A large source is cut with the whole dictionary, by several workers.
func TestCollocatesDoNotDependOnHowTheyAreCounted(t *testing.T) {
	small := reservoir(t)
	var texts []string
	for i := range small.Len() {
		doc, _, _ := small.Source.Load(match.Hits{Doc: i})
		texts = append(texts, doc.Text)
	}
	padding := strings.Repeat(strings.Repeat("山", 100)+"\n", 110)
	for range 100 {
		texts = append(texts, padding)
	}
	src := newTextSource(t, texts...)
	p, o := match.Literal("水库", match.Exact), concord.CollocateOptions{Span: 4}
	var want *concord.Collocates
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, workers := range [...]int{1, 5} {
		runtime.GOMAXPROCS(workers)
		got, err := concord.NewCollocates(t.Context(), src, collocateDictionary(t), p, o)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers:\n%s", workers, diff)
		}
	}
	if want.NearTokens != 11 || len(want.Words) == 0 || want.Tokens < 100*110 {
		t.Errorf("%d of %d tokens near, %d words", want.NearTokens, want.Tokens, len(want.Words))
	}
}

func TestWithoutMentionsNothingIsRead(t *testing.T) {
	src := reservoir(t)
	c, err := concord.NewCollocates(t.Context(), src, collocateDictionary(t), match.Literal("运河", match.Exact), concord.CollocateOptions{Span: 4})
	if diff := cmp.Diff(&concord.Collocates{Totals: concord.Totals{Beside: concord.Beside{Loose: &concord.Sum{}}}}, c); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if n := src.read.Load(); n != 0 {
		t.Errorf("%d documents were read", n)
	}
}

func TestCollocatesSayWhatIsWrong(t *testing.T) {
	dict := collocateDictionary(t)
	p := match.Literal("水库", match.Exact)
	for _, tt := range []struct {
		options concord.CollocateOptions
		want    string
	}{
		{concord.CollocateOptions{Span: 0}, "span 0: write a number of letters from 1 to 100"},
		{concord.CollocateOptions{Span: 101}, "span 101: write a number of letters from 1 to 100"},
		{concord.CollocateOptions{Span: 5, Measure: "dice"}, `measure "dice": write log-likelihood, pmi, logdice`},
	} {
		if _, err := concord.NewCollocates(t.Context(), reservoir(t), dict, p, tt.options); err == nil || err.Error() != tt.want {
			t.Errorf("%+v: %v", tt.options, err)
		}
	}
	o := concord.CollocateOptions{Span: 5}
	for bad := range 2 {
		src := reservoir(t)
		src.bad = bad
		if _, err := concord.NewCollocates(t.Context(), src, dict, p, o); !errors.Is(err, errUnread) {
			t.Errorf("document %d can't be read: %v", bad, err)
		}
	}
	if _, err := concord.NewCollocates(t.Context(), reservoir(t), dict, match.Literal("、", match.Exact), o); !errors.Is(err, match.ErrNoLetters) {
		t.Errorf("no letters: %v", err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("a signal"))
	if _, err := concord.NewCollocates(ctx, reservoir(t), dict, p, o); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

func TestMeasuresAreReadByName(t *testing.T) {
	for _, name := range concord.Measures() {
		if m, err := concord.ParseMeasure(name); err != nil || string(m) != name {
			t.Errorf("%s: %s, %v", name, m, err)
		}
	}
	if m, err := concord.ParseMeasure(""); err != nil || m != concord.LogLikelihood {
		t.Errorf("none: %s, %v", m, err)
	}
	if _, err := concord.ParseMeasure("g2"); err == nil {
		t.Error("g2 is one")
	}
}
