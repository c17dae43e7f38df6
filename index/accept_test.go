package index_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf16"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/match"
)

// TestAccept holds the index against the brute scan and against ripgrep, on
// the real documents. It takes minutes and runs only with YINZHENG_ACCEPT=1
// and where the corpus is. YINZHENG_SEED repeats a run.
func TestAccept(t *testing.T) {
	folder := acceptCorpus(t)
	seed := acceptSeed(t)
	whole := build(t, folder, []string{folder})
	t.Run("Substrings", func(t *testing.T) { whole.substrings(t, seed, 20_000, 20_000) })
	t.Run("Patterns", func(t *testing.T) { whole.patterns(t, seed, 240) })
	t.Run("Laws", func(t *testing.T) { whole.laws(t, filepath.Join(folder, "laws")) })
	t.Run("MarksPartNothing", whole.marksPartNothing)
	t.Run("TenthOfDocuments", func(t *testing.T) {
		var paths []string
		for i := 0; i < len(whole.docs); i += 10 {
			paths = append(paths, filepath.Join(folder, filepath.FromSlash(whole.docs[i].Path)))
		}
		build(t, folder, paths).substrings(t, seed+1, 200_000, 25_000)
	})
}

// marksPartNothing asks for what policies write with quotation marks, as
// nobody types it: exact finds all that loose does, but for what other marks part.
func (j *judged) marksPartNothing(t *testing.T) {
	for _, tt := range []struct {
		term                       string
		exact, exactIn, all, allIn int
	}{
		{"三个代表重要思想", 130, 77, 130, 77},
		{"三农工作", 41, 17, 41, 17},
		{"一带一路建设", 30, 21, 30, 21},
		{"四个全面战略布局", 23, 21, 23, 21},
		{"一国两制方针", 18, 13, 18, 13},
		{"双随机一公开", 1, 1, 59, 24}, // 、 stands in it
	} {
		for _, mode := range [...]match.Mode{match.Exact, match.Loose} {
			n, in := 0, 0
			for hits, err := range j.ix.Find(t.Context(), match.Literal(tt.term, mode), nil) {
				if err != nil {
					t.Fatal(err)
				}
				n += len(hits.Spans)
				in++
			}
			want, wantIn := tt.exact, tt.exactIn
			if mode == match.Loose {
				want, wantIn = tt.all, tt.allIn
			}
			if n != want || in != wantIn {
				t.Errorf("%s, %s: %d in %d documents, want %d in %d", tt.term, mode, n, in, want, wantIn)
			}
		}
	}
}

