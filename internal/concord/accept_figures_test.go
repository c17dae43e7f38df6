package concord_test

import (
	"fmt"
	"hash"
	"hash/fnv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// asked is a question to a concordance.
type asked struct {
	name    string
	pattern match.Pattern
	keep    func(corpus.Info) bool // nil: all documents
	width   int                    // characters of context
	seed    uint64
}

// comparedContext is the least characters of context that lines are sorted by.
const comparedContext = concord.DefaultWidth

// fewMentions are so many that they are also sorted and sampled.
const (
	fewMentions = 3000
	sampleSize  = 40
)

// figures are all that a concordance says in answer to a question.
type figures struct {
	concord.Totals
	Forms    []concord.Form
	By       concord.Breakdowns
	Groups   map[string]concord.Groups // by each of concord.GroupKeys
	Strips   []concord.Strip
	Listings map[string]listing // by order; all but that of position only of few
	Sample   []string           // lines, of few
}

// differences says, part by part, in what two answers differ.
func differences(a, b *figures) string {
	var d strings.Builder
	for _, part := range [...]struct{ what, diff string }{
		{"totals", cmp.Diff(a.Totals, b.Totals)},
		{"forms", cmp.Diff(a.Forms, b.Forms)},
		{"by", cmp.Diff(a.By, b.By)},
		{"groups", cmp.Diff(a.Groups, b.Groups)},
		{"strips", cmp.Diff(a.Strips, b.Strips)},
		{"listings", cmp.Diff(a.Listings, b.Listings)},
		{"sample", cmp.Diff(a.Sample, b.Sample)},
	} {
		if part.diff != "" {
			fmt.Fprintf(&d, "%s:\n%.3000s\n", part.what, part.diff)
		}
	}
	return d.String()
}

// numbers is how many numbers there are in the tables, and listings.
func (f *figures) numbers() int {
	n := 2 + len(f.Forms) + len(f.Strips)*(2+concord.StripCells) + len(f.Listings)
	for _, rows := range [][]concord.Row{f.By.Year, f.By.Issuer, f.By.Type} {
		n += 4 * len(rows)
	}
	for _, g := range f.Groups {
		n += 2 + 4*len(g.Rows)
	}
	return n
}

// isMixed tells whether forms differ in script, case or width alone.
func (f *figures) isMixed() bool {
	seen := map[string]bool{}
	for _, form := range f.Forms {
		seen[analysis.FoldString(form.Text)] = true
	}
	return len(seen) < len(f.Forms)
}

// listing is the number of the lines in one order, and a hash of them all.
type listing struct {
	Lines int
	Hash  uint64
}

// lister makes a listing.
type lister struct {
	lines int
	hash  hash.Hash64
}

func newLister() *lister { return &lister{hash: fnv.New64a()} }

func (l *lister) add(line string) {
	l.lines++
	l.hash.Write([]byte(line))
}

func (l *lister) listing() listing { return listing{l.lines, l.hash.Sum64()} }

// printed is all of a mention.
func printed(m concord.Mention) string {
	d := m.Document
	numbers := fmt.Sprintf("%d-%d:%d", m.Start, m.End, m.Line)
	return strings.Join([]string{d.ID, d.Path, d.Title, d.Issuer, d.Number, d.Date, d.Type, d.Encoding, d.Format,
		m.Section, numbers, m.Before, m.Match, m.After, "\n"}, "\x00")
}

// answer asks src the question in every way.
func (q *asked) answer(t *testing.T, src concord.Source) *figures {
	t.Helper()
	f := &figures{Groups: map[string]concord.Groups{}, Listings: map[string]listing{}}
	c := concord.New(src, q.pattern, concord.Options{Keep: q.keep, Width: q.width})
	f.Listings[concord.ByPosition] = list(t, c, nil)
	f.Totals, f.Forms, f.By = c.Totals, c.Forms, c.By
	q.checkCount(t, src, f)
	for _, by := range concord.GroupKeys() {
		g, err := concord.NewGroups(t.Context(), src, q.pattern, by, q.keep)
		if err != nil {
			t.Fatal(err)
		}
		f.Groups[by] = *g
	}
	strips, err := concord.NewStrips(t.Context(), src, q.pattern, q.keep)
	if err != nil {
		t.Fatal(err)
	}
	f.Strips = strips.Strips
	if diff := cmp.Diff(f.Totals, strips.Totals); diff != "" {
		t.Errorf("the strips have other totals (-concordance +strips)\n%s", diff)
	}
	if f.Occurrences > 0 && f.Occurrences <= fewMentions {
		q.answerFew(t, src, f)
	}
	return f
}

// checkCount asks for the totals alone.
func (q *asked) checkCount(t *testing.T, src concord.Source, f *figures) {
	t.Helper()
	totals, err := concord.Count(t.Context(), src, q.pattern, q.keep)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f.Totals, totals); diff != "" {
		t.Errorf("Count differs (-concordance +Count)\n%s", diff)
	}
}

// answerFew sorts and samples.
func (q *asked) answerFew(t *testing.T, src concord.Source, f *figures) {
	t.Helper()
	for _, order := range concord.Sorts() {
		if order != concord.ByPosition {
			c := concord.New(src, q.pattern, concord.Options{Keep: q.keep, Width: q.width, Sort: order})
			f.Listings[order] = list(t, c, nil)
		}
	}
	o := concord.Options{Keep: q.keep, Width: q.width, Sample: sampleSize, Seed: q.seed}
	c := concord.New(src, q.pattern, o)
	list(t, c, func(line string) { f.Sample = append(f.Sample, line) })
	if diff := cmp.Diff(f.Totals, c.Totals); diff != "" {
		t.Errorf("other totals where a sample is drawn (-else +sample)\n%s", diff)
	}
}

// list lists the mentions, each for visit too unless that is nil.
func list(t *testing.T, c *concord.Concordance, visit func(line string)) listing {
	t.Helper()
	l := newLister()
	for m, err := range c.Mentions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		line := printed(m)
		l.add(line)
		if visit != nil {
			visit(line)
		}
	}
	return l.listing()
}
