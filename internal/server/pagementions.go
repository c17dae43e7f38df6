package server

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"yinzheng/internal/concord"
	"yinzheng/internal/report"
)

// mentionsView is /mentions.
type mentionsView struct {
	*frame
	Form     mentionsForm
	Concepts []string // names in the concept file
	Answer   *mentionsAnswer

	Views, Sorts, Modes []pair // what can be chosen, in words
}

// mentionsAnswer is what a view shows: some of these.
type mentionsAnswer struct {
	report.Asked
	Lines      []lineView
	From, To   int // lines on this page
	Listed     int // on all pages: all of them, or those that were drawn
	Sample     *report.Sample
	Tables     []tableView
	Strips     []stripView
	Chart      string // address of the picture
	ChartText  string // what it shows, for those who can't see it
	Compared   *report.Matrix
	several    []report.Count // of each question, if there are several; else none
	Collocates *collocatesView
	Exports    []pair // format and address
	Beside     []besideView
	Mode       string
	Concept    *report.ConceptRef
	pager
}

type lineView struct {
	concord.Mention
	Name, Link string
}

type stripView struct {
	report.Strip
	Name, Link string
	Bars       []bar
}

// collocatesView is the collocates, each with the address of its mentions in the
// same documents.
type collocatesView struct {
	report.Collocates
	Words []collocateView
}

type collocateView struct {
	report.Collocate
	Link string
}

func newCollocateView(values url.Values, c report.Collocates) *collocatesView {
	v := &collocatesView{Collocates: c}
	for _, x := range c.Collocates {
		of := asked(values, "q", x.Word)
		for _, name := range []string{"concept", "all-concepts", "narrower", "pattern"} {
			of.Del(name)
		}
		v.Words = append(v.Words, collocateView{x, "/mentions?" + of.Encode()})
	}
	return v
}

// bar is a part of a picture of stripWidth by stripHeight.
type bar struct{ X, Y, Width, Height int }

const stripWidth, stripHeight = 300, 20

func (s *Server) readMentionsPage(_ *http.Request, values url.Values, f *frame) (*asking, error) {
	f.Page = "mentions"
	v := &mentionsView{frame: f, Form: newMentionsForm(values)}
	f.Title = f.Lang.titled(strings.Join(append(v.Form.terms(), values["concept"]...), "、"), "提及", "Mentions")
	v.Views, v.Sorts, v.Modes = mentionChoices(f.Lang)
	if file, _, err := s.conceptFile(); err == nil {
		for _, x := range file.All() {
			v.Concepts = append(v.Concepts, x.Name)
		}
	}
	a := &asking{frame: f, view: v, text: v.Form.Term, generation: values.Get("generation")}
	chosen := choose(values)
	if v.Form.Term == "" && len(v.Form.Concepts) == 0 && !v.Form.All {
		return a, newParams(chosen, mentionParams()).err
	}
	if view := values.Get("view"); view != "" && !slices.ContainsFunc(v.Views, func(x pair) bool { return x.Name == view }) {
		return a, refuse(http.StatusBadRequest, "choose one of the form", "view %q is not known", view)
	}
	q, err := s.newInquiry(newParams(chosen, mentionParams()), report.JSON)
	if err != nil {
		return a, err
	}
	q.labels = report.Labels(f.Lang)
	a.cost = q.cost(report.JSON)
	a.fill = func(ctx context.Context, g *generation) error {
		var err error
		v.Answer, err = newMentionsAnswer(ctx, g, q, chosen)
		return err
	}
	return a, nil
}

// newMentionsAnswer asks what the view shows.
func newMentionsAnswer(ctx context.Context, g *generation, q *inquiry, values url.Values) (*mentionsAnswer, error) {
	v := &mentionsAnswer{Mode: q.mode.String(), Exports: exportsOf(q, values)}
	err := q.among(g)
	if err != nil {
		return v, err
	}
	switch q.view {
	case "count":
		v.Asked, err = q.count(ctx, g)
	case "group":
		err = v.addGroups(ctx, g, q, values)
	case "collocates":
		var c report.Collocates
		if c, err = q.collocates(ctx, g); err == nil {
			v.Asked, v.Collocates = c.Asked, newCollocateView(values, c)
			v.pager = newPager("/mentions", values, c.List, len(c.Collocates), c.Words)
		}
	case "dispersion":
		err = v.addStrips(ctx, g, q, values)
	case viewCounts:
		err = v.addCounts(ctx, g, q)
	case "chart", viewCompare:
		err = v.addMatrix(ctx, g, q, values)
	default:
		err = v.addLines(ctx, g, q, values)
	}
	v.Concept = v.Asked.Concept
	v.addBeside(values)
	return v, err
}

