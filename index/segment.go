package index

import (
	"fmt"
	"iter"
	"os"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/bleve/v2/analysis"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"yinzheng/internal/analysis"
)

// This file and segmentcheck.go are all that knows bleve. A pack's passages are the documents
// of one bleve segment, numbered as they were added, in two fields: sets of
// grams and sets of words, without frequencies and positions.
const (
	gramField = "g"
	wordField = "w"
)

// wordAnalyzer is bleve's analyzer over our segmenter: the words of folded
// text, each as it stands there. What it gives is valid until the next call;
// one goroutine at a time.
type wordAnalyzer struct {
	cutter *analysis.Cutter
	tokens []bleve.Token
	stream bleve.TokenStream
}

// Analyze implements bleve's analysis.Analyzer.
func (a *wordAnalyzer) Analyze(folded []byte) bleve.TokenStream {
	a.tokens, a.stream = a.tokens[:0], a.stream[:0]
	a.cutter.Words(string(folded), func(start, end int) bool {
		a.tokens = append(a.tokens, bleve.Token{Term: folded[start:end], Start: start, End: end, Position: len(a.tokens) + 1, Type: bleve.Ideographic})
		return true
	})
	for i := range a.tokens {
		a.stream = append(a.stream, &a.tokens[i])
	}
	return a.stream
}

// passage is the document that bleve sees.
type passage struct{ grams, words *termSet } // grams is nil but in a text's first

func (p *passage) VisitFields(visit bleveindex.FieldVisitor) {
	visit(idField{})
	if p.grams != nil {
		visit(p.grams)
	}
	visit(p.words)
}

func (p *passage) ID() string                                      { return "" }
func (p *passage) Size() int                                       { return p.words.Size() }
func (p *passage) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (p *passage) HasComposite() bool                              { return false }
func (p *passage) NumPlainTextBytes() uint64                       { return 0 }
func (p *passage) AddIDField()                                     {}
func (p *passage) StoredFieldsBytes() uint64                       { return 0 }
func (p *passage) Indexed() bool                                   { return true }

// idField is the field that bleve wants of each document. Ours have no name
// but their number, so it is empty: 180 thousand terms less in the corpus.
type idField struct{}

func (idField) Name() string             { return "_id" }
func (idField) Value() []byte            { return nil }
func (idField) ArrayPositions() []uint64 { return nil }
func (idField) EncodedFieldType() byte   { return 't' }
func (idField) Analyze()                 {}
func (idField) Options() bleveindex.FieldIndexingOptions {
	return bleveindex.IndexField | bleveindex.StoreField
}
func (idField) AnalyzedLength() int                                   { return 0 }
func (idField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return nil }
func (idField) NumPlainTextBytes() uint64                             { return 0 }

// termSet is a field of a passage: term numbers of its vocabulary. It makes
// the map that bleve asks for when it is asked, in memory shared by all
// fields of the name: bleve looks at one passage after the other.
type termSet struct {
	vocabulary *vocabulary
	terms      []uint32
}

// vocabulary numbers the terms of one field of a segment.
type vocabulary struct {
	field  string
	terms  []string
	last   []uint32 // set in which each term was last put, plus one
	shared bleveindex.TokenFrequencies
}

func newVocabulary(field string) *vocabulary {
	return &vocabulary{field: field, shared: bleveindex.TokenFrequencies{}}
}

// name gives a new term its number.
func (v *vocabulary) name(term string) uint32 {
	v.terms = append(v.terms, term)
	v.last = append(v.last, 0)
	return uint32(len(v.terms) - 1)
}

// put appends a term to the set with a number unless it is there.
func (v *vocabulary) put(set []uint32, number, term uint32) []uint32 {
	if v.last[term] == number+1 {
		return set
	}
	v.last[term] = number + 1
	return append(set, term)
}

