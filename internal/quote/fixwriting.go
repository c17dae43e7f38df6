package quote

import (
	"strings"
	"unicode"

	"yinzheng/internal/analysis"
)

// writing is how a draft is written, where it differs from its source. The zero
// writing is that of the source.
type writing struct {
	script script // of letters, 0 for the source's
	digits width  // of digits and Latin letters
	marks  width  // of ，；：！？（）
	outer  rune   // the mark that opens the quotation
}

// width is full or half, 0 for the source's.
type width int

const (
	halfWidth width = iota + 1
	fullWidth
)

// fullOffset lies between a sign of ASCII and the same in full width.
const fullOffset = '！' - '!'

// narrowed is r in half width, if it is one of those signs.
func narrowed(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - fullOffset
	}
	return r
}

func isAlnum(r rune) bool {
	r = narrowed(r)
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '%'
}

// inWidth is a sign of ASCII, or one in full width, in this width.
func inWidth(r rune, w width) rune {
	switch n := narrowed(r); {
	case w == halfWidth:
		return n
	case w == fullWidth && n == r && r > ' ' && r < unicode.MaxASCII:
		return r + fullOffset
	}
	return r
}

// writingOf is how a draft is written that quotes source, as far as it differs.
// pairs are letters that both have: they tell more than all the rest.
func writingOf(draft, source string, pairs []pairing) writing {
	var f writing
	script, digits := 0, [3]int{} // digits by the draft's width where it is another
	alike := false
	for _, p := range pairs {
		switch table := characters(); {
		case p.draft == p.source && table[p.draft].of != 0:
			alike = true
		case table[p.draft].of == traditional && table[p.source].of != traditional:
			script++
		case table[p.source].of == traditional && table[p.draft].of != traditional:
			script--
		}
		if isAlnum(p.source) && narrowed(p.draft) == narrowed(p.source) {
			switch {
			case p.draft == p.source:
				digits[0]++
			default:
				digits[widthOf(p.draft)]++
			}
		}
	}
	switch a, b := scriptOf(draft), scriptOf(source); {
	case script > 0:
		f.script = traditional
	case script < 0:
		f.script = simplified
	case !alike && a != b && b != 0:
		f.script = a
	}
	switch a, b := digitsOf(draft), digitsOf(source); {
	case digits[fullWidth] > digits[0]:
		f.digits = fullWidth
	case digits[halfWidth] > digits[0]:
		f.digits = halfWidth
	case digits[0] == 0 && a != b && b != 0:
		f.digits = a
	}
	if a, b := marksOf(draft), marksOf(source); a != b && b != 0 {
		f.marks = a
	}
	return f
}

// habit is the width of nearly all of what is counted.
func habit(half, full int) width {
	switch {
	case half > 9*full:
		return halfWidth
	case full > 9*half:
		return fullWidth
	}
	return 0
}

func digitsOf(text string) width {
	half, full := 0, 0
	for _, r := range text {
		switch n := narrowed(r); {
		case n < '0' || n > '9':
		case n == r:
			half++
		default:
			full++
		}
	}
	return habit(half, full)
}

// bothWidths are the marks that have a form in half width.
const bothWidths = "，；：！？（）"

// marksOf is the width of the marks behind Han letters.
func marksOf(text string) width {
	half, full := 0, 0
	var before rune
	for _, r := range text {
		if unicode.Is(unicode.Han, before) {
			switch {
			case strings.ContainsRune(bothWidths, r):
				full++
			case r < unicode.MaxASCII && strings.ContainsRune(bothWidths, r+fullOffset):
				half++
			}
		}
		before = r
	}
	return habit(half, full)
}

// letter is a letter of the source as the draft writes it. ok is false if that
// can't be told.
func (f writing) letter(r rune) (to rune, ok bool) {
	switch {
	case isAlnum(r):
		return inWidth(r, f.digits), true
	case f.script != 0 && unicode.Is(unicode.Han, r):
		return inScript(r, f.script)
	}
	return r, true
}

// shared is a letter that draft and source both have: the draft's own, if it is
// the same in another script or width, else the source's.
func (f writing) shared(p pairing) rune {
	switch {
	case f.script != 0 && unicode.Is(unicode.Han, p.draft) && unicode.Is(unicode.Han, p.source):
		return p.draft
	case isAlnum(p.source) && narrowed(p.draft) == narrowed(p.source):
		return p.draft
	case isAlnum(p.source) && isAlnum(p.draft): // another case
		return inWidth(p.source, widthOf(p.draft))
	}
	return p.source
}

func widthOf(r rune) width {
	if narrowed(r) == r {
		return halfWidth
	}
	return fullWidth
}

// mark is a mark of the source, between these letters, as the draft writes it.
func (f writing) mark(r, before, after rune) rune {
	han := unicode.Is(unicode.Han, before) || unicode.Is(unicode.Han, after)
	switch {
	case f.marks == halfWidth && strings.ContainsRune(bothWidths, r):
		return narrowed(r)
	case f.marks == fullWidth && han && r < unicode.MaxASCII && strings.ContainsRune(bothWidths, r+fullOffset):
		return r + fullOffset
	}
	return r
}

// pairing is a letter as draft and source have it.
type pairing struct{ draft, source rune }

// glyph is a rune of a text that is a letter, or folds to several.
type glyph struct {
	start, end int
	r          rune
}

// glyphsOf are the letters of text, which stands at off.
func glyphsOf(text string, off int) (list []glyph) {
	for at, r := range text {
		if class, _ := analysis.FoldRune(r); class == analysis.Letter {
			list = append(list, glyph{off + at, off + at + len(string(r)), r})
		}
	}
	return list
}

// sameLetter tells letters that fold alike.
func sameLetter(a, b rune) bool { return analysis.Letters(string(a)) == analysis.Letters(string(b)) }
