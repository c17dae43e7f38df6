package concord

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// before is what stands before the byte at end, back to the start of its
// paragraph or to the width-th letter.
func before(text string, end, width int) string {
	at := end
	for letters := 0; at > 0 && letters < width; {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if r == '\n' {
			break
		}
		letters += analysis.CountLetters(text[at-size : at])
		at -= size
	}
	return strings.TrimLeftFunc(text[at:end], unicode.IsSpace)
}

// after is what stands from the byte at start on, up to the end of its
// paragraph or through the width-th letter, with the format characters that
// belong to that.
func after(text string, start, width int) string {
	at := start
	for letters := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r == '\n' || letters >= width && !unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me) {
			break
		}
		letters += analysis.CountLetters(text[at : at+size])
		at += size
	}
	return strings.TrimRightFunc(text[start:at], unicode.IsSpace)
}