func (t *termSet) Name() string              { return t.vocabulary.field }
func (t *termSet) Value() []byte             { return nil }
func (t *termSet) ArrayPositions() []uint64  { return nil }
func (t *termSet) EncodedFieldType() byte    { return 't' }
func (t *termSet) Analyze()                  {}
func (t *termSet) Size() int                 { return 4 * len(t.terms) }
func (t *termSet) AnalyzedLength() int       { return 0 }
func (t *termSet) NumPlainTextBytes() uint64 { return 0 }
func (t *termSet) Options() bleveindex.FieldIndexingOptions {
	return bleveindex.IndexField | bleveindex.SkipFreqNorm
}

// presence is the frequency of every term: not recorded.
var presence = &bleveindex.TokenFreq{}

func (t *termSet) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies {
	m := t.vocabulary.shared
	clear(m)
	for _, n := range t.terms {
		m[t.vocabulary.terms[n]] = presence
	}
	return m
}

// segmentBuilder collects passages for one segment. The grams of a text are
// in its first passage: they are asked for texts only.
type segmentBuilder struct {
	grams, words *vocabulary
	gramNumber   *gramTable
	wordNumber   map[string]uint32
	analyzer     *wordAnalyzer
	docs         []bleveindex.Document
	texts        uint32
	set          []uint32
}

func newSegmentBuilder() *segmentBuilder {
	return &segmentBuilder{grams: newVocabulary(gramField), words: newVocabulary(wordField),
		gramNumber: newGramTable(), wordNumber: map[string]uint32{}, analyzer: &wordAnalyzer{}}
}

// terms is the number of different terms so far.
func (b *segmentBuilder) terms() int { return len(b.grams.terms) + len(b.words.terms) }

// addText appends a text's passages, folded, and the grams of its letters.
func (b *segmentBuilder) addText(f *analysis.Folded, passages [][]byte, words *analysis.Cutter) {
	b.analyzer.cutter = words
	for i, folded := range passages {
		p := &passage{words: &termSet{b.words, b.wordsOf(uint32(len(b.docs)), b.analyzer.Analyze(folded))}}
		if i == 0 {
			p.grams = &termSet{b.grams, b.gramsOf(f)}
		}
		b.docs = append(b.docs, p)
	}
}

func (b *segmentBuilder) gramsOf(f *analysis.Folded) []uint32 {
	b.set = b.set[:0]
	last := rune(-1)
	add := func(first, second rune) {
		n, isNew := b.gramNumber.number(first, second)
		if isNew {
			b.grams.name(gramTerm(first, second))
		}
		b.set = b.grams.put(b.set, b.texts, n)
	}
	for r := range f.Letters() {
		add(r, 0)
		if last >= 0 {
			add(last, r)
		}
		last = r
	}
	b.texts++
	return slices.Clone(b.set)
}

func (b *segmentBuilder) wordsOf(passage uint32, words bleve.TokenStream) []uint32 {
	b.set = b.set[:0]
	for _, t := range words {
		if _, size := utf8.DecodeRune(t.Term); size == len(t.Term) {
			continue // words of one letter, a third of all: the unigrams have them
		}
		n, ok := b.wordNumber[string(t.Term)]
		if !ok {
			n = b.words.name(string(t.Term))
			b.wordNumber[b.words.terms[n]] = n
		}
		b.set = b.words.put(b.set, passage, n)
	}
	return slices.Clone(b.set)
}

// field is a field of a builder beside that of a segment.
type field struct {
	segment    *segment
	dictionary segmentapi.TermDictionary
	vocabulary *vocabulary
	sets       [][]uint32 // of each passage
}

// fields pairs what was built with what a segment has.
func (b *segmentBuilder) fields(s *segment) [2]field {
	grams := field{s, s.grams, b.grams, make([][]uint32, len(b.docs))}
	words := field{s, s.words, b.words, make([][]uint32, len(b.docs))}
	for n, doc := range b.docs {
		p := doc.(*passage)
		words.sets[n] = p.words.terms
		if p.grams != nil {
			grams.sets[n] = p.grams.terms
		}
	}
	return [...]field{grams, words}
}

