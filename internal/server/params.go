package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
	"yinzheng/internal/quote"
	"yinzheng/internal/report"
)

// parameter is one that requests can have. One table of them is read by the
// handlers and described by openapi.json.
type parameter struct {
	name, help string
	words      []string // the only values, the first where none is given
	low, high  int      // of a whole number, where high is not 0
	otherwise  int      // of a number that is not given
	flag       bool     // true or false
	share      float64  // of a likeness: where none is given
	many       bool     // may be given several times
	any        []string // values that are many's, for the description
	required   bool
}

func filterParams() []parameter {
	var list []parameter
	for _, def := range query.Fields() {
		if def.Flag != "" {
			list = append(list, parameter{name: def.Flag, help: "only documents where " + def.Help, many: true})
		}
	}
	return list
}

// maxOffset keeps offset + limit a number on every machine.
const maxOffset = 1 << 30

func windowParams() []parameter {
	return []parameter{
		{name: "limit", help: "items of the list at most: 1 to 1000; in jsonl, csv and html without limit, which is 0 there", high: maxOffset, otherwise: defaultLimit},
		{name: "offset", help: "the items of the list that are passed over", high: maxOffset},
		{name: "generation", help: "the generation that must answer, as the answer before has it: for pages of one list"},
	}
}

func modeParam() parameter {
	return parameter{name: "mode", help: "when two texts match", words: []string{match.Exact.String(), match.Loose.String(), match.Raw.String()}}
}

func copiesParam() parameter {
	return parameter{name: "no-copies", help: "count each text once: of documents with one text the first by path", flag: true}
}

func likenessParams() []parameter {
	return []parameter{
		{name: "near", help: "least likeness of what is near, from 0.5 to 1, or off", share: quote.DefaultNear},
		{name: "ellipsis", help: "the letters that an ellipsis in a quotation stands for at most", high: maxEllipsis, otherwise: quote.DefaultEllipsis},
	}
}

const maxEllipsis = 10_000

// mentionViews are what mentions can show instead of lines, by the parameter
// that asks for it, and the parameters that only one view has.
func mentionViews() map[string][]string {
	return map[string][]string{
		"":           {"sort", "width", "sample", "seed", "limit", "offset"},
		"count":      nil,
		"group":      {"limit", "offset"},
		"collocates": {"span", "measure", "limit", "offset"},
		"dispersion": {"limit", "offset"},
		"chart":      {"labels"},
	}
}

func mentionParams() []parameter {
	list := []parameter{
		{name: "q", help: "the term, or with pattern a pattern; several are compared", many: true},
		{name: "concept", help: "a concept of the concept file; several, or terms and concepts, are compared", many: true},
		{name: "all-concepts", help: "compare all concepts", flag: true},
		{name: "narrower", help: "count the mentions of narrower concepts in", flag: true},
		{name: "pattern", help: "q has gaps, NEAR, BEFORE or OR", flag: true},
		copiesParam(),
		modeParam(),
		{name: "sort", help: "order of the lines", words: concord.Sorts()},
		{name: "width", help: "characters of context on each side", low: 1, high: 1000, otherwise: concord.DefaultWidth},
		{name: "sample", help: "draw so many mentions at random", low: 1, high: MaxLimit},
		{name: "seed", help: "draw the same sample for the same number", high: maxOffset, otherwise: 1},
		{name: "count", help: "only the totals", flag: true},
		{name: "group", help: "count by this instead of listing", words: append([]string{""}, concord.GroupKeys()...)},
		{name: "collocates", help: "list words that stand near it more often than chance", flag: true},
		{name: "span", help: "near is within so many letters", low: 1, high: concord.MaxSpan, otherwise: concord.DefaultSpan},
		{name: "measure", help: "how to score collocates", words: concord.Measures()},
		{name: "chart", help: "the years; as svg a picture", flag: true},
		{name: "labels", help: "language of what is written in the picture", words: report.Languages()},
		{name: "dispersion", help: "where in each document the mentions stand", flag: true},
	}
	return slices.Concat(list, windowParams(), filterParams())
}

func searchParams() []parameter {
	list := []parameter{
		{name: "q", help: "the query, in the query language", required: true},
		{name: "sort", help: "order of the documents; -date is newest first", words: []string{"relevance", "date", "-date"}},
		{name: "tier", help: "only documents that hold the bare words as they stand (verbatim), not so but all of their parts (all), or neither (some); without it all", words: append([]string{""}, index.Tiers()...)},
		{name: "passages", help: "passages of each document, at most", low: 1, high: 100, otherwise: 1},
	}
	return slices.Concat(list, windowParams(), filterParams())
}

func quoteParams() []parameter {
	list := []parameter{{name: "q", help: "the quotation", required: true}}
	return slices.Concat(list, likenessParams(), windowParams(), filterParams())
}

func documentParams() []parameter {
	return []parameter{
		{name: "section", help: "only this section, as 第三章 第十二条, 第十二条第二款第（三）项, 12, or the words of a heading"},
		{name: "generation", help: "the generation that must answer"},
	}
}

func conceptParams() []parameter {
	list := []parameter{modeParam(), {name: "narrower", help: "count the mentions of narrower concepts in", flag: true}, copiesParam()}
	return slices.Concat(list, windowParams(), filterParams())
}

