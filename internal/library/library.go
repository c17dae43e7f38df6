package library

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// Library is the documents of a source by title and 文号. It is safe for
// concurrent use.
type Library struct {
	src     Source
	catalog func() *catalog // made when it is first asked for
	bare    func() *bareTitles
	similar func() *nearTitles

	mu    sync.Mutex
	read  map[int]*shelved // documents already loaded, by number
	shelf map[*corpus.Document]*shelved
	size  int // of them all
}

// New makes the library of the documents that keep lets pass; nil lets
// all pass. It reads no document, and the titles only once something is asked
// for: a few milliseconds for 4,000 of them.
func New(src Source, keep func(corpus.Info) bool) *Library {
	l := &Library{src: src, read: map[int]*shelved{}, shelf: map[*corpus.Document]*shelved{}}
	l.catalog = sync.OnceValue(func() *catalog { return newCatalog(src, keep) })
	l.bare = sync.OnceValue(func() *bareTitles { return newBareTitles(l.catalog()) })
	l.similar = sync.OnceValue(l.nearTitles)
	return l
}

// Found is the documents that a name means.
type Found struct {
	// Docs are their numbers in the source, newest first, undated ones last,
	// but before all those of the year that the name gives （2015年修正）: all
	// versions under that title, and documents that hold it whole (a 通知
	// that issues it). Empty unless Known.
	Docs  []int
	Known bool

	// Verdict is Exact where a title or 文号 is equal but for white space and
	// format characters, else Equivalent; "" unless Known.
	Verdict Verdict
	// ByNumber tells that the 文号 found them: the name has no title, or one
	// that the documents don't bear.
	ByNumber bool
	// Note says what the verdict does not: that the title is longer, that
	// several documents could be meant, that the version named is not there, or
	// why none is known.
	Note string
}

// Find tells which documents a name means. Its title counts first, its 文号
// where the title is unknown; persons, organs and meetings mean none.
//
// Titles are equal when their letters are, also without 中华人民共和国 in front.
// A bracket at the end （试行） may be missing on either side, unless it is a
// number （一）; so may what stands behind a colon or a dash, the 关于印发 … 的通知
// around a title, and the issuer before 关于. 党的二十大报告 means the report whose
// title names that congress, 2023年政府工作报告 or 2023年《政府工作报告》 the one of
// that year.
//
// A 文号 decides where the title is no more than the end of its document's,
// such as 《若干意见》, or was filled in from a document named before.
func (l *Library) Find(n Name) Found {
	if n.Person {
		return Found{}
	}
	f := l.byVersion(n)
	printed, filled := printedTitle(n)
	if n.Number == "" || f.Known && (!filled || l.numbered(f.Docs, n.Number)) {
		return f
	}
	docs := l.catalog().numbers[match.NumberKey(n.Number)]
	if len(docs) == 0 {
		if f.Known {
			return Found{Note: n.Number + " is not in the corpus"}
		}
		return f
	}
	if called := l.calledSo(docs, printed); len(called) > 0 {
		return l.found(Name{Title: printed}, called)
	}
	return Found{Docs: l.newestFirst(docs), Known: true, Verdict: l.numberVerdict(docs, n.Number), ByNumber: true}
}

// byVersion asks for a title, and for that without （2015年修正）; versions of
// the year that is named come first.
func (l *Library) byVersion(n Name) Found {
	year, bare := versionOf(n)
	f := l.byTitle(n)
	if !f.Known && bare != n.Title {
		if f = l.byTitle(Name{Title: bare, Text: n.Text}); f.Known {
			f.Verdict = Equivalent
		}
	}
	l.versionFirst(&f, year)
	return f
}

