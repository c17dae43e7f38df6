package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/report"
)

func newShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "show DOCUMENT[#section]",
		Short: "a document, or a part of it, from the index",
		Long: `Show writes a document as it was indexed. It is named by id, path, unique end
of a path, 文号 or exact title; behind # stands a section, as 第三章,
第三章 第十二条, 12 or the words of a heading.`,
		Example: `  yinzheng show 科技创新促进条例.md#第十二条
  yinzheng show 云政发〔2021〕5号`,
		Args: atLeastOne("DOCUMENT", "yinzheng show PATH, or an id, 文号 or title"),
		RunE: func(_ *cobra.Command, args []string) error { return a.show(queryOf(args)) },
	}
}

func (a *app) show(name string) error {
	ix, err := a.open()
	if err != nil {
		return err
	}
	defer ix.Close()
	n, section, err := resolve(ix, name)
	if err != nil {
		return err
	}
	doc, err := ix.Read(n)
	if err != nil {
		return err
	}
	part := -1
	if section != "" {
		i, ok := corpus.FindSection(doc.Outline, section)
		if !ok {
			return hinted{fmt.Errorf("%s has no section %s", doc.Path, section), sectionsHint(doc), doc.Path, exitNothing}
		}
		part = i
	}
	return a.answer().Show(report.NewShow(doc, part, ix.Generation()))
}

// resolve finds the one document that name means. A # may belong to a name,
// so the whole is tried first.
func resolve(ix *index.Index, name string) (doc int, section string, err error) {
	found, err := ix.Resolve(name)
	if err != nil {
		return 0, "", err
	}
	if i := strings.LastIndexAny(name, "#＃"); len(found) == 0 && i > 0 {
		name, section = name[:i], strings.TrimLeft(name[i:], "#＃")
		if found, err = ix.Resolve(name); err != nil {
			return 0, "", err
		}
	}
	switch len(found) {
	case 1:
		return found[0], section, nil
	case 0:
		return 0, "", hinted{
			error: fmt.Errorf("no document is called %s", name),
			hint:  "name it by id, path, end of its path, 文号 or exact title\nsearch the titles: yinzheng search " + quoted("标题:"+name),
			code:  exitNothing,
		}
	}
	return 0, "", usage(candidates(ix, found), "%d documents are called %s", len(found), name)
}

const maxCandidates = 10

// candidates lists paths to choose from, one a line.
func candidates(ix *index.Index, docs []int) string {
	var lines []string
	for i, doc := range docs {
		if i == maxCandidates {
			lines = append(lines, fmt.Sprintf("… %d more", len(docs)-i))
			break
		}
		lines = append(lines, "yinzheng show "+quoted(ix.Info(doc).Path))
	}
	return strings.Join(lines, "\n")
}

// quoted is a path as a shell takes it.
func quoted(path string) string {
	if !strings.ContainsAny(path, " \t\n'\"\\$&;()<>|*?[]#~`!{}") {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

// sectionsHint names the outermost sections.
func sectionsHint(doc *corpus.Document) string {
	var names []string
	for i, s := range doc.Outline {
		if s.Parent < 0 && len(names) < maxCandidates {
			names = append(names, corpus.PathOf(doc.Outline, i))
		}
	}
	if names == nil {
		return "no sections were found in it"
	}
	return "it has " + strings.Join(names, ", ") + " and what lies in them"
}
