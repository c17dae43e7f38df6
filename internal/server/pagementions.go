package server

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"yinzheng/internal/analysis"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
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

// mentionsForm is what was asked for, whatever it is worth.
type mentionsForm struct {
	Term, Mode, Sort, View, Group, Measure string
	Width, Sample                          string
	Pattern, Narrower, All, Open           bool
	Concepts                               []string
	Filters                                []pair // all of them, with the values given
	Chips                                  []chip
}

// HasConcept tells whether one is chosen.
func (f mentionsForm) HasConcept(name string) bool { return slices.Contains(f.Concepts, name) }

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
	Collocates *collocatesView
	Exports    []pair // format and address
	Mode       string
	Concept    *report.ConceptRef
	pager
}

type lineView struct {
	concord.Mention
	Name, Link string
}

// tableView is counts by something; a row links to the mentions it counts
// where a filter can choose them.
type tableView struct {
	By         string
	Rates      bool
	Rows       []rowView
	Total      int // rows in the whole list
	Folded     []rowView
	NoDocument bool
}

type rowView struct {
	Key, Name              string // Name is of a document
	Occurrences, Documents int
	Letters                int64
	Rate                   float64
	Link                   string
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
	f.Title = cmpOr(values.Get("q"), strings.Join(values["concept"], "、"))
	if f.Title == "" {
		f.Title = f.Lang.say("提及", "Mentions")
	}
	v := &mentionsView{frame: f, Form: newMentionsForm(values)}
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
	q, err := s.newInquiry(newParams(chosen, mentionParams()), report.JSON)
	if err != nil {
		return a, err
	}
	a.cost = q.cost(report.JSON)
	a.fill = func(ctx context.Context, g *generation) error {
		var err error
		v.Answer, err = newMentionsAnswer(ctx, g, q, chosen)
		return err
	}
	return a, nil
}

// choose turns the form's choice of a view into the parameter that asks for
// it, and leaves out what the other views would take, which the form sends too.
func choose(values url.Values) url.Values {
	v := maps.Clone(values)
	if !values.Has("view") {
		return v
	}
	view, key, _ := strings.Cut(values.Get("view"), ":")
	v.Del("view")
	views := mentionViews()
	if _, known := views[view]; known && view != "" {
		v.Set(view, cmpOr(key, "true"))
	} else {
		view = ""
	}
	for _, takes := range views {
		for _, name := range takes {
			if !slices.Contains(views[view], name) {
				v.Del(name)
			}
		}
	}
	return v
}

func newMentionsForm(values url.Values) mentionsForm {
	f := mentionsForm{
		Term: values.Get("q"), Mode: values.Get("mode"), Sort: values.Get("sort"), View: values.Get("view"), Group: values.Get("group"),
		Measure: values.Get("measure"), Width: values.Get("width"), Sample: values.Get("sample"), Pattern: values.Get("pattern") != "", Narrower: values.Get("narrower") != "", All: values.Get("all-concepts") != "",
		Concepts: values["concept"], Chips: chipsOf("/mentions", values),
	}
	for _, def := range filterParams() {
		f.Filters = append(f.Filters, pair{def.name, values.Get(def.name)})
		f.Open = f.Open || values.Get(def.name) != ""
	}
	f.Open = f.Open || f.Width+f.Sample != "" || f.Pattern || f.Narrower || f.All || f.Mode != "" && f.Mode != match.Exact.String() || f.Sort != "" && f.Sort != concord.ByPosition
	if f.View == "" { // an address that was written by hand
		for _, view := range []string{"count", "collocates", "dispersion", "chart"} {
			if values.Get(view) != "" {
				f.View = view
			}
		}
		if f.Group != "" {
			f.View = "group:" + f.Group
		}
	}
	return f
}

