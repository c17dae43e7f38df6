package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/library"
	"yinzheng/internal/report"
)

func newShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "show DOCUMENT[#section]",
		Short: "a document, or a part of it, from the index",
		Long: `Show writes a document as it was indexed. It is named by id, path, unique end
of a path, 文号 or title; or as people call it: 行政处罚法, 党的十九大报告. Behind
# stands a section, as 第三章, 第三章 第十二条, 12 or the words of a heading, or a
part of an article, as 第十二条第二款第（三）项, in laws of Taiwan 第2條第2項第3款; an article may stand behind the name as it is: 民法典第986条, 行政处罚法 第三十三条第二款.

Of several versions the newest is shown, and the others are listed; 公司法（2018年修正）,
2018 公司法 and 公司法 2018-10-26 name one. A work in several files is one: without
an article its parts are listed. A name that could mean several documents shows
none: they are listed, and the exit code is 2.`,
		Example: `  yinzheng show 云澜省科技创新促进条例第十二条
  yinzheng show 科技创新促进条例.md#第十二条
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
	named, err := library.New(ix, nil).Named(name, "", ix.Resolve)
	if err != nil {
		return err
	}
	naming := report.NewNaming(named, ix.Info)
	switch {
	case named.Spot != nil:
		doc, err := ix.Read(named.Spot.Doc)
		if err != nil {
			return err
		}
		a.noteNaming(naming)
		return a.answer().Show(report.NewShow(doc, *named.Spot, naming, ix.Generation()))
	case len(named.Parts) > 0:
		parts := make([]*corpus.Document, len(named.Parts))
		for i, n := range named.Parts {
			if parts[i], err = ix.Read(n); err != nil {
				return err
			}
		}
		a.noteNaming(naming)
		return a.answer().Work(report.NewWork(parts, naming, ix.Generation()))
	case len(named.Candidates) > 0:
		return usage(candidates(ix, named.Candidates), "%d documents are called %s", len(named.Candidates), name)
	}
	return unnamed(ix, named, name)
}

// noteNaming says beside a table what does not fit in.
func (a *app) noteNaming(n report.Naming) {
	if a.format.value != string(report.CSV) {
		return
	}
	for _, note := range n.Notes {
		a.note("%s", note)
	}
	if len(n.Versions) > 0 {
		a.note("%d other versions: yinzheng show without --format csv lists them", len(n.Versions))
	}
}

// unnamed says why nothing is shown, and what could be.
func unnamed(ix *index.Index, named library.Answer, name string) error {
	none := hinted{error: errors.New(named.Missing), code: exitNothing}
	switch {
	case named.Wanting >= 0:
		doc, err := ix.Read(named.Wanting)
		if err != nil {
			return err
		}
		none.hint, none.path = sectionsHint(doc), doc.Path
	case len(named.Versions) > 0:
		none.hint = candidates(ix, named.Versions)
	case named.Nearly != "":
		none.hint = "yinzheng show " + quoted(named.Nearly) + " is one slip away"
	default:
		none.hint = "name it by id, path, end of its path, 文号 or title\nsearch the titles: yinzheng search " + quoted("标题:"+name)
	}
	return none
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
	sections := corpus.NewSections(doc)
	for i, s := range doc.Outline {
		if s.Parent < 0 && len(names) < maxCandidates {
			names = append(names, sections.Path(i))
		}
	}
	if names == nil {
		return "no sections were found in it"
	}
	return "it has " + strings.Join(names, ", ") + " and what lies in them"
}
