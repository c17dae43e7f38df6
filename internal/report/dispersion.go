package report

import (
	"strconv"

	"yinzheng/internal/concord"
)

// Dispersion is the answer of mentions --dispersion.
type Dispersion struct {
	Asked
	Cells  int     `json:"cells"` // of each strip
	Strips []Strip `json:"-"`

	source []concord.Strip
}

// Strip is where in a document its mentions stand; see concord.Strip.
type Strip struct {
	Document    Document `json:"document"`
	Letters     int      `json:"letters"`
	Occurrences int      `json:"occurrences"`
	Cells       []int    `json:"cells"`
}

// NewDispersion makes the answer, with the part of the strips that a's List
// gives.
func NewDispersion(a Asked, x *concord.Dispersion) Dispersion {
	a.Totals = NewTotals(x.Totals)
	d := Dispersion{Asked: a, Cells: concord.StripCells, source: part(x.Strips, a.List)}
	for _, s := range d.source {
		d.Strips = append(d.Strips, Strip{NewDocument(s.Document), s.Letters, s.Occurrences, s.Cells[:]})
	}
	return d
}

// Dispersion writes d; as CSV with a column for each cell.
func (p Printer) Dispersion(d Dispersion) error {
	header := append(documentHeader(), "letters", "occurrences")
	for i := range d.Cells {
		header = append(header, strconv.Itoa(i+1))
	}
	if ok, err := p.listing(listing{
		name: "strips", head: func() any { return d }, header: header,
		items: listOf(d.Strips, func(s Strip) item {
			cells := append(documentCells(s.Document), strconv.Itoa(s.Letters), strconv.Itoa(s.Occurrences))
			for _, n := range s.Cells {
				cells = append(cells, strconv.Itoa(n))
			}
			return item{s, cells}
		}),
	}); ok {
		return err
	}
	v := d.view()
	v.strips = d.source
	v.shown, v.of, v.noun = len(d.Strips), d.Documents, "document"
	return p.view(v)
}
