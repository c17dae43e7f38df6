package report

import (
	"maps"
	"slices"
	"strings"

	"yinzheng/index"
	"yinzheng/internal/concord"
)

// Asked is what every answer about mentions says of its question, and what
// was found in all.
type Asked struct {
	Query   string      `json:"query"`   // the term, or the concept's name
	Concept *ConceptRef `json:"concept"` // null for a term
	Totals
	Scope
}

// Totals is what was found in all.
type Totals struct {
	Sum
	Loose  *Sum `json:"loose"`  // what loose mode finds; null where it can't be asked, see concord.Beside
	Copies Sum  `json:"copies"` // how much of it stands in copies
}

// Sum is mentions, and the documents that hold at least one.
type Sum struct {
	Occurrences int `json:"occurrences"`
	Documents   int `json:"documents"`
}

// NewTotals is t as answers show it.
func NewTotals(t concord.Totals) Totals { return Totals{Sum(t.Sum), (*Sum)(t.Loose), Sum(t.Copies)} }

// Scope is how was asked, and in which documents.
type Scope struct {
	Mode     string  `json:"mode"`
	Pattern  bool    `json:"pattern"`   // the query has gaps, NEAR, BEFORE, OR
	Narrower bool    `json:"narrower"`  // mentions of narrower concepts count too
	NoCopies bool    `json:"no_copies"` // each text counts once
	Filters  Filters `json:"filters"`
	List
	Unread []Unread `json:"unread"`
}

// Filters are the values of the filters that were given, by flag.
type Filters map[string][]string

// String is the filters in one line, "" for none.
func (f Filters) String() string {
	var list []string
	for _, flag := range slices.Sorted(maps.Keys(f)) {
		list = append(list, flag+" "+strings.Join(f[flag], " or "))
	}
	return strings.Join(list, ", ")
}

// NewScope is that of a literal term.
func NewScope(mode string, filters Filters, list List, unread []index.Unread) Scope {
	return Scope{Mode: mode, Filters: filters, List: list, Unread: NewUnread(unread)}
}

// ConceptRef is a concept as it was asked for.
type ConceptRef struct {
	Name       string   `json:"name"`
	Forms      []string `json:"forms"`
	Exclusions []string `json:"exclusions"`
	Narrower   []string `json:"narrower"` // the concepts below it, at any depth
}

// NewConceptRef says how x was asked for.
func NewConceptRef(x *concord.Concept, below []string) *ConceptRef {
	return &ConceptRef{
		Name:       x.Name,
		Forms:      append([]string{}, x.Forms...),
		Exclusions: append([]string{}, x.Exclusions...),
		Narrower:   append([]string{}, below...),
	}
}
