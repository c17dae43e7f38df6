package index

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

func TestWordsArePinned(t *testing.T) {
	if testing.Short() {
		t.Skip("makes two dictionaries")
	}
	s := newSite(t)
	s.write("甲.txt", "青禾计划惠及千家万户。\n")
	words := filepath.Join(s.root, "words.txt")
	s.put(words, []byte("青禾计划 1000 n\n"))
	other := filepath.Join(s.root, "other.txt")
	s.put(other, []byte("青禾 1000 n\n"))

	s.wantUnchanged(func() {
		var wrong *WordsError
		_, err := Update(context.Background(), s.index, []string{s.docs}, UpdateOptions{Words: words})
		if !errors.As(err, &wrong) || wrong.Path != words {
			t.Errorf("words for an index without: %v", err)
		}
	})
	s.update(UpdateOptions{Words: words, Rebuild: true})
	if st := s.open().Status(); st.UserWords != 1 {
		t.Errorf("%d user words, want 1", st.UserWords)
	}
	if _, err := Update(context.Background(), s.index, []string{s.docs}, UpdateOptions{Words: other}); err == nil {
		t.Error("other words were taken without a rebuild")
	}
	before := s.open().Status().Dictionary
	s.write("乙.txt", "青禾计划第二年。\n")
	s.update(UpdateOptions{})
	s.write("丙.txt", "青禾计划第三年。\n")
	s.update(UpdateOptions{Words: words})
	if st := s.open().Status(); st.Dictionary != before || st.UserWords != 1 {
		t.Errorf("an update changed the dictionary: %+v", st)
	}

	// Of another folding: the words must be given again.
	s.manifest(func(m map[string]any) { m["fold"] = analysis.FoldVersion + 1 })
	if _, err := Update(context.Background(), s.index, []string{s.docs}, UpdateOptions{}); err == nil || !strings.Contains(err.Error(), "--words") {
		t.Errorf("own words of another folding: %v", err)
	}
	s.wantCounts(s.update(UpdateOptions{Words: words}), [4]int{0, 0, 0, 3})
	if st := s.open().Status(); st.Dictionary != before || st.Fold != analysis.FoldVersion {
		t.Errorf("after reading all again: %+v", st)
	}
}

func TestRebuildOfADamagedIndexKeepsItsRoot(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a dictionary")
	}
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	s.manifest(func(m map[string]any) { m["root"] = "../docs" })
	s.must(os.Remove(filepath.Join(s.generation(), documentsName)))
	var damaged *DamagedError
	if _, err := Update(context.Background(), s.index, []string{s.docs}, UpdateOptions{}); !errors.As(err, &damaged) {
		t.Errorf("without --rebuild: %v", err)
	}
	s.wantCounts(s.update(UpdateOptions{Rebuild: true}), [4]int{1, 0, 0, 0})
	s.wantPaths("甲.txt")
	s.wantFiles("CURRENT", "LOCK", "gen-000003")
}

func TestRoot(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	far := filepath.Join(t.TempDir(), "远.txt")
	s.put(far, []byte("修建公路。\n"))
	_, err := Update(context.Background(), s.index, []string{s.docs, far}, UpdateOptions{})
	s.must(err)
	s.wantPaths(filepath.ToSlash(far), "docs/甲.txt")
	if _, err := Update(context.Background(), s.index, []string{s.docs}, UpdateOptions{Root: s.docs}); err == nil || !strings.Contains(err.Error(), "--rebuild") {
		t.Errorf("another root: %v", err)
	}
	if _, err := Update(context.Background(), s.index, []string{s.docs}, UpdateOptions{Root: s.root}); err != nil {
		t.Errorf("the same root: %v", err)
	}
}

func TestMovedIndex(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	moved := filepath.Join(t.TempDir(), "moved")
	s.must(os.Rename(s.root, moved))
	s.root, s.docs, s.index = moved, filepath.Join(moved, "docs"), filepath.Join(moved, "index")
	if got := s.open().Status().Root; got != moved {
		t.Errorf("root %s, want %s", got, moved)
	}
	s.wantUnchanged(func() { s.wantCounts(s.update(UpdateOptions{}), [4]int{0, 0, 0, 1}) })
}

