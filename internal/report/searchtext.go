package report

import (
	"fmt"
	"strings"

	"yinzheng/index"
)

// searchText writes what the words name, if they are a name, and for each
// document:
//
//  1. title  第三章 第十二条
//     文号 · date · 机关
//     snippet, wrapped
//     path:line
func (p Printer) searchText(s Search) error {
	var b strings.Builder
	if s.Article != nil && s.Offset == 0 {
		b.WriteString(p.articleText(s.Article))
	}
	margin := len(fmt.Sprint(s.Offset+len(s.Hits))) + 2
	for i, h := range s.Hits {
		fmt.Fprintf(&b, "%*d. ", margin-2, s.Offset+i+1)
		p.hitText(&b, h, margin)
		b.WriteByte('\n')
	}
	b.WriteString(p.searchSummary(s))
	_, err := p.W.Write([]byte(b.String()))
	return err
}

// hitText writes a hit whose first line has its number already.
func (p Printer) hitText(b *strings.Builder, h Hit, margin int) {
	title := h.Title
	if join(title) == "" {
		title = []index.Piece{{Text: h.Document.Name()}}
	}
	b.WriteString(p.titleText(title))
	indent := "\n" + blanks(margin)
	for i, x := range h.Passages {
		if i == 0 && x.Section != "" {
			b.WriteString("  " + p.inLine(string(x.Section)))
		}
	}
	if facts := p.facts(h.Document); facts != "" {
		b.WriteString(indent + p.paint(dim, facts))
	}
	for i, x := range h.Passages {
		if i > 0 && x.Section != "" {
			b.WriteString(indent + p.inLine(string(x.Section)))
		}
		if join(x.Snippet) != "" {
			b.WriteString(indent)
			p.wrapped(b, x.Snippet, margin)
		}
		b.WriteString(indent + p.place(h.Document.Path, x.Line))
	}
	if len(h.Passages) == 0 && h.Document.Title != "" {
		b.WriteString(indent + p.paint(magenta, p.inLine(h.Document.Path)))
	}
	b.WriteByte('\n')
}

func (p Printer) titleText(title []index.Piece) string {
	var b strings.Builder
	for _, x := range title {
		color := bold
		if x.Match {
			color = hit
		}
		b.WriteString(p.paint(color, p.inLine(x.Text)))
	}
	return b.String()
}

// facts is what a line has room for: 文号 · date · 机关.
func (p Printer) facts(d Document) string {
	var known []string
	for _, fact := range []Optional{d.Number, d.Date, d.Issuer} {
		if fact != "" {
			known = append(known, p.inLine(string(fact)))
		}
	}
	return strings.Join(known, " · ")
}

func (p Printer) place(path string, line int) string {
	return p.paint(magenta, p.inLine(path)) + ":" + p.paint(green, fmt.Sprint(line))
}

// wrapped writes a snippet from column margin on, in lines of the terminal's
// columns. A mark that may not begin a line stays on the one before.
func (p Printer) wrapped(b *strings.Builder, snippet []index.Piece, margin int) {
	at := margin
	for _, x := range snippet {
		color := plain
		if x.Match {
			color = hit
		}
		rest := p.inLine(x.Text)
		for rest != "" {
			n := p.fitting(rest, at)
			b.WriteString(p.paint(color, rest[:n]))
			at += columns(rest[:n])
			if rest = rest[n:]; rest != "" {
				b.WriteString("\n" + blanks(margin))
				at = margin
			}
		}
	}
}

// fitting is how many bytes of s stand on a line from column at on: at least
// one rune where the line is still empty enough, all where lines have no end.
func (p Printer) fitting(s string, at int) int {
	if p.Columns < 40 {
		return len(s)
	}
	for i, r := range s {
		at += runeColumns(r)
		if at > p.Columns && !strings.ContainsRune("，。、；：！？）》”’」』】…,.;:!?)", r) {
			return i
		}
	}
	return len(s)
}

func (p Printer) searchSummary(s Search) string {
	text := count(s.Total, "document")
	if len(s.Hits) > 0 && len(s.Hits) < s.Total {
		text += fmt.Sprintf(", %s to %s shown", thousands(s.Offset+1), thousands(s.Offset+len(s.Hits)))
	}
	text += fmt.Sprintf(" (%.1f ms)\n", s.Took)
	text += p.tiersText(s)
	if only := s.Filters.String(); only != "" {
		text += "only " + p.inLine(only) + "\n"
	}
	if len(s.Split) > 0 && s.Total > 0 {
		text += "no document holds " + p.inLine(strings.Join(s.Split, ", ")) + ": looked for by its parts\n"
	}
	if !s.Complete {
		text += "incomplete: some files could not be read (yinzheng status lists them)\n"
	}
	return text
}

// tiersText says how much of the bare words the documents hold, where they
// don't all hold them as they stand.
func (p Printer) tiersText(s Search) string {
	if !s.Tiered() {
		return ""
	}
	text := fmt.Sprintf("%s with the words as they stand, %s with all of their parts (%s), %s with some\n",
		thousands(s.Tiers.Verbatim), thousands(s.Tiers.All), p.inLine(strings.Join(s.Parts, ", ")), thousands(s.Tiers.Some))
	if s.Tier != "" {
		text += "only the tier " + string(s.Tier) + "\n"
	}
	return text
}

// Tiered tells whether there is more to say of an answer's tiers than that all
// documents hold the bare words as they stand.
func (s Search) Tiered() bool { return s.Tier != "" || s.Tiers.All+s.Tiers.Some > 0 }
