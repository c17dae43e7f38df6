package server

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/concord"
	"yinzheng/internal/library"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

// documentView is /doc/{id}.
type documentView struct {
	*frame
	Document   report.Document
	Warnings   []string
	Naming     report.Naming
	Outline    []outlineEntry
	Paragraphs []paragraph
	Hits       int
	Jumps      []int  // numbers of hits that have a link beside the text
	Cite       string // 《title》（number，date）
	Back       string // to what was searched for
}

// outlineEntry is a line of the outline.
type outlineEntry struct {
	ID, Text string
	Depth    int
}

// paragraph is one of the document's text.
type paragraph struct {
	ID       string // of the section or 款 that begins with it
	Section  string // its path, as a citation names it
	Clause   string // path of the 款 that begins with it
	ClauseID string // its address, if another one begins with it, too
	Depth    int    // sections that this one stands in
	Level    int    // of a heading, 2 to 6; 0: none
	Number   string // 第十二条, if a section without a heading begins with it
	Here     bool   // this is the place that the address names
	Pieces   []markedPiece
}

// markedPiece is a part of a paragraph. Hit counts the hits of the document
// from 1, 0 is none; a hit that goes on in the next paragraph keeps its number,
// and is First only once.
type markedPiece struct {
	Text  string
	Hit   int
	First bool
	Here  bool
	Next  int // the hit behind it
}

// docParams are the parameters of the page: what to mark, and where to open.
func docParams() []parameter {
	return []parameter{
		{name: "q", help: "mark what this query finds"},
		{name: "term", help: "mark the mentions of this"},
		{name: "concept", help: "mark the mentions of this concept"},
		{name: "pattern", flag: true}, {name: "narrower", flag: true}, modeParam(),
		{name: "at", help: "open here, a byte of the text", high: maxOffset},
		{name: "start", help: "mark from here, a byte of the text", high: maxOffset}, {name: "end", high: maxOffset},
		{name: "name", help: "what the document was asked for as"},
		{name: "generation"},
	}
}

func (s *Server) readDocumentPage(r *http.Request, values url.Values, f *frame) (*asking, error) {
	f.Page = "document"
	v := &documentView{frame: f}
	a := &asking{frame: f, view: v, text: values.Get("q"), generation: values.Get("generation")}
	p := newParams(values, docParams())
	marks, err := s.newMarks(p)
	if err != nil {
		f.Page, a.view = "problem", f // there is no form to go back to
		return a, err
	}
	if from := cameFrom(r); from != "" {
		marks.searched = from
	}
	name, as := r.PathValue("id"), p.text("name")
	a.fill = func(ctx context.Context, g *generation) error {
		named, err := g.named(name, "")
		switch {
		case len(named.Candidates)+len(named.Parts) > 0:
			f.Page, a.view = "work", newWorkView(f, g, name, named)
			if err == nil {
				err = fillWork(a.view.(*workView), g, named)
			}
			return err
		case err == nil && named.Asked:
			return moved(g.canonical(name, named, values))
		case err == nil:
			err = v.read(ctx, g, named, as, marks)
		}
		if err != nil {
			f.Page, a.view = "problem", f
		}
		return err
	}
	return a, nil
}

// read shows the document that is named; as is the name that led here.
func (v *documentView) read(ctx context.Context, g *generation, named library.Answer, as string, m marks) error {
	doc, err := g.Read(named.Spot.Doc)
	if err != nil {
		return err
	}
	if as != "" {
		asked, err := g.named(as, "")
		if err == nil && asked.Spot != nil && asked.Spot.Doc == named.Spot.Doc {
			named = asked
		}
	}
	v.Naming = report.NewNaming(named, g.Info)
	return v.show(ctx, g, doc, m)
}

// cameFrom is the address of the list that a document was opened from, with all
// that was chosen there, "" where the browser names none of ours. A generation
// that may be gone by then is left out.
func cameFrom(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host || from.RawQuery == "" || !slices.Contains([]string{"/", "/mentions", "/quote"}, from.Path) {
		return ""
	}
	values := cleaned(from.Query())
	values.Del("generation")
	return from.Path + "?" + values.Encode()
}

// marks says what of a document is marked.
type marks struct {
	query    query.Node // nil: none
	pattern  *match.Pattern
	at       int // where the page opens, -1: at its beginning
	span     match.Span
	searched string // address of what was searched for
}

func (s *Server) newMarks(p *params) (marks, error) {
	m := marks{at: -1, span: match.Span{Start: p.number("start"), End: p.number("end")}}
	if p.given("at") {
		m.at = p.number("at")
	} else if p.given("start") {
		m.at = m.span.Start
	}
	if p.err != nil {
		return m, p.err
	}
	if p.given("q") {
		node, err := query.Parse(p.text("q"))
		if err != nil {
			return m, err
		}
		m.query, m.searched = node, address("/", "q", p.text("q"))
	}
	if !p.given("term") && !p.given("concept") {
		return m, nil
	}
	return m, s.markMentions(&m, p)
}

