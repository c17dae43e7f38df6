package index

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// A rebuild of a part reads the rest again too, and keeps the user's words.
func TestRebuildForgetsNothing(t *testing.T) {
	s := newSite(t)
	s.write("甲/一.txt", "修建水库。\n")
	s.write("乙/二.txt", "修建公路。\n")
	s.write("乙/三.txt", "修建铁路。\n")
	words := filepath.Join(t.TempDir(), "words.txt")
	s.must(os.WriteFile(words, []byte("修建水库 1000 n\n"), 0o644))
	s.update(UpdateOptions{Words: words, Rebuild: true})
	before := s.open().Status().Dictionary
	s.remove("乙/三.txt")
	sum, err := Update(context.Background(), s.index, []string{filepath.Join(s.docs, "甲")}, UpdateOptions{Rebuild: true})
	s.must(err)
	s.wantCounts(sum, [4]int{2, 0, 1, 0})
	s.wantPaths("docs/乙/二.txt", "docs/甲/一.txt")
	if now := s.open().Status(); now.Dictionary != before || now.UserWords != 1 {
		t.Errorf("dictionary %s with %d words of the user, not %s with 1", now.Dictionary, now.UserWords, before)
	}
}

// A folder of other things does not become an index by a slip of --index.
func TestIndexFolderMustBeFree(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	if _, err := Update(context.Background(), s.docs, []string{s.docs}, UpdateOptions{}); err == nil {
		t.Error("a folder of documents became an index")
	}
	list, err := os.ReadDir(s.docs)
	s.must(err)
	if len(list) != 1 {
		t.Errorf("%d names in the folder, not the one", len(list))
	}
}

// A short word that stands nowhere is not a dead end.
func TestWordThatStandsNowhereIsReadAsItsParts(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "行政处罚由市水务局决定。\n")
	s.write("乙.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	ix := s.open()
	if res := s.search(ix, "行政处罚法", SearchOptions{}); res.Total() != 1 || res.Hits[0].Document.Path != "docs/甲.txt" {
		t.Errorf("%d documents", res.Total())
	}
}
