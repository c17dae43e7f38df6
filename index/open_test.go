package index

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// filled is a site with two packs and a dead text.
func filled(t testing.TB) *site {
	t.Helper()
	s := newSite(t)
	for i := range 12 {
		s.write(strings.Repeat("甲", i+1)+".md", "# 标题"+strings.Repeat("、题", i)+"\n\n第一条 修建水库"+strings.Repeat("、公路", 50*i)+"。\n\n第二条 费用由财政承担。\n")
	}
	s.update(UpdateOptions{})
	s.write("乙.txt", "疏浚河道 AI 2035年。\n")
	s.remove("甲甲.md")
	s.update(UpdateOptions{})
	return s
}

func TestOpenOfNoIndex(t *testing.T) {
	dir := t.TempDir()
	for _, d := range [...]string{dir, filepath.Join(dir, "没有")} {
		if _, err := Open(d); !errors.Is(err, ErrNoIndex) {
			t.Errorf("%s: %v", d, err)
		}
	}
	if list, _ := os.ReadDir(dir); len(list) != 0 {
		t.Errorf("Open made %v", list)
	}
}

func TestOpenOfGarbage(t *testing.T) {
	for _, current := range [...]string{"", "garbage\n", "gen-1\n", "../index\n", "gen-000009\n", strings.Repeat("gen-", 1000)} {
		s := newSite(t)
		s.must(os.WriteFile(filepath.Join(s.index, currentName), []byte(current), 0o644))
		var damaged *DamagedError
		if _, err := Open(s.index); !errors.As(err, &damaged) {
			t.Errorf("CURRENT %q: %v", current, err)
		}
	}
}

func TestOpenOfAnotherLayout(t *testing.T) {
	s := newSite(t)
	s.manifest(func(m map[string]any) { m["layout"] = Layout + 1 })
	var layout *LayoutError
	if _, err := Open(s.index); !errors.As(err, &layout) || layout.Found != Layout+1 || layout.Want != Layout {
		t.Errorf("a newer layout: %v", err)
	}
	if _, err := Update(context.Background(), s.index, []string{s.docs}, UpdateOptions{}); !errors.As(err, &layout) {
		t.Errorf("an update of it: %v", err)
	}
	s.manifest(func(m map[string]any) { delete(m, "layout") })
	var damaged *DamagedError
	if _, err := Open(s.index); !errors.As(err, &damaged) {
		t.Errorf("no layout: %v", err)
	}
}

// Every file of a generation, missing or cut short, is named.
func TestMissingAndTruncatedFiles(t *testing.T) {
	s := filled(t)
	files, err := contents(s.generation())
	s.must(err)
	if len(files) < 7 {
		t.Fatalf("only %d files", len(files))
	}
	for name, data := range files {
		path := filepath.Join(s.generation(), name)
		var damaged *DamagedError
		s.must(os.Remove(path))
		if _, err := Open(s.index); !errors.As(err, &damaged) {
			t.Errorf("%s missing: %v", name, err)
		} else if !strings.Contains(err.Error(), filepath.Base(name)) {
			t.Errorf("%s missing is not named: %v", name, err)
		}
		for _, n := range [...]int{0, 1, len(data) / 2, len(data) - 1} {
			s.must(os.WriteFile(path, data[:n], 0o644))
			if ix, err := Open(s.index); name == manifestName && n == len(data)-1 {
				s.must(err) // all that it lacks is the last line's end
				ix.Close()
			} else if !errors.As(err, &damaged) {
				t.Errorf("%s with %d of %d bytes: %v", name, n, len(data), err)
			}
		}
		s.must(os.WriteFile(path, data, 0o644))
	}
	s.open()
}

// useAll asks an index for all that it can give; errors are DamagedErrors.
func useAll(t testing.TB, ix *Index) {
	t.Helper()
	check := func(err error) {
		var damaged *DamagedError
		if err != nil && !errors.As(err, &damaged) {
			t.Errorf("no DamagedError: %T %v", err, err)
		}
	}
	ix.Status()
	for n := range min(ix.Len(), 20) {
		ix.Info(n)
		ix.Letters(n)
		_, err := ix.Read(n)
		check(err)
	}
	_, err := ix.Resolve("甲.md")
	check(err)
	for _, mode := range [...]match.Mode{match.Exact, match.Loose, match.Raw} {
		for _, text := range [...]string{"水库", "公路、公路", "河", "AI"} {
			_, err := hitsOf(ix, match.Literal(text, mode))
			check(err)
		}
	}
	q, err := query.Parse("修建水库 公路")
	if err != nil {
		t.Fatal(err)
	}
	_, err = ix.Search(context.Background(), q, SearchOptions{})
	check(err)
}