// newMentionsAnswer asks what the view shows.
func newMentionsAnswer(ctx context.Context, g *generation, q *inquiry, values url.Values) (*mentionsAnswer, error) {
	v := &mentionsAnswer{Mode: q.mode.String(), Exports: exportsOf(q, values)}
	var err error
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
	case "chart", viewCompare:
		err = v.addMatrix(ctx, g, q, values)
	default:
		err = v.addLines(ctx, g, q, values)
	}
	v.Concept = v.Asked.Concept
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
		v.Lines = append(v.Lines, lineView{m, report.NewDocument(m.Document).Name(), mentionLink(values, m)})
	}
	v.Asked, v.Sample = a.Asked, a.Sample
	v.Occurrences, v.Documents = c.Occurrences, c.Documents
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
	v.addChart(values, c.By.Year)
	forms := make([]concord.Row, len(c.Forms))
	for i, f := range c.Forms {
		forms[i] = concord.Row{Key: f.Text, Occurrences: f.Occurrences}
	}
	v.Tables = []tableView{
		newTableView(values, concord.ByYear, withMentions(c.By.Year)), newTableView(values, concord.ByType, c.By.Type),
		newTableView(values, concord.ByIssuer, c.By.Issuer), newTableView(values, concord.ByForm, forms),
	}
	return nil
}

// withMentions leaves out the years that have none.
func withMentions(rows []concord.Row) []concord.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r concord.Row) bool { return r.Occurrences == 0 })
}

// mentionLink opens the document of a mention at its place, with all mentions
// marked.
func mentionLink(values url.Values, m concord.Mention) string {
	return documentLink(m.Document.ID, "term", values.Get("q"), "concept", values.Get("concept"), "mode", values.Get("mode"),
		"pattern", values.Get("pattern"), "narrower", values.Get("narrower"), "at", m.Start)
}

