package server

import (
	"html/template"
	"net/http"
	"time"

	"golang.org/x/text/language"

	"yinzheng/internal/report"
)

// tongue is a language of the pages, as HTML names it.
type tongue string

const (
	chinese = tongue(report.Chinese)
	english = tongue(report.English)
)

// say is the one of two texts that is in the language.
func (t tongue) say(zh, en string) string { return report.Labels(t).Say(zh, en) }

// titled is the title of a page on which q may be asked for.
func (t tongue) titled(q, zh, en string) string {
	if q == "" {
		return t.say(zh, en)
	}
	return q + " · " + t.say(zh, en)
}

// other is the language to switch to.
func (t tongue) other() tongue {
	if t == english {
		return chinese
	}
	return english
}

const (
	langParam  = "lang"
	langCookie = "yinzheng_lang"
	langTime   = 365 * 24 * time.Hour
)

// tongueOf is the language of a request: what its address says, else what was
// said last, else what the browser wants, Chinese where it wants neither.
func tongueOf(r *http.Request) tongue {
	wish := r.URL.Query().Get(langParam)
	if wish == "" {
		if cookie, err := r.Cookie(langCookie); err == nil {
			wish = cookie.Value
		}
	}
	switch wish {
	case string(english):
		return english
	case string(chinese), "zh":
		return chinese
	}
	matcher := language.NewMatcher([]language.Tag{language.Chinese, language.English})
	if _, i := language.MatchStrings(matcher, r.Header.Get("Accept-Language")); i == 1 {
		return english
	}
	return chinese
}

// pages are the templates, once for each language: in them {{t "中文" "English"}}
// is the one or the other.
type pages map[tongue]*template.Template

func readPages() (pages, error) {
	all := pages{}
	for _, lang := range []tongue{chinese, english} {
		t, err := template.New("pages").Funcs(template.FuncMap{
			"t": lang.say, "many": numbered, "n": thousands, "url": address, "typ": lang.verdict, "key": lang.key, "tab": newTab, "note": lang.note, "measure": lang.measure, "row": newTableRow, "doc": sourceLink, "facts": factsOf, "mb": megabytes, "least": func(a, b int) int { return min(a, b) },
		}).ParseFS(pageFiles, "page/*.html")
		if err != nil {
			return nil, err
		}
		all[lang] = t
	}
	return all, nil
}

// numbered is the word for n things in English.
func numbered(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

// verdict is one as people are told of it.
func (t tongue) verdict(v any) string {
	name := toString(v)
	zh := map[string]string{"exact": "一致", "equivalent": "文字一致", "near": "有出入", "elsewhere": "出处不符", "absent": "查无", "unsure": "无从核对"}[name]
	en := map[string]string{"exact": "exact", "equivalent": "same letters", "near": "near", "elsewhere": "elsewhere", "absent": "not found", "unsure": "cannot be told"}[name]
	return t.say(zh, en)
}

// key is the key of a row of counts, in words where it is none; by is what was
// counted by.
func (t tongue) key(by, key string) string {
	switch {
	case key != "":
		return key
	case len(by) > 4 && by[:4] == "left":
		return t.say("（段首）", "(start of a paragraph)")
	case len(by) > 5 && by[:5] == "right":
		return t.say("（段末）", "(end of a paragraph)")
	}
	return t.say("（未注明）", "(unknown)")
}

// tabView is an entry of the menu.
type tabView struct {
	Path    string
	Current bool
}

func newTab(page, name, path string) tabView { return tabView{path, page == name} }

// tableRow is a row with its table.
type tableRow struct {
	Table tableView
	Row   rowView
}

func newTableRow(t tableView, r rowView) tableRow { return tableRow{t, r} }

// sourceLink opens a document at the source of a claim.
func sourceLink(id string, start, end int) string {
	return documentLink(id, "start", start, "end", end)
}

func megabytes(n int64) float64 { return float64(n) / 1e6 }

// factsOf is what a line about a document has room for.
func factsOf(d report.Document) []string {
	var known []string
	for _, x := range []report.Optional{d.Number, d.Date, d.Issuer, d.Type} {
		if x != "" {
			known = append(known, string(x))
		}
	}
	return known
}

// measure is a measure of collocates as people name it.
func (t tongue) measure(name string) string {
	if zh, ok := map[string]string{"log-likelihood": "对数似然", "pmi": "互信息", "logdice": "logDice"}[name]; ok && t == chinese {
		return zh
	}
	return name
}

// noteView is a note of package quote, which speaks English, in the language of
// a page as far as that is known.
type noteView struct {
	Text    string
	Foreign bool
}

func (t tongue) note(text any) noteView {
	note := toString(text)
	if t == english {
		return noteView{note, false}
	}
	zh, ok := noteInChinese(note)
	return noteView{zh, !ok}
}
