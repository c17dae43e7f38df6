package concord

import (
	"context"
	"iter"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// DefaultWidth is the characters of context shown on each side.
const DefaultWidth = 20

// Options says what to count and what to show of it.
type Options struct {
	Keep   func(corpus.Info) bool // nil: all documents
	Width  int                    // characters of context on each side; 0: DefaultWidth
	Sort   string                 // one of Sorts; "": the first
	Sample int                    // how many mentions to draw at random; 0: all
	Seed   uint64                 // equal seeds draw alike
	Limit  int                    // mentions to show of those drawn and sorted; 0: all
	Offset int                    // mentions to pass over first
}

// Concordance is every mention of a pattern. Its counts are there after
// Count, or when Mentions has been ranged over to its end; they never depend
// on what is shown.
type Concordance struct {
	Totals
	Forms []Form // by falling occurrences, then by text
	By    Breakdowns

	src     Source
	pattern match.Pattern
	options Options
	chunk   int // lines sorted in memory at once
	counted bool
}

// Mention is one occurrence in its context. Start and End are bytes of the
// document's text; Before+Match+After is a piece of that text.
type Mention struct {
	Document             corpus.Info
	Section              string // as corpus.Sections gives it
	Start, End           int
	Line                 int // 1-based, of the file
	Before, Match, After string
}

// New is the concordance of p in src. Nothing has been asked yet.
func New(src Source, p match.Pattern, o Options) *Concordance {
	if o.Width == 0 {
		o.Width = DefaultWidth
	}
	if o.Sort == "" {
		o.Sort = ByPosition
	}
	return &Concordance{src: src, pattern: p, options: o, chunk: chunkOf(o.Width)}
}

// Count counts all. It reads each document that holds the pattern once, for
// the written forms.
func (c *Concordance) Count(ctx context.Context) error {
	if c.counted {
		return nil
	}
	for _, err := range c.documents(ctx, none) {
		if err != nil {
			return err
		}
	}
	return nil
}

// Mentions yields what is to be shown, in order, and counts on the way where
// Count has not. It ends with the first error.
//
// Its memory does not grow with the number of mentions, only with that of the
// forms that differ. Mentions are made one by one; sorting goes through a
// temporary file (see sortLines); a sample is drawn in passing, which takes a
// count before.
func (c *Concordance) Mentions(ctx context.Context) iter.Seq2[Mention, error] {
	o := c.options
	return func(yield func(Mention, error) bool) {
		pick := picker(all)
		if o.Sample > 0 {
			if err := c.Count(ctx); err != nil {
				yield(Mention{}, err)
				return
			}
			pick = sample(c.Occurrences, o.Sample, o.Seed)
		}
		if o.Sort == ByPosition {
			c.lines(ctx, both(pick, portion(o.Offset, o.Limit)), o.Width)(func(l line, err error) bool { return yield(l.Mention, err) })
			return
		}
		lines := c.lines(ctx, pick, max(o.Width, comparedWidth))
		sortLines(ctx, lines, o, c.chunk)(func(l line, err error) bool {
			if err == nil {
				l.Document = c.src.Info(l.doc)
			}
			return yield(l.Mention, err)
		})
	}
}

// line is a mention and the number of its document.
type line struct {
	Mention
	doc int
}

// lines makes the mentions that pick takes, with width characters of context,
// in order of document number and place.
func (c *Concordance) lines(ctx context.Context, pick picker, width int) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		for d, err := range c.documents(ctx, pick) {
			if err != nil {
				yield(line{}, err)
				return
			}
			sections := corpus.NewSections(d.doc)
			for _, s := range d.spans {
				m := newMention(d.info, d.doc, s, width)
				m.Section = sections.At(s.Start)
				if !yield(line{m, d.hits.Doc}, nil) {
					return
				}
			}
		}
	}
}

// documents yields the documents that hold mentions which pick takes, with
// these alone. Before all is counted it reads every document that holds any,
// and counts.
func (c *Concordance) documents(ctx context.Context, pick picker) iter.Seq2[loaded, error] {
	if c.counted {
		return load(ctx, c.src, c.pattern, c.options.Keep, pick, nil)
	}
	return func(yield func(loaded, error) bool) {
		n := newCounter(c.src, c.options.Keep)
		for d, err := range load(ctx, c.src, c.pattern, c.options.Keep, all, &n.Beside) {
			if err != nil {
				yield(d, err)
				return
			}
			n.add(d)
			d.spans, _ = pick(d.spans)
			if len(d.spans) > 0 && !yield(d, nil) {
				return
			}
		}
		n.finish(c)
	}
}

// newMention describes a mention but for its section.
func newMention(info corpus.Info, doc *corpus.Document, s match.Span, width int) Mention {
	return Mention{
		Document: info,
		Start:    s.Start,
		End:      s.End,
		Line:     doc.Line(s.Start),
		Before:   before(doc.Text, s.Start, width),
		Match:    doc.Text[s.Start:s.End],
		After:    after(doc.Text, s.End, width),
	}
}
