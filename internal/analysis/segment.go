package analysis

import (
	"errors"
	"fmt"
	"iter"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
	"github.com/go-ego/gse"
)

// maxRun is the most bytes that are cut at once. gse adds up the lengths of its
// path in float32; over a long text, where the sum is large, rounding decides
// between words. Ordinary runs have 10 to 100 bytes.
const maxRun = 3 << 10

// filler stands for the words that a small segmenter leaves out. It is a mark,
// and so in no run.
const filler = "\n"

// A Token is a word as a half-open byte range of the text that was cut.
type Token struct{ Start, End int }

// A Segmenter cuts folded text into the words of a dictionary by gse's shortest
// path, without its hidden Markov model: a letter that belongs to no word is a
// word. A run of Latin letters and digits is never divided. What a run of
// letters is cut into depends on this run and the dictionary alone.
//
// It is safe for concurrent use. Two kinds cut alike:
//
// NewSegmenter's costs nothing to make. For each text it makes a gse segmenter
// of the words that occur in this text. A word's path length depends on its own
// frequency and on the total alone, so these words and one filler that brings
// the total to the dictionary's give the path that all words give. A query of 20
// letters takes 0.04 ms, a document of 50 KB 15 ms; texts of 500 bytes 1.6 MB/s,
// long ones 3.5 MB/s.
//
// NewFullSegmenter's takes 0.9 s and 130 MB to make and then cuts 15 MB/s a core.
// It pays from about 3 MB of text.
type Segmenter struct {
	dict *Dictionary
	full *gse.Segmenter // nil: a small one for each text
}

// NewSegmenter is the segmenter for queries and small updates.
func NewSegmenter(d *Dictionary) *Segmenter { return &Segmenter{dict: d} }

// NewFullSegmenter is the segmenter for building an index from nothing. It
// keeps nothing of d.
func NewFullSegmenter(d *Dictionary) (*Segmenter, error) {
	small := newSmall(d.total)
	if err := d.each(small.add); err != nil {
		return nil, fmt.Errorf("dictionary could not be loaded: %w", err)
	}
	full, err := small.finish()
	if err != nil {
		return nil, err
	}
	return &Segmenter{full: full}, nil
}

// each yields the words of the dictionary and their frequencies. What makes no
// sense, though the checksum held, is an error.
func (d *Dictionary) each(yield func(word string, freq uint64) error) error {
	words := 0
	err := guarded(func() error {
		it, err := d.fst.Search(&strider{left: freeSteps + stepTimes*len(d.data)}, nil, nil)
		for err == nil {
			key, freq := it.Current()
			word := string(key)
			switch {
			case !isRun(word):
				return fmt.Errorf("%q is no word", word)
			case words == d.Len():
				return fmt.Errorf("it should hold %d words, and holds more", words)
			}
			if err = yield(word, freq); err == nil {
				words++
				err = it.Next()
			}
		}
		return err
	})
	switch {
	case !errors.Is(err, vellum.ErrIteratorDone):
		return err
	case words != d.Len():
		return fmt.Errorf("it should hold %d words, and %d were found", d.Len(), words)
	}
	return nil
}

// A few states that lead to one another spell words without end, of any
// length. So each word is followed for so many bytes, and all of them for so
// many steps and as many more for each byte of the dictionary: gse's own takes
// two for five bytes.
const (
	maxWordBytes = maxWordLetters * utf8.UTFMax
	freeSteps    = 1 << 18
	stepTimes    = 4
)

// strider is a vellum automaton that follows all words within these bounds.
// Its state is the bytes of the word so far.
type strider struct{ left int }

func (s *strider) Start() int               { return 0 }
func (s *strider) IsMatch(int) bool         { return true }
func (s *strider) WillAlwaysMatch(int) bool { return false }
func (s *strider) CanMatch(size int) bool   { return s.left >= 0 && size <= maxWordBytes }
func (s *strider) Accept(size int, _ byte) int {
	s.left--
	return size + 1
}

// Cut is the words of text in order, as Words gives them.
func (s *Segmenter) Cut(text string) []Token {
	var tokens []Token
	s.Words(text, func(start, end int) bool {
		tokens = append(tokens, Token{start, end})
		return true
	})
	return tokens
}

// Words yields the words of text in order, as byte ranges, until yield returns
// false. text is folded; marks and bytes that are not UTF-8 belong to no word
// and end one.
func (s *Segmenter) Words(text string, yield func(start, end int) bool) {
	seg := s.full
	if seg == nil {
		seg = s.dict.segmenterFor(text)
	}
	var buf []byte
	for start, end := range runs(text) {
		buf = append(buf[:0], text[start:end]...)
		for _, word := range seg.Segment(buf) {
			if !yield(start+word.Start(), start+word.End()) {
				return
			}
		}
	}
}

// runs yields the maximal runs of letters, and long ones in pieces.
func runs(text string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		start := 0
		for at := 0; at < len(text); {
			r, size := utf8.DecodeRuneInString(text[at:])
			letter := isLetter(r)
			if (!letter || at+size-start > maxRun) && start < at {
				if !yield(start, at) {
					return
				}
				start = at
			}
			at += size
			if !letter {
				start = at
			}
		}
		if start < len(text) {
			yield(start, len(text))
		}
	}
}

