package quote

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"yinzheng/internal/analysis"
)

// script is one of the two in which Chinese is written; 0 is not known.
type script int

const (
	simplified script = iota + 1
	traditional
)

// character says how a Han character is written in the two scripts. One that
// is of both, and nothing else in either, is not in the table.
type character struct {
	of    script // it is of this one alone; 0: of both, or that can't be told
	other rune   // what it is in the other script, 0 if that can't be told
}

// characters knows the Han characters that are not the same in both scripts.
// Folding leads from one script to the other and loses which of several
// characters it was; what belongs to a script at all is known from its
// standard set of characters, GB 2312 or Big5 without extensions:
//
//	国 國   not in Big5, one character of Big5 folds to it: safe both ways
//	发      發 and 髮 fold to it: nobody can tell
//	后      後 folds to it, and it is in Big5 itself (皇后): nobody can tell
//	乾      folds to 干, and is in GB 2312 itself (乾坤): nobody can tell
var characters = sync.OnceValue(func() map[rune]character {
	gb, big5 := simplifiedchinese.GBK.NewEncoder(), traditionalchinese.Big5.NewEncoder()
	from := map[rune][]rune{} // of Big5, by what they fold to
	table := map[rune]character{}
	for r := rune(0x3400); r < 0xa000; r++ {
		to, ok := foldedHan(r)
		if !ok {
			continue
		}
		if inSet(big5, r, isBig5) {
			from[to] = append(from[to], r)
		}
		c := character{}
		if !inSet(gb, r, isGB2312) {
			c = character{traditional, to}
		}
		table[r] = c
	}
	for to, list := range from {
		c := character{}
		if !inSet(big5, to, isBig5) {
			c.of = simplified
			if len(list) == 1 {
				c.other = list[0]
			}
		}
		table[to] = c
	}
	return table
})

// foldedHan is the other Han character that r folds to.
func foldedHan(r rune) (to rune, ok bool) {
	_, folded := analysis.FoldRune(r)
	to, size := utf8.DecodeRuneInString(folded)
	return to, folded != "" && size == len(folded) && unicode.Is(unicode.Han, to)
}

func inSet(e *encoding.Encoder, r rune, in func(hi, lo byte) bool) bool {
	b, err := e.Bytes([]byte(string(r)))
	return err == nil && len(b) == 2 && in(b[0], b[1])
}

// isGB2312 and isBig5 tell the Han characters of the standards in the codes of
// their successors.
func isGB2312(hi, lo byte) bool { return hi >= 0xb0 && hi <= 0xf7 && lo >= 0xa1 }

func isBig5(hi, lo byte) bool {
	code := uint16(hi)<<8 | uint16(lo)
	return code >= 0xa440 && code <= 0xc67e || code >= 0xc940 && code <= 0xf9d5
}

// scriptOf is the script of most characters of a text that are of one alone.
func scriptOf(text string) script {
	table, n := characters(), 0
	for _, r := range text {
		switch table[r].of {
		case simplified:
			n--
		case traditional:
			n++
		}
	}
	switch {
	case n < 0:
		return simplified
	case n > 0:
		return traditional
	}
	return 0
}

// inScript is r as it is written in a script; ok is false if that can't be
// told.
func inScript(r rune, want script) (to rune, ok bool) {
	c, known := characters()[r]
	switch {
	case !known || c.of == want:
		return r, true
	case c.of == 0 || c.other == 0:
		return r, false
	}
	return c.other, true
}
