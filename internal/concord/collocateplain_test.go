package concord_test

import (
	"cmp"
	"io/fs"
	"math"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/corpus/sample"
	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// plainText is a text letter by letter.
type plainText struct {
	at        []int // byte of the text at which the letter's rune starts
	paragraph []int
	tokens    []plainToken
}

// plainToken is a word and where it stands: letters [from, to).
type plainToken struct {
	word     string
	from, to int
}

// newPlainText cuts each paragraph by itself.
func newPlainText(text string, seg *analysis.Segmenter) plainText {
	var t plainText
	var noted [][2]int
	for start, end := range analysis.Notes(text) {
		noted = append(noted, [2]int{start, end})
	}
	start := 0
	for n, paragraph := range strings.Split(text, "\n") {
		var number []int // letters before each byte of the folded paragraph
		for at, r := range paragraph {
			if slices.ContainsFunc(noted, func(x [2]int) bool { return x[0] <= start+at && start+at < x[1] }) {
				continue
			}
			for _, f := range analysis.FoldString(string(r)) {
				for range utf8.RuneLen(f) {
					number = append(number, len(t.at))
				}
				if class, _ := analysis.FoldRune(f); class == analysis.Letter {
					t.at = append(t.at, start+at)
					t.paragraph = append(t.paragraph, n)
				}
			}
		}
		number = append(number, len(t.at))
		folded := analysis.FoldString(paragraph)
		for _, w := range seg.Cut(folded) {
			t.tokens = append(t.tokens, plainToken{folded[w.Start:w.End], number[w.Start], number[w.End]})
		}
		start += len(paragraph) + 1
	}
	return t
}

// owners says in which mention each letter stands, -1 for none.
func (t plainText) owners(mentions []match.Span) []int {
	owner := make([]int, len(t.at))
	for i, at := range t.at {
		owner[i] = -1
		// the last that starts at or before the letter
		n := sort.Search(len(mentions), func(n int) bool { return mentions[n].Start > at }) - 1
		if n >= 0 && at < mentions[n].End {
			owner[i] = n
		}
	}
	return owner
}

// isNear looks at the letters around the token [from, to) one by one: where a
// mention ends before it, where one starts behind it.
func (t plainText) isNear(from, to, span int, owner []int) bool {
	for i := from - 1; i >= 0 && to-1-i <= span; i-- {
		if owner[i] >= 0 && owner[i] != owner[i+1] && t.paragraph[i] == t.paragraph[from] {
			return true
		}
	}
	for i := to; i < len(owner) && i-from <= span; i++ {
		if owner[i] >= 0 && owner[i] != owner[i-1] && t.paragraph[i] == t.paragraph[from] {
			return true
		}
	}
	return false
}

// plainQuestion counts for one pattern and span.
type plainQuestion struct {
	spans map[int][]match.Span // of each document, in bytes of its text
	span  int

	mentions, documents, near, all int
	words                          map[string]*[2]int // near, all
}

func newPlainQuestion(t *testing.T, src concord.Source, p match.Pattern, span int) *plainQuestion {
	t.Helper()
	q := &plainQuestion{spans: map[int][]match.Span{}, span: span, words: map[string]*[2]int{}}
	for hits, err := range src.Find(t.Context(), p, nil) {
		if err != nil {
			t.Fatal(err)
		}
		_, spans, err := src.Load(hits)
		if err != nil {
			t.Fatal(err)
		}
		q.spans[hits.Doc] = spans
		q.mentions += len(spans)
		q.documents++
	}
	return q
}

func (q *plainQuestion) add(doc int, t plainText) {
	var owner []int
	if len(q.spans[doc]) > 0 {
		owner = t.owners(q.spans[doc])
	}
	for _, token := range t.tokens {
		if owner != nil && slices.ContainsFunc(owner[token.from:token.to], func(o int) bool { return o >= 0 }) {
			continue
		}
		n := q.words[token.word]
		if n == nil {
			n = new([2]int)
			q.words[strings.Clone(token.word)] = n
		}
		n[1]++
		q.all++
		if owner != nil && t.isNear(token.from, token.to, q.span, owner) {
			n[0]++
			q.near++
		}
	}
}

// collocates scores by the formulas as they are written.
func (q *plainQuestion) collocates(m concord.Measure, atLeast int) *concord.Collocates {
	c := &concord.Collocates{Totals: concord.Totals{Sum: concord.Sum{Occurrences: q.mentions, Documents: q.documents}}}
	if q.mentions == 0 {
		return c
	}
	c.NearTokens, c.Tokens = int64(q.near), int64(q.all)
	for word, n := range q.words {
		near, f, w, all := float64(n[0]), float64(n[1]), float64(q.near), float64(q.all)
		expected := w * f / all
		if n[0] < atLeast || near <= expected || analysis.IsStopWord(word) || strings.IndexFunc(word, unicode.IsLetter) < 0 {
			continue
		}
		score := 0.0
		switch m {
		case concord.LogLikelihood:
			score = 2 * (term(near, expected) + term(f-near, (all-w)*f/all) +
				term(w-near, w*(all-f)/all) + term(all-f-w+near, (all-w)*(all-f)/all))
		case concord.PMI:
			score = math.Log2(near / expected)
		case concord.LogDice:
			score = 14 + math.Log2(2*near/(float64(q.mentions)+f))
		}
		c.Words = append(c.Words, concord.Collocate{Word: word, Near: n[0], Total: n[1], Expected: expected, Score: score})
	}
	slices.SortFunc(c.Words, func(a, b concord.Collocate) int { return cmp.Compare(a.Word, b.Word) })
	return c
}

// term is a cell's part of G².
func term(observed, expected float64) float64 {
	if observed == 0 {
		return 0
	}
	return observed * math.Log(observed/expected)
}

// comparePlain holds what NewCollocates gave to the plain computation. Sums
// of logarithms may differ in their last digits.
func comparePlain(t *testing.T, got, want *concord.Collocates) {
	t.Helper()
	if got.Occurrences != want.Occurrences || got.Documents != want.Documents || got.NearTokens != want.NearTokens || got.Tokens != want.Tokens {
		t.Errorf("%d mentions in %d documents, %d of %d tokens near; want %d in %d, %d of %d", got.Occurrences, got.Documents,
			got.NearTokens, got.Tokens, want.Occurrences, want.Documents, want.NearTokens, want.Tokens)
	}
	if !slices.IsSortedFunc(got.Words, func(a, b concord.Collocate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Word, b.Word))
	}) {
		t.Error("the words are not in order of score")
	}
	words := slices.SortedFunc(slices.Values(got.Words), func(a, b concord.Collocate) int { return cmp.Compare(a.Word, b.Word) })
	if len(words) != len(want.Words) {
		t.Fatalf("%d words, want %d", len(words), len(want.Words))
	}
	for i, w := range want.Words {
		g := words[i]
		if g.Word != w.Word || g.Near != w.Near || g.Total != w.Total || !close9(g.Expected, w.Expected) || !close9(g.Score, w.Score) {
			t.Fatalf("%+v, want %+v", g, w)
		}
	}
}

