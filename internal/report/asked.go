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
	Query       string      `json:"query"` // the term, or the concept's name
	Mode        string      `json:"mode"`
	Concept     *ConceptRef `json:"concept"` // null for a term
	Occurrences int         `json:"occurrences"`
	Documents   int         `json:"documents"`
	Filters     Filters     `json:"filters"`
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

// NewAsked says what was asked; concept is nil for a term.
func NewAsked(query, mode string, concept *ConceptRef, filters Filters, list List, unread []index.Unread) Asked {
	return Asked{Query: query, Mode: mode, Concept: concept, Filters: filters, List: list, Unread: NewUnread(unread)}
}

// ConceptRef is a concept as it was asked for.
type ConceptRef struct {
	Name       string   `json:"name"`
	Forms      []string `json:"forms"`
	Exclusions []string `json:"exclusions"`
	// Narrower are the concepts below it, at any depth, and Included says
	// whether their mentions count.
	Narrower []string `json:"narrower"`
	Included bool     `json:"narrower_included"`
}

// NewConceptRef says how x was asked for.
func NewConceptRef(x *concord.Concept, below []string, included bool) *ConceptRef {
	return &ConceptRef{
		Name:       x.Name,
		Forms:      append([]string{}, x.Forms...),
		Exclusions: append([]string{}, x.Exclusions...),
		Narrower:   append([]string{}, below...),
		Included:   included,
	}
}
