package index

import (
	"cmp"
	"container/heap"
	"slices"
	"strings"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// weights are the parameters of ranking. They were tuned on half of the
// queries of cmd/yinzheng/testdata/ranking-corpus.golden, those of even
// number, and judged on the other half. Mean reciprocal rank of the answer as
// best passage, and the parts of the queries answered first and among the
// first ten:
//
//	                        tuned half          other half
//	words alone             .547 (.509, .623)   .515 (.491, .585)
//	bigrams alone           .591 (.566, .660)   .506 (.472, .566)
//	both                    .600 (.566, .660)   .546 (.528, .585)
//	and titledTier          .609 (.585, .660)   .546 (.528, .585)
//	tf as presence          .489 (.453, .547)   .464 (.434, .509)
//	no context              .559 (.528, .642)   .468 (.434, .528)
//	no title                .458 (.377, .623)   .448 (.396, .566)
//	no letters              .562 (.528, .623)   .544 (.528, .585)
//
// Words and bigrams alone have k1, b and title of their own; the last rows
// leave one thing out of both. One query more or less at the top is .019, so
// there is nothing to choose between the values next to these. cover and
// verbatim hardly matter to these queries; they keep promises. What made no
// difference, and is not there: a list of stop words, the evidence of the whole
// text or of neighbouring passages, another power of idf.
type weights struct {
	k1, b    float64 // of BM25
	word     float64 // of a word
	bigram   float64 // of a bigram
	letter   float64 // of a word of one letter
	cover    float64 // for all of the query's terms in one passage
	verbatim float64 // for the query as it stands in a passage
	title    float64 // for all of the query's terms in the title
	alone    float64 // part of title that is for nothing else in the title
	context  float64 // what standing in the title counts for a term in every passage
}

func tuned() weights {
	return weights{k1: 1.6, b: 0.3, word: 1, bigram: 0.7, letter: 1, cover: 0.1, verbatim: 0.5, title: 2, alone: 0.25, context: 2}
}

// ranker scores the passages of texts for one query.
type ranker struct {
	s        *search
	w        weights
	terms    []term  // words of two letters and more; bigrams and letters
	words    int     // how many of them are words
	mass     float64 // of all terms
	average  float64 // letters of a passage
	tally    *tally
	packs    []*evidence
	again    bool           // it is not the first of an open index
	whole    *match.Matcher // the query's words as they stand, in a row
	verbatim []bool         // documents that hold this
	name     []uint16       // the query's letters, as a title
}

// Documents are in steps, the highest first. Above all tiers stands what is called
// what is asked for, or has it for its 文号: who asks for a law by its name wants the
// law, and not what others say of it. In a tier those that hold the bare words in a row come first.
const (
	rowStep    = 1
	tierStep   = 2
	titledStep = 8
)

// rank orders documents by step, score, date and path, the best first, and
// gives wanted of them, 0 for all, each with its best keep passages.
func (s *search) rank(q query.Node, docs []int, wanted, keep int) ([]ranked, error) {
	r, err := s.newRanker(q)
	if err != nil {
		return nil, err
	}
	defer r.close()
	list := make([]ranked, len(docs))
	bound := make([]float64, s.ix.Len())
	numbered := s.numbered(q)
	buf := r.newScratch()
	for i, n := range docs {
		list[i] = ranked{doc: n, step: tierStep * int(s.tiers[n]), date: s.ix.docs.stringOf(n, columnOf("date"))}
		if r.verbatim != nil && r.verbatim[n] {
			list[i].step += rowStep
		}
		bound[n] = r.bound(n, buf)
		if len(r.name) > 0 && slices.Equal(r.name, ofState(buf.title)) || numbered != nil && numbered[n] {
			list[i].step += titledStep
		}
	}
	return r.best(newFrontier(list, bound), bound, wanted, keep)
}

// frontier gives documents in the order of what they may score, the best
// first, and sorts no more of them than are asked for: it is a heap.
type frontier struct {
	list  []ranked
	bound []float64
	order []int32 // a heap of places in list
}

func newFrontier(list []ranked, bound []float64) *frontier {
	f := &frontier{list, bound, make([]int32, len(list))}
	for i := range f.order {
		f.order[i] = int32(i)
	}
	heap.Init(f)
	return f
}

func (f *frontier) Len() int      { return len(f.order) }
func (f *frontier) Swap(i, j int) { f.order[i], f.order[j] = f.order[j], f.order[i] }
func (f *frontier) Push(any)      {} // nothing comes after the beginning

func (f *frontier) Less(i, j int) bool {
	a, b := &f.list[f.order[i]], &f.list[f.order[j]]
	return cmp.Or(cmp.Compare(b.step, a.step), cmp.Compare(f.bound[b.doc], f.bound[a.doc]), cmp.Compare(a.doc, b.doc)) < 0
}

// Pop takes off the last; heap.Pop has put the best there.
func (f *frontier) Pop() any {
	f.order = f.order[:len(f.order)-1]
	return nil
}

// next is the next n documents, fewer at the end.
func (f *frontier) next(n int) []ranked {
	var batch []ranked
	for len(batch) < n && len(f.order) > 0 {
		batch = append(batch, f.list[f.order[0]])
		heap.Pop(f)
	}
	return batch
}

// best scores documents, those first that may score most, until no other can
// be among the first wanted, and gives these in order.
func (r *ranker) best(all *frontier, bound []float64, wanted, keep int) ([]ranked, error) {
	if wanted == 0 {
		wanted = all.Len()
	}
	var best []ranked
	floor := 0.0 // what a document must score to be among them
	for batch := all.next(32); len(batch) > 0; batch = all.next(32) {
		if len(best) == wanted {
			if beats(best[wanted-1], batch[0], bound) {
				break
			}
			floor = best[wanted-1].score
		}
		if err := r.scoreAll(batch, 1, floor); err != nil {
			return nil, err
		}
		best = append(best, batch...)
		slices.SortFunc(best, order)
		best = best[:min(wanted, len(best))]
	}
	if keep > 1 {
		return best, r.scoreAll(best, keep, 0)
	}
	return best, nil
}

// order is the order of an answer.
func order(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.step, a.step), cmp.Compare(b.score, a.score),
		compareDates(a.date, b.date, true), cmp.Compare(a.doc, b.doc))
}

