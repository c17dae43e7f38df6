package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/brute"
	"yinzheng/internal/match"
)

// site is a folder with documents in docs and an index in index.
type site struct {
	testing.TB
	root, docs, index string
}

// seed is an index of nothing: making the dictionary takes seconds, so tests
// start from a copy of one.
var seed = sync.OnceValues(func() (files map[string][]byte, err error) {
	dir, err := os.MkdirTemp("", "yinzheng-seed")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	docs, ix := filepath.Join(dir, "docs"), filepath.Join(dir, "index")
	if err := os.Mkdir(docs, 0o755); err != nil {
		return nil, err
	}
	if _, err := Update(context.Background(), ix, []string{docs}, UpdateOptions{}); err != nil {
		return nil, err
	}
	return contents(ix)
})

// contents is every file below a folder.
func contents(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files[rel], err = os.ReadFile(path)
		return err
	})
	return files, err
}

// newSite makes a site whose index is there and empty: gen-000001.
func newSite(t testing.TB) *site {
	t.Helper()
	root := t.TempDir()
	s := &site{t, root, filepath.Join(root, "docs"), filepath.Join(root, "index")}
	files, err := seed()
	s.must(err)
	for name, data := range files {
		s.put(filepath.Join(s.index, name), data)
	}
	for _, d := range [...]string{"text", "bleve"} {
		s.must(os.MkdirAll(filepath.Join(s.index, "gen-000001", d), 0o755))
	}
	s.must(os.MkdirAll(s.docs, 0o755))
	return s
}

func (s *site) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *site) put(path string, data []byte) {
	s.Helper()
	s.must(os.MkdirAll(filepath.Dir(path), 0o755))
	s.must(os.WriteFile(path, data, 0o644))
}

// write writes a document, long ago, so that its time is not racy.
func (s *site) write(name, text string) {
	s.Helper()
	path := filepath.Join(s.docs, name)
	s.put(path, []byte(text))
	old := time.Now().Add(-time.Hour)
	s.must(os.Chtimes(path, old, old))
}

func (s *site) remove(name string) {
	s.Helper()
	s.must(os.RemoveAll(filepath.Join(s.docs, name)))
}

// update brings the index up to date with all documents.
func (s *site) update(o UpdateOptions) Summary {
	s.Helper()
	sum, err := Update(context.Background(), s.index, []string{s.docs}, o)
	s.must(err)
	return sum
}

func (s *site) open() *Index {
	s.Helper()
	ix, err := Open(s.index)
	s.must(err)
	s.Cleanup(func() { ix.Close() })
	return ix
}

// counts is a summary's New, Changed, Removed, Unchanged.
func counts(sum Summary) [4]int {
	return [4]int{sum.New, sum.Changed, sum.Removed, sum.Unchanged}
}

func (s *site) wantCounts(sum Summary, want [4]int) {
	s.Helper()
	if got := counts(sum); got != want {
		s.Errorf("new, changed, removed, unchanged: got %v, want %v (%+v)", got, want, sum.Files)
	}
}

// paths lists the documents of the index in force.
func (s *site) paths() []string {
	s.Helper()
	ix := s.open()
	list := []string{}
	for n := range ix.Len() {
		list = append(list, ix.Info(n).Path)
	}
	return list
}

func (s *site) wantPaths(want ...string) {
	s.Helper()
	if diff := cmp.Diff(want, s.paths()); diff != "" {
		s.Errorf("documents (-want +got)\n%s", diff)
	}
}

// wantUnchanged runs f, which must leave every file of the index as it is.
// The lock's note may change.
func (s *site) wantUnchanged(f func()) {
	s.Helper()
	before, err := contents(s.index)
	s.must(err)
	f()
	after, err := contents(s.index)
	s.must(err)
	delete(before, lockName)
	delete(after, lockName)
	if diff := cmp.Diff(keys(before), keys(after)); diff != "" {
		s.Errorf("files of the index (-before +after)\n%s", diff)
	}
	for name, data := range before {
		if string(after[name]) != string(data) {
			s.Errorf("%s changed", name)
		}
	}
}

