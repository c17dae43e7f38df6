package main

import (
	"context"
	"errors"
	"iter"

	"github.com/spf13/cobra"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/brute"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
	"yinzheng/internal/quote"
	"yinzheng/internal/report"
)

// mentionsOptions are the flags of mentions. What is asked is a term or
// concepts; how the answer looks is one view.
type mentionsOptions struct {
	window
	mode    *choice
	pattern bool
	brute   bool
	once    bool // --no-copies
	filters

	concepts               string // file
	concept                []string
	narrower               bool
	listConcepts, everyone bool

	width, sample   number
	seed            number
	sort, group     *choice
	count           bool
	collocates      bool
	span            number
	measure         *choice
	chart, disperse bool
	svg             string
	labels          *choice
}

func newMentions(a *app) *cobra.Command {
	o := &mentionsOptions{
		filters: filters{},
		width:   number{value: concord.DefaultWidth, low: 1, high: 1000},
		sample:  number{low: 1},
		seed:    number{value: 1},
		span:    number{value: concord.DefaultSpan, low: 1, high: concord.MaxSpan},
	}
	cmd := &cobra.Command{
		Use:   "mentions TERM…",
		Short: "every mention, in context, with counts",
		Long:  mentionsHelp(),
		Example: `  yinzheng mentions 科技创新 --type 通知 --date 2019..2021
  yinzheng mentions 科技创新 --width 30 --sort right
  yinzheng mentions 科技创新 --group left2
  yinzheng mentions --count 共同富裕
  yinzheng mentions 共同富裕 新质生产力 --chart
  yinzheng mentions --pattern '"科技" NEAR/10 "人才"'
  yinzheng mentions --concept 共同富裕 --chart --svg years.svg
  yinzheng mentions --all-concepts --group type --format csv > types.csv
  yinzheng mentions 科技创新 --limit 0 --format html > 科技创新.html`,
		Annotations: map[string]string{extraFormats: string(report.HTML)},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.mentions(cmd, args, o)
		},
	}
	o.addFlags(cmd)
	return cmd
}

func mentionsHelp() string {
	return `Mentions finds every occurrence of a term or a concept, shows it in context,
and counts: by written form, year, issuer and type. Each count adds up to the
whole.

TERM is taken as it stands, but for how it was set where it was pasted from:
line breaks, tabs and format characters in it don't count. Several terms are
compared, as several concepts are; one term with a blank in it needs quotation
marks of the shell: mentions "open source". --pattern reads gaps ("科技*强国"), NEAR, BEFORE
and OR of phrases in it. A filter may be given several times: any of its
values will do, but every filter must.

In exact mode letters and the punctuation between them must be equal; white
space, width, case, script (traditional or simplified), quotation marks, title
marks and the numbers of notes ([2], ①) don't matter. Loose
mode passes over punctuation, raw mode compares bytes. Every answer also says
what loose mode finds, if that is not the same; where a zero hides it, even
with --quiet.

Documents with one and the same text all count. How much stands in such copies
is said, and with --no-copies each text counts once, at the first path among
the documents that the filters let pass.

A concept file says in what forms a thing is mentioned:
` + conceptHelp() + `
It is concepts.yaml beside the index or in the current folder, or --concepts.
A concept leaves out what lies inside a form of a narrower one; --narrower
counts it in. Several terms and concepts are compared by year, or by what
--group says (issuer, type); --count prints a line for each, with its name
behind another tab.

Lines stand in order of position (path and place), of date, of document
(title), or of the characters before (left) or behind (right) the match.

Instead of lines: --group counts by what stands beside the match (left2 are
two characters before it, of which a mark is the last) or by what is known of
its document; --collocates lists words that stand near it, three times at
least and more often than chance; --chart and --svg draw the years;
--dispersion shows where in each document it stands.`
}

func (o *mentionsOptions) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&o.concept, "concept", nil, "mentions of this `CONCEPT` of the concept file; several are compared")
	flags.BoolVar(&o.narrower, "narrower", false, "count the mentions of narrower concepts in")
	flags.BoolVar(&o.everyone, "all-concepts", false, "compare all concepts by year, or by --group issuer or type")
	flags.BoolVar(&o.listConcepts, "list-concepts", false, "list the concepts with their counts")
	flags.StringVar(&o.concepts, "concepts", "", "the concept `FILE` (default: concepts.yaml beside the index, else here)")

	flags.Var(&o.width, "width", "show `N` characters of context on each side")
	o.sort = addChoice(cmd, flags, "sort", "order of the lines", concord.Sorts()...)
	flags.Var(&o.sample, "sample", "draw `N` mentions at random")
	flags.Var(&o.seed, "seed", "draw the same sample for the same `S`, a number")
	o.window.add(cmd)
	flags.BoolVar(&o.count, "count", false, "print occurrences, a tab and documents, nothing else; of several terms, another tab and the term")
	o.group = addOptional(cmd, flags, "group", "count by this instead of listing", concord.GroupKeys()...)
	flags.BoolVar(&o.collocates, "collocates", false, "list words that stand near it more often than chance")
	flags.Var(&o.span, "span", "near is within `N` letters")
	o.measure = addChoice(cmd, flags, "measure", "how to score collocates", concord.Measures()...)
	flags.BoolVar(&o.chart, "chart", false, "draw the years: rates and counts")
	flags.StringVar(&o.svg, "svg", "", "draw the years, also as an SVG picture into `FILE`; - is standard output")
	o.labels = addChoice(cmd, flags, "labels", "language of what is written in the picture", report.Languages()...)
	flags.BoolVar(&o.disperse, "dispersion", false, "show where in each document the mentions stand")

	o.mode = addChoice(cmd, flags, "mode", "when two texts match", match.Exact.String(), match.Loose.String(), match.Raw.String())
	flags.BoolVar(&o.pattern, "pattern", false, "TERM is a pattern: gaps, NEAR, BEFORE, OR")
	flags.BoolVar(&o.brute, "brute", false, "scan every text, without the index's candidates")
	flags.BoolVar(&o.once, "no-copies", false, "count each text once: of documents with one text the first by path")
	o.filters.add(cmd)
}

