package report

import (
	"io"
	"strconv"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/library"
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
	Naming
}

// Naming is what is to be known of a name beside what it shows. Its lists are
// never nil.
type Naming struct {
	Versions []Document `json:"versions"` // the same work's other documents, newest first
	Also     []Document `json:"also"`     // other works that are called the same
	Notes    []string   `json:"notes"`    // what is not quite as it was asked for
}

// NewNaming is that of an answer; info tells what is known of a document.
func NewNaming(a library.Answer, info func(doc int) corpus.Info) Naming {
	n := Naming{Versions: []Document{}, Also: []Document{}, Notes: append([]string{}, a.Notes...)}
	for _, doc := range a.Versions {
		n.Versions = append(n.Versions, NewDocument(info(doc)))
	}
	for _, doc := range a.Also {
		n.Also = append(n.Also, NewDocument(info(doc)))
	}
	return n
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

// NewShow makes the answer of what stands at a place in doc.
func NewShow(doc *corpus.Document, at library.Spot, n Naming, generation string) Show {
	s := Show{
		Document:   NewDocument(doc.Info),
		Generation: generation,
		Section:    Optional(at.Section),
		Start:      at.Start,
		End:        at.End,
		Outline:    []Section{},
		Warnings:   append([]string{}, doc.Warnings...),
		Naming:     n,
	}
	sections := corpus.NewSections(doc)
	for j, x := range doc.Outline {
		if x.Start >= s.Start && x.Start < s.End {
			s.Outline = append(s.Outline, newSection(doc, sections, j))
		}
	}
	s.Text = strings.TrimRight(doc.Text[s.Start:s.End], "\n")
	s.End = s.Start + len(s.Text)
	s.Line = doc.Line(s.Start)
	return s
}

func newSection(doc *corpus.Document, sections *corpus.Sections, i int) Section {
	x := doc.Outline[i]
	return Section{sections.Path(i), Optional(x.Label), Optional(x.Name), x.Level, x.Start, x.End, doc.Line(x.Start)}
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
	b.WriteString(p.place(s.Document.Path, s.Line) + "\n")
	b.WriteString(p.namingText(s.Naming))
	b.WriteString("\n" + p.safe(s.Text) + "\n")
	_, err := io.WriteString(p.W, b.String())
	return err
}
