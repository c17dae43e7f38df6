package corpus

import (
	"sort"
	"strings"
)

// Sections says where the bytes of one document stand, as a citation does:
// 第三章 第十二条第二款第（三）项. It keeps what it found out of the article asked for
// last, so that asking for place after place is linear in the text. It is not
// safe for concurrent use.
//
// A 款 is a paragraph of an article with the list behind it. It is named where
// the article has several, so that an article of one paragraph is plain 第十二条,
// and an item of its list 第十二条第（三）项. In documents that count as Taiwan does,
// which the document itself tells, the same places are 第2條第2項第3款. What is
// numbered outside of articles keeps its labels: 一、 （二） 3.
type Sections struct {
	doc     *Document
	order   *order // nil until it is asked for
	article Span   // that clauses are of
	clauses []clause
}

// NewSections makes the sections of a document; it reads nothing yet.
func NewSections(doc *Document) *Sections { return &Sections{doc: doc} }

// SectionPath is where the byte at off of doc's text stands, as Sections says
// it. Who asks for several places keeps a Sections.
func SectionPath(doc *Document, off int) string { return NewSections(doc).At(off) }

// At says where the byte at off stands, down to the 款 and the item: the
// sections that hold it, outermost first, a heading without number by its name.
// It is empty outside of all sections.
func (s *Sections) At(off int) string { return s.path(SectionAt(s.doc.Outline, off), off) }

// Path is the whole section at index i of the outline: 第三章 第十二条 of an
// article, whatever its 款 are. It is empty for -1.
func (s *Sections) Path(i int) string { return s.path(i, -1) }

// Clauses are the 款 of the article at index i of the outline, in order: none
// where it has but one, or is no article.
func (s *Sections) Clauses(i int) []Part {
	article := s.doc.Outline[i]
	if article.Level != LevelArticle {
		return nil
	}
	list := s.clausesOf(article)
	if len(list) < 2 {
		return nil
	}
	parts := make([]Part, len(list))
	for k, c := range list {
		parts[k] = Part{s.trim(c.Span), s.path(i, c.Start), -1}
	}
	return parts
}

// path names the section at index i, and where that is an article the 款 of
// the byte at off, if off is not negative.
func (s *Sections) path(i, off int) string {
	var chain []int // innermost first
	for ; i >= 0; i = s.doc.Outline[i].Parent {
		chain = append(chain, i)
	}
	var names []string
	for k := len(chain) - 1; k >= 0; k-- {
		x := s.doc.Outline[chain[k]]
		if x.Level == LevelArticle {
			name, taken := s.provision(chain[:k+1], off)
			names = append(names, name)
			k -= taken
			continue
		}
		names = append(names, labelOr(x))
	}
	return strings.Clone(strings.Join(names, " ")) // one name alone is a piece of the document
}

// labelOr is how a section outside of articles is named.
func labelOr(x Section) string {
	if x.Label != "" {
		return x.Label
	}
	return x.Name
}

// provision names an article, which ends chain, with the 款 and the items that
// stand before it there; taken is how many of these it named.
func (s *Sections) provision(chain []int, off int) (name string, taken int) {
	k := len(chain) - 1
	article := s.doc.Outline[chain[k]]
	name = article.Label
	if k > 0 {
		off = s.doc.Outline[chain[k-1]].Start
	}
	if off >= 0 {
		name += s.clauseName(article, off)
	}
	for _, unit := range []int{0, 1} {
		if k == 0 || s.doc.Outline[chain[k-1]].Label == "" {
			break
		}
		k--
		name += s.itemName(article, s.doc.Outline[chain[k]].Label, unit)
		taken++
	}
	return name, taken
}

// clauseName is 第二款 of the byte at off; "" where the article has but one.
func (s *Sections) clauseName(article Section, off int) string {
	list := s.clausesOf(article)
	if len(list) < 2 {
		return ""
	}
	n := 1 + sort.Search(len(list)-1, func(i int) bool { return list[i+1].Start > off })
	return "第" + numberLike(article.Label, n) + s.units().clause
}

// itemName is 第（三）项 for an item's label （三）, 第1目 for that of an item in it.
func (s *Sections) itemName(article Section, label string, depth int) string {
	o := s.units()
	unit := o.item
	if depth > 0 {
		unit = o.point
	}
	m, ok := scanMarker(label)
	switch {
	case !ok:
		return " " + label
	case !o.brackets:
		return "第" + numberLike(article.Label, m.n) + unit
	}
	return "第" + strings.TrimRight(label, "、.．") + unit
}

func (s *Sections) units() order {
	if s.order == nil {
		o := orderOf(s.doc)
		s.order = &o
	}
	return *s.order
}

func (s *Sections) clausesOf(article Section) []clause {
	if s.clauses == nil || s.article != article.Span {
		s.article, s.clauses = article.Span, clausesOf(s.doc, article)
	}
	return s.clauses
}
