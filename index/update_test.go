package index

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"yinzheng/internal/match"
)

func TestUpdateNewChangedRemovedUnchanged(t *testing.T) {
	s := newSite(t)
	s.write("甲.md", "# 甲\n\n大力发展乡村教育。\n")
	s.write("乙.txt", "稳步推进医疗改革。\n")
	s.write("下/丙.txt", "修建水库三座。\n")
	s.write("图.png", "no document")
	sum := s.update(UpdateOptions{})
	s.wantCounts(sum, [4]int{3, 0, 0, 0})
	if sum.Skipped != 1 || sum.Generation != "gen-000002" || sum.Bytes == 0 {
		t.Errorf("skipped %d, generation %s, bytes %d", sum.Skipped, sum.Generation, sum.Bytes)
	}
	s.wantPaths("docs/下/丙.txt", "docs/乙.txt", "docs/甲.md")

	s.write("乙.txt", "稳步推进住房改革。\n")
	s.remove("甲.md")
	s.write("丁.txt", "疏浚河道。\n")
	s.wantCounts(s.update(UpdateOptions{}), [4]int{1, 1, 1, 1})
	s.wantPaths("docs/丁.txt", "docs/下/丙.txt", "docs/乙.txt")
	for text, want := range map[string]int{"医疗": 0, "住房": 1, "乡村": 0, "河道": 1, "水库": 1} {
		if got := s.count(text, match.Exact); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}

func TestUpdateSameSizeOtherTime(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	s.write("甲.txt", "修建公路。\n")
	now := time.Now().Add(-time.Minute)
	s.must(os.Chtimes(filepath.Join(s.docs, "甲.txt"), now, now))
	s.wantCounts(s.update(UpdateOptions{}), [4]int{0, 1, 0, 0})
	if s.count("公路", match.Exact) != 1 {
		t.Error("the change was not seen")
	}
}

// A file that was written just before the index was may be written once
// more without its time changing.
func TestUpdateRacyTime(t *testing.T) {
	s := newSite(t)
	path := filepath.Join(s.docs, "甲.txt")
	now := time.Now()
	s.put(path, []byte("修建水库。\n"))
	s.must(os.Chtimes(path, now, now))
	s.update(UpdateOptions{})
	s.put(path, []byte("修建公路。\n"))
	s.must(os.Chtimes(path, now, now))
	s.wantCounts(s.update(UpdateOptions{}), [4]int{0, 1, 0, 0})
}

func TestUpdateTouchedIsUnchanged(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	later := time.Now().Add(-time.Minute)
	s.must(os.Chtimes(filepath.Join(s.docs, "甲.txt"), later, later))
	s.wantUnchanged(func() { s.wantCounts(s.update(UpdateOptions{}), [4]int{0, 0, 0, 1}) })
}

func TestUpdateWithNothingToDoWritesNothing(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write("乙.pdf", "%PDF")
	s.write("\xb9\xab\xb8\xe6.pdf", "a name in GBK")
	first := s.update(UpdateOptions{})
	s.wantUnchanged(func() {
		if sum := s.update(UpdateOptions{}); sum.Generation != first.Generation || len(sum.Unread) != 2 {
			t.Errorf("generation %s after %s, unread %v", sum.Generation, first.Generation, sum.Unread)
		}
	})
}

func TestUpdateLeavesWhatIsOutside(t *testing.T) {
	s := newSite(t)
	s.write("甲/一.txt", "修建水库。\n")
	s.write("乙/二.txt", "修建公路。\n")
	s.write("乙/三.pdf", "%PDF")
	s.update(UpdateOptions{})
	s.remove("甲")
	s.remove("乙")
	s.write("甲/四.txt", "修建桥梁。\n")
	sum, err := Update(context.Background(), s.index, []string{filepath.Join(s.docs, "甲")}, UpdateOptions{})
	s.must(err)
	s.wantCounts(sum, [4]int{1, 0, 1, 0})
	s.wantPaths("docs/乙/二.txt", "docs/甲/四.txt")
	if len(sum.Unread) != 1 || sum.Unread[0].Path != "docs/乙/三.pdf" {
		t.Errorf("unread: %v", sum.Unread)
	}
}

func TestUpdateOfNoPath(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	s.wantUnchanged(func() {
		_, err := Update(context.Background(), s.index, []string{s.docs, filepath.Join(s.root, "没有")}, UpdateOptions{})
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v", err)
		}
	})
	if _, err := Update(context.Background(), s.index, nil, UpdateOptions{}); err == nil {
		t.Error("an update of nothing is no error")
	}
}

