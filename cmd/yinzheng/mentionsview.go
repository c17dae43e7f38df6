package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"yinzheng/internal/concord"
	"yinzheng/internal/report"
)

// view answers an inquiry in one of the ways that mentions can.
type view struct {
	flag   string // that asks for it
	wanted bool
	answer func(a *app, ctx context.Context, q *inquiry) error
	takes  []string // flags that mean something to it, besides those for all
}

// views are all of them; the first that is wanted answers.
func (o *inquiry) views() []view {
	list := []string{"limit", "offset"}
	one := []string{"concept", "narrower", "pattern"}
	return []view{
		{"list-concepts", o.listConcepts, (*app).listConcepts, append([]string{"list-concepts", "narrower"}, list...)},
		{o.pictureFlag(), o.chart || o.svg != "", (*app).chartYears, append([]string{"chart", "svg", "labels", "all-concepts"}, one...)},
		{"count", o.count && o.compared(), (*app).countEach, append([]string{"count", "all-concepts"}, one...)},
		{o.comparedFlag(), o.compared(), (*app).compare, append([]string{"all-concepts", "group"}, one...)},
		{"count", o.count, (*app).countMentions, append([]string{"count"}, one...)},
		{"group", o.group.value != "", (*app).groupMentions, slices.Concat([]string{"group"}, one, list)},
		{"collocates", o.collocates, (*app).collocatesOf, slices.Concat([]string{"collocates", "span", "measure"}, one, list)},
		{"dispersion", o.disperse, (*app).disperseMentions, slices.Concat([]string{"dispersion"}, one, list)},
		{"", true, (*app).mentionLines, slices.Concat([]string{"sort", "width", "sample", "seed"}, one, list)},
	}
}

// pictureFlag and comparedFlag are what was written to ask for these views.
func (o *mentionsOptions) pictureFlag() string {
	if o.chart {
		return "chart"
	}
	return "svg"
}

func (o *inquiry) comparedFlag() string {
	switch {
	case o.terms > 0:
		return severalTerms
	case o.everyone:
		return "all-concepts"
	}
	return "concept A --concept B"
}

// severalTerms is what asks for a comparison without a flag.
const severalTerms = "several terms"

// compared tells whether there are several questions.
func (o *inquiry) compared() bool {
	return !o.listConcepts && (o.everyone || len(o.questions) > 1)
}

// view is the one that the flags ask for. A flag that means nothing to it is
// an error of usage.
func (o *inquiry) view(flags *pflag.FlagSet) (view, error) {
	if flags.Changed("svg") && o.svg == "" {
		return view{}, usage("yinzheng mentions 科技创新 --svg years.svg", "--svg names no file")
	}
	all := o.views()
	chosen := all[slices.IndexFunc(all, func(v view) bool { return v.wanted })]
	for _, v := range all {
		for _, flag := range v.takes {
			if flags.Changed(flag) && !slices.Contains(chosen.takes, flag) {
				return chosen, stranger(chosen, v, flag)
			}
		}
	}
	concepts := o.listConcepts || o.everyone || len(o.concept) > 0
	switch {
	case o.everyone && len(o.concept) > 0:
		return chosen, usage("leave one of them out", "--all-concepts and --concept can't go together")
	case flags.Changed("concepts") && !concepts:
		return chosen, usage("add --concept NAME, --list-concepts or --all-concepts", "--concepts is a file, from which nothing is asked")
	case flags.Changed("seed") && o.sample.value == 0:
		return chosen, usage("add --sample N", "--seed is for --sample")
	case o.count && flags.Lookup("format").Value.String() == string(report.HTML):
		return chosen, usage("write "+strings.Join(report.Formats(), ", "), "--count has no format html")
	case o.compared() && o.group.value != "" && !slices.Contains(concord.MatrixKeys(), o.group.value):
		return chosen, usage("write "+strings.Join(concord.MatrixKeys(), ", "), "several %s can't be compared by %s", o.compares(), o.group.value)
	case o.svg == "-" && flags.Lookup("format").Value.String() != string(report.Text):
		return chosen, usage("leave --format out, or name a file", "--svg - writes a picture, and no other format, to standard output")
	case flags.Changed("labels") && o.svg == "":
		return chosen, usage("add --svg FILE", "--labels is for the picture of --svg")
	case o.narrower && !concepts:
		return chosen, usage("yinzheng mentions --concept NAME --narrower", "--narrower is for concepts, not for a TERM")
	case o.pattern && o.terms == 0:
		return chosen, usage("the forms of a concept are patterns already", "--pattern is for a TERM, not for concepts")
	}
	return chosen, nil
}

// stranger says that a flag of the view v means nothing to the chosen one.
func stranger(chosen, v view, flag string) error {
	if chosen.flag == severalTerms {
		return usage(`ask for one TERM; one with a blank in it needs quotation marks: mentions "open source"`, "several terms and --%s can't go together", flag)
	}
	if chosen.flag == "" {
		return usage(fmt.Sprintf("yinzheng mentions 科技创新 --%s --%s …", v.flag, flag), "--%s is for --%s", flag, v.flag)
	}
	return usage("leave one of them out", "--%s and --%s can't go together", chosen.flag, flag)
}