func close9(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(b)) }

func TestCollocatesOfTheSampleAreThePlainOnes(t *testing.T) {
	docs := sampleDocuments(t)
	src, err := brute.NewSource(func(yield func(*corpus.Document, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	dict := collocateDictionary(t)
	seg := analysis.NewSegmenter(dict)
	texts := make([]plainText, src.Len())
	for i := range texts {
		doc, _, err := src.Load(match.Hits{Doc: i})
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = newPlainText(doc.Text, seg)
	}
	for _, tt := range []struct {
		term string
		mode match.Mode
		span int
	}{
		{"科技创新", match.Exact, 10}, {"科技创新", match.Raw, 3}, {"科技", match.Exact, 1}, {"共同富裕", match.Loose, 100},
		{"人", match.Exact, 10}, {"的", match.Exact, 7}, {"创新发展", match.Loose, 5}, {"2035", match.Exact, 20},
	} {
		p := match.Literal(tt.term, tt.mode)
		q := newPlainQuestion(t, src, p, tt.span)
		for i, text := range texts {
			q.add(i, text)
		}
		for _, m := range concord.Measures() {
			o := concord.CollocateOptions{Span: tt.span, Measure: concord.Measure(m), AtLeast: 2}
			got, err := concord.NewCollocates(t.Context(), src, dict, p, o)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s %s %d %s: %d mentions, %d words", tt.term, tt.mode, tt.span, m, got.Occurrences, len(got.Words))
			comparePlain(t, got, q.collocates(o.Measure, 2))
		}
	}
}

func sampleDocuments(t *testing.T) []*corpus.Document {
	t.Helper()
	var docs []*corpus.Document
	err := fs.WalkDir(sample.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sample.Files(), path)
		if err != nil {
			return err
		}
		doc, err := corpus.Read(path, data)
		docs = append(docs, doc)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs
}
