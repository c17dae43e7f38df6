package server

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"yinzheng/index"
	"yinzheng/internal/concord"
	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

// searchView is /.
type searchView struct {
	*frame
	Query, Sort string
	Filters     []chip // in force
	Hidden      []pair // what the form keeps besides
	Holds       *holding
	Answer      *searchAnswer
	Sorts       []choiceView
	Syntax      []pair // what one can write, and its meaning
}

// holding is what there is to be searched.
type holding struct {
	Documents int
	Years     string // from the first to the last
}

// chip is a filter that is in force, and the address without it.
type chip struct{ Name, Value, Without string }

// pair is a field of a form.
type pair struct{ Name, Value string }

type searchAnswer struct {
	report.Search
	Hits   []hitView
	Levels []tierView // of more than one tier
	Named  *report.Article
	Facets []facetView
	From   int // number of the first hit
	To     int
	pager
}

// NamedLink opens the document that is named, at the part.
func (v *searchAnswer) NamedLink() string {
	pairs := []any{}
	if v.Named.Section != "" {
		pairs = append(pairs, "start", v.Named.Start, "end", v.Named.End)
	}
	return documentLink(v.Named.Document.ID, pairs...)
}

// NamedLines are the paragraphs of the part that is named.
func (v *searchAnswer) NamedLines() []string { return strings.Split(string(v.Named.Text), "\n") }

// tierView is how many documents are in a tier, and the address that lists them
// alone, or, of the one that is, all.
type tierView struct {
	Name      string
	Documents int
	Link      string
	Current   bool
}

type hitView struct {
	Number   int
	Document report.Document
	Title    []index.Piece
	Link     string
	Passages []passageView
}

type passageView struct {
	report.Passage
	Section string // without the article's label where the snippet begins with it
	Place   string // path:line
	Link    string
}

// facetView is the choices of one filter.
type facetView struct {
	Name    string
	Choices []choiceView
	More    []choiceView // behind a fold
}

type choiceView struct {
	Value, Text string
	Documents   int
	Link        string
}

// longQuery is the bytes of a query from which a page has no filters: each of
// them would hold it again.
const longQuery = 4 << 10

// fewChoices is how many choices of a filter stand open.
const fewChoices = 6

func (s *Server) readSearchPage(_ *http.Request, values url.Values, f *frame) (*asking, error) {
	f.Page = "search"
	if values.Get("q") == "" {
		values = inFields(values, f.Lang)
	}
	f.Title = f.Lang.titled(values.Get("q"), "检索", "Search")
	v := &searchView{frame: f, Query: values.Get("q"), Sort: cmp.Or(values.Get("sort"), index.Sorts()[0])}
	v.Filters, v.Sorts = chipsOf("/", values), sortChoices(f.Lang)
	for _, name := range []string{"limit", "passages"} {
		if values.Has(name) {
			v.Hidden = append(v.Hidden, pair{name, values.Get(name)})
		}
	}
	for _, c := range v.Filters {
		v.Hidden = append(v.Hidden, pair{c.Name, c.Value})
	}
	a := &asking{frame: f, view: v, text: v.Query, generation: values.Get("generation")}
	if v.Query == "" {
		p := newParams(values, searchParams()[1:]) // a mistyped parameter is one here, too
		f.Home, v.Syntax = true, syntax(f.Lang)
		a.fill = func(_ context.Context, g *generation) error {
			v.Holds = &holding{Documents: g.Len()}
			return nil
		}
		return a, p.err
	}
	x, err := newSearchRequest(newParams(values, searchParams()), report.JSON)
	a.cost = searching
	a.fill = func(ctx context.Context, g *generation) error {
		answer, found, err := x.run(ctx, g)
		if err == nil {
			v.Answer = newSearchAnswer(values, answer, concord.NewFacets(g.Info, found))
		}
		return err
	}
	return a, err
}

// inFields makes the query of filters that nothing else is asked for with.
func inFields(values url.Values, lang tongue) url.Values {
	v := maps.Clone(values)
	var all []string
	for _, def := range query.Fields() {
		var alike []string
		for _, value := range values[def.Flag] {
			alike = append(alike, lang.say(def.Aliases[0], def.Name)+`:"`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value)+`"`)
		}
		v.Del(def.Flag)
		if len(alike) > 1 {
			alike = []string{"(" + strings.Join(alike, " OR ") + ")"}
		}
		all = append(all, alike...)
	}
	if len(all) == 0 {
		return values
	}
	v.Set("q", strings.Join(all, " "))
	return v
}

func newSearchAnswer(values url.Values, a report.Search, facets concord.Facets) *searchAnswer {
	v := &searchAnswer{Search: a, From: a.Offset + 1, To: a.Offset + len(a.Hits)}
	if a.Offset == 0 {
		v.Named = a.Article
	}
	for i, h := range a.Hits {
		v.Hits = append(v.Hits, newHitView(a, a.Offset+i+1, h))
	}
	if a.Tiered() {
		v.Levels = newTierViews(values, a)
	}
	if len(a.Query) > longQuery {
		facets = concord.Facets{}
	}
	for name, list := range map[string][]concord.Facet{"date": facets.Years, "issuer": facets.Issuers, "type": facets.Types} {
		if x := newFacetView(values, name, list, a.Total); len(x.Choices) > 0 {
			v.Facets = append(v.Facets, x)
		}
	}
	slices.SortFunc(v.Facets, func(a, b facetView) int { return facetOrder(a.Name) - facetOrder(b.Name) })
	v.pager = newPager("/", values, a.List, len(a.Hits), a.Total)
	return v
}

