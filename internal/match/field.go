package match

import (
	"strings"

	"yinzheng/internal/analysis"
	"yinzheng/internal/query"
)

// Field tells whether a document's metadata answers to f; value is that of
// the field f names: its title, issuer, number, date, type or path.
func Field(f query.Field, value string) bool { return FieldMatcher(f)(value) }

// FieldMatcher prepares f for many documents. What is unknown ("") answers
// to nothing. Titles and issuers are compared letter by letter, so
// punctuation and white space in them don't matter; a value without any
// letter is in none.
func FieldMatcher(f query.Field) func(value string) bool {
	def, _ := query.LookupField(f.Name)
	switch def.Kind {
	case query.Contains:
		want := analysis.Letters(f.Value)
		return func(value string) bool {
			return want != "" && strings.Contains(analysis.Letters(value), want)
		}
	case query.Numbers:
		return NumberMatcher(f.Value)
	case query.Dates:
		return func(value string) bool { return query.MatchDate(value, f.From, f.To) }
	case query.Paths:
		return query.PathMatcher(f.Value)
	}
	want := strings.TrimSpace(f.Value)
	return func(value string) bool { return want != "" && value == want }
}
