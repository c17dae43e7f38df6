package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"yinzheng/internal/concord"
)

const (
	leastContext = 12 // columns on each side of a match, on the narrowest terminal
	mostSection  = 22 // columns of a section, on a terminal
	shownRows    = 10 // issuers, types and forms; years are all shown
	shownUnread  = 10
)

// mentionsText writes the lines in context, the matches below each other,
// then the counts, then what is missing. Lines of one document in a row stand
// under its name; sorted by their context, each says where it is from.
func (p Printer) mentionsText(m Mentions) error {
	w := bufio.NewWriter(p.W)
	shown := 0
	path := ""
	for item, err := range m.Items {
		if err != nil {
			_ = w.Flush() // the lines before the error stand
			return err
		}
		switch {
		case m.Sort == concord.ByLeft || m.Sort == concord.ByRight:
			p.lineAlone(w, item, m)
		default:
			if item.Document.Path != path {
				if path != "" {
					fmt.Fprintln(w)
				}
				path = item.Document.Path
				p.mentionHead(w, NewDocument(item.Document))
			}
			p.lineBelow(w, item, m)
		}
		shown++
		if _, err := w.Write(nil); err != nil {
			return err // nobody reads on
		}
	}
	if shown > 0 {
		fmt.Fprintln(w)
	}
	p.mentionsSummary(w, m.counted(), shown)
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

// lineBelow is line number, text before, match, text after, section: of a long
// one, a terminal shows the end.
func (p Printer) lineBelow(w io.Writer, m concord.Mention, all Mentions) {
	fmt.Fprint(w, p.paint(green, fmt.Sprintf("%6d", m.Line)), "  ")
	text := p.aligned(m, all, len("123456  ")+len("  []")+mostSection)
	section := p.inLine(m.Section)
	if p.Columns > 0 {
		section = cutStart(section, mostSection)
	}
	if section == "" {
		fmt.Fprintln(w, strings.TrimRight(text, " "))
		return
	}
	fmt.Fprintln(w, text+"  "+p.paint(dim, "["+section+"]"))
}

// lineAlone is text before, match, text after, then the document with its
// date, the section, and where that is; on a terminal below, so that the
// matches stand below each other.
func (p Printer) lineAlone(w io.Writer, m concord.Mention, all Mentions) {
	d := NewDocument(m.Document)
	var from []string
	for _, fact := range []string{d.Name(), string(d.Date), m.Section} {
		if fact != "" && fact != d.Path {
			from = append(from, p.inLine(fact))
		}
	}
	text := p.aligned(m, all, 0)
	if p.Columns > 0 {
		text = strings.TrimRight(text, " ") + "\n  "
	}
	fmt.Fprint(w, text, "  ")
	if len(from) > 0 {
		fmt.Fprint(w, p.paint(dim, "["+strings.Join(from, " · ")+"]"), " ")
	}
	fmt.Fprintln(w, p.place(d.Path, m.Line))
}

// aligned is the match between its contexts, each filled with blanks to as
// many columns, two a character; used is what else stands on the line.
func (p Printer) aligned(m concord.Mention, all Mentions, used int) string {
	text := p.inLine(m.Match)
	side := 2 * all.Width
	if p.Columns > 0 && !all.Chosen {
		side = min(side, p.sideColumns(text, used))
	}
	before := cutStart(strings.TrimSpace(p.inLine(m.Before)), side)
	after := cutEnd(strings.TrimSpace(p.inLine(m.After)), side)
	return right(before, side) + " " + p.paint(hit, text) + " " + left(after, side)
}

// sideColumns is what each side gets on a terminal: its share of what the
// match leaves.
func (p Printer) sideColumns(match string, used int) int {
	free := p.Columns - used - len("  ") - min(columns(match), p.Columns/3)
	return max(free/2, leastContext)
}

func (p Printer) mentionsSummary(w io.Writer, m Mentions, shown int) {
	fmt.Fprint(w, p.paint(bold, m.totals()))
	listed := m.Occurrences
	if m.Sample != nil {
		listed = min(m.Sample.Size, m.Occurrences)
		fmt.Fprintf(w, ", %s drawn (--seed %d)", thousands(listed), m.Sample.Seed)
	}
	switch {
	case shown == 0 && listed > 0:
		fmt.Fprintf(w, ", none behind --offset %d", m.Offset)
	case shown < listed:
		fmt.Fprintf(w, ", %s to %s shown (--limit 0 shows all)", thousands(m.Offset+1), thousands(m.Offset+shown))
	}
	fmt.Fprintln(w)
	p.remarksText(w, m.Remarks())
	p.conceptText(w, m.Asked)
	p.scopeText(w, m.Scope)
	if m.Occurrences > 0 {
		for _, t := range m.tables(shownRows) {
			t.write(w, p)
		}
	}
	fmt.Fprintln(w)
	p.unreadText(w, m.Complete, m.Unread)
}

// tables is the counts: all years, and n of the rest, which are most often
// very many; the others are added up.
func (m Mentions) tables(n int) []table {
	return []table{
		formTable(m.Forms, n),
		rowTable("year", m.By.Year, len(m.By.Year)),
		rowTable("issuer", m.By.Issuer, n),
		rowTable("type", m.By.Type, n),
	}
}

func formTable(forms []Form, n int) table {
	t := newTable("form", "occurrences")
	rest := 0
	for i, f := range forms {
		if i >= n {
			rest += f.Occurrences
			continue
		}
		t.add(f.Text, thousands(f.Occurrences))
	}
	if rest > 0 {
		t.add(moreRows(len(forms)-n), thousands(rest))
	}
	return t
}

// rowTable shows the first n rows, those with mentions, and adds the others up
// in one. The unknown keeps a row of its own.
func rowTable(name string, rows []Row, n int) table {
	t := rateTable(name)
	var rest, unknown Row
	more := 0
	for _, r := range rows {
		switch {
		case r.Occurrences == 0:
		case r.Key == "":
			unknown = r
		case len(t.rows) < n:
			t.addRow(r.Key, r)
		default:
			more++
			rest.Occurrences += r.Occurrences
			rest.Documents += r.Documents
			rest.Letters += r.Letters
		}
	}
	if more > 0 {
		rest.Rate = float64(rest.Occurrences) * 10_000 / float64(max(rest.Letters, 1))
		t.addRow(moreRows(more), rest)
	}
	if unknown.Occurrences > 0 {
		t.addRow(unknownKey, unknown)
	}
	return t
}

// moreRows is the key of the row that adds up n others.
func moreRows(n int) string { return fmt.Sprintf("(%s more)", thousands(n)) }

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
