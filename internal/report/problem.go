package report

import (
	"fmt"
	"io"
	"strings"
)

// Problem is an error as people and programs are told of it.
type Problem struct {
	Error  string   `json:"error"`
	Hint   Optional `json:"hint"`   // what to do about it
	Path   Optional `json:"path"`   // of the file it is about
	Column *int     `json:"column"` // 1-based, in code points of the query
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
