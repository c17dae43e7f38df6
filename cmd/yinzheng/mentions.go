package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/brute"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

type mentionsOptions struct {
	window
	mode    *choice
	pattern bool
	count   bool
	brute   bool
	filters map[string]*[]string // values by flag
}

func newMentions(a *app) *cobra.Command {
	o := &mentionsOptions{filters: map[string]*[]string{}}
	cmd := &cobra.Command{
		Use:   "mentions TERM",
		Short: "every mention, in context, with counts",
		Long: `Mentions finds every occurrence of a term, shows it in context, and counts:
by written form, year, issuer and type. Each count adds up to the whole.

TERM is taken as it stands; --pattern reads gaps ("科技*强国"), NEAR, BEFORE
and OR of phrases in it. A filter may be given several times: any of its
values will do, but every filter must.

In exact mode letters and the punctuation between them must be equal; white
space, width, case and script (traditional or simplified) don't matter. Loose
mode passes over punctuation, raw mode compares bytes.`,
		Example: `  yinzheng mentions 科技创新 --type 通知 --date 2019..2021
  yinzheng mentions --count 共同富裕
  yinzheng mentions --pattern '"科技" NEAR/10 "人才"'`,
		Args: atLeastOne("TERM", "yinzheng mentions 科技创新"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.mentions(cmd.Context(), queryOf(args), o)
		},
	}
	o.window.add(cmd)
	flags := cmd.Flags()
	o.mode = addChoice(cmd, flags, "mode", "when two texts match", match.Exact.String(), match.Loose.String(), match.Raw.String())
	flags.BoolVar(&o.count, "count", false, "print occurrences, a tab and documents, nothing else")
	flags.BoolVar(&o.pattern, "pattern", false, "TERM is a pattern: gaps, NEAR, BEFORE, OR")
	flags.BoolVar(&o.brute, "brute", false, "scan every text, without the index's candidates")
	for _, def := range query.Fields() {
		if def.Flag != "" {
			o.filters[def.Flag] = flags.StringArray(def.Flag, nil, "only documents where "+def.Help)
		}
	}
	complete(cmd, "type", corpus.Types())
	return cmd
}

func (a *app) mentions(ctx context.Context, term string, o *mentionsOptions) error {
	pattern, err := o.compile(term)
	if err != nil {
		return err
	}
	keep, err := o.keep()
	if err != nil {
		return err
	}
	ix, err := a.open()
	if err != nil {
		return err
	}
	defer ix.Close()
	src, err := source(ix, o.brute)
	if err != nil {
		return err
	}
	if o.count {
		return a.count(ctx, ix, src, term, pattern, keep)
	}
	list := a.list(ix, &o.window)
	result, err := concord.Run(ctx, src, pattern, concord.Options{Keep: keep, Limit: list.Limit, Offset: list.Offset})
	if err != nil {
		return err
	}
	if result.Occurrences == 0 {
		a.code = exitNothing
	}
	a.noteUnread(ix.Unread())
	return a.answer().Mentions(report.NewMentions(term, o.mode.value, result, result.Mentions(ctx), ix.Unread(), list))
}

func (a *app) count(ctx context.Context, ix *index.Index, src concord.Source, term string, p match.Pattern, keep func(corpus.Info) bool) error {
	occurrences, documents, err := concord.Count(ctx, src, p, keep)
	if err != nil {
		return err
	}
	if occurrences == 0 {
		a.code = exitNothing
	}
	return a.answer().Count(report.Count{
		Query:       term,
		Mode:        p.Mode.String(),
		Occurrences: occurrences,
		Documents:   documents,
		Complete:    len(ix.Unread()) == 0,
		Generation:  ix.Generation(),
	})
}

// compile reads the term, before anything is opened.
func (o *mentionsOptions) compile(term string) (match.Pattern, error) {
	mode, err := match.ParseMode(o.mode.value)
	if err != nil {
		return match.Pattern{}, err
	}
	return concord.NewPattern(term, mode, o.pattern)
}

// keep is the filter that the flags make, nil for none.
func (o *mentionsOptions) keep() (func(corpus.Info) bool, error) {
	keep, err := concord.NewFilter(func(flag string) []string { return *o.filters[flag] })
	if bad := (*concord.FilterError)(nil); errors.As(err, &bad) {
		return nil, usage(bad.Syntax.Hint, "--%s", bad)
	}
	return keep, err
}

// source is the index, or a scan of the texts in it.
func source(ix *index.Index, scan bool) (concord.Source, error) {
	if scan {
		return brute.NewSource(ix.Documents())
	}
	return ix, nil
}
