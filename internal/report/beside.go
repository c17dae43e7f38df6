package report

import (
	"fmt"
	"slices"
)

// Hides tells whether nothing was found where loose mode finds something: such
// a zero must not stand alone.
func (t Totals) Hides() bool { return t.Occurrences == 0 && t.Loose != nil && t.Loose.Occurrences > 0 }

// Remarks say beside the totals what else is to be known of them, a line each:
// what loose mode finds if that is not the same, and what stands in copies.
func (t Totals) Remarks() []string {
	var list []string
	if text := t.loose(); text != "" {
		list = append(list, text)
	}
	if c := t.Copies; c.Occurrences > 0 {
		list = append(list, fmt.Sprintf("%s of these in %s of other documents: --no-copies counts each text once",
			thousands(c.Occurrences), counted(c.Documents, "copy", "copies")))
	}
	return list
}

// counted is n of a thing, whose plural is not made with an s.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

func (t Totals) loose() string {
	if t.Loose == nil || *t.Loose == t.Sum {
		return ""
	}
	all := thousands(t.Loose.Occurrences) + " in " + count(t.Loose.Documents, "document")
	switch more := t.Loose.Occurrences - t.Occurrences; {
	case t.Occurrences == 0:
		return "with other punctuation " + all + ": --mode loose finds them"
	case more > 0:
		return fmt.Sprintf("with other punctuation %s more, %s in all: --mode loose finds them", thousands(more), all)
	}
	return "whatever the punctuation " + all + ": --mode loose"
}

// remarksInChinese are Remarks as a page has them.
func (t Totals) remarksInChinese() []string {
	var list []string
	if t.Loose != nil && *t.Loose != t.Sum {
		all := fmt.Sprintf("共%s处，见于%s篇文件", thousands(t.Loose.Occurrences), thousands(t.Loose.Documents))
		text := "不计标点" + all + "（--mode loose）"
		if more := t.Loose.Occurrences - t.Occurrences; more > 0 {
			text = fmt.Sprintf("标点不同的另有%s处；不计标点%s（--mode loose）", thousands(more), all)
		}
		list = append(list, text)
	}
	if c := t.Copies; c.Occurrences > 0 {
		list = append(list, fmt.Sprintf("其中%s处见于%s篇与他篇全文相同的文件（--no-copies 同文只计一次）", thousands(c.Occurrences), thousands(c.Documents)))
	}
	return list
}

// Remarks are those of each series, under its name if there are several.
func (m Matrix) Remarks() []string { return m.remarks(Totals.Remarks) }

// Hides tells whether a series does.
func (m Matrix) Hides() bool { return hides(m.totals()) }

// Empty tells whether nothing was found of any.
func (m Matrix) Empty() bool {
	return !slices.ContainsFunc(m.Series, func(s Series) bool { return s.Occurrences > 0 })
}

func (m Matrix) remarks(of func(Totals) []string) []string { return remarks(m.totals(), of) }

func (m Matrix) totals() []Count {
	var list []Count
	for _, s := range m.Series {
		list = append(list, Count{s.Query, s.Totals})
	}
	return list
}

// Remarks are those of each term or concept, under its name if there are
// several.
func (c Counts) Remarks() []string { return remarks(c.Counts, Totals.Remarks) }

// Hides tells whether one of them does.
func (c Counts) Hides() bool { return hides(c.Counts) }

// Remarks are those of each concept.
func (c Concepts) Remarks() []string { return c.remarks(Totals.Remarks) }

// Hides tells whether a concept does.
func (c Concepts) Hides() bool { return hides(c.totals()) }

func (c Concepts) remarks(of func(Totals) []string) []string { return remarks(c.totals(), of) }

func (c Concepts) totals() []Count {
	var list []Count
	for _, x := range c.Concepts {
		list = append(list, Count{x.Name, x.Totals})
	}
	return list
}

func remarks(list []Count, of func(Totals) []string) []string {
	var all []string
	for _, x := range list {
		for _, text := range of(x.Totals) {
			if len(list) > 1 {
				text = x.Query + ": " + text
			}
			all = append(all, text)
		}
	}
	return all
}

func hides(list []Count) bool {
	return slices.ContainsFunc(list, func(x Count) bool { return x.Totals.Hides() })
}
