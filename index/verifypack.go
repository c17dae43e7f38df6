package index

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/klauspost/compress/zstd"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// packVerifier verifies one pack: it makes of each stored text anew what is
// stored of it.
type packVerifier struct {
	*verifier
	p         *pack
	dec       *zstd.Decoder
	histogram match.Histogram
	bytes     int64
	units     int64
	passages  int
	words     *analysis.Cutter
	whole     *segmentBuilder // of all texts; nil: of a sample only
	broken    bool            // some text is not as it was: what follows says nothing
}

// pack verifies one, and looks for the texts of the sample, or for all if it
// is nil.
func (v *verifier) pack(ctx context.Context, p *pack, sample map[[2]uint32]bool) error {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBody))
	if err != nil {
		return err
	}
	defer dec.Close()
	x := &packVerifier{verifier: v, p: p, dec: dec}
	if sample == nil && v.canCut() {
		x.whole = newSegmentBuilder()
	}
	for n := range p.texts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := x.text(uint32(n), sample[[2]uint32{uint32(p.slot), uint32(n)}]); err != nil {
			x.broken = true
			x.report(uint32(n), err)
		}
		v.counted()
	}
	x.sums()
	if x.whole != nil && !x.broken {
		x.compare()
	}
	return nil
}

// canCut tells whether grams and words can be made as they were.
func (v *verifier) canCut() bool { return !v.m.outdated() && v.words != nil }

// counted counts a text.
func (v *verifier) counted() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.out.Texts++
	if v.o.Progress != nil {
		v.o.Progress(v.out.Texts, v.all)
	}
}

// mismatch is what a text is not.
type mismatch struct {
	disease Disease
	reason  string
}

func (m *mismatch) Error() string { return m.reason }

func differs(d Disease, format string, args ...any) error {
	return &mismatch{d, fmt.Sprintf(format, args...)}
}

// report names the text by the document that has it.
func (x *packVerifier) report(n uint32, err error) {
	disease := OtherText
	var m *mismatch
	if errors.As(err, &m) {
		disease = m.disease
	}
	name := x.p.row.textFile()
	if disease == NotFound {
		name = x.p.row.zapFile()
	}
	x.trouble(disease, x.rel(name), "%s: %s", x.owner(n), reasonOf(err))
}

// owner is the path of the first document with a text.
func (x *packVerifier) owner(n uint32) string {
	for i := range x.docs.rows {
		if r := &x.docs.rows[i]; r.Pack == uint32(x.p.slot) && r.Text == n {
			return x.docs.pathOf(i)
		}
	}
	return fmt.Sprintf("text %d, which no document has any more", n)
}

// text verifies one. The error is a *mismatch or *DamagedError.
func (x *packVerifier) text(n uint32, lookFor bool) (err error) {
	defer guard(x.gen, &err)()
	stored, err := x.p.stored(n)
	if err != nil {
		return err
	}
	plain, err := x.dec.DecodeAll(stored, nil)
	if err != nil {
		return differs(OtherText, "its text can't be decompressed: %v", err)
	}
	row := &x.p.texts[n]
	if sum := sha256.Sum256(plain); !bytes.Equal(row.Key[:], sum[:len(row.Key)]) {
		return differs(OtherText, "its text is not the one that was stored")
	}
	doc := new(corpus.Document)
	if err := readBody(doc, plain); err != nil {
		return err
	}
	if int(row.Bytes) != len(doc.Text) {
		return differs(WrongCounts, "it has %d bytes, not %d", len(doc.Text), row.Bytes)
	}
	if x.m.outdated() {
		return nil
	}
	folded, err := x.letters(n, doc)
	if err != nil {
		return err
	}
	if x.whole != nil {
		return x.addTo(x.whole, folded, doc)
	}
	if lookFor && x.canCut() {
		return x.lookFor(n, folded, doc)
	}
	return nil
}

