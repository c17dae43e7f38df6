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

// newFix is a change from the first character that differs to the last. It is
// nil where it would be a guess: where the file has something else there than
// the text, such as markup or a wrapped line, or where what is put in could
// become markup.
func newFix(x quote.Change, at places) *fix {
	old := at.doc.Text[x.Start:x.End]
	before := commonStart(old, x.Text)
	behind := commonEnd(old[before:], x.Text[before:])
	text := x.Text[before : len(x.Text)-behind]
	if strings.ContainsAny(text, "\n\\*_`[]<>|&#~$") {
		return nil
	}
	span := quote.Span{Start: x.Start + before, End: x.End - behind}
	line, start := at.of(span.Start)
	endLine, end := at.end(span)
	if endLine != line || end-start != utf8.RuneCountInString(at.doc.Text[span.Start:span.End]) {
		return nil
	}
	return &fix{line, start, end, text}
}

// commonStart is how many bytes two texts begin alike with, in whole
// characters; commonEnd how many they end alike with.
func commonStart(a, b string) int {
	for i, r := range a {
		if !strings.HasPrefix(b[i:], string(r)) {
			return i
		}
	}
	return len(a)
}

func commonEnd(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) {
		r, size := utf8.DecodeLastRuneInString(a[:len(a)-n])
		if !strings.HasSuffix(b[:len(b)-n], string(r)) {
			break
		}
		n += size
	}
	return n
}
