package index

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// SearchOptions says what of an answer is wanted.
type SearchOptions struct {
	Sort     string // "relevance" or "", "date" (oldest first), "-date"; undated documents last
	Limit    int    // hits at most, 0 for all
	Offset   int    // hits to leave out
	Passages int    // passages of a hit at most, 0 for 1
	Judge    Finder // who tells which documents hold a phrase or a word as it stands; nil for the index
	// Keep says which documents count, nil all.
	Keep func(corpus.Info) bool
}

// Finder gives the matches of a pattern, as Index.Find does, of the same
// documents with the same numbers: an index or a scan of all texts.
type Finder interface {
	Find(ctx context.Context, p match.Pattern, keep func(corpus.Info) bool) iter.Seq2[match.Hits, error]
}

// SearchResult is a page of an answer.
type SearchResult struct {
	Selected []int    // the numbers of all documents that the query selects, rising
	Split    []string // bare words that no document holds: their words select
	Hits     []SearchHit
}

// Total counts all documents that the query selects.
func (r *SearchResult) Total() int { return len(r.Selected) }

// SearchHit is a document with its best passages.
type SearchHit struct {
	Document corpus.Info
	Score    float64 // 0 where nothing ranks: fields alone
	Title    []Piece
	Passages []PassageHit
}

// PassageHit is a passage: Section as corpus.SectionPath gives it, Start and
// End bytes of the document's text, Line where its first match, or the
// passage itself, stands in the file.
type PassageHit struct {
	Section          string
	Start, End, Line int
	Snippet          []Piece
}

// Piece is a part of a snippet or a title; Match says that it is one whole
// match of the query.
type Piece struct {
	Text  string `json:"text"`
	Match bool   `json:"match"`
}

// Sorts lists what SearchOptions.Sort can be.
func Sorts() []string { return []string{"relevance", "date", "-date"} }

// Search answers a query of the query language. See doc.go for what it ranks
// by. Errors: match.ErrNoLetters for a phrase of marks alone, *DamagedError,
// ctx.Err().
func (ix *Index) Search(ctx context.Context, q query.Node, o SearchOptions) (res *SearchResult, err error) {
	defer guard(ix.gen, &err)()
	s := ix.newSearch(ctx, o.Judge)
	docs, err := s.eval(q)
	if err != nil {
		return nil, err
	}
	var chosen []int
	for n, ok := range docs {
		if ok && (o.Keep == nil || o.Keep(ix.Info(n))) {
			chosen = append(chosen, n)
		}
	}
	res = &SearchResult{Selected: chosen, Split: s.split}
	page, err := s.page(q, chosen, o)
	if err != nil {
		return nil, err
	}
	marks, err := s.marks(q, anywhere)
	if err != nil {
		return nil, err
	}
	for _, r := range page {
		hit, err := s.present(r, marks, max(o.Passages, 1))
		if err != nil {
			return nil, err
		}
		res.Hits = append(res.Hits, hit)
	}
	return res, nil
}

// ranked is a document in its place.
type ranked struct {
	doc      int
	tier     int
	score    float64
	date     string
	passages []scoredPassage // best first
}

type scoredPassage struct {
	n     uint32 // in its pack
	score float64
}

// page gives the documents of the page asked for, scored.
func (s *search) page(q query.Node, docs []int, o SearchOptions) ([]ranked, error) {
	byDate := o.Sort == "date" || o.Sort == "-date" || query.OnlyFields(q)
	switch o.Sort {
	case "", "relevance", "date", "-date":
	default:
		return nil, fmt.Errorf("sort %q: write %s", o.Sort, strings.Join(Sorts(), ", "))
	}
	keep := max(o.Passages, 1)
	if !byDate {
		wanted := 0
		if o.Limit > 0 {
			wanted = o.Offset + o.Limit
		}
		list, err := s.rank(q, docs, wanted, keep)
		return cut(list, o), err
	}
	list := make([]ranked, len(docs))
	for i, n := range docs {
		list[i] = ranked{doc: n, date: s.ix.docs.stringOf(n, columnOf("date"))}
	}
	newest := o.Sort != "date"
	slices.SortFunc(list, func(a, b ranked) int { return cmp.Or(compareDates(a.date, b.date, newest), cmp.Compare(a.doc, b.doc)) })
	list = cut(list, o)
	if query.OnlyFields(q) {
		return list, nil
	}
	return list, s.scoreThese(q, list, keep)
}

func cut(list []ranked, o SearchOptions) []ranked {
	list = list[min(o.Offset, len(list)):]
	if o.Limit > 0 {
		list = list[:min(o.Limit, len(list))]
	}
	return list
}

// compareDates orders by date, undated last.
func compareDates(a, b string, newest bool) int {
	if (a == "") != (b == "") {
		if a == "" {
			return 1
		}
		return -1
	}
	if newest {
		a, b = b, a
	}
	return strings.Compare(a, b)
}

// search is one run of Search.
type search struct {
	ix       *Index
	ctx      context.Context
	judge    Finder
	excludes bool                    // words select what holds them as they stand, and nothing like it
	split    []string                // see SearchResult
	held     *recent[string, []bool] // what holding has found: of all searches where the index judges
}

func (ix *Index) newSearch(ctx context.Context, judge Finder) *search {
	s := &search{ix: ix, ctx: ctx, judge: judge, held: ix.held}
	switch judge {
	case nil:
		s.judge = ix
	case Finder(ix):
	default:
		s.held = newHeld()
	}
	return s
}