// numbered gives the documents whose 文号 is what is asked for, nil where that is
// none.
func (s *search) numbered(q query.Node) []bool {
	number := strings.Join(rankingTexts(q), " ")
	if !match.IsNumber(number) {
		return nil
	}
	return s.withField(query.Field{Name: "number", Value: number})
}

// beats tells whether nothing from next on can come before last.
func beats(last, next ranked, bound []float64) bool {
	return last.step > next.step || last.step == next.step && last.score > bound[next.doc]
}

// scoreThese scores documents whose order is settled.
func (s *search) scoreThese(q query.Node, list []ranked, keep int) error {
	r, err := s.newRanker(q)
	if err != nil {
		return err
	}
	defer r.close()
	return r.scoreAll(list, keep, 0)
}

// inRow joins the bare words of a query.
func inRow(words []string) string { return strings.Join(words, " ") }

// rankingTexts gives the texts that rank: bare words and the parts of phrases that
// are not excluded.
func rankingTexts(q query.Node) []string {
	var texts []string
	query.Walk(q, func(n query.Node) bool {
		switch n := n.(type) {
		case query.Not, query.Field:
			return false
		case query.Word:
			texts = append(texts, n.Text)
		case query.Phrase:
			texts = append(texts, n.Parts...)
		case query.Near:
			texts = append(append(texts, n.A.Parts...), n.B.Parts...)
			return false
		}
		return true
	})
	return texts
}

// close lets other queries have the ranker's memory.
func (r *ranker) close() {
	if r.again {
		for i, e := range r.packs {
			r.s.ix.packs[i].reuse(e)
		}
	}
	r.packs = nil
	r.s.ix.again.Store(true)
}

// newRanker collects what the postings tell of a query. The ranker is to be
// closed.
func (s *search) newRanker(q query.Node) (*ranker, error) {
	texts := rankingTexts(q)
	r := &ranker{s: s, w: s.ix.weights, again: s.ix.again.Load(), name: ofState(analysis.Fold(strings.Join(texts, " ")).Units)}
	if err := r.collect(texts); err != nil {
		return nil, err
	}
	words := query.Words(q)
	if len(words) == 0 {
		return r, nil
	}
	var err error
	if r.whole, err = match.Compile(match.Literal(inRow(words), match.Exact)); err != nil {
		return nil, err
	}
	r.verbatim, err = s.holding(inRow(words))
	return r, err
}
