package concord

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

const (
	// DefaultSpan is how many letters around a mention are near it.
	DefaultSpan = 10
	// MaxSpan is the most that can be.
	MaxSpan = 100
	// DefaultAtLeast keeps chance meetings of rare words out of the list.
	DefaultAtLeast = 3
)

// CollocateOptions says what is near, and which words to list.
type CollocateOptions struct {
	Keep    func(corpus.Info) bool // nil: all documents
	Span    int                    // letters on each side of a mention: 1 to MaxSpan
	Measure Measure                // "": LogLikelihood
	AtLeast int                    // fewest tokens near that a listed word has
	// Progress, if not nil, is told now and then how many of all documents
	// have been handed out to be read.
	Progress func(documents, all int)
}

// Collocate is a word that stands near the mentions more often than chance.
type Collocate struct {
	Word     string // folded
	Near     int    // tokens near a mention
	Total    int    // tokens in all documents asked, outside of mentions
	Expected float64
	Score    float64
}

// Collocates is what stands near the mentions of a pattern.
//
// Tokens are the words into which the dictionary cuts the folded texts of all
// documents asked, with and without mentions, as the index cuts them. What
// overlaps a mention, if by a letter, is no token. A token is near a mention
// if it stands in the same paragraph and all its letters are among the Span
// letters before the mention or among the Span letters behind it; the letters
// of other mentions count in the Span. One that is near two mentions counts
// once. A mention that runs over the end of a paragraph has a paragraph on
// each side.
//
//	一切为了[人民]的美好生活，也依靠[人民]     Span 5
//	‾‾‾‾‾‾‾‾      ‾‾‾‾‾‾‾‾‾‾
//	                    ‾‾‾‾‾‾‾‾‾‾‾‾
type Collocates struct {
	Totals // of the mentions
	// NearTokens and Tokens are W and N of Measure: tokens of all words, stop
	// words too. Both are 0 if there is no mention.
	NearTokens, Tokens int64
	// Words are those of which more tokens are near than expected, and at
	// least AtLeast, by falling score, then by word. Stop words and what holds
	// no letter but digits and signs are left out.
	Words []Collocate
}

// NewCollocates finds the collocates of p. It reads every document that is
// asked once there is a mention at all, several at a time, so that src must be
// safe for concurrent use. The result depends on the texts and dict alone.
// Errors: those of o's values, of src, and ctx.Err().
//
// 76 MB of text take 4 s on two cores and 500 MB; below 3 MB the dictionary
// is not loaded whole: 150 KB take 0.04 s.
func NewCollocates(ctx context.Context, src Source, dict *analysis.Dictionary, p match.Pattern, o CollocateOptions) (*Collocates, error) {
	measure, err := ParseMeasure(string(o.Measure))
	if err != nil {
		return nil, err
	}
	if o.Span < 1 || o.Span > MaxSpan {
		return nil, fmt.Errorf("span %d: write a number of letters from 1 to %d", o.Span, MaxSpan)
	}
	counting := newWordCounting(src, dict, o)
	if err := counting.run(ctx, p); err != nil {
		return nil, err
	}
	sum := counting.sum()
	c := &Collocates{Totals: counting.Totals, NearTokens: int64(sum.near), Tokens: int64(sum.tokens)}
	for word, n := range sum.words {
		t := together{n.near, n.total, sum.near, sum.tokens, c.Occurrences}
		if n.near >= max(o.AtLeast, 1) && float64(n.near) > t.expected() && tells(word) {
			c.Words = append(c.Words, Collocate{word, n.near, n.total, t.expected(), measure.score(t)})
		}
	}
	slices.SortFunc(c.Words, func(a, b Collocate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Word, b.Word))
	})
	return c, nil
}

// tells is false for words that say nothing about what they stand near.
func tells(word string) bool {
	return strings.ContainsFunc(word, unicode.IsLetter) && !analysis.IsStopWord(word)
}
