package index

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// listed brings the index up to date with a list of files.
func (s *site) listed(o UpdateOptions, names ...string) Summary {
	s.Helper()
	o.Files, o.dictionary = []string{}, tinyWords(s)
	for _, name := range names {
		o.Files = append(o.Files, filepath.Join(s.docs, name))
	}
	sum, err := Update(context.Background(), s.index, nil, o)
	s.must(err)
	return sum
}

// whole brings it up to date with all documents.
func (s *site) whole(o UpdateOptions) Summary {
	s.Helper()
	sum, err := s.tiny(o)
	s.must(err)
	return sum
}

// wantFileList wants these changes, each as its status and path, and the path before.
func (s *site) wantFileList(sum Summary, want ...string) {
	s.Helper()
	got := []string{}
	for _, f := range sum.Files {
		line := f.Status + " " + strings.TrimPrefix(f.Path, "docs/")
		if f.From != "" {
			line += " < " + strings.TrimPrefix(f.From, "docs/")
		}
		got = append(got, line)
	}
	if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
		s.Errorf("files (-want +got)\n%s", diff)
	}
}

func TestListedFilesAlone(t *testing.T) {
	s := newTinySite(t)
	for i := range 30 {
		s.write(fmt.Sprintf("%02d.txt", i), fmt.Sprintf("第%d座水库。\n", i))
	}
	s.whole(UpdateOptions{})
	s.write("03.txt", "古树三棵。\n")
	s.write("04.txt", "古树四棵，没有列出。\n")
	s.remove("05.txt")
	s.remove("06.txt") // not listed
	s.write("新/甲.txt", "溪流一条。\n")
	sum := s.listed(UpdateOptions{}, "03.txt", "05.txt", "07.txt", "新/甲.txt", "图.png", "没有.txt")
	s.wantFileList(sum, "changed 03.txt", "removed 05.txt", "new 新/甲.txt")
	s.wantCounts(sum, [4]int{1, 1, 1, 1})
	if sum.Unknown != 1 {
		t.Errorf("%d unknown files, want that which is neither there nor in the index", sum.Unknown)
	}
	for text, want := range map[string]int{"古树": 1, "第5座": 0, "第6座": 1, "溪流": 1} {
		if got := s.count(text, match.Exact); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
	s.wantUnchanged(func() { s.wantCounts(s.listed(UpdateOptions{}), [4]int{}) })
	s.wantCounts(s.whole(UpdateOptions{}), [4]int{0, 1, 1, 28})
	s.wantWhole()
}

// A list and a walk find the same: what a walk passes over, a list does too.
func TestListedFilesThatNoWalkFinds(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write(".隐/乙.txt", "修建水库。\n")
	s.write(".丙.txt", "修建水库。\n")
	s.wantFileList(s.listed(UpdateOptions{}, "甲.txt", ".隐/乙.txt", ".丙.txt", "../index/CURRENT"), "new 甲.txt")
	s.wantCounts(s.whole(UpdateOptions{}), [4]int{0, 0, 0, 1})
}

// A folder that is listed and gone takes all its documents with it, one that
// became a file too.
func TestListedFolderThatIsGone(t *testing.T) {
	s := newTinySite(t)
	s.write("甲/一.txt", "修建水库。\n")
	s.write("甲/二.txt", "修建公路。\n")
	s.write("甲乙.txt", "修建桥梁。\n")
	s.whole(UpdateOptions{})
	s.remove("甲")
	s.must(os.WriteFile(filepath.Join(s.docs, "甲"), nil, 0o644))
	s.wantFileList(s.listed(UpdateOptions{}, "甲/一.txt"), "removed 甲/一.txt")
	s.wantFileList(s.listed(UpdateOptions{}, "甲"), "removed 甲/二.txt")
	s.wantPaths("docs/甲乙.txt")
}

func TestRenamedFilesAreKnownByTheirContent(t *testing.T) {
	s := newTinySite(t)
	for i := range 20 {
		s.write(fmt.Sprintf("%02d.txt", i), fmt.Sprintf("第%d座水库。\n", i/2)) // two of each
	}
	s.whole(UpdateOptions{})
	rename := func(from, to string) {
		s.must(os.MkdirAll(filepath.Dir(filepath.Join(s.docs, to)), 0o755))
		s.must(os.Rename(filepath.Join(s.docs, from), filepath.Join(s.docs, to)))
	}
	rename("00.txt", "甲/零.txt")
	rename("02.txt", "甲/二.txt")
	rename("03.txt", "甲/三.txt")
	s.write("甲/四.txt", "第4座水库。\n") // a copy: 08 and 09 are still there
	before := s.texts()
	sum := s.whole(UpdateOptions{})
	s.wantFileList(sum, "renamed 甲/三.txt < 02.txt", "renamed 甲/二.txt < 03.txt", "new 甲/四.txt", "renamed 甲/零.txt < 00.txt")
	if sum.Renamed != 3 || sum.Removed != 0 || sum.New != 1 || s.texts() != before {
		t.Errorf("%+v; %d texts stored, before %d", sum, s.texts(), before)
	}

	// Of a list that has the new name alone, as git diff --name-only gives it.
	rename("05.txt", "乙/五.txt")
	rename("07.txt", "乙/七.txt")
	s.wantFileList(s.listed(UpdateOptions{}, "乙/五.txt"), "renamed 乙/五.txt < 05.txt")
	s.wantFileList(s.listed(UpdateOptions{Keep: true}, "乙/七.txt"), "new 乙/七.txt")
	s.wantWhole()
}

// texts is the number of stored texts, dead ones too.
func (s *site) texts() (n int) {
	s.Helper()
	for _, p := range s.open().packs {
		n += len(p.texts)
	}
	return n
}

func TestKeepWhatVanished(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write("乙.txt", "修建公路。\n")
	s.whole(UpdateOptions{})
	s.remove("甲.txt")
	s.write("乙.txt", "修建桥梁。\n")
	s.wantCounts(s.whole(UpdateOptions{Keep: true}), [4]int{0, 1, 0, 0})
	s.wantPaths("docs/乙.txt", "docs/甲.txt")
	s.wantCounts(s.whole(UpdateOptions{}), [4]int{0, 0, 1, 1})
}

func TestDryRunTellsAndWritesNothing(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	sum := s.whole(UpdateOptions{DryRun: true})
	s.wantFileList(sum, "new 甲.txt")
	if _, err := os.Stat(s.index); !errors.Is(err, fs.ErrNotExist) || sum.Generation != "" {
		t.Errorf("a dry run made %s: %v", sum.Generation, err)
	}
	s.write("乙.txt", "修建公路。\n")
	s.write("丙.txt", "修建桥梁。\n")
	s.whole(UpdateOptions{})
	s.remove("甲.txt")
	s.write("乙.txt", "修建古桥。\n")
	s.must(os.Rename(filepath.Join(s.docs, "丙.txt"), filepath.Join(s.docs, "丁.txt")))
	s.write("坏.txt", "\x00\x01\x02\x03\x00\x00")
	held, err := lock(context.Background(), s.index, 0) // a dry run asks for no lock
	s.must(err)
	defer held.release()
	s.wantUnchanged(func() { sum = s.whole(UpdateOptions{DryRun: true}) })
	s.wantFileList(sum, "renamed 丁.txt < 丙.txt", "changed 乙.txt", "unreadable 坏.txt", "removed 甲.txt")
	held.release()
	real := s.whole(UpdateOptions{})
	if diff := cmp.Diff(sum.Files, real.Files); diff != "" {
		t.Errorf("the run itself (-dry +real)\n%s", diff)
	}
}

func TestFailOnUnreadableChangesNothing(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	s.whole(UpdateOptions{})
	s.write("乙.txt", "修建公路。\n")
	s.write("丙.pdf", "%PDF")
	s.wantUnchanged(func() {
		sum, err := s.tiny(UpdateOptions{FailOnUnread: true})
		var unread *UnreadError
		if !errors.As(err, &unread) || unread.Files != 1 {
			t.Errorf("got %v", err)
		}
		s.wantFileList(sum, "unreadable 丙.pdf", "new 乙.txt")
	})
	s.remove("丙.pdf")
	s.wantCounts(s.whole(UpdateOptions{FailOnUnread: true}), [4]int{1, 0, 0, 1})
}

func TestUnchangedFilesAreListedWhereWanted(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write("乙.txt", "修建公路。\n")
	s.whole(UpdateOptions{})
	s.age("乙.txt", time.Minute)
	s.wantFileList(s.whole(UpdateOptions{}))
	s.wantFileList(s.whole(UpdateOptions{Unchanged: true}), "unchanged 乙.txt", "unchanged 甲.txt")
}

// A file whose time proves nothing stays suspect in later generations.
func TestRacyTimeIsRemembered(t *testing.T) {
	s := newTinySite(t)
	path := filepath.Join(s.docs, "甲.txt")
	now := time.Now()
	s.put(path, []byte("修建水库。\n"))
	s.must(os.Chtimes(path, now, now))
	s.write("乙.txt", "修建公路。\n")
	s.whole(UpdateOptions{})
	s.put(path, []byte("修建公路。\n"))
	s.must(os.Chtimes(path, now, now))
	s.write("乙.txt", "修建桥梁。\n")
	s.listed(UpdateOptions{}, "乙.txt")
	s.manifest(func(m map[string]any) { m["built"] = now.Add(time.Hour) }) // as if much later
	s.wantCounts(s.whole(UpdateOptions{}), [4]int{0, 1, 0, 1})
}

// changing is a file that is another one each time, or some times.
type changing struct {
	fs.File
	opened *int
	until  int // it stands still when it has been opened so often
	asked  int
}

func (c *changing) Stat() (fs.FileInfo, error) {
	info, err := c.File.Stat()
	c.asked++
	if c.asked > 1 && *c.opened < c.until {
		return laterInfo{info}, err
	}
	return info, err
}

type laterInfo struct{ fs.FileInfo }

func (i laterInfo) ModTime() time.Time { return i.FileInfo.ModTime().Add(time.Millisecond) }

func TestFileThatChangesWhileItIsRead(t *testing.T) {
	files := fstest.MapFS{"甲.txt": {Data: []byte("修建水库。"), ModTime: time.Now()}}
	for until, steady := range map[int]bool{1: true, steadyTries: true, steadyTries + 1: false} {
		opened := 0
		f := &found{path: "甲.txt", file: "甲.txt"}
		data, err := readSteady(f, func() (fs.File, error) {
			opened++
			file, err := files.Open("甲.txt")
			return &changing{file, &opened, until, 0}, err
		})
		var unsteady *UnsteadyError
		if got := err == nil; got != steady || !steady && !errors.As(err, &unsteady) {
			t.Errorf("until %d: %q, %v", until, data, err)
		}
		if steady && (string(data) != "修建水库。" || f.size != int64(len(data)) || opened != until) {
			t.Errorf("until %d: %q of %d bytes, opened %d times", until, data, f.size, opened)
		}
	}
}

// shrinking is a file that ends before its size.
type shrinking struct{ fs.File }

func (shrinking) Read([]byte) (int, error) { return 0, io.EOF }

func TestFileThatIsCutWhileItIsRead(t *testing.T) {
	files := fstest.MapFS{"甲.txt": {Data: []byte("修建水库。"), ModTime: time.Now()}}
	_, err := readSteady(&found{path: "甲.txt"}, func() (fs.File, error) {
		file, err := files.Open("甲.txt")
		return shrinking{file}, err
	})
	var unsteady *UnsteadyError
	if !errors.As(err, &unsteady) {
		t.Errorf("got %v", err)
	}
}

// TestChangesAreTheTable edits tables at random, with and without changes
// beside them: what is read is what a table of its own says, in the same order.
func TestChangesAreTheTable(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 1))
	s := newTinySite(t)
	texts := map[string]string{}
	withChanges, tables := 0, 0
	for round := range 120 {
		edits := 1 + rng.IntN(3)
		if round == 0 {
			edits = 1200
		}
		for range edits {
			name := fmt.Sprintf("%c/%d.txt", "abc"[rng.IntN(3)], rng.IntN(300))
			if rng.IntN(3) == 0 {
				s.remove(name)
				delete(texts, name)
				continue
			}
			texts[name] = fmt.Sprintf("第%d座水库，%s。\n", rng.IntN(40), strings.Repeat("古树", rng.IntN(30)))
			s.write(name, texts[name])
			s.age(name, time.Hour-time.Duration(round)*time.Second)
		}
		s.whole(UpdateOptions{})
		ix, err := Open(s.index)
		s.must(err)
		if ix.docs.changes == nil {
			tables++
		} else {
			withChanges++
		}
		wantTable(t, ix, texts)
		ix.Close()
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	s.wantWhole()
	if withChanges < 20 || tables < 5 {
		t.Errorf("%d tables, %d with changes: the test says little", tables, withChanges)
	}
}