func TestUpdateOfAFile(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write("乙.txt", "修建公路。\n")
	sum, err := Update(context.Background(), s.index, []string{filepath.Join(s.docs, "乙.txt")}, UpdateOptions{})
	s.must(err)
	s.wantCounts(sum, [4]int{1, 0, 0, 0})
	s.wantPaths("docs/乙.txt")
}

func TestUpdateNeverWalksTheIndex(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	linked := filepath.Join(t.TempDir(), "link")
	s.must(os.Symlink(s.root, linked))
	for _, of := range [...]func() string{
		func() string { return s.root },
		func() string { return linked },
		func() string { return s.index },
		s.generation,
	} {
		path := of()
		sum, err := Update(context.Background(), s.index, []string{path}, UpdateOptions{})
		s.must(err)
		for _, f := range sum.Files {
			if !strings.HasSuffix(f.Path, "甲.txt") {
				t.Errorf("%s: %s was indexed", path, f.Path)
			}
		}
		if sum.Skipped != 0 {
			t.Errorf("%s: %d files of the index were counted", path, sum.Skipped)
		}
	}
}

func TestOneTextUnderTwoPaths(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write("乙.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	s.write("丙.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	if st := s.open().Status(); st.Documents != 3 || st.Texts != 1 {
		t.Errorf("%d documents, %d texts; want 3, 1", st.Documents, st.Texts)
	}
	s.remove("甲.txt")
	s.remove("丙.txt")
	s.update(UpdateOptions{})
	if got := s.count("水库", match.Exact); got != 1 {
		t.Errorf("%d matches in the one that stayed", got)
	}
}

func TestUnreadableLeavesTheIndex(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write("乙.txt", "修建公路。\n")
	s.write("丙.txt", "修建桥梁。\n")
	s.update(UpdateOptions{})
	s.write("甲.txt", "\x00\x01\x02\x03 binary \x00\x00")
	s.remove("丙.txt")
	s.must(os.Symlink(filepath.Join(s.root, "没有"), filepath.Join(s.docs, "丙.txt")))
	s.must(os.Symlink(filepath.Join(s.root, "没有"), filepath.Join(s.docs, "链接")))
	sum := s.update(UpdateOptions{})
	s.wantPaths("docs/乙.txt")
	s.wantCounts(sum, [4]int{0, 0, 2, 1})
	var unread []string
	for _, u := range sum.Unread {
		unread = append(unread, u.Path)
		if u.Reason == "" {
			t.Errorf("%s is unread without a reason", u.Path)
		}
	}
	if !slices.Equal(unread, []string{"docs/丙.txt", "docs/甲.txt"}) {
		t.Errorf("unread: %v", sum.Unread)
	}
	s.write("甲.txt", "修建水库。\n")
	s.remove("丙.txt")
	if sum := s.update(UpdateOptions{}); len(sum.Unread) != 0 || sum.New != 1 {
		t.Errorf("repaired: %+v", sum)
	}
}

// Who runs as root can list every folder, so the walk's error is made.
func TestFolderThatCannotBeListedKeepsItsDocuments(t *testing.T) {
	s := newSite(t)
	s.write("甲/一.txt", "修建水库。\n")
	s.write("乙/二.txt", "修建公路。\n")
	s.update(UpdateOptions{})
	u := s.updater()
	s.must(u.openOld())
	s.must(u.newGiven(u.remembered()))
	defer u.old.Close()
	u.fates = make([]fate, u.old.Len()) // as after a walk that found nothing
	u.roots = u.given
	closed := filepath.Join(s.docs, "甲")
	s.must(u.failed(filepath.ToSlash(closed), &fs.PathError{Op: "open", Path: closed, Err: fs.ErrPermission}))
	u.vanish()
	s.must(u.read(context.Background()))
	sum, err := u.finish(context.Background())
	s.must(err)
	s.wantPaths("docs/甲/一.txt")
	if len(sum.Unread) != 1 || sum.Unread[0].Path != "docs/甲" || sum.Removed != 1 {
		t.Errorf("unread %v, removed %d", sum.Unread, sum.Removed)
	}
}

// updater is a run up to the point where the index is locked.
func (s *site) updater() *updater {
	s.Helper()
	u := &updater{start: time.Now()}
	s.must(u.resolve(s.index, []string{s.docs}))
	return u
}

func TestPathThatVanishesMeanwhile(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write("乙/二.txt", "修建公路。\n")
	s.update(UpdateOptions{})
	run := func(meanwhile func()) (Summary, error) {
		u := s.updater()
		s.must(u.openOld())
		s.must(u.newGiven(u.remembered()))
		defer u.old.Close()
		defer u.clean()
		u.refresh = true // so that every file is opened
		s.must(u.walk())
		meanwhile()
		if err := u.read(context.Background()); err != nil {
			return Summary{}, err
		}
		return u.finish(context.Background())
	}
	s.wantUnchanged(func() {
		aside := s.docs + ".aside"
		if _, err := run(func() { s.must(os.Rename(s.docs, aside)) }); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the root vanished: %v", err)
		}
		s.must(os.Rename(aside, s.docs))
	})
	sum, err := run(func() { s.remove("乙") })
	s.must(err)
	s.wantCounts(sum, [4]int{0, 0, 1, 1})
	s.wantPaths("docs/甲.txt")
}

