package quote

import (
	"context"
	"iter"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// Source is documents that can be asked for words: an index, or a brute scan.
// Documents are numbered 0 to Len()-1 in order of path. All methods may be
// called side by side.
type Source interface {
	Len() int
	Info(doc int) corpus.Info
	Letters(doc int) int // folded letters of its text
	// Find gives the documents that hold the pattern in order of number, each
	// with all its matches; keep says which documents count, nil all.
	Find(ctx context.Context, p match.Pattern, keep func(corpus.Info) bool) iter.Seq2[match.Hits, error]
	// Near gives the documents in which a text stands with slips, in order of
	// number.
	Near(ctx context.Context, n *match.Near, keep func(corpus.Info) bool) iter.Seq2[match.NearHits, error]
	// Load reads a document and turns spans into bytes of its text; there may
	// be none.
	Load(match.Hits) (*corpus.Document, []match.Span, error)
}

// Place is where words stand in a document.
type Place struct {
	Doc     corpus.Info
	Section string // as corpus.Sections gives it
	Span           // bytes of the document's text
	Line    int    // of the file, 1-based
	Text    string // the source's wording
	Before  string // what stands before it in its sentence
	After   string // what stands behind it in its sentence

	Verdict    Verdict // Exact, Equivalent or Near; "" for what is only the closest
	Similarity float64 // 1 − edits/letters of the quotation, 0 to 1
	Edits      []Edit  // of near and closest ones; Draft is bytes of the quotation's document

	// Swallowed is a negation that an ellipsis in the quotation left out and that
	// governs what is quoted, "" if there is none: such a place is Near, also
	// without edits. SwallowedAt is where it stands in the document's text.
	Swallowed   string
	SwallowedAt Span

	doc   int    // number in the source
	parts []Span // of the document's text: of each piece of the words
}

// Tracing is where a quotation stands: the answer of Trace.
type Tracing struct {
	Quote   string
	Verdict Verdict // that of the first source; Absent or Unsure without any
	// Sources are exact, equivalent, then near by falling similarity; among
	// equals the oldest first, undated last; then by path and place.
	Sources []Place
	Appearance
	// Closest is, where Sources is empty, the place that is most like the
	// quotation, nil if nothing is.
	Closest *Place
}

// Judged is a claim with its verdict.
type Judged struct {
	Claim
	Verdict Verdict
	// Source is the place that the verdict speaks of: of absent and unsure
	// claims what is most like it. Nil if there is none. Of a citation its span
	// is the document's title, or the article.
	Source *Place
	Note   string // why, where the verdict alone does not say it; one or two sentences

	// Fix gives a near quotation the wording of its source; Unfixed says why there
	// is none. Claims that are not near have neither, and citations: what is wrong
	// in those is shown and not written.
	Fix     *Change
	Unfixed string
	// Attribution says whether who is named was asked.
	Attribution Attribution
}

// Change replaces a part of a draft's text: all that stands between the marks
// of a quotation.
type Change struct {
	Span        // bytes of the draft's text
	Text string // what stands there instead
}

// Report is what Check says of one draft.
type Report struct {
	Draft    *corpus.Document
	Before   string   // ISO date: only documents up to it vouch; "" for all
	Own      []string // paths of documents left out, since they are this draft
	Claims   []Judged // as lifted
	Terms    int
	Warnings []Warning
}
