package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yinzheng/index"
	"yinzheng/internal/concord"
)

// Matrix is the answer of mentions --all-concepts and of its chart: concepts,
// or one term, by year, issuer or type.
type Matrix struct {
	Mode    string  `json:"mode"`
	By      string  `json:"by"`
	Filters Filters `json:"filters"`
	List
	Unread []Unread `json:"unread"`
	// Series have the same keys in the same order.
	Series []Series `json:"-"`

	chart  bool
	source concord.Matrix
}

// Series is one concept, or term, of a Matrix.
type Series struct {
	Query       string `json:"query"`
	Occurrences int    `json:"occurrences"`
	Documents   int    `json:"documents"`
	Rows        []Row  `json:"rows"`
}

// NewMatrix makes the answer; chart says that people want to see bars.
func NewMatrix(mode string, x concord.Matrix, chart bool, filters Filters, list List, unread []index.Unread) Matrix {
	m := Matrix{Mode: mode, By: x.By, Filters: filters, List: list, Unread: NewUnread(unread), chart: chart, source: x}
	for _, s := range x.Series {
		m.Series = append(m.Series, Series{s.Name, s.Occurrences, s.Documents, newRows(s.Rows)})
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
	v := view{title: m.title(), mode: m.Mode, filters: m.Filters, list: m.List, unread: m.Unread}
	switch {
	case m.chart && p.Format == HTML:
		v.chart, v.tables = &m.source, m.tables(p)
	case m.chart:
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
	return p.csv(header, func(row func(...string)) {
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

// Caption says in Chinese what a picture of m was counted in, an index of so
// many documents.
func (m Matrix) Caption(documents int) string {
	text := fmt.Sprintf("资料：%s篇文件（%s）", thousands(documents), m.Generation)
	if filters := m.Filters.String(); filters != "" {
		text += "，限 " + filters
	}
	if m.Complete {
		return text + "，全部读取"
	}
	return text + fmt.Sprintf("，另有%s个文件未能读取", thousands(len(m.Unread)))
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
		total := []string{totalKey}
		for _, s := range series {
			t.head = append(t.head, s.Query)
			total = append(total, thousands(s.Occurrences))
		}
		shown := m.keys()
		if m.By != concord.ByYear && p.Format == Text && shown > mostKeys {
			shown = mostKeys
		}
		for i := range shown {
			cells := []string{keyLabel(series[0].Rows[i].Key)}
			for _, s := range series {
				cells = append(cells, thousands(s.Rows[i].Occurrences))
			}
			t.add(cells...)
		}
		if shown < m.keys() {
			t.add(rest(series, shown)...)
		}
		t.add(total...)
		all = append(all, t)
	}
	return all
}

// mostKeys is how many issuers or types a matrix shows as text.
const mostKeys = 30

// rest adds up what stands from row i on.
func rest(series []Series, i int) []string {
	cells := []string{fmt.Sprintf("(%s more)", thousands(len(series[0].Rows)-i))}
	for _, s := range series {
		sum := 0
		for _, r := range s.Rows[i:] {
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
