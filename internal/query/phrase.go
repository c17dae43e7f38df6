package query

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

const (
	DefaultGap = 10    // letters that a plain * may stand for
	MaxGap     = 1000  // the largest n of *{n}
	MaxWithin  = 10000 // the largest n of NEAR/n and BEFORE/n
)

// Literal is the phrase that demands s itself; nothing in s is an operator.
func Literal(s string) Phrase { return Phrase{Parts: []string{s}} }

// closingQuote finds the mark that closes the one at src[open], and is -1 when
// there is none. Typographic marks of the same kind nest; a backslash hides the
// rune behind it.
func closingQuote(src []rune, open int) int {
	depth := 0
	for i := open; i < len(src); i++ {
		switch r := src[i]; {
		case r == '\\':
			i++
		case closes(src[open], r) && i > open:
			if depth--; depth == 0 {
				return i
			}
		case r == src[open]:
			depth++
		}
	}
	return -1
}

func closes(open, r rune) bool {
	switch open {
	case '“':
		return r == '”'
	case '「':
		return r == '」'
	case '『':
		return r == '』'
	}
	return isStraightQuote(r)
}

// phraseReader cuts the inside of a phrase into parts and gaps.
type phraseReader struct {
	body   []rune
	column int // of body[0]
	part   strings.Builder
	out    Phrase
}

// readPhrase reads a phrase's inside, which begins at the given column.
func readPhrase(body []rune, column int) (Phrase, error) {
	pr := &phraseReader{body: body, column: column}
	for i := 0; i < len(body); {
		if isStar(body[i]) {
			next, err := pr.gap(i)
			if err != nil {
				return Phrase{}, err
			}
			i = next
			continue
		}
		if body[i] == '\\' && i+1 < len(body) && isEscapable(body[i+1]) {
			i++
		}
		pr.part.WriteRune(body[i])
		i++
	}
	pr.endPart()
	return pr.out, nil
}

func (pr *phraseReader) endPart() {
	pr.out.Parts = append(pr.out.Parts, pr.part.String())
	pr.part.Reset()
}

// gap reads the gap at body[i], ends the part before it and says where the next
// part begins.
func (pr *phraseReader) gap(i int) (next int, err error) {
	column := pr.column + i
	if isBlank(pr.part.String()) {
		if len(pr.out.Gaps) > 0 {
			return 0, errAt(column, "nothing stands between two gaps", "write one gap with its size, as *{20}")
		}
		return 0, errAt(column, "a phrase can't begin with a gap", `leave the * out, or write \* for a star`)
	}
	size, next := DefaultGap, i+1
	if next < len(pr.body) && narrowRune(pr.body[next]) == '{' {
		if size, next, err = pr.gapSize(next); err != nil {
			return 0, err
		}
	}
	if !slices.ContainsFunc(pr.body[next:], isNotSpace) {
		return 0, errAt(column, "a phrase can't end with a gap", `leave the * out, or write \* for a star`)
	}
	pr.endPart()
	pr.out.Gaps = append(pr.out.Gaps, size)
	return next, nil
}

// gapSize reads {n} at body[open].
func (pr *phraseReader) gapSize(open int) (size, next int, err error) {
	column := pr.column + open
	end := open + 1
	for end < len(pr.body) && narrowRune(pr.body[end]) != '}' {
		end++
	}
	if end == len(pr.body) {
		return 0, 0, errAt(column, "the size of the gap has no closing }", `write *{3}, or *\{ for a gap and a brace`)
	}
	size, ok := readNumber(string(pr.body[open+1:end]), MaxGap)
	if !ok {
		return 0, 0, errAt(column, "the size of the gap is not a number", `write *{3}, or *\{ for a gap and a brace`)
	}
	if size > MaxGap {
		return 0, 0, errAt(column, "the gap is too large",
			fmt.Sprintf("write a number up to %d, or AND instead of a gap", MaxGap))
	}
	return size, end + 1, nil
}

func isBlank(s string) bool {
	return !strings.ContainsFunc(s, isNotSpace)
}

func isNotSpace(r rune) bool { return !unicode.IsSpace(r) }
