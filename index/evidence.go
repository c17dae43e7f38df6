package index

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"yinzheng/internal/analysis"
)

// maxTerms bounds the words that rank, and the bigrams: of a longer query
// the rarest.
const maxTerms = 64

// term is a word or a bigram of the query.
type term struct {
	text    string
	units   []uint16
	weight  float64 // idf times the weight of its kind
	counted int     // place of the tally's counts that are its: a bigram's for a word of two letters
}

// evidence is what the postings tell of a pack.
type evidence struct {
	words   []uint64  // for each passage: set of the words in it
	bigrams []float32 // for each text: the weight of the bigrams in it
	most    []float32 // for each text: the most that a passage can score by terms
}

// collect finds the terms of the query's texts, what they weigh, and what
// each text can get for them at most.
func (r *ranker) collect(texts []string) error {
	var words, bigrams []string
	for _, t := range texts {
		cut, err := r.s.ix.cut(t)
		if err != nil {
			return err
		}
		for _, w := range cut {
			if !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		bigrams = analysis.Grams(bigrams, analysis.Fold(t).Units)
	}
	live, passages, letters := r.s.ix.size()
	r.average = max(1, float64(letters)/float64(max(1, passages)))
	inPassages, wordPosts, err := r.weigh(words, passages, r.w.word, false)
	if err != nil {
		return err
	}
	inTexts, bigramPosts, err := r.weigh(bigrams, live, r.w.bigram, true)
	if err != nil {
		return err
	}
	r.terms, r.words = append(inPassages, inTexts...), len(inPassages)
	for _, t := range r.terms {
		r.mass += t.weight
	}
	r.tally = newTally(r.terms)
	for i, p := range r.s.ix.packs {
		r.packs = append(r.packs, r.gather(p, i, wordPosts, bigramPosts))
	}
	return nil
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
// postings: words over total passages, bigrams of letters over total texts.
func (r *ranker) weigh(texts []string, total int, weight float64, bigrams bool) ([]term, []postings, error) {
	var terms []term
	where := map[string]postings{}
	for _, text := range texts {
		units := analysis.Fold(text).Units
		if bigrams && len(units) != 2 {
			continue // one letter, which is a word too, or two beyond the first plane
		}
		in, df := make(postings, len(r.s.ix.packs)), 0
		for i, p := range r.s.ix.packs {
			list, err := p.holders(text, bigrams)
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

// holders is the live passages that hold a word, or for a bigram the first
// passages of the texts that hold it, nil for none.
func (p *pack) holders(text string, bigram bool) (*roaring.Bitmap, error) {
	seg, err := p.zap()
	if err != nil {
		return nil, err
	}
	dict := seg.words
	if bigram {
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

// gather marks who holds which term in pack number i.
func (r *ranker) gather(p *pack, i int, words, bigrams []postings) evidence {
	e := evidence{words: make([]uint64, len(p.passages)), bigrams: make([]float32, len(p.texts)), most: make([]float32, len(p.texts))}
	for n, in := range words {
		if in[i] != nil {
			for it := in[i].Iterator(); it.HasNext(); {
				e.words[it.Next()] |= 1 << n
			}
		}
	}
	for n, in := range bigrams {
		if in[i] != nil {
			for _, text := range p.textsOf(in[i], nil) {
				e.bigrams[text] += float32(r.terms[r.words+n].weight)
			}
		}
	}
	for n := range p.texts {
		if !p.live[n] {
			continue
		}
		from, to := p.passageRange(uint32(n))
		for passage := from; passage < to; passage++ {
			e.most[n] = max(e.most[n], float32(r.passageBound(p, &e, uint32(n), passage)))
		}
	}
	return e
}

// passageBound is the most that a passage of text n can score by terms: all
// words that it is known to hold and all bigrams of its text, as often as
// counts.
func (r *ranker) passageBound(p *pack, e *evidence, n, passage uint32) float64 {
	sum := float64(e.bigrams[n])
	once := 0.0
	for set := e.words[passage]; set != 0; set &= set - 1 {
		t := &r.terms[bits.TrailingZeros64(set)]
		if len(t.units) == 1 {
			once += t.weight
		} else {
			sum += t.weight
		}
	}
	start, end := p.units(n, passage)
	norm := r.norm(end - start)
	score := sum*r.saturation(maxCount, norm) + once*r.saturation(1, norm)
	return score * (1 + r.w.cover) * (1 + 1e-6) // float32 rounds
}
