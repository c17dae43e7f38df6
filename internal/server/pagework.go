package server

import (
	"net/http"
	"net/url"
	"strconv"

	"yinzheng/corpus"
	"yinzheng/internal/library"
	"yinzheng/internal/report"
)

// workView is /doc/{name} where the name means a work in several files, or
// several documents that are called so.
type workView struct {
	*frame
	Name       string
	Facts      report.Document
	Parts      []report.Part
	Candidates []report.Document
	Naming     report.Naming
}

func newWorkView(f *frame, g *generation, name string, named library.Answer) *workView {
	v := &workView{frame: f, Name: name, Naming: report.NewNaming(named, g.Info)}
	for _, doc := range named.Candidates[:min(len(named.Candidates), mostCandidates)] {
		v.Candidates = append(v.Candidates, report.NewDocument(g.Info(doc)))
	}
	v.Title = name
	return v
}

// mostCandidates is how many documents of one name a page lists.
const mostCandidates = 100

func fillWork(v *workView, g *generation, named library.Answer) error {
	parts, err := g.readAll(named.Parts)
	if err != nil {
		return err
	}
	w := report.NewWork(parts, v.Naming, g.Generation())
	v.Name, v.Title, v.Parts = w.Title, w.Title, w.Parts
	for _, x := range w.Parts {
		v.Facts = x.Document
	}
	return nil
}

// movedTo sends a browser to another address.
type movedTo struct{ address string }

func (m *movedTo) Error() string { return "it is at " + m.address }

func moved(address string) error { return &movedTo{address} }

// redirect sends the browser on. Names may mean another document tomorrow: it
// is not to be remembered.
func (m *movedTo) redirect(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, m.address, http.StatusFound)
}

// canonical is the address of what a name means: that of its id, at the part
// that is named. What is to be said of the name goes with it.
func (g *generation) canonical(name string, named library.Answer, values url.Values) string {
	at := named.Spot
	to := url.Values{}
	for key, list := range values {
		to[key] = list
	}
	if len(named.Notes)+len(named.Also) > 0 {
		to.Set("name", name)
	}
	fragment := ""
	if at.Section != "" {
		fragment = "at"
		to.Set("at", strconv.Itoa(at.Start))
		if doc, err := g.Read(at.Doc); err == nil && at.Outline >= 0 {
			fragment = sectionIDs(doc, corpus.NewSections(doc))[at.Outline]
			to.Del("at")
		}
		if at.Outline < 0 {
			to.Set("start", strconv.Itoa(at.Start))
			to.Set("end", strconv.Itoa(at.End))
		}
	}
	address := url.URL{Path: "/doc/" + g.Info(at.Doc).ID, RawQuery: to.Encode(), Fragment: fragment}
	return address.String()
}