func TestAnotherFoldingIsScannedAndThenReadAgain(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水庫２座。\n")
	s.write("乙/二.txt", "修建公路。\n")
	s.update(UpdateOptions{})
	s.manifest(func(m map[string]any) { m["fold"] = analysis.FoldVersion + 1 })
	gone := filepath.Join(s.docs, "乙")

	// Letters and grams of the other folding are not looked at: here, they
	// are gone.
	packs, err := filepath.Glob(filepath.Join(s.generation(), "text", "*"))
	s.must(err)
	for _, path := range packs {
		s.eraseLetters(path)
	}
	ix := s.open()
	if !ix.Outdated() {
		t.Fatal("the index is not outdated")
	}
	for _, text := range [...]string{"水库2座", "修建", "库"} {
		if agree(t, ix, scanOf(t, ix), match.Literal(text, match.Exact)) == 0 {
			t.Errorf("%s: no match", text)
		}
	}
	if got := ix.Letters(1); got != 6 {
		t.Errorf("%s has %d letters, want 6", ix.Info(1).Path, got)
	}

	// The update leaves nothing of it, and loses nothing that it was not
	// asked about.
	s.must(os.RemoveAll(gone))
	sum, err := Update(context.Background(), s.index, []string{filepath.Join(s.docs, "甲.txt")}, UpdateOptions{})
	s.must(err)
	s.wantCounts(sum, [4]int{0, 0, 0, 1})
	s.wantPaths("docs/乙/二.txt", "docs/甲.txt")
	s.wantAllNew()
	if s.count("水库2座", match.Exact) != 1 || s.count("公路", match.Exact) != 1 {
		t.Error("a text was lost")
	}
}

// wantAllNew tells of packs of a generation before the one in force.
func (s *site) wantAllNew() {
	s.Helper()
	ix := s.open()
	if ix.Outdated() || len(ix.packs) == 0 {
		s.Error("the index is outdated")
	}
	for _, p := range ix.packs {
		if !strings.HasPrefix(p.row.Name, strings.TrimPrefix(ix.Generation(), genPrefix)) {
			s.Errorf("pack %s is of a generation before", p.row.Name)
		}
	}
}

// eraseLetters zeroes the letters of every text of a pack.
func (s *site) eraseLetters(path string) {
	s.Helper()
	p := openAt(s, path)
	data, err := os.ReadFile(path)
	s.must(err)
	for _, t := range p.texts {
		clear(data[t.Letters:t.Body])
	}
	s.must(os.WriteFile(path, data, 0o644))
}

// openAt opens the pack with a text file.
func openAt(t testing.TB, path string) *pack {
	t.Helper()
	gen := filepath.Dir(filepath.Dir(path))
	m, err := readManifest(gen)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range m.Packs {
		if filepath.Join(gen, row.textFile()) == path {
			p, err := openPack(gen, row)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { p.close() })
			return p
		}
	}
	t.Fatalf("the manifest has no pack %s", path)
	return nil
}

// TestSmallDisk is the other process of TestWriteFailure: no file of its may
// be larger than 40 KB, as if the disk were full.
func TestSmallDisk(t *testing.T) {
	dir := os.Getenv("YINZHENG_TEST_DISK")
	if dir == "" {
		t.Skip("part of TestWriteFailure")
	}
	limit := syscall.Rlimit{Cur: 40 << 10, Max: 40 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Skip("no limit can be set: ", err)
	}
	_, err := Update(context.Background(), filepath.Join(dir, "index"), []string{filepath.Join(dir, "docs")}, UpdateOptions{})
	if err == nil {
		os.Stdout.WriteString("no error")
		return
	}
	os.Stdout.WriteString("error: " + err.Error())
}

func TestWriteFailure(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	s.write("乙.txt", newWriter(5).text(12_000))
	s.wantUnchanged(func() {
		cmd := exec.Command(os.Args[0], "-test.run=^TestSmallDisk$")
		cmd.Env = append(os.Environ(), "YINZHENG_TEST_DISK="+s.root)
		out, err := cmd.CombinedOutput()
		s.must(err)
		_, text, ok := strings.Cut(string(out), "error: ")
		if strings.Contains(string(out), "SKIP") {
			t.Skip(string(out))
		}
		if !ok || !strings.Contains(text, "gen-000003") || !strings.Contains(text, "file too large") {
			t.Errorf("the other process says %q", out)
		}
	})
	s.wantPaths("docs/甲.txt")
}
