package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Format is a way to write an answer.
type Format string

const (
	Text  Format = "text"
	JSON  Format = "json"
	JSONL Format = "jsonl"
	CSV   Format = "csv"
	HTML  Format = "html" // of mentions and check

	SARIF  Format = "sarif"  // of check: for code scanning
	GitHub Format = "github" // of check: annotations of a workflow
)

// Formats are those that every answer has.
func Formats() []string { return []string{string(Text), string(JSON), string(JSONL), string(CSV)} }

// CheckFormats are those that check has beside.
func CheckFormats() []string { return []string{string(HTML), string(SARIF), string(GitHub)} }

// AllFormats are those that some answer has.
func AllFormats() []string { return append(Formats(), CheckFormats()...) }

// Printer writes answers to W. All but W and Format is about text alone.
type Printer struct {
	W        io.Writer
	Format   Format
	Color    bool // mark matches, titles and paths by colors
	Terminal bool // control characters of documents must not reach W
	Columns  int  // of the terminal; 0: lines are never cut or wrapped
}

// marshal is JSON as people read it: <, > and & stay.
func marshal(v any, prefix, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, indent)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// json writes v: indented as JSON, in one line as JSON lines.
func (p Printer) json(v any) error {
	indent := "  "
	if p.Format == JSONL {
		indent = ""
	}
	b, err := marshal(v, "", indent)
	if err != nil {
		return err
	}
	_, err = p.W.Write(append(b, '\n'))
	return err
}

// openJSON writes the object head, which is not empty, and leaves it open
// behind the name of a list; closeJSON ends both. So a long list is never
// held whole.
func (p Printer) openJSON(head any, list string) error {
	b, err := marshal(head, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.W, "%s,\n  %q: [", bytes.TrimSuffix(b, []byte("\n}")), list)
	return err
}

// itemJSON writes one item of the list, a line; first tells that none stands
// before.
func (p Printer) itemJSON(v any, first bool) error {
	b, err := marshal(v, "", "")
	if err != nil {
		return err
	}
	comma := ","
	if first {
		comma = ""
	}
	_, err = fmt.Fprintf(p.W, "%s\n    %s", comma, b)
	return err
}

func (p Printer) closeJSON(empty bool) error {
	end := "\n  ]\n}\n"
	if empty {
		end = "]\n}\n"
	}
	_, err := io.WriteString(p.W, end)
	return err
}

// csv writes a header and rows, as spreadsheets open them.
// A row that can't be written says so, and is the error of csv too.
func (p Printer) csv(header []string, rows func(row func(...string) error)) error {
	if _, err := io.WriteString(p.W, byteOrderMark); err != nil {
		return err
	}
	w := csv.NewWriter(p.W)
	err := w.Write(harmless(header))
	rows(func(cells ...string) error {
		if err == nil {
			err = w.Write(harmless(cells))
		}
		return err
	})
	w.Flush()
	if err != nil {
		return err
	}
	return w.Error()
}

// byteOrderMark tells Excel that a file is UTF-8.
const byteOrderMark = "\ufeff"

// harmless puts ' before a cell that a spreadsheet would take for a formula
// (OWASP, CSV injection): a document can say =HYPERLINK(…) too. Numbers stay.
func harmless(cells []string) []string {
	for i, cell := range cells {
		if _, err := strconv.ParseFloat(cell, 64); err == nil {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@＝＋－＠\t\r", first) {
			cells[i] = "'" + cell
		}
	}
	return cells
}
