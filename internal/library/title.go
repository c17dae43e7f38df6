package library

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// catalog is the titles and numbers of documents. Titles are filed under
// their letters without 中华人民共和国 in front.
type catalog struct {
	src     Source
	titles  map[string][]int     // of whole titles
	other   map[string][]variant // of shortened ones
	reports map[string][]int     // of the forms reportKey makes
	numbers map[string][]int     // of 文号, as match.NumberKey makes them
}

// variant is a document that may be called by a shortened title.
type variant struct {
	doc int
	how shortening
}

// shortening says what a title is shortened by.
type shortening uint8

const (
	bracketless shortening = iota // without （试行） at its end
	wrapped                       // without 关于印发 and 的通知 around it
	part                          // one side of a colon or a dash
	organless                     // without the issuer before 关于
)

func newCatalog(src Source, keep func(corpus.Info) bool) *catalog {
	n := src.Len()
	c := &catalog{
		src: src, titles: make(map[string][]int, n), other: map[string][]variant{},
		reports: map[string][]int{}, numbers: map[string][]int{},
	}
	for doc := range n {
		info := src.Info(doc)
		if keep != nil && !keep(info) {
			continue
		}
		c.add(doc, info)
	}
	return c
}

func (c *catalog) add(doc int, info corpus.Info) {
	if key := match.NumberKey(info.Number); key != "" {
		c.numbers[key] = append(c.numbers[key], doc)
	}
	folded := analysis.FoldString(info.Title)
	key := titleKey(folded)
	if key == "" {
		return
	}
	c.titles[key] = append(c.titles[key], doc)
	for f := range shortForms(folded, info.Issuer) {
		if f.key != key && utf8.RuneCountInString(f.key) >= minShort {
			c.other[f.key] = append(c.other[f.key], variant{doc, f.how})
		}
	}
	if r := reportOf(folded, info); r != "" {
		c.reports[r] = append(c.reports[r], doc)
	}
}

// minShort is the fewest letters of a shortened title; a whole one may be as
// short as 刑法.
const minShort = 4

// withWrapped adds to documents of a title those that hold or issue it.
func (c *catalog) withWrapped(folded string, docs []int) []int {
	docs = slices.Clone(docs)
	for _, v := range c.other[titleKey(folded)] {
		if v.how == wrapped {
			docs = append(docs, v.doc)
		}
	}
	if inner, ok := unwrap(folded); ok {
		docs = append(docs, c.titles[titleKey(inner)]...)
	}
	return docs
}

// lookup gives the documents that a form of a name means: those whose title
// it is, else those whose title can be shortened to it, but not both by a
// bracket, since those may differ.
func (c *catalog) lookup(f form) []int {
	if docs := c.titles[f.key]; len(docs) > 0 && !f.whole {
		return docs
	}
	var docs []int
	for _, v := range c.other[f.key] {
		if f.whole || f.how != v.how {
			docs = append(docs, v.doc)
		}
	}
	return docs
}

// form is one way to write a title.
type form struct {
	key   string
	whole bool       // not shortened
	how   shortening // by what, if it is
	organ string     // letters of what stood before 关于, of a name
}

// nameForms gives the ways in which a name's title can be filed, likeliest
// first. folded is the title by analysis.FoldString.
func nameForms(folded string) iter.Seq[form] {
	return func(yield func(form) bool) {
		if !yield(form{key: titleKey(folded), whole: true}) {
			return
		}
		for f := range shortForms(folded, "") {
			if utf8.RuneCountInString(f.key) >= minShort && !yield(f) {
				return
			}
		}
		if i := strings.Index(folded, "关于"); i > 0 {
			yield(form{key: titleKey(folded[i:]), how: organless, organ: analysis.Letters(folded[:i])})
		}
	}
}

