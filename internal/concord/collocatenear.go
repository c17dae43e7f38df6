package concord

import (
	"strings"
	"unicode/utf8"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// wordCounter counts the tokens of texts, in one goroutine.
type wordCounter struct {
	span         int
	words        map[string]*wordCount
	near, tokens int
}

type wordCount struct{ near, total int }

// of keeps no part of a text.
func (c *wordCounter) of(word string) *wordCount {
	n := c.words[word]
	if n == nil {
		n = new(wordCount)
		c.words[strings.Clone(word)] = n
	}
	return n
}

func (c *wordCounter) count(word string, near bool) {
	n := c.of(word)
	n.total++
	c.tokens++
	if near {
		n.near++
		c.near++
	}
}

// add counts the tokens of a text. If the mentions next to a token are not
// near, no other is: vicinities begin and end in the order of their mentions.
func (c *wordCounter) add(text string, mentions []match.Span, words *analysis.Cutter) {
	folded, around := foldAround(text, mentions, c.span)
	next := 0 // the first mention that ends behind the token's start
	words.Words(folded, func(start, end int) bool {
		for next < len(around) && around[next].mention.End <= start {
			next++
		}
		near := next > 0 && end <= around[next-1].to
		if next < len(around) {
			w := around[next]
			if w.mention.Start < end {
				return true
			}
			near = near || w.from <= start
		}
		c.count(folded[start:end], near)
		return true
	})
}

// vicinity is a mention and the letters near it: of those before it the first
// stands at byte from, those behind it end at byte to.
type vicinity struct {
	mention  match.Span
	from, to int
}

// foldAround folds a text and gives the vicinities of its mentions there. A
// mention in raw mode can stand inside a character; it then has all of it.
func foldAround(text string, mentions []match.Span, span int) (string, []vicinity) {
	if len(mentions) == 0 {
		return analysis.FoldString(text), nil
	}
	offsets := make([]int, 0, 2*len(mentions))
	for _, m := range mentions {
		offsets = append(offsets, runeStart(text, m.Start), m.End)
	}
	bytes := make([]int, len(offsets))
	folded := analysis.FoldStringWith(text, offsets, bytes)
	around := make([]vicinity, len(mentions))
	for i := range around {
		w := &around[i]
		w.mention = match.Span{Start: bytes[2*i], End: bytes[2*i+1]}
		w.from = lettersBefore(folded, w.mention.Start, span)
		w.to = lettersBehind(folded, w.mention.End, span)
	}
	return folded, around
}

// runeStart is the first byte of the character that at stands in.
func runeStart(text string, at int) int {
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// lettersBefore is the first byte of up to n letters of the paragraph that end
// at the byte at.
func lettersBefore(folded string, at, n int) int {
	for n > 0 && at > 0 {
		r, size := utf8.DecodeLastRuneInString(folded[:at])
		if r == '\n' {
			break
		}
		at -= size
		n -= letter(r)
	}
	return at
}

// lettersBehind is the byte behind up to n letters of the paragraph that start
// at the byte at.
func lettersBehind(folded string, at, n int) int {
	for n > 0 && at < len(folded) {
		r, size := utf8.DecodeRuneInString(folded[at:])
		if r == '\n' {
			break
		}
		at += size
		n -= letter(r)
	}
	return at
}

// letter is 1 for a letter, 0 for a mark.
func letter(r rune) int {
	if class, _ := analysis.FoldRune(r); class == analysis.Letter {
		return 1
	}
	return 0
}
