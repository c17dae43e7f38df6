package concord

import (
	"errors"
	"fmt"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// NewPattern is what is asked for: term as it stands, or, with operators,
// gaps, NEAR, BEFORE and OR of phrases in it. Errors: *query.SyntaxError,
// match.ErrNoLetters, and what match.Compile says of a term too long.
func NewPattern(term string, mode match.Mode, operators bool) (match.Pattern, error) {
	p := match.Literal(term, mode)
	if operators {
		node, err := query.ParsePattern(term)
		if err != nil {
			return p, err
		}
		p.Wanted = []query.Node{node}
	}
	_, err := match.Compile(p)
	return p, err
}

// FilterError says which filter has a value that can't be read.
type FilterError struct {
	Flag, Value string
	Syntax      *query.SyntaxError // its column counts in Value
}

func (e *FilterError) Error() string {
	return fmt.Sprintf("%s %q: %s", e.Flag, e.Value, e.Syntax.Message)
}

// NewFilter is the filter of the values that were given for each field's
// flag; see Filter. Its error is a *FilterError.
func NewFilter(values func(flag string) []string) (func(corpus.Info) bool, error) {
	var fields []query.Field
	for _, def := range query.Fields() {
		if def.Flag == "" {
			continue
		}
		for _, value := range values(def.Flag) {
			if strings.TrimSpace(value) == "" {
				return nil, &FilterError{def.Flag, value, &query.SyntaxError{Column: 1, Message: "the value is empty", Hint: "leave the filter out, or write what " + def.Flag + " is to be"}}
			}
			f, err := query.NewField(def.Name, value)
			if syntax := (*query.SyntaxError)(nil); errors.As(err, &syntax) {
				return nil, &FilterError{def.Flag, value, syntax}
			}
			if err != nil {
				return nil, err
			}
			fields = append(fields, f)
		}
	}
	return Filter(fields), nil
}