func TestSecondWriterIsLockedOut(t *testing.T) {
	s := newSite(t)
	held, err := lock(context.Background(), s.index, 0)
	s.must(err)
	_, err = Update(context.Background(), s.index, []string{s.docs}, UpdateOptions{})
	var locked *LockedError
	if !errors.As(err, &locked) {
		t.Fatalf("got %v", err)
	}
	if locked.PID != os.Getpid() || time.Since(locked.Since) > time.Minute {
		t.Errorf("locked by %d since %v", locked.PID, locked.Since)
	}
	held.release()
	s.update(UpdateOptions{})
}

// TestLockHolder is the other process of TestDeadWriterHoldsNobodyUp.
func TestLockHolder(t *testing.T) {
	dir := os.Getenv("YINZHENG_TEST_LOCK")
	if dir == "" {
		t.Skip("part of TestDeadWriterHoldsNobodyUp")
	}
	if _, err := lock(context.Background(), dir, 0); err != nil {
		t.Fatal(err)
	}
	os.Stdout.WriteString("locked\n")
	time.Sleep(time.Minute)
}

func TestDeadWriterHoldsNobodyUp(t *testing.T) {
	s := newSite(t)
	cmd := exec.Command(os.Args[0], "-test.run=^TestLockHolder$")
	cmd.Env = append(os.Environ(), "YINZHENG_TEST_LOCK="+s.index)
	out, err := cmd.StdoutPipe()
	s.must(err)
	s.must(cmd.Start())
	if _, err := out.Read(make([]byte, 7)); err != nil {
		t.Fatal(err)
	}
	_, err = lock(context.Background(), s.index, 0)
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != cmd.Process.Pid {
		t.Errorf("while it lives: %v, want process %d", err, cmd.Process.Pid)
	}
	s.must(cmd.Process.Kill())
	_ = cmd.Wait()
	s.write("甲.txt", "修建水库。\n")
	s.wantCounts(s.update(UpdateOptions{}), [4]int{1, 0, 0, 0})
}

func TestLeftoversAreCleaned(t *testing.T) {
	s := newSite(t)
	s.put(filepath.Join(s.index, "gen-000007", "text", "000007-000.text"), []byte("half"))
	s.put(filepath.Join(s.index, nextName), []byte("gen-000007\n"))
	s.update(UpdateOptions{})
	s.wantFiles("CURRENT", "LOCK", "gen-000001")
	s.write("甲.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	s.wantFiles("CURRENT", "LOCK", "gen-000002")
}

// wantFiles lists the index folder.
func (s *site) wantFiles(want ...string) {
	s.Helper()
	list, err := os.ReadDir(s.index)
	s.must(err)
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	if !slices.Equal(names, want) {
		s.Errorf("index folder holds %v, want %v", names, want)
	}
}

func TestCancelledUpdateLeavesNothing(t *testing.T) {
	s := newSite(t)
	s.write("甲.txt", "修建水库。\n")
	s.update(UpdateOptions{})
	for i := range 20 {
		s.write("新/"+strings.Repeat("一", i+1)+".txt", strings.Repeat("修建公路。\n", 8_000+i))
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.wantUnchanged(func() {
		o := UpdateOptions{Progress: func(p Progress) {
			if p.Files > 5 {
				cancel()
			}
		}}
		if _, err := Update(ctx, s.index, []string{s.docs}, o); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	s.wantPaths("docs/甲.txt")
}
