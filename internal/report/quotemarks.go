package report

import (
	"fmt"
	"io"
	"strings"

	"yinzheng/internal/quote"
)

// cell is one character on a line of text, with the mark that stands below it.
type cell struct {
	at      int // its byte in the text
	text    string
	columns int
	mark    byte // ' '; meant or wrong
	color   string
}

const (
	meant = '~' // the words that a line is about
	wrong = '^' // what differs in them
)

// marked is a line of text with marks below it:
//
//	爱护山水林田，人人有责。
//	    ~~~~^^~~
//
// A character is as wide as a terminal shows it, so the marks stand below
// what they mean.
type marked struct{ cells []cell }

// add puts text behind the line; it begins at byte at.
func (m *marked) add(p Printer, text string, at int, mark byte, color string) {
	for i, r := range text {
		shown := p.inLine(string(r))
		m.cells = append(m.cells, cell{at + i, shown, columns(shown), mark, color})
	}
}

// blame marks the characters of span as wrong; of an empty span, where
// something is missing, the character behind it.
func (m *marked) blame(span quote.Span) {
	for i := range m.cells {
		c := &m.cells[i]
		if c.at < span.Start {
			continue
		}
		if c.at >= span.End && span.End > span.Start {
			return
		}
		c.mark, c.color = wrong, hit
		if span.End <= span.Start {
			return
		}
	}
}

const (
	nearby    = 12  // characters kept on each side of a mark where a line is cut
	wholeLine = 150 // characters of the words meant that are shown whole
)

// shorten leaves out what is far from the marks: around the words that are
// meant, and where they are many, between those that are wrong. The first and
// the last of the words are always shown.
func (m *marked) shorten() {
	first, last, many := m.extent()
	if first < 0 {
		return
	}
	keep := make([]bool, len(m.cells))
	around := func(i, n int) {
		for j := max(i-n, 0); j <= min(i+n, len(keep)-1); j++ {
			keep[j] = true
		}
	}
	around(first, nearby)
	around(last, nearby)
	end := -1 // of what is kept around wrong ones, so that long runs take one step each
	for i, c := range m.cells {
		inside := i >= first && i <= last
		switch {
		case inside && !many:
			keep[i] = true
		case c.mark == wrong && i > end:
			around(i, nearby)
			end = i
		}
	}
	m.cut(keep)
}

// extent is the first and the last marked character, and whether there are
// many in between; -1 for none.
func (m *marked) extent() (first, last int, many bool) {
	first, last = -1, -1
	for i, c := range m.cells {
		if c.mark != ' ' {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last, last-first >= wholeLine
}

// cut keeps these characters, with … for each gap of more than one.
func (m *marked) cut(keep []bool) {
	var cells []cell
	for i, c := range m.cells {
		gap := !keep[i] && (i > 0 && !keep[i-1] || i+1 < len(keep) && !keep[i+1])
		switch {
		case !gap:
			cells = append(cells, c)
		case i == 0 || keep[i-1]:
			cells = append(cells, cell{c.at, "…", 1, ' ', dim})
		}
	}
	m.cells = cells
}

// rows divides the line into pieces of at most n columns, 0 for one piece. A
// mark that may not begin a line stays on the one before.
func (m *marked) rows(n int) [][]cell {
	var rows [][]cell
	start, at := 0, 0
	for i, c := range m.cells {
		if n > 0 && i > start && at+c.columns > n && !neverFirst(c.text) {
			rows = append(rows, m.cells[start:i])
			start, at = i, 0
		}
		at += c.columns
	}
	return append(rows, m.cells[start:])
}

// neverFirst tells whether a character may not begin a line.
func neverFirst(s string) bool {
	return strings.Contains("，。、；：！？）》”’」』】…,.;:!?)", s)
}

// write puts each row behind first, the later ones behind rest, and its marks,
// if marks says so, below. The leads take the same columns.
func (m *marked) write(w io.Writer, p Printer, first, rest string, marks bool) {
	var b strings.Builder
	lead := columns(rest)
	width := 0
	if p.Columns > 0 {
		width = max(p.Columns-lead-2, 20) // two for a mark that may not begin a line
	}
	for i, row := range m.rows(width) {
		if i == 0 {
			b.WriteString(p.paint(dim, first))
		} else {
			b.WriteString(p.paint(dim, rest))
		}
		p.paintRow(&b, row)
		b.WriteByte('\n')
		if below := marksOf(row); marks && below != "" {
			b.WriteString(p.paint(dim, rest) + p.paint(green, below) + "\n")
		}
	}
	fmt.Fprint(w, b.String())
}

// paintRow writes characters of the same color together.
func (p Printer) paintRow(b *strings.Builder, row []cell) {
	for i := 0; i < len(row); {
		var run strings.Builder
		j := i
		for ; j < len(row) && row[j].color == row[i].color; j++ {
			run.WriteString(row[j].text)
		}
		b.WriteString(p.paint(row[i].color, run.String()))
		i = j
	}
}

// marksOf is the line of marks below a row, "" if there are none.
func marksOf(row []cell) string {
	var b strings.Builder
	for _, c := range row {
		b.WriteString(strings.Repeat(string(rune(c.mark)), c.columns))
	}
	return strings.TrimRight(b.String(), " ")
}
