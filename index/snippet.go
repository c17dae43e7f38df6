package index

import (
	"context"
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// snippetRunes is the width of a snippet.
const snippetRunes = 120

// marks compiles what is highlighted: the query's phrases and bare words as
// they stand, and the words that these are made of, but for those of a bare
// word that is whole. nil: nothing.
func (s *search) marks(q query.Node, whole func(word string) (bool, error)) (*match.Matcher, error) {
	var nodes []query.Node
	query.Walk(q, func(n query.Node) bool {
		switch n := n.(type) {
		case query.Not, query.Field:
			return false
		case query.Word:
			nodes = append(nodes, n)
		case query.Phrase:
			nodes = append(nodes, n)
		case query.Near:
			nodes = append(nodes, n.A, n.B)
			return false
		}
		return true
	})
	for _, w := range query.Words(q) {
		ok, err := whole(w)
		if err != nil {
			return nil, err
		}
		if ok {
			continue
		}
		words, err := s.cut(w)
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			if len(words) == 1 || analysis.CountLetters(w) > 1 {
				nodes = append(nodes, query.Word{Text: w})
			}
		}
	}
	if len(nodes) == 0 {
		return nil, nil
	}
	return match.Compile(match.Pattern{Wanted: nodes})
}

// anywhere is of bare words that snippets mark the parts of, too.
func anywhere(string) (bool, error) { return false, nil }

// Highlight gives what a query finds in a document's text, in bytes, in order
// and disjoint: its phrases, and its bare words as they stand, or, of a bare
// word that the document does not hold, the words that it is made of. Errors:
// those of Search.
func (ix *Index) Highlight(ctx context.Context, q query.Node, doc *corpus.Document) (spans []match.Span, err error) {
	defer guard(ix.gen, &err)()
	s, n := ix.newSearch(ctx, nil), ix.docs.find(doc.Path)
	marks, err := s.marks(q, func(word string) (bool, error) {
		if n < 0 || isSentence(word) || analysis.CountLetters(word) == 0 {
			return false, nil
		}
		docs, err := s.holding(word)
		return err == nil && docs[n], err
	})
	if err != nil {
		return nil, err
	}
	return spansIn(doc.Text, marks), nil
}

// present makes a hit of a document in its place.
func (s *search) present(r ranked, marks *match.Matcher, passages int) (SearchHit, error) {
	doc, err := s.ix.shown(r.doc)
	if err != nil {
		return SearchHit{}, err
	}
	row := &s.ix.docs.rows[r.doc]
	p := s.ix.packs[row.Pack]
	hit := SearchHit{Document: doc.Info, Tier: s.tiers[r.doc], Score: r.score, Title: markAll(doc.Title, marks)}
	best := r.passages
	if first, end := p.passageRange(row.Text); len(best) == 0 && first < end {
		best = []scoredPassage{{n: first}}
	}
	first, _ := p.passageRange(row.Text)
	for _, b := range best[:min(passages, len(best))] {
		hit.Passages = append(hit.Passages, passageHit(doc, doc.Passages[b.n-first], marks))
	}
	return hit, nil
}

// markAll cuts a short text at its matches.
func markAll(text string, marks *match.Matcher) []Piece {
	return pieces(text, corpus.Span{Start: 0, End: len(text)}, spansIn(text, marks))
}

// spansIn is the matches in a text, in bytes.
func spansIn(text string, marks *match.Matcher) []match.Span {
	if marks == nil {
		return nil
	}
	f := analysis.Fold(text)
	var spans []match.Span
	for _, x := range marks.Scanner(nil).Find(f, text) {
		start, end := f.Bytes(text, x.Start, x.End)
		spans = append(spans, match.Span{Start: start, End: end})
	}
	return spans
}

func passageHit(doc *corpus.Document, p corpus.Span, marks *match.Matcher) PassageHit {
	text := doc.Text[p.Start:p.End]
	spans := spansIn(text, marks)
	window := bestWindow(text, spans)
	at := p.Start
	if len(spans) > 0 {
		at = p.Start + firstIn(spans, window).Start
	}
	sections, i := corpus.NewSections(doc), sectionOf(doc, p, at)
	section := sections.Path(i)
	if len(spans) > 0 && i == corpus.SectionAt(doc.Outline, at) {
		section = sections.At(at)
	}
	return PassageHit{Section: section, Start: p.Start, End: p.End,
		Line: doc.Line(at), Snippet: pieces(text, window, spans)}
}

