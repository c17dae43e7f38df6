package concord

import (
	"strings"
	"unicode/utf8"

	"yinzheng/internal/match"
)

// marksOpening and marksClosing are pairs of quotation and title marks, rune
// by rune.
const (
	marksOpening = "“‘「『《〈"
	marksClosing = "”’」』》〉"
)

// written is a match as it is printed: with the opening mark before it whose
// closing one stands inside, and the closing mark behind it whose opening one
// does. Marks that stand elsewhere are no part of it.
//
//	坚持“[三个代表”重要思想]    is “三个代表”重要思想
func written(text string, x match.Span) string {
	var open []rune
	for _, r := range text[x.Start:x.End] {
		switch i := strings.IndexRune(marksClosing, r); {
		case strings.ContainsRune(marksOpening, r):
			open = append(open, r)
		case i < 0:
		case len(open) > 0 && partner(open[len(open)-1]) == r:
			open = open[:len(open)-1]
		case len(open) == 0:
			before, size := utf8.DecodeLastRuneInString(text[:x.Start])
			if partner(before) == r {
				x.Start -= size
			}
		}
	}
	for len(open) > 0 {
		behind, size := utf8.DecodeRuneInString(text[x.End:])
		if partner(open[len(open)-1]) != behind {
			break
		}
		x.End += size
		open = open[:len(open)-1]
	}
	return text[x.Start:x.End]
}

// partner is the closing mark of an opening one, 0 of another rune.
func partner(r rune) rune {
	if i := strings.IndexRune(marksOpening, r); i >= 0 {
		closing, _ := utf8.DecodeRuneInString(marksClosing[i:])
		return closing
	}
	return 0
}