func (a *app) countMentions(ctx context.Context, q *inquiry) error {
	asked := a.asked(q)
	totals, err := concord.Count(ctx, q.src, q.only().Pattern, q.keep)
	if err != nil {
		return err
	}
	asked.Totals = report.NewTotals(totals)
	a.found(asked.Occurrences)
	a.noteRemarks(asked.Hides(), asked.Remarks())
	return a.answer().Count(asked)
}

// countEach prints a line for each question.
func (a *app) countEach(ctx context.Context, q *inquiry) error {
	answer := report.Counts{Scope: a.scope(q, report.NewList(q.ix.Generation(), q.ix.Unread(), 0, 0))}
	all := 0
	for _, x := range q.questions {
		totals, err := concord.Count(ctx, q.src, x.Pattern, q.keep)
		if err != nil {
			return err
		}
		all += totals.Occurrences
		answer.Counts = append(answer.Counts, report.Count{Query: x.Name, Totals: report.NewTotals(totals)})
	}
	a.found(all)
	a.noteRemarks(answer.Hides(), answer.Remarks())
	return a.answer().Counts(answer)
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
	answer := report.NewGroups(a.asked(q), groups)
	a.besideCSV(answer.Hides(), answer.Remarks())
	return a.answer().Groups(answer)
}

func (a *app) collocatesOf(ctx context.Context, q *inquiry) error {
	dictionary, err := q.ix.Dictionary()
	if err != nil {
		return err
	}
	show, done := a.reading()
	o := concord.CollocateOptions{Progress: show, Keep: q.keep, Span: q.span.value, Measure: concord.Measure(q.measure.value), AtLeast: concord.DefaultAtLeast}
	c, err := concord.NewCollocates(ctx, q.src, dictionary, q.only().Pattern, o)
	done()
	if err != nil {
		return err
	}
	a.found(c.Occurrences)
	answer := report.NewCollocates(a.asked(q), c, o)
	a.besideCSV(answer.Hides(), answer.Remarks())
	return a.answer().Collocates(answer)
}

func (a *app) disperseMentions(ctx context.Context, q *inquiry) error {
	strips, err := concord.NewStrips(ctx, q.src, q.only().Pattern, q.keep)
	if err != nil {
		return err
	}
	a.found(strips.Occurrences)
	answer := report.NewDispersion(a.asked(q), strips)
	a.besideCSV(answer.Hides(), answer.Remarks())
	return a.answer().Dispersion(answer)
}

// compares is what is compared, as messages call it.
func (o *inquiry) compares() string {
	if o.terms > 0 {
		return "terms"
	}
	return "concepts"
}

// compare counts several questions by year, issuer or type.
func (a *app) compare(ctx context.Context, q *inquiry) error {
	by := q.group.value
	if by == "" {
		by = concord.ByYear
	}
	answer, _, err := a.matrix(ctx, q, by, false)
	if err != nil {
		return err
	}
	a.besideCSV(answer.Hides(), answer.Remarks())
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
	answer := report.NewMatrix(a.scope(q, report.NewList(q.ix.Generation(), q.ix.Unread(), 0, 0)), *m)
	answer.Chart = chart
	return answer, m, nil
}

// chartYears draws, in the terminal and into a file.
func (a *app) chartYears(ctx context.Context, q *inquiry) error {
	answer, m, err := a.matrix(ctx, q, concord.ByYear, true)
	if err != nil {
		return err
	}
	labels := report.Labels(q.labels.value)
	draw := func(w io.Writer) error { return report.SVG(w, *m, answer.Caption(q.ix.Len(), labels), labels) }
	if q.svg == "-" {
		a.noteRemarks(answer.Hides(), answer.Remarks())
		return nothingToDraw(draw(a.out))
	}
	if q.svg != "" {
		err := writeFile(q.svg, draw)
		if err != nil {
			a.noteRemarks(answer.Hides(), answer.Remarks())
			return nothingToDraw(err)
		}
		a.note("%s: written", q.svg)
	}
	if a.format.value == string(report.CSV) || answer.Empty() && answer.Hides() {
		a.noteRemarks(answer.Hides(), answer.Remarks())
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
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	defer func() {
		if path := (*fs.PathError)(nil); errors.As(err, &path) {
			err = hinted{error: fmt.Errorf("%s: %w", name, path.Err), hint: "name a file in a folder that can be written and has room", path: name}
		}
	}()
	temp := fmt.Sprintf("%s.%d.tmp", name, os.Getpid())
	mode := fs.FileMode(0o666)
	if old, err := os.Stat(name); err == nil {
		mode = old.Mode().Perm()
	}
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
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
