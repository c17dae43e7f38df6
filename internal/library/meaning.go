package library

import (
	"cmp"
	"slices"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// Work is a document in all its versions.
type Work struct {
	Title    string
	Versions []Version // newest first, undated last
}

// Version is the documents of one title and date.
type Version struct {
	Date string // ISO, "" if unknown
	// Docs are their numbers. Of a work in several files, such as the parts of
	// a code, they are in order of their articles; else they are prints of one
	// text in order of path.
	Docs  []int
	Parts bool
}

// Meaning is what a name means: one work, or several that it could be.
type Meaning struct {
	Works []Work // the one that is meant, or the candidates
	Also  []Work // other works with this very name, beside the one that is meant
	Date  string // of the version that the name asks for, ISO to the precision given; "" for the newest
	Note  string // that its full title is another one
}

// Mean tells what a name without a part means: a title, a shorter form of one,
// a 文号, with or without the date of a version.
func (l *Library) Mean(name string) (Meaning, error) { return l.mean(named(name)) }

func (l *Library) mean(a asked) (Meaning, error) {
	if docs := l.catalog().numbers[match.NumberKey(strings.TrimFunc(a.name, isBracket))]; len(docs) > 0 {
		return l.meaning(a.name, docs, Found{})
	}
	f := l.Find(Name{Title: a.name, Number: a.number, Text: a.name})
	bare, date, dated := versioned(a.name)
	if dated && !l.bears(f.Docs, a.name) {
		if g := l.Find(Name{Title: bare, Text: bare}); g.Known {
			m, err := l.meaning(bare, g.Docs, g)
			m.Date = date
			return m, err
		}
	}
	if !f.Known {
		return Meaning{Note: f.Note}, nil
	}
	return l.meaning(a.name, f.Docs, f)
}

// bears tells that a document has this very title, but for 中华人民共和国.
func (l *Library) bears(docs []int, title string) bool {
	key := titleKey(analysis.FoldString(title))
	return slices.ContainsFunc(docs, func(d int) bool { return l.keyOf(d) == key })
}

// keyOf is the letters of a document's title without 中华人民共和国.
func (l *Library) keyOf(doc int) string {
	return titleKey(analysis.FoldString(l.src.Info(doc).Title))
}

// meaning parts documents that a name means into works. Those whose whole
// title it is go before those that only hold or issue it.
func (l *Library) meaning(name string, docs []int, f Found) (Meaning, error) {
	works, err := l.works(docs)
	if err != nil {
		return Meaning{}, err
	}
	m := Meaning{Works: works, Note: f.Note}
	key := titleKey(analysis.FoldString(name))
	own := slices.DeleteFunc(slices.Clone(works), func(w Work) bool { return l.keyOf(w.Versions[0].Docs[0]) != key })
	if len(own) == 0 {
		return m, nil
	}
	m.Works, m.Note = own, ""
	if len(own) > 1 {
		return m, nil
	}
	others := slices.DeleteFunc(slices.Clone(l.catalog().titles[key]), func(d int) bool { return slices.Contains(docs, d) })
	m.Also, err = l.works(others)
	return m, err
}

// works parts documents into works, in order of title. Documents of one title
// are one work if they are of a kind that no two issuers give the same title,
// of one issuer, or where that is unknown, if one is of such a kind, the title
// names a place or the texts are equal.
func (l *Library) works(docs []int) ([]Work, error) {
	var groups [][]int
	for _, d := range l.newestFirst(docs) {
		i := slices.IndexFunc(groups, func(g []int) bool { return l.sameWork(g[0], d) })
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], d)
	}
	var works []Work
	for _, g := range groups {
		w := Work{Title: l.src.Info(g[0]).Title}
		for len(g) > 0 {
			date := l.src.Info(g[0]).Date
			n := slices.IndexFunc(g, func(d int) bool { return l.src.Info(d).Date != date })
			if n < 0 {
				n = len(g)
			}
			v, err := l.version(date, g[:n])
			if err != nil {
				return nil, err
			}
			w.Versions = append(w.Versions, v)
			g = g[n:]
		}
		works = append(works, w)
	}
	slices.SortStableFunc(works, func(a, b Work) int { return strings.Compare(a.Title, b.Title) })
	return works, nil
}

// sameWork tells whether two documents are one work.
func (l *Library) sameWork(a, b int) bool {
	x, y := l.src.Info(a), l.src.Info(b)
	if analysis.Letters(x.Title) != analysis.Letters(y.Title) {
		return false
	}
	if isStatute(x.Type) && x.Type == y.Type {
		return true
	}
	if p, q := analysis.Letters(x.Issuer), analysis.Letters(y.Issuer); p != "" && q != "" {
		return strings.Contains(p, q) || strings.Contains(q, p)
	}
	return isStatute(x.Type) || isStatute(y.Type) || placeEnd([]rune(x.Title)) > 0 || strings.HasPrefix(x.Title, stateName) || l.sameText(a, b)
}

// sameText tells that two documents have equal letters.
func (l *Library) sameText(a, b int) bool {
	x, err := l.Load(a)
	if err != nil {
		return false
	}
	y, err := l.Load(b)
	return err == nil && analysis.Letters(x.Text) == analysis.Letters(y.Text)
}

// isStatute tells kinds of document of which only one has a title, whoever
// made its later versions.
func isStatute(kind string) bool {
	return slices.Contains([]string{"宪法", "法律", "监察法规", "党内法规", "行政法规", "地方性法规", "司法解释", "部门规章", "地方政府规章"}, kind)
}

// version tells whether documents of one title and date are the parts of a
// work: that they have articles, and none has one of another's.
func (l *Library) version(date string, docs []int) (Version, error) {
	v := Version{Date: date, Docs: slices.Clone(docs)}
	if len(docs) == 1 {
		return v, nil
	}
	first, seen := map[int]articleNumber{}, map[articleNumber]bool{}
	v.Parts = true
	for _, d := range docs {
		doc, err := l.Load(d)
		if err != nil {
			return v, err
		}
		own := outlined(doc)
		if len(own) == 0 {
			v.Parts = false
		}
		for _, n := range own {
			v.Parts = v.Parts && !seen[n]
			seen[n] = true
		}
		if len(own) > 0 {
			first[d] = slices.MinFunc(own, func(a, b articleNumber) int { return cmp.Or(a.n-b.n, a.sub-b.sub) })
		}
	}
	if v.Parts {
		slices.SortStableFunc(v.Docs, func(a, b int) int { return first[a].n - first[b].n })
	}
	return v, nil
}

// outlined is the numbers of the articles in a document's outline, each once.
func outlined(doc *corpus.Document) []articleNumber {
	var list []articleNumber
	seen := map[articleNumber]bool{}
	for _, s := range doc.Outline {
		if n, sub, ok := corpus.ArticleNumber(s.Label); ok && s.Level == corpus.LevelArticle && !seen[articleNumber{n, sub}] {
			seen[articleNumber{n, sub}] = true
			list = append(list, articleNumber{n, sub})
		}
	}
	return list
}

// of gives the versions of a date, all for "".
func (w Work) of(date string) []Version {
	if date == "" {
		return w.Versions
	}
	return slices.DeleteFunc(slices.Clone(w.Versions), func(v Version) bool { return !strings.HasPrefix(v.Date, date) })
}
