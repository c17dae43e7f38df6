package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"yinzheng/internal/concord"
	"yinzheng/internal/report"
)

// view answers an inquiry in one of the ways that mentions can.
type view func(a *app, ctx context.Context, q *inquiry) error

// view is the one that the flags ask for. Flags that mean nothing to it, or
// another view's, are an error of usage.
func (o *mentionsOptions) view(flags *pflag.FlagSet) (view, error) {
	lines := []string{"sort", "sample", "seed", "width"}
	list := []string{"limit", "offset"}
	terms := []string{"pattern"}
	collocates := []string{"span", "measure"}
	narrower := []string{"narrower"}
	compared := o.everyone || len(o.concept) > 1
	ask := func(v view, name string, strange ...[]string) (view, error) {
		return v, o.strangers(flags, name, slices.Concat(strange...))
	}
	if compared || len(o.concept) > 0 || o.listConcepts {
		narrower = nil
	} else {
		terms = nil
	}
	pictures := []string{"count", "collocates", "dispersion"}
	switch {
	case o.listConcepts:
		return ask((*app).listConcepts, "list-concepts", lines, collocates, terms, pictures, []string{"concept", "all-concepts", "group", "chart", "svg"})
	case compared && (o.chart || o.svg != ""):
		return ask((*app).chartYears, "chart", lines, list, collocates, terms, pictures, []string{"group"})
	case compared:
		return ask((*app).compare, "all-concepts", lines, list, collocates, terms, pictures)
	case o.count:
		return ask((*app).countMentions, "count", lines, list, collocates, terms, narrower, []string{"group", "collocates", "dispersion", "chart", "svg"})
	case o.group.value != "":
		return ask((*app).groupMentions, "group", lines, collocates, terms, narrower, []string{"collocates", "dispersion", "chart", "svg"})
	case o.collocates:
		return ask((*app).collocatesOf, "collocates", lines, terms, narrower, []string{"dispersion", "chart", "svg"})
	case o.chart || o.svg != "":
		return ask((*app).chartYears, "chart", lines, list, collocates, terms, narrower, []string{"dispersion"})
	case o.disperse:
		return ask((*app).disperseMentions, "dispersion", lines, collocates, terms, narrower)
	}
	return ask((*app).mentionLines, "", collocates, terms, narrower)
}

// strangers is an error for the first of the flags that is given.
func (o *mentionsOptions) strangers(flags *pflag.FlagSet, view string, strange []string) error {
	for _, name := range strange {
		if !flags.Changed(name) {
			continue
		}
		switch name {
		case "pattern":
			return usage("forms of a concept are patterns already: yinzheng mentions --help", "--pattern is for a TERM, not for concepts")
		case "narrower":
			return usage("yinzheng mentions --concept NAME --narrower", "--narrower is for concepts, not for a TERM")
		case "span", "measure":
			return usage("yinzheng mentions 科技创新 --collocates --"+name+" …", "--%s is for --collocates", name)
		}
		return usage("leave one of them out", "--%s and --%s can't go together", view, name)
	}
	if o.everyone && len(o.concept) > 0 {
		return usage("leave one of them out", "--all-concepts and --concept can't go together")
	}
	return nil
}

func (a *app) countMentions(ctx context.Context, q *inquiry) error {
	asked := a.asked(q)
	var err error
	asked.Occurrences, asked.Documents, err = concord.Count(ctx, q.src, q.only().Pattern, q.keep)
	if err != nil {
		return err
	}
	a.found(asked.Occurrences)
	return a.answer().Count(report.NewCount(asked))
}

func (a *app) groupMentions(ctx context.Context, q *inquiry) error {
	if q.group.value == concord.ByYear && !q.limit.set {
		q.limit = number{set: true} // nobody wants some of the years
	}
	groups, err := concord.NewGroups(ctx, q.src, q.only().Pattern, q.group.value, q.keep)
	if err != nil {
		return err
	}
	a.found(groups.Occurrences)
	return a.answer().Groups(report.NewGroups(a.asked(q), groups))
}

func (a *app) collocatesOf(ctx context.Context, q *inquiry) error {
	dictionary, err := q.ix.Dictionary()
	if err != nil {
		return err
	}
	o := concord.CollocateOptions{Keep: q.keep, Span: q.span.value, Measure: concord.Measure(q.measure.value), AtLeast: concord.DefaultAtLeast}
	c, err := concord.NewCollocates(ctx, q.src, dictionary, q.only().Pattern, o)
	if err != nil {
		return err
	}
	a.found(c.Occurrences)
	return a.answer().Collocates(report.NewCollocates(a.asked(q), c, o.Span, q.measure.value))
}

func (a *app) disperseMentions(ctx context.Context, q *inquiry) error {
	strips, err := concord.NewStrips(ctx, q.src, q.only().Pattern, q.keep)
	if err != nil {
		return err
	}
	a.found(len(strips))
	return a.answer().Dispersion(report.NewDispersion(a.asked(q), strips))
}

// compare counts several concepts by year, issuer or type.
func (a *app) compare(ctx context.Context, q *inquiry) error {
	by := q.group.value
	if by == "" {
		by = concord.ByYear
	}
	if !slices.Contains(concord.MatrixKeys(), by) {
		return usage("write "+strings.Join(concord.MatrixKeys(), ", "), "several concepts can't be compared by %s", by)
	}
	answer, _, err := a.matrix(ctx, q, by, false)
	if err != nil {
		return err
	}
	return a.answer().Matrix(answer)
}

func (a *app) matrix(ctx context.Context, q *inquiry, by string, chart bool) (report.Matrix, *concord.Matrix, error) {
	m, err := concord.NewMatrix(ctx, q.src, q.questions, by, q.keep)
	if err != nil {
		return report.Matrix{}, nil, err
	}
	occurrences := 0
	for _, s := range m.Series {
		occurrences += s.Occurrences
	}
	a.found(occurrences)
	list := report.NewList(q.ix.Generation(), q.ix.Unread(), 0, 0)
	return report.NewMatrix(q.mode.String(), *m, chart, q.given(), list, q.ix.Unread()), m, nil
}

// chartYears draws, in the terminal and into a file.
func (a *app) chartYears(ctx context.Context, q *inquiry) error {
	answer, m, err := a.matrix(ctx, q, concord.ByYear, true)
	if err != nil {
		return err
	}
	if q.svg == "-" {
		return nothingToDraw(report.SVG(a.out, *m, answer.Caption(q.ix.Len())))
	}
	if q.svg != "" {
		err := writeFile(q.svg, func(w io.Writer) error { return report.SVG(w, *m, answer.Caption(q.ix.Len())) })
		if err != nil {
			return nothingToDraw(err)
		}
		a.note("%s: written", q.svg)
	}
	return nothingToDraw(a.answer().Matrix(answer))
}

// nothingToDraw makes of a chart of nothing what other views make of nothing.
func nothingToDraw(err error) error {
	if errors.Is(err, report.ErrNothingToDraw) {
		return hinted{error: err, hint: "nothing was found: look for another TERM, or leave filters out", code: exitNothing}
	}
	return err
}

// writeFile writes all of a file or nothing: a file of this name stays as it
// is after an error.
func writeFile(name string, write func(io.Writer) error) (err error) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return usage("name a file that can be written anew", "%s is not an ordinary file", name)
	}
	temp := fmt.Sprintf("%s.%d.tmp", name, os.Getpid())
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if err = write(f); err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(temp, name)
	}
	if err != nil {
		os.Remove(temp)
	}
	return err
}
