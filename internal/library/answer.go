package library

import (
	"fmt"
	"slices"
	"strings"

	"yinzheng/corpus"
)

// Answer is what stands under a name that a person typed. At most one of Spot,
// Parts and Candidates is there; Missing says why none is.
type Answer struct {
	// Spot is the document or the part of it that is named; nil if there is
	// none, or if it is a whole work in parts.
	Spot *Spot
	// Parts are the files of a work in parts, where no part is named.
	Parts []int
	// Candidates are the documents that are called so, where it is not said
	// which of them is meant.
	Candidates []int

	// Versions are the other documents of the same work, newest first, undated
	// last: its other versions, and other prints of this one. Also are those of
	// other works with the same name.
	Versions []int
	Also     []int

	// Notes say what the rest does not: that the full title is another one,
	// that the part stands in an older version, that it has no such 款.
	Notes []string
	// Missing says why nothing is there, "" if something is. Wanting is the
	// document that lacks the part named, -1 if none does.
	Missing string
	Wanting int
	// Asked tells that the name is none by which documents are filed (id, path,
	// 文号, exact title), or that it names a part.
	Asked  bool
	Nearly string // the title of a document that is one slip away, "" if none is
}

// Spot is a document, or a part of it.
type Spot struct {
	Doc     int    // its number
	Section string // path of the part: 第三章 第十二条; "" for the whole
	Outline int    // index of the part in the document's outline, -1 if it is no entry of it
	Span
}

// Named answers for a name with or without a part: 行政处罚法,
// 行政处罚法#第三十三条, 民法典 第986条. resolve knows the names that go before
// titles' shorter forms (ids, paths, 文号, exact titles) and may be nil.
//
// A section that is given apart is the part, and text names none.
//
// The newest version is meant unless the name gives a date. An article that
// only an older version has is answered from there, with a note.
func (l *Library) Named(text, section string, resolve func(name string) ([]int, error)) (Answer, error) {
	readings := readingsOf(text)
	if section != "" {
		readings = []asked{named(text)}
		readings[0].section = section
	}
	for _, a := range readings {
		if resolve != nil {
			docs, err := resolve(a.name)
			if err != nil || len(docs) > 0 {
				found, err := l.resolved(docs, a, err)
				found.Asked = a.section != "" && section == ""
				return found, err
			}
		}
		m, err := l.mean(a)
		if err != nil {
			return Answer{}, err
		}
		if len(m.Works) > 0 {
			found, err := l.answer(m, a.section)
			found.Asked = true
			return found, err
		}
	}
	return l.unknown(text), nil
}

// unknown says that no document is called so, and which one nearly is.
func (l *Library) unknown(text string) Answer {
	a := Answer{Missing: "no document is called " + text, Wanting: -1}
	readings := readingsOf(text)
	last := readings[len(readings)-1]
	if f := l.Find(Name{Title: last.name, Text: last.name}); f.Note != "" {
		a.Missing += ": " + f.Note
	}
	if meant, ok := l.near(last.name); ok {
		a.Nearly = l.src.Info(meant.doc).Title
	}
	return a
}

// readingsOf are the ways to part a name from a part of the document: none at
// all, behind #, and at its end.
func readingsOf(text string) []asked {
	list := []asked{named(text)}
	if i := strings.LastIndexAny(text, "#＃"); i > 0 {
		a := named(text[:i])
		a.section = strings.TrimSpace(strings.TrimLeft(text[i:], "#＃"))
		if list = append(list, a); a.section != "" {
			return list
		}
	}
	if a, ok := withPart(text); ok {
		list = append(list, a)
	}
	return list
}

// resolved answers for documents that were found by id, path, 文号 or exact
// title.
func (l *Library) resolved(docs []int, a asked, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	if len(docs) == 1 {
		found, err := l.of(docs[0], a.section)
		if err == nil && l.src.Info(docs[0]).Title == a.name {
			found.Also, err = l.others(docs)
		}
		return found, err
	}
	byPath := slices.ContainsFunc(docs, func(d int) bool { return strings.HasSuffix(l.src.Info(d).Path, a.name) })
	works, err := l.works(docs)
	if err != nil || byPath || len(works) > 1 {
		return Answer{Candidates: docs, Wanting: -1}, err
	}
	return l.answer(Meaning{Works: works}, a.section)
}

