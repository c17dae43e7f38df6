package index

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// weights are the parameters of ranking, tuned on half of the queries of
// testdata/ranking (see doc.go).
type weights struct {
	k1, b    float64 // of BM25
	bigram   float64 // what a bigram counts beside a word
	word     float64
	cover    float64 // for all of the query's terms in one passage
	verbatim float64 // for the query as it stands in a passage
	title    float64
}

func tuned() weights {
	return weights{k1: 0.9, b: 0.4, word: 1, bigram: 0.7, cover: 0.6, verbatim: 0.5, title: 0.8}
}

// maxTerms bounds the terms that rank: of a longer query the rarest.
const maxTerms = 64

// term is a word or a bigram of the query.
type term struct {
	text string
	idf  float64
	bit  int // of a passage's set of terms
}

// ranker scores the passages of texts for one query. A passage's score is
// BM25 over the query's words (from bleve's postings) and bigrams (seen in
// the letters), by presence: passages are short.
type ranker struct {
	s       *search
	w       weights
	words   []term
	bigrams []term
	filter  [1 << 10]uint64     // hashes of bigrams
	number  map[[2]uint16]int   // bigram → index in bigrams
	mass    float64             // of all terms, weighted
	average float64             // letters of a passage
	hasWord []map[uint32]uint64 // for each pack: passage → bits of its words
	wordMax [][]float32         // for each pack and text: of its best passage by words
	bigMax  [][]float32         // for each pack and text: the most that bigrams can give
	title   titleRanker
	whole   *match.Matcher // the query's words as they stand, in a row
}

// rank orders documents by tier, score, date and path, the best first, and
// gives wanted of them, 0 for all, each with its best keep passages.
func (s *search) rank(q query.Node, docs []int, wanted, keep int) ([]ranked, error) {
	r, err := s.newRanker(q)
	if err != nil {
		return nil, err
	}
	list := make([]ranked, len(docs))
	bound := make([]float64, s.ix.Len())
	tiers, err := s.tiers(q)
	if err != nil {
		return nil, err
	}
	for i, n := range docs {
		list[i] = ranked{doc: n, tier: tiers[n], date: s.ix.docs.stringOf(n, columnOf("date"))}
		bound[n] = r.bound(n)
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.tier, a.tier), cmp.Compare(bound[b.doc], bound[a.doc]), cmp.Compare(a.doc, b.doc))
	})
	if wanted == 0 {
		wanted = len(list)
	}
	best := list[:0:0]
	for batch := range slices.Chunk(list, 128) {
		if len(best) == wanted && beats(best[wanted-1], batch[0], bound) {
			break
		}
		if err := r.scoreAll(batch, keep); err != nil {
			return nil, err
		}
		best = append(best, batch...)
		slices.SortFunc(best, order)
		best = best[:min(wanted, len(best))]
	}
	return best, nil
}

// order is the order of an answer.
func order(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.tier, a.tier), cmp.Compare(b.score, a.score),
		compareDates(a.date, b.date, true), cmp.Compare(a.doc, b.doc))
}

// beats tells whether nothing from next on can come before last.
func beats(last, next ranked, bound []float64) bool {
	return last.tier > next.tier || last.tier == next.tier && last.score > bound[next.doc]
}

// scoreThese scores documents whose order is settled.
func (s *search) scoreThese(q query.Node, list []ranked, keep int) error {
	r, err := s.newRanker(q)
	if err != nil {
		return err
	}
	return r.scoreAll(list, keep)
}

// tiers puts documents that hold the query's words in a row before those
// that hold all of them, and these before the others.
func (s *search) tiers(q query.Node) ([]int, error) {
	tiers := make([]int, s.ix.Len())
	words := query.Words(q)
	if len(words) == 0 {
		return tiers, nil
	}
	var all []bool
	for _, w := range words {
		if analysis.CountLetters(w) > wholeLetters {
			all = nil
			break
		}
		docs, err := s.matching(match.Literal(w, match.Exact))
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = docs
		} else {
			intersect(all, docs)
		}
	}
	for n, ok := range all {
		if ok {
			tiers[n]++
		}
	}
	if row := inRow(words); len(words) > 1 || all == nil {
		docs, err := s.matching(match.Literal(row, match.Exact))
		if err != nil {
			return nil, err
		}
		for n, ok := range docs {
			if ok {
				tiers[n] += 2
			}
		}
	}
	return tiers, nil
}

// inRow joins the bare words of a query.
func inRow(words []string) string {
	row := ""
	for i, w := range words {
		if i > 0 {
			row += " "
		}
		row += w
	}
	return row
}

// texts gives the texts that rank: bare words and the parts of phrases that
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

func (s *search) newRanker(q query.Node) (*ranker, error) {
	r := &ranker{s: s, w: s.ix.weights, number: map[[2]uint16]int{}}
	texts := rankingTexts(q)
	if err := r.collect(texts); err != nil {
		return nil, err
	}
	if words := query.Words(q); len(words) > 0 {
		if m, err := match.Compile(match.Literal(inRow(words), match.Exact)); err == nil {
			r.whole = m
		}
	}
	r.title = newTitleRanker(texts, r.bigrams)
	return r, nil
}

