package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"yinzheng/internal/quote"
)

// quoteText writes the verdict and the totals, then each source: those of
// documents with a date, then the others.
func (p Printer) quoteText(q Quote) error {
	w := bufio.NewWriter(p.W)
	p.quoteHead(w, q)
	undated := 0
	for _, s := range q.Sources {
		if s.Document.Date == "" {
			undated++
			continue
		}
		p.sourceText(w, q, s)
	}
	if undated > 0 {
		fmt.Fprintf(w, "\n%s\n", p.paint(bold, "undated:"))
	}
	for _, s := range q.Sources {
		if s.Document.Date == "" {
			p.sourceText(w, q, s)
		}
	}
	if q.Closest != nil {
		fmt.Fprintf(w, "\n%s\n", p.paint(bold, "the closest:"))
		p.sourceText(w, q, *q.Closest)
	}
	fmt.Fprintln(w)
	p.unreadText(w, q.Complete, q.Unread)
	return w.Flush()
}

func (p Printer) quoteHead(w io.Writer, q Quote) {
	text := p.inLine(strings.TrimSpace(q.Quote))
	if p.Columns > 0 {
		text = cutEnd(text, max(p.Columns-4, 20))
	}
	text = p.paint(bold, text)
	if !strings.ContainsAny(text, "“‘「『\"") { // otherwise it has marks of its own
		text = "“" + text + "”"
	}
	fmt.Fprintf(w, "%s\n%s\n", text, p.verdictText(q))
	if q.Occurrences > 0 {
		fmt.Fprintln(w, q.totals())
	}
	for _, r := range q.MaybeEarlier() {
		fmt.Fprintf(w, "「%s」：%s (%s)\n", q.FirstMark(), r.Chinese, r.English)
	}
	p.filterText(w, q.Filters)
}

// verdictText is the verdict in words.
func (p Printer) verdictText(q Quote) string {
	text := string(q.Verdict) + ": " + inWords(q.Verdict)
	if q.Verdict == quote.Absent && q.Near == 0 {
		text += "; --near off: wordings that differ were not looked for"
	}
	return p.paint(verdictColor(q.Verdict), text)
}

// inWords says what a verdict means where no source is named.
func inWords(v quote.Verdict) string {
	switch v {
	case quote.Exact:
		return "it stands there as quoted"
	case quote.Equivalent:
		return "its letters stand there; punctuation, script, width or case differ"
	case quote.Near:
		return "it does not stand there as quoted; a few letters differ"
	case quote.Absent:
		return "it was not found"
	default:
		return "it was not found, and is too short to say more"
	}
}

func verdictColor(v quote.Verdict) string {
	switch v {
	case quote.Exact, quote.Equivalent:
		return green
	case quote.Unsure:
		return bold
	default:
		return hit
	}
}

// totals is what was found in all and what of it is shown.
func (q Quote) totals() string {
	text := fmt.Sprintf("%s in %s:", count(q.Occurrences, "occurrence"), count(q.Documents, "document"))
	comma := " "
	for _, c := range q.Counts() {
		text += comma + thousands(c.Places) + " " + string(c.Verdict)
		comma = ", "
	}
	switch {
	case len(q.Sources) == 0:
		text += fmt.Sprintf("; none behind --offset %d", q.Offset)
	case len(q.Sources) < q.Occurrences:
		text += fmt.Sprintf("; %s to %s shown (--limit 0 shows all)", thousands(q.Offset+1), thousands(q.Offset+len(q.Sources)))
	}
	return text
}

// sourceText is a blank line, then
//
//	「首见」 exact  2020-06-01  title  section
//	  path:line
//	  the sentence, and marks below it
//
// and of a near one what was quoted, and the edits in words.
func (p Printer) sourceText(w io.Writer, q Quote, s Source) {
	fmt.Fprintln(w)
	if s.First {
		fmt.Fprint(w, p.paint(hit, "「"+q.FirstMark()+"」"), " ")
	}
	fmt.Fprintln(w, p.standingHead(s.Standing))
	fmt.Fprintf(w, "  %s\n", p.place(s.Document.Path, s.Line))
	near := len(s.Edits) > 0
	if near {
		line := marked{}
		line.add(p, q.Quote, 0, meant, plain)
		for _, e := range s.Edits {
			line.blame(quote.Span{Start: e.DraftStart, End: e.DraftEnd})
		}
		line.shorten()
		line.write(w, p, "  quoted: ", "          ", true)
	}
	first, rest := "  ", "  "
	if near {
		first, rest = "  source: ", "          "
	}
	line := p.sentence(s.Standing, s.Edits)
	line.shorten()
	line.write(w, p, first, rest, near || !p.Color)
	if near {
		fmt.Fprintf(w, "  %s\n", p.inLine(strings.Join(firstWords(s.Edits), editJoint)))
	}
}

// standingHead is verdict, date, title and section.
func (p Printer) standingHead(s Standing) string {
	verdict := string(s.Verdict)
	switch s.Verdict {
	case "":
		verdict = "similarity " + similarity(s.Similarity)
	case Optional(quote.Near):
		verdict += " " + similarity(s.Similarity)
	}
	parts := []string{p.paint(verdictColor(quote.Verdict(s.Verdict)), verdict)}
	if s.Document.Date != "" {
		parts = append(parts, p.inLine(string(s.Document.Date)))
	}
	parts = append(parts, p.paint(bold, p.inLine(s.Document.Name())))
	if s.Section != "" {
		parts = append(parts, p.inLine(string(s.Section)))
	}
	return strings.Join(parts, "  ")
}

// sentence is where a quotation stands, its words marked, and what differs in
// them.
func (p Printer) sentence(s Standing, edits []Edit) marked {
	line := marked{}
	line.add(p, s.Before, s.Start-len(s.Before), ' ', dim)
	color := hit
	if len(edits) > 0 {
		color = plain
	}
	line.add(p, s.Text, s.Start, meant, color)
	line.add(p, s.After, s.Start+len(s.Text), ' ', dim)
	if !s.whole() {
		return line
	}
	for _, e := range edits {
		if e.Op != quote.Delete { // nothing of it is in the source
			line.blame(quote.Span{Start: e.SourceStart, End: e.SourceEnd})
		}
	}
	return line
}

// whole tells whether Text is all that stands between Start and End, so that
// its bytes can be counted from there.
func (s Standing) whole() bool { return s.End-s.Start == len(s.Text) }

// shownEdits is how many differences are said in words.
const shownEdits = 12

// firstWords are the edits in words, at most so many that a line holds them.
func firstWords(edits []Edit) []string {
	if len(edits) <= shownEdits {
		return editWords(edits)
	}
	return append(editWords(edits[:shownEdits]), fmt.Sprintf("(%s more)", thousands(len(edits)-shownEdits)))
}