// others are the documents of other works that have the title of these.
func (l *Library) others(docs []int) ([]int, error) {
	same := slices.Clone(l.catalog().titles[l.keyOf(docs[0])])
	works, err := l.works(slices.DeleteFunc(same, func(d int) bool { return l.sameWork(d, docs[0]) }))
	return docsOf(works), err
}

// of answers for one document, and the part of it that section names unless it
// is "".
func (l *Library) of(doc int, section string) (Answer, error) {
	a := Answer{Wanting: -1}
	if err := l.spot(&a, doc, section); err != nil {
		return a, err
	}
	if a.Spot == nil {
		a.Wanting = doc
		a.Missing = l.src.Info(doc).Path + " has no section " + section
		return a, nil
	}
	var same []int
	for _, d := range l.catalog().titles[l.keyOf(doc)] {
		if d != doc && l.sameWork(d, doc) {
			same = append(same, d)
		}
	}
	a.Versions = l.newestFirst(same)
	return a, nil
}

// answer looks for the part in the versions of what a name means.
func (l *Library) answer(m Meaning, section string) (Answer, error) {
	a := Answer{Wanting: -1}
	if m.Note != "" {
		a.Notes = append(a.Notes, m.Note)
	}
	if len(m.Works) > 1 {
		a.Candidates, a.Notes = docsOf(m.Works), nil
		return a, nil
	}
	w := m.Works[0]
	a.Also = docsOf(m.Also)
	versions := w.of(m.Date)
	if len(versions) == 0 {
		a.Missing = fmt.Sprintf("the version of %s of %s is not in the index", m.Date, Quoted(w.Title))
		a.Versions = docsOf([]Work{w})
		return a, nil
	}
	if v := versions[0]; v.Parts && section == "" {
		a.Parts = v.Docs
		a.Versions = without(docsOf([]Work{w}), v.Docs...)
		return a, nil
	}
	err := l.inVersions(&a, w, versions, section)
	return a, err
}

// inVersions takes the first version that has the part.
func (l *Library) inVersions(a *Answer, w Work, versions []Version, section string) error {
	for i, v := range versions {
		for _, d := range v.Docs {
			if err := l.spot(a, d, section); err != nil {
				return err
			}
			if a.Spot == nil {
				continue
			}
			if i > 0 {
				a.Notes = append(a.Notes, fmt.Sprintf("%s stands in %s, not in %s", section, datedVersion(v.Date), datedVersion(versions[0].Date)))
			}
			a.Versions = docsOf([]Work{w})
			if v.Parts {
				a.Versions = without(a.Versions, v.Docs...)
			}
			a.Versions = without(a.Versions, d)
			return nil
		}
	}
	a.Wanting = versions[0].Docs[0]
	a.Missing = fmt.Sprintf("%s has no section %s", l.src.Info(a.Wanting).Path, section)
	if versions[0].Parts {
		a.Missing = fmt.Sprintf("%s has no section %s in its %d files", Quoted(w.Title), section, len(versions[0].Docs))
	}
	return nil
}

func docsOf(works []Work) []int {
	var docs []int
	for _, w := range works {
		for _, v := range w.Versions {
			docs = append(docs, v.Docs...)
		}
	}
	return docs
}

func without(docs []int, these ...int) []int {
	return slices.DeleteFunc(docs, func(d int) bool { return slices.Contains(these, d) })
}

// spot finds a part of a document; it leaves a alone if there is none. Where
// an article lacks the 款 or 项 that is named, it is the article, with a note.
func (l *Library) spot(a *Answer, number int, section string) error {
	doc, err := l.Load(number)
	if err != nil {
		return err
	}
	if section == "" {
		a.Spot = &Spot{Doc: number, Outline: -1, Span: Span{End: len(doc.Text)}}
		return nil
	}
	sections := corpus.NewSections(doc)
	if p, ok := sections.Find(section); ok {
		a.Spot = &Spot{Doc: number, Section: p.Path, Outline: p.Index, Span: p.Span}
		return nil
	}
	n, isArticle := partOf(section)
	if !isArticle {
		return nil
	}
	arts := l.articlesOf(doc)
	p, miss := locate(doc, arts, n)
	if miss != nil {
		a.Notes = append(a.Notes, miss.note)
		if p, miss = locate(doc, arts, Name{Article: n.Article}); miss != nil {
			a.Notes = a.Notes[:len(a.Notes)-1]
			return nil
		}
	}
	a.Spot = &Spot{Doc: number, Section: p.Path, Outline: p.Index, Span: p.Span}
	return nil
}
