package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"yinzheng/internal/match"
)

// from brings the index up to date with paths of any kind.
func (s *site) from(o UpdateOptions, paths ...string) Summary {
	s.Helper()
	o.dictionary = tinyWords(s)
	sum, err := Update(context.Background(), s.index, paths, o)
	s.must(err)
	return sum
}

// wantAsAnew wants the index to be as one that is built from nothing.
func (s *site) wantAsAnew(paths ...string) {
	s.Helper()
	anew := &site{s.TB, s.root, s.docs, filepath.Join(s.TempDir(), "anew")}
	anew.from(UpdateOptions{Root: s.open().Root()}, paths...)
	if s.fingerprint() != anew.fingerprint() {
		s.Errorf("the index is not as one that is built from nothing: %v, not %v", s.paths(), anew.paths())
	}
}

func TestRebuildOfDocumentsOutsideOfTheRoot(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	far := filepath.Join(t.TempDir(), "远.txt")
	s.put(far, []byte("修建公路。\n"))
	s.from(UpdateOptions{}, s.docs, far)
	s.wantCounts(s.from(UpdateOptions{Rebuild: true}, s.docs), [4]int{2, 0, 0, 0})
	s.wantPaths(filepath.ToSlash(far), "docs/甲.txt")
}

// Two files that changed places have each other's size, and may have the same
// time.
func TestListedFilesAreReadWhateverTheirTime(t *testing.T) {
	s := newTinySite(t)
	at := time.Now().Add(-time.Hour)
	swap := func(a, b string) {
		for name, text := range map[string]string{"甲.txt": a, "乙.txt": b} {
			s.write(name, text)
			s.must(os.Chtimes(filepath.Join(s.docs, name), at, at))
		}
	}
	swap("修建水库一。\n", "修建水库二。\n")
	s.whole(UpdateOptions{})
	swap("修建水库二。\n", "修建水库一。\n")
	s.wantFileList(s.listed(UpdateOptions{}, "甲.txt", "乙.txt"), "changed 乙.txt", "changed 甲.txt")
	s.wantAsAnew(s.docs)
}

// What was asked for by a hidden name goes on when it is listed.
func TestListedFilesOfAHiddenFolder(t *testing.T) {
	s := newTinySite(t)
	s.write(".隐/甲.txt", "修建水库。\n")
	s.write(".隐/乙.txt", "修建公路。\n")
	hidden := filepath.Join(s.docs, ".隐")
	s.from(UpdateOptions{}, hidden)
	s.write(".隐/甲.txt", "修建水坝。\n")
	s.write(".隐/丙.txt", "修建桥梁。\n")
	s.remove(".隐/乙.txt")
	s.wantFileList(s.listed(UpdateOptions{}, ".隐/甲.txt", ".隐/乙.txt", ".隐/丙.txt", ".别/丁.txt"),
		"new .隐/丙.txt", "removed .隐/乙.txt", "changed .隐/甲.txt")
	s.wantAsAnew(hidden)
}

func TestRebuildOfAPartKeepsWhatWasUnread(t *testing.T) {
	s := newTinySite(t)
	s.write("甲/一.txt", "修建水库。\n")
	s.write("乙/二.pdf", "%PDF")
	s.write("乙/三.pdf", "%PDF")
	s.whole(UpdateOptions{})
	s.remove("乙/三.pdf")
	sum := s.from(UpdateOptions{Rebuild: true}, filepath.Join(s.docs, "甲"))
	if len(sum.Unread) != 1 || sum.Unread[0].Path != "docs/乙/二.pdf" {
		t.Errorf("unread: %v", sum.Unread)
	}
	s.wantAsAnew(s.docs)
}

