package analysis

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// The package comment says what a note mark is. This file has the forms;
// noteside.go, what stands around them.
//
// Everything is decided on folded runes, format characters left out, and each
// reason against a note lies in what is never taken for one. So nothing more
// becomes a note when the notes are gone, and folding twice changes nothing.

// noteKind is how a note mark is written.
type noteKind uint8

const (
	bracketed noteKind = iota // [1] 〔2〕 ［３］ 【4】 [5,7-9] [①]
	raised                    // ¹ ¹² ¹,² ⁽¹⁾
	circled                   // ①
)

// noteRow is a row of such forms, parted by no more than white space,
// quotation marks and format characters. It is judged as a whole.
type noteRow struct {
	start, end int
	kind       noteKind // of the first, as the number is
	number     int
	long       bool // it has maxRow forms, and perhaps goes on
}

// Where there are more, nobody notes anything: rows of maxRow forms and forms
// of more than maxNumbers numbers are none. So what is read at once is short.
const (
	maxRow     = 64
	maxNumbers = 32
)

// noteWalk tells of each rune whether it belongs to a note mark. It wants the
// runes in order, from the start of the text or from a place that is not
// inside a row.
type noteWalk struct {
	skip   int // what lies before is a note mark
	judged int // before it no row begins
}

// skips tells whether the rune r at the byte at is of a note mark.
func (w *noteWalk) skips(text string, at int, r rune) bool {
	// Most of any text is Han or ASCII, and outside.
	return at < w.skip || (r < 0x4e00 || r >= 0xa000) && r >= '[' && w.begins(text, at, r)
}

// begins tells whether a row of note marks begins with the rune r.
func (w *noteWalk) begins(text string, at int, r rune) bool {
	if at < w.judged || !opensNote(r) {
		return false
	}
	row, ok := noteRowAt(text, at)
	if !ok {
		return false
	}
	w.judged = row.end
	if !row.isNotes(text) {
		return false
	}
	w.skip = row.end
	return true
}

// outside tells whether the byte at, to which the walk has come, lies in no
// row.
func (w *noteWalk) outside(at int) bool { return at >= w.judged }

// Notes yields where the note marks of a text stand, in order: the bytes from
// the first to the last of each row of them.
func Notes(text string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		var w noteWalk
		for at, r := range text {
			if at >= w.skip && w.skips(text, at, r) && !yield(at, w.skip) {
				return
			}
		}
	}
}

// PossibleNotes yields what in a text may be the figures of a note mark where
// the text is a part of another: raised figures, numbers in circles, and one
// to three digits in a row.
func PossibleNotes(text string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for at := 0; at < len(text); {
			end, digits := at, 0
			for end < len(text) {
				_, r, size := foldedAt(text, end)
				if r < '0' || r > '9' {
					break
				}
				digits++
				end += size
			}
			r, size := utf8.DecodeRuneInString(text[at:])
			if isRaised(r) || circledNumber(r) > 0 {
				digits, end = 1, at+size
			}
			if digits > 0 && digits <= maxNoteDigits && !yield(at, end) {
				return
			}
			at = max(end, at+size)
		}
	}
}

// opensNote tells the runes that a form begins with.
func opensNote(r rune) bool {
	switch r {
	case '[', '［', '〔', '【', '﹝', '︹', '︻', '⁽':
		return true
	}
	return isRaised(r) || circledNumber(r) > 0
}

func isRaised(r rune) bool { return raisedDigit(r) >= 0 }

// raisedDigit is the digit that r is, raised; -1 if it is none.
func raisedDigit(r rune) int {
	switch {
	case r == '¹':
		return 1
	case r == '²' || r == '³':
		return int(r-'²') + 2
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return int(r - '⁰')
	}
	return -1
}

// circledNumber is the number in a circle that r is, 0 if it is none.
func circledNumber(r rune) int {
	switch {
	case r >= '①' && r <= '⑳':
		return int(r-'①') + 1
	case r >= '㉑' && r <= '㉟':
		return int(r-'㉑') + 21
	case r >= '㊱' && r <= '㊿':
		return int(r-'㊱') + 36
	}
	return 0
}

