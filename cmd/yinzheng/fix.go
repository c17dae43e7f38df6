package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/quote"
	"yinzheng/internal/report"
)

// checkFix refuses what --fix can't be for, before anything is judged.
func (o *checkOptions) checkFix(args []string) error {
	if o.fix == "" {
		return nil
	}
	if o.filesFrom != "" {
		return usage("yinzheng check DRAFT --fix FILE", "--fix is for one draft")
	}
	info, err := os.Stat(args[0])
	switch {
	case len(args) > 1 || err == nil && info.IsDir():
		return usage("yinzheng check DRAFT --fix FILE", "--fix is for one draft")
	case strings.HasPrefix(strings.ToLower(filepath.Ext(args[0])), ".htm"):
		return usage("save it as text or Markdown", "--fix can't write HTML")
	case sameFile(args[0], o.fix):
		return usage("name another FILE", "--fix would write over the draft")
	case o.fix == "-" || strings.HasPrefix(o.fix, "/dev/"):
		return usage("name a file of its own", "--fix can't write to %s: the report goes there", o.fix)
	}
	return nil
}

// writeFixed writes the copy of the only draft in which near quotations carry
// the source's wording, and says what it changed. A draft that could not be
// read has no copy.
func (c *checking) writeFixed() error {
	if len(c.drafts) == 0 {
		return nil
	}
	draft, file := c.drafts[0], c.fixable
	data, done, refused, err := quote.Rewritten(corpus.NameAs(filepath.ToSlash(file.name), file.data), file.data, &draft.Report)
	if err != nil {
		return err
	}
	if err := writeFile(c.fix, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
		return err
	}
	p := c.printer(c.stderr)
	left := unfixed(draft)
	_ = p.Note("%s: %s changed%s", filepath.ToSlash(c.fix), report.Claims(len(done)), leftText(len(left)+len(refused)))
	for _, f := range done {
		_ = p.Note("  %s %s", at(draft, f.Claim), described(draft.Claims[f.Claim]))
	}
	for _, f := range refused {
		_ = p.Note("  %s not fixed: it can't be done in the file without changing more", at(draft, f.Claim))
	}
	for _, n := range left {
		_ = p.Note("  %s not fixed: %s", at(draft, n), draft.Claims[n].Unfixed)
	}
	return nil
}

// unfixed are the near claims of a draft that have no fix.
func unfixed(d report.Draft) (claims []int) {
	for i, c := range d.Claims {
		if c.Unfixed != "" {
			claims = append(claims, i)
		}
	}
	return claims
}

func leftText(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d not", n)
}

// at is the place of a claim in the draft.
func at(d report.Draft, claim int) string {
	line, column := d.At(d.Claims[claim].Start)
	return fmt.Sprintf("%s:%d:%d", d.Path, line, column)
}

// described is the edits of a quotation in short.
func described(c quote.Judged) string {
	var list []string
	for _, e := range c.Source.Edits {
		switch e.Op {
		case quote.Replace:
			list = append(list, e.DraftText+" → "+e.SourceText)
		case quote.Insert:
			list = append(list, "+"+e.SourceText)
		case quote.Delete:
			list = append(list, "−"+e.DraftText)
		case quote.Move:
			list = append(list, "↔"+e.DraftText)
		}
	}
	return strings.Join(list, ", ")
}

// sameFile tells whether two names are of one file.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return filepath.Clean(a) == filepath.Clean(b)
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
