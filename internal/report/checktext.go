package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"yinzheng/internal/quote"
)

// checkText writes each draft with what is worth a look in it, as compilers
// do:
//
//	draft.md:12:8: near 0.94: “…”
//	   12 | the line of the draft
//	      |      ~~~^^~~~
//	      = 替换 止 → 只
//	      = source: the wording
//	      = at: title section · date · path:line
//	      = not fixed: why --fix leaves it
//
// and then the counts.
func (p Printer) checkText(c Check) error {
	w := bufio.NewWriter(p.W)
	for i, f := range c.Files {
		if i > 0 {
			fmt.Fprintln(w)
		}
		p.draftHead(w, f)
		p.draftText(w, c, f)
	}
	if len(c.Files) > 0 {
		fmt.Fprintln(w)
	}
	for _, u := range c.Unreadable {
		fmt.Fprintf(w, "%s: %s: %s\n", p.paint(magenta, p.inLine(u.Path)), p.paint(hit, "could not be read"), p.inLine(u.Reason))
	}
	p.checkSummary(w, c)
	p.unreadText(w, len(c.Unread) == 0, c.Unread)
	return w.Flush()
}

// draftHead says which documents could vouch for the draft.
func (p Printer) draftHead(w io.Writer, f DraftFile) {
	fmt.Fprintf(w, "%s: %s\n", p.paint(bold, p.inLine(f.Path)), p.inLine(f.cut()))
	if len(f.Own) > 0 {
		fmt.Fprintf(w, "  left out, being this draft: %s\n", p.inLine(strings.Join(f.Own, ", ")))
	}
}

// cut says up to which date documents vouch, and where that is from.
func (f DraftFile) cut() string {
	switch {
	case f.Before == "":
		return "documents of any date vouch"
	case f.BeforeFrom == FromFlag:
		return fmt.Sprintf("documents up to %s vouch (--before)", f.Before)
	default:
		return fmt.Sprintf("documents up to %s vouch (the draft's own date; --before changes it)", f.Before)
	}
}

// draftText writes warnings and claims in the order of the draft.
func (p Printer) draftText(w io.Writer, c Check, f DraftFile) {
	warnings := slices.Clone(f.Warnings)
	slices.SortStableFunc(warnings, func(a, b Warning) int { return a.off - b.off })
	for _, x := range f.Claims {
		for len(warnings) > 0 && warnings[0].off <= x.span.Start {
			p.warningText(w, f, warnings[0])
			warnings = warnings[1:]
		}
		if c.shows(x) {
			p.claimText(w, c, f, x)
		}
	}
	for _, x := range warnings {
		p.warningText(w, f, x)
	}
}

// lead is path:line:col: , for an editor to jump to.
func (p Printer) lead(path string, line, column int) string {
	return fmt.Sprintf("%s:%s: ", p.place(path, line), p.paint(green, fmt.Sprint(column)))
}

func (p Printer) warningText(w io.Writer, f DraftFile, x Warning) {
	fmt.Fprintf(w, "\n%s%s: %s\n", p.lead(f.Path, x.Line, x.Column), p.paint(bold, "warning"), p.inLine(x.Text))
	p.draftLine(w, f, x.Line, quote.Span{Start: x.off, End: x.off}, []quote.Span{{Start: x.off, End: x.off}})
}

func (p Printer) claimText(w io.Writer, c Check, f DraftFile, x Claim) {
	verdict := string(x.Verdict)
	if x.Verdict == quote.Near && x.Source != nil {
		verdict += " " + similarity(x.Source.Similarity)
	}
	if x.unattributed() {
		verdict += ", attribution not checked"
	}
	color := bold
	if c.fails(x.Verdict) {
		color = hit
	}
	fmt.Fprintf(w, "\n%s%s: %s", p.lead(f.Path, x.Line, x.Column), p.paint(color, verdict), p.claimName(x))
	if x.Kind == quote.Citation && x.Source == nil && len(x.Edits) == 0 {
		// Most citations of most drafts are of documents that nobody has indexed.
		fmt.Fprintf(w, "  (%s)\n", p.inLine(string(x.Note)))
		return
	}
	io.WriteString(w, "\n")
	p.draftLine(w, f, x.Line, x.span, x.blamed())
	p.claimSource(w, gutter(x.Line, '='), x)
}

// claimName is the claim, as much of it as a line holds.
func (p Printer) claimName(x Claim) string {
	text := cutEnd(p.inLine(x.Text), 60)
	if x.Kind == quote.Quotation {
		text = "“" + text + "”"
	}
	if len(x.Names) > 0 && x.Kind == quote.Quotation {
		text += "  (" + cutEnd(p.inLine(x.Names[0].Text), 40) + ")"
	}
	return text
}

// blamed is what is wrong in the draft: what the edits change, or where they
// put something. Where nothing is known to be wrong it is none.
func (c Claim) blamed() []quote.Span {
	if c.Verdict != quote.Near {
		return nil
	}
	var spans []quote.Span
	for _, e := range c.Edits {
		spans = append(spans, quote.Span{Start: e.DraftStart, End: e.DraftEnd})
	}
	return spans
}

