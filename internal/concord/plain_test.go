package concord

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// The plain reference: all mentions in memory, and rune by rune what stands
// beside them.

// pieces are what random texts are made of: letters that fold to one, to
// another and to several, marks, white space and format characters.
var pieces = append(strings.Fields("山水 山水 山 水 綠 绿 木 𠮷 ㎡ ﬁ Ａ b １ 2 e\u0301 ， 、 。 「 \u200b"), " ", "　")

func randomText(random *rand.Rand) string {
	var paragraphs []string
	for range 1 + random.IntN(10) {
		var b strings.Builder
		for range random.IntN(11) { // at most 20 characters, see comparedWidth
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		paragraphs = append(paragraphs, b.String())
	}
	return strings.Join(paragraphs, "\n")
}

// randomShelf is n documents, some undated, untitled, of one title, of no
// issuer or type.
func randomShelf(random *rand.Rand, n int) *shelf {
	one := func(of ...string) string { return of[random.IntN(len(of))] }
	var docs []corpus.Document
	for i := range n {
		d := doc(fmt.Sprintf("%04d.md", i), one("", "2019", "2019-05", "2019-05-01", "2021-03-02"),
			one("", "甲局", "乙局"), one("", "通知", "规划"), randomText(random))
		d.Title = one("", "山", "綠水", "绿水", "林")
		docs = append(docs, d)
	}
	return newShelf(docs...)
}

// plainMentions is every mention with the whole of its paragraph as context.
func plainMentions(t *testing.T, src Source, p match.Pattern, keep func(corpus.Info) bool) []Mention {
	t.Helper()
	var list []Mention
	for hits, err := range src.Find(context.Background(), p, keep) {
		if err != nil {
			t.Fatal(err)
		}
		d, spans, err := src.Load(hits)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range spans {
			before, after := d.Text[:s.Start], d.Text[s.End:]
			list = append(list, Mention{
				Document: src.Info(hits.Doc), Start: s.Start, End: s.End, Line: d.Line(s.Start),
				Before: before[strings.LastIndex(before, "\n")+1:],
				Match:  d.Text[s.Start:s.End],
				After:  (after + "\n")[:strings.Index(after+"\n", "\n")],
			})
		}
	}
	return list
}

// narrowed is the mention with width characters of context.
func (m Mention) narrowed(width int) Mention {
	lead, left := characters(m.Before)
	if len(left) >= width {
		lead, left = "", left[len(left)-width:]
	}
	m.Before = strings.TrimLeftFunc(lead+strings.Join(left, ""), unicode.IsSpace)
	lead, right := characters(m.After)
	m.After = strings.TrimRightFunc(lead+strings.Join(right[:min(width, len(right))], ""), unicode.IsSpace)
	return m
}

// characters cuts text before each rune that is no format character; lead is
// the format characters before the first.
func characters(text string) (lead string, list []string) {
	for _, r := range text {
		switch {
		case !isSilent(r):
			list = append(list, string(r))
		case list == nil:
			lead += string(r)
		default:
			list[len(list)-1] += string(r)
		}
	}
	return lead, list
}

// plainKey is the folded runes of context without white space, from the match
// on.
func plainKey(context string, left bool) []rune {
	var key []rune
	for _, r := range analysis.FoldString(context) {
		if !unicode.IsSpace(r) {
			key = append(key, r)
		}
	}
	if left {
		slices.Reverse(key)
	}
	return key
}

// plainOrder compares mentions with whole paragraphs as context.
func plainOrder(by string) func(a, b Mention) int {
	date := func(m Mention) string { return cmp.Or(m.Document.Date, "9999") }
	title := func(m Mention) string { return analysis.FoldString(cmp.Or(m.Document.Title, m.Document.Path)) }
	switch by {
	case ByDate:
		return func(a, b Mention) int { return cmp.Compare(date(a), date(b)) }
	case ByDocument:
		// Documents of one title stand one behind the other, by path: so they
		// come in.
		return func(a, b Mention) int { return slices.Compare([]rune(title(a)), []rune(title(b))) }
	case ByLeft:
		return func(a, b Mention) int { return slices.Compare(plainKey(a.Before, true), plainKey(b.Before, true)) }
	case ByRight:
		return func(a, b Mention) int { return slices.Compare(plainKey(a.After, false), plainKey(b.After, false)) }
	}
	return func(a, b Mention) int { return 0 }
}

// plainConcordance is what is to be shown of all.
func plainConcordance(all []Mention, o Options) []Mention {
	list := slices.Clone(all)
	slices.SortStableFunc(list, plainOrder(o.Sort))
	list = list[min(o.Offset, len(list)):]
	if o.Limit > 0 {
		list = list[:min(o.Limit, len(list))]
	}
	for i, m := range list {
		list[i] = m.narrowed(o.Width)
	}
	return list
}

// collect is all of a sequence, and the errors in it.
func collect[T any](seq iter.Seq2[T, error]) (list []T, errs []error) {
	for x, err := range seq {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		list = append(list, x)
	}
	return list, errs
}
