package brute

import (
	"context"
	"iter"
	"sort"
	"sync"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// Source is documents in memory, numbered from 0 in order of Path. It is
// never changed, and safe for concurrent use.
type Source struct {
	docs    []*corpus.Document
	letters func() []int // of each text, counted when first asked for
}

// NewSource takes all documents. It keeps them and changes nothing in them;
// the first error ends it.
func NewSource(docs iter.Seq2[*corpus.Document, error]) (*Source, error) {
	s := &Source{}
	for doc, err := range docs {
		if err != nil {
			return nil, err
		}
		s.docs = append(s.docs, doc)
	}
	sort.SliceStable(s.docs, func(i, j int) bool { return s.docs[i].Path < s.docs[j].Path })
	s.letters = sync.OnceValue(s.countLetters)
	return s, nil
}

func (s *Source) countLetters() []int {
	counts := make([]int, len(s.docs))
	for i, doc := range s.docs {
		counts[i] = analysis.CountLetters(doc.Text)
	}
	return counts
}

// Len is the number of documents.
func (s *Source) Len() int { return len(s.docs) }

// Info describes a document.
func (s *Source) Info(doc int) corpus.Info { return s.docs[doc].Info }

// Size is the bytes of a document's text.
func (s *Source) Size(doc int) int { return len(s.docs[doc].Text) }

// SameText tells whether two documents have one text, byte for byte.
func (s *Source) SameText(a, b int) (bool, error) { return s.docs[a].Text == s.docs[b].Text, nil }

// Letters is the number of folded letters of a document's text.
func (s *Source) Letters(doc int) int { return s.letters()[doc] }

// Find yields the hits of p in every document that keep, if not nil, wants,
// in order of number; of a pattern that asks Loosely, also what only loose
// mode finds. An error is the last thing it yields: that p can't be looked
// for, or ctx's.
func (s *Source) Find(ctx context.Context, p match.Pattern, keep func(corpus.Info) bool) iter.Seq2[match.Hits, error] {
	return func(yield func(match.Hits, error) bool) {
		patterns := []match.Pattern{p}
		if p.Loosely {
			loose := p
			loose.Mode = match.Loose
			patterns = append(patterns, loose)
		}
		set, err := NewSet(patterns)
		if err != nil {
			yield(match.Hits{}, err)
			return
		}
		for i, doc := range s.docs {
			if err := ctx.Err(); err != nil {
				yield(match.Hits{}, err)
				return
			}
			if keep != nil && !keep(doc.Info) {
				continue
			}
			h := match.Hits{Doc: i}
			set.Scan(doc.Text, func(pattern int, spans []match.Span) {
				if pattern == 0 {
					h.Spans = spans
				} else {
					h.Loose = len(spans)
				}
			})
			if (len(h.Spans) > 0 || h.Loose > 0) && !yield(h, nil) {
				return
			}
		}
	}
}

// first gives the matches of the set's first pattern.
func (s *Set) first(text string) (spans []match.Span) {
	s.Scan(text, func(_ int, found []match.Span) { spans = found })
	return spans
}

// Load gives the document of a hit, and its spans in bytes of the
// document's Text.
func (s *Source) Load(h match.Hits) (*corpus.Document, []match.Span, error) {
	return s.docs[h.Doc], h.Spans, nil
}
