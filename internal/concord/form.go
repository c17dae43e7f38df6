package concord

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Form is one way in which the matches are written.
type Form struct {
	Text        string
	Occurrences int
}

// form is a match as written, without what only the typesetting puts there:
// format characters go; white space and line breaks go, but are one space
// between two Latin letters or two digits, where they tell words apart.
// Punctuation, script, case and width stay: they are what forms differ in.
func form(text string) string {
	if !strings.ContainsFunc(text, isSetting) {
		return text
	}
	var b strings.Builder
	var last rune
	space := false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case isSetting(r):
			continue
		}
		if space && keepsSpace(last, r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last, space = r, false
	}
	return b.String()
}

// isSetting tells white space and format characters.
func isSetting(r rune) bool {
	return r < 0x80 && unicode.IsSpace(r) || r >= 0x80 && unicode.In(r, unicode.White_Space, unicode.Cf, unicode.Mn, unicode.Me)
}

func keepsSpace(left, right rune) bool {
	latin := unicode.Is(unicode.Latin, left) && unicode.Is(unicode.Latin, right)
	return latin || unicode.IsDigit(left) && unicode.IsDigit(right)
}

type formCounter map[string]*int

// add counts one match. The counter keeps no part of a document's text.
func (c formCounter) add(text string) {
	f := form(text)
	n := c[f]
	if n == nil {
		n = new(int)
		c[strings.Clone(f)] = n
	}
	*n++
}

func (c formCounter) sorted() []Form {
	forms := make([]Form, 0, len(c))
	for text, n := range c {
		forms = append(forms, Form{text, *n})
	}
	slices.SortFunc(forms, func(a, b Form) int {
		return cmp.Or(cmp.Compare(b.Occurrences, a.Occurrences), cmp.Compare(a.Text, b.Text))
	})
	return forms
}