func (v *mentionsAnswer) addLines(ctx context.Context, g *generation, q *inquiry, values url.Values) error {
	c, a := q.lines(ctx, g)
	if err := c.Count(ctx); err != nil {
		return err
	}
	for m, err := range a.Items {
		if err != nil {
			return err
		}
		v.Lines = append(v.Lines, lineView{m, report.NewDocument(m.Document).Name(), markedLink(values, m.Document.ID, m.Start)})
	}
	v.Asked, v.Sample = a.Asked, a.Sample
	v.Totals = report.NewTotals(c.Totals)
	v.From, v.To = a.Offset+1, a.Offset+len(v.Lines)
	listed := c.Occurrences
	if a.Sample != nil {
		listed = min(listed, a.Sample.Size)
	}
	v.Listed = listed
	v.pager = newPager("/mentions", values, a.List, len(v.Lines), listed)
	if c.Occurrences == 0 {
		return nil
	}
	v.addChart(values, q.labels, c.By.Year)
	forms := make([]concord.Row, len(c.Forms))
	for i, f := range c.Forms {
		forms[i] = concord.Row{Key: f.Text, Occurrences: f.Occurrences}
	}
	v.Tables = []tableView{
		newTableView(g, values, concord.ByYear, withMentions(c.By.Year)), newTableView(g, values, concord.ByType, c.By.Type),
		newTableView(g, values, concord.ByIssuer, c.By.Issuer), newTableView(g, values, concord.ByForm, forms),
	}
	return nil
}

// withMentions leaves out the years that have none.
func withMentions(rows []concord.Row) []concord.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r concord.Row) bool { return r.Occurrences == 0 })
}

// markedLink opens a document at a byte of its text, with all mentions marked
// that the page asks for.
func markedLink(values url.Values, id string, at int) string {
	return documentLink(id, "term", values.Get("q"), "concept", values.Get("concept"), "mode", values.Get("mode"),
		"pattern", values.Get("pattern"), "narrower", values.Get("narrower"), "at", at)
}

// addChart has the years drawn, which show what the rows count.
func (v *mentionsAnswer) addChart(values url.Values, labels report.Labels, years []concord.Row) {
	v.Chart = "/api/mentions?" + asked(values, "chart", "true", "format", string(formatSVG), "labels", string(labels)).Encode()
	var top concord.Row
	for _, r := range years {
		if r.Key != "" && r.Rate > top.Rate {
			top = r
		}
	}
	v.ChartText = top.Key
}

// asked is what a page asks for, in another view or format.
func asked(values url.Values, pairs ...string) url.Values {
	v := url.Values{}
	keep := []string{"q", "concept", "all-concepts", "narrower", "pattern", "no-copies", "mode", "generation"}
	for _, def := range filterParams() {
		keep = append(keep, def.name)
	}
	for _, name := range keep {
		if list, ok := values[name]; ok {
			v[name] = list
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// exportsOf are the addresses of the whole answer as files.
func exportsOf(q *inquiry, values url.Values) []pair {
	var list []pair
	for _, format := range []report.Format{report.CSV, report.JSONL, report.HTML} {
		if (q.view == "count" || q.view == viewCounts) && format == report.HTML {
			continue
		}
		v := maps.Clone(values)
		v.Del("limit")
		v.Del("offset")
		v.Set("format", string(format))
		list = append(list, pair{string(format), "/api/mentions?" + v.Encode()})
	}
	return list
}

func (v *mentionsAnswer) addStrips(ctx context.Context, g *generation, q *inquiry, values url.Values) error {
	a, err := q.dispersion(ctx, g)
	if err != nil {
		return err
	}
	v.Asked = a.Asked
	most := 1
	for _, s := range a.Strips {
		most = max(most, slices.Max(s.Cells))
	}
	for _, s := range a.Strips {
		x := stripView{Strip: s, Name: s.Document.Name(), Link: markedLink(values, s.Document.ID, 0)}
		width := stripWidth / len(s.Cells)
		for i, n := range s.Cells {
			if n > 0 {
				height := max(stripHeight*n/most, 2)
				x.Bars = append(x.Bars, bar{i * width, stripHeight - height, width, height})
			}
		}
		v.Strips = append(v.Strips, x)
	}
	v.pager = newPager("/mentions", values, a.List, len(a.Strips), a.Documents)
	return nil
}

// addCounts has a row for each question.
func (v *mentionsAnswer) addCounts(ctx context.Context, g *generation, q *inquiry) error {
	a, err := q.counts(ctx, g)
	if err != nil {
		return err
	}
	v.Asked.Scope, v.several = a.Scope, a.Counts
	t := tableView{By: "term", Total: len(a.Counts)}
	for _, x := range a.Counts {
		v.Occurrences += x.Occurrences
		t.Rows = append(t.Rows, rowView{Key: x.Query, Occurrences: x.Occurrences, Documents: x.Documents})
	}
	v.Tables = []tableView{t}
	return nil
}

func (v *mentionsAnswer) addMatrix(ctx context.Context, g *generation, q *inquiry, values url.Values) error {
	a, m, err := q.matrix(ctx, g)
	if err != nil {
		return err
	}
	v.Compared = &a
	for _, s := range a.Series {
		v.several = append(v.several, report.Count{Query: s.Query, Totals: s.Totals})
	}
	v.Asked.Scope = a.Scope
	for _, s := range m.Series {
		v.Occurrences += s.Occurrences
		v.Documents = max(v.Documents, s.Documents)
	}
	if a.By == concord.ByYear && v.Occurrences > 0 && len(m.Series) <= report.MostPanels {
		v.addChart(values, q.labels, m.Series[0].Rows)
	}
	return nil
}
