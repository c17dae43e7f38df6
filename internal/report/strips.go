package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"yinzheng/internal/concord"
)

// leastName is the fewest columns in which a document's name stands behind
// its strip and not below.
const leastName = 24

// stripsText draws a line for each document: its text from start to end, the
// number of mentions, its name; then its path. The scale is one for all.
// ErrNothingToDraw if there is no mention.
func (p Printer) stripsText(w io.Writer, strips []concord.Strip) error {
	cells := p.stripCells()
	most, digits := 0, 0
	for _, s := range strips {
		for _, n := range merged(s.Cells, cells) {
			most = max(most, n)
		}
		digits = max(digits, len(thousands(s.Occurrences)))
	}
	if most == 0 {
		return ErrNothingToDraw
	}
	out := bufio.NewWriter(w)
	for _, s := range strips {
		strip := stripLine(merged(s.Cells, cells), most)
		fmt.Fprintf(out, "▕%s▏  %s", p.paint(hit, strip), right(thousands(s.Occurrences), digits))
		p.stripName(out, NewDocument(s.Document), columns("▕▏")+cells+len("  ")+digits)
	}
	fmt.Fprintf(out, "\n%s is %s\n", p.paint(hit, "█"), count(most, "mention"))
	fmt.Fprintf(out, "one cell is 1/%d of a document\n", cells)
	return out.Flush()
}

// stripCells is how many cells a strip has: fewer on a narrow terminal.
func (p Printer) stripCells() int {
	switch {
	case p.Columns == 0 || p.Columns >= 80:
		return concord.StripCells
	case p.Columns >= 40:
		return concord.StripCells / 2
	}
	return concord.StripCells / 4
}

// merged adds up cells to n, a divisor of their number.
func merged(cells [concord.StripCells]int, n int) []int {
	sums := make([]int, n)
	for i, c := range cells {
		sums[i*n/len(cells)] += c
	}
	return sums
}

// stripLine is a rune for each cell: its share of most in eighths, rounded
// up, so that no mention is invisible.
func stripLine(cells []int, most int) string {
	var b strings.Builder
	for _, n := range cells {
		b.WriteRune([]rune(" ▁▂▃▄▅▆▇█")[(n*8+most-1)/most])
	}
	return b.String()
}

// stripName ends a line of used columns with name and path, as far as there
// is room, and puts below what has none.
func (p Printer) stripName(w io.Writer, d Document, used int) {
	name, path := p.inLine(d.Name()), p.inLine(d.Path)
	color := bold
	if d.Title == "" {
		color, path = magenta, ""
	}
	line, free := "  ", p.Columns-used-len("  ")
	if p.Columns > 0 && free < leastName {
		line, free = "\n  ", p.Columns-len("  ")
	}
	if p.Columns > 0 {
		name = cutEnd(name, max(free, 1))
	}
	line += p.paint(color, name)
	switch {
	case path == "":
	case p.Columns == 0 || columns(name)+len("  ")+columns(path) <= free:
		line += "  " + p.paint(magenta, path)
	default:
		line += "\n  " + p.paint(magenta, cutStart(path, max(p.Columns-len("  "), 1)))
	}
	fmt.Fprintln(w, line)
}