// isLetter is false for utf8.RuneError.
func isLetter(r rune) bool {
	class, _ := foldRune(r)
	return class == Letter && r != utf8.RuneError
}

// isRun tells whether word can stand in a text undivided by marks.
func isRun(word string) bool {
	for start, end := range runs(word) {
		return start == 0 && end == len(word)
	}
	return false
}

// hasLetter tells whether any rune of text is a letter.
func hasLetter(text string) bool {
	for range runs(text) {
		return true
	}
	return false
}

// small collects words for a gse segmenter.
type small struct {
	seg   *gse.Segmenter
	total float64 // of the whole dictionary
	held  float64 // of the words added
}

func newSmall(total float64) *small {
	seg := &gse.Segmenter{Dict: gse.NewDict(), NotLoadHMM: true, SkipLog: true}
	return &small{seg: seg, total: total}
}

// add takes a word that was not added before.
func (s *small) add(word string, freq uint64) error {
	s.held += float64(freq)
	return s.seg.AddToken(word, float64(freq))
}

// finish adds the filler. Frequencies are whole numbers and their total is far
// below 2^53, so the sums are exact in whatever order they are taken.
func (s *small) finish() (*gse.Segmenter, error) {
	if err := s.seg.AddToken(filler, s.total-s.held); err != nil {
		return nil, fmt.Errorf("dictionary could not be loaded: %w", err)
	}
	s.seg.CalcToken()
	return s.seg, nil
}

// segmenterFor makes the gse segmenter of the words that occur in text.
func (d *Dictionary) segmenterFor(text string) *gse.Segmenter {
	words := newSmall(d.total)
	f := finder{fst: d.fst, first: map[string]state{}, found: map[string]struct{}{}, left: freeWords + wordTimes*len(text)}
	// As in Frequency: after an error there are no more words.
	_ = guarded(func() error {
		for start, end := range runs(text) {
			f.find(text[start:end], words)
		}
		return nil
	})
	seg, _ := words.finish()
	return seg
}

// A finder finds the words of a dictionary in runs.
type finder struct {
	fst   *vellum.FST
	atoms []int // ends of the atoms of the run at hand
	first map[string]state
	found map[string]struct{}
	left  int // bytes of words that may still be found
}

// All words that are found in a text have so many bytes at most, and so many
// for each byte of the text: more than any dictionary of words has, less than
// one whose states lead to one another.
const (
	freeWords = 64 << 10
	wordTimes = 64
)

// A state is where the FST stands after some bytes.
type state struct {
	addr int
	freq uint64 // sum of the outputs on the way
}

// find adds the words that begin and end at atoms of the run and were not found
// before.
func (f *finder) find(run string, words *small) {
	f.atoms = appendAtoms(f.atoms[:0], run)
	start := 0
	for i, end := range f.atoms {
		at := f.begin(run[start:end])
		for _, next := range f.atoms[i:] {
			if next-start > maxWordBytes {
				break
			}
			if next > end {
				at = f.walk(at, run[end:next])
				end = next
			}
			if !f.fst.CanMatch(at.addr) {
				break
			}
			if ok, rest := f.fst.IsMatchWithVal(at.addr); ok {
				f.take(run[start:end], at.freq+rest, words)
			}
		}
		start = f.atoms[i]
	}
}

// take adds word unless it was found before.
func (f *finder) take(word string, freq uint64, words *small) {
	if _, ok := f.found[word]; ok || f.left < len(word) {
		return
	}
	f.left -= len(word)
	f.found[word] = struct{}{}
	// gse refuses only negative token numbers.
	_ = words.add(word, freq)
}

// begin is the state after the first atom of a word. A text has few different
// atoms, so that remembering them spares a third of the walk.
func (f *finder) begin(atom string) state {
	at, ok := f.first[atom]
	if !ok {
		at = f.walk(state{addr: f.fst.Start()}, atom)
		f.first[atom] = at
	}
	return at
}

// walk gives a state that can't match when no word goes on like this.
func (f *finder) walk(at state, text string) state {
	for i := 0; i < len(text) && f.fst.CanMatch(at.addr); i++ {
		next, freq := f.fst.AcceptWithVal(at.addr, text[i])
		at.addr, at.freq = next, at.freq+freq
	}
	return at
}

// appendAtoms appends the ends of the pieces that gse never divides: runs of
// letters and numbers of at most two bytes in UTF-8, and any other rune. It is
// gse's SplitTextToWords without the copies.
func appendAtoms(ends []int, run string) []int {
	inside := false
	for at := 0; at < len(run); {
		r, size := utf8.DecodeRuneInString(run[at:])
		narrow := size <= 2 && (unicode.IsLetter(r) || unicode.IsNumber(r))
		if at > 0 && !(narrow && inside) {
			ends = append(ends, at)
		}
		inside = narrow
		at += size
	}
	if run != "" {
		ends = append(ends, len(run))
	}
	return ends
}