// postings gives each term and the passages it was built for, rising.
func (f *field) postings() iter.Seq2[string, []uint32] {
	passages := make([][]uint32, len(f.vocabulary.terms))
	for n, set := range f.sets {
		for _, t := range set {
			passages[t] = append(passages[t], uint32(n))
		}
	}
	return func(yield func(string, []uint32) bool) {
		for t, term := range f.vocabulary.terms {
			if !yield(term, passages[t]) {
				return
			}
		}
	}
}

// bitmap is the passages that the segment has for a term, dead ones too.
func (f *field) bitmap(term string) (*roaring.Bitmap, error) {
	return f.segment.passages(f.dictionary, term)
}

// persist writes the segment. Its builder is spent.
func (b *segmentBuilder) persist(path string) error {
	seg, _, err := (&zap.ZapPlugin{}).New(b.docs)
	if err != nil {
		return err
	}
	defer seg.Close()
	if err := seg.(segmentapi.UnpersistedSegment).Persist(path); err != nil {
		return err
	}
	return os.Chmod(path, 0o644) // bleve makes it private; the rest of the index is not
}

// mergeSegments writes the live passages of several segments as one, in
// order. drops[i] are the dead ones of segment i, nil for none.
func mergeSegments(paths []string, drops []*roaring.Bitmap, to string) error {
	var segs []segmentapi.Segment
	defer func() {
		for _, s := range segs {
			s.Close()
		}
	}()
	for _, p := range paths {
		s, err := (&zap.ZapPlugin{}).Open(p)
		if err != nil {
			return &DamagedError{p, err.Error()}
		}
		segs = append(segs, s)
	}
	if _, _, err := (&zap.ZapPlugin{}).Merge(segs, drops, to, nil, nil); err != nil {
		os.Remove(to)
		return err
	}
	return os.Chmod(to, 0o644)
}

// segment answers which passages hold a term. It is safe for concurrent use:
// a dictionary of bleve's keeps the state of its last look-up, so there is a
// lock around that.
type segment struct {
	mu           sync.Mutex
	seg          segmentapi.Segment
	grams, words segmentapi.TermDictionary
	dead         *roaring.Bitmap // nil: none
}

// openSegment opens the segment of so many passages.
func openSegment(path string, passages int) (*segment, error) {
	data, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	defer data.Unmap()
	if err := checkSegment(data, passages); err != nil {
		return nil, &DamagedError{path, err.Error()}
	}
	s, err := (&zap.ZapPlugin{}).Open(path)
	if err != nil {
		return nil, &DamagedError{path, err.Error()}
	}
	out := &segment{seg: s}
	if out.grams, err = s.Dictionary(gramField); err == nil {
		out.words, err = s.Dictionary(wordField)
	}
	if err != nil {
		s.Close()
		return nil, &DamagedError{path, err.Error()}
	}
	return out, nil
}

func (s *segment) close() error { return s.seg.Close() }

// list looks a term up. The lock is let go by defer: damaged contents may
// make bleve panic.
func (s *segment) list(dict segmentapi.TermDictionary, term string) (segmentapi.PostingsList, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return dict.PostingsList([]byte(term), s.dead, nil)
}

// passages gives the live passages that hold a term, nil for none.
func (s *segment) passages(dict segmentapi.TermDictionary, term string) (*roaring.Bitmap, error) {
	list, err := s.list(dict, term)
	if err != nil {
		return nil, err
	}
	if list.Count() == 0 {
		return nil, nil
	}
	it, ok := list.Iterator(false, false, false, nil).(segmentapi.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("bleve's postings give no bitmap")
	}
	if bm := it.ActualBitmap(); bm != nil {
		return bm, nil
	}
	if n, ok := it.DocNum1Hit(); ok {
		return roaring.BitmapOf(uint32(n)), nil
	}
	return nil, nil
}
