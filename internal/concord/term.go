package concord

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// ErrNoTerm says that a term is empty.
var ErrNoTerm = errors.New("the term is empty")

// CleanTerm is a term as people mean it that was pasted with how it was set:
// format characters go; line breaks, tabs and other white space go, but are
// one space between two Latin letters or two digits, and in a pattern, whose
// operators stand between blanks, always. In raw mode every byte is looked
// for, so nothing goes.
func CleanTerm(text string, mode match.Mode, operators bool) string {
	switch {
	case mode == match.Raw:
		return text
	case !operators:
		return form(strings.TrimSpace(text))
	}
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if isSetting(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)), " ")
}

// NewQuestions are the questions about terms, each under its name as CleanTerm
// gives it. Of terms that look for the same the first alone is asked. Errors
// are ErrNoTerm and those of NewPattern.
func NewQuestions(terms []string, mode match.Mode, operators bool) ([]Question, error) {
	var list []Question
	for _, text := range terms {
		term := CleanTerm(text, mode, operators)
		if term == "" {
			return nil, ErrNoTerm
		}
		p, err := NewPattern(term, mode, operators)
		if err != nil {
			return nil, err
		}
		q := Question{term, p}
		if !slices.ContainsFunc(list, func(other Question) bool { return same(q, other, operators) }) {
			list = append(list, q)
		}
	}
	return list, nil
}

// same tells whether two questions about terms look for the same: patterns are
// compared as they print, of other terms each must be a match of the other.
func same(a, b Question, operators bool) bool {
	switch {
	case a.Name == b.Name:
		return true
	case operators:
		return a.Pattern.Wanted[0].String() == b.Pattern.Wanted[0].String()
	}
	return isWhole(a, b.Name) && isWhole(b, a.Name)
}

// isWhole tells whether all letters of text are one match.
func isWhole(q Question, text string) bool {
	m, err := match.Compile(q.Pattern)
	if err != nil || q.Pattern.Mode == match.Raw {
		return false // raw terms are the same if their bytes are
	}
	f := analysis.Fold(text)
	spans := m.Scanner(nil).Find(f, text)
	return len(spans) == 1 && spans[0] == (match.Span{Start: 0, End: len(f.Units)})
}
