package index

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// SearchOptions says what of an answer is wanted.
type SearchOptions struct {
	Sort     string // "relevance" or "", "date" (oldest first), "-date"; undated documents last
	Limit    int    // hits at most, 0 for all
	Offset   int    // hits to leave out
	Passages int    // passages of a hit at most, 0 for 1
	Tier     string // of Tiers, the only one that is wanted; "" for all
	Judge    Finder // who tells which documents hold a phrase or a word; nil for the index
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
	Selected []int      // the numbers of all documents that are wanted, rising
	Tiers    TierCounts // of all that the query selects, whichever tier is wanted
	Parts    []string   // what the bare words that rank are made of, each once
	Split    []string   // bare words that no document holds: their parts select
	Hits     []SearchHit
}

// Total counts all documents that are wanted.
func (r *SearchResult) Total() int { return len(r.Selected) }

// SearchHit is a document with its best passages.
type SearchHit struct {
	Document corpus.Info
	Tier     Tier
	Score    float64 // 0 where nothing ranks: fields alone
	Title    []Piece
	Passages []PassageHit
}

// PassageHit is a passage: Section as corpus.Sections gives it, Start and
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
	only, err := tierNamed(o.Tier)
	if err != nil {
		return nil, err
	}
	if s.tiers, err = s.eval(q); err != nil {
		return nil, err
	}
	if len(query.Words(q)) > 0 {
		s.addNumbered(q)
	}
	res = &SearchResult{Split: s.split}
	if res.Parts, err = s.allParts(query.Words(q)); err != nil {
		return nil, err
	}
	for n, t := range s.tiers {
		if t > 0 && (o.Keep == nil || o.Keep(ix.Info(n))) {
			res.Tiers.add(t)
			if only == 0 || t == only {
				res.Selected = append(res.Selected, n)
			}
		}
	}
	page, err := s.page(q, res.Selected, o)
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
	step     int // what comes before the score, the higher first
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
	tiers    []Tier                  // of all documents
	split    []string                // see SearchResult
	cuts     map[string]cutText      // what was cut already
	held     *recent[string, []bool] // what holding has found: of all searches where the index judges
}

func (ix *Index) newSearch(ctx context.Context, judge Finder) *search {
	s := &search{ix: ix, ctx: ctx, judge: judge, cuts: map[string]cutText{}, held: ix.held}
	switch judge {
	case nil:
		s.judge = ix
	case Finder(ix):
	default:
		s.held = newHeld()
	}
	return s
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

// withField gives the documents whose metadata fit.
func (s *search) withField(f query.Field) []bool {
	docs := make([]bool, s.ix.Len())
	fits, column := match.FieldMatcher(f), columnOf(f.Name)
	for n := range docs {
		docs[n] = fits(s.ix.docs.stringOf(n, column))
	}
	return docs
}