// Bytes that changed on the disk give a DamagedError or go unnoticed, they
// never end the program. In the table of documents and in the dictionary
// they never go unnoticed.
func TestChangedBytes(t *testing.T) {
	s := filled(t)
	files, err := contents(s.generation())
	s.must(err)
	rng := rand.New(rand.NewPCG(3, 4))
	rounds := 20
	if testing.Short() {
		rounds = 10
	}
	for name, data := range files {
		path := filepath.Join(s.generation(), name)
		rounds := rounds
		if name == wordsName {
			rounds /= 10 // 3 MB, all under one checksum
		}
		for range rounds {
			bad := []byte(string(data))
			at := rng.IntN(len(bad))
			for i := range bad[at:min(at+1+rng.IntN(8), len(bad))] {
				bad[at+i] ^= byte(1 + rng.IntN(255))
			}
			s.must(os.WriteFile(path, bad, 0o644))
			ix, err := Open(s.index)
			if err == nil {
				if name == documentsName {
					t.Errorf("%s: change at %d not noticed", name, at)
				}
				if _, err := ix.words(); err == nil && name == wordsName {
					t.Errorf("%s: change at %d not noticed", name, at)
				}
				useAll(t, ix)
				ix.Close()
				continue
			}
			var damaged *DamagedError
			var layout *LayoutError
			if !errors.As(err, &damaged) && !errors.As(err, &layout) {
				t.Errorf("%s changed at %d: %T %v", name, at, err, err)
			}
		}
		s.must(os.WriteFile(path, data, 0o644))
	}
}

// A file that is cut short under an open index is a fault in mapped memory.
func TestFaultInMappedMemory(t *testing.T) {
	s := filled(t)
	ix := s.open()
	files, err := contents(s.generation())
	s.must(err)
	for name := range files {
		s.must(os.Truncate(filepath.Join(s.generation(), name), 0))
	}
	useAll(t, ix)
	var damaged *DamagedError
	if _, err := hitsOf(ix, match.Literal("水库", match.Exact)); !errors.As(err, &damaged) {
		t.Errorf("Find: %v", err)
	}
	if _, err := ix.Read(0); !errors.As(err, &damaged) {
		t.Errorf("Read: %v", err)
	}
}

// A reader answers from its generation after a writer has removed it, also
// what it was not asked before.
func TestReaderOutlivesItsGeneration(t *testing.T) {
	s := filled(t)
	ix := s.open()
	gen := s.generation()
	s.remove("乙.txt")
	s.update(UpdateOptions{})
	if _, err := os.Stat(gen); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("%s is still there: %v", gen, err)
	}
	list, err := hitsOf(ix, match.Literal("河道", match.Exact))
	if err != nil || len(list) != 1 {
		t.Errorf("河道: %v %v", list, err)
	}
	q, err := query.Parse("疏浚河道")
	s.must(err)
	res, err := ix.Search(context.Background(), q, SearchOptions{})
	if err != nil || res.Total() != 1 {
		t.Errorf("search: %+v %v", res, err)
	}
	if s.count("河道", match.Exact) != 0 {
		t.Error("the new generation still has it")
	}
}

func TestReadersCreateNothing(t *testing.T) {
	s := filled(t)
	s.must(os.Remove(filepath.Join(s.index, lockName)))
	s.wantUnchanged(func() { useAll(t, s.open()) })
}

func TestReadersOpenWhileAWriterWrites(t *testing.T) {
	s := filled(t)
	stop := make(chan bool)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				ix, err := Open(s.index)
				if err != nil {
					t.Errorf("open: %v", err)
					return
				}
				if list, err := hitsOf(ix, match.Literal("费用", match.Exact)); err != nil || len(list) != 11 {
					t.Errorf("%d matches, %v", len(list), err)
				}
				ix.Close()
			}
		})
	}
	for i := range 15 {
		s.write("丙.txt", strings.Repeat("修桥。\n", i+1))
		s.update(UpdateOptions{})
	}
	close(stop)
	wg.Wait()
}

// One index answers many at once.
func TestConcurrentUse(t *testing.T) {
	s := filled(t)
	ix := s.open()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { useAll(t, ix) })
	}
	wg.Wait()
}
