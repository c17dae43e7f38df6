package report

import (
	"fmt"
	"io"
)

// keyColumns is what a cell to the left takes at most on a terminal.
const keyColumns = 46

// table is rows of cells below their heads, the first ones to the left of
// their column, those from right on to the right of it.
type table struct {
	right int
	last  bool // the last column is text: to the left, and as long as it is
	names bool // heads behind the first are names of others
	paths bool // keys are paths, of which the end tells most
	head  []string
	rows  [][]string
}

// newTable has a column of keys and columns of figures.
func newTable(head ...string) table { return table{right: 1, head: head} }

// rateTable is for rows of this key.
func rateTable(key string) table {
	return newTable(key, "occurrences", "documents", "letters", "per 10,000")
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) addRow(key string, r Row) {
	t.add(key, thousands(r.Occurrences), thousands(r.Documents), thousands(r.Letters), fmt.Sprintf("%.3f", r.Rate))
}

// write puts a blank line and the table.
func (t *table) write(w io.Writer, p Printer) {
	rows := [][]string{t.clean(p, t.head)}
	for _, row := range t.rows {
		rows = append(rows, t.clean(p, row))
	}
	widths := make([]int, len(t.head))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	fmt.Fprintf(w, "\n%s\n", p.paint(dim, t.line(rows[0], widths)))
	for _, row := range rows[1:] {
		fmt.Fprintln(w, t.line(row, widths))
	}
}

// clean is the cells as they can stand on a line.
func (t *table) clean(p Printer, row []string) []string {
	cells := make([]string, len(row))
	for i, cell := range row {
		cells[i] = p.inLine(cell)
		switch {
		case i >= t.right || p.Columns == 0:
		case t.paths:
			cells[i] = cutStart(cells[i], max(keyColumns, p.Columns/2))
		default:
			cells[i] = cutEnd(cells[i], keyColumns)
		}
	}
	return cells
}

func (t *table) line(cells []string, widths []int) string {
	line := ""
	for i, cell := range cells {
		if i > 0 {
			line += "  "
		}
		switch {
		case t.last && i == len(cells)-1:
			line += cell
		case i >= t.right:
			line += right(cell, widths[i])
		default:
			line += left(cell, widths[i])
		}
	}
	return line
}
