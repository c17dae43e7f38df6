package concord

import (
	"fmt"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"yinzheng/internal/query"
)

// ReadConcepts reads the concept file of that name; nothing is opened. The
// error is a *ConceptError.
//
//	concepts:
//	  - name: 科技创新           # names are compared folded
//	    forms:                   # if left out, the name is the only form
//	      - 科技创新
//	      - 科技*{6}创新
//	    exclusions: 新科技创新   # a text stands for a list of one
//	    broader: [科技]          # says the same as narrower: 科技创新 there
//	    note: for people
//
// The keys have Chinese names too, see ConceptKeys. A form or an exclusion
// with a gap (*), a bar, or a word NEAR/n, BEFORE/n or OR is a pattern of the
// query language (query.ParsePattern); any other is taken as it stands,
// quotation marks and parentheses too, but for the backslash before * or |
// that makes them text. White space around a text is not part of it.
func ReadConcepts(name string, data []byte) (*Concepts, error) {
	r := &conceptReader{path: name, byName: map[string]int{}}
	root, err := r.parse(data)
	if err != nil {
		return nil, err
	}
	if err := r.file(root); err != nil {
		return nil, err
	}
	if err := r.link(); err != nil {
		return nil, err
	}
	c := &Concepts{byName: map[string]*Concept{}}
	for _, d := range r.drafts {
		c.all = append(c.all, &d.Concept)
		c.byName[conceptKey(d.Name)] = &d.Concept
	}
	return c, nil
}

// conceptReader makes concepts of the nodes of a file, from its start on, so
// that of several mistakes it meets the first.
type conceptReader struct {
	path   string
	lines  []string // of the file, as the YAML library counts them
	drafts []*conceptDraft
	byName map[string]int // the draft's place, by conceptKey of the name
}

// conceptDraft is a concept and where in the file its parts stand.
type conceptDraft struct {
	Concept
	nameAt                *yaml.Node
	wantedAt              []*yaml.Node // of each of wanted
	broaderAt, narrowerAt []*yaml.Node
}

func (r *conceptReader) fail(at *yaml.Node, message, hint string) error {
	return &ConceptError{r.path, at.Line, at.Column, message, hint}
}

// file reads the top of the file.
func (r *conceptReader) file(root *yaml.Node) error {
	if root.Kind == yaml.SequenceNode {
		return r.fail(root, "the list has no name", `write "concepts:" in a line above it`)
	}
	place := root
	err := r.keys(root, "the file", ConceptKeys()[:1], func(_ int, value *yaml.Node) error {
		place = value
		concepts, err := r.list(value, fileKey.Name)
		if err != nil {
			return err
		}
		for _, n := range concepts {
			if err := r.concept(n); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && len(r.drafts) == 0 {
		return r.fail(place, noConcept, conceptExample)
	}
	return err
}

// concept reads one of the list.
func (r *conceptReader) concept(n *yaml.Node) error {
	d := &conceptDraft{}
	err := r.keys(n, "a concept", ConceptKeys()[1:], func(key int, value *yaml.Node) error {
		return conceptKeys[key].read(r, d, value)
	})
	if err != nil {
		return err
	}
	if d.nameAt == nil {
		return r.fail(n, "the concept has no name", "write name: and what it is called")
	}
	if len(d.Forms) == 0 {
		form, err := r.form(d.nameAt, "the name, its only form,")
		if err != nil {
			return err
		}
		d.Forms, d.wanted, d.wantedAt = []string{d.Name}, []query.Node{form}, []*yaml.Node{d.nameAt}
	}
	r.byName[conceptKey(d.Name)] = len(r.drafts)
	r.drafts = append(r.drafts, d)
	return r.checkExclusions(d)
}

// keys reads each key of n, what, with the place it has among the known ones.
func (r *conceptReader) keys(n *yaml.Node, what string, known []ConceptKey, read func(key int, value *yaml.Node) error) error {
	if err := r.plain(n); err != nil {
		return err
	}
	if n.Kind != yaml.MappingNode {
		return r.fail(n, fmt.Sprintf("%s is made of keys, this is %s", what, kindOf(n)),
			fmt.Sprintf("write %s: with a colon of half width and a space", known[0].Name))
	}
	lines := map[int]int{}
	for i := 0; i < len(n.Content); i += 2 {
		at := n.Content[i]
		written, err := r.text(at, "a key")
		if err != nil {
			return err
		}
		key := findKey(known, written)
		if key < 0 {
			return r.fail(at, fmt.Sprintf("%s has no key %q", what, short(written)), keyHint(known, written))
		}
		if line := lines[key]; line > 0 {
			return r.fail(at, fmt.Sprintf("%s has the key %s twice, first in line %d", what, known[key], line),
				"put both values under one key")
		}
		lines[key] = at.Line
		if err := read(key, n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func (r *conceptReader) name(d *conceptDraft, n *yaml.Node) error {
	name, err := r.text(n, "the name")
	switch {
	case err != nil:
		return err
	case conceptKey(name) == "":
		return r.fail(n, "the name is empty", "write what the concept is called")
	case strings.ContainsFunc(name, unicode.IsControl):
		return r.fail(n, "the name has a line break or another control character in it", "write it in one line")
	}
	if i, taken := r.byName[conceptKey(name)]; taken {
		first := r.drafts[i]
		return r.fail(n, fmt.Sprintf("the name %s is taken by the concept %s in line %d", short(name), short(first.Name), first.nameAt.Line),
			"give them different names, or make them one concept with the forms of both")
	}
	d.Name, d.nameAt = name, n
	return nil
}

func (r *conceptReader) note(d *conceptDraft, n *yaml.Node) (err error) {
	d.Note, err = r.text(n, "a note")
	return err
}

func (r *conceptReader) broader(d *conceptDraft, n *yaml.Node) (err error) {
	d.Broader, d.broaderAt, err = r.names(n, "broader")
	return err
}

func (r *conceptReader) narrower(d *conceptDraft, n *yaml.Node) (err error) {
	d.Narrower, d.narrowerAt, err = r.names(n, "narrower")
	return err
}

// names reads names of other concepts; whether these exist is seen when all
// are read.
func (r *conceptReader) names(n *yaml.Node, key string) ([]string, []*yaml.Node, error) {
	nodes, err := r.list(n, key)
	if err != nil {
		return nil, nil, err
	}
	var names []string
	seen := map[string]int{}
	for _, at := range nodes {
		name, err := r.text(at, "the name of a concept")
		if err != nil {
			return nil, nil, err
		}
		if line := seen[conceptKey(name)]; line > 0 {
			return nil, nil, r.twice(at, name, line)
		}
		seen[conceptKey(name)] = at.Line
		names = append(names, name)
	}
	return names, nodes, nil
}

func (r *conceptReader) twice(at *yaml.Node, text string, line int) error {
	return r.fail(at, fmt.Sprintf("%s stands in this list twice, first in line %d", short(text), line), "take one of them out")
}
