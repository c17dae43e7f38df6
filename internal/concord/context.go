package concord

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// before is what stands before the byte at end, back to the start of its
// paragraph or to the width-th character. Format characters and nonspacing
// marks are part of the character that they belong to.
func before(text string, end, width int) string {
	at := end
	for n := 0; at > 0 && n < width; {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if r == '\n' {
			break
		}
		if !isSilent(r) {
			n++
		}
		at -= size
	}
	return strings.TrimLeftFunc(text[at:end], unicode.IsSpace)
}

// after is what stands from the byte at start on, up to the end of its
// paragraph or through the width-th character.
func after(text string, start, width int) string {
	at := start
	for n := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r == '\n' || n >= width && !isSilent(r) {
			break
		}
		if !isSilent(r) {
			n++
		}
		at += size
	}
	return strings.TrimRightFunc(text[start:at], unicode.IsSpace)
}

// neighbourReach is how much context, in characters, the nearest characters of
// a match are looked for in.
const neighbourReach = 100

// withoutNotes is what stands before and after a match without the note marks
// in it.
func withoutNotes(before, match, after string) (string, string) {
	text := before + match + after
	var left, right strings.Builder
	end := len(before) + len(match)
	from := 0
	copyTo := func(to int) {
		left.WriteString(text[min(from, len(before)):min(to, len(before))])
		right.WriteString(text[max(from, end):max(to, end)])
	}
	for start, stop := range analysis.Notes(text) {
		copyTo(start)
		from = stop
	}
	if from == 0 {
		return before, after
	}
	copyTo(len(text))
	return left.String(), right.String()
}

func isSilent(r rune) bool {
	class, _ := analysis.FoldRune(r)
	return class == analysis.Format
}

// outward yields the characters of context from the match on, as they are
// compared: folded, without white space and format characters. left says
// that context stands before the match, and is read backwards.
func outward(context string, left bool) iter.Seq2[analysis.Class, rune] {
	return func(yield func(analysis.Class, rune) bool) {
		for len(context) > 0 {
			var r rune
			var size int
			if left {
				r, size = utf8.DecodeLastRuneInString(context)
				context = context[:len(context)-size]
			} else {
				r, size = utf8.DecodeRuneInString(context)
				context = context[size:]
			}
			if !yieldFolded(r, left, yield) {
				return
			}
		}
	}
}

// yieldFolded yields the runes that r folds to.
func yieldFolded(r rune, left bool, yield func(analysis.Class, rune) bool) bool {
	class, to := analysis.FoldRune(r)
	if class == analysis.Space || class == analysis.Format {
		return true
	}
	if to == "" {
		return yield(class, r)
	}
	runes := []rune(to)
	for i := range runes {
		if left {
			i = len(runes) - 1 - i
		}
		if !yield(class, runes[i]) {
			return false
		}
	}
	return true
}

// neighbour is the n characters beside a match, as they are compared, in
// reading order. Nothing behind a mark belongs to it: in 创新，加强 it is ，.
// At the edge of a paragraph it is shorter, at last empty.
func neighbour(context string, left bool, n int) string {
	var runes []rune
	for class, r := range outward(context, left) {
		if class == analysis.Paragraph {
			break
		}
		runes = append(runes, r)
		if len(runes) == n || class != analysis.Letter {
			break
		}
	}
	if left {
		slices.Reverse(runes)
	}
	return string(runes)
}
