package quote_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/match"
	"yinzheng/internal/quote"
)

// usual is how quotations are traced unless somebody says otherwise.
func usual() quote.Options {
	return quote.Options{Near: quote.DefaultNear, Ellipsis: quote.DefaultEllipsis}
}

// allowed is how many edits a quotation of so many letters may be away from
// its source and still be near: 15 in 100 letters, under 12 letters one.
func allowed(letters int) int {
	if letters < 12 {
		return 1
	}
	return letters * 15 / 100
}

// literally gives for each text where it stands in loose mode, by the brute
// oracle.
func (l *library) literally(t *testing.T, texts []string) map[string][]match.Hits {
	t.Helper()
	var patterns []match.Pattern
	for _, text := range texts {
		patterns = append(patterns, match.Literal(text, match.Loose))
	}
	set, err := brute.NewSet(patterns)
	if err != nil {
		t.Fatal(err)
	}
	hits := map[string][]match.Hits{}
	var mu sync.Mutex
	sideBySide(len(l.docs), func(doc int) {
		found := map[string][]match.Span{}
		set.Scan(l.docs[doc].Text, func(i int, spans []match.Span) { found[texts[i]] = spans })
		mu.Lock()
		defer mu.Unlock()
		for text, spans := range found {
			hits[text] = append(hits[text], match.Hits{Doc: doc, Spans: spans})
		}
	})
	for _, list := range hits {
		slices.SortFunc(list, func(a, b match.Hits) int { return a.Doc - b.Doc })
	}
	return hits
}

// literalVerdict is Exact if a text stands somewhere as it is, Equivalent if
// it stands only with other marks or in another script, "" if it does not.
func (l *library) literalVerdict(text string, hits []match.Hits) quote.Verdict {
	for _, h := range hits {
		for _, x := range h.Spans {
			if isVerbatim(l.docs[h.Doc].Text, x, text) {
				return quote.Exact
			}
		}
	}
	if len(hits) > 0 {
		return quote.Equivalent
	}
	return ""
}

// isVerbatim tells whether what is quoted, whose letters stand at x of a text,
// stands there as it is, with the marks at its edges: but for white space,
// format characters and ends of paragraphs.
func isVerbatim(text string, x match.Span, quoted string) bool {
	letters := lettersIn(quoted)
	before := inked(text[max(0, x.Start-200):x.Start])
	after := inked(text[x.End:min(len(text), x.End+200)])
	return inked(text[x.Start:x.End]) == inked(quoted[letters.Start:letters.End]) &&
		strings.HasSuffix(before, inked(quoted[:letters.Start])) &&
		strings.HasPrefix(after, inked(quoted[letters.End:]))
}

// lettersIn is from the first letter of a text to the last.
func lettersIn(text string) quote.Span {
	isLetter := func(r rune) bool { class, _ := analysis.FoldRune(r); return class == analysis.Letter }
	start := strings.IndexFunc(text, isLetter)
	last := strings.LastIndexFunc(text, isLetter)
	return quote.Span{Start: start, End: last + len(string([]rune(text[last:])[:1]))}
}

// inked is a text without what nobody sees: white space, format characters,
// ends of paragraphs.
func inked(text string) string {
	return strings.Map(func(r rune) rune {
		switch class, _ := analysis.FoldRune(r); class {
		case analysis.Letter, analysis.Quote, analysis.Punct:
			return r
		}
		return -1
	}, text)
}

// opinion is what the answer to a slipped sentence is worth.
type opinion struct {
	source  bool // a right source is among the best
	verdict bool // it is called what it is
	edits   bool // the edits shown make the source of the draft

	literal bool // it stands somewhere as it is now
	beyond  bool // farther than allowed by what was done to it
	closer  bool // the source is a place that is closer than the one misquoted
	want    string
	trouble error // what is wrong with the edits
}

func (o *opinion) right() bool { return o.source && o.verdict && o.edits }

// judge holds what was traced to what was done to the sentence.
func (l *library) judge(c *slipped, tr *quote.Tracing, hits []match.Hits) opinion {
	var o opinion
	best := tied(tr)
	for i := range best {
		ok, closer := l.isSource(c, &best[i], hits)
		o.source = o.source || ok
		o.closer = o.closer || closer
	}
	o.closer = o.closer && !o.source
	o.source = o.source || o.closer
	o.trouble = errors.New("no place is shown")
	if len(best) > 0 {
		_, o.trouble = l.verify(c.draft, &best[0])
	}
	o.edits = o.trouble == nil
	o.literal = len(hits) > 0
	o.beyond = c.edits > allowed(c.letters)
	switch literal := l.literalVerdict(c.draft, hits); {
	case o.literal:
		o.want, o.verdict = string(literal), tr.Verdict == literal
	case !o.beyond:
		o.want, o.verdict = string(quote.Near), tr.Verdict == quote.Near
	default:
		o.want = "absent, or near and right"
		o.verdict = tr.Verdict == quote.Absent || tr.Verdict == quote.Near && o.edits
	}
	return o
}

// tied are the sources that are as good as the first, the closest if there are
// none.
func tied(tr *quote.Tracing) []quote.Place {
	if len(tr.Sources) == 0 {
		if tr.Closest == nil {
			return nil
		}
		return []quote.Place{*tr.Closest}
	}
	first := &tr.Sources[0]
	n := slices.IndexFunc(tr.Sources, func(p quote.Place) bool {
		return p.Similarity != first.Similarity || (p.Verdict == quote.Near) != (first.Verdict == quote.Near)
	})
	if n < 0 {
		n = len(tr.Sources)
	}
	return tr.Sources[:n]
}