func checkParams() []parameter {
	list := []parameter{
		{name: "name", help: "the file name of the draft, whose ending says what it is; nothing is opened"},
		{name: "before", help: "only documents up to this date vouch; none: all do; without it the draft's own date"},
		{name: "fail-on", help: "the verdicts that count as failing; also warning, or none alone; without it near, elsewhere and absent; also parted by commas", many: true,
			any: []string{"exact", "equivalent", "near", "elsewhere", "absent", "unsure", "warning", "none"}},
	}
	return append(list, likenessParams()...)
}

// params reads the parameters of one request. The first error stays; who has
// read all asks for it.
type params struct {
	values url.Values
	known  map[string]parameter
	err    error
}

// readParams takes the parameters of the request's address.
func readParams(r *http.Request, known []parameter) *params {
	values, err := url.ParseQuery(r.URL.RawQuery)
	p := newParams(values, known)
	if err != nil {
		p.err = errParameters
	}
	return p
}

// newParams takes the parameters that are known, and no others.
func newParams(values url.Values, known []parameter) *params {
	p := &params{values: values, known: map[string]parameter{}}
	var names []string
	for _, def := range known {
		p.known[def.name] = def
		names = append(names, def.name)
	}
	for name, list := range values {
		def, ok := p.known[name]
		switch {
		case !ok:
			hint := "leave it out"
			if len(names) > 0 {
				hint = "use " + strings.Join(names, ", ")
			}
			p.fail(hint, "there is no parameter %q", name)
		case slices.ContainsFunc(list, func(s string) bool { return !utf8.ValidString(s) }):
			p.fail("percent-encode it as UTF-8", "the parameter %s is not UTF-8", name)
		case !def.flag && !def.required && slices.Contains(list, ""):
			p.fail("leave it out, or give it a value", "the parameter %s is empty", name)
		case len(list) > 1 && !def.many:
			p.fail("give it once", "the parameter %s is given %d times", name, len(list))
		}
	}
	for _, def := range known {
		if def.required && strings.TrimSpace(values.Get(def.name)) == "" {
			p.fail("add "+def.name+"=…, percent-encoded", "the parameter %s is missing", def.name)
		}
	}
	return p
}

func (p *params) fail(hint, format string, args ...any) {
	if p.err == nil {
		p.err = refuse(http.StatusBadRequest, hint, format, args...)
	}
}

// given tells whether a parameter is.
func (p *params) given(name string) bool { return len(p.values[name]) > 0 }

// all is every value of a parameter.
func (p *params) all(name string) []string { return p.values[name] }

// text is the value, "" where none is given.
func (p *params) text(name string) string { return p.values.Get(name) }

// choice is one of the parameter's words.
func (p *params) choice(name string) string {
	words := p.known[name].words
	value := p.text(name)
	if !p.given(name) {
		return words[0]
	}
	if !slices.Contains(words, value) || value == "" {
		p.fail("write "+strings.TrimPrefix(strings.Join(words, ", "), ", "), "%s %q is not known", name, value)
	}
	return value
}

// number is a whole number from low to high.
func (p *params) number(name string) int {
	def, value := p.known[name], p.text(name)
	if !p.given(name) {
		return def.otherwise
	}
	n, err := strconv.ParseUint(value, 10, 31)
	switch {
	case err == nil && int(n) >= def.low && int(n) <= def.high:
	case def.high == maxOffset:
		p.fail("", "%s %q is no whole number from %d on", name, value, def.low)
	default:
		p.fail("", "%s %q is no number from %d to %d", name, value, def.low, def.high)
	}
	return int(n)
}

// flag is true where it is given bare or as true.
func (p *params) flag(name string) bool {
	value := p.text(name)
	if !p.given(name) || value == "" {
		return p.given(name)
	}
	on, err := strconv.ParseBool(value)
	if err != nil {
		p.fail("write true or false", "%s %q is neither true nor false", name, value)
	}
	return on
}

// near is the least likeness, 0 for off.
func (p *params) near() float64 {
	value := p.text("near")
	switch {
	case !p.given("near"):
		return p.known["near"].share
	case value == "off":
		return 0
	}
	x, err := strconv.ParseFloat(value, 64)
	if err != nil || !(x >= quote.LeastNear && x <= 1) {
		p.fail("write a share from 0.5 to 1, or off", "near %q is no likeness", value)
	}
	return x
}

// filters are what the parameters of documents let pass.
type filters struct {
	given report.Filters
	keep  func(corpus.Info) bool // nil: all
}

func (p *params) filters() filters {
	f := filters{given: report.Filters{}}
	for _, def := range query.Fields() {
		if values := p.all(def.Flag); def.Flag != "" && len(values) > 0 {
			f.given[def.Flag] = values
		}
	}
	keep, err := concord.NewFilter(p.all)
	if p.err == nil {
		p.err = err
	}
	f.keep = keep
	return f
}

// window is the part of a list that is wanted, 0 for no limit.
type window struct {
	limit, offset int
	chosen        bool // the limit was given
}

// window reads it for a format: 20 items where none is given, and in those
// formats that are for keeping, all. A list of JSON has an end.
func (p *params) window(format report.Format) window {
	w := window{p.number("limit"), p.number("offset"), p.given("limit")}
	whole := format == report.JSONL || format == report.CSV || format == report.HTML
	switch {
	case !w.chosen && whole:
		w.limit = 0
	case w.chosen && !whole && (w.limit < 1 || w.limit > MaxLimit):
		p.fail("page through longer lists with offset; format=jsonl and format=csv have no limit", "limit %q is no number from 1 to %d", p.text("limit"), MaxLimit)
	}
	return w
}