// eval gives the documents that a node selects.
func (s *search) eval(n query.Node) ([]bool, error) {
	switch n := n.(type) {
	case query.Word:
		return s.holdingWord(n.Text)
	case query.Phrase, query.Near:
		docs, err := s.remembered(n.String(), match.Pattern{Wanted: []query.Node{n}})
		return slices.Clone(docs), err
	case query.Field:
		return s.withField(n), nil
	case query.Not:
		excluded := *s
		excluded.excludes = true
		docs, err := excluded.eval(n.X)
		for i := range docs {
			docs[i] = !docs[i]
		}
		return docs, err
	case query.Or:
		return s.union(n.Xs)
	case query.And:
		return s.evalAnd(n)
	}
	return nil, fmt.Errorf("a query of %T", n)
}

func (s *search) union(xs []query.Node) ([]bool, error) {
	all := make([]bool, s.ix.Len())
	for _, x := range xs {
		docs, err := s.eval(x)
		if err != nil {
			return nil, err
		}
		for i, ok := range docs {
			all[i] = all[i] || ok
		}
	}
	return all, nil
}

// evalAnd demands all operands but bare words, of which one must be there
// unless a phrase demands something of the text anyway.
func (s *search) evalAnd(and query.And) ([]bool, error) {
	docs := make([]bool, s.ix.Len())
	for i := range docs {
		docs[i] = true
	}
	var words []query.Node
	demanding := false
	for _, x := range and.Xs {
		if _, ok := x.(query.Word); ok {
			words = append(words, x)
			continue
		}
		some, err := s.eval(x)
		if err != nil {
			return nil, err
		}
		demanding = demanding || demandsText(x)
		intersect(docs, some)
	}
	if demanding || len(words) == 0 {
		return docs, nil
	}
	some, err := s.union(words)
	if err == nil {
		intersect(docs, some)
	}
	return docs, err
}

func intersect(docs, others []bool) {
	for i, ok := range others {
		docs[i] = docs[i] && ok
	}
}

// demandsText tells whether a node asks for words in the text.
func demandsText(n query.Node) bool {
	switch n.(type) {
	case query.Field, query.Not:
		return false
	}
	return true
}

// matching gives the documents that hold a match.
func (s *search) matching(p match.Pattern) ([]bool, error) {
	docs := make([]bool, s.ix.Len())
	if s.judge == Finder(s.ix) {
		for n, err := range s.ix.holders(s.ctx, p) {
			if err != nil {
				return nil, err
			}
			docs[n] = true
		}
		return docs, nil
	}
	for h, err := range s.judge.Find(s.ctx, p, nil) {
		if err != nil {
			return nil, err
		}
		docs[h.Doc] = true
	}
	return docs, nil
}

// wholeLetters is the longest bare word that is looked for as it stands; a
// longer one is a sentence, and read as its words.
const wholeLetters = 8

// isSentence tells whether a bare word is too long for one word.
func isSentence(word string) bool { return analysis.CountLetters(word) > wholeLetters }

// holdingWord gives the documents that a bare word selects: those that hold
// it, or, if it is long or none does, those that hold one of its words, or, if
// none does, one of its bigrams. Words of one letter count for that only where
// there are no others. Numbers and Latin words are never cut.
func (s *search) holdingWord(text string) ([]bool, error) {
	switch n := analysis.CountLetters(text); {
	case n == 0:
		return nil, match.ErrNoLetters
	case n <= wholeLetters || s.excludes:
		docs, err := s.holding(text)
		if err != nil || s.excludes || slices.Contains(docs, true) {
			return slices.Clone(docs), err
		}
		if !slices.Contains(s.split, text) {
			s.split = append(s.split, text)
		}
	}
	words, letters, bigrams, err := s.ix.split([]string{text})
	if err != nil {
		return nil, err
	}
	bigrams = slices.DeleteFunc(bigrams, inRun)
	letters = slices.DeleteFunc(letters, inRun)
	if len(words) > 0 {
		docs, err := s.holdingAny(words, false)
		if err != nil || slices.Contains(docs, true) || len(bigrams) == 0 {
			return docs, err
		}
		return s.holdingAny(bigrams, true)
	}
	return s.holdingAny(letters, true)
}

// inRun tells whether a gram may be a part of a number or of a Latin word.
func inRun(gram string) bool {
	return strings.ContainsFunc(gram, func(r rune) bool { return unicode.IsDigit(r) || unicode.Is(unicode.Latin, r) })
}

// holdingAny gives the documents that hold one of some words, or of grams.
func (s *search) holdingAny(terms []string, grams bool) ([]bool, error) {
	texts := &textSet{text: make([][]bool, len(s.ix.packs))}
	for i, p := range s.ix.packs {
		texts.text[i] = make([]bool, len(p.texts))
		for _, t := range terms {
			list, err := p.holders(t, grams)
			if err != nil {
				return nil, err
			}
			if list == nil {
				continue
			}
			for _, n := range p.textsOf(list, nil) {
				texts.text[i][n] = true
			}
		}
	}
	docs := make([]bool, s.ix.Len())
	for _, n := range s.ix.docsWith(texts) {
		docs[n] = true
	}
	return docs, nil
}

// withField gives the documents whose metadata fit.
func (s *search) withField(f query.Field) []bool {
	docs := make([]bool, s.ix.Len())
	fits, column := match.FieldMatcher(f), columnOf(f.Name)
	for n := range docs {
		docs[n] = fits(s.ix.docs.stringOf(n, column))
	}
	return docs
}

// cut gives the words of a query's text, each once, folded.
func (ix *Index) cut(text string) ([]string, error) {
	d, err := ix.words()
	if err != nil {
		return nil, err
	}
	folded := analysis.FoldString(text)
	var words []string
	seen := map[string]bool{}
	for _, t := range analysis.NewSegmenter(d).Cut(folded) {
		if w := folded[t.Start:t.End]; !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words, nil
}