// markMentions has the mentions marked that the page came from.
func (s *Server) markMentions(m *marks, p *params) error {
	values := url.Values{}
	for _, name := range []string{"concept", "mode", "pattern", "narrower"} {
		if p.given(name) {
			values[name] = p.all(name)
		}
	}
	if p.given("term") {
		values.Set("q", p.text("term"))
	}
	q, err := s.newInquiry(newParams(values, mentionParams()), report.JSON)
	if err != nil {
		return err
	}
	m.searched = "/mentions?" + values.Encode()
	m.pattern = &q.questions[0].Pattern
	return nil
}

// spans are what is marked, in order and disjoint.
func (m marks) spans(ctx context.Context, g *generation, doc *corpus.Document) ([]match.Span, error) {
	var spans []match.Span
	if m.query != nil {
		found, err := g.Highlight(ctx, m.query, doc)
		if err != nil {
			return nil, err
		}
		spans = append(spans, found...)
	}
	if m.pattern != nil {
		found, err := mentionsIn(ctx, g, *m.pattern, doc.ID)
		if err != nil {
			return nil, err
		}
		spans = append(spans, found...)
	}
	if m.span.Start < m.span.End && m.span.End <= len(doc.Text) {
		spans = append(spans, whole(doc.Text, m.span))
	}
	slices.SortFunc(spans, func(a, b match.Span) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	end := 0
	return slices.DeleteFunc(spans, func(x match.Span) bool {
		inside := x.Start < end
		end = max(end, x.End)
		return inside
	}), nil
}

// whole is a span widened to whole characters: an address may hold any number.
func whole(text string, x match.Span) match.Span {
	for x.Start > 0 && !utf8.RuneStart(text[x.Start]) {
		x.Start--
	}
	for x.End < len(text) && !utf8.RuneStart(text[x.End]) {
		x.End++
	}
	return x
}

func mentionsIn(ctx context.Context, src concord.Source, p match.Pattern, id string) ([]match.Span, error) {
	for hits, err := range src.Find(ctx, p, func(x corpus.Info) bool { return x.ID == id }) {
		if err != nil {
			return nil, err
		}
		_, spans, err := src.Load(hits)
		return spans, err
	}
	return nil, nil
}

// mostJumps is how many hits have a link beside the text; those behind are
// reached from hit to hit.
const mostJumps = 100

func (v *documentView) show(ctx context.Context, g *generation, doc *corpus.Document, m marks) error {
	spans, err := m.spans(ctx, g, doc)
	if err != nil {
		return err
	}
	v.Document, v.Warnings, v.Back = report.NewDocument(doc.Info), doc.Warnings, m.searched
	v.Title, v.Cite = v.Document.Name(), cite(v.Document)
	v.Hits = len(spans)
	for i := range min(len(spans), mostJumps) {
		v.Jumps = append(v.Jumps, i+1)
	}
	sections := corpus.NewSections(doc)
	ids := sectionIDs(doc, sections)
	for i, x := range doc.Outline {
		v.Outline = append(v.Outline, outlineEntry{ids[i], strings.TrimSpace(x.Label + " " + x.Name), depth(doc.Outline, i)})
	}
	r := reader{doc: doc, sections: sections, ids: ids, spans: spans, here: here(doc, m.at, spans)}
	v.Paragraphs = r.paragraphs()
	return nil
}

// cite names a document as a citation does.
func cite(d report.Document) string {
	var facts []string
	for _, x := range []report.Optional{d.Number, d.Date} {
		if x != "" {
			facts = append(facts, string(x))
		}
	}
	text := "《" + d.Name() + "》"
	if len(facts) > 0 {
		text += "（" + strings.Join(facts, "，") + "）"
	}
	return text
}

// depth is how many sections section i stands in.
func depth(outline []corpus.Section, i int) int {
	n := 0
	for i = outline[i].Parent; i >= 0; i = outline[i].Parent {
		n++
	}
	return n
}

// sectionIDs names sections in addresses: an article and what stands in it as
// a citation does without its chapter (第十二条, 第十二条第（三）项), others by their path
// (第三章-第一节); what comes again has a number behind.
func sectionIDs(doc *corpus.Document, sections *corpus.Sections) []string {
	ids := make([]string, len(doc.Outline))
	seen := map[string]int{"at": 1}
	for i := range doc.Outline {
		id := strings.Join(strings.Fields(withoutChapter(doc, sections, i, sections.Path(i))), "-")
		if seen[id]++; seen[id] > 1 {
			id = fmt.Sprintf("%s~%d", id, seen[id])
		}
		ids[i] = id
	}
	return ids
}

// here is the place to open at: the hit at or behind the byte, if it is near,
// else the byte; -1 for none.
func here(doc *corpus.Document, at int, spans []match.Span) int {
	if at < 0 || at > len(doc.Text) {
		return -1
	}
	const passage = 2000 // bytes that a passage may have
	for _, x := range spans {
		if x.End > at && x.Start < at+passage {
			return x.Start
		}
	}
	return at
}

// withoutChapter is a path in section i without what the article holding it
// stands in.
func withoutChapter(doc *corpus.Document, sections *corpus.Sections, i int, path string) string {
	for ; i >= 0; i = doc.Outline[i].Parent {
		if x := doc.Outline[i]; x.Level == corpus.LevelArticle {
			return strings.TrimPrefix(strings.TrimPrefix(path, sections.Path(x.Parent)), " ")
		}
	}
	return path
}

// reader makes the paragraphs of a document's page.
type reader struct {
	doc      *corpus.Document
	sections *corpus.Sections
	ids      []string // of the sections
	spans    []match.Span
	here     int

	section int           // the next to begin
	article int           // the last one that began
	clauses []corpus.Part // its 款 that have not begun
	several int           // 1 if it has several, else 0
}

// paragraphs are those of the text, with the hits marked.
func (r *reader) paragraphs() []paragraph {
	var list []paragraph
	start, hit := 0, 0
	for line := range strings.SplitSeq(r.doc.Text, "\n") {
		end := start + len(line)
		x := paragraph{}
		r.begin(&x, start, end)
		x.Here = start <= r.here && r.here <= end
		x.Pieces, hit = divide(r.doc.Text, start, end, r.spans, hit)
		for i := range x.Pieces {
			p := &x.Pieces[i]
			if p.Hit > 0 && p.First && r.spans[p.Hit-1].Start == r.here {
				p.Here, x.Here = true, false
			}
		}
		list = append(list, x)
		start = end + 1
	}
	return list
}

// begin has the paragraph begin the sections and the 款 that start in it.
func (r *reader) begin(x *paragraph, start, end int) {
	for ; r.section < len(r.doc.Outline) && r.doc.Outline[r.section].Start < end; r.section++ {
		i := r.section
		x.begin(r.doc, r.ids[i], i, r.doc.Text[start:end])
		x.Section, x.Depth = r.sections.Path(i), x.Depth+r.deeper(i)
		if r.doc.Outline[i].Level == corpus.LevelArticle {
			r.article, r.clauses = i, r.sections.Clauses(i)
			r.several = min(1, len(r.clauses))
		}
	}
	for len(r.clauses) > 0 && r.clauses[0].Start < end {
		c := r.clauses[0]
		r.clauses = r.clauses[1:]
		x.Clause = c.Path
		x.ClauseID = strings.Join(strings.Fields(withoutChapter(r.doc, r.sections, r.article, c.Path)), "-")
		if x.Section == "" {
			x.ID, x.ClauseID, x.Section, x.Depth = x.ClauseID, "", c.Path, depth(r.doc.Outline, r.article)+1
		}
	}
}

// deeper is 1 for what stands in an article of several 款: its items are those
// of a 款.
func (r *reader) deeper(i int) int {
	for j := r.doc.Outline[i].Parent; j >= 0; j = r.doc.Outline[j].Parent {
		if j == r.article && r.doc.Outline[j].Level == corpus.LevelArticle {
			return r.several
		}
	}
	return 0
}

// begin has the paragraph begin section i.
func (x *paragraph) begin(doc *corpus.Document, id string, i int, line string) {
	s := doc.Outline[i]
	x.ID, x.Depth = id, depth(doc.Outline, i)
	x.Level, x.Number = 0, ""
	if s.Name != "" || len(line) < 2*len(s.Label) {
		x.Level = min(x.Depth+2, 6)
		return
	}
	if strings.HasPrefix(line, s.Label) {
		x.Number = s.Label
	}
}

// divide cuts the text from start to end at the spans; hit is the number of
// the last one that has begun before.
func divide(text string, start, end int, spans []match.Span, hit int) ([]markedPiece, int) {
	var pieces []markedPiece
	at := start
	add := func(to int, p markedPiece) {
		if to > at {
			p.Text = text[at:to]
			pieces = append(pieces, p)
			at = to
		}
	}
	mark := func(n int, first bool) markedPiece {
		next := n%len(spans) + 1
		return markedPiece{Hit: n, First: first, Next: next}
	}
	if hit > 0 && spans[hit-1].End > start { // it goes on from the paragraph before
		add(min(spans[hit-1].End, end), mark(hit, false))
	}
	for hit < len(spans) && spans[hit].Start < end {
		add(spans[hit].Start, markedPiece{})
		hit++
		add(min(spans[hit-1].End, end), mark(hit, true))
	}
	add(end, markedPiece{})
	return pieces, hit
}

// HitID is the hit's anchor.
func (p markedPiece) HitID() string { return "hit-" + strconv.Itoa(p.Hit) }
