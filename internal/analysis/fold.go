package analysis

import (
	"strings"
	"unicode/utf8"
)

// FoldVersion names the folding rules. An index built with another version
// can't be asked through its grams.
const FoldVersion = 2

// Class says what a rune is to the matcher.
type Class uint8

// Letters are compared; the others are marks, which stand between letters.
const (
	Letter    Class = iota
	Format          // never matters: zero width, soft hyphen, nonspacing marks
	Space           // matters between two Latin letters or two digits
	Paragraph       // '\n'
	Quote           // quotation marks and title marks: matter where Space does
	Punct           // everything else
)

// foldTarget is what a rune folds to when it does not stand for itself.
type foldTarget struct {
	class Class
	to    string // at least one rune, all of the class
}

const (
	blockBits   = 7
	blockMask   = 1<<blockBits - 1
	firstTarget = uint16(Punct) + 1
)

// foldRune is what r folds to: itself if to is empty.
func foldRune(r rune) (class Class, to string) {
	if int(r)>>blockBits >= len(foldBlocks) {
		return classBeyond(r), ""
	}
	if r < 0 {
		return Format, ""
	}
	c := foldCodes[int(foldBlocks[r>>blockBits])<<blockBits|int(r&blockMask)]
	if c < firstTarget {
		return Class(c), ""
	}
	t := &foldTargets[c-firstTarget]
	return t.class, t.to
}

// FoldRune is the class of r and what it folds to: itself if to is empty. A
// mark folds to the one that stands for its kind.
func FoldRune(r rune) (class Class, to string) { return foldRune(r) }

// classBeyond is the class of a rune behind the table: Han and private use
// are letters, tags and variation selectors are format characters.
func classBeyond(r rune) Class {
	switch {
	case r < 0x40000, r >= 0xf0000:
		return Letter
	case r >= 0xe0000 && r < 0xe1000:
		return Format
	}
	return Punct
}

// FoldString folds text rune by rune and keeps the marks where they stand,
// each as the one that stands for its kind: FoldString(a+b) =
// FoldString(a)+FoldString(b) for valid UTF-8, and folding twice changes
// nothing more.
func FoldString(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		if class, to := foldRune(r); class == Format {
			continue
		} else if to != "" {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Letters is the folded letters of text without the marks.
func Letters(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		if class, to := foldRune(r); class != Letter {
			continue
		} else if to != "" {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// CountLetters is the number of folded letters of text.
func CountLetters(text string) int {
	n := 0
	for _, r := range text {
		if class, to := foldRune(r); class != Letter {
			continue
		} else if to != "" {
			n += utf8.RuneCountInString(to)
		} else {
			n++
		}
	}
	return n
}

// IsDigit tells the digits of numbers, as folded.
func IsDigit(u uint16) bool { return u-'0' < 10 }

// IsLatin tells the letters of Latin words, as folded: a to z, and the few
// that no accent can be taken from (ß, ø, ł …).
func IsLatin(u uint16) bool {
	if u < 0x80 {
		return u-'a' < 26
	}
	return u >= 0xdf && u < 0x250 && u != 0xf7 || u >= 0x1e00 && u < 0x1f00
}
