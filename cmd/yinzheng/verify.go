package main

import (
	"errors"

	"github.com/spf13/cobra"

	"yinzheng/index"
	"yinzheng/internal/report"
)

func newVerify(a *app) *cobra.Command {
	var o index.VerifyOptions
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "whether the index is whole",
		Long: `Verify reads the whole index: every file has its checksum, every stored text
folds to the letters that are stored, a hundred documents are found by their
own words, and all counts agree. What is wrong is named, with what to do about
it, and gives exit code 5.

  missing file         it is listed and not there
  damaged file         its size, checksum or form is another
  damaged segment      the same of a file of postings
  text doesn't match   what is stored of a text is not of one text
  lost words           a document is not found by its own words
  wrong counts         two counts of the same thing differ
  newer layout         made by a newer yinzheng

What a stopped writer left behind, a lock that nobody holds, or documents whose
files are gone, are a remark.
Nothing is written; searches and writers go on meanwhile.`,
		Args: noArguments("verify"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			show, done := a.reading()
			o.Progress = show
			v, err := index.Verify(cmd.Context(), a.dir(), o)
			done()
			if errors.Is(err, index.ErrNoIndex) {
				return noIndex(a.dir())
			}
			if err != nil {
				return err
			}
			if len(v.Troubles) > 0 {
				a.code = exitDamaged
			}
			return a.answer().Verify(report.NewVerify(v))
		},
	}
	cmd.Flags().BoolVar(&o.All, "all", false, "look for every document by its words, and for words that no document has")
	cmd.Flags().Uint64Var(&o.Seed, "seed", 1, "which hundred documents, `N`")
	return cmd
}
