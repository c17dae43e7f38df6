package quote

import (
	"context"
	"slices"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// fewTexts is how many documents are looked at for what is most alike.
const fewTexts = 64

// closest gives the place that is most like the words: of equals that in the
// oldest document. Nil if none has half of them, or they are too few or too
// many to tell.
func (f finder) closest(ctx context.Context, w wording, only func(corpus.Info) bool) (*Place, error) {
	if f.o.Near <= 0 || len(w.pieces) != 1 || w.letters < sureLetters || w.letters > match.MaxNearLetters {
		return nil, nil
	}
	n, err := match.CompileClosest(w.pieces[0].text, fewTexts)
	if err != nil {
		return nil, err
	}
	docs, err := f.nearly(ctx, n, f.keeping(only))
	if err != nil || len(docs) == 0 {
		return nil, err
	}
	least := n.Letters()
	for _, d := range docs {
		for _, s := range d.pieces[0] {
			least = min(least, s.Cost)
		}
	}
	for i := range docs {
		docs[i].pieces[0] = slices.DeleteFunc(docs[i].pieces[0], func(s match.NearSpan) bool { return s.Cost > least })
	}
	docs = slices.DeleteFunc(docs, func(c candidate) bool { return len(c.pieces[0]) == 0 })
	found, err := f.places(ctx, w, docs, least)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	sortPlaces(found)
	return f.widen(w, found[0])
}

// widen describes the place anew once it is widened. It is no more alike.
func (f finder) widen(w wording, p Place) (*Place, error) {
	p.Verdict = ""
	doc, _, err := f.src.Load(match.Hits{Doc: p.doc})
	if err != nil {
		return nil, err
	}
	if s := widened(w.pieces[0].text, doc.Text, p.Span); s != p.Span {
		wide := placeOf(doc, p.Doc, w, []match.NearSpan{{Span: match.Span(s), Cost: 1}})
		wide.Verdict, wide.Similarity, wide.doc = "", p.Similarity, p.doc
		wide.Section = corpus.SectionPath(doc, wide.Start)
		p = wide
	}
	return &p, nil
}

const (
	// edgeLetters is how many letters of a quotation's edge are looked for
	// beyond a place that lacks them.
	edgeLetters = 6
	// leftOut is how many bytes of the source may have been left out before them.
	leftOut = 500
)

// widened is s with what was left out of the source, if it seems so: the place
// lacks the last letters of the words, or the first, and those stand a little
// farther on in the document, or before. To strike the rest of the words would
// cost fewer edits, but show nothing.
func widened(words, text string, s Span) Span {
	letters := []rune(analysis.Letters(words))
	if len(letters) < 2*edgeLetters {
		return s
	}
	inside := text[s.Start:s.End]
	if tail := string(letters[len(letters)-edgeLetters:]); len(places(tail, inside)) == 0 {
		if found := places(tail, firstBytes(text[s.End:], leftOut)); len(found) > 0 {
			s.End += found[0].End
		}
	}
	if head := string(letters[:edgeLetters]); len(places(head, inside)) == 0 {
		before := lastBytes(text[:s.Start], leftOut)
		if found := places(head, before); len(found) > 0 {
			s.Start -= len(before) - found[len(found)-1].Start
		}
	}
	return s
}

// places is where letters stand in a text, in bytes.
func places(letters, text string) []Span {
	m, err := match.Compile(match.Literal(letters, match.Loose))
	if err != nil {
		return nil
	}
	f := analysis.Fold(text)
	var found []Span
	for _, s := range m.Scanner(nil).Find(f, "") {
		start, end := f.Bytes(text, s.Start, s.End)
		found = append(found, Span{Start: start, End: end})
	}
	return found
}
