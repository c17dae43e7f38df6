package report

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"yinzheng/internal/concord"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// Problem is an error as people and programs are told of it.
type Problem struct {
	Error  string   `json:"error"`
	Hint   Optional `json:"hint"`   // what to do about it
	Path   Optional `json:"path"`   // of the file it is about
	Column *int     `json:"column"` // 1-based, in code points of the query, or of a line of the file
}

// QueryProblem tells what is wrong with what was asked for; ok is false where
// err is about something else.
func QueryProblem(err error) (x Problem, ok bool) {
	var (
		syntax *query.SyntaxError
		filter *concord.FilterError
		file   *concord.ConceptError
		name   *concord.UnknownConceptError
	)
	switch {
	case errors.As(err, &filter):
		return Problem{Error: filter.Error(), Hint: Optional(filter.Syntax.Hint)}, true
	case errors.As(err, &syntax):
		message := fmt.Sprintf("column %d: %s", syntax.Column, syntax.Message)
		return Problem{Error: message, Hint: Optional(syntax.Hint), Column: &syntax.Column}, true
	case errors.As(err, &file):
		x := Problem{Error: strings.TrimSuffix(file.Error(), "; "+file.Hint), Hint: Optional(file.Hint), Path: Optional(file.Path)}
		if file.Column > 0 {
			x.Column = &file.Column
		}
		return x, true
	case errors.As(err, &name):
		x := Problem{Error: name.Error(), Hint: "yinzheng mentions --list-concepts lists them all"}
		if len(name.Nearest) > 0 {
			x = Problem{Error: fmt.Sprintf("there is no concept %q", name.Name), Hint: Optional("did you mean " + strings.Join(name.Nearest, " or ") + "?")}
		}
		return x, true
	case errors.Is(err, match.ErrNoLetters):
		message, hint, _ := strings.Cut(match.ErrNoLetters.Error(), "; ")
		return Problem{Error: message, Hint: Optional(hint)}, true
	}
	return Problem{}, false
}

// Problem writes x: as text a line "yinzheng: …" and one "hint: …" for each
// line of the hint, as JSON one object in one line.
func (p Printer) Problem(x Problem) error {
	if p.Format == JSON || p.Format == JSONL {
		return Printer{W: p.W, Format: JSONL}.json(x)
	}
	text := "yinzheng: " + p.inLine(x.Error) + "\n"
	if x.Hint != "" {
		for line := range strings.Lines(string(x.Hint)) {
			text += "hint: " + p.inLine(strings.TrimSuffix(line, "\n")) + "\n"
		}
	}
	_, err := io.WriteString(p.W, text)
	return err
}

// Note writes a remark beside an answer, for people.
func (p Printer) Note(format string, args ...any) error {
	_, err := fmt.Fprintf(p.W, "yinzheng: %s\n", p.inLine(fmt.Sprintf(format, args...)))
	return err
}
