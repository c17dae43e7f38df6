package concord

import (
	"context"
	"errors"
	"iter"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// Sum is mentions, and the documents that hold at least one.
type Sum struct{ Occurrences, Documents int }

func (s *Sum) add(occurrences int) {
	s.Occurrences += occurrences
	s.Documents++
}

// Totals is what was found in all.
type Totals struct {
	Sum
	Beside
}

// Beside is what has to be known of totals so that nobody takes them for more
// or for less than they are.
type Beside struct {
	// Loose is what loose mode finds in the same documents, where punctuation
	// doesn't matter. It is nil if that was asked, and if the pattern is raw
	// and has a part without letters.
	Loose *Sum
	// Copies is how much of the totals stands in copies: documents whose text
	// is, byte for byte, that of one before them in order of path which was
	// asked too.
	Copies Sum
}

// More tells whether loose mode finds something else.
func (t Totals) More() bool { return t.Loose != nil && *t.Loose != t.Sum }

// find is Find of src, and what stands beside in b, which is whole when all
// has been ranged over. Without b nothing is asked beside.
func find(ctx context.Context, src Source, p match.Pattern, keep func(corpus.Info) bool, b *Beside) iter.Seq2[match.Hits, error] {
	if b == nil {
		return src.Find(ctx, p, keep)
	}
	if p.Loosely = hasLoose(p); p.Loosely {
		b.Loose = &Sum{}
	}
	copies := copies{src: src}
	return func(yield func(match.Hits, error) bool) {
		for hits, err := range src.Find(ctx, p, keep) {
			if err == nil && hits.Loose > 0 {
				b.Loose.add(hits.Loose)
			}
			if err == nil && len(hits.Spans) == 0 {
				continue
			}
			if err == nil {
				var again bool
				if again, err = copies.has(hits.Doc); again {
					b.Copies.add(len(hits.Spans))
				}
			}
			if !yield(hits, err) || err != nil {
				return
			}
		}
	}
}

// hasLoose tells whether loose mode can be asked beside the pattern's own.
func hasLoose(p match.Pattern) bool {
	if p.Mode != match.Raw {
		return p.Mode == match.Exact
	}
	p.Mode = match.Loose
	_, err := match.Compile(p)
	return !errors.Is(err, match.ErrNoLetters)
}

// copies are the documents that were met, those with one text once.
type copies struct {
	src  Source
	seen map[int][]int // by size
}

// has tells whether a document with this one's text was met before.
func (c *copies) has(doc int) (bool, error) {
	size := c.src.Size(doc)
	for _, other := range c.seen[size] {
		if same, err := c.src.SameText(other, doc); same || err != nil {
			return same, err
		}
	}
	if c.seen == nil {
		c.seen = map[int][]int{}
	}
	c.seen[size] = append(c.seen[size], doc)
	return false, nil
}

// WithoutCopies is keep with each text once: of documents that it takes and
// that have one text, the first in order of path stands for all.
func WithoutCopies(src Source, keep func(corpus.Info) bool) (func(corpus.Info) bool, error) {
	again := map[string]bool{} // by path
	copies := copies{src: src}
	for doc := range src.Len() {
		info := src.Info(doc)
		if keep != nil && !keep(info) {
			continue
		}
		has, err := copies.has(doc)
		if err != nil {
			return nil, err
		}
		if has {
			again[info.Path] = true
		}
	}
	if len(again) == 0 {
		return keep, nil
	}
	return func(info corpus.Info) bool { return !again[info.Path] && (keep == nil || keep(info)) }, nil
}
