package library

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// Cite judges a name that stands in a draft, whose text that is.
//
//   - A title that is known is Exact, or Equivalent where only marks, script or
//     width differ, there or in the 文号, or it is a shorter form.
//   - A 文号 that is not that of the title is Near, with the edit on the number.
//   - An article, chapter or annex that no version has is Absent; one that only
//     an older version has keeps the title's verdict, with a note; an article
//     that stands in another chapter than the one named is Elsewhere; in a
//     document whose articles can't be told apart it is Unsure.
//   - Under a known 文号 with an unknown title it is Near where the titles are one
//     slip apart, else Elsewhere.
//   - An unknown title one slip away from a known one is Near. What is a slip
//     depends on how long it is: a numeral or the leading place name never, the
//     kind of document or another word in use only in a long title.
//   - A part that can't be read is Unsure, whatever its document is.
//   - Anything else is Unsure: not in the corpus.
//
// An error is that of reading a document.
func (l *Library) Cite(n Name, draft string) (Cited, error) {
	j, err := l.cite(n, draft)
	if err == nil && n.Unread != "" {
		j.Note = alsoNote(j.Note, unreadNote(n))
		if j.Verdict == Exact || j.Verdict == Equivalent {
			j.Verdict = Unsure
		}
	}
	return j, err
}

func (l *Library) cite(n Name, draft string) (Cited, error) {
	f := l.Find(n)
	j := Cited{Verdict: Unsure, Note: f.Note}
	switch {
	case f.Known && (!f.ByNumber || n.Title == ""):
		return l.citeKnown(n, f, draft)
	case f.Known:
		return l.citeOtherTitle(n, f, draft)
	}
	if _, filled := printedTitle(n); !filled {
		if meant, ok := l.near(n.Title); ok {
			return l.citeNear(n, meant, draft)
		}
	}
	if j.Note == "" {
		j.Note = "not in the corpus"
	}
	return j, nil
}

// citeKnown judges a document that was found by its title, or by its 文号 where
// no title is given.
func (l *Library) citeKnown(n Name, f Found, draft string) (Cited, error) {
	j := Cited{Note: f.Note}
	docs, mismatch := l.byNumberFirst(f, n)
	doc, err := l.Load(docs[0])
	if err != nil {
		return j, err
	}
	j.Verdict = f.Verdict
	if j.Verdict == Exact && n.Number != "" {
		j.Verdict = l.numberVerdict(docs, n.Number)
	}
	j.Source = l.titlePlace(docs[0], doc, j.Verdict)
	if mismatch {
		l.judgeNumber(&j, n, doc, draft)
	}
	if n.Part() == "" {
		return j, nil
	}
	err = l.citeArticle(&j, n, docs)
	return j, err
}

// byNumberFirst puts the documents with the name's 文号 first. mismatch tells
// that all of them have another one.
func (l *Library) byNumberFirst(f Found, n Name) (docs []int, mismatch bool) {
	docs = slices.Clone(f.Docs)
	if n.Number == "" {
		want := Plain(n.Title)
		slices.SortStableFunc(docs, havingFirst(func(d int) bool { return f.Verdict != Exact || want == "" || Plain(l.src.Info(d).Title) == want }))
		return docs, false
	}
	want := match.NumberKey(n.Number)
	same := func(d int) bool { return match.NumberKey(l.src.Info(d).Number) == want }
	unknown := func(d int) bool { return l.src.Info(d).Number == "" }
	mismatch = !slices.ContainsFunc(docs, func(d int) bool { return same(d) || unknown(d) })
	slices.SortStableFunc(docs, havingFirst(same))
	return docs, mismatch
}

// havingFirst orders those that have a property before the others.
func havingFirst(has func(int) bool) func(a, b int) int {
	return func(a, b int) int {
		switch x, y := has(a), has(b); {
		case x && !y:
			return -1
		case y && !x:
			return 1
		}
		return 0
	}
}