// A pack that goes leaves its slot free, as rows of the linked table name
// those behind it; the next new one takes it.
func TestFreeSlots(t *testing.T) {
	s := newTinySite(t)
	texts := map[string]string{}
	put := func(name, text string) {
		texts[name] = text
		s.write(name, text)
	}
	for i := range 60 {
		put(fmt.Sprintf("%02d.txt", i), fmt.Sprintf("第%d座水库。\n", i))
	}
	s.whole(UpdateOptions{})
	put("甲.txt", "溪流。\n")
	s.whole(UpdateOptions{})
	put("乙.txt", "古树。\n")
	s.whole(UpdateOptions{})
	slots := func() (all, used int) {
		ix := s.open()
		wantTable(t, ix, texts)
		return len(ix.manifest.Packs), len(ix.packs)
	}
	before, _ := slots()
	s.remove("甲.txt")
	delete(texts, "甲.txt")
	s.whole(UpdateOptions{})
	if all, used := slots(); all != before || used != before-1 {
		t.Errorf("%d of %d slots are used, want all of %d but one", used, all, before)
	}
	put("丙.txt", "条例。\n")
	s.whole(UpdateOptions{})
	if all, used := slots(); all != before || used != before {
		t.Errorf("%d of %d slots are used, want all of %d", used, all, before)
	}
	s.wantWhole()
}

