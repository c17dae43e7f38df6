package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yinzheng/internal/concord"
)

// Matrix is the answer of mentions --all-concepts and of its chart: concepts,
// or one term, by year, issuer or type.
type Matrix struct {
	By string `json:"by"`
	Scope
	// Series have the same keys in the same order.
	Series []Series `json:"-"`

	Chart  bool `json:"-"` // people want to see bars
	source concord.Matrix
}

// Series is one concept, or term, of a Matrix.
type Series struct {
	Query string `json:"query"`
	Totals
	Rows []Row `json:"rows"`
}

// NewMatrix makes the answer.
func NewMatrix(s Scope, x concord.Matrix) Matrix {
	m := Matrix{By: x.By, Scope: s, source: x}
	for _, s := range x.Series {
		m.Series = append(m.Series, Series{s.Name, NewTotals(s.Totals), newRows(s.Rows)})
	}
	return m
}

// Matrix writes m; as CSV with a row for each key, and for each series a column
// of occurrences and one of rates. As text, long lists of issuers or types are
// added up at the end. A chart of nothing is ErrNothingToDraw.
func (p Printer) Matrix(m Matrix) error {
	if p.Format == CSV {
		return p.matrixCSV(m)
	}
	if ok, err := p.listing(listing{
		name: "series", head: func() any { return m },
		items: listOf(m.Series, func(s Series) item { return item{value: s} }),
	}); ok {
		return err
	}
	v := view{title: m.title(), scope: m.Scope, notes: m.Remarks()}
	if p.Format == HTML {
		v.notes = m.remarks(Totals.remarksInChinese)
	}
	switch {
	case m.Chart && p.Format == HTML:
		v.chart, v.tables = &m.source, m.tables(p)
	case m.Chart:
		v.chart = &m.source
	default:
		v.tables = m.tables(p)
	}
	return p.view(v)
}

func (p Printer) matrixCSV(m Matrix) error {
	header := []string{m.By, "letters"}
	for _, s := range m.Series {
		header = append(header, s.Query, s.Query+" rate")
	}
	return p.csv(header, func(row func(...string) error) {
		for i := range m.keys() {
			first := m.Series[0].Rows[i]
			cells := []string{first.Key, strconv.FormatInt(first.Letters, 10)}
			for _, s := range m.Series {
				cells = append(cells, strconv.Itoa(s.Rows[i].Occurrences), decimal(s.Rows[i].Rate))
			}
			row(cells...)
		}
	})
}

// Caption says what a picture of m was counted in, an index of so many
// documents.
func (m Matrix) Caption(documents int, l Labels) string {
	text := l.Say(fmt.Sprintf("资料：%s篇文件（%s）", thousands(documents), m.Generation), fmt.Sprintf("source: %s (%s)", count(documents, "document"), m.Generation))
	if filters := m.Filters.String(); filters != "" {
		text += l.Say("，限 ", ", only ") + filters
	}
	if m.NoCopies {
		text += l.Say("，同文只计一次", ", each text counted once")
	}
	if m.Complete {
		return text + l.Say("，全部读取", ", all of them read")
	}
	return text + l.Say(fmt.Sprintf("，另有%s个文件未能读取", thousands(len(m.Unread))), "; "+count(len(m.Unread), "file")+" could not be read")
}

// title names the series.
func (m Matrix) title() string {
	var names []string
	for _, s := range m.Series {
		names = append(names, s.Query)
	}
	return strings.Join(names, "、")
}

// keys is how many there are.
func (m Matrix) keys() int {
	if len(m.Series) == 0 {
		return 0
	}
	return len(m.Series[0].Rows)
}

// tables is the counts, a key a line: as many series side by side as the
// terminal has room for, and the rest below.
func (m Matrix) tables(p Printer) []table {
	var all []table
	for series := range slices.Chunk(m.Series, p.matrixColumns(m)) {
		t := newTable(m.By)
		t.names = true
		total := []string{totalKey}
		for _, s := range series {
			t.head = append(t.head, s.Query)
			total = append(total, thousands(s.Occurrences))
		}
		first, rest := m.shown(p)
		for i := range m.keys() {
			switch {
			case i < first || i >= rest:
				t.add(sums(keyLabel(series[0].Rows[i].Key), series, i, i+1)...)
			case i == first:
				t.add(sums(moreRows(rest-first), series, first, rest)...)
			}
		}
		t.add(total...)
		all = append(all, t)
	}
	return all
}

// mostKeys is how many known issuers or types a matrix shows as text.
const mostKeys = 30

// shown says which keys have a line of their own: those before first and those
// from rest on, which is the unknown. The others are added up.
func (m Matrix) shown(p Printer) (first, rest int) {
	rest = m.keys()
	if rest > 0 && m.Series[0].Rows[rest-1].Key == "" {
		rest--
	}
	if m.By == concord.ByYear || p.Format != Text {
		return rest, rest
	}
	return min(mostKeys, rest), rest
}

// sums adds up the rows from from to to.
func sums(key string, series []Series, from, to int) []string {
	cells := []string{key}
	for _, s := range series {
		sum := 0
		for _, r := range s.Rows[from:to] {
			sum += r.Occurrences
		}
		cells = append(cells, thousands(sum))
	}
	return cells
}

// matrixColumns is how many series stand side by side.
func (p Printer) matrixColumns(m Matrix) int {
	if p.Columns == 0 || p.Format == HTML {
		return max(len(m.Series), 1)
	}
	widest, key := 0, columns(m.By)
	for _, s := range m.Series {
		widest = max(widest, columns(s.Query), len(thousands(s.Occurrences)))
	}
	for i := range m.keys() {
		key = max(key, min(columns(keyLabel(m.Series[0].Rows[i].Key)), keyColumns))
	}
	return max((p.Columns-key)/(widest+2), 1)
}

func keyLabel(key string) string {
	if key == "" {
		return unknownKey
	}
	return key
}
