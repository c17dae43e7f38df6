package report

import (
	"fmt"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/library"
)

// Article is what the words of a search name: an article or another part of a
// document, whole, or a document. Without Document it says why nothing is
// shown: the name is that of a work in several files (Parts), it lacks what is
// named (Notes), or several are called so (Also).
type Article struct {
	Document *Document  `json:"document"`
	Section  Optional   `json:"section"` // path; unknown: the whole document
	Start    int        `json:"start"`
	End      int        `json:"end"`
	Line     int        `json:"line"`
	Text     Optional   `json:"text"` // of the section; that of a whole document is left out
	Parts    []Document `json:"parts"`
	Naming
}

// NewArticle makes of what words name the part that a search shows; doc is the
// document of the answer's Spot, nil if it has none.
func NewArticle(a library.Answer, doc *corpus.Document, info func(doc int) corpus.Info) *Article {
	if len(a.Candidates) > 0 {
		a.Also = a.Candidates
		a.Notes = append(a.Notes, fmt.Sprintf("%d documents are called so", len(a.Candidates)))
	}
	if a.Missing != "" {
		a.Notes = append(a.Notes, a.Missing)
	}
	x := &Article{Parts: []Document{}, Naming: NewNaming(a, info)}
	for _, n := range a.Parts {
		x.Parts = append(x.Parts, NewDocument(info(n)))
	}
	if a.Spot == nil {
		return x
	}
	named := NewDocument(doc.Info)
	x.Document, x.Section = &named, Optional(a.Spot.Section)
	x.Start, x.End, x.Line = a.Spot.Start, a.Spot.End, doc.Line(a.Spot.Start)
	if x.Section != "" {
		text := strings.TrimRight(doc.Text[x.Start:x.End], "\n")
		x.Text, x.End = Optional(text), x.Start+len(text)
	}
	return x
}

// articleText stands above the hits.
func (p Printer) articleText(x *Article) string {
	var b strings.Builder
	if x.Document != nil {
		b.WriteString(p.paint(bold, p.inLine(x.Document.Name())))
		if x.Section != "" {
			b.WriteString("  " + p.inLine(string(x.Section)))
		}
		if facts := p.facts(*x.Document); facts != "" {
			b.WriteString("\n" + p.paint(dim, facts))
		}
		b.WriteString("\n" + p.place(x.Document.Path, x.Line) + "\n")
	}
	b.WriteString(p.namingText(x.Naming))
	p.others(&b, "part", x.Parts)
	if x.Text != "" {
		b.WriteString("\n" + p.safe(string(x.Text)) + "\n")
	}
	return b.String() + "\n"
}