func wantTable(t *testing.T, ix *Index, texts map[string]string) {
	t.Helper()
	if ix.Len() != len(texts) {
		t.Errorf("%d documents, want %d", ix.Len(), len(texts))
	}
	last := ""
	for n := range ix.Len() {
		doc, err := ix.Read(n)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(doc.Path, "docs/")
		want, err := corpus.Read(doc.Path, []byte(texts[name]))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if doc.Path <= last || doc.Text != want.Text || doc.ID != pathHash(doc.Path)[:idDigits] || ix.docs.find(doc.Path) != n {
			t.Errorf("row %d: %s, id %s, behind %s; %d bytes of text, want %d", n, doc.Path, doc.ID, last, len(doc.Text), len(want.Text))
		}
		last = doc.Path
	}
}

// Where two ids have the same digits all are given anew, and again when one
// of them goes.
func TestIDsThatClash(t *testing.T) {
	var entries []entry
	for i := range 40 {
		entries = append(entries, entry{info: corpus.Info{Meta: corpus.Meta{}, Path: fmt.Sprintf("%02d.txt", i)}})
	}
	if !giveIDs(entries, 1) {
		t.Error("40 documents have 40 different first digits")
	}
	taken := map[string]bool{}
	for _, e := range entries {
		id := e.info.ID
		if taken[id] || !strings.HasPrefix(pathHash(e.info.Path), id) || len(id) > 1 && !taken[id[:len(id)-2]] {
			t.Errorf("%s has the id %s", e.info.Path, id)
		}
		taken[id] = true
	}

	s := newTinySite(t)
	for i := range 20 {
		s.write(fmt.Sprintf("%02d.txt", i), fmt.Sprintf("第%d座水库。\n", i))
	}
	s.whole(UpdateOptions{})
	s.manifest(func(m map[string]any) { m["long_ids"] = true }) // as if there were some
	s.remove("03.txt")
	s.whole(UpdateOptions{})
	if ix := s.open(); ix.docs.changes != nil || ix.manifest.LongIDs {
		t.Error("ids were not given anew")
	}
	s.wantWhole()
}

