package concord_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus/sample"
	"yinzheng/index"
	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// indexFolder is an index of everything below docs.
func indexFolder(t *testing.T, docs string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	if _, err := index.Update(t.Context(), dir, []string{docs}, index.UpdateOptions{Root: docs}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// openBoth is an index, the same documents for the brute scan, and the words.
func openBoth(t *testing.T, dir string) (*index.Index, *brute.Source, *analysis.Dictionary) {
	t.Helper()
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	src, err := brute.NewSource(ix.Documents())
	if err != nil {
		t.Fatal(err)
	}
	dict, err := ix.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	return ix, src, dict
}

func collocate(t *testing.T, src concord.Source, dict *analysis.Dictionary, p match.Pattern, o concord.CollocateOptions) *concord.Collocates {
	t.Helper()
	start := time.Now()
	c, err := concord.NewCollocates(t.Context(), src, dict, p, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%T: %v within %d: %d mentions, %d of %d tokens near, %d words, %.2fs", src, p.Wanted, o.Span,
		c.Occurrences, c.NearTokens, c.Tokens, len(c.Words), time.Since(start).Seconds())
	return c
}

// The dictionary outlives its index, and is none if it is damaged.
func TestCollocatesOfAnIndexAreThoseOfTheBruteScan(t *testing.T) {
	docs := t.TempDir()
	if err := os.CopyFS(docs, sample.Files()); err != nil {
		t.Fatal(err)
	}
	dir := indexFolder(t, docs)
	ix, src, dict := openBoth(t, dir)
	for _, mode := range [...]match.Mode{match.Exact, match.Loose, match.Raw} {
		p, o := match.Literal("科技创新", mode), concord.CollocateOptions{Span: concord.DefaultSpan, AtLeast: concord.DefaultAtLeast}
		got := collocate(t, ix, dict, p, o)
		if diff := cmp.Diff(collocate(t, src, dict, p, o), got); diff != "" || len(got.Words) == 0 {
			t.Errorf("%s: %d words (-brute +index)\n%s", mode, len(got.Words), diff)
		}
	}
	ix.Close()
	collocate(t, src, dict, match.Literal("科技", match.Exact), concord.CollocateOptions{Span: 5})
	damagedDictionary(t, dir)
}

// damagedDictionary damages the index at dir.
func damagedDictionary(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, "gen-000001", "words.fst")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	ix, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	var damaged *index.DamagedError
	if _, err := ix.Dictionary(); !errors.As(err, &damaged) || damaged.Path != path {
		t.Errorf("a damaged dictionary: %v", err)
	}
}