func keys(m map[string][]byte) map[string]bool {
	set := map[string]bool{}
	for k := range m {
		set[k] = true
	}
	return set
}

// manifest edits the manifest in force.
func (s *site) manifest(edit func(m map[string]any)) {
	s.Helper()
	path := filepath.Join(s.generation(), manifestName)
	b, err := os.ReadFile(path)
	s.must(err)
	var m map[string]any
	s.must(json.Unmarshal(b, &m))
	edit(m)
	b, err = json.Marshal(m)
	s.must(err)
	s.must(os.WriteFile(path, b, 0o644))
}

// generation is the folder of the generation in force.
func (s *site) generation() string {
	s.Helper()
	name, err := readCurrent(s.index)
	s.must(err)
	return filepath.Join(s.index, name)
}

// hitsOf lists all matches of a pattern: path and bytes.
func hitsOf(ix *Index, p match.Pattern) (list []string, err error) {
	for h, err := range ix.Find(context.Background(), p, nil) {
		if err != nil {
			return nil, err
		}
		doc, spans, err := ix.Load(h)
		if err != nil {
			return nil, err
		}
		list = appendHits(list, doc, spans)
	}
	return list, nil
}

// bruteHits lists the same without the index.
func bruteHits(src *brute.Source, p match.Pattern) (list []string, err error) {
	for h, err := range src.Find(context.Background(), p, nil) {
		if err != nil {
			return nil, err
		}
		doc, spans, err := src.Load(h)
		if err != nil {
			return nil, err
		}
		list = appendHits(list, doc, spans)
	}
	return list, nil
}

func appendHits(list []string, doc *corpus.Document, spans []match.Span) []string {
	for _, x := range spans {
		list = append(list, fmt.Sprintf("%s %d-%d", doc.Path, x.Start, x.End))
	}
	return list
}

func scanOf(t testing.TB, ix *Index) *brute.Source {
	t.Helper()
	src, err := brute.NewSource(ix.Documents())
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// agree holds the index to the scan of its documents; it gives the number
// of matches.
func agree(t testing.TB, ix *Index, src *brute.Source, p match.Pattern) int {
	t.Helper()
	want, err := bruteHits(src, p)
	got, gerr := hitsOf(ix, p)
	if errors.Is(err, match.ErrNoLetters) != errors.Is(gerr, match.ErrNoLetters) || (err == nil) != (gerr == nil) {
		t.Fatalf("%v %v: the scan says %v, the index %v", p.Mode, p.Wanted, err, gerr)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%v %v: the index differs (-scan +index)\n%s", p.Mode, p.Wanted, diff)
	}
	agreeLoosely(t, ix, src, p)
	return len(want)
}

// agreeLoosely holds the index to the scan where both also count what loose
// mode finds.
func agreeLoosely(t testing.TB, ix *Index, src *brute.Source, p match.Pattern) {
	t.Helper()
	p.Loosely = true
	counts := func(hits iter.Seq2[match.Hits, error]) (list [][3]int, err error) {
		for h, err := range hits {
			if err != nil {
				return nil, err
			}
			list = append(list, [3]int{h.Doc, len(h.Spans), h.Loose})
		}
		return list, nil
	}
	want, err := counts(src.Find(context.Background(), p, nil))
	got, gerr := counts(ix.Find(context.Background(), p, nil))
	if errors.Is(err, match.ErrNoLetters) != errors.Is(gerr, match.ErrNoLetters) || (err == nil) != (gerr == nil) {
		t.Fatalf("%v %v, loosely: the scan says %v, the index %v", p.Mode, p.Wanted, err, gerr)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%v %v, loosely: the index differs: document, matches, in loose mode (-scan +index)\n%s", p.Mode, p.Wanted, diff)
	}
}

// count is the number of matches of a literal in the index in force.
func (s *site) count(text string, mode match.Mode) int {
	s.Helper()
	list, err := hitsOf(s.open(), match.Literal(text, mode))
	s.must(err)
	return len(list)
}
