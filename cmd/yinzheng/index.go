package main

import (
	"github.com/spf13/cobra"
	"slices"

	"yinzheng/index"
	"yinzheng/internal/report"
)

func newIndex(a *app) *cobra.Command {
	var o index.UpdateOptions
	cmd := &cobra.Command{
		Use:   "index PATH…",
		Short: "bring the index up to date with files and folders",
		Long: `Index brings the index up to date with these files and folders: what is new
or changed is read, what is gone from the folders is taken out, the rest is
left alone. It happens whole or not at all; searches go on meanwhile.

Plain text, Markdown and HTML in UTF-8, UTF-16, GB18030 and Big5 are read.
Documents of other kinds (doc, docx, wps, pdf, ofd, rtf, odt) are listed as
unread, everything else is skipped.`,
		Example: `  yinzheng index 法规 通知
  yinzheng index --rebuild --words 词表.txt .`,
		Args: atLeastOne("PATH", "yinzheng index PATH… with the files and folders to index"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			show, done := a.progress()
			o.Progress = show
			start := a.now()
			summary, err := index.Update(cmd.Context(), a.dir(), paths, o)
			done()
			if err != nil {
				return err
			}
			if slices.ContainsFunc(summary.Files, func(f index.FileChange) bool { return f.Status == "unread" }) {
				a.code = exitUnread
			}
			if a.quiet && a.format.value == string(report.Text) {
				return nil
			}
			return a.answer().Changes(report.NewChanges(summary, a.now().Sub(start)))
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.Words, "words", "", "`FILE` of own words for ranking, one a line: word, frequency, part of speech; they belong to the index from then on")
	flags.BoolVar(&o.Rebuild, "rebuild", false, "read everything again into a new index")
	flags.StringVar(&o.Root, "root", "", "`DIR` that paths are shown relative to (default: the folder that holds the index)")
	return cmd
}