// judgeNumber makes a citation near whose 文号 is not the document's.
func (l *Library) judgeNumber(j *Cited, n Name, doc *corpus.Document, draft string) {
	j.Verdict = Near
	j.Note = alsoNote(j.Note, "its 文号 is "+doc.Number)
	if others := l.catalog().numbers[match.NumberKey(n.Number)]; len(others) > 0 {
		j.Note += "; " + n.Number + " is that of " + Quoted(l.src.Info(others[0]).Title)
	}
	j.Source.Verdict = Near
	in, ok := standing(draft, n.Span, n.Number)
	if !ok {
		return
	}
	source, off := doc.Text, 0
	at, ok := standing(doc.Text, headOf(doc), doc.Number)
	if !ok {
		source, at = doc.Number, Span{Start: 0, End: len(doc.Number)}
	}
	a, b := cellsOf(draft[in.Start:in.End], in.Start), cellsOf(source[at.Start:at.End], off+at.Start)
	if d := differing(a, b); d.aTo > d.from || d.bTo > d.from {
		j.setEdit(d.edit(a, b, draft, source), len(a))
	}
}

// differing is what lies between the letters that a and b have in common at
// their ends, told as one replacement of whole numbers.
func differing(a, b []cell) slip {
	p, s := 0, 0
	for p < min(len(a), len(b)) && a[p].to == b[p].to {
		p++
	}
	for s < min(len(a), len(b))-p && a[len(a)-1-s].to == b[len(b)-1-s].to {
		s++
	}
	for p > 0 && p < len(a) && isDigit(a[p-1]) && a[p-1].End == a[p].Start {
		p--
	}
	for s > 0 && s < len(a) && isDigit(a[len(a)-s]) && a[len(a)-s-1].End == a[len(a)-s].Start {
		s--
	}
	return slip{from: p, aTo: len(a) - s, bTo: len(b) - s}
}

func isDigit(c cell) bool { return c.to >= '0' && c.to <= '9' }

// setEdit gives the place the only edit; letters is how many the draft has.
func (j *Cited) setEdit(e Edit, letters int) {
	j.Source.Edits = []Edit{e}
	cost := 1
	if e.Op != Move {
		cost = max(len(cellsOf(e.DraftText, 0)), len(cellsOf(e.SourceText, 0)))
	}
	j.Source.Similarity = max(0, 1-float64(cost)/float64(max(letters, 1)))
}

// citeOtherTitle judges a 文号 that is known under another title.
func (l *Library) citeOtherTitle(n Name, f Found, draft string) (Cited, error) {
	want := lettersOf(withoutState(cellsOf(n.Title, 0)))
	for _, d := range f.Docs {
		title := lettersOf(withoutState(cellsOf(l.src.Info(d).Title, 0)))
		if _, ok := slipOf(want, title); ok && len(title) >= leastSure {
			return l.citeNear(n, sizedTitle{d, title}, draft)
		}
	}
	doc, err := l.Load(f.Docs[0])
	if err != nil {
		return Cited{}, err
	}
	return Cited{
		Verdict: Elsewhere,
		Source:  l.titlePlace(f.Docs[0], doc, f.Verdict),
		Note:    fmt.Sprintf("%s is the 文号 of %s", n.Number, Quoted(doc.Title)),
	}, nil
}

// citeNear judges a title that is one slip away from a document's or from a
// part of it.
func (l *Library) citeNear(n Name, meant sizedTitle, draft string) (Cited, error) {
	doc, err := l.Load(meant.doc)
	if err != nil {
		return Cited{}, err
	}
	j := Cited{Verdict: Near, Source: l.titlePlace(meant.doc, doc, Near)}
	in, ok := standing(draft, n.Span, n.Title)
	if !ok {
		return j, nil
	}
	source, at := doc.Text, j.Source.Span
	if at == (Span{}) {
		source, at = doc.Title, Span{Start: 0, End: len(doc.Title)}
	}
	a := withoutState(cellsOf(draft[in.Start:in.End], in.Start))
	b := withoutState(cellsOf(source[at.Start:at.End], at.Start))
	if i := strings.Index(spelled(b), string(meant.letters)); i > 0 || i == 0 && len(meant.letters) < len(b) {
		from := utf8.RuneCountInString(spelled(b)[:i])
		b = b[from : from+len(meant.letters)]
		j.Note = "its full title is " + Quoted(doc.Title)
	}
	if d, ok := slipOf(lettersOf(a), lettersOf(b)); ok {
		j.setEdit(d.edit(a, b, draft, source), len(a))
	}
	return j, nil
}