// letters folds a text and holds the result against what is stored.
func (x *packVerifier) letters(n uint32, doc *corpus.Document) (*analysis.Folded, error) {
	row := &x.p.texts[n]
	starts, offsets := make([]int, len(doc.Passages)), make([]int, len(doc.Passages))
	for i, p := range doc.Passages {
		offsets[i] = p.Start
	}
	folded := analysis.FoldWith(doc.Text, offsets, starts)
	if !bytes.Equal(folded.AppendStored(nil), x.p.data[row.Letters:row.Body]) {
		return nil, differs(OtherText, "its letters are not those of its text")
	}
	from, to := x.p.passageRange(n)
	if int(to-from) != len(starts) {
		return nil, differs(WrongCounts, "it has %d passages, not %d", len(starts), to-from)
	}
	for i, p := range x.p.passages[from:to] {
		if int(p.Unit) != starts[i] || int(p.Byte) != offsets[i] {
			return nil, differs(OtherText, "a passage does not begin where it did")
		}
	}
	letters := folded.LetterCount(0, len(folded.Units))
	if int(row.Units) != len(folded.Units) || int(row.Count) != letters {
		return nil, differs(WrongCounts, "it has %d letters, not %d", letters, row.Count)
	}
	match.Count(&x.histogram, folded.Units)
	x.bytes += int64(len(doc.Text))
	x.units += int64(len(folded.Units))
	x.passages += len(starts)
	return folded, nil
}

// addTo makes the grams and words of a text anew.
func (x *packVerifier) addTo(b *segmentBuilder, folded *analysis.Folded, doc *corpus.Document) error {
	seg, err := x.verifier.words.next(len(doc.Text))
	if err != nil {
		return err
	}
	if x.words == nil || !x.words.Of(seg) {
		x.words = analysis.NewCutter(seg)
	}
	b.addText(folded, foldedPassages(doc), x.words)
	return nil
}

// sums holds what the texts add up to against the pack and the manifest.
func (x *packVerifier) sums() {
	if x.broken || x.m.outdated() {
		return
	}
	var err error
	same := func() (same bool) {
		defer guard(x.gen, &err)()
		return x.histogram == *x.p.histogram
	}
	row := &x.p.row
	switch {
	case row.TextBytes != x.bytes || row.Letters != x.units || row.Passages != x.passages:
		x.trouble(WrongCounts, x.rel(row.textFile()), "its texts have %d bytes, %d letters and %d passages; the manifest says %d, %d and %d",
			x.bytes, x.units, x.passages, row.TextBytes, row.Letters, row.Passages)
	case !same():
		x.trouble(WrongCounts, x.rel(row.textFile()), "its table of letters is not that of its texts")
	}
}

// lookFor holds the postings against the grams and words of one text: they
// must have all of them.
func (x *packVerifier) lookFor(n uint32, folded *analysis.Folded, doc *corpus.Document) error {
	b := newSegmentBuilder()
	if err := x.addTo(b, folded, doc); err != nil {
		return err
	}
	first, _ := x.p.passageRange(n)
	for _, f := range b.fields(x.p.segment) {
		for term, passages := range f.postings() {
			has, err := f.bitmap(term)
			if err != nil {
				return err
			}
			for _, p := range passages {
				if has == nil || !has.Contains(first+p) {
					return differs(NotFound, "it is not found by %q", term)
				}
			}
		}
	}
	return nil
}

// compare holds the postings of the pack against those made anew: they must
// be the same.
func (x *packVerifier) compare() {
	var err error
	defer func() {
		if err == nil {
			return
		}
		disease := DamagedSegment
		var m *mismatch
		if errors.As(err, &m) {
			disease = m.disease
		}
		x.trouble(disease, x.rel(x.p.row.zapFile()), "%s", reasonOf(err))
	}()
	defer guard(x.gen, &err)()
	for _, f := range x.whole.fields(x.p.segment) {
		terms := 0
		for term, passages := range f.postings() {
			terms++
			has, berr := f.bitmap(term)
			if err = berr; err != nil {
				return
			}
			if want := roaring.BitmapOf(passages...); has == nil || !has.Equals(want) {
				err = differs(NotFound, "%q is not in the passages that it is found in", term)
				return
			}
		}
		if n := f.dictionary.Cardinality(); n != terms {
			err = differs(NotFound, "it has %d terms, not %d", n, terms)
			return
		}
	}
}
