package brute

import (
	"math/rand/v2"
	"strings"

	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// nasty are pieces of text, each of which some rule of matching is about.
// They are few, so that random texts repeat themselves.
var nasty = [...]string{
	"1", "2", "0", "00", "000", "１", "２", "０００", ",", "，", ".", "．", "..", "%", "％", "‰", "1,000", "2.1%",
	"a", "b", "A", "ａ", "é", "e\u0301", "ab", "Ⅲ", "㎡", "㎞", "m", "²",
	"甲", "甲", "甲甲", "乙", "乙", "國", "国", "條", "条", "○", "〇", "金", "\uf90a", "𠀀", "𠀁", "①", "+",
	"\u200b", "\u00ad", "\ufe0f", "\U000e0100", " ", " ", "　", "\t", "\n", "\n", "\u0301",
	"“", "”", "\"", "「", "》", "'", "—", "——", "-", "~", "…", "。", "、", "：", ":", "·", "《", "(", "〔", "[", "]", "[1]", "[2]", "①", "³", "\r", "😀",
}

// some are the pieces that a text is made of when it is to repeat itself.
func text(rng *rand.Rand, pieces int) string {
	some := make([]string, 3+rng.IntN(12))
	for i := range some {
		some[i] = nasty[rng.IntN(len(nasty))]
	}
	var b strings.Builder
	for range pieces {
		b.WriteString(some[rng.IntN(len(some))])
	}
	return b.String()
}

// literal is a piece of the text, mostly, with some of it changed, sometimes.
func literal(rng *rand.Rand, text string) string {
	rs := []rune(text)
	if len(rs) == 0 || rng.IntN(12) == 0 {
		return nasty[rng.IntN(len(nasty))]
	}
	from := rng.IntN(len(rs))
	piece := rs[from : from+1+rng.IntN(min(8, len(rs)-from))]
	var b strings.Builder
	for _, r := range piece {
		switch rng.IntN(16) {
		case 0: // leave it out
		case 1:
			b.WriteString(nasty[rng.IntN(len(nasty))])
		case 2:
			b.WriteRune(r)
			b.WriteString(nasty[rng.IntN(len(nasty))])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func phrase(rng *rand.Rand, text string) query.Phrase {
	p := query.Literal(literal(rng, text))
	for rng.IntN(3) == 0 && len(p.Gaps) < 3 {
		p.Parts = append(p.Parts, literal(rng, text))
		p.Gaps = append(p.Gaps, rng.IntN(5))
	}
	return p
}

func node(rng *rand.Rand, text string) query.Node {
	switch rng.IntN(5) {
	case 0:
		return query.Near{A: phrase(rng, text), B: phrase(rng, text), Within: rng.IntN(6), Ordered: rng.IntN(2) == 0}
	case 1:
		return query.Or{Xs: []query.Node{phrase(rng, text), node(rng, text)}}
	case 2:
		return query.Word{Text: literal(rng, text)}
	}
	return phrase(rng, text)
}

// anyPattern is mostly a literal. The patterns inside one are of any mode.
func anyPattern(rng *rand.Rand, text string) match.Pattern {
	mode := match.Mode(rng.IntN(3))
	if rng.IntN(2) == 0 {
		return match.Literal(literal(rng, text), mode)
	}
	p := match.Pattern{Mode: mode}
	for range 1 + rng.IntN(2) {
		p.Wanted = append(p.Wanted, node(rng, text))
	}
	for range rng.IntN(2) {
		p.Excluded = append(p.Excluded, node(rng, text))
	}
	for rng.IntN(6) == 0 {
		p.Also = append(p.Also, anyPattern(rng, text))
	}
	for rng.IntN(6) == 0 {
		p.Except = append(p.Except, anyPattern(rng, text))
	}
	return p
}
