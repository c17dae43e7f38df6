package concord

import (
	"fmt"
	"slices"
	"strings"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// Concept is one thing that texts speak of in several ways.
type Concept struct {
	Name string
	// Forms and Exclusions are as written in the file; where it gives no
	// forms, the name is the only one.
	Forms, Exclusions []string
	// Broader and Narrower are names in the order of the file: the direct
	// ones, whichever of the two concepts says so.
	Broader, Narrower []string
	Note              string

	wanted, excluded []query.Node
}

// Concepts is what a concept file holds: at least one, in which the narrower
// ones make no cycle.
type Concepts struct {
	all    []*Concept
	byName map[string]*Concept // by conceptKey of the name
}

// All gives the concepts in the order of the file.
func (c *Concepts) All() []*Concept { return c.all }

// conceptKey is what two names have in common that are one.
func conceptKey(name string) string { return analysis.FoldString(strings.TrimSpace(name)) }

// Lookup finds a concept by its name, folded. Its error is an
// *UnknownConceptError.
func (c *Concepts) Lookup(name string) (*Concept, error) {
	if x := c.byName[conceptKey(name)]; x != nil {
		return x, nil
	}
	var names []string
	for _, x := range c.all {
		names = append(names, x.Name)
	}
	near := nearest(name, names)
	if len(near) == 0 {
		near = c.withForm(name)
	}
	return nil, &UnknownConceptError{name, near}
}

// withForm gives the first concepts that are written so, folded.
func (c *Concepts) withForm(text string) []string {
	var found []string
	for _, x := range c.all {
		same := func(form string) bool { return conceptKey(form) == conceptKey(text) }
		if slices.ContainsFunc(x.Forms, same) && len(found) < maxNearest {
			found = append(found, x.Name)
		}
	}
	return found
}

// Pattern finds the mentions of x, a concept of c. The mentions of all
// concepts below x, of any depth, count too if narrower; otherwise no mention
// of x lies inside a form of theirs that their exclusions leave.
func (c *Concepts) Pattern(x *Concept, mode match.Mode, narrower bool) match.Pattern {
	p := x.pattern(mode)
	var below []match.Pattern
	for _, d := range c.Below(x) {
		below = append(below, d.pattern(mode))
	}
	if narrower {
		p.Also = below
	} else {
		p.Except = below
	}
	return p
}

func (x *Concept) pattern(mode match.Mode) match.Pattern {
	return match.Pattern{Mode: mode, Wanted: x.wanted, Excluded: x.excluded}
}

// Below gives the concepts below x, a concept of c, at any depth, each once.
func (c *Concepts) Below(x *Concept) []*Concept {
	return c.below(x, map[*Concept]bool{x: true}, nil)
}

// below appends the concepts below x that were not seen yet, each before
// those below itself.
func (c *Concepts) below(x *Concept, seen map[*Concept]bool, found []*Concept) []*Concept {
	for _, name := range x.Narrower {
		d := c.byName[conceptKey(name)]
		if seen[d] {
			continue
		}
		seen[d] = true
		found = c.below(d, seen, append(found, d))
	}
	return found
}

// ConceptError says where a concept file can't be right, and what to write
// instead.
type ConceptError struct {
	Path         string
	Line, Column int // 1-based, columns in code points; 0 if it is about the whole file
	Message      string
	Hint         string // never empty
}

func (e *ConceptError) Error() string {
	place := e.Path
	if e.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", e.Path, e.Line, e.Column)
	}
	return place + ": " + e.Message + "; " + e.Hint
}

// UnknownConceptError says that no concept has the name.
type UnknownConceptError struct {
	Name    string
	Nearest []string // names of at most three concepts, the nearest first
}

func (e *UnknownConceptError) Error() string {
	if len(e.Nearest) == 0 {
		return fmt.Sprintf("there is no concept %q", e.Name)
	}
	return fmt.Sprintf("there is no concept %q; the nearest: %s", e.Name, strings.Join(e.Nearest, ", "))
}