// inquiry is what a run of mentions asks, all of it read and checked, and
// whom.
type inquiry struct {
	*mentionsOptions
	mode      match.Mode
	keep      func(corpus.Info) bool
	file      *concord.Concepts // nil: no concept is asked for
	path      string            // of that file
	questions []concord.Question
	terms     int                // the first of them are of terms, the others of concepts
	asConcept *report.ConceptRef // the only question, nil for a term

	ix  *index.Index
	src texts
}

func (a *app) mentions(cmd *cobra.Command, terms []string, o *mentionsOptions) error {
	q, err := a.inquire(terms, o)
	if err != nil {
		return err
	}
	view, err := q.view(cmd.Flags())
	if err != nil {
		return err
	}
	if q.ix, err = a.open(); err != nil {
		return err
	}
	defer q.ix.Close()
	if q.src, err = source(cmd.Context(), q.ix, o.brute); err != nil {
		return err
	}
	if o.once {
		if q.keep, err = concord.WithoutCopies(q.src, q.keep); err != nil {
			return err
		}
	}
	if o.count || o.svg == "-" || a.format.value == string(report.CSV) {
		a.noteUnread(q.ix.Unread())
	}
	return view.answer(a, cmd.Context(), q)
}

// inquire reads what is asked, before the index is opened.
func (a *app) inquire(terms []string, o *mentionsOptions) (*inquiry, error) {
	q := &inquiry{mentionsOptions: o}
	var err error
	if q.mode, err = match.ParseMode(o.mode.value); err != nil {
		return nil, err
	}
	if q.keep, err = o.keep(); err != nil {
		return nil, err
	}
	concepts := o.everyone || o.listConcepts || len(o.concept) > 0
	q.questions, err = concord.NewQuestions(terms, q.mode, o.pattern)
	if errors.Is(err, concord.ErrNoTerm) || err == nil && !concepts && len(terms) == 0 {
		return nil, usage("yinzheng mentions 科技创新, or --concept NAME", "TERM is missing")
	}
	if err != nil {
		return nil, err
	}
	q.terms = len(q.questions)
	if concepts {
		err = a.askConcepts(q)
	}
	return q, err
}

// texts can be asked for mentions and for quotations.
type texts interface {
	concord.Source
	quote.Source
}

// source is the index, or a scan of the texts in it.
func source(ctx context.Context, ix *index.Index, scan bool) (texts, error) {
	if !scan {
		return ix, nil
	}
	return brute.NewSource(func(yield func(*corpus.Document, error) bool) {
		for doc, err := range ix.Documents() {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(doc, err) {
				return
			}
		}
	})
}

// only is the question of a view that has one.
func (q *inquiry) only() concord.Question { return q.questions[0] }

// asked is what the answer of a view with one question says of it.
func (a *app) asked(q *inquiry) report.Asked {
	return report.Asked{Query: q.only().Name, Concept: q.asConcept, Scope: a.scope(q, a.list(q.ix, &q.window))}
}

func (a *app) scope(q *inquiry, list report.List) report.Scope {
	s := report.NewScope(q.mode.String(), q.given(), list, q.ix.Unread())
	s.Pattern, s.Narrower, s.NoCopies = q.pattern, q.narrower, q.once
	return s
}

// found notes whether anything was.
func (a *app) found(occurrences int) {
	if occurrences == 0 {
		a.code = exitNothing
	}
}

func (a *app) mentionLines(ctx context.Context, q *inquiry) error {
	if q.sample.value > 0 && !q.limit.set {
		q.limit = number{set: true} // all that were drawn
	}
	asked := a.asked(q)
	c := concord.New(q.src, q.only().Pattern, concord.Options{
		Keep: q.keep, Width: q.width.value, Sort: q.sort.value,
		Sample: q.sample.value, Seed: uint64(q.seed.value), Limit: asked.Limit, Offset: asked.Offset,
	})
	seen := 0
	answer := report.NewMentions(asked, c, counting(c.Mentions(ctx), &seen))
	answer.Sort, answer.Width, answer.Chosen = q.sort.value, q.width.value, q.width.set
	if q.sample.value > 0 {
		answer.Sample = &report.Sample{Size: q.sample.value, Seed: uint64(q.seed.value)}
	}
	printer := a.answer()
	if printer.Format.CountsFirst() {
		if err := c.Count(ctx); err != nil {
			return err
		}
	}
	err := printer.Mentions(answer)
	a.found(max(c.Occurrences, seen)) // also where nobody reads to the end
	totals := report.NewTotals(c.Totals)
	a.besideCSV(totals.Hides(), totals.Remarks())
	return err
}

// counting adds up in n what items yields.
func counting(items iter.Seq2[concord.Mention, error], n *int) iter.Seq2[concord.Mention, error] {
	return func(yield func(concord.Mention, error) bool) {
		for m, err := range items {
			*n++
			if !yield(m, err) {
				return
			}
		}
	}
}
