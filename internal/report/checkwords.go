package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/quote"
)

// severity is how grave a result is for a build.
type severity int

const (
	noResult severity = iota
	asNote
	asWarning
	asError
)

// severity is that of a claim: an error if --fail-on names its verdict, a note
// if nobody can tell, or whose words they are was not checked, a warning
// otherwise; other exact and equivalent ones are no results.
func (c Check) severity(x Claim) severity {
	switch {
	case c.fails(x.Verdict):
		return asError
	case !c.shows(x):
		return noResult
	case x.Verdict != quote.Near && x.Verdict != quote.Elsewhere && x.Verdict != quote.Absent:
		return asNote
	default:
		return asWarning
	}
}

// rule is what check looks for: one for each kind of claim and verdict.
type rule struct {
	kind    quote.Kind
	verdict quote.Verdict
	chinese string // short
	english string
	means   string // one or two sentences
	advice  string
}

func (r rule) id() string { return string(r.kind) + "-" + string(r.verdict) }

// sign tells verdicts apart without colors.
func (r rule) sign() string {
	switch r.verdict {
	case quote.Exact:
		return "✓"
	case quote.Equivalent:
		return "≈"
	case quote.Near:
		return "≠"
	case quote.Elsewhere:
		return "↷"
	case quote.Absent:
		return "✗"
	default:
		return "?"
	}
}

// rules are all of them, quotations first, the best verdict first.
func rules() []rule {
	const q, c = quote.Quotation, quote.Citation
	return []rule{
		{q, quote.Exact, "引文一致", "verbatim", "The quotation is the source's, to the mark.", "Nothing to do."},
		{q, quote.Equivalent, "文字一致，标点或字形不同", "same letters", "The letters are the source's; punctuation, script, width or case differ.", "To quote verbatim, take the source's punctuation and script."},
		{q, quote.Near, "引文与原文有出入", "differs from its source", "A few letters differ from the source: a slip, a letter too many or too few, pieces that changed places.", "Take the source's wording; if it is a paraphrase, take the quotation marks off."},
		{q, quote.Elsewhere, "引文出处不符", "stands elsewhere", "The words exist, but not in the document or the article that is named.", "Name the right source, or quote the one that is named."},
		{q, quote.Absent, "引文查无原文", "not found", "The document named lacks the words; where none is named, no document of the index has them.", "Check words and source; if it is a paraphrase, take the quotation marks off."},
		{q, quote.Unsure, "引文无从核对", "cannot be told", "The document named is not in the index, or a person or a meeting is named, or the words are too few to tell.", "Check it by hand, or index the source."},
		{c, quote.Exact, "所引文件一致", "as cited", "Title, number and article are those of a document of the index.", "Nothing to do."},
		{c, quote.Equivalent, "所引文件写法不同", "written otherwise", "The document exists; its title is written otherwise.", "For a formal citation write the full title."},
		{c, quote.Near, "所引名称或文号有出入", "name or number differs", "A document of the index has nearly this title or number.", "Take the title and the number of the document that is shown."},
		{c, quote.Elsewhere, "所引名称与文号不符", "name and number disagree", "The number is that of another document.", "Check title and number."},
		{c, quote.Absent, "所引条款查无", "no such article", "The document is in the index, but has no such article, paragraph or item.", "Check the number, and which version is meant."},
		{c, quote.Unsure, "所引文件未收录", "not in the corpus", "The document is not in the index.", "Check it by hand, or index the document."},
	}
}

// unattributedRule is that of words that are a document's, ascribed to somebody
// who was not asked.
func unattributedRule(v quote.Verdict) rule {
	r := rule{quote.Quotation, v, "文字一致，出处未核", "verbatim, attribution not checked", "The words stand in a document, but nothing shows that they are of the person or the work that they are ascribed to.", "Check by hand who said it."}
	if v == quote.Equivalent {
		r.chinese, r.english = "文字一致，标点或字形不同，出处未核", "same letters, attribution not checked"
	}
	return r
}

// ruleOf is the rule of a claim.
func ruleOf(c Claim) rule {
	if c.unattributed() && c.Verdict != quote.Near {
		return unattributedRule(c.Verdict)
	}
	for _, r := range rules() {
		if r.kind == c.Kind && r.verdict == c.Verdict {
			return r
		}
	}
	return rule{kind: c.Kind, verdict: c.Verdict, chinese: "无从核对", english: string(c.Verdict)}
}

// mostQuoted is how many characters of a claim or a source a message holds.
const mostQuoted = 600

// quoted is text in a message: in one line, and not without end.
func quoted(text string) string {
	text = visible(text)
	if utf8.RuneCountInString(text) <= mostQuoted {
		return text
	}
	runes := []rune(text)
	return string(runes[:mostQuoted*2/3]) + "……" + string(runes[len(runes)-mostQuoted/3:])
}

// message says of a claim what a reader of its line must know. where names
// the place of the source.
func (c Claim) message(where func(Standing) string) string {
	var b strings.Builder
	text := "“" + quoted(c.Text) + "”"
	if c.Kind == quote.Citation {
		text = quoted(c.Text)
	}
	fmt.Fprintf(&b, "%s: %s.", ruleOf(c).english, text)
	if len(c.Edits) > 0 {
		fmt.Fprintf(&b, " %s.", visible(strings.Join(firstWords(c.Edits), editJoint)))
	}
	if s := c.Source; s != nil {
		b.WriteString(" " + c.sourceEnglish() + ": ")
		if c.Kind == quote.Quotation {
			fmt.Fprintf(&b, "“%s” in ", quoted(s.Text))
		}
		b.WriteString(where(*s) + ".")
	}
	if c.Note != "" {
		b.WriteString(" Note: " + visible(string(c.Note)))
	}
	return b.String()
}

// sourceEnglish is sourceName for a message.
func (c Claim) sourceEnglish() string {
	if c.farSource() {
		return "The closest"
	}
	return "Source"
}

// chineseWords is firstWords for a message.
func chineseWords(edits []Edit) []string {
	if len(edits) <= shownEdits {
		return editWords(edits)
	}
	return append(editWords(edits[:shownEdits]), fmt.Sprintf("另有 %s 处", thousands(len(edits)-shownEdits)))
}

// sourceName is what the place of Source is to the claim.
func (c Claim) sourceName() string {
	far := c.farSource()
	switch {
	case c.Kind == quote.Citation && far:
		return "最相近的文件"
	case c.Kind == quote.Citation:
		return "索引中的文件"
	case far:
		return "最相近的文字"
	default:
		return "原文"
	}
}

// farSource tells that Source is only what is most like the claim.
func (c Claim) farSource() bool { return c.Verdict == quote.Absent || c.Verdict == quote.Unsure }

// where names a place: 《title》 第二条 (2020-06-01), path:12.
func (s Standing) where() string {
	name := visible(s.Document.Name())
	if s.Document.Title != "" {
		name = "《" + name + "》"
	}
	if s.Section != "" {
		name += " " + visible(string(s.Section))
	}
	if s.Document.Date != "" {
		name += " (" + string(s.Document.Date) + ")"
	}
	return fmt.Sprintf("%s, %s:%d", name, visible(s.Document.Path), s.Line)
}
