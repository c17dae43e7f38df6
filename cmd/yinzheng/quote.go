package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"yinzheng/corpus"
	"yinzheng/internal/match"
	"yinzheng/internal/quote"
	"yinzheng/internal/report"
)

// likeness is the flags that say what still is the same quotation.
type likeness struct {
	near     share
	ellipsis number
	brute    bool
}

func newLikeness() likeness {
	return likeness{
		near:     share{quote.DefaultNear, quote.LeastNear},
		ellipsis: number{value: quote.DefaultEllipsis, set: true},
	}
}

func (l *likeness) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.Var(&l.near, "near", "least likeness of what is near, 1 − edits/letters; off: none is")
	flags.Var(&l.ellipsis, "ellipsis", "an ellipsis in a quotation stands for at most `N` letters")
	flags.BoolVar(&l.brute, "brute", false, "scan every text, without the index's candidates")
}

type quoteOptions struct {
	window
	likeness
	filters
	file string
}

func newQuote(a *app) *cobra.Command {
	o := &quoteOptions{likeness: newLikeness(), filters: filters{}}
	cmd := &cobra.Command{
		Use:   "quote TEXT",
		Short: "where a quotation stands: exact, equivalent, near; oldest first",
		Long: `Quote finds where words stand, in all documents, and says how: exact (to the
mark), equivalent (other punctuation, script, width or case) or near, with the
edits that make them the source's: 替换 replace, 增 insert, 删 delete, 调序 move.

Near is a likeness of 0.85 at least, which is 1 − edits/letters; a piece that
changed places is one edit. From 5 to 11 letters one edit is near, below none.

The oldest dated document with the words is marked: 「首见」, their first
appearance in this collection, if none of those without a date, of the same
year or month, filtered out or unread can be earlier, else 「最早有日期的」, and
how many may be earlier is said. Undated ones are listed apart.

An ellipsis (…… or ...) stands for left-out text: the pieces must follow in
order in one document. TEXT is - for standard input.`,
		Example: `  yinzheng quote 一座实验室的灯光，照亮的不止是一张图纸
  yinzheng quote '走一步有一步的风景……停一天有一天的代价' --near off
  yinzheng quote --file 引文.txt --date ..2020 --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.quote(cmd.Context(), args, o)
		},
	}
	cmd.Flags().StringVar(&o.file, "file", "", "read the quotation from `FILE`")
	o.likeness.add(cmd)
	o.window.add(cmd)
	o.filters.add(cmd)
	return cmd
}

func (a *app) quote(ctx context.Context, args []string, o *quoteOptions) error {
	keep, err := o.keep()
	if err != nil {
		return err
	}
	text, err := a.quotation(args, o.file)
	if err != nil {
		return err
	}
	ix, err := a.open()
	if err != nil {
		return err
	}
	defer ix.Close()
	src, err := source(ctx, ix, o.brute)
	if err != nil {
		return err
	}
	t, err := quote.Trace(ctx, src, text, quote.Options{Near: o.near.value, Ellipsis: o.ellipsis.value, Keep: keep})
	if errors.Is(err, match.ErrNoLetters) {
		return usage("write the words that are to be found", "the quotation has no letter")
	}
	if much := (*quote.TooMuchError)(nil); errors.As(err, &much) {
		return usage("look for a part of it", "%v", much)
	}
	if err != nil {
		return err
	}
	a.found(len(t.Sources))
	if a.format.value == string(report.CSV) {
		a.noteUnread(ix.Unread())
	}
	return a.answer().Quote(report.NewQuote(report.Traced{
		Tracing: *t, Near: report.Share(o.near.value), Filters: o.given(), List: a.list(ix, &o.window), Unread: ix.Unread(),
	}))
}

// quotation is the text that was asked for: the arguments, standard input,
// or a file in any encoding that documents can be in.
func (a *app) quotation(args []string, file string) (string, error) {
	const example = "yinzheng quote TEXT, or - for standard input, or --file FILE"
	switch {
	case file != "" && len(args) > 0:
		return "", usage(example, "TEXT and --file say two things")
	case file == "-" || len(args) == 1 && args[0] == "-":
		data, err := io.ReadAll(a.stdin)
		if err != nil {
			return "", err
		}
		return plainText("standard input", data)
	case file != "":
		data, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		return plainText(file, data)
	}
	text := strings.TrimSpace(queryOf(args))
	if text == "" {
		return "", usage(example, "TEXT is missing")
	}
	return text, nil
}

// plainText decodes a file and joins its wrapped lines.
func plainText(name string, data []byte) (string, error) {
	doc, err := corpus.Read("quotation.txt", data)
	if bad := (*corpus.UnreadableError)(nil); errors.As(err, &bad) {
		return "", usage("give it as text in UTF-8, UTF-16, GB18030 or Big5", "%s can't be read: %s", name, bad.Reason)
	}
	if err != nil {
		return "", err
	}
	return doc.Text, nil
}