// citeArticle looks for the article in the versions of a document, the
// likeliest first, and moves the claim's source there.
func (l *Library) citeArticle(j *Cited, n Name, docs []int) error {
	var worst *missing // of the first version
	in := ""           // its date
	for i, d := range docs {
		doc, err := l.Load(d)
		if err != nil {
			return err
		}
		part, miss := locate(doc, l.articlesOf(doc), n)
		if miss == nil {
			if worst != nil && doc.Date != in {
				j.Note = alsoNote(j.Note, versionNote(n, doc))
			}
			l.setArticle(j.Source, d, doc, part)
			return nil
		}
		if i == 0 {
			in = doc.Date
		}
		if worst == nil || doc.Date == in && telling(miss, worst) {
			worst = miss
		}
	}
	j.Note = alsoNote(j.Note, worst.note)
	j.Source.Verdict = ""
	j.Verdict = worst.reason.verdict()
	return nil
}

// telling tells that a says more than b of what is missing: a code may be
// kept in parts of one date.
func telling(a, b *missing) bool {
	return a.reason > b.reason || a.reason == b.reason && a.last > b.last
}

// versionNote tells that a part stands in this version and not in the one that
// comes first: that of the year that is named, or the newest.
func versionNote(n Name, doc *corpus.Document) string {
	lacking := "in the newest"
	if year, _ := versionOf(n); year != "" {
		lacking = "in that of " + year
	}
	return fmt.Sprintf("%s stands in %s only, not %s", n.Part(), datedVersion(doc.Date), lacking)
}

func alsoNote(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

// titlePlace is where a document's title stands in its text. Like all places
// it must not keep the document in memory.
func (l *Library) titlePlace(number int, doc *corpus.Document, v Verdict) *Place {
	p := &Place{Doc: l.src.Info(number), Text: strings.Clone(doc.Title), Line: doc.Line(0), Verdict: v}
	if v != Near {
		p.Similarity = 1
	}
	if s, ok := standing(doc.Text, headOf(doc), doc.Title); ok {
		p.Span, p.Line, p.Text = s, doc.Line(s.Start), strings.Clone(doc.Text[s.Start:s.End])
		p.Section = corpus.SectionPath(doc, s.Start)
	}
	return p
}

// maxShown is how much of an article a place shows, in runes.
const maxShown = 120

func (l *Library) setArticle(p *Place, number int, doc *corpus.Document, s corpus.Part) {
	p.Doc, p.Span, p.Line = l.src.Info(number), s.Span, doc.Line(s.Start)
	p.Section = s.Path
	text := doc.Text[s.Start:s.End]
	if utf8.RuneCountInString(text) > maxShown {
		text = string([]rune(text[:min(len(text), 4*maxShown)])[:maxShown])
	}
	p.Text = strings.Clone(text)
}

// maxHead is how much of a text may stand before the end of its title, in
// bytes.
const maxHead = 4096

func headOf(doc *corpus.Document) Span { return Span{Start: 0, End: min(len(doc.Text), maxHead)} }

// standing finds words in a part of a text: as they are, else by their
// letters.
func standing(text string, in Span, words string) (Span, bool) {
	if words == "" {
		return Span{}, false
	}
	part := text[in.Start:in.End]
	if i := strings.Index(part, words); i >= 0 {
		return Span{Start: in.Start + i, End: in.Start + i + len(words)}, true
	}
	cells, want := cellsOf(part, in.Start), cellsOf(words, 0)
	for i := 0; len(want) > 0 && i+len(want) <= len(cells); i++ {
		if slices.EqualFunc(cells[i:i+len(want)], want, func(a, b cell) bool { return a.to == b.to }) {
			return cover(cells[i:i+len(want)], 0), true
		}
	}
	return Span{}, false
}
