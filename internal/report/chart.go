package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"yinzheng/internal/concord"
)

const (
	chartColumns      = 80 // where the terminal's are not known
	leastChartColumns = 40
	chartFold         = 2 // years without documents that keep a line each
	chartQuiet        = 4 // lines in a row without a mention that stay apart
)

// chartText draws each series of years as bars, the rates, and the counts.
// No line is longer than the terminal's columns, if those are 40 or more.
// A bar is proportional to its rate, but never empty where there is a
// mention. x must be by year; ErrNothingToDraw if it has no occurrences.
func (p Printer) chartText(w io.Writer, x concord.Matrix) error {
	if err := drawable(x); err != nil {
		return err
	}
	if p.Columns == 0 {
		p.Columns = chartColumns
	}
	p.Columns = max(p.Columns, leastChartColumns)
	slots := timeline(x.Series[0].Rows, chartFold)
	var b strings.Builder
	for i, s := range x.Series {
		if i > 0 {
			b.WriteByte('\n')
		}
		p.chartTitle(&b, s)
		if s.Occurrences > 0 {
			p.chartSeries(&b, s.Rows, slots)
		}
	}
	if len(x.Series) > 1 {
		b.WriteString("\neach series has a scale of its own\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// chartTitle is the name and the totals, in two lines where one is too short.
func (p Printer) chartTitle(b *strings.Builder, s concord.Series) {
	name := cutEnd(p.inLine(s.Name), p.Columns)
	total := fmt.Sprintf("%s in %s", count(s.Occurrences, "occurrence"), count(s.Documents, "document"))
	between := "  "
	if columns(name)+len(between)+len(total) > p.Columns {
		between = "\n"
	}
	fmt.Fprintf(b, "%s%s%s\n", p.paint(bold, name), between, cutEnd(total, p.Columns))
}

// chartLine is one line of a chart. Years without documents have a note
// instead of the rest.
type chartLine struct {
	label, rate, count, note string
	part                     float64 // of the scale; above 1 if beyond it
}

func (p Printer) chartSeries(b *strings.Builder, rows []concord.Row, slots []slot) {
	lines := []chartLine{{label: "year", rate: "per 10,000", count: "count"}}
	beyond := false
	full := fullRate(rows)
	for len(slots) > 0 {
		n := quiet(slots, rows)
		if n > chartQuiet {
			years := fmt.Sprintf("%04d–%04d", slots[0].first, slots[n-1].last)
			lines = append(lines, chartLine{label: years, note: "(no mentions)"})
			slots = slots[n:]
			continue
		}
		line := p.chartLine(slots[0], rows, full)
		beyond = beyond || line.part > 1
		lines = append(lines, line)
		slots = slots[1:]
	}
	p.chartLines(b, lines)
	if beyond {
		b.WriteString("▸ is beyond the scale of the years\n")
	}
}

// quiet is how many slots, from the first on, are years without a mention.
func quiet(slots []slot, rows []concord.Row) int {
	for i, s := range slots {
		if s.last == 0 || s.row != noRow && rows[s.row].Occurrences > 0 {
			return i
		}
	}
	return len(slots)
}

// chartLines writes lines, of which the first is the head, in columns.
func (p Printer) chartLines(b *strings.Builder, lines []chartLine) {
	var label, rate, number int
	for _, l := range lines {
		label, rate, number = max(label, columns(l.label)), max(rate, len(l.rate)), max(number, len(l.count))
	}
	room := max(p.Columns-label-rate-number-3*len("  "), 1)
	for i, l := range lines {
		bar := chartBar(l.part, room)
		figures := fmt.Sprintf("%s  %s  %s", blanks(room-columns(bar)), right(l.rate, rate), right(l.count, number))
		switch {
		case i == 0:
			fmt.Fprintln(b, p.paint(dim, left(l.label, label)+"  "+figures))
		case l.note != "":
			fmt.Fprintf(b, "%s  %s\n", left(l.label, label), p.paint(dim, l.note))
		default:
			fmt.Fprintf(b, "%s  %s%s\n", left(l.label, label), p.paint(green, bar), figures)
		}
	}
}

func (p Printer) chartLine(s slot, rows []concord.Row, full float64) chartLine {
	if s.row == noRow {
		return chartLine{label: s.label, note: "(no documents)"}
	}
	row := rows[s.row]
	label := p.inLine(s.label)
	if s.undated() {
		label = "(unknown)"
	}
	return chartLine{label: label, rate: shortRate(row.Rate), count: thousands(row.Occurrences), part: row.Rate / full}
}

// shortRate has three decimals, but tells little from nothing.
func shortRate(rate float64) string {
	switch {
	case rate == 0:
		return "0"
	case rate < 0.0005:
		return "<0.001"
	}
	return fmt.Sprintf("%.3f", rate)
}

// chartBar fills part of room columns, to an eighth of one; ▸ ends a bar that
// finds no room.
func chartBar(part float64, room int) string {
	if part > 1 {
		return strings.Repeat("█", room-1) + "▸"
	}
	if part <= 0 {
		return ""
	}
	eighths := max(int(math.Round(part*float64(room*8))), 1)
	bar := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		bar += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return bar
}
