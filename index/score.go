package index

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"yinzheng/internal/match"
)

// Passages are scored by BM25 (Robertson and Zaragoza, The Probabilistic
// Relevance Framework: BM25 and Beyond, 2009, section 3.3), words and bigrams
// alike:
//
//	weight · (k₁+1)·tf/(tf + norm),  norm = k₁·(1 − b + b·letters/average)
//
// A word's tf is how often its letters stand in a passage that it was cut in.
// Of words of one letter there are no postings: they count as grams do,
// wherever the letter stands, and their idf is that of the letter in texts, so
// that 的 and 不 weigh next to nothing.
//
// The title is the context of every passage: a term that stands in it is in
// the passage context times already, and the passage gets only what its own
// occurrences add. So of a law on 行政处罚 the passage that says the rest of
// the query is found, not the one that says 行政处罚 most often; the title's
// own worth is titleScore.

// maxCount is the count from which more counts nothing.
const maxCount = 12

// norm is BM25's for a passage of so many letters.
func (r *ranker) norm(letters int) float64 {
	return r.w.k1 * (1 - r.w.b + r.w.b*float64(letters)/r.average)
}

// saturation is what a term that stands tf times counts.
func (r *ranker) saturation(tf, norm float64) float64 {
	return (r.w.k1 + 1) * tf / (tf + norm)
}

// bound is the most that a document can score.
func (r *ranker) bound(doc int, buf *scratch) float64 {
	d := &r.s.ix.docs.rows[doc]
	return float64(r.packs[d.Pack].most[d.Text]) + r.bonus(doc) + r.title(doc, buf) + 1e-6
}

// bonus is what a passage of a document gets for holding the query as it
// stands, if one does.
func (r *ranker) bonus(doc int) float64 {
	if r.verbatim == nil || !r.verbatim[doc] {
		return 0
	}
	return r.w.verbatim * r.mass
}

// scratch is a worker's memory.
type scratch struct {
	title   []uint16 // of the document that title was asked for last
	own     []uint16 // memory for it
	inTitle []uint16 // counts of the terms
	counts  []uint16
}

func (r *ranker) newScratch() *scratch {
	return &scratch{own: make([]uint16, 0, 128), inTitle: make([]uint16, len(r.terms)), counts: make([]uint16, len(r.terms))}
}

// title counts the terms in a title and scores it.
func (r *ranker) title(doc int, buf *scratch) float64 {
	buf.title = r.s.ix.titleOf(doc, buf.own)
	r.tally.count(buf.title, buf.inTitle)
	return r.titleScore(buf.inTitle, len(buf.title))
}

// scoreAll scores documents side by side. One that can't reach floor gets
// some score below it.
func (r *ranker) scoreAll(list []ranked, keep int, floor float64) error {
	workers := min(runtime.GOMAXPROCS(0), len(list))
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			defer guard(r.s.ix.gen, &errs[w])()
			buf := r.newScratch()
			for i := w; i < len(list); i += workers {
				if errs[w] = r.s.ctx.Err(); errs[w] != nil {
					return
				}
				if errs[w] = r.score(&list[i], keep, floor, buf); errs[w] != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	return cmp.Or(errs...)
}

// score sets a document's score and best passages.
func (r *ranker) score(d *ranked, keep int, floor float64, buf *scratch) error {
	row := &r.s.ix.docs.rows[d.doc]
	p, e := r.s.ix.packs[row.Pack], r.packs[row.Pack]
	title := r.title(d.doc, buf)
	d.passages, d.score = nil, title
	if float64(e.most[row.Text])+r.bonus(d.doc)+title < floor {
		return nil
	}
	f, err := p.folded(row.Text)
	if err != nil {
		return err
	}
	var whole []match.Span
	if r.bonus(d.doc) > 0 {
		whole = r.whole.Scanner(p.histogram).Find(f, "")
	}
	from, to := p.passageRange(row.Text)
	best := make([]scoredPassage, 0, min(keep, int(to-from)))
	for n := from; n < to; n++ {
		start, end := p.units(row.Text, n)
		for len(whole) > 0 && whole[0].Start < start {
			whole = whole[1:]
		}
		bonus := 0.0
		if len(whole) > 0 && whole[0].Start < end {
			bonus = r.bonus(d.doc)
		}
		most := r.passageBound(e, row.Text, e.words[n], end-start) + bonus
		if most+title < floor || len(best) == keep && most < best[keep-1].score {
			continue
		}
		r.tally.count(f.Units[start:end], buf.counts)
		if score := r.scorePassage(e.words[n], end-start, buf) + bonus; score > 0 {
			best = insert(best, scoredPassage{n, score}, keep)
		}
	}
	if d.passages = best; len(best) > 0 {
		d.score += best[0].score
	}
	return nil
}

// scorePassage scores a passage whose terms are counted, but for those words
// that are cut otherwise in it.
func (r *ranker) scorePassage(words uint64, letters int, buf *scratch) float64 {
	norm := r.norm(letters)
	score, held := 0.0, 0.0
	for i := range r.terms {
		t := &r.terms[i]
		tf := float64(min(buf.counts[t.counted], maxCount))
		if i < r.words {
			if words>>i&1 == 0 {
				continue
			}
			tf = max(tf, 1)
		}
		if tf == 0 {
			continue
		}
		held += t.weight
		gain := r.saturation(tf, norm)
		if buf.inTitle[t.counted] > 0 {
			gain = r.saturation(tf+r.w.context, norm) - r.saturation(r.w.context, norm)
		}
		score += t.weight * gain
	}
	if score == 0 {
		return 0
	}
	return score * (1 + r.w.cover*held/r.mass)
}

// units is the range of units of a passage of text n.
func (p *pack) units(n, passage uint32) (from, to int) {
	_, end := p.passageRange(n)
	from, to = int(p.passages[passage].Unit), int(p.texts[n].Units)
	if passage+1 < end {
		to = int(p.passages[passage+1].Unit)
	}
	return from, to
}

// insert keeps the best passages in order, the first of equals first.
func insert(best []scoredPassage, p scoredPassage, keep int) []scoredPassage {
	at := len(best)
	for at > 0 && best[at-1].score < p.score {
		at--
	}
	if at == keep {
		return best
	}
	return slices.Insert(best[:min(len(best), keep-1)], at, p)
}
