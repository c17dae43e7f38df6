package match

import "yinzheng/internal/analysis"

// FindLoosely is Find, and how many matches loose mode finds in the same
// text, both in one pass over its letters where that can be. It looks at f in
// all modes. A raw pattern must have asked Loosely.
//
// A match in exact mode is one in loose mode, but of those that overlap each
// mode chooses its own, and exclusions lie at more places in loose mode: there
// can be fewer.
func (s *Scanner) FindLoosely(f *analysis.Folded, text string) (spans []Span, loose int) {
	switch {
	case s.m.mode == Loose:
		spans = s.Find(f, text)
		return spans, len(spans)
	case s.lit != nil:
		return s.literalLoosely(f)
	case s.m.mode == Raw:
		s.m.loose.choose(&foldedSubject{f: f, mode: Loose, hist: s.hist}, func(Span) bool { loose++; return true })
		return s.Find(f, text), loose
	}
	s.spans = s.spans[:0]
	sub := &foldedSubject{f: f, mode: Exact, hist: s.hist, loose: &looseParts{found: map[*part][]Span{}}}
	s.m.root.choose(sub, func(x Span) bool {
		s.spans = append(s.spans, x)
		return true
	})
	if !sub.loose.differ {
		return s.spans, len(s.spans)
	}
	sub.mode = Loose
	s.m.root.choose(sub, func(Span) bool { loose++; return true })
	return s.spans, loose
}

// literalLoosely looks at each place where the letters stand.
func (s *Scanner) literalLoosely(f *analysis.Folded) ([]Span, int) {
	s.spans = s.spans[:0]
	size, loose := len(s.lit.units), 0
	exactFrom, looseFrom := 0, 0 // the first places that overlap no match before
	for at := s.lit.next(f.Units, 0); at >= 0; at = s.lit.next(f.Units, at) {
		exact := at >= exactFrom && s.lit.fits(f, at, Exact)
		if exact {
			s.spans = append(s.spans, Span{at, at + size})
			exactFrom = at + size
		}
		if at >= looseFrom && (exact || s.lit.fits(f, at, Loose)) {
			loose++
			looseFrom = at + size
		}
		at = max(at+1, min(exactFrom, looseFrom))
	}
	return s.spans, loose
}

// looseParts remembers, while a text is looked through in exact mode, where
// each part stands in loose mode. Where no part that was asked for stands at
// more places, every step in loose mode would be the same.
type looseParts struct {
	found  map[*part][]Span
	differ bool
}

// occurrences are those of the subject's mode.
func (l *looseParts) occurrences(s *foldedSubject, p *part) []Span {
	spans, known := l.found[p]
	if s.mode == Loose && known {
		return append([]Span(nil), spans...) // who is given them may change them
	}
	n := newFinder(p, s.hist)
	var exact, loose []Span
	for at := n.next(s.f.Units, 0); at >= 0; at = n.next(s.f.Units, at+1) {
		x := Span{at, at + len(p.units)}
		fits := p.fits(s.f, at, Exact)
		if fits {
			exact = append(exact, x)
		}
		if fits || p.fits(s.f, at, Loose) {
			loose = append(loose, x)
		}
	}
	if s.mode == Loose {
		return loose
	}
	l.found[p] = loose
	l.differ = l.differ || len(loose) > len(exact)
	return exact
}