// shortForms gives the ways in which a title can be shortened.
func shortForms(folded, issuer string) iter.Seq[form] {
	return func(yield func(form) bool) {
		base, ok := withoutBracket(folded)
		if ok && !yield(form{key: titleKey(base), how: bracketless}) {
			return
		}
		if inner, ok := unwrap(folded); ok {
			if !yield(form{key: titleKey(inner), how: wrapped}) {
				return
			}
			if bare, ok := withoutBracket(inner); ok && !yield(form{key: titleKey(bare), how: wrapped}) {
				return
			}
		}
		for _, side := range sides(base) {
			if !yield(form{key: titleKey(side), how: part}) {
				return
			}
		}
		if rest, ok := dropIssuer(folded, issuer); ok {
			yield(form{key: rest, how: organless})
		}
	}
}

// stateName stands in front of national laws and is left out in speech.
const stateName = "中华人民共和国"

// titleKey is what a folded title is filed under.
func titleKey(folded string) string { return stateless(analysis.Letters(folded)) }

func stateless(letters string) string {
	if rest := strings.TrimPrefix(letters, stateName); rest != "" {
		return rest
	}
	return letters
}

// withoutBracket takes the bracket from the end of a folded title, unless it
// holds a number: 规定（二） is not 规定（一）.
func withoutBracket(folded string) (string, bool) {
	folded = strings.TrimRight(folded, " \u3000")
	inner, ok := strings.CutSuffix(folded, ")")
	if !ok {
		return folded, false
	}
	open := strings.LastIndexByte(inner, '(')
	if open <= 0 {
		return folded, false
	}
	if _, isNumber := readNumeral(inner[open+1:]); isNumber {
		return folded, false
	}
	return folded[:open], true
}

// issuing are the verbs of a document that makes another one known.
var issuing = []string{"印发", "转发", "批转", "发布", "公布", "颁布", "颁发", "下发"}

// unwrap takes 国务院关于印发 and 的通知 from around a folded title.
func unwrap(folded string) (string, bool) {
	at := -1
	for _, verb := range issuing {
		if i := strings.Index(folded, verb); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if at < 0 {
		return "", false
	}
	rest := strings.TrimLeft(folded[at+len("印发"):], " \u3000")
	for _, kind := range []string{"的通知", "的函", "的决定", "的公告", "的通告"} {
		if inner, ok := strings.CutSuffix(rest, kind); ok {
			return inner, inner != "" && strings.Count(inner, "《") <= 1
		}
	}
	one := strings.HasPrefix(rest, "《") && strings.HasSuffix(rest, "》") && strings.Count(rest, "《") == 1
	return rest, one
}

// minSide is the fewest letters of a title's part beside a colon or a dash.
const minSide = 8

// sides are the parts of a title before and behind its dash or colon.
func sides(folded string) []string {
	var list []string
	for _, mark := range []string{"--", ":"} {
		head, tail, ok := strings.Cut(folded, mark)
		if !ok {
			continue
		}
		for _, side := range []string{head, tail} {
			if analysis.CountLetters(side) >= minSide {
				list = append(list, side)
			}
		}
		break
	}
	return list
}

// dropIssuer is the letters of a title without the issuer before 关于.
func dropIssuer(folded, issuer string) (string, bool) {
	if issuer == "" || !strings.Contains(folded, "关于") {
		return "", false
	}
	rest, ok := strings.CutPrefix(analysis.Letters(folded), analysis.Letters(issuer))
	return rest, ok && strings.HasPrefix(rest, "关于")
}

// issuedBy tells that an organ, by its letters, issued a document or one of
// those that did; unknown issuers don't speak against it.
func issuedBy(info corpus.Info, organ string) bool {
	issuer := analysis.Letters(info.Issuer)
	return issuer == "" || strings.Contains(issuer, organ) || strings.Contains(organ, issuer)
}

// isGeneric tells that a title is a mere kind of document, such as each organ
// and year has one of.
func isGeneric(key string) bool {
	return key == workReport || key == "工作报告" || key != "宪法" && slices.Contains(titleEnds, key)
}

// readNumeral reads a number in digits or Han numerals that is all of s.
func readNumeral(s string) (int, bool) {
	n, _, ok := corpus.ArticleNumber("第" + s + "条")
	return n, ok
}
