package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/quote"
)

// DiffPiece is a part of a text with edits done to it: of both wordings, or what
// the draft (the quotation) alone has, or the source alone.
type DiffPiece struct {
	Text string
	Side Side
	Op   quote.Op // of what only one has
}

// Side says whose a part of a text is.
type Side int

// The sides.
const (
	Both Side = iota
	DraftOnly
	SourceOnly
)

// Diff is the quotation with the edits of one of its sources.
func (q Quote) Diff(s Source) []DiffPiece { return diff(q.Quote, 0, s.Edits) }

// diff divides text, which begins at byte base of the draft: without what is
// of the draft alone it reads as the source, without what is of the source
// alone as the draft. Edits outside of the text are passed over.
func diff(text string, base int, edits []Edit) []DiffPiece {
	var pieces []DiffPiece
	add := func(text string, side Side, op quote.Op) {
		if text != "" {
			pieces = append(pieces, DiffPiece{text, side, op})
		}
	}
	at := 0
	for _, c := range changesOf(edits, base, base+len(text)) {
		start, end := max(c.start-base, at), max(c.end-base, at)
		add(text[at:start], Both, "")
		add(text[start:end], DraftOnly, c.op)
		add(c.insert, SourceOnly, c.op)
		at = end
	}
	add(text[at:], Both, "")
	return pieces
}

// change puts insert in the place of bytes [start, end) of the draft.
type change struct {
	start, end int
	insert     string
	op         quote.Op
}

// changesOf are the edits between two bytes of the draft in order; a move is
// two of them.
func changesOf(edits []Edit, from, to int) []change {
	var list []change
	add := func(start, end int, insert string, op quote.Op) {
		if from <= start && start <= end && end <= to {
			list = append(list, change{start, end, insert, op})
		}
	}
	for _, e := range edits {
		if e.DraftTo == nil {
			add(e.DraftStart, e.DraftEnd, e.Source, e.Op)
			continue
		}
		add(e.DraftStart, e.DraftEnd, "", e.Op)
		add(*e.DraftTo, *e.DraftTo, e.Source, e.Op)
	}
	slices.SortStableFunc(list, func(a, b change) int { return a.start - b.start })
	return list
}

// fix replaces what stands in columns [start, end) of a line of a draft.
type fix struct {
	line, start, end int
	text             string
}

// newFix does all edits at once, from the first place that changes to the
// last: the replacement reads as the source. It is nil where it would be a
// guess: where the file has something else there than the text, such as markup
// or a wrapped line, or where what is put in could become markup.
func newFix(edits []Edit, at places) *fix {
	text := at.doc.Text
	list := changesOf(edits, 0, len(text))
	if len(list) == 0 {
		return nil
	}
	span := quote.Span{Start: list[0].start}
	for _, c := range list {
		span.End = max(span.End, c.end)
		if strings.ContainsAny(c.insert, "\n\\*_`[]<>|&#~$") {
			return nil
		}
	}
	line, start := at.of(span.Start)
	endLine, end := at.end(span)
	if endLine != line || end-start != utf8.RuneCountInString(text[span.Start:span.End]) {
		return nil
	}
	var b strings.Builder
	for _, x := range diff(text[span.Start:span.End], span.Start, edits) {
		if x.Side != DraftOnly {
			b.WriteString(x.Text)
		}
	}
	return &fix{line, start, end, b.String()}
}
