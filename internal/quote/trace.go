package quote

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// Options says how words are looked for. The zero value looks for what is
// exact or equivalent, everywhere, without left-out text.
type Options struct {
	// Near is the least similarity of what is called near, 0 for off; see
	// AllowedEdits.
	Near float64
	// Ellipsis is how many letters an ellipsis in the quotation can stand for.
	Ellipsis int
	// Keep says which documents count, nil all.
	Keep func(corpus.Info) bool
	// Most is how many places of one piece there may be, 0 without end. Memory
	// grows with them; more are a *TooMuchError.
	Most int
}

// The usual options, and the least similarity that can be asked for.
const (
	DefaultNear     = 0.85
	LeastNear       = 0.5
	DefaultEllipsis = 300
)

// Letters by which is decided what can be judged.
const (
	nearLetters = 5  // fewer are near to too much
	sureLetters = 8  // fewer, and not found, say nothing
	oneEditTill = 12 // fewer may have one edit, however small its share
)

// AllowedEdits is how many edits a quotation of so many letters may have and
// still be near at this least similarity: 1 − edits/letters ≥ near; below 12
// letters one all the same, below 5 none.
func AllowedEdits(letters int, near float64) int {
	switch {
	case near <= 0 || letters < nearLetters:
		return 0
	case letters < oneEditTill && near <= DefaultNear:
		return max(1, int((1-near)*float64(letters)+1e-9))
	}
	return int((1-near)*float64(letters) + 1e-9)
}

// Trace finds where a text stands: every exact and equivalent place, without
// exception, and every near one. Quotation marks around the whole of it are
// not part of it. An ellipsis (…… or ...) in it parts it into pieces that must
// follow in order in one document. It fails with match.ErrNoLetters, with a
// *TooMuchError, as the source does, or with ctx.Err().
func Trace(ctx context.Context, src Source, text string, o Options) (*Tracing, error) {
	text = strings.TrimSpace(text)
	inner, off := unquoted(text)
	words := wordingOf(inner, off, o.Ellipsis, func(s Span) string { return inner[s.Start:s.End] })
	if len(words.pieces) == 0 {
		return nil, match.ErrNoLetters
	}
	if why := words.tooMuch(); why != "" {
		return nil, &TooMuchError{why}
	}
	f := finder{src, o}
	t := &Tracing{Quote: text, Appearance: Appearance{First: -1}}
	found, err := f.verbatim(ctx, words, nil)
	if err != nil {
		return nil, err
	}
	near, err := f.near(ctx, words, found, nil)
	if err != nil {
		return nil, err
	}
	t.Sources = append(found, near...)
	sortPlaces(t.Sources)
	t.Appearance = appearanceOf(t.Sources)
	if len(t.Sources) > 0 {
		t.Verdict = t.Sources[0].Verdict
		return t, nil
	}
	t.Verdict = Absent
	if words.letters < sureLetters {
		t.Verdict = Unsure
	}
	t.Closest, err = f.closest(ctx, words, nil)
	return t, err
}

// TooMuchError says that a quotation is too long, or in too many or too small
// pieces, to be looked for.
type TooMuchError struct{ Reason string }

func (e *TooMuchError) Error() string { return "this quotation can't be looked for: " + e.Reason }

// unquoted takes off the quotation marks around the whole of text.
func unquoted(text string) (inner string, off int) {
	for _, pair := range []string{"“”", "‘’", "「」", "『』", `""`, "＂＂"} {
		marks := []rune(pair)
		open, end := string(marks[0]), string(marks[1])
		rest, ok := strings.CutPrefix(text, open)
		if !ok {
			continue
		}
		if rest, ok = strings.CutSuffix(rest, end); ok && !strings.ContainsAny(rest, pair) {
			return rest, len(open)
		}
	}
	return text, 0
}

// wording is a quotation as it is looked for: pieces in order.
type wording struct {
	pieces   []piece
	letters  int // of all pieces
	ellipsis int // letters that left-out text can have

	opens, closes bool // an ellipsis stands before the first piece, behind the last
}

// piece is a part of a quotation without ellipsis, short enough to be looked
// for with slips.
type piece struct {
	text    string
	said    string // text to the mark: in a draft, without what only resumes a quotation
	off     int    // place of text in what the edits speak of
	letters int
	leftOut bool // text may be left out before it; else what stands there counts as edits
}