// gutter is as wide as that of a line with this number, and ends in sign.
func gutter(line int, sign rune) string {
	return blanks(max(len(fmt.Sprint(line)), 4)) + " " + string(sign) + " "
}

// draftLine writes what stands around span in the draft, what is blamed
// marked.
func (p Printer) draftLine(w io.Writer, f DraftFile, number int, span quote.Span, blamed []quote.Span) {
	text := f.doc.Text
	start, end := back(text, span.Start), forth(text, span.End)
	start += strings.LastIndexByte(text[start:span.Start], '\n') + 1
	if i := strings.IndexByte(text[span.End:end], '\n'); i >= 0 {
		end = span.End + i
	}
	line := marked{}
	line.add(p, text[start:span.Start], start, ' ', plain)
	line.add(p, text[span.Start:span.End], span.Start, meant, plain)
	line.add(p, text[span.End:end], span.End, ' ', plain)
	for _, b := range blamed {
		line.blame(b)
	}
	line.shorten()
	first := fmt.Sprintf("%4d | ", number)
	line.write(w, p, first, gutter(number, '|'), true)
}

// reach is how many bytes around a claim are looked at: more than shorten
// keeps, and not a paragraph of megabytes.
const reach = 8 * nearby

// back is the start of a character at most reach bytes before off, forth the
// end of one behind it.
func back(text string, off int) int {
	if off <= reach {
		return 0
	}
	i := off - reach
	for i > 0 && !startsRune(text[i]) {
		i--
	}
	return i
}

func forth(text string, off int) int {
	if len(text)-off <= reach {
		return len(text)
	}
	i := off + reach
	for i < len(text) && !startsRune(text[i]) {
		i++
	}
	return i
}

func startsRune(b byte) bool { return b&0xC0 != 0x80 }

// claimSource says what the source has, where, and why.
func (p Printer) claimSource(w io.Writer, lead string, x Claim) {
	put := func(text string) { fmt.Fprintln(w, p.paint(dim, lead)+text) }
	if x.Verdict == quote.Near && len(x.Edits) > 0 {
		put(p.inLine(strings.Join(firstWords(x.Edits), editJoint)))
	}
	if s := x.Source; s != nil {
		name := "source: "
		if x.farSource() {
			name = "the closest: "
		}
		line := p.wording(*s, x.Edits)
		fmt.Fprint(w, p.paint(dim, lead), name)
		p.paintRowTo(w, line.cells)
		put("at: " + p.whereText(*s))
	}
	if x.Note != "" {
		put("note: " + p.inLine(string(x.Note)))
	}
	if x.Unfixed != "" {
		put("not fixed: " + p.inLine(string(x.Unfixed)))
	}
}

// wording is the source's, whole, so that it can be taken over.
func (p Printer) wording(s Standing, edits []Edit) marked {
	s.Before, s.After = "", ""
	line := p.sentence(s, edits)
	if len(edits) > 0 {
		return line
	}
	for i := range line.cells {
		line.cells[i].color = plain
	}
	return line
}

func (p Printer) paintRowTo(w io.Writer, row []cell) {
	var b strings.Builder
	p.paintRow(&b, row)
	fmt.Fprintln(w, b.String())
}

// whereText is title and section, date, and path:line.
func (p Printer) whereText(s Standing) string {
	parts := []string{p.inLine(s.name())}
	if s.Document.Date != "" {
		parts = append(parts, p.inLine(string(s.Document.Date)))
	}
	return strings.Join(append(parts, p.place(s.Document.Path, s.Line)), " · ")
}

// checkSummary counts the claims of all drafts.
func (p Printer) checkSummary(w io.Writer, c Check) {
	s := c.Summary
	fmt.Fprintf(w, "%s: %s, %s", p.paint(bold, count(len(c.Files), "draft")), count(s.Quotations, "quotation"), count(s.Citations, "citation"))
	if s.Terms > 0 {
		fmt.Fprintf(w, "; %s not checked", count(s.Terms, "term"))
	}
	fmt.Fprintln(w)
	var counts []string
	for _, v := range quote.Verdicts() {
		if n := *s.of(v); n > 0 {
			counts = append(counts, thousands(n)+" "+string(v))
		}
	}
	if s.Warnings > 0 {
		counts = append(counts, count(s.Warnings, "warning"))
	}
	if len(counts) > 0 {
		fmt.Fprintln(w, strings.Join(counts, ", "))
	}
	if s.NotChecked > 0 {
		fmt.Fprintf(w, "%s of words that were found, not checked\n", count(s.NotChecked, "attribution"))
	}
	fmt.Fprintln(w, p.failingText(c))
}

// failingText says what counts as wrong, and how much there is of it.
func (p Printer) failingText(c Check) string {
	if len(c.FailOn) == 0 {
		return "nothing counts as wrong (--fail-on none)"
	}
	var names []string
	for _, v := range c.FailOn {
		names = append(names, string(v))
	}
	if len(c.Files) == 0 {
		return "nothing was checked"
	}
	on := fmt.Sprintf(" (--fail-on %s)", strings.Join(names, ","))
	if c.Summary.Failing == 0 {
		return p.paint(green, "nothing wrong") + on
	}
	return p.paint(hit, thousands(c.Summary.Failing)+" wrong") + on
}