// acceptCorpus is the folder of the real documents; without them, or without
// the wish to wait, the test is skipped.
func acceptCorpus(t *testing.T) string {
	t.Helper()
	if os.Getenv("YINZHENG_ACCEPT") != "1" {
		t.Skip("takes minutes: runs with YINZHENG_ACCEPT=1 only (make accept)")
	}
	folder := os.Getenv("YINZHENG_CORPUS")
	if folder == "" {
		folder = "../../shared/corpus"
	}
	if _, err := os.Stat(filepath.Join(folder, "laws")); err != nil {
		t.Skip("no corpus to test on: ", err)
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func acceptSeed(t *testing.T) uint64 {
	t.Helper()
	seed := uint64(20_210_101)
	if s := os.Getenv("YINZHENG_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal("YINZHENG_SEED: ", err)
		}
	}
	t.Logf("YINZHENG_SEED=%d", seed)
	return seed
}

// judged is an index and the documents that it gives back, by number.
type judged struct {
	ix   *index.Index
	docs []*corpus.Document
}

func build(t *testing.T, root string, paths []string) *judged {
	t.Helper()
	start := time.Now()
	dir := filepath.Join(t.TempDir(), "index")
	sum, err := index.Update(t.Context(), dir, paths, index.UpdateOptions{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	built := time.Since(start)
	j := &judged{}
	if j.ix, err = index.Open(dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.ix.Close() })
	size := 0
	for doc, err := range j.ix.Documents() {
		if err != nil {
			t.Fatal(err)
		}
		j.docs = append(j.docs, doc)
		size += len(doc.Text)
	}
	if len(j.docs) != sum.New || len(j.docs) < len(paths) {
		t.Fatalf("%d documents come back of %d that were put in", len(j.docs), sum.New)
	}
	t.Logf("%d documents, %.1f MB of text, %d unread, %d skipped: built in %.1fs, read back in %.1fs",
		len(j.docs), float64(size)/1e6, len(sum.Unread), sum.Skipped, built.Seconds(), (time.Since(start) - built).Seconds())
	return j
}

// substrings asks for n substrings and a fifth of it in mutated ones, each in
// every mode, a portion at a time.
func (j *judged) substrings(t *testing.T, seed uint64, n, portion int) {
	d := newDrawer(j.docs, seed)
	counts := map[string]int{}
	for done := 0; done < n && !t.Failed(); done += portion {
		var ps []match.Pattern
		for _, text := range d.texts(min(portion, n-done)) {
			for _, mode := range [...]match.Mode{match.Exact, match.Loose, match.Raw} {
				if mode == match.Raw || analysis.CountLetters(text) > 0 {
					ps = append(ps, match.Literal(text, mode))
				} else {
					j.refuses(t, match.Literal(text, mode))
				}
			}
		}
		j.agree(t, seed, ps, counts)
	}
	t.Logf("%d substrings, %d over the end of a passage, %d of a paragraph, %d mutated; %s",
		n, d.overPassage, d.overParagraph, d.mutated, printCounts(counts))
	if d.overPassage < n/10 || d.overParagraph < n/10 {
		t.Errorf("too few substrings stand over ends of passages or paragraphs")
	}
}

// patterns asks for n patterns that are no literals, all kinds and modes by
// turns.
func (j *judged) patterns(t *testing.T, seed uint64, n int) {
	d := newDrawer(j.docs, seed)
	var ps []match.Pattern
	counts := map[string]int{}
	for i := 0; len(ps) < n; i++ {
		if p := d.pattern(i, match.Mode(i/patternKinds%3)); compiles(p) {
			ps = append(ps, p)
		}
	}
	j.agree(t, seed, ps, counts)
	t.Log(printCounts(counts))
	for _, mode := range [...]match.Mode{match.Exact, match.Loose, match.Raw} {
		if found := counts[mode.String()+" found"]; found < n/6 {
			t.Errorf("%v: only %d patterns match anything, the test says little", mode, found)
		}
	}
}

func compiles(p match.Pattern) bool {
	_, err := match.Compile(p)
	return err == nil
}

// refuses checks that nothing is made of a pattern without letters.
func (j *judged) refuses(t *testing.T, p match.Pattern) {
	for hits, err := range j.ix.Find(t.Context(), p, nil) {
		if !errors.Is(err, match.ErrNoLetters) {
			t.Errorf("%v %q has no letters: got %v, %v", p.Mode, p.Wanted, hits, err)
		}
	}
}

// tally is what one pattern finds in all documents. The sums are of hashes
// of a document and its spans, so the order of documents does not matter:
// units of every document's hits (bytes in raw mode), bytes of a sample.
type tally struct {
	documents, hits int
	units, bytes    uint64
}

func (t *tally) add(o tally) {
	t.documents += o.documents
	t.hits += o.hits
	t.units += o.units
	t.bytes += o.bytes
}

// sampled tells whether the hits of a pattern in a document are also
// compared in bytes of the text.
func sampled(pattern, doc int) bool { return (pattern*31+doc)%32 == 0 }

func hashSpans(doc int, spans []match.Span, at func(int) int) uint64 {
	h := mix(0x9e3779b97f4a7c15, uint64(doc))
	for _, x := range spans {
		h = mix(h, uint64(at(x.Start))<<32|uint64(at(x.End)))
	}
	return h
}

func mix(h, x uint64) uint64 {
	h = (h ^ x) * 0xbf58476d1ce4e5b9
	return h ^ h>>29
}

func same(i int) int { return i }

// agree compares what index and brute find for each pattern, and counts.
func (j *judged) agree(t *testing.T, seed uint64, ps []match.Pattern, counts map[string]int) {
	start := time.Now()
	want, err := j.bruteTallies(ps)
	if err != nil {
		t.Fatal(err)
	}
	scanned := time.Since(start)
	got, err := j.indexTallies(t.Context(), ps)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d patterns: brute %.1fs, index %.1fs", len(ps), scanned.Seconds(), (time.Since(start) - scanned).Seconds())
	wrong := 0
	for i, p := range ps {
		mode := p.Mode.String()
		counts[mode]++
		counts[mode+" hits"] += want[i].hits
		if want[i].hits > 0 {
			counts[mode+" found"]++
		}
		if want[i] == got[i] {
			continue
		}
		if wrong++; wrong <= 5 {
			t.Errorf("YINZHENG_SEED=%d: %s", seed, j.difference(t, p, got[i], want[i]))
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d patterns differ", wrong, len(ps))
	}
}

func printCounts(counts map[string]int) string {
	var parts []string
	for _, mode := range [...]string{"exact", "loose", "raw"} {
		parts = append(parts, fmt.Sprintf("%s: %d patterns, %d found, %d hits", mode, counts[mode], counts[mode+" found"], counts[mode+" hits"]))
	}
	return strings.Join(parts, "; ")
}

// bruteTallies scans the documents side by side for all patterns at once.
func (j *judged) bruteTallies(ps []match.Pattern) ([]tally, error) {
	set, err := brute.NewSet(ps)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	sum := make([]tally, len(ps))
	each(len(j.docs), func(next func() (int, bool)) error {
		own := make([]tally, len(ps))
		for doc, ok := next(); ok; doc, ok = next() {
			text := j.docs[doc].Text
			units := unitsBefore(text)
			set.Scan(text, func(i int, spans []match.Span) {
				at := same
				if ps[i].Mode != match.Raw {
					at = func(b int) int { return int(units[b]) }
				}
				own[i].add(tallyOf(i, doc, spans, at, spans))
			})
		}
		mu.Lock()
		defer mu.Unlock()
		for i := range own {
			sum[i].add(own[i])
		}
		return nil
	})
	return sum, nil
}

// tallyOf is the tally of hits in one document.
func tallyOf(pattern, doc int, units []match.Span, at func(int) int, bytes []match.Span) tally {
	t := tally{documents: 1, hits: len(units), units: hashSpans(doc, units, at)}
	if sampled(pattern, doc) {
		t.bytes = hashSpans(doc, bytes, same)
	}
	return t
}

// unitsBefore is the number of UTF-16 units that the text folds to before
// each byte at which a rune starts, and in all.
func unitsBefore(text string) []int32 {
	before := make([]int32, len(text)+1)
	n, noted := 0, notedIn(text)
	for i, r := range text {
		before[i] = int32(n)
		switch class, to := analysis.FoldRune(r); {
		case noted(i):
		case class != analysis.Letter:
		case to == "":
			n += utf16.RuneLen(r)
		default:
			n += len(utf16.Encode([]rune(to)))
		}
	}
	before[len(text)] = int32(n)
	return before
}

// notedIn tells whether a byte is of a note mark; it is asked in order.
func notedIn(text string) func(at int) bool {
	next, stop := iter.Pull2(analysis.Notes(text))
	start, end, more := next()
	return func(at int) bool {
		for more && at >= end {
			start, end, more = next()
		}
		if !more {
			stop()
		}
		return more && at >= start
	}
}

// indexTallies asks the index for the patterns, side by side.
func (j *judged) indexTallies(ctx context.Context, ps []match.Pattern) ([]tally, error) {
	sum := make([]tally, len(ps))
	err := each(len(ps), func(next func() (int, bool)) error {
		for i, ok := next(); ok; i, ok = next() {
			last := -1
			for hits, err := range j.ix.Find(ctx, ps[i], nil) {
				if err != nil {
					return fmt.Errorf("%v %q: %w", ps[i].Mode, ps[i].Wanted, err)
				}
				if hits.Doc <= last || len(hits.Spans) == 0 || hits.Raw != (ps[i].Mode == match.Raw) {
					return fmt.Errorf("%v %q: hits %+v behind document %d", ps[i].Mode, ps[i].Wanted, hits, last)
				}
				last = hits.Doc
				var spans []match.Span
				if sampled(i, hits.Doc) {
					if _, spans, err = j.ix.Load(hits); err != nil {
						return err
					}
				}
				sum[i].add(tallyOf(i, hits.Doc, hits.Spans, same, spans))
			}
		}
		return nil
	})
	return sum, err
}

// each runs work in as many goroutines as there are cores; next hands out
// the numbers below n.
func each(n int, work func(next func() (int, bool)) error) error {
	var taken atomic.Int64
	next := func() (int, bool) {
		i := int(taken.Add(1)) - 1
		return i, i < n
	}
	workers := runtime.GOMAXPROCS(0)
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { errs[w] = work(next) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// difference names the first document in which index and brute differ.
func (j *judged) difference(t *testing.T, p match.Pattern, got, want tally) string {
	head := fmt.Sprintf("%v %q", p.Mode, p.Wanted)
	if len(p.Excluded) > 0 {
		head += fmt.Sprintf(" less %q", p.Excluded)
	}
	found := map[int][]match.Span{}
	for hits, err := range j.ix.Find(t.Context(), p, nil) {
		if err != nil {
			return fmt.Sprintf("%s: %v", head, err)
		}
		_, spans, err := j.ix.Load(hits)
		if err != nil {
			return fmt.Sprintf("%s: %v", head, err)
		}
		found[hits.Doc] = spans
	}
	set, err := brute.NewSet([]match.Pattern{p})
	if err != nil {
		return fmt.Sprintf("%s: %v", head, err)
	}
	for n, doc := range j.docs {
		var spans []match.Span
		set.Scan(doc.Text, func(_ int, s []match.Span) { spans = s })
		if !slices.Equal(spans, found[n]) {
			a, b := around(found[n], spans)
			return fmt.Sprintf("%s: in %s (document %d) the index finds %s, brute %s", head, doc.Path, n, a, b)
		}
	}
	return fmt.Sprintf("%s: asked alone they agree; among others the index gave %+v, brute %+v", head, got, want)
}

// around prints two lists of spans from shortly before they differ.
func around(a, b []match.Span) (string, string) {
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	show := func(list []match.Span) string {
		from, to := max(at-2, 0), min(at+4, len(list))
		return fmt.Sprintf("%d hits, from number %d on %v", len(list), from, list[min(from, to):to])
	}
	return show(a), show(b)
}