// byTitle asks for the forms of a title, the plainest first.
func (l *Library) byTitle(n Name) Found {
	folded := analysis.FoldString(n.Title)
	key := titleKey(folded)
	if key == "" {
		return Found{}
	}
	c := l.catalog()
	whole := l.meant(n.Title, c.titles[key])
	if len(whole) > 0 && !l.unrelated(key, whole) {
		return l.found(n, c.withWrapped(folded, whole))
	}
	if docs := l.reports(folded, n.Text); len(docs) > 0 {
		return l.found(n, docs)
	}
	if len(whole) > 0 {
		return Found{Note: "several unrelated documents bear this title"}
	}
	for f := range nameForms(folded) {
		docs := l.thoseOf(c.lookup(f), f, analysis.Letters(folded))
		if len(docs) > 0 && l.titlesOf(docs) <= fewTitles && !isGeneric(f.key) {
			return l.found(n, docs)
		}
	}
	if isGeneric(key) {
		return Found{Note: "which document of this kind is meant is not said"}
	}
	return Found{}
}

// thoseOf keeps the documents that a form of a title can mean: not those of
// another issuer, nor those that lack the title's 中华人民共和国.
func (l *Library) thoseOf(docs []int, f form, letters string) []int {
	national := strings.HasPrefix(letters, stateName) && f.key != letters
	return slices.DeleteFunc(slices.Clone(docs), func(d int) bool {
		info := l.src.Info(d)
		return f.organ != "" && !issuedBy(info, f.organ) || national && analysis.Letters(info.Title) == f.key
	})
}

// fewTitles is how many titles a shortened one may stand for: more, and it
// names nothing. fewIssuers is the same for organs that use one title.
const (
	fewTitles  = 5
	fewIssuers = 3
)

// found makes the answer for documents that the title of n means.
func (l *Library) found(n Name, docs []int) Found {
	f := Found{Docs: l.newestFirst(docs), Known: true, Verdict: Equivalent}
	want := Plain(n.Title)
	if slices.ContainsFunc(docs, func(d int) bool { return Plain(l.src.Info(d).Title) == want }) {
		f.Verdict = Exact
		return f
	}
	_, bare := versionOf(n)
	key := stateless(analysis.Letters(bare))
	title := l.src.Info(f.Docs[0]).Title
	switch {
	case slices.ContainsFunc(docs, func(d int) bool { return stateless(analysis.Letters(l.src.Info(d).Title)) == key }):
	case l.titlesOf(docs) > 1:
		f.Note = "several documents could be meant, " + Quoted(title) + " among them"
	default:
		f.Note = "its full title is " + Quoted(title)
	}
	return f
}

// unrelated tells that a title is a mere kind of document, or borne by
// documents of too many issuers to name one of them.
func (l *Library) unrelated(key string, docs []int) bool {
	if isGeneric(key) {
		return true
	}
	issuers := map[string]bool{}
	for _, d := range docs {
		if issuer := l.src.Info(d).Issuer; issuer != "" {
			issuers[issuer] = true
		}
	}
	return len(issuers) > fewIssuers
}

// meant keeps, of the documents whose titles are this one apart from
// 中华人民共和国 in front, those that are likeliest meant: with equal bytes, else
// with 中华人民共和国 more, else with equal letters. A title that lacks it is another
// law's: 《中华人民共和国民事诉讼法》 is not 民事訴訟法.
func (l *Library) meant(title string, docs []int) []int {
	want, letters := Plain(title), analysis.Letters(title)
	var same, longer, equal []int
	for _, d := range docs {
		switch has := Plain(l.src.Info(d).Title); {
		case has == want:
			same = append(same, d)
		case analysis.Letters(has) == stateName+letters:
			longer = append(longer, d)
		case analysis.Letters(has) == letters:
			equal = append(equal, d)
		}
	}
	for _, kept := range [][]int{same, longer} {
		if len(kept) > 0 {
			return kept
		}
	}
	return equal
}

// titlesOf counts the different titles of documents.
func (l *Library) titlesOf(docs []int) int {
	keys := map[string]bool{}
	for _, d := range docs {
		keys[stateless(analysis.Letters(l.src.Info(d).Title))] = true
	}
	return len(keys)
}

// newestFirst orders documents by falling date, undated ones last, then by
// number, each once. docs is not changed.
func (l *Library) newestFirst(docs []int) []int {
	docs = slices.Clone(docs)
	slices.Sort(docs)
	docs = slices.Compact(docs)
	slices.SortStableFunc(docs, func(a, b int) int { return cmp.Compare(l.src.Info(b).Date, l.src.Info(a).Date) })
	return docs
}
