package report

import (
	"slices"
	"strconv"
	"strings"

	"yinzheng/internal/concord"
)

// Groups is the answer of mentions --group.
type Groups struct {
	Asked
	Group  string  `json:"group"` // one of concord.GroupKeys
	Rows   int     `json:"rows"`  // in the whole list
	Groups []Group `json:"-"`
}

// Group is the mentions of one key; Letters and Rate are null where the key
// is not of documents.
type Group struct {
	Key         string   `json:"key"`
	Occurrences int      `json:"occurrences"`
	Documents   int      `json:"documents"`
	Letters     *int64   `json:"letters"`
	Rate        *float64 `json:"rate"`
}

// NewGroups makes the answer, with the part of the rows that a's List gives.
func NewGroups(a Asked, g *concord.Groups) Groups {
	a.Totals = NewTotals(g.Totals)
	x := Groups{Asked: a, Group: g.By, Rows: len(g.Rows)}
	for _, r := range part(g.Rows, a.List) {
		y := Group{Key: r.Key, Occurrences: r.Occurrences, Documents: r.Documents}
		if x.ofDocuments() {
			rate := rounded(r.Rate)
			y.Letters, y.Rate = &r.Letters, &rate
		}
		x.Groups = append(x.Groups, y)
	}
	return x
}

// part is the items of a list that l gives.
func part[T any](list []T, l List) []T {
	list = list[min(l.Offset, len(list)):]
	if l.Limit > 0 {
		list = list[:min(l.Limit, len(list))]
	}
	return list
}

func (g Groups) ofDocuments() bool {
	return slices.Contains([]string{concord.ByYear, concord.ByIssuer, concord.ByType, concord.ByDocument}, g.Group)
}

// Groups writes g.
func (p Printer) Groups(g Groups) error {
	header := []string{g.Group, "occurrences", "documents"}
	if g.ofDocuments() {
		header = append(header, "letters", "rate")
	}
	if ok, err := p.listing(listing{
		name: "groups", header: header,
		head: func() any { return g },
		items: listOf(g.Groups, func(x Group) item {
			cells := []string{x.Key, strconv.Itoa(x.Occurrences), strconv.Itoa(x.Documents)}
			if x.Rate != nil {
				cells = append(cells, strconv.FormatInt(*x.Letters, 10), decimal(*x.Rate))
			}
			return item{x, cells}
		}),
	}); ok {
		return err
	}
	v := g.view()
	v.tables = []table{g.table()}
	v.shown, v.of, v.noun = len(g.Groups), g.Rows, "row"
	return p.view(v)
}

func (g Groups) table() table {
	t := newTable(g.Group, "occurrences", "documents")
	if g.ofDocuments() {
		t = rateTable(g.Group)
		t.paths = g.Group == concord.ByDocument
	}
	for _, x := range g.Groups {
		if g.Occurrences == 0 {
			break // years, all of them without
		}
		row := Row{Key: x.Key, Occurrences: x.Occurrences, Documents: x.Documents}
		if x.Rate == nil {
			t.add(g.label(x.Key), thousands(x.Occurrences), thousands(x.Documents))
			continue
		}
		row.Letters, row.Rate = *x.Letters, *x.Rate
		t.addRow(g.label(x.Key), row)
	}
	return t
}

// label is a key as people read it.
func (g Groups) label(key string) string {
	switch {
	case key != "":
		return key
	case strings.HasPrefix(g.Group, "left"):
		return startOfParagraph
	case strings.HasPrefix(g.Group, "right"):
		return endOfParagraph
	}
	return unknownKey
}

const (
	unknownKey       = "(unknown)" // where a document does not say
	totalKey         = "(total)"
	startOfParagraph = "(start of a paragraph)"
	endOfParagraph   = "(end of a paragraph)"
)

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
