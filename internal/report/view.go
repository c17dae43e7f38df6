package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"yinzheng/internal/concord"
)

// view is an answer as people see it, on a terminal or a page: pictures,
// tables, what was found in all, and whether that is everything.
type view struct {
	title string
	asked *Asked // nil: several were asked, or none
	scope Scope

	chart  *concord.Matrix
	strips []concord.Strip
	tables []table
	notes  []string

	shown, of int // of the rows or strips; the same: all
	noun      string
}

// view is of the answer to a.
func (a *Asked) view() view { return view{title: a.Query, asked: a, scope: a.Scope} }

// view writes v as text or as a page.
func (p Printer) view(v view) error {
	if p.Format == HTML {
		return p.viewPage(v)
	}
	w := bufio.NewWriter(p.W)
	if v.chart != nil {
		if err := p.chartText(w, *v.chart); err != nil {
			return err
		}
	}
	if len(v.strips) > 0 {
		if err := p.stripsText(w, v.strips); err != nil {
			return err
		}
	}
	var b strings.Builder
	for _, t := range v.tables {
		if len(t.rows) > 0 {
			t.write(&b, p)
		}
	}
	fmt.Fprint(w, strings.TrimPrefix(b.String(), "\n"))
	if v.drawn() {
		fmt.Fprintln(w)
	}
	p.viewSummary(w, v)
	p.unreadText(w, v.scope.Complete, v.scope.Unread)
	return w.Flush()
}

// drawn tells whether something stands above the summary.
func (v view) drawn() bool {
	for _, t := range v.tables {
		if len(t.rows) > 0 {
			return true
		}
	}
	return v.chart != nil || len(v.strips) > 0
}

func (p Printer) viewSummary(w io.Writer, v view) {
	var line []string
	if v.asked != nil {
		line = append(line, p.paint(bold, v.asked.totals()))
	}
	switch {
	case v.shown == 0 && v.of > 0:
		line = append(line, fmt.Sprintf("none behind --offset %d", v.scope.Offset))
	case v.shown < v.of:
		line = append(line, fmt.Sprintf("%s to %s of %s shown (--limit 0 shows all)",
			thousands(v.scope.Offset+1), thousands(v.scope.Offset+v.shown), count(v.of, v.noun)))
	}
	if len(line) > 0 {
		fmt.Fprintln(w, strings.Join(line, "; "))
	}
	if v.asked != nil {
		p.remarksText(w, v.asked.Remarks())
		p.conceptText(w, *v.asked)
	}
	p.scopeText(w, v.scope)
	p.remarksText(w, v.notes)
}

// remarksText writes a line each.
func (p Printer) remarksText(w io.Writer, remarks []string) {
	for _, text := range remarks {
		fmt.Fprintln(w, p.inLine(text))
	}
}

func (a Asked) totals() string {
	return fmt.Sprintf("%s in %s", count(a.Occurrences, "occurrence"), count(a.Documents, "document"))
}

// conceptText says what was counted as the concept.
func (p Printer) conceptText(w io.Writer, a Asked) {
	if a.Concept != nil {
		fmt.Fprintf(w, "concept %s: %s\n", p.inLine(a.Concept.Name), p.inLine(a.counted()))
	}
}

// filterText says that an answer is about some of the documents only.
func (p Printer) filterText(w io.Writer, f Filters) {
	if text := f.String(); text != "" {
		fmt.Fprintf(w, "only %s\n", p.inLine(text))
	}
}

// scopeText says in which documents was asked, if not in all.
func (p Printer) scopeText(w io.Writer, s Scope) {
	p.filterText(w, s.Filters)
	if s.NoCopies {
		fmt.Fprintln(w, "without copies: each text counts once, at its first path")
	}
}

// counted is the forms of a concept, what is not counted, and what is too.
func (a Asked) counted() string {
	c := a.Concept
	text := strings.Join(c.Forms, " | ")
	if len(c.Exclusions) > 0 {
		text += "; not in " + strings.Join(c.Exclusions, ", ")
	}
	switch {
	case len(c.Narrower) == 0:
	case a.Narrower:
		text += "; with the narrower " + strings.Join(c.Narrower, ", ")
	default:
		text += "; without the narrower " + strings.Join(c.Narrower, ", ") + " (--narrower counts them in)"
	}
	return text
}