func TestRebuildOverOddThings(t *testing.T) {
	for name, harm := range map[string]func(s *site){
		"CURRENT is a folder": func(s *site) {
			s.must(os.Remove(s.of(currentName)))
			s.put(s.of(currentName+"/x"), nil)
		},
		"CURRENT is lost, and a foreign file is there": func(s *site) {
			s.must(os.Remove(s.of(currentName)))
			s.put(s.of(".gitignore"), []byte("*\n"))
		},
		"LOCK can't be written": func(s *site) { s.must(os.Chmod(s.of(lockName), 0o444)) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newTinySite(t)
			s.write("甲.txt", "修建水库。\n")
			s.whole(UpdateOptions{})
			harm(s)
			if _, err := Open(s.index); err != nil {
				isDamage(t, err)
			}
			s.whole(UpdateOptions{Rebuild: true})
			if s.count("水库", match.Exact) != 1 {
				t.Error("it is not healed")
			}
		})
	}
}

// A walk does not follow links to folders, and neither does a list.
func TestListedLinkToAFolder(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write("乙.txt", "修建公路。\n")
	s.whole(UpdateOptions{})
	out := t.TempDir()
	s.put(filepath.Join(out, "外.txt"), []byte("修建桥梁。\n"))
	s.must(os.Symlink(out, filepath.Join(s.docs, "链")))
	s.remove("乙.txt")
	s.must(os.Symlink(out, filepath.Join(s.docs, "乙.txt")))
	s.wantFileList(s.listed(UpdateOptions{}, "链", "乙.txt"), "removed 乙.txt")
	s.wantAsAnew(s.docs)
}

func TestUnreadFilesThatGo(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write("\xb9\xab\xb8\xe6.pdf", "%PDF")
	s.write("旧.pdf", "%PDF")
	s.write("留.pdf", "%PDF")
	s.whole(UpdateOptions{})
	s.remove("\xb9\xab\xb8\xe6.pdf")
	s.must(os.Rename(filepath.Join(s.docs, "旧.pdf"), filepath.Join(s.docs, "新.pdf")))
	sum := s.listed(UpdateOptions{}, "\xb9\xab\xb8\xe6.pdf", "新.pdf") // git names the new path alone
	if len(sum.Unread) != 2 || sum.Unread[0].Path != "docs/新.pdf" || sum.Unread[1].Path != "docs/留.pdf" {
		t.Errorf("unread: %v", sum.Unread)
	}
	s.wantAsAnew(s.docs)
}

// A root that is reached through a link is the root.
func TestPathsThroughALink(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	s.write("下/乙.txt", "修建公路。\n")
	s.whole(UpdateOptions{})
	link := filepath.Join(t.TempDir(), "链")
	s.must(os.Symlink(s.root, link))
	s.wantCounts(s.from(UpdateOptions{}, link), [4]int{0, 0, 0, 2})
	s.remove("下/乙.txt")
	s.wantFileList(s.from(UpdateOptions{Files: []string{filepath.Join(link, "docs", "下", "乙.txt")}}), "removed 下/乙.txt")
}

// A file that became a folder is gone, though the list has only what is in
// the folder.
func TestListedFileInWhatWasAFile(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.md", "# 水库\n")
	s.write("乙.txt", "修建公路。\n")
	s.whole(UpdateOptions{})
	s.remove("甲.md")
	s.write("甲.md/内.txt", "修建桥梁。\n")
	s.wantFileList(s.listed(UpdateOptions{}, "甲.md/内.txt"), "removed 甲.md", "new 甲.md/内.txt")
	s.wantAsAnew(s.docs)
}

// A writer whose lock file was replaced does not switch: another one may.
func TestLockThatIsTakenAway(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n")
	s.whole(UpdateOptions{})
	before := s.fingerprint()
	s.write("乙.txt", "修建公路。\n")
	o := UpdateOptions{}
	o.disk = disk{func(op, path string, do func() error) error {
		if op == "create" && filepath.Base(path) == nextName {
			s.must(errors.Join(os.Rename(s.of(lockName), s.of("aside")), os.WriteFile(s.of(lockName), nil, 0o644)))
		}
		return do()
	}}
	if _, err := s.tiny(o); err == nil {
		t.Error("it switched")
	}
	if s.fingerprint() != before {
		t.Error("the index is not as it was")
	}
}
