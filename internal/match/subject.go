package match

import (
	"sort"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// Histogram counts the bytes of folded texts, so that a search can look for
// the rarest byte of its pattern. Any histogram gives the right answer.
type Histogram = [256]uint32

// Count adds units to a histogram.
func Count(h *Histogram, units []uint16) {
	for _, b := range bytesOf(units) {
		h[b]++
	}
}

// Scanner looks for one Matcher in many texts, one after the other. It keeps
// buffers: one goroutine at a time.
type Scanner struct {
	m     *Matcher
	hist  *Histogram
	lit   *finder // the pattern is this one literal
	spans []Span
}

// Scanner prepares a search. A nil histogram is an even one.
func (m *Matcher) Scanner(h *Histogram) *Scanner {
	if h == nil {
		h = new(Histogram)
	}
	s := &Scanner{m: m, hist: h}
	if p := m.root.literal(); p != nil && m.mode != Raw {
		f := newFinder(p, h)
		s.lit = &f
	}
	return s
}

// Find gives the matches in units of f, in order, disjoint; in raw mode in
// bytes of text. Other modes don't look at text, raw doesn't look at f. The
// result is valid until the next call.
func (s *Scanner) Find(f *analysis.Folded, text string) []Span {
	s.spans = s.spans[:0]
	s.each(f, text, func(x Span) bool {
		s.spans = append(s.spans, x)
		return true
	})
	return s.spans
}

// Count is the number of matches that Find gives.
func (s *Scanner) Count(f *analysis.Folded, text string) int {
	n := 0
	s.each(f, text, func(Span) bool { n++; return true })
	return n
}

// Has tells whether Find gives any.
func (s *Scanner) Has(f *analysis.Folded, text string) bool {
	found := false
	s.each(f, text, func(Span) bool { found = true; return false })
	return found
}

func (s *Scanner) each(f *analysis.Folded, text string, yield func(Span) bool) {
	if s.lit != nil {
		s.eachLiteral(f, yield)
		return
	}
	var sub subject
	if s.m.mode == Raw {
		sub = &rawSubject{text: text}
	} else {
		sub = &foldedSubject{f: f, mode: s.m.mode, hist: s.hist}
	}
	s.m.root.choose(sub, yield)
}

// eachLiteral is choose for one literal.
func (s *Scanner) eachLiteral(f *analysis.Folded, yield func(Span) bool) {
	size := len(s.lit.units)
	for at := 0; ; {
		if at = s.lit.next(f.Units, at); at < 0 {
			return
		}
		if !s.lit.fits(f, at, s.m.mode) {
			at++
			continue
		}
		if !yield(Span{at, at + size}) {
			return
		}
		at += size
	}
}

// subject is a text in one coordinate: units, or bytes in raw mode.
type subject interface {
	// occurrences gives all matches of a part, overlapping ones too.
	occurrences(p *part) []Span
	// letters counts those of [from, to).
	letters(from, to int) int
	// crosses tells whether a paragraph ends between the letters around
	// [from, to].
	crosses(from, to int) bool
}

type foldedSubject struct {
	f      *analysis.Folded
	mode   Mode
	hist   *Histogram
	loose  *looseParts // nil: nobody asks
	breaks []int       // units that start a paragraph; nil: not yet collected
	lows   []int       // low surrogates
}

func (s *foldedSubject) occurrences(p *part) []Span {
	if s.loose != nil {
		return s.loose.occurrences(s, p)
	}
	n := newFinder(p, s.hist)
	var spans []Span
	for at := n.next(s.f.Units, 0); at >= 0; at = n.next(s.f.Units, at+1) {
		if p.fits(s.f, at, s.mode) {
			spans = append(spans, Span{at, at + len(p.units)})
		}
	}
	return spans
}

func (s *foldedSubject) letters(from, to int) int {
	if !s.f.Wide {
		return to - from
	}
	if s.lows == nil {
		s.lows = []int{}
		for i, u := range s.f.Units {
			if u>>10 == 0xdc00>>10 {
				s.lows = append(s.lows, i)
			}
		}
	}
	return to - from - between(s.lows, from, to)
}

func (s *foldedSubject) crosses(from, to int) bool {
	if s.breaks == nil {
		s.breaks = []int{}
		n := len(s.f.Units)
		for i := s.f.BreakBefore(0, n); i < n; i = s.f.BreakBefore(i, n) {
			s.breaks = append(s.breaks, i)
		}
	}
	return between(s.breaks, from, to+1) > 0
}

// between counts the members of a sorted list in [from, to).
func between(list []int, from, to int) int {
	return sort.SearchInts(list, to) - sort.SearchInts(list, from)
}

type rawSubject struct {
	text string
	ends []int // bytes behind each letter; nil: not yet collected
}

func (s *rawSubject) occurrences(p *part) []Span {
	var spans []Span
	for at := 0; ; at++ {
		i := strings.Index(s.text[at:], p.raw)
		if i < 0 {
			return spans
		}
		at += i
		spans = append(spans, Span{at, at + len(p.raw)})
	}
}

func (s *rawSubject) letters(from, to int) int {
	if s.ends == nil {
		s.ends = []int{}
		for at, r := range s.text {
			for range analysis.CountLetters(string(r)) {
				s.ends = append(s.ends, at+utf8.RuneLen(r))
			}
		}
	}
	return between(s.ends, from+1, to+1)
}

func (s *rawSubject) crosses(from, to int) bool {
	return strings.Contains(s.text[from:to], "\n")
}
