package main

import (
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"yinzheng/internal/report"
)

// verbs are the commands, in the order of the help.
func verbs() []func(*app) *cobra.Command {
	return []func(*app) *cobra.Command{newIndex, newSearch, newMentions, newQuote, newCheck, newShow, newStatus, newVerify, newServe, newDemo}
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "yinzheng",
		Short: "引证: full-text search for Chinese policy documents",
		Long: `引证 yinzheng finds quotations, mentions and documents in a collection of
Chinese policy documents: every phrase exactly, the rest ranked.

  yinzheng index 文件夹                   index what is in a folder
  yinzheng search 科技创新 人才           ranked documents
  yinzheng mentions 科技创新              every mention, counted
  yinzheng quote 绿水青山就是金山银山     where words stand, oldest first
  yinzheng check 讲话稿.md                are its quotations right?

Exit codes: 0 found or done, 1 nothing found or a wrong quotation, 2 trouble,
3 done but some files could not be read, 4 another process is writing the index, 5 the index
is damaged or of another layout, 130 interrupted.`,
		Version:            version(),
		SilenceErrors:      true,
		SilenceUsage:       true,
		DisableSuggestions: true, // they are hints of ours

		SuggestionsMinimumDistance: 2,
	}
	root.SetVersionTemplate("yinzheng {{.Version}}\n")
	root.SetIn(a.stdin)
	root.SetOut(a.out)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	cobra.EnableCommandSorting = false
	flags := root.PersistentFlags()
	flags.StringVar(&a.indexDir, "index", "", "`DIR` of the index (default: $YINZHENG_INDEX, else .yinzheng here)")
	a.format = addChoice(root, flags, "format", "how to write the answer", report.AllFormats()...)
	flags.BoolFunc("json", "short for --format json", func(string) error { return a.format.Set(string(report.JSON)) })
	a.color = addChoice(root, flags, "color", "when to use colors", "auto", "always", "never")
	flags.BoolVar(&a.quiet, "quiet", false, "no progress and no remarks")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return a.checkFormat(cmd) }
	for _, verb := range verbs() {
		root.AddCommand(verb(a))
	}
	return root
}

// extraFormats is the annotation of a verb that has formats which not every
// verb has, parted by blanks.
const extraFormats = "formats"

// checkFormat refuses a format that the verb does not have.
func (a *app) checkFormat(cmd *cobra.Command) error {
	has := append(report.Formats(), strings.Fields(cmd.Annotations[extraFormats])...)
	if slices.Contains(has, a.format.value) {
		return nil
	}
	return usage("write "+strings.Join(has, ", "), "%s has no format %s", cmd.Name(), a.format.value)
}

// version is the module's, as the Go tool has stamped it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "unknown"
}

// atLeastOne demands an argument, saying what it is and how it looks.
func atLeastOne(what, example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(example, "%s is missing", what)
		}
		return nil
	}
}
