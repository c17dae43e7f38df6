package server

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// mentionsForm is what was asked for, whatever it is worth.
type mentionsForm struct {
	Term, Mode, Sort, View, Group, Measure string
	Others                                 []string // terms that are compared with it
	Width, Sample                          string
	Pattern, Narrower, All, Once, Open     bool
	Concepts                               []string
	Filters                                []pair // all of them, with the values given
	Chips                                  []chip
}

// HasConcept tells whether one is chosen.
func (f mentionsForm) HasConcept(name string) bool { return slices.Contains(f.Concepts, name) }

// terms are all that are asked for.
func (f mentionsForm) terms() []string {
	if f.Term == "" {
		return nil
	}
	return append([]string{f.Term}, f.Others...)
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
		v.Set(view, cmp.Or(key, "true"))
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
		Mode: values.Get("mode"), Sort: values.Get("sort"), View: values.Get("view"), Group: values.Get("group"),
		Measure: values.Get("measure"), Width: values.Get("width"), Sample: values.Get("sample"), Pattern: values.Get("pattern") != "", Narrower: values.Get("narrower") != "", All: values.Get("all-concepts") != "", Once: values.Get("no-copies") != "",
		Concepts: values["concept"], Chips: chipsOf("/mentions", values),
	}
	for i, text := range values["q"] {
		mode, _ := match.ParseMode(cmp.Or(f.Mode, match.Exact.String()))
		text = concord.CleanTerm(text, mode, f.Pattern)
		if i == 0 {
			f.Term = text
		} else {
			f.Others = append(f.Others, text)
		}
	}
	for _, def := range filterParams() {
		f.Filters = append(f.Filters, pair{def.name, values.Get(def.name)})
		f.Open = f.Open || values.Get(def.name) != ""
	}
	f.Open = f.Open || f.Width+f.Sample != "" || f.Pattern || f.Once || f.Narrower || f.All || f.Mode != "" && f.Mode != match.Exact.String() || f.Sort != "" && f.Sort != concord.ByPosition
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

// mentionChoices are what the form offers.
func mentionChoices(lang tongue) (views, sorts, modes []pair) {
	views = []pair{
		{"lines", lang.say("例句", "lines")}, {"group:year", lang.say("按年份", "by year")}, {"group:type", lang.say("按类型", "by type")},
		{"group:issuer", lang.say("按机关", "by issuer")}, {"group:document", lang.say("按文件", "by document")}, {"group:form", lang.say("按写法", "by form")},
		{"group:left1", lang.say("按前一字", "by the character before")}, {"group:left2", lang.say("按前二字", "by two characters before")},
		{"group:right1", lang.say("按后一字", "by the character after")}, {"group:right2", lang.say("按后二字", "by two characters after")},
		{"collocates", lang.say("搭配词", "collocates")}, {"dispersion", lang.say("文中分布", "dispersion")}, {"chart", lang.say("年份图", "chart")}, {"count", lang.say("只计数", "count only")},
	}
	sorts = []pair{
		{concord.ByPosition, lang.say("按文件与位置", "by file and place")}, {concord.ByDate, lang.say("从旧到新", "oldest first")},
		{concord.ByLeft, lang.say("按前文", "by what is before")}, {concord.ByRight, lang.say("按后文", "by what is after")}, {concord.ByDocument, lang.say("按标题", "by title")},
	}
	modes = []pair{
		{match.Exact.String(), lang.say("标点也须相同", "punctuation counts")}, {match.Loose.String(), lang.say("不计标点", "punctuation aside")}, {match.Raw.String(), lang.say("逐字节", "byte by byte")},
	}
	return views, sorts, modes
}
