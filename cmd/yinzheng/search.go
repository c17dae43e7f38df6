package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/library"
	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

type searchOptions struct {
	window
	filters
	sort     *choice
	tier     *choice
	passages number
	brute    bool
}

func newSearch(a *app) *cobra.Command {
	o := &searchOptions{filters: filters{}, passages: number{value: 1}}
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "ranked documents with highlighted snippets",
		Long: `Search ranks documents by bare words and demands what is quoted.

  科技创新 人才          ranked by both
  '"科技自立自强"'       holds this phrase; “…” and 「…」 do the same
  科技 -人才 -"试点"     not with these
  甲 AND 乙              both must be there
  甲 OR 乙, 甲 | 乙      either; parentheses group
  '"甲" NEAR/20 "乙"'    within 20 letters; BEFORE/20: in this order
  '"科技*强国"'          a gap of up to 10 letters; *{3}: of up to 3
  民法典第986条          this article whole, then documents with the words
` + fieldHelp() + `
Documents that hold the bare words as they stand come first (tier verbatim),
then those that hold all of their parts, the words that a dictionary cuts them
into (all), then the others (some). The answer counts the three and names the
parts; --tier lists one of them alone. A document that is called what is asked
for comes before all others.

Fields can be flags, too: --type 通知 --date 2019..2021. A flag may be given
several times: any of its values will do, but every flag must.

The shell takes straight quotation marks away: put single ones around.`,
		Example: `  yinzheng search 科技创新 人才
  yinzheng search '“科技创新” 类型:通知 日期:2019..2021'`,
		Args:              atLeastOne("QUERY", "yinzheng search 科技创新"),
		ValidArgsFunction: completeFields,
		RunE: func(cmd *cobra.Command, args []string) error {
			for i := range args {
				if rest, ok := strings.CutPrefix(args[i], fullMinus); ok {
					args[i] = "-" + rest
				}
			}
			return a.search(cmd.Context(), queryOf(args), o)
		},
	}
	o.window.add(cmd)
	o.sort = addChoice(cmd, cmd.Flags(), "sort", "order of the documents; -date is newest first", "relevance", "date", "-date")
	o.tier = addOptional(cmd, cmd.Flags(), "tier", "only documents that hold the bare words so far", index.Tiers()...)
	cmd.Flags().BoolVar(&o.brute, "brute", false, "find phrases and words by a scan of every text, without the index's candidates")
	cmd.Flags().Var(&o.passages, "passages", "show up to `N` passages of each document")
	o.filters.add(cmd)
	return cmd
}

func (a *app) search(ctx context.Context, text string, o *searchOptions) error {
	start := a.now()
	q, err := query.Parse(text)
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
	judge, err := source(ctx, ix, o.brute)
	if err != nil {
		return err
	}
	list := a.list(ix, &o.window)
	result, err := ix.Search(ctx, q, index.SearchOptions{
		Sort: o.sort.value, Tier: o.tier.value, Limit: list.Limit, Offset: list.Offset, Passages: o.passages.value, Judge: judge, Keep: keep,
	})
	if err != nil {
		return err
	}
	article, err := articleIn(q, text, ix, judge, keep)
	if err != nil {
		return err
	}
	if result.Total() == 0 && (article == nil || article.Document == nil) {
		a.code = exitNothing
	}
	if a.format.value == string(report.CSV) {
		a.noteUnread(ix.Unread())
	}
	answer := report.NewSearch(text, o.tier.value, o.given(), result, a.now().Sub(start), list)
	answer.Article = article
	return a.answer().Search(answer)
}

// articleIn is what a search names, nil unless it is a name.
func articleIn(q query.Node, text string, ix *index.Index, src library.Source, keep func(corpus.Info) bool) (*report.Article, error) {
	named, ok, err := library.InQuery(q, text, src, keep, func() *library.Library { return library.New(src, nil) })
	if err != nil || !ok {
		return nil, err
	}
	var doc *corpus.Document
	if named.Spot != nil {
		if doc, err = ix.Read(named.Spot.Doc); err != nil {
			return nil, err
		}
	}
	return report.NewArticle(named, doc, ix.Info), nil
}

// fieldHelp is the table of fields, a line each.
func fieldHelp() string {
	var b strings.Builder
	for _, def := range query.Fields() {
		names := def.Aliases[0] + ":  " + def.Name + ":"
		// Each of the two Han characters takes two columns.
		b.WriteString("  " + names + strings.Repeat(" ", max(21-len([]rune(names)), 1)) + def.Help + "\n")
	}
	return b.String()
}

// completeFields offers the names of fields.
func completeFields(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, def := range query.Fields() {
		for _, alias := range def.Aliases {
			names = append(names, alias+":\t"+def.Help)
		}
	}
	return names, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}
