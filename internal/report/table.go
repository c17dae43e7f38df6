package report

import (
	"fmt"
	"io"
)

// table is rows of cells below their heads, the first ones to the left of
// their column, those from right on to the right of it.
type table struct {
	right int
	head  []string
	rows  [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// write puts a blank line and the table.
func (t *table) write(w io.Writer, p Printer) {
	widths := make([]int, len(t.head))
	for _, row := range append([][]string{t.head}, t.rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	fmt.Fprintf(w, "\n%s\n", p.paint(dim, t.line(t.head, widths)))
	for _, row := range t.rows {
		fmt.Fprintln(w, t.line(row, widths))
	}
}

func (t *table) line(cells []string, widths []int) string {
	line := ""
	for i, cell := range cells {
		if i > 0 {
			line += "  "
		}
		if i >= t.right {
			line += right(cell, widths[i])
		} else {
			line += left(cell, widths[i])
		}
	}
	return line
}
