package quote

import (
	"fmt"
	"slices"
	"strings"
)

// Verdict says what became of a quotation or a citation.
type Verdict string

// The verdicts, best first.
const (
	// Exact: equal to the source but for white space, format characters and
	// wrapped lines.
	Exact Verdict = "exact"
	// Equivalent: equal in loose mode: punctuation, script, width or case
	// differ.
	Equivalent Verdict = "equivalent"
	// Near: equal after a few edits.
	Near Verdict = "near"
	// Elsewhere: the right words, but not in the source that is named.
	Elsewhere Verdict = "elsewhere"
	// Absent: no document is named, or the one that is lacks the words.
	Absent Verdict = "absent"
	// Unsure: who is named can't be asked, or there are too few letters.
	Unsure Verdict = "unsure"
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

// Op is a kind of edit, told from the draft: what must be done to it so that
// it reads as the source.
type Op string

// The kinds of edit.
const (
	Replace Op = "replace" // 替换
	Insert  Op = "insert"  // 增: the draft lacks it
	Delete  Op = "delete"  // 删: the draft has too much
	Move    Op = "move"    // 调序: it stands elsewhere in the source
)

// Edit is one difference. The edits of a quotation are in order of Draft and
// don't overlap; done to the draft they give letters equal to the source's.
type Edit struct {
	Op         Op
	Draft      Span   // bytes of the draft's text; empty for Insert
	Source     Span   // bytes of the source's text; empty for Delete
	DraftText  string // what stands there
	SourceText string
	To         int // Move: the byte of the draft's text before which the piece belongs; else 0
}

// Span is the half-open byte range [Start, End).
type Span struct{ Start, End int }
