package analysis

import (
	"strings"
	"unicode/utf16"
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
// mark folds to the one that stands for its kind. It knows nothing of note
// marks, which are more than one rune: see Notes.
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

// FoldString folds text and keeps the marks where they stand, each as the one
// that stands for its kind; format characters and note marks go. Folding
// twice changes nothing more.
func FoldString(text string) string { return FoldStringWith(text, nil, nil) }

// FoldStringWith is FoldString; it also sets folded[i] to the byte to which
// the runes before byte offsets[i] of the text fold. Offsets rise.
func FoldStringWith(text string, offsets, folded []int) string {
	var b strings.Builder
	b.Grow(len(text))
	var notes noteWalk
	for at, r := range text {
		for len(offsets) > 0 && offsets[0] <= at {
			folded[0] = b.Len()
			offsets, folded = offsets[1:], folded[1:]
		}
		if notes.skips(text, at, r) {
			continue
		}
		if class, to := foldRune(r); class == Format {
			continue
		} else if to != "" {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	for i := range offsets {
		folded[i] = b.Len()
	}
	return b.String()
}

// AppendUnits appends the folded letters of text as UTF-16.
func AppendUnits(units []uint16, text string) []uint16 {
	var notes noteWalk
	for at, r := range text {
		if notes.skips(text, at, r) {
			continue
		}
		if class, to := foldRune(r); class != Letter {
			continue
		} else if to == "" {
			units = utf16.AppendRune(units, r)
		} else {
			for _, t := range to {
				units = utf16.AppendRune(units, t)
			}
		}
	}
	return units
}

// Letters is the folded letters of text without the marks. Note marks have
// none.
func Letters(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	var notes noteWalk
	for at, r := range text {
		if notes.skips(text, at, r) {
			continue
		}
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
	var notes noteWalk
	for at, r := range text {
		if notes.skips(text, at, r) {
			continue
		}
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
