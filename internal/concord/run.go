package concord

import (
	"context"
	"iter"
	"slices"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// DefaultWidth is the letters of context shown on each side.
const DefaultWidth = 20

// Options says what to count and what to show of it.
type Options struct {
	Keep   func(corpus.Info) bool // nil: all documents
	Width  int                    // letters of context on each side; 0: DefaultWidth
	Limit  int                    // mentions to show; 0: all
	Offset int                    // mentions to pass over first
}

// Result is every mention of a pattern, counted.
type Result struct {
	Occurrences int
	Documents   int    // that hold at least one
	Forms       []Form // by falling occurrences, then by text
	By          Breakdowns

	src   Source
	width int
	shown []match.Hits // the window, in the source's coordinate
}

// Mention is one occurrence in its context. Start and End are bytes of the
// document's text; Before+Match+After is a piece of that text.
type Mention struct {
	Document             corpus.Info
	Section              string // as corpus.SectionPath gives it
	Start, End           int
	Line                 int // 1-based, of the file
	Before, Match, After string
}

// Run counts all of p in src. It reads each document that holds p once, for
// its written forms; those of the window are read again when Mentions is
// ranged over, so that nothing grows with the text.
func Run(ctx context.Context, src Source, p match.Pattern, o Options) (*Result, error) {
	if o.Width == 0 {
		o.Width = DefaultWidth
	}
	r := &Result{src: src, width: o.Width}
	tally := newTally(src, o.Keep)
	forms := formCounter{}
	for hits, err := range src.Find(ctx, p, o.Keep) {
		if err != nil {
			return nil, err
		}
		doc, spans, err := src.Load(hits)
		if err != nil {
			return nil, err
		}
		for _, s := range spans {
			forms.add(doc.Text[s.Start:s.End])
		}
		r.show(hits, o)
		r.Documents++
		r.Occurrences += len(hits.Spans)
		tally.add(src.Info(hits.Doc), len(hits.Spans))
	}
	r.Forms = forms.sorted()
	r.By = tally.breakdowns()
	return r, nil
}

// show keeps what part of hits lies in the window; r.Occurrences mentions
// stand before it.
func (r *Result) show(hits match.Hits, o Options) {
	from := max(o.Offset-r.Occurrences, 0)
	to := len(hits.Spans)
	if o.Limit > 0 {
		to = min(to, o.Offset+o.Limit-r.Occurrences)
	}
	if from < to {
		hits.Spans = slices.Clone(hits.Spans[from:to])
		r.shown = append(r.shown, hits)
	}
}

// Mentions yields the window in order of document number and place. It ends
// with the first error.
func (r *Result) Mentions(ctx context.Context) iter.Seq2[Mention, error] {
	return func(yield func(Mention, error) bool) {
		for _, hits := range r.shown {
			if err := ctx.Err(); err != nil {
				yield(Mention{}, err)
				return
			}
			doc, spans, err := r.src.Load(hits)
			if err != nil {
				yield(Mention{}, err)
				return
			}
			info := r.src.Info(hits.Doc)
			for _, s := range spans {
				if !yield(newMention(info, doc, s, r.width), nil) {
					return
				}
			}
		}
	}
}

func newMention(info corpus.Info, doc *corpus.Document, s match.Span, width int) Mention {
	return Mention{
		Document: info,
		Section:  corpus.SectionPath(doc.Outline, s.Start),
		Start:    s.Start,
		End:      s.End,
		Line:     doc.Line(s.Start),
		Before:   before(doc.Text, s.Start, width),
		Match:    doc.Text[s.Start:s.End],
		After:    after(doc.Text, s.End, width),
	}
}