// addChart has the years drawn, which show what the rows count.
func (v *mentionsAnswer) addChart(values url.Values, years []concord.Row) {
	v.Chart = "/api/mentions?" + asked(values, "chart", "true", "format", string(formatSVG)).Encode()
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
	keep := []string{"q", "concept", "all-concepts", "narrower", "pattern", "mode", "generation"}
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
		if q.view == "count" && format == report.HTML {
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

const openRows = 12 // rows of a table beside the lines that stand open

func newTableView(values url.Values, by string, rows []concord.Row) tableView {
	t := tableView{By: by, Rates: by != concord.ByForm, NoDocument: by == concord.ByForm, Total: len(rows)}
	for _, r := range rows {
		t.Rows = append(t.Rows, newRowView(values, by, r.Key, r.Occurrences, r.Documents, r.Letters, r.Rate))
	}
	if by == concord.ByIssuer {
		t.Rows = withoutWider(t.Rows)
	}
	if len(t.Rows) > openRows {
		t.Rows, t.Folded = t.Rows[:openRows], t.Rows[openRows:min(len(t.Rows), MaxLimit)]
	}
	return t
}

// withoutWider takes the links off issuers whose name is a part of another's:
// the filter would find the mentions of both.
func withoutWider(rows []rowView) []rowView {
	letters := make([]string, len(rows))
	for i, r := range rows {
		letters[i] = analysis.Letters(r.Key)
	}
	for i := range rows {
		for k := range rows {
			if i != k && strings.Contains(letters[k], letters[i]) {
				rows[i].Link = ""
				break
			}
		}
	}
	return rows
}

// newRowView links to the mentions that the row counts, where one filter more
// finds them and no others.
func newRowView(values url.Values, by, key string, occurrences, documents int, letters int64, rate float64) rowView {
	r := rowView{Key: key, Occurrences: occurrences, Documents: documents, Letters: letters, Rate: rate}
	filter := map[string]string{concord.ByYear: "date", concord.ByIssuer: "issuer", concord.ByType: "type", concord.ByDocument: "path"}[by]
	if filter != "" && key != "" && occurrences > 0 && !values.Has(filter) {
		r.Link = "/mentions?" + asked(values, filter, key).Encode()
	}
	return r
}

func (v *mentionsAnswer) addGroups(ctx context.Context, g *generation, q *inquiry, values url.Values) error {
	a, err := q.groups(ctx, g)
	if err != nil {
		return err
	}
	v.Asked = a.Asked
	t := tableView{By: a.Group, Total: a.Rows}
	for _, x := range a.Groups {
		letters, rate := int64(0), 0.0
		if x.Rate != nil {
			t.Rates, letters, rate = true, *x.Letters, *x.Rate
		}
		row := newRowView(values, a.Group, x.Key, x.Occurrences, x.Documents, letters, rate)
		if a.Group == concord.ByDocument {
			t.NoDocument = true
			if err := row.name(g, values); err != nil {
				return err
			}
		}
		t.Rows = append(t.Rows, row)
	}
	if a.Group == concord.ByIssuer && len(a.Groups) < a.Rows {
		for i := range t.Rows {
			t.Rows[i].Link = "" // names that stand on other pages may be a part of these, or the other way round
		}
	}
	if a.Group == concord.ByIssuer {
		t.Rows = withoutWider(t.Rows)
	}
	v.Tables = []tableView{t}
	v.pager = newPager("/mentions", values, a.List, len(a.Groups), a.Rows)
	return nil
}

// name has a row for a document, whose key is its path, bear its title and lead
// to it.
func (r *rowView) name(g *generation, values url.Values) error {
	found, err := g.Resolve(r.Key)
	if err != nil || len(found) == 0 {
		return err
	}
	info := g.Info(found[0])
	r.Name = report.NewDocument(info).Name()
	r.Link = documentLink(info.ID, "term", values.Get("q"), "concept", values.Get("concept"), "mode", values.Get("mode"), "pattern", values.Get("pattern"), "narrower", values.Get("narrower"), "at", "0")
	return nil
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
		x := stripView{Strip: s, Name: s.Document.Name(), Link: documentLink(s.Document.ID, "term", values.Get("q"),
			"concept", values.Get("concept"), "mode", values.Get("mode"), "pattern", values.Get("pattern"), "narrower", values.Get("narrower"), "at", "0")}
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

func (v *mentionsAnswer) addMatrix(ctx context.Context, g *generation, q *inquiry, values url.Values) error {
	a, m, err := q.matrix(ctx, g)
	if err != nil {
		return err
	}
	v.Compared = &a
	v.Asked.Scope = a.Scope
	for _, s := range m.Series {
		v.Occurrences += s.Occurrences
		v.Documents = max(v.Documents, s.Documents)
	}
	if a.By == concord.ByYear && v.Occurrences > 0 && len(m.Series) <= report.MostPanels {
		v.addChart(values, m.Series[0].Rows)
	}
	return nil
}

// mentionChoices are what the form offers.
func mentionChoices(lang tongue) (views, sorts, modes []pair) {
	views = []pair{
		{"lines", lang.say("例句", "lines")}, {"group:year", lang.say("按年份", "by year")}, {"group:type", lang.say("按类型", "by type")},
		{"group:issuer", lang.say("按机关", "by issuer")}, {"group:document", lang.say("按文件", "by document")}, {"group:form", lang.say("按写法", "by form")},
		{"group:left1", lang.say("按前一字", "by 1 before")}, {"group:left2", lang.say("按前二字", "by 2 before")},
		{"group:right1", lang.say("按后一字", "by 1 behind")}, {"group:right2", lang.say("按后二字", "by 2 behind")},
		{"collocates", lang.say("搭配词", "collocates")}, {"dispersion", lang.say("文中分布", "dispersion")}, {"chart", lang.say("年份图", "chart")}, {"count", lang.say("只计数", "count only")},
	}
	sorts = []pair{
		{concord.ByPosition, lang.say("按文件与位置", "by file and place")}, {concord.ByDate, lang.say("从旧到新", "oldest first")},
		{concord.ByLeft, lang.say("按前文", "by what is before")}, {concord.ByRight, lang.say("按后文", "by what is behind")}, {concord.ByDocument, lang.say("按标题", "by title")},
	}
	modes = []pair{
		{match.Exact.String(), lang.say("标点也须相同", "punctuation counts")}, {match.Loose.String(), lang.say("不计标点", "punctuation aside")}, {match.Raw.String(), lang.say("逐字节", "byte by byte")},
	}
	return views, sorts, modes
}
