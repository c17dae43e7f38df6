package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/query"
	"yinzheng/internal/quote"
	"yinzheng/internal/report"
)

type checkOptions struct {
	likeness
	before    string
	failOn    []string
	fix       string
	filesFrom string
}

const uncut, failNever = "none", "none"

func newCheck(a *app) *cobra.Command {
	o := &checkOptions{likeness: newLikeness()}
	cmd := &cobra.Command{
		Use:   "check FILE…",
		Short: "judge the quotations and citations in drafts",
		Long: `Check lifts quotations and citations out of drafts and judges each:

  exact       as the source has it, to the mark
  equivalent  other punctuation, script, width or case
  near        a few edits away; the edits and the source's wording are shown
  elsewhere   the right words, but not in the source that is named
  absent      the document named lacks them, or nobody is named and none has them
  unsure      a person or an unknown document is named, or fewer than 8 letters

A quotation stands between “ ” ‘ ’ 「 」 『 』 or " ". What follows 指出, 强调, 要求,
提出, 明确, 写道, 规定 and a colon or comma is ascribed to whom or what is named
before it in the sentence. Short marked words are terms and are not checked.
Citations are 《title》, 《title》（文号）, 文号, and 第十二条第二款 of a document.
So are chapters, annexes, lists and ranges of these (第四条第一、五款), each
member by itself, and in a law's own draft 本条例第九条. What begins like a part
of a document and can't be read (第××条) is unsure.

--fix writes a copy of the draft in which near quotations are the source's words
as it prints them, marks included: what stands between the quotation marks is
replaced by the source's stretch from the first quoted letter to the last.
Ellipses, the mark at the end, the draft's script (traditional or simplified)
and width (full or half) stay; quotation marks inside become ‘ ’ or 『 』. Left
as it is, with the reason: what is ascribed to a person or a document that was
not found, what is as near to other words, a letter of which nobody can tell how
the draft's script writes it.

A draft that is itself in the index never vouches for itself, and documents
later than --before don't vouch: by default later than the draft's own date,
if it bears one. FILE may be a folder, or - for standard input. --files-from
takes a list as index does; of its files those that are gone, hidden or no
documents are passed over.`,
		Example: `  yinzheng check 来稿
  yinzheng check 讲话稿.md --fix 讲话稿.改.md
  yinzheng check drafts --format sarif > quotations.sarif
  git diff --name-only -z main | yinzheng check --files-from - --format github`,
		Annotations: map[string]string{extraFormats: strings.Join(report.CheckFormats(), " ")},
		Args:        unlessListed(atLeastOne("FILE", "yinzheng check FILE… with the drafts, folders of drafts, or -")),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkEmpty(cmd.Flags()); err != nil {
				return err
			}
			return a.check(cmd.Context(), args, o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.before, "before", "", "only documents up to `DATE` vouch (default the draft's own date; none: all do)")
	flags.StringSliceVar(&o.failOn, "fail-on", []string{"near", "elsewhere", "absent"}, "`VERDICTS` that give exit code 1; also warning; or none")
	flags.StringVar(&o.filesFrom, "files-from", "", "check the documents that `FILE` lists (- is standard input)")
	flags.StringVar(&o.fix, "fix", "", "write a copy of the draft into `FILE` in which near quotations are the source's words")
	o.likeness.add(cmd)
	return cmd
}

// checking is a run of check.
type checking struct {
	*app
	*checkOptions
	ix  *index.Index
	src texts

	drafts     []report.Draft
	fixable    draftFile // the only draft, if a copy of it is wanted
	unreadable []report.Unread
	missing    int
}

// draftFile is a draft as its file has it.
type draftFile struct {
	name string // of the file; "-" is standard input
	data []byte
}

func (a *app) check(ctx context.Context, args []string, o *checkOptions) error {
	failOn, err := o.verdicts()
	if err != nil {
		return err
	}
	if err := o.readDate(); err != nil {
		return err
	}
	listed, err := a.draftsFrom(ctx, o.filesFrom)
	if err != nil {
		return err
	}
	args = append(args, listed...)
	if err := o.checkFix(args); err != nil {
		return err
	}
	c := &checking{app: a, checkOptions: o}
	if c.ix, err = a.open(); err != nil {
		return err
	}
	defer c.ix.Close()
	if c.src, err = source(ctx, c.ix, o.brute); err != nil {
		return err
	}
	if err := c.all(ctx, args); err != nil {
		return err
	}
	if o.fix != "" {
		if err := c.writeFixed(); err != nil {
			return err
		}
	}
	return c.answerWith(failOn)
}

// answerWith writes what was found; the verdicts decide the exit code.
func (c *checking) answerWith(failOn []quote.Verdict) error {
	answer := report.NewCheck(report.Checked{
		Drafts: c.drafts, FailOn: failOn, Near: c.near.value, Generation: c.ix.Generation(),
		Unread: c.ix.Unread(), Unreadable: c.unreadable, Version: version(), Locate: c.locate,
	})
	if c.format.value == string(report.CSV) {
		c.noteUnread(c.ix.Unread())
	}
	switch {
	case c.missing > 0:
		c.code = exitTrouble
	case answer.Summary.Failing > 0:
		c.code = exitNothing
	case len(c.unreadable) > 0:
		c.code = exitUnread
	}
	return c.answer().Check(answer)
}

// verdicts are those of --fail-on.
func (o *checkOptions) verdicts() ([]quote.Verdict, error) {
	var list []quote.Verdict
	for _, name := range o.failOn {
		if name = strings.TrimSpace(name); name == failNever && len(o.failOn) == 1 {
			return nil, nil
		}
		if name == string(report.FailOnWarning) {
			list = append(list, report.FailOnWarning)
			continue
		}
		v, err := quote.ParseVerdict(name)
		if err != nil {
			return nil, usage(failOnHint, "--fail-on: %v", err)
		}
		list = append(list, v)
	}
	if len(list) == 0 {
		return nil, usage(failOnHint, "--fail-on is empty")
	}
	return list, nil
}

const failOnHint = "near,elsewhere,absent is the default; warning adds marks that never close; none alone never fails"

// checkEmpty refuses flags that were given nothing: a variable that is not set
// must not switch a check off.
func checkEmpty(flags *pflag.FlagSet) error {
	for _, name := range []string{"fix", "before", "files-from"} {
		if f := flags.Lookup(name); f.Changed && f.Value.String() == "" {
			return usage("leave it out, or give it a value", "--%s is empty", name)
		}
	}
	return nil
}

// readDate makes --before an ISO date.
func (o *checkOptions) readDate() error {
	if o.before == "" || o.before == uncut {
		return nil
	}
	from, to, err := query.ParseDates(o.before)
	if err != nil || from != to {
		return usage("write 2021, 2021-03, 2021-03-01, or none", "--before: %q is not a date", o.before)
	}
	o.before = to
	return nil
}

// all checks the drafts that are named, files in folders included. What can't
// be read is noted, and the rest goes on.
func (c *checking) all(ctx context.Context, args []string) error {
	skip := c.indexFolder()
	for _, arg := range args {
		if arg == "-" {
			if err := c.standardInput(ctx); err != nil {
				return err
			}
			continue
		}
		for file, err := range corpus.Walk([]string{arg}, skip) {
			if err != nil {
				c.failed(file.Path, err)
				continue
			}
			named := filepath.Clean(arg) == filepath.FromSlash(file.Path)
			if file.Kind == corpus.KindOther && !named {
				continue
			}
			if err := c.file(ctx, filepath.FromSlash(file.Path)); err != nil {
				return err
			}
		}
	}
	return nil
}

// indexFolder tells the folder of the index from those of drafts.
func (c *checking) indexFolder() func(string) bool {
	dir, err := filepath.Abs(c.dir())
	if err != nil {
		return nil
	}
	return func(path string) bool {
		abs, err := filepath.Abs(filepath.FromSlash(path))
		return err == nil && abs == dir
	}
}

// failed notes a file that is not there or can't be read.
func (c *checking) failed(path string, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		c.missing++
		_ = c.printer(c.stderr).Note("%s: no such file or folder", path)
		return
	}
	reason := err.Error()
	if bad := (*fs.PathError)(nil); errors.As(err, &bad) {
		reason = bad.Err.Error()
	}
	if bad := (*corpus.UnreadableError)(nil); errors.As(err, &bad) {
		reason = bad.Reason
	}
	c.unreadable = append(c.unreadable, report.Unread{Path: filepath.ToSlash(path), Reason: reason})
}