// collect finds the query's terms, what they weigh, and what each text can
// get for them at most.
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
	live, passages, letters := 0, 0, 0
	for _, p := range r.s.ix.packs {
		for n, ok := range p.live {
			if ok {
				from, to := p.passageRange(uint32(n))
				live++
				passages += int(to - from)
				letters += int(p.texts[n].Units)
			}
		}
	}
	r.average = max(1, float64(letters)/float64(max(1, passages)))
	if err := r.addWords(words, passages); err != nil {
		return err
	}
	return r.addBigrams(bigrams, live)
}

// idf is BM25's: ln(1 + (N − df + ½)/(df + ½)).
func idf(n, df int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}

// addWords weighs the words over live passages and marks who holds them.
func (r *ranker) addWords(words []string, passages int) error {
	ix := r.s.ix
	df := make([]int, len(words))
	for _, p := range ix.packs {
		seg, err := p.zap()
		if err != nil {
			return err
		}
		for i, w := range words {
			list, err := seg.passages(seg.words, w)
			if err != nil {
				return &DamagedError{p.path, err.Error()}
			}
			if list != nil {
				df[i] += int(list.GetCardinality())
			}
		}
	}
	for i, w := range words {
		if df[i] > 0 {
			r.words = append(r.words, term{text: w, idf: r.w.word * idf(passages, df[i])})
		}
	}
	r.words = rarest(r.words)
	for i := range r.words {
		r.words[i].bit = i
		r.mass += r.words[i].idf
	}
	for _, p := range ix.packs {
		seg, err := p.zap()
		if err != nil {
			return err
		}
		has := map[uint32]uint64{}
		best := make([]float32, len(p.texts))
		for i, w := range r.words {
			list, err := seg.passages(seg.words, w.text)
			if err != nil {
				return &DamagedError{p.path, err.Error()}
			}
			if list == nil {
				continue
			}
			for it := list.Iterator(); it.HasNext(); {
				has[it.Next()] |= 1 << i
			}
		}
		for passage, bits := range has {
			n := p.textWith(passage)
			best[n] = max(best[n], float32(r.saturation(p.length(n, passage))*r.sum(r.words, bits)))
		}
		r.hasWord, r.wordMax = append(r.hasWord, has), append(r.wordMax, best)
	}
	return nil
}

// rarest keeps the terms with the greatest idf, in their order.
func rarest(terms []term) []term {
	if len(terms) <= maxTerms {
		return terms
	}
	least := slices.SortedFunc(slices.Values(terms), func(a, b term) int { return cmp.Compare(b.idf, a.idf) })[maxTerms-1].idf
	kept := terms[:0]
	for _, t := range terms {
		if t.idf >= least && len(kept) < maxTerms {
			kept = append(kept, t)
		}
	}
	return kept
}

// addBigrams weighs the bigrams over live texts.
func (r *ranker) addBigrams(bigrams []string, texts int) error {
	ix := r.s.ix
	var terms []term
	held := make([][][]uint32, 0, len(bigrams)) // for each term and pack: texts
	for _, g := range bigrams {
		if len([]rune(g)) < 2 {
			continue
		}
		df, in := 0, make([][]uint32, len(ix.packs))
		for i, p := range ix.packs {
			seg, err := p.zap()
			if err != nil {
				return err
			}
			list, err := seg.passages(seg.grams, g)
			if err != nil {
				return &DamagedError{p.path, err.Error()}
			}
			if list != nil {
				in[i] = p.textsOf(list, nil)
				df += len(in[i])
			}
		}
		if df > 0 {
			terms = append(terms, term{text: g, idf: r.w.bigram * idf(texts, df), bit: len(held)})
			held = append(held, in)
		}
	}
	r.bigrams = rarest(terms)
	top := r.saturation(0)
	for i, p := range ix.packs {
		most := make([]float32, len(p.texts))
		for _, t := range r.bigrams {
			for _, n := range held[t.bit][i] {
				most[n] += float32(top * t.idf)
			}
		}
		r.bigMax = append(r.bigMax, most)
	}
	for i := range r.bigrams {
		t := &r.bigrams[i]
		t.bit = i
		r.mass += t.idf
		f := analysis.Fold(t.text)
		if len(f.Units) == 2 {
			key := [2]uint16{f.Units[0], f.Units[1]}
			r.number[key] = i
			h := bigramHash(key[0], key[1])
			r.filter[h>>6] |= 1 << (h & 63)
		}
	}
	return nil
}

func bigramHash(a, b uint16) uint16 { return a*31 ^ b }

// saturation is what a term that is there counts in a passage of so many
// letters: BM25's (k₁+1)·tf/(tf + k₁·(1−b+b·length/average)) with tf = 1.
func (r *ranker) saturation(length int) float64 {
	return (r.w.k1 + 1) / (1 + r.w.k1*(1-r.w.b+r.w.b*float64(length)/r.average))
}

