package index

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"

	"yinzheng/internal/analysis"
)

// maxTerms bounds the words that rank, the bigrams, and the letters: of a
// longer query the rarest.
const maxTerms = 64

// term is a word, a bigram or a letter of the query.
type term struct {
	text    string
	units   []uint16
	weight  float64 // idf times the weight of its kind
	counted int     // place of the tally's counts that are its: a bigram's for a word of two letters
}

// evidence is what the postings tell of a pack.
type evidence struct {
	words     []uint64  // for each passage: set of the words in it
	withWords []uint32  // passages with words, listed from the second query on
	grams     []float32 // for each text: the weight of the bigrams and letters in it
	most      []float32 // for each text: the most that a passage can score by terms
}

// newEvidence is empty. It may have served another query: a pack's is large,
// and new memory costs more than clearing what was used of old.
func (p *pack) newEvidence() *evidence {
	if e, ok := p.spare.Get().(*evidence); ok {
		return e
	}
	return &evidence{words: make([]uint64, len(p.passages)), grams: make([]float32, len(p.texts)), most: make([]float32, len(p.texts))}
}

// reuse gives evidence back that nobody looks at any more.
func (p *pack) reuse(e *evidence) {
	for _, passage := range e.withWords {
		e.words[passage] = 0
	}
	e.withWords = e.withWords[:0]
	clear(e.grams)
	clear(e.most)
	p.spare.Put(e)
}

// collect finds the terms of the query's texts, what they weigh, and what
// each text can get for them at most.
func (r *ranker) collect(texts []string) error {
	words, letters, bigrams, err := r.s.rankable(texts)
	if err != nil {
		return err
	}
	live, passages, units := r.s.ix.size()
	r.average = max(1, float64(units)/float64(max(1, passages)))
	var inPassages, inTexts []postings
	if r.terms, inPassages, err = r.weigh(words, passages, r.w.word, false); err != nil {
		return err
	}
	r.words = len(r.terms)
	for _, g := range []struct {
		texts  []string
		weight float64
	}{{bigrams, r.w.bigram}, {letters, r.w.letter}} {
		terms, in, err := r.weigh(g.texts, live, g.weight, true)
		if err != nil {
			return err
		}
		r.terms, inTexts = append(r.terms, terms...), append(inTexts, in...)
	}
	for _, t := range r.terms {
		r.mass += t.weight
	}
	r.tally = newTally(r.terms)
	for i, p := range r.s.ix.packs {
		r.packs = append(r.packs, r.gather(p, i, inPassages, inTexts))
	}
	return nil
}

// rankable cuts texts into what ranks: words of two letters and more, words of
// one, and bigrams, each once.
func (s *search) rankable(texts []string) (words, letters, bigrams []string, err error) {
	for _, t := range texts {
		cut, err := s.cut(t)
		if err != nil {
			return nil, nil, nil, err
		}
		for _, w := range cut {
			to := &words
			if utf8.RuneCountInString(w) == 1 {
				to = &letters
			}
			if !slices.Contains(*to, w) {
				*to = append(*to, w)
			}
		}
		for _, g := range analysis.Grams(nil, analysis.Fold(t).Units) {
			if utf8.RuneCountInString(g) == 2 && !slices.Contains(bigrams, g) {
				bigrams = append(bigrams, g)
			}
		}
	}
	return words, letters, bigrams, nil
}

// size counts live texts, their passages and letters.
func (ix *Index) size() (texts, passages, letters int) {
	for _, p := range ix.packs {
		for n, ok := range p.live {
			if ok {
				from, to := p.passageRange(uint32(n))
				texts++
				passages += int(to - from)
				letters += int(p.texts[n].Units)
			}
		}
	}
	return texts, passages, letters
}

// postings is where a term stands: for each pack the passages, nil for none.
type postings []*roaring.Bitmap

// idf is BM25's, never negative: ln(1 + (N − df + ½)/(df + ½)), as Lucene
// has it.
func idf(n, df int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}