// noteRowAt is the row whose first form begins at the byte at.
func noteRowAt(text string, at int) (row noteRow, ok bool) {
	row.start = at
	row.kind, row.number, row.end = noteForm(text, at)
	if row.end == 0 {
		return row, false
	}
	for forms := 1; forms < maxRow; forms++ {
		_, _, end := noteForm(text, skipForward(text, row.end, Space, Quote))
		if end == 0 {
			return row, true
		}
		row.end = end
	}
	row.long = true
	return row, true
}

// noteForm is what begins at the byte at: how it is written, its first
// number, and where it ends; 0 if it looks like no note mark.
func noteForm(text string, at int) (kind noteKind, number, end int) {
	r, size := utf8.DecodeRuneInString(text[at:])
	if n := circledNumber(r); n > 0 {
		return circled, n, at + size
	}
	if r == '⁽' || isRaised(r) {
		number, end = raisedForm(text, at)
		return raised, number, end
	}
	if opensNote(r) {
		number, end = bracketForm(text, at+size)
	}
	return bracketed, number, end
}

// bracketForm reads the numbers behind an opening bracket, and the closing
// one.
func bracketForm(text string, at int) (first, end int) {
	for range maxNumbers {
		at = skipForward(text, at, Space)
		n, next := noteNumber(text, at)
		if next == at {
			return 0, 0
		}
		if first == 0 {
			first = n
		}
		_, mark, size := foldedAt(text, skipForward(text, next, Space))
		at = skipForward(text, next, Space) + size
		switch mark {
		case ']':
			return first, at
		case ',', '、', '-':
		default:
			return 0, 0
		}
	}
	return 0, 0
}

// maxNoteDigits keeps years out: 国发〔2021〕.
const maxNoteDigits = 3

// noteNumber reads the number at the byte at: 1 to 999, or one in a circle.
// Where there is none, end is at.
func noteNumber(text string, at int) (n, end int) {
	end = at
	for next, digits := at, 0; ; digits++ {
		next = skipForward(text, next)
		_, r, size := foldedAt(text, next)
		switch {
		case digits == 0 && circledNumber(r) > 0:
			return circledNumber(r), next + size
		case r < '0' || r > '9':
			return n, end
		case digits == maxNoteDigits || digits == 0 && r == '0':
			return 0, at
		}
		n = 10*n + int(r-'0')
		next += size
		end = next
	}
}

// raisedForm reads raised figures: ¹²,³ or ⁽¹⁾.
func raisedForm(text string, at int) (first, end int) {
	r, size := utf8.DecodeRuneInString(text[at:])
	closed := r == '⁽'
	if closed {
		at += size
	}
	first, end = raisedNumber(text, at)
	if end == at {
		return 0, 0
	}
	for range maxNumbers {
		at = skipForward(text, end)
		r, size = utf8.DecodeRuneInString(text[at:])
		_, mark, _ := foldedAt(text, at)
		at += size
		if mark != ',' && mark != '、' && mark != '-' && r != '⁻' {
			break
		}
		_, next := raisedNumber(text, at)
		if next == at {
			break
		}
		end = next
	}
	switch {
	case closed && r != '⁾':
		return 0, 0
	case closed:
		end = at
	}
	return first, end
}

func raisedNumber(text string, at int) (n, end int) {
	end = at
	for next, digits := at, 0; ; digits++ {
		next = skipForward(text, next)
		r, size := utf8.DecodeRuneInString(text[next:])
		d := raisedDigit(r)
		if d < 0 {
			return n, end
		}
		if digits == maxNoteDigits || digits == 0 && d == 0 {
			return 0, at
		}
		n = 10*n + d
		next += size
		end = next
	}
}

// foldedAt is the class of the rune at the byte at, the first rune that it
// folds to, and its size; a line break and size 0 at the end of the text.
func foldedAt(text string, at int) (class Class, r rune, size int) {
	if at >= len(text) {
		return Paragraph, '\n', 0
	}
	r, size = utf8.DecodeRuneInString(text[at:])
	class, to := foldRune(r)
	if to != "" {
		r, _ = utf8.DecodeRuneInString(to)
	}
	return class, r, size
}

// skipForward is the first byte from at on that is neither a format character
// nor of one of the classes.
func skipForward(text string, at int, classes ...Class) int {
	for at < len(text) {
		class, _, size := foldedAt(text, at)
		if class != Format && !isOf(class, classes) {
			break
		}
		at += size
	}
	return at
}

func isOf(class Class, classes []Class) bool {
	for _, c := range classes {
		if c == class {
			return true
		}
	}
	return false
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
