package report

import (
	"iter"
	"strconv"

	"yinzheng/index"
	"yinzheng/internal/concord"
)

// Mentions is the answer of mentions. Each breakdown, and the forms, add up
// to Occurrences.
type Mentions struct {
	Query       string `json:"query"`
	Mode        string `json:"mode"`
	Occurrences int    `json:"occurrences"`
	Documents   int    `json:"documents"`
	List
	Unread []Unread `json:"unread"`
	Forms  []Form   `json:"forms"`
	By     By       `json:"by"`

	// Items are the mentions of the window that List gives. They are written
	// while they come.
	Items iter.Seq2[concord.Mention, error] `json:"-"`
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
	Document Document `json:"document"`
	Section  Optional `json:"section"`
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Line     int      `json:"line"`
	Before   string   `json:"before"`
	Match    string   `json:"match"`
	After    string   `json:"after"`
}

// NewMentions makes the answer of what was counted; items is r.Mentions.
func NewMentions(query, mode string, r *concord.Result, items iter.Seq2[concord.Mention, error], unread []index.Unread, list List) Mentions {
	m := Mentions{
		Query:       query,
		Mode:        mode,
		Occurrences: r.Occurrences,
		Documents:   r.Documents,
		List:        list,
		Unread:      newUnread(unread),
		Forms:       make([]Form, 0, len(r.Forms)),
		By:          By{newRows(r.By.Year), newRows(r.By.Issuer), newRows(r.By.Type)},
		Items:       items,
	}
	for _, f := range r.Forms {
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

func newMention(m concord.Mention) Mention {
	return Mention{NewDocument(m.Document), Optional(m.Section), m.Start, m.End, m.Line, m.Before, m.Match, m.After}
}

// Mentions writes m.
func (p Printer) Mentions(m Mentions) error {
	switch p.Format {
	case JSON:
		return p.mentionsJSON(m)
	case JSONL:
		for item, err := range m.Items {
			if err != nil {
				return err
			}
			if err := p.json(newMention(item)); err != nil {
				return err
			}
		}
		return p.json(m)
	case CSV:
		return p.mentionsCSV(m)
	}
	return p.mentionsText(m)
}

func (p Printer) mentionsJSON(m Mentions) error {
	if err := p.openJSON(m, "mentions"); err != nil {
		return err
	}
	first := true
	for item, err := range m.Items {
		if err != nil {
			return err
		}
		if err := p.itemJSON(newMention(item), first); err != nil {
			return err
		}
		first = false
	}
	return p.closeJSON(first)
}

func (p Printer) mentionsCSV(m Mentions) error {
	header := append(documentHeader(), "section", "line", "start", "end", "before", "match", "after")
	var failed error
	err := p.csv(header, func(row func(...string)) {
		for item, err := range m.Items {
			if err != nil {
				failed = err
				return
			}
			x := newMention(item)
			row(append(documentCells(x.Document), string(x.Section), strconv.Itoa(x.Line),
				strconv.Itoa(x.Start), strconv.Itoa(x.End), x.Before, x.Match, x.After)...)
		}
	})
	if failed != nil {
		return failed
	}
	return err
}

// Count is the answer of mentions --count.
type Count struct {
	Query       string `json:"query"`
	Mode        string `json:"mode"`
	Occurrences int    `json:"occurrences"`
	Documents   int    `json:"documents"`
	Complete    bool   `json:"complete"`
	Generation  string `json:"generation"`
}

// Count writes c; as text it is occurrences<TAB>documents.
func (p Printer) Count(c Count) error {
	occurrences, documents := strconv.Itoa(c.Occurrences), strconv.Itoa(c.Documents)
	switch p.Format {
	case JSON, JSONL:
		return p.json(c)
	case CSV:
		return p.csv([]string{"occurrences", "documents"}, func(row func(...string)) { row(occurrences, documents) })
	}
	_, err := p.W.Write([]byte(occurrences + "\t" + documents + "\n"))
	return err
}
