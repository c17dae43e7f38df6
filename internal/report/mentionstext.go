package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"yinzheng/internal/concord"
)

const (
	// contextColumns is what each side of a match gets where lines have no
	// end: 20 Han letters and a few marks.
	contextColumns = 46
	leastContext   = 12
	shownRows      = 10 // issuers, types and forms; years are all shown
	shownUnread    = 10
)

// mentionsText writes the lines in context under their documents, the
// matches below each other, then the counts, then what is missing.
func (p Printer) mentionsText(m Mentions) error {
	w := bufio.NewWriter(p.W)
	shown := 0
	path := ""
	for item, err := range m.Items {
		if err != nil {
			return err
		}
		if item.Document.Path != path {
			if path != "" {
				fmt.Fprintln(w)
			}
			path = item.Document.Path
			p.mentionHead(w, NewDocument(item.Document))
		}
		p.mentionLine(w, item)
		shown++
	}
	if shown > 0 {
		fmt.Fprintln(w)
	}
	p.mentionsSummary(w, m, shown)
	return w.Flush()
}

func (p Printer) mentionHead(w io.Writer, d Document) {
	fmt.Fprint(w, p.paint(bold, p.inLine(d.Name())))
	if facts := p.facts(d); facts != "" {
		fmt.Fprint(w, "  ", p.paint(dim, facts))
	}
	if d.Title != "" {
		fmt.Fprintf(w, "\n%s", p.paint(magenta, p.inLine(d.Path)))
	}
	fmt.Fprintln(w)
}

// mentionLine is line number, text before, match, text after, section.
func (p Printer) mentionLine(w io.Writer, m concord.Mention) {
	text := p.inLine(m.Match)
	side := p.contextColumns(text)
	fmt.Fprintf(w, "%s  %s %s",
		p.paint(green, fmt.Sprintf("%6d", m.Line)),
		right(cutStart(strings.TrimSpace(p.inLine(m.Before)), side), side),
		p.paint(hit, text))
	if after := strings.TrimSpace(p.inLine(m.After)); after != "" {
		fmt.Fprint(w, " ", cutEnd(after, side))
	}
	if m.Section != "" {
		fmt.Fprint(w, "  ", p.paint(dim, "["+p.inLine(m.Section)+"]"))
	}
	fmt.Fprintln(w)
}

// contextColumns shares what a match leaves of the terminal's columns; the
// section behind may be wrapped.
func (p Printer) contextColumns(match string) int {
	if p.Columns == 0 {
		return contextColumns
	}
	free := p.Columns - len("123456  ") - len("  ") - min(columns(match), p.Columns/3)
	return min(max(free/2, leastContext), contextColumns)
}

func (p Printer) mentionsSummary(w io.Writer, m Mentions, shown int) {
	total := fmt.Sprintf("%s in %s", count(m.Occurrences, "occurrence"), count(m.Documents, "document"))
	fmt.Fprint(w, p.paint(bold, total))
	switch {
	case shown == 0 && m.Occurrences > 0:
		fmt.Fprintf(w, ", none behind --offset %d", m.Offset)
	case shown < m.Occurrences:
		fmt.Fprintf(w, ", %s to %s shown (--limit 0 shows all)", thousands(m.Offset+1), thousands(m.Offset+shown))
	}
	fmt.Fprintln(w)
	if m.Occurrences > 0 {
		p.formsText(w, m.Forms)
		p.rowsText(w, "year", m.By.Year, len(m.By.Year))
		p.rowsText(w, "issuer", m.By.Issuer, shownRows)
		p.rowsText(w, "type", m.By.Type, shownRows)
	}
	fmt.Fprintln(w)
	p.unreadText(w, m.Complete, m.Unread)
}

func (p Printer) formsText(w io.Writer, forms []Form) {
	t := table{right: 1, head: []string{"form", "occurrences"}}
	rest := 0
	for i, f := range forms {
		if i >= shownRows {
			rest += f.Occurrences
			continue
		}
		t.add(cutEnd(p.inLine(f.Text), contextColumns), thousands(f.Occurrences))
	}
	if rest > 0 {
		t.add(fmt.Sprintf("%s more", thousands(len(forms)-shownRows)), thousands(rest))
	}
	t.write(w, p)
}

// rowsText shows the first n rows and adds the others up in one.
func (p Printer) rowsText(w io.Writer, name string, rows []Row, n int) {
	t := table{right: 1, head: []string{name, "occurrences", "documents", "letters", "per 10,000"}}
	var rest Row
	for i, r := range rows {
		if i >= n {
			rest.Occurrences += r.Occurrences
			rest.Documents += r.Documents
			rest.Letters += r.Letters
			continue
		}
		key := p.inLine(r.Key)
		if key == "" {
			key = "(unknown)"
		}
		t.add(cutEnd(key, contextColumns), thousands(r.Occurrences), thousands(r.Documents), thousands(r.Letters), fmt.Sprintf("%.3f", r.Rate))
	}
	if rest.Occurrences > 0 {
		rate := float64(rest.Occurrences) * 10_000 / float64(max(rest.Letters, 1))
		t.add(fmt.Sprintf("%s more", thousands(len(rows)-n)), thousands(rest.Occurrences), thousands(rest.Documents), thousands(rest.Letters), fmt.Sprintf("%.3f", rate))
	}
	t.write(w, p)
}

// unreadText says whether an answer is whole, and what is missing.
func (p Printer) unreadText(w io.Writer, complete bool, unread []Unread) {
	if complete {
		fmt.Fprintln(w, "complete: every document was read")
		return
	}
	fmt.Fprintf(w, "incomplete: %s could not be read\n", count(len(unread), "file"))
	for i, u := range unread {
		if i == shownUnread {
			fmt.Fprintf(w, "  and %s more (yinzheng status lists all)\n", thousands(len(unread)-i))
			break
		}
		fmt.Fprintf(w, "  %s: %s\n", p.paint(magenta, p.inLine(u.Path)), p.inLine(u.Reason))
	}
}