// sum adds up the idf of the terms in a set.
func (r *ranker) sum(terms []term, bits uint64) float64 {
	s := 0.0
	for i := range terms {
		if bits>>i&1 != 0 {
			s += terms[i].idf
		}
	}
	return s
}

// textWith is the text that a passage belongs to.
func (p *pack) textWith(passage uint32) uint32 {
	lo, hi := 0, len(p.texts)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; p.texts[mid].Passage <= passage {
			lo = mid
		} else {
			hi = mid
		}
	}
	return uint32(lo)
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

func (p *pack) length(n, passage uint32) int {
	from, to := p.units(n, passage)
	return to - from
}

// bound is the most that a document can score.
func (r *ranker) bound(doc int) float64 {
	d := &r.s.ix.docs.rows[doc]
	base := float64(r.wordMax[d.Pack][d.Text]) + float64(r.bigMax[d.Pack][d.Text])
	return base*(1+r.w.cover) + r.w.verbatim*r.mass + r.titleScore(doc) + 1e-6
}

func (r *ranker) titleScore(doc int) float64 {
	return r.w.title * r.mass * r.title.share(r.s.ix.docs.stringOf(doc, columnOf("title")))
}

// scoreAll scores documents side by side.
func (r *ranker) scoreAll(list []ranked, keep int) error {
	workers := min(runtime.GOMAXPROCS(0), len(list))
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			defer guard(r.s.ix.gen, &errs[w])()
			for i := w; i < len(list); i += workers {
				if errs[w] = r.s.ctx.Err(); errs[w] != nil {
					return
				}
				if errs[w] = r.score(&list[i], keep); errs[w] != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	return cmp.Or(errs...)
}

// score sets a document's score and best passages.
func (r *ranker) score(d *ranked, keep int) error {
	row := &r.s.ix.docs.rows[d.doc]
	p := r.s.ix.packs[row.Pack]
	f, err := p.folded(row.Text)
	if err != nil {
		return err
	}
	var whole []match.Span
	if r.whole != nil {
		whole = r.whole.Scanner(p.histogram).Find(f, "")
	}
	var scored []scoredPassage
	from, to := p.passageRange(row.Text)
	for n := from; n < to; n++ {
		start, end := p.units(row.Text, n)
		for len(whole) > 0 && whole[0].Start < start {
			whole = whole[1:]
		}
		words := r.hasWord[row.Pack][n]
		bigrams := r.bigramsIn(f.Units[start:end])
		sum := r.sum(r.words, words) + r.sum(r.bigrams, bigrams)
		if sum == 0 {
			continue
		}
		score := sum * r.saturation(end-start) * (1 + r.w.cover*sum/r.mass)
		if len(whole) > 0 && whole[0].Start < end {
			score += r.w.verbatim * r.mass
		}
		scored = append(scored, scoredPassage{n, score})
	}
	slices.SortStableFunc(scored, func(a, b scoredPassage) int { return cmp.Compare(b.score, a.score) })
	d.passages = scored[:min(keep, len(scored))]
	d.score = r.titleScore(d.doc)
	if len(scored) > 0 {
		d.score += scored[0].score
	}
	return nil
}

// bigramsIn is the set of the query's bigrams that stand in units.
func (r *ranker) bigramsIn(units []uint16) uint64 {
	var set uint64
	for i := 1; i < len(units); i++ {
		h := bigramHash(units[i-1], units[i])
		if r.filter[h>>6]>>(h&63)&1 == 0 {
			continue
		}
		if n, ok := r.number[[2]uint16{units[i-1], units[i]}]; ok {
			set |= 1 << n
		}
	}
	return set
}

// titleRanker compares titles with the query.
type titleRanker struct {
	texts   []string // folded letters of the query's texts
	bigrams map[string]float64
	mass    float64
}

func newTitleRanker(texts []string, bigrams []term) titleRanker {
	t := titleRanker{bigrams: map[string]float64{}}
	for _, s := range texts {
		t.texts = append(t.texts, analysis.Letters(s))
	}
	for _, b := range bigrams {
		t.bigrams[b.text] = b.idf
		t.mass += b.idf
	}
	return t
}

// share is from 0 to 1: how much of the query stands in the title, times how
// much of the title the query says.
func (t *titleRanker) share(title string) float64 {
	if t.mass == 0 || title == "" {
		return 0
	}
	letters := analysis.Letters(title)
	found, all, seen := 0.0, 0, 0
	var hit [4 * maxTerms]string
	count := 0
	last := -1
	for i := range letters {
		if last >= 0 {
			end := i + runeLen(letters[i])
			gram := letters[last:end]
			all++
			if idf, ok := t.bigrams[gram]; ok {
				seen++
				if !slices.Contains(hit[:count], gram) && count < len(hit) {
					hit[count] = gram
					count++
					found += idf
				}
			}
		}
		last = i
	}
	if all == 0 {
		return 0
	}
	return found / t.mass * (0.5 + 0.5*float64(seen)/float64(all))
}

// runeLen is the length of the rune that begins with b.
func runeLen(b byte) int {
	switch {
	case b < 0x80:
		return 1
	case b < 0xe0:
		return 2
	case b < 0xf0:
		return 3
	}
	return 4
}
