package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"yinzheng/corpus"
)

// Show is the answer of show: a document, or one section of it.
type Show struct {
	Document   Document  `json:"document"`
	Generation string    `json:"generation"`
	Section    Optional  `json:"section"` // path; unknown: the whole document
	Start      int       `json:"start"`
	End        int       `json:"end"`
	Line       int       `json:"line"`
	Text       string    `json:"text"`
	Outline    []Section `json:"outline"` // what lies inside
	Warnings   []string  `json:"warnings"`
}

// Section is one entry of an outline.
type Section struct {
	Path  string   `json:"path"`  // 第三章 第十二条
	Label Optional `json:"label"` // 第十二条
	Name  Optional `json:"name"`  // words of the heading
	Level int      `json:"level"`
	Start int      `json:"start"`
	End   int      `json:"end"`
	Line  int      `json:"line"`
}

// NewShow makes the answer of section i of doc's outline, or of all of doc
// where i is negative.
func NewShow(doc *corpus.Document, i int, generation string) Show {
	s := Show{
		Document:   NewDocument(doc.Info),
		Generation: generation,
		End:        len(doc.Text),
		Outline:    []Section{},
		Warnings:   append([]string{}, doc.Warnings...),
	}
	if i >= 0 {
		s.Section = Optional(corpus.PathOf(doc.Outline, i))
		s.Start, s.End = doc.Outline[i].Start, doc.Outline[i].End
	}
	for j, x := range doc.Outline {
		if x.Start >= s.Start && x.End <= s.End {
			s.Outline = append(s.Outline, Section{
				corpus.PathOf(doc.Outline, j), Optional(x.Label), Optional(x.Name), x.Level, x.Start, x.End, doc.Line(x.Start),
			})
		}
	}
	s.Text = strings.TrimRight(doc.Text[s.Start:s.End], "\n")
	s.End = s.Start + len(s.Text)
	s.Line = doc.Line(s.Start)
	return s
}

// Show writes s.
func (p Printer) Show(s Show) error {
	switch p.Format {
	case JSON:
		return p.json(s)
	case JSONL:
		for _, x := range s.Outline {
			if err := p.json(x); err != nil {
				return err
			}
		}
		type all Show
		return p.json(struct {
			all
			Outline *[]Section `json:"outline,omitempty"` // hides the list
		}{all: all(s)})
	case CSV:
		return p.csv([]string{"path", "label", "name", "level", "start", "end", "line"}, func(row func(...string) error) {
			for _, x := range s.Outline {
				row(x.Path, string(x.Label), string(x.Name), strconv.Itoa(x.Level), strconv.Itoa(x.Start), strconv.Itoa(x.End), strconv.Itoa(x.Line))
			}
		})
	}
	return p.showText(s)
}

// validFacts is facts, and when the document is in force.
func (p Printer) validFacts(d Document) string {
	facts := []string{}
	if known := p.facts(d); known != "" {
		facts = append(facts, known)
	}
	if d.Effective != "" {
		facts = append(facts, "in force from "+p.inLine(string(d.Effective)))
	}
	if d.Repealed != "" {
		facts = append(facts, "repealed "+p.inLine(string(d.Repealed)))
	}
	return strings.Join(facts, " · ")
}

// showText is what is known of the document, a blank line, and the text.
func (p Printer) showText(s Show) error {
	var b strings.Builder
	b.WriteString(p.paint(bold, p.inLine(s.Document.Name())))
	if s.Section != "" {
		b.WriteString("  " + p.inLine(string(s.Section)))
	}
	b.WriteByte('\n')
	if facts := p.validFacts(s.Document); facts != "" {
		b.WriteString(p.paint(dim, facts) + "\n")
	}
	fmt.Fprintf(&b, "%s\n\n%s\n", p.place(s.Document.Path, s.Line), p.safe(s.Text))
	_, err := io.WriteString(p.W, b.String())
	return err
}