// weigh gives those of texts that stand in the index as terms, and their
// postings: words over total passages, grams over total texts.
func (r *ranker) weigh(texts []string, total int, weight float64, grams bool) ([]term, []postings, error) {
	var terms []term
	where := map[string]postings{}
	for _, text := range texts {
		units := analysis.Fold(text).Units
		if grams && len(units) != utf8.RuneCountInString(text) {
			continue // letters beyond the first plane are not counted
		}
		in, df := make(postings, len(r.s.ix.packs)), 0
		for i, p := range r.s.ix.packs {
			list, err := p.holders(text, grams)
			if err != nil {
				return nil, nil, err
			}
			if in[i] = list; list != nil {
				df += int(list.GetCardinality())
			}
		}
		if df > 0 {
			where[text] = in
			terms = append(terms, term{text: text, units: units, weight: weight * idf(total, df)})
		}
	}
	terms = rarest(terms)
	posts := make([]postings, len(terms))
	for i, t := range terms {
		posts[i] = where[t.text]
	}
	return terms, posts, nil
}

// holders is the live passages that hold a word, or for a gram the first
// passages of the texts that hold it, nil for none.
func (p *pack) holders(text string, gram bool) (*roaring.Bitmap, error) {
	seg := p.segment
	dict := seg.words
	if gram {
		dict = seg.grams
	}
	list, err := seg.passages(dict, text)
	if err != nil {
		return nil, &DamagedError{p.path, err.Error()}
	}
	return list, nil
}

// rarest keeps the maxTerms terms that weigh most, in their order.
func rarest(terms []term) []term {
	if len(terms) <= maxTerms {
		return terms
	}
	least := slices.SortedFunc(slices.Values(terms), func(a, b term) int { return cmp.Compare(b.weight, a.weight) })[maxTerms-1].weight
	kept := make([]term, 0, maxTerms)
	for _, t := range terms {
		if t.weight >= least && len(kept) < maxTerms {
			kept = append(kept, t)
		}
	}
	return kept
}

// gather marks who holds which term in pack number i. Where neither a word
// nor a gram is, nothing can be scored. The first query of an open index, often
// the only one, reads each passage once; for those behind it more is kept.
func (r *ranker) gather(p *pack, i int, words, grams []postings) *evidence {
	e := p.newEvidence()
	for n, in := range words {
		if in[i] != nil {
			for it := in[i].Iterator(); it.HasNext(); {
				passage := it.Next()
				if r.again && e.words[passage] == 0 {
					e.withWords = append(e.withWords, passage)
				}
				e.words[passage] |= 1 << n
			}
		}
	}
	for n, in := range grams {
		if in[i] != nil {
			for _, text := range p.textsOf(in[i], nil) {
				e.grams[text] += float32(r.terms[r.words+n].weight)
			}
		}
	}
	if r.again {
		r.boundTexts(p, e)
		return e
	}
	for n, live := range p.live {
		if live {
			e.most[n] = float32(r.textBound(p, e, uint32(n)))
		}
	}
	return e
}

// textBound is the most that a passage of text n can score by terms. Of the
// passages without words, which are nearly all, the shortest can score most.
func (r *ranker) textBound(p *pack, e *evidence, n uint32) float64 {
	most, shortest := 0.0, math.MaxInt
	from, to := p.passageRange(n)
	for passage := from; passage < to; passage++ {
		start, end := p.units(n, passage)
		if e.words[passage] == 0 {
			shortest = min(shortest, end-start)
			continue
		}
		most = max(most, r.passageBound(e, n, e.words[passage], end-start))
	}
	if e.grams[n] > 0 && shortest < math.MaxInt {
		most = max(most, r.passageBound(e, n, 0, shortest))
	}
	return most
}

// boundTexts sets what textBound gives, or somewhat more, for all texts: no
// passage is shorter than the text's shortest, whether it has words or not.
func (r *ranker) boundTexts(p *pack, e *evidence) {
	x := p.extents()
	for n, grams := range e.grams {
		if grams > 0 && x.shortest[n] < math.MaxUint32 {
			e.most[n] = float32(r.passageBound(e, uint32(n), 0, int(x.shortest[n])))
		}
	}
	for _, passage := range e.withWords {
		n := x.text[passage]
		start, end := p.units(n, passage)
		e.most[n] = max(e.most[n], float32(r.passageBound(e, n, e.words[passage], end-start)))
	}
}

// passageBound is the most that a passage of text n can score by terms: all
// words that it is known to hold and all grams of its text, as often as
// counts.
func (r *ranker) passageBound(e *evidence, n uint32, words uint64, letters int) float64 {
	sum := float64(e.grams[n])
	for ; words != 0; words &= words - 1 {
		sum += r.terms[bits.TrailingZeros64(words)].weight
	}
	most := sum * r.saturation(maxCount, r.norm(letters))
	return most * (1 + r.w.cover) * (1 + 1e-6) // float32 rounds
}