// wordingOf parts a text, which stands at off, at its ellipses, and what is too
// long then at the ends of sentences. said gives what a part of it says.
func wordingOf(text string, off, ellipsis int, said func(Span) string) wording {
	w := wording{ellipsis: ellipsis}
	parts := cutEllipses(text)
	if last := parts[len(parts)-1]; len(parts) > 1 {
		w.opens = analysis.CountLetters(text[parts[0].Start:parts[0].End]) == 0
		w.closes = analysis.CountLetters(text[last.Start:last.End]) == 0
	}
	for _, s := range parts {
		for i, x := range cutSentences(text[s.Start:s.End]) {
			part := Span{Start: s.Start + x.Start, End: s.Start + x.End}
			if n := analysis.CountLetters(text[part.Start:part.End]); n > 0 {
				w.pieces = append(w.pieces, piece{text[part.Start:part.End], said(part), off + part.Start, n, i == 0})
				w.letters += n
			}
		}
	}
	return w
}

// tooMuch says why a quotation is not looked for, "" if it is.
func (w wording) tooMuch() string {
	switch {
	case w.letters > match.MaxLetters:
		return fmt.Sprintf("%d letters are more than can be looked for at once: %d", w.letters, match.MaxLetters)
	case len(w.pieces) > maxPieces:
		return fmt.Sprintf("%d pieces are more than can be looked for at once: %d", len(w.pieces), maxPieces)
	case len(w.pieces) > 1 && slices.ContainsFunc(w.pieces, func(p piece) bool { return p.letters < 2 }):
		return "beside an ellipsis a piece needs two letters"
	}
	return ""
}

// maxPieces bounds a quotation with ellipses: time grows with their number.
const maxPieces = 40

// cutEllipses parts text at each …, ⋯, or row of three full stops or more.
func cutEllipses(text string) []Span {
	var parts []Span
	from := 0
	for at := 0; at < len(text); {
		size := ellipsisAt(text[at:])
		if size == 0 {
			at++
			continue
		}
		parts = append(parts, Span{Start: from, End: at})
		at += size
		from = at
	}
	return append(parts, Span{Start: from, End: len(text)})
}

// ellipsisAt is the length of the ellipsis that text begins with.
func ellipsisAt(text string) int {
	if rest := strings.TrimLeft(text, "…⋯"); len(rest) < len(text) {
		return len(text) - len(rest)
	}
	for _, stop := range []string{".", "。", "．"} {
		if rest := strings.TrimLeft(text, stop); len(text)-len(rest) >= 3*len(stop) {
			return len(text) - len(rest)
		}
	}
	return 0
}

// cutSentences parts text of more than match.MaxNearLetters letters behind
// sentences, so that no part has more, or where a sentence is that long,
// somewhere.
func cutSentences(text string) []Span {
	if analysis.CountLetters(text) <= match.MaxNearLetters {
		return []Span{{Start: 0, End: len(text)}}
	}
	var parts []Span
	from, last, n := 0, 0, 0
	for at, r := range text {
		letters := analysis.CountLetters(string(r))
		if n+letters > match.MaxNearLetters/2 && (last > from || n+letters > match.MaxNearLetters) {
			if last == from {
				last = at
			}
			parts = append(parts, Span{Start: from, End: last})
			from, n = last, analysis.CountLetters(text[last:at])
		}
		n += letters
		if strings.ContainsRune("。！？；\n", r) {
			last = at + len(string(r))
		}
	}
	return append(parts, Span{Start: from, End: len(text)})
}

// sortPlaces puts the best first; see Tracing.
func sortPlaces(places []Place) {
	slices.SortStableFunc(places, func(a, b Place) int {
		return firstNonZero(
			rank(a.Verdict)-rank(b.Verdict),
			compareFloat(b.Similarity, a.Similarity),
			compareDate(a.Doc.Date, b.Doc.Date),
			strings.Compare(a.Doc.Path, b.Doc.Path),
			a.Start-b.Start,
		)
	})
}

func firstNonZero(list ...int) int {
	for _, n := range list {
		if n != 0 {
			return n
		}
	}
	return 0
}

func compareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// compareDate puts the oldest first and what has no date last.
func compareDate(a, b string) int {
	if (a == "") != (b == "") {
		return len(b) - len(a)
	}
	return strings.Compare(a, b)
}

func rank(v Verdict) int { return slices.Index(Verdicts(), v) }