// newTierViews are the tiers in the order of answers.
func newTierViews(values url.Values, a report.Search) []tierView {
	var list []tierView
	count := map[string]int{index.Verbatim.String(): a.Tiers.Verbatim, index.All.String(): a.Tiers.All, index.Some.String(): a.Tiers.Some}
	for _, name := range index.Tiers() {
		v := tierView{Name: name, Documents: count[name], Current: name == string(a.Tier)}
		narrowed := with(values, "tier", name)
		if v.Current {
			narrowed.Del("tier")
		}
		v.Link = "/?" + narrowed.Encode()
		list = append(list, v)
	}
	return list
}

func facetOrder(name string) int { return slices.Index([]string{"type", "date", "issuer"}, name) }

// newFacetView offers the values that leave fewer documents than there are.
func newFacetView(values url.Values, name string, list []concord.Facet, total int) facetView {
	v := facetView{Name: name}
	if values.Has(name) {
		return v // a second value would be one more, and another one in its place something else
	}
	for _, x := range list {
		if x.Documents == total {
			continue
		}
		choice := choiceView{x.Value, x.Value, x.Documents, "/?" + with(values, name, x.Value).Encode()}
		if len(v.Choices) < fewChoices {
			v.Choices = append(v.Choices, choice)
		} else {
			v.More = append(v.More, choice)
		}
	}
	return v
}

// with is the first page with this value of a filter and no other one.
func with(values url.Values, name, value string) url.Values {
	v := url.Values{}
	for key, list := range values {
		if key != "offset" && key != "generation" {
			v[key] = list
		}
	}
	v[name] = []string{value}
	return v
}

// chipsOf are the filters that are in force.
func chipsOf(path string, values url.Values) []chip {
	var chips []chip
	for _, def := range filterParams() {
		for i, value := range values[def.name] {
			rest := with(values, def.name, value)
			rest[def.name] = slices.Delete(slices.Clone(values[def.name]), i, i+1)
			chips = append(chips, chip{def.name, value, path + "?" + rest.Encode()})
		}
	}
	return chips
}

func newHitView(a report.Search, number int, h report.Hit) hitView {
	v := hitView{Number: number, Document: h.Document, Title: h.Title, Link: documentLink(h.Document.ID, "q", a.Query)}
	if !slices.ContainsFunc(v.Title, func(x index.Piece) bool { return x.Text != "" }) {
		v.Title = []index.Piece{{Text: h.Document.Name()}}
	}
	for _, x := range h.Passages {
		v.Passages = append(v.Passages, passageView{x, sectionBefore(x), h.Document.Path + ":" + strconv.Itoa(x.Line), documentLink(h.Document.ID, "q", a.Query, "at", strconv.Itoa(x.Start))})
	}
	return v
}

// sectionBefore is what of a passage's section its snippet does not say itself.
func sectionBefore(x report.Passage) string {
	section := string(x.Section)
	label := section[strings.LastIndexByte(section, ' ')+1:]
	if label == "" || len(x.Snippet) == 0 || !strings.HasPrefix(x.Snippet[0].Text, label) {
		return section
	}
	return strings.TrimSuffix(strings.TrimSuffix(section, label), " ")
}

// documentLink is the page of a document, opened at what the parameters say.
func documentLink(id string, pairs ...any) string {
	return address("/doc/"+url.PathEscape(id), pairs...) + "#at"
}

// sortChoices are the orders of a search.
func sortChoices(lang tongue) []choiceView {
	texts := map[string]string{
		"relevance": lang.say("按相关度", "most relevant"), "date": lang.say("从旧到新", "oldest first"), "-date": lang.say("从新到旧", "newest first"),
	}
	var list []choiceView
	for _, name := range index.Sorts() {
		list = append(list, choiceView{Value: name, Text: texts[name]})
	}
	return list
}

// syntax is the query language by examples.
func syntax(lang tongue) []pair {
	return []pair{
		{"科技创新 人才", lang.say("按两个词排序，都有的在前", "ranked by both words")},
		{"“科技自立自强”", lang.say("必须含有这句原文", "holds this very phrase")},
		{"科技 -试点", lang.say("不含“试点”", "without 试点")},
		{"甲 AND 乙", lang.say("两个词都必须有", "holds both")},
		{"甲 OR 乙", lang.say("二者有其一；可用括号", "either; parentheses group")},
		{`"科技" NEAR/20 "人才"`, lang.say("相距不超过 20 字；BEFORE 限定先后", "within 20 letters; BEFORE: in this order")},
		{`"科技*强国"`, lang.say("中间最多隔 10 字", "a gap of up to 10 letters")},
	}
}