// isSource tells whether a place is what was misquoted or has the same words;
// or, where the words as misquoted stand somewhere, is one of these places. A
// place that is closer than what was misquoted is told apart.
func (l *library) isSource(c *slipped, p *quote.Place, hits []match.Hits) (ok, closer bool) {
	doc := l.numbers[p.Doc.Path]
	if len(hits) > 0 {
		return stands(hits, doc, p.Span), false
	}
	overlaps := doc == c.doc && p.Start < c.span.End && c.span.Start < p.End
	if overlaps || analysis.Letters(p.Text) == analysis.Letters(c.text) {
		return true, false
	}
	edits, err := l.verify(c.draft, p)
	return false, err == nil && edits < c.edits
}

func stands(hits []match.Hits, doc int, x quote.Span) bool {
	return slices.ContainsFunc(hits, func(h match.Hits) bool {
		return h.Doc == doc && slices.ContainsFunc(h.Spans, func(y match.Span) bool { return y.Start < x.End && x.Start < y.End })
	})
}

// verify holds a place to the text: its words, its edits and what they make of
// the draft; and that what is near is not farther than its similarity says.
// Edits is how many it takes.
func (l *library) verify(draft string, p *quote.Place) (edits int, err error) {
	doc, ok := l.numbers[p.Doc.Path]
	if !ok {
		return 0, fmt.Errorf("there is no %s", p.Doc.Path)
	}
	text := l.docs[doc].Text
	if text[p.Start:p.End] != p.Text {
		return 0, fmt.Errorf("%s does not stand at %v of %s", p.Text, p.Span, p.Doc.Path)
	}
	for _, e := range p.Edits {
		if draft[e.Draft.Start:e.Draft.End] != e.DraftText || text[e.Source.Start:e.Source.End] != e.SourceText {
			return 0, fmt.Errorf("%+v is not of these texts", e)
		}
		edits += plainEdits(e)
	}
	done, err := applied(draft, p.Edits)
	if err != nil {
		return edits, err
	}
	if got, want := analysis.Letters(done), analysis.Letters(p.Text); got != want {
		return edits, fmt.Errorf("the edits %+v make\n  %s\nnot\n  %s", p.Edits, got, want)
	}
	said := int((1-p.Similarity)*float64(analysis.CountLetters(draft)) + 0.5)
	if p.Verdict != "" && edits > said {
		return edits, fmt.Errorf("%+v are %d edits, not %d", p.Edits, edits, said)
	}
	return edits, nil
}

// plainEdits is how many edits an edit at least is: its letters, and one for a
// piece that is moved.
func plainEdits(e quote.Edit) int {
	if e.Op == quote.Move {
		return 1
	}
	return max(analysis.CountLetters(e.DraftText), analysis.CountLetters(e.SourceText))
}

// applied does the edits to a draft. Where several things go to one place,
// pieces from before it come first, then what is inserted, then pieces from
// behind it.
func applied(draft string, edits []quote.Edit) (string, error) {
	var before, at, behind = map[int]string{}, map[int]string{}, map[int]string{}
	gone := make([]bool, len(draft))
	for _, e := range edits {
		for i := e.Draft.Start; i < e.Draft.End; i++ {
			if gone[i] {
				return "", fmt.Errorf("the edits %+v overlap", edits)
			}
			gone[i] = true
		}
		switch {
		case e.Op == quote.Move && e.To >= e.Draft.End:
			before[e.To] += e.DraftText
		case e.Op == quote.Move:
			behind[e.To] += e.DraftText
		default:
			at[e.Draft.Start] += e.SourceText
		}
	}
	var b strings.Builder
	for i := 0; i <= len(draft); i++ {
		b.WriteString(before[i] + at[i] + behind[i])
		if i < len(draft) && !gone[i] {
			b.WriteByte(draft[i])
		}
	}
	return b.String(), nil
}

func TestApplied(t *testing.T) {
	span := func(start, end int) quote.Span { return quote.Span{Start: start, End: end} }
	for _, c := range []struct {
		draft string
		edits []quote.Edit
		want  string
	}{
		{"abcdef", nil, "abcdef"},
		{"abcdef", []quote.Edit{{Op: quote.Replace, Draft: span(1, 2), DraftText: "b", SourceText: "xy"}}, "axycdef"},
		{"abcdef", []quote.Edit{{Op: quote.Insert, Draft: span(6, 6), SourceText: "x"}}, "abcdefx"},
		{"abcdef", []quote.Edit{{Op: quote.Delete, Draft: span(0, 3), DraftText: "abc"}}, "def"},
		{"abcdef", []quote.Edit{{Op: quote.Move, Draft: span(1, 2), DraftText: "b", To: 4}}, "acdbef"},
		{"abcdef", []quote.Edit{
			{Op: quote.Move, Draft: span(1, 2), DraftText: "b", To: 4},
			{Op: quote.Move, Draft: span(3, 4), DraftText: "d", To: 1},
			{Op: quote.Insert, Draft: span(4, 4), SourceText: "x"},
		}, "adcbxef"},
	} {
		if got, err := applied(c.draft, c.edits); got != c.want || err != nil {
			t.Errorf("%s, %+v: %s (%v), want %s", c.draft, c.edits, got, err, c.want)
		}
	}
	twice := []quote.Edit{{Op: quote.Delete, Draft: span(0, 3)}, {Op: quote.Delete, Draft: span(2, 4)}}
	if got, err := applied("abcdef", twice); err == nil {
		t.Errorf("edits that overlap make %s", got)
	}
}