func (c *checking) standardInput(ctx context.Context) error {
	data, err := io.ReadAll(c.stdin)
	if err != nil {
		return err
	}
	return c.draft(ctx, draftFile{"-", data})
}

func (c *checking) file(ctx context.Context, name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		c.failed(name, err)
		return nil
	}
	return c.draft(ctx, draftFile{name, data})
}

func (c *checking) draft(ctx context.Context, file draftFile) error {
	doc, err := corpus.Read(corpus.NameAs(filepath.ToSlash(file.name), file.data), file.data)
	if err != nil {
		c.failed(file.name, err)
		return nil
	}
	doc.Path = filepath.ToSlash(file.name)
	o := quote.CheckOptions{Near: c.near.value, Ellipsis: c.ellipsis.value, Before: c.before, Path: c.indexed(file.name)}
	if c.before == uncut {
		o.Before, o.Uncut = "", true
	}
	found, err := quote.Check(ctx, c.src, doc, o)
	if err != nil {
		return fmt.Errorf("%s: %w", file.name, err)
	}
	c.drafts = append(c.drafts, report.NewDraft(found, c.shown(file.name), file.data, c.before != ""))
	if c.fix != "" {
		c.fixable = file
	}
	return nil
}

// indexed is the path that a file has in the index, if it is there.
func (c *checking) indexed(name string) string {
	abs, err := realPath(name)
	if name == "-" || err != nil {
		return ""
	}
	root, err := realPath(c.ix.Root())
	if err != nil {
		root = c.ix.Root()
	}
	if rel, ok := inside(root, abs); ok {
		return rel
	}
	return filepath.ToSlash(abs)
}

// realPath is absolute and goes through no link.
func realPath(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// shown is how people are told of a file: from the working directory, if it
// lies there.
func (c *checking) shown(name string) string {
	if wd, err := os.Getwd(); err == nil && filepath.IsAbs(name) {
		if rel, ok := inside(wd, name); ok {
			return rel
		}
	}
	return filepath.ToSlash(filepath.Clean(name))
}

// locate is where a document of the index lies, from the working directory, ""
// if it is not below it.
func (c *checking) locate(path string) string {
	file := filepath.FromSlash(path)
	if !filepath.IsAbs(file) {
		file = filepath.Join(c.ix.Root(), file)
	}
	wd, err := os.Getwd()
	if err != nil {
		return ""
	}
	rel, _ := inside(wd, file)
	return rel
}

// inside is the slash-separated path of a file relative to a folder that it
// lies in.
func inside(folder, file string) (rel string, ok bool) {
	rel, err := filepath.Rel(folder, file)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}
