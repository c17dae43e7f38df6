package main

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"yinzheng/index"
	"yinzheng/internal/report"
)

// indexOptions are the flags of index as they are written.
type indexOptions struct {
	index.UpdateOptions
	prune     bool
	filesFrom string
}

func newIndex(a *app) *cobra.Command {
	o := &indexOptions{}
	cmd := &cobra.Command{
		Use:   "index PATH…",
		Short: "bring the index up to date with files and folders",
		Long: `Index brings the index up to date with these files and folders: what is new
or changed is read, what is gone from the folders is taken out, the rest is
left alone. It happens whole or not at all; searches go on meanwhile. A file
that has another time but the same content is not read again, only hashed.

A file whose content comes back elsewhere has moved: of a folder that was
renamed or moved, name the new one. What is gone from other places than the
given ones is named, and stays until --prune-missing takes it out, with or
without a PATH. Where the folder may wait for a drive it is kept and named.

Plain text, Markdown and HTML in UTF-8, UTF-16, GB18030 and Big5 are read.
Documents of other kinds (doc, docx, wps, pdf, ofd, rtf, odt) are listed as
unread, everything else is skipped.

--files-from takes the list of what may have changed instead of looking
everywhere: one path a line, relative to the current folder, quoted as git
does it, or parted by NUL bytes. One that is gone is taken out.

A table metadata.csv in a folder says of documents in and below it what they
don't say themselves, or say wrongly: columns path, title, issuer, number,
date, type, in force from, repealed (路径, 标题, 机关, 文号, 日期, 类型, 施行日期,
废止日期), of which all but path may be missing. An empty cell leaves what was
read, "-" says that it is unknown. --metadata names such a table elsewhere,
with paths relative to its own folder or absolute; it goes before the others.`,
		Example: `  yinzheng index 法规 通知
  yinzheng index --dry-run .
  yinzheng index --prune-missing
  git diff --name-only --no-renames -z HEAD~ | yinzheng index --files-from -
  yinzheng index --rebuild --words 词表.txt .`,
		Args: unlessGiven(atLeastOne("PATH", "yinzheng index PATH… with the files and folders to index"), "files-from", "prune-missing"),
		RunE: func(cmd *cobra.Command, paths []string) error { return a.index(cmd, paths, o) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.filesFrom, "files-from", "", "look at the files that `FILE` lists (- is standard input); what is listed and gone is taken out")
	flags.BoolVar(&o.prune, "prune", true, "take out what is gone from the folders; --prune=false keeps it")
	flags.BoolVar(&o.PruneMissing, "prune-missing", false, "take out every document whose file is gone, also outside of the paths")
	flags.BoolVar(&o.DryRun, "dry-run", false, "list what would be done and write nothing")
	flags.BoolVar(&o.FailOnUnread, "fail-on-unreadable", false, "change nothing if a file can't be read")
	flags.DurationVar(&o.Wait, "wait", 0, "wait so long for another writer, `TIME` as in 30s")
	flags.StringVar(&o.Words, "words", "", "`FILE` of own words for ranking, one a line: word, frequency, part of speech; they belong to the index from then on")
	flags.StringVar(&o.Metadata, "metadata", "", "`FILE` that says what documents are, as metadata.csv beside them does; it belongs to the index from then on, off ends that")
	flags.BoolVar(&o.Rebuild, "rebuild", false, "read everything again into a new index")
	flags.StringVar(&o.Root, "root", "", "`DIR` that paths are shown relative to (default: the folder that holds the index)")
	return cmd
}

func (a *app) index(cmd *cobra.Command, paths []string, o *indexOptions) error {
	if err := o.check(cmd); err != nil {
		return err
	}
	var err error
	if o.filesFrom != "" {
		if o.Files, err = a.filesFrom(cmd.Context(), o.filesFrom); err != nil {
			return err
		}
	}
	o.Keep = !o.prune
	o.Unchanged = a.format.value != string(report.Text)
	show, done := a.progress()
	o.Progress = show
	start := a.now()
	summary, err := index.Update(cmd.Context(), a.dir(), paths, o.UpdateOptions)
	done()
	var unread *index.UnreadError
	if err != nil && !errors.As(err, &unread) {
		return unwritten(err)
	}
	for _, remark := range summary.Remarks {
		a.note("%s", remark)
	}
	if n := summary.Unknown; n > 0 {
		a.note("%s listed and neither there nor in the index; paths are taken from the current folder", report.Files(n))
	}
	if summary.Unreadable() > 0 {
		a.code = exitUnread
	}
	if !a.quiet || o.DryRun || a.format.value != string(report.Text) {
		changes := report.NewChanges(summary, o.DryRun, a.now().Sub(start))
		changes.Refused = unread != nil
		if err := a.answer().Changes(changes); err != nil {
			return err
		}
	}
	return err // that of files which can't be read, after what they are
}

// check refuses flags that make no sense, or none together.
func (o *indexOptions) check(cmd *cobra.Command) error {
	for _, name := range []string{"files-from", "words", "root", "metadata"} {
		if f := cmd.Flags().Lookup(name); f.Changed && f.Value.String() == "" {
			return usage("leave it out, or give it a value", "--%s is empty", name)
		}
	}
	switch {
	case o.Rebuild && !o.prune:
		return usage("leave one out", "--rebuild reads the files: it can't keep documents whose files are gone")
	case o.Rebuild && o.PruneMissing:
		return usage("leave one out", "--rebuild takes out what is gone anyway")
	case o.PruneMissing && !o.prune:
		return usage("leave one out", "--prune-missing takes out what is gone, --prune=false keeps it")
	case o.Wait < 0:
		return usage("write a time as in 30s or 5m", "--wait: %s is less than nothing", o.Wait.Round(time.Millisecond))
	}
	return nil
}