// sectionOf is the section that a passage is named by when at is shown first:
// the one that holds it; if that is a heading alone, or the title, with what
// it is the heading of behind it in the passage, the first section of that.
func sectionOf(doc *corpus.Document, p corpus.Span, at int) int {
	i := corpus.SectionAt(doc.Outline, at)
	if i < 0 && len(doc.Outline) > 0 && doc.Outline[0].Start < p.End && !strings.Contains(doc.Text[:at], "\n") {
		i = 0
	}
	for i >= 0 && i+1 < len(doc.Outline) {
		next := doc.Outline[i+1]
		heading := strings.TrimSpace(doc.Text[doc.Outline[i].Start:next.Start])
		if next.Parent != i || next.Start >= p.End || strings.Contains(heading, "\n") {
			break
		}
		i++
	}
	return i
}

func firstIn(spans []match.Span, window corpus.Span) match.Span {
	for _, x := range spans {
		if x.Start >= window.Start {
			return x
		}
	}
	return spans[0]
}

// bestWindow chooses the part of text to show: the one with the most letters
// in different matches, the first of equals; whole matches, begun behind
// punctuation where there is some near, and of snippetRunes runes about.
func bestWindow(text string, spans []match.Span) corpus.Span {
	if utf8.RuneCountInString(text) <= snippetRunes {
		return corpus.Span{Start: 0, End: len(text)}
	}
	if len(spans) == 0 {
		return corpus.Span{Start: 0, End: cutEnd(text, 0, forward(text, 0, snippetRunes))}
	}
	best, bestScore := 0, -1
	for i := range spans {
		score, limit := 0, forward(text, spans[i].Start, snippetRunes*2/3)
		var seen []string
		for _, x := range spans[i:] {
			if x.End > limit && x != spans[i] {
				break
			}
			score++
			if form := text[x.Start:x.End]; !contains(seen, form) {
				seen = append(seen, form)
				score += 10 * utf8.RuneCountInString(form)
			}
			if len(seen) > 16 {
				break
			}
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	start := cutStart(text, spans[best].Start)
	end := max(cutEnd(text, spans[best].End, forward(text, start, snippetRunes)), spans[best].End)
	for _, x := range spans { // never through a match
		if x.Start < end && end < x.End {
			end = x.End
		}
	}
	return corpus.Span{Start: start, End: end}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// forward is the offset n runes behind at, or the end.
func forward(text string, at, n int) int {
	for i := range text[at:] {
		if n == 0 {
			return at + i
		}
		n--
	}
	return len(text)
}

const stops = "。！？；：，、\n!?;,"

// cutStart goes back from a match to where a clause begins, up to a third
// of a snippet.
func cutStart(text string, at int) int {
	start, clause := at, -1
	for n := 0; n < snippetRunes/3 && start > 0; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if strings.ContainsRune(stops, r) {
			clause = start
			if strings.ContainsRune("。！？\n", r) {
				return start
			}
		}
		start -= size
	}
	if start == 0 {
		return 0
	}
	if clause >= 0 {
		return clause
	}
	return start
}

// cutEnd goes back from limit to behind a mark, but not before from.
func cutEnd(text string, from, limit int) int {
	if limit >= len(text) {
		return len(text)
	}
	for end, n := limit, 0; end > from && n < snippetRunes/3; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:end])
		if strings.ContainsRune(stops, r) {
			return end
		}
		end -= size
	}
	return limit
}

// pieces cuts the window of text at the spans; … says that there is more.
// Line breaks become spaces.
func pieces(text string, window corpus.Span, spans []match.Span) []Piece {
	var out []Piece
	add := func(s string, hit bool) {
		if s = strings.ReplaceAll(s, "\n", " "); s != "" {
			out = append(out, Piece{s, hit})
		}
	}
	if window.Start > 0 {
		add("…", false)
	}
	at := window.Start
	for _, x := range spans {
		if x.Start < at || x.End > window.End {
			continue
		}
		add(text[at:x.Start], false)
		add(text[x.Start:x.End], true)
		at = x.End
	}
	add(text[at:window.End], false)
	if window.End < len(text) {
		add("…", false)
	}
	return out
}
