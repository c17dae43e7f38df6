package quote

import (
	"fmt"
	"slices"
	"strings"

	"yinzheng/internal/library"
)

// Verdict says what became of a quotation or a citation.
type Verdict = library.Verdict

// The verdicts, best first.
const (
	Exact      = library.Exact
	Equivalent = library.Equivalent
	Near       = library.Near
	Elsewhere  = library.Elsewhere
	Absent     = library.Absent
	Unsure     = library.Unsure
)

// Verdicts lists them all, best first.
func Verdicts() []Verdict { return []Verdict{Exact, Equivalent, Near, Elsewhere, Absent, Unsure} }

// ParseVerdict reads the name of a verdict.
func ParseVerdict(s string) (Verdict, error) {
	if v := Verdict(s); slices.Contains(Verdicts(), v) {
		return v, nil
	}
	var names []string
	for _, v := range Verdicts() {
		names = append(names, string(v))
	}
	return "", fmt.Errorf("%q is no verdict: write %s", s, strings.Join(names, ", "))
}

// Op is a kind of edit, told from the draft.
type Op = library.Op

// The kinds of edit.
const (
	Replace = library.Replace
	Insert  = library.Insert
	Delete  = library.Delete
	Move    = library.Move
)

// Edit is one difference between a draft and its source.
type Edit = library.Edit

// Span is a half-open byte range of a text.
type Span = library.Span
