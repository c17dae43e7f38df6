package report

import (
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"yinzheng/corpus"
)

// Work is the answer of show for a work in several files, where no part of it
// is named.
type Work struct {
	Title      string `json:"title"`
	Generation string `json:"generation"`
	Parts      []Part `json:"parts"` // in order of their articles
	Naming
}

// Part is a file of a work: the first and last of its articles, and its
// outline down to them.
type Part struct {
	Document Document  `json:"document"`
	First    Optional  `json:"first"`
	Last     Optional  `json:"last"`
	Articles int       `json:"articles"`
	Outline  []Section `json:"outline"`
}

// NewWork makes the answer of documents that are the parts of a work.
func NewWork(parts []*corpus.Document, n Naming, generation string) Work {
	w := Work{Generation: generation, Parts: make([]Part, 0, len(parts)), Naming: n}
	for _, doc := range parts {
		w.Title = doc.Title
		p := Part{Document: NewDocument(doc.Info), Outline: []Section{}}
		sections := corpus.NewSections(doc)
		for i, x := range doc.Outline {
			switch {
			case x.Level < corpus.LevelArticle:
				p.Outline = append(p.Outline, newSection(doc, sections, i))
			case x.Level == corpus.LevelArticle:
				p.Articles++
				p.Last = Optional(x.Label)
				if p.First == "" {
					p.First = p.Last
				}
			}
		}
		w.Parts = append(w.Parts, p)
	}
	return w
}

// Name is what a part is called beside the work's title: the name of its file,
// without what says its kind.
func (x Part) Name() string {
	base := path.Base(x.Document.Path)
	return strings.TrimSuffix(base, path.Ext(base))
}

// Work writes w.
func (p Printer) Work(w Work) error {
	switch p.Format {
	case JSON:
		return p.json(w)
	case JSONL:
		for _, x := range w.Parts {
			if err := p.json(x); err != nil {
				return err
			}
		}
		type all Work
		return p.json(struct {
			all
			Parts *[]Part `json:"parts,omitempty"` // hides the list
		}{all: all(w)})
	case CSV:
		return p.csv(append(documentHeader(), "first", "last", "articles"), func(row func(...string) error) {
			for _, x := range w.Parts {
				row(append(documentCells(x.Document), string(x.First), string(x.Last), strconv.Itoa(x.Articles))...)
			}
		})
	}
	return p.workText(w)
}

func (p Printer) workText(w Work) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", p.paint(bold, p.inLine(w.Title)), count(len(w.Parts), "part"))
	if len(w.Parts) > 0 {
		if facts := p.facts(w.Parts[0].Document); facts != "" {
			b.WriteString(p.paint(dim, facts) + "\n")
		}
	}
	b.WriteString(p.namingText(w.Naming))
	for _, x := range w.Parts {
		fmt.Fprintf(&b, "\n%s", p.paint(bold, p.inLine(x.Name())))
		if x.Articles > 0 {
			fmt.Fprintf(&b, "  %s–%s, %s", p.inLine(string(x.First)), p.inLine(string(x.Last)), count(x.Articles, "article"))
		}
		fmt.Fprintf(&b, "\n%s\n", p.paint(magenta, p.inLine(x.Document.Path)))
	}
	_, err := io.WriteString(p.W, b.String())
	return err
}

// mostNamed is how many other documents of a name are told as text.
const mostNamed = 10

// namingText is a line for each note and each other document.
func (p Printer) namingText(n Naming) string {
	var b strings.Builder
	for _, note := range n.Notes {
		b.WriteString("note: " + p.inLine(note) + "\n")
	}
	p.others(&b, "other version", n.Versions)
	p.others(&b, "also called so", n.Also)
	return b.String()
}

func (p Printer) others(b *strings.Builder, what string, docs []Document) {
	for i, doc := range docs {
		if i == mostNamed {
			fmt.Fprintf(b, "%s: %d more\n", what, len(docs)-i)
			return
		}
		date := "undated"
		if doc.Date != "" {
			date = string(doc.Date)
		}
		fmt.Fprintf(b, "%s: %s  %s\n", what, p.inLine(date), p.paint(magenta, p.inLine(doc.Path)))
	}
}
