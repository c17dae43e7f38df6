package match

import (
	"errors"
	"fmt"
)

// Mode says when two texts match.
type Mode uint8

const (
	// Exact wants equal letters and the same punctuation between them.
	Exact Mode = iota
	// Loose wants equal letters; punctuation and paragraph breaks don't matter.
	Loose
	// Raw wants equal bytes.
	Raw
)

func (m Mode) String() string {
	switch m {
	case Exact:
		return "exact"
	case Loose:
		return "loose"
	}
	return "raw"
}

// ParseMode reads what String prints.
func ParseMode(s string) (Mode, error) {
	for _, m := range [...]Mode{Exact, Loose, Raw} {
		if s == m.String() {
			return m, nil
		}
	}
	return 0, fmt.Errorf("mode %q: write exact, loose or raw", s)
}

// ErrNoLetters says that a pattern, or a part of it, has nothing to compare.
var ErrNoLetters = errors.New("the pattern has no letter to look for: marks and white space alone match nothing; write a letter or a digit: only mentions in raw mode looks for marks")

// Span is the half-open range [Start, End): units of a folded text, or bytes
// of the text itself, as its source says.
type Span struct{ Start, End int }

// Hits is where the matches of a pattern stand in one document of a source:
// an index, or a brute scan.
type Hits struct {
	Doc   int    // the document's number in its source
	Spans []Span // in order, disjoint, at least one or Loose is not 0; in the source's own coordinate
	Loose int    // number of matches in loose mode, where the pattern asks Loosely
	Raw   bool   // found in raw mode
}
