package library

import (
	"slices"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// articles is where the 条 of a document stand, by number.
type articles struct {
	at    map[articleNumber][]corpus.Section
	items map[int]corpus.Section // what is cited as a 条 where nothing is one
	last  int                    // the highest number of those in the outline
	label string                 // its label, "" if there is none
}

// articleNumber is 12 and 1 for 第十二条之一, 12 and 0 for 第十二条.
type articleNumber struct{ n, sub int }

func newArticles(doc *corpus.Document) *articles {
	a := &articles{at: map[articleNumber][]corpus.Section{}, items: map[int]corpus.Section{}}
	for _, s := range doc.Outline {
		n, sub, ok := corpus.ArticleNumber(s.Label)
		if !ok || s.Level != corpus.LevelArticle {
			continue
		}
		if n > a.last {
			a.last, a.label = n, s.Label
		}
		s.End = articleEnd(doc.Text, s.Start, s.End)
		a.at[articleNumber{n, sub}] = append(a.at[articleNumber{n, sub}], s)
	}
	a.addUnlisted(doc)
	a.addItems(doc.Outline)
	return a
}

// addUnlisted adds the articles that the outline took for references: lines
// that begin with a number that it lacks and white space, the first of each.
func (a *articles) addUnlisted(doc *corpus.Document) {
	rest := doc.Outline
	for at := 0; at < len(doc.Text); at = lineEnd(doc.Text, at) + 1 {
		label := printedLabel(doc.Text[at:lineEnd(doc.Text, at)])
		if label == "" {
			continue
		}
		n, sub, ok := corpus.ArticleNumber(label)
		if !ok || len(a.at[articleNumber{n, sub}]) > 0 {
			continue
		}
		for len(rest) > 0 && (rest[0].Start <= at || rest[0].Level > corpus.LevelArticle) {
			rest = rest[1:]
		}
		end := len(doc.Text)
		if len(rest) > 0 {
			end = rest[0].Start
		}
		span := corpus.Span{Start: at, End: articleEnd(doc.Text, at, end)}
		a.at[articleNumber{n, sub}] = []corpus.Section{{Span: span, Parent: -1, Level: corpus.LevelArticle, Label: strings.Clone(label)}}
	}
}

// addItems adds what is cited as a 条 in a document that has none, such as a
// 修正案 in 一、, 二、: the first 一、 or, failing that, 1. of each number.
func (a *articles) addItems(outline []corpus.Section) {
	levels := []int{corpus.LevelItem, corpus.LevelPoint}
	if i := slices.IndexFunc(outline, func(s corpus.Section) bool { return s.Level == corpus.LevelArticle }); i >= 0 {
		outline, levels = outline[:i], levels[:1]
	}
	for _, level := range levels {
		for _, s := range outline {
			n, _ := itemNumber(s.Label)
			if _, ok := a.items[n]; !ok && s.Level == level && n > 0 {
				a.items[n] = s
			}
		}
	}
}

// sections are those of this label; a text with annexes may count its articles
// twice.
func (a *articles) sections(doc *corpus.Document, label string) []corpus.Section {
	n, sub, ok := corpus.ArticleNumber(label)
	if !ok {
		if i, found := corpus.FindSection(doc.Outline, label); found {
			return doc.Outline[i : i+1]
		}
		return nil
	}
	if list := a.at[articleNumber{n, sub}]; len(list) > 0 {
		return list
	}
	if s, ok := a.items[n]; ok && sub == 0 {
		return []corpus.Section{s}
	}
	return nil
}

// lack says what a document has in place of an article.
func (a *articles) lack(label string) *missing {
	if a.label == "" {
		return &missing{note: "has no articles that can be told apart"}
	}
	m := &missing{reason: noArticle, note: "the last article is " + a.label, last: a.last}
	if n, _, ok := corpus.ArticleNumber(label); ok && n <= a.last {
		m.note = "there is no " + label + "; " + m.note
	}
	return m
}

// shelved is a document in memory with what was found out about it.
type shelved struct {
	doc      *corpus.Document
	articles *articles // nil until they are asked for
}

// maxKept bounds the documents that a library keeps, in bytes as size counts
// them.
const maxKept = 16 << 20

// size is about what a document takes with its articles.
func size(doc *corpus.Document) int { return len(doc.Text) + 256*len(doc.Outline) }

// Load reads a document by its number, the same one again from memory. It must
// not be changed.
func (l *Library) Load(doc int) (*corpus.Document, error) {
	l.mu.Lock()
	d := l.read[doc]
	l.mu.Unlock()
	if d != nil {
		return d.doc, nil
	}
	read, _, err := l.src.Load(match.Hits{Doc: doc})
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if d := l.read[doc]; d != nil {
		return d.doc, nil
	}
	if l.size+size(read) > maxKept {
		clear(l.read)
		clear(l.shelf)
		l.size = 0
	}
	d = &shelved{doc: read}
	l.read[doc], l.shelf[read] = d, d
	l.size += size(read)
	return read, nil
}

// articlesOf finds the articles of a document, of one in memory only once.
func (l *Library) articlesOf(doc *corpus.Document) *articles {
	l.mu.Lock()
	d := l.shelf[doc]
	if d != nil && d.articles != nil {
		defer l.mu.Unlock()
		return d.articles
	}
	l.mu.Unlock()
	a := newArticles(doc)
	if d != nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		d.articles = a
	}
	return a
}
