package report

import (
	"encoding/json"
	"iter"
	"strconv"

	"yinzheng/internal/concord"
)

// Mentions is the answer of mentions. Each breakdown, and the forms, add up
// to Occurrences.
type Mentions struct {
	Asked
	Sort   string  `json:"sort"`
	Sample *Sample `json:"sample"` // null: all are listed
	Forms  []Form  `json:"forms"`
	By     By      `json:"by"`

	// Items are the mentions of the window that List gives. They are written
	// while they come.
	Items iter.Seq2[concord.Mention, error] `json:"-"`
	// Width is the characters of context on each side. On a terminal it is cut
	// to what fits, unless it was Chosen.
	Width  int  `json:"-"`
	Chosen bool `json:"-"`

	source *concord.Concordance
}

// Sample says what part of the mentions was drawn.
type Sample struct {
	Size int    `json:"size"`
	Seed uint64 `json:"seed"`
}

// Form is one way in which the matches are written, without white space that
// only the typesetting puts in.
type Form struct {
	Text        string `json:"text"`
	Occurrences int    `json:"occurrences"`
}

// By divides the mentions.
type By struct {
	Year   []Row `json:"year"`
	Issuer []Row `json:"issuer"`
	Type   []Row `json:"type"`
}

// Row is the mentions of one key; see concord.Row.
type Row struct {
	Key         string  `json:"key"`
	Occurrences int     `json:"occurrences"`
	Documents   int     `json:"documents"`
	Letters     int64   `json:"letters"`
	Rate        float64 `json:"rate"`
}

// Mention is one occurrence in its context.
type Mention struct {
	Document json.RawMessage `json:"document"` // a Document, written once for all of its mentions
	Section  *string         `json:"section"`
	Start    int             `json:"start"`
	End      int             `json:"end"`
	Line     int             `json:"line"`
	Before   string          `json:"before"`
	Match    string          `json:"match"`
	After    string          `json:"after"`
}

// NewMentions makes the answer of c; items is c.Mentions. The counts are
// taken over from c when they are written: JSON and HTML begin with them
// (CountsFirst), so that c must be counted before; in the other formats they
// are counted while the items are ranged over.
func NewMentions(a Asked, c *concord.Concordance, items iter.Seq2[concord.Mention, error]) Mentions {
	return Mentions{Asked: a, Sort: concord.ByPosition, Width: concord.DefaultWidth, Items: items, source: c}
}

// CountsFirst tells whether the counts stand before the list.
func (f Format) CountsFirst() bool { return f == JSON || f == HTML }

// counted is m with the counts that its source has by now.
func (m Mentions) counted() Mentions {
	c := m.source
	m.Totals = NewTotals(c.Totals)
	m.By = By{newRows(c.By.Year), newRows(c.By.Issuer), newRows(c.By.Type)}
	m.Forms = make([]Form, 0, len(c.Forms))
	for _, f := range c.Forms {
		m.Forms = append(m.Forms, Form(f))
	}
	return m
}

func newRows(list []concord.Row) []Row {
	rows := make([]Row, 0, len(list))
	for _, r := range list {
		rows = append(rows, Row{r.Key, r.Occurrences, r.Documents, r.Letters, rounded(r.Rate)})
	}
	return rows
}

func newMention(m concord.Mention, document json.RawMessage) Mention {
	x := Mention{document, &m.Section, m.Start, m.End, m.Line, m.Before, m.Match, m.After}
	if m.Section == "" {
		x.Section = nil
	}
	return x
}

// Mentions writes m.
func (p Printer) Mentions(m Mentions) error {
	if ok, err := p.listing(listing{
		name:   "mentions",
		head:   func() any { return m.counted() },
		items:  m.items(p.Format == CSV),
		header: append(documentHeader(), "section", "line", "start", "end", "before", "match", "after"),
	}); ok {
		return err
	}
	if p.Format == HTML {
		return p.mentionsPage(m.counted())
	}
	return p.mentionsText(m)
}

// listed is how many mentions there are to list, all or those drawn, and how
// many of them the window shows.
func (m Mentions) listed() (all, shown int) {
	all = m.Occurrences
	if m.Sample != nil {
		all = min(all, m.Sample.Size)
	}
	shown = max(all-m.Offset, 0)
	if m.Limit > 0 {
		shown = min(shown, m.Limit)
	}
	return all, shown
}

// items are the mentions for programs, as rows or as values.
func (m Mentions) items(rows bool) iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		id := ""
		var document json.RawMessage // of the last with this id
		for x, err := range m.Items {
			if err == nil && !rows && x.Document.ID != id {
				id = x.Document.ID
				document, err = marshal(NewDocument(x.Document), "", "")
			}
			var y item
			if rows {
				y.cells = mentionCells(x)
			} else {
				y.value = newMention(x, document)
			}
			if !yield(y, err) || err != nil {
				return
			}
		}
	}
}

func mentionCells(m concord.Mention) []string {
	return append(documentCells(NewDocument(m.Document)), m.Section, strconv.Itoa(m.Line),
		strconv.Itoa(m.Start), strconv.Itoa(m.End), m.Before, m.Match, m.After)
}

// Count writes what was found in all, the answer of mentions --count; as text it is occurrences<TAB>documents.
func (p Printer) Count(a Asked) error {
	occurrences, documents := strconv.Itoa(a.Occurrences), strconv.Itoa(a.Documents)
	switch p.Format {
	case JSON, JSONL:
		return p.json(a)
	case CSV:
		return p.csv([]string{"occurrences", "documents"}, func(row func(...string) error) { _ = row(occurrences, documents) })
	}
	_, err := p.W.Write([]byte(occurrences + "\t" + documents + "\n"))
	return err
}
