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
	Query       string      `json:"query"`   // the term, or the concept's name
	Concept     *ConceptRef `json:"concept"` // null for a term
	Occurrences int         `json:"occurrences"`
	Documents   int         `json:"documents"`
	Scope
}

// Scope is how was asked, and in which documents.
type Scope struct {
	Mode     string  `json:"mode"`
	Pattern  bool    `json:"pattern"`  // the query has gaps, NEAR, BEFORE, OR
	Narrower bool    `json:"narrower"` // mentions of narrower concepts count too
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