func TestWaitForAnotherWriter(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	s.whole(UpdateOptions{})
	held, err := lock(context.Background(), s.index, 0)
	s.must(err)
	var locked *LockedError
	if _, err := s.tiny(UpdateOptions{Wait: 60 * time.Millisecond}); !errors.As(err, &locked) {
		t.Errorf("it is held all the while: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	if _, err := lock(ctx, s.index, time.Hour); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("interrupted: %v", err)
	}
	time.AfterFunc(50*time.Millisecond, held.release)
	s.write("乙.txt", "修建公路。\n")
	s.wantCounts(s.whole(UpdateOptions{Wait: time.Minute}), [4]int{1, 0, 0, 1})
}

// A lock file that came out of a cache locks nobody out, and one that was put
// in the place of a held one is not taken for that.
func TestRestoredLockFile(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	s.must(os.MkdirAll(s.index, 0o755))
	s.put(s.of(lockName), []byte("1 2020-01-01T00:00:00Z\n"))
	s.whole(UpdateOptions{})
	if by := lockedBy(s.index); by != nil {
		t.Errorf("nobody holds it, and %v", by)
	}
	held, err := lock(context.Background(), s.index, 0)
	s.must(err)
	if by := lockedBy(s.index); by == nil || by.PID != os.Getpid() {
		t.Errorf("held by %v", by)
	}
	s.must(os.Rename(s.of(lockName), s.of("aside")))
	s.put(s.of(lockName), []byte("1 2020-01-01T00:00:00Z\n"))
	held.release()
	s.must(os.Remove(s.of("aside")))
	s.whole(UpdateOptions{})
}

// Equal documents have equal fingerprints, whatever their times, the order
// in which they came, and how the packs lie.
func TestFingerprint(t *testing.T) {
	write := func(s *site, i int) {
		s.write(fmt.Sprintf("%d.txt", i), fmt.Sprintf("第%d座水库。\n", i))
		s.age(fmt.Sprintf("%d.txt", i), time.Duration(1+rand.IntN(1000))*time.Minute)
	}
	once := newTinySite(t)
	for i := range 25 {
		write(once, i)
	}
	once.write("附.pdf", "%PDF")
	once.whole(UpdateOptions{})
	slowly := newTinySite(t)
	slowly.write("附.pdf", "%PDF")
	for _, i := range rand.Perm(25) {
		write(slowly, i)
		slowly.write("多余.txt", fmt.Sprintf("多余%d。\n", i))
		slowly.whole(UpdateOptions{})
	}
	if once.fingerprint() == slowly.fingerprint() {
		t.Error("one document more, the same fingerprint")
	}
	slowly.remove("多余.txt")
	slowly.whole(UpdateOptions{})
	if once.fingerprint() != slowly.fingerprint() {
		t.Error("equal documents, other fingerprints")
	}
	for what, change := range map[string]func(s *site){
		"a character": func(s *site) { s.write("3.txt", "第3座水坝。\n") },
		"a name":      func(s *site) { s.must(os.Rename(filepath.Join(s.docs, "3.txt"), filepath.Join(s.docs, "三.txt"))) },
		"unread":      func(s *site) { s.remove("附.pdf") },
		"an encoding": func(s *site) { s.put(filepath.Join(s.docs, "3.txt"), []byte("\xef\xbb\xbf第3座水库。\n")) },
	} {
		c := once.copied(t)
		for _, name := range []string{"3.txt"} {
			b, err := os.ReadFile(filepath.Join(c.docs, name))
			c.must(err)
			c.remove(name)
			c.write(name, string(b))
		}
		change(c)
		c.whole(UpdateOptions{})
		if c.fingerprint() == once.fingerprint() {
			t.Errorf("%s: the same fingerprint", what)
		}
	}
}

// A copy of the folder, whose files are no links and have other times, is as
// good, and so is one that can't be written.
func TestCopiedIndex(t *testing.T) {
	s := newTinySite(t)
	for i := range 25 {
		s.write(fmt.Sprintf("%d.txt", i), fmt.Sprintf("第%d座水库。\n", i))
	}
	s.whole(UpdateOptions{})
	root := t.TempDir()
	s.must(os.CopyFS(root, os.DirFS(s.root)))
	c := &site{t, root, filepath.Join(root, "docs"), filepath.Join(root, "index")}
	if c.fingerprint() != s.fingerprint() {
		t.Error("a copy has another fingerprint")
	}
	c.write("3.txt", "修建水库三座。\n")
	sum := c.whole(UpdateOptions{})
	c.wantCounts(sum, [4]int{0, 1, 0, 24})
	if !slices.ContainsFunc(c.open().manifest.Files, func(f fileRow) bool { return f.Name == changesName }) {
		t.Error("an update of a copy wrote a new table")
	}
	c.wantWhole()
}
