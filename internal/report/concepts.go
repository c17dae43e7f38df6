package report

import (
	"strconv"
	"strings"

	"yinzheng/internal/concord"
)

// Concepts is the answer of mentions --list-concepts.
type Concepts struct {
	File string `json:"file"`
	Rows int    `json:"rows"` // concepts in the file
	Scope
	Concepts []Concept `json:"-"`
}

// Concept is one of the concept file, counted.
type Concept struct {
	Name string `json:"name"`
	Totals
	Forms      []string `json:"forms"`
	Exclusions []string `json:"exclusions"`
	Broader    []string `json:"broader"`
	Narrower   []string `json:"narrower"`
	Note       Optional `json:"note"`
}

// NewConcepts makes the answer, with the part of the concepts that s's List
// gives.
func NewConcepts(s Scope, file string, concepts []Concept) Concepts {
	return Concepts{File: file, Rows: len(concepts), Scope: s, Concepts: part(concepts, s.List)}
}

// NewConcept is x with its counts.
func NewConcept(x *concord.Concept, t concord.Totals) Concept {
	return Concept{
		Name:       x.Name,
		Totals:     NewTotals(t),
		Forms:      append([]string{}, x.Forms...),
		Exclusions: append([]string{}, x.Exclusions...),
		Broader:    append([]string{}, x.Broader...),
		Narrower:   append([]string{}, x.Narrower...),
		Note:       Optional(x.Note),
	}
}

// Concepts writes c; lists in a cell of CSV are parted by semicolons.
func (p Printer) Concepts(c Concepts) error {
	if ok, err := p.listing(listing{
		name: "concepts", head: func() any { return c },
		header: []string{"name", "occurrences", "documents", "forms", "exclusions", "broader", "narrower", "note"},
		items: listOf(c.Concepts, func(x Concept) item {
			return item{x, append([]string{x.Name, strconv.Itoa(x.Occurrences), strconv.Itoa(x.Documents)},
				joined(x.Forms), joined(x.Exclusions), joined(x.Broader), joined(x.Narrower), string(x.Note))}
		}),
	}); ok {
		return err
	}
	t := newTable("concept", "occurrences", "documents", "forms and exclusions")
	t.last = true
	for _, x := range c.Concepts {
		t.add(x.Name, thousands(x.Occurrences), thousands(x.Documents), x.described())
	}
	notes := c.Remarks()
	if p.Format == HTML {
		notes = c.remarks(Totals.remarksInChinese)
	}
	return p.view(view{title: c.File, scope: c.Scope, tables: []table{t}, notes: notes, shown: len(c.Concepts), of: c.Rows, noun: "concept"})
}

func joined(list []string) string { return strings.Join(list, "; ") }

// described is the forms, what is none, and the note, in one line.
func (x Concept) described() string {
	text := strings.Join(x.Forms, " | ")
	for _, e := range x.Exclusions {
		text += " −" + e
	}
	if len(x.Broader) > 0 {
		text += "  ⊂ " + strings.Join(x.Broader, ", ")
	}
	if x.Note != "" {
		text += "  # " + string(x.Note)
	}
	return text
}
