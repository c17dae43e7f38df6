package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"yinzheng/internal/match"
)

// given brings the index up to date with some of the documents' paths.
func (s *site) given(o UpdateOptions, names ...string) Summary {
	s.Helper()
	o.dictionary = tinyWords(s)
	paths := []string{}
	for _, name := range names {
		paths = append(paths, filepath.Join(s.docs, name))
	}
	sum, err := Update(context.Background(), s.index, paths, o)
	s.must(err)
	return sum
}

// move renames a file or folder, and makes the folder that it goes to.
func (s *site) move(from, to string) {
	s.Helper()
	s.must(os.MkdirAll(filepath.Dir(filepath.Join(s.docs, to)), 0o755))
	s.must(os.Rename(filepath.Join(s.docs, from), filepath.Join(s.docs, to)))
}

// Equal documents go to the paths that are most like theirs: by name and folder,
// then by folder, then in order.
func TestMovedDocumentsKeepTheirNames(t *testing.T) {
	s := newTinySite(t)
	for _, name := range []string{"旧/一/甲.txt", "旧/一/乙.txt", "旧/二/甲.txt", "旧/丙.txt", "旧/己.txt"} {
		s.write(name, "修建水库。\n")
	}
	s.write("旧/丁.txt", "修建公路。\n")
	s.write("README", "no document\n")
	s.whole(UpdateOptions{})
	s.move("旧", "新")
	s.move("新/丙.txt", "新/戊.txt")
	s.move("新/己.txt", "庚.txt")
	s.wantFileList(s.given(UpdateOptions{}, "新", "庚.txt"),
		"renamed 庚.txt < 旧/丙.txt", "renamed 新/一/乙.txt < 旧/一/乙.txt", "renamed 新/一/甲.txt < 旧/一/甲.txt",
		"renamed 新/丁.txt < 旧/丁.txt", "renamed 新/二/甲.txt < 旧/二/甲.txt", "renamed 新/戊.txt < 旧/己.txt")
	if n := s.count("水库", match.Exact); n != 5 {
		t.Errorf("%d mentions, want 5: nothing counts twice", n)
	}
	s.wantWhole()
}

// What still is where it was has not moved, whatever has its content.
func TestCopiesAreNoMoves(t *testing.T) {
	s := newTinySite(t)
	s.write("旧/甲.txt", "修建水库。\n")
	s.write("旧/乙.txt", "修建水库。\n")
	s.whole(UpdateOptions{})
	s.move("旧/乙.txt", "新/乙.txt")
	s.write("新/甲.txt", "修建水库。\n")
	s.write("新/丙.txt", "修建水库。\n")
	s.wantFileList(s.given(UpdateOptions{}, "新"), "new 新/丙.txt", "renamed 新/乙.txt < 旧/乙.txt", "new 新/甲.txt")
	s.wantPaths("docs/新/丙.txt", "docs/新/乙.txt", "docs/新/甲.txt", "docs/旧/甲.txt")
	s.move("旧/甲.txt", "又/甲.txt")
	s.wantFileList(s.given(UpdateOptions{Keep: true}, "又"), "new 又/甲.txt")
}

// A file that came back with another encoding has the same text.
func TestMovedAndRecoded(t *testing.T) {
	s := newTinySite(t)
	s.write("旧/甲.txt", "修建水库，疏浚河道。\n")
	s.write("旧/乙.txt", "修建公路。\n")
	s.whole(UpdateOptions{})
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("修建水库，疏浚河道。\n")
	s.must(err)
	s.remove("旧/甲.txt")
	s.write("新/甲.txt", gbk)
	want := []string{"renamed 新/甲.txt < 旧/甲.txt"}
	s.wantFileList(s.given(UpdateOptions{DryRun: true}, "新"), want...)
	s.wantFileList(s.given(UpdateOptions{}, "新"), want...)
	if ix := s.open(); ix.Len() != 2 || ix.Info(0).Encoding != "gb18030" {
		t.Errorf("%d documents, %+v", ix.Len(), ix.Info(0))
	}
	s.wantWhole()
}

// An index of another version is read again, and what has moved moves then too.
func TestMovedBeforeAllIsReadAgain(t *testing.T) {
	s := newTinySite(t)
	s.write("旧/甲.txt", "修建水库。\n")
	s.write("旧/乙.txt", "修建公路。\n")
	s.write("README", "no document\n")
	s.whole(UpdateOptions{})
	s.manifest(func(m map[string]any) { m["readers"] = 0 })
	s.move("旧/甲.txt", "新/甲.txt")
	s.remove("旧")
	sum := s.given(UpdateOptions{}, "新")
	s.wantFileList(sum, "renamed 新/甲.txt < 旧/甲.txt")
	s.wantPaths("docs/新/甲.txt", "docs/旧/乙.txt")
	if len(sum.Remarks) != 1 || !strings.Contains(sum.Remarks[0], "(docs/旧/乙.txt)") {
		t.Errorf("remarks %q, want the one that is gone", sum.Remarks)
	}
	s.wantWhole()
}

// A moved folder costs no new text.
func TestMovedFolderIsNotStoredAgain(t *testing.T) {
	s := newTinySite(t)
	for i := range 40 {
		s.write(fmt.Sprintf("旧/%d.txt", i), fmt.Sprintf("第%d座水库。\n", i))
	}
	s.whole(UpdateOptions{})
	before := s.texts()
	s.move("旧", "新")
	if sum := s.given(UpdateOptions{}, "新"); sum.Renamed != 40 || s.texts() != before || s.open().Len() != 40 {
		t.Errorf("%+v; %d texts stored, before %d", sum, s.texts(), before)
	}
	s.wantWhole()
}

func TestGoneIsNamed(t *testing.T) {
	s := newTinySite(t)
	for i := range 5 {
		s.write(fmt.Sprintf("旧/%d.txt", i), fmt.Sprintf("第%d座水库。\n", i))
	}
	s.write("新.txt", "修建公路。\n")
	s.whole(UpdateOptions{})
	if gone, err := s.open().Gone(); err != nil || len(gone) != 0 {
		t.Errorf("%q, %v", gone, err)
	}
	s.remove("旧/0.txt")
	gone, err := s.open().Gone()
	s.must(err)
	if diff := cmp.Diff([]string{"docs/旧/0.txt"}, gone); diff != "" {
		t.Error(diff)
	}
	s.remove("旧")
	want := "5 documents are in the index, but their files are gone (docs/旧/0.txt, docs/旧/1.txt, docs/旧/2.txt and 2 more): yinzheng index --prune-missing takes them out"
	for what, remarks := range map[string][]string{
		"index": s.given(UpdateOptions{}, "新.txt").Remarks, "verify": s.verified().Remarks,
	} {
		found := false
		for _, r := range remarks {
			found = found || r == want
		}
		if !found {
			t.Errorf("%s: %q", what, remarks)
		}
	}
	if v := s.verified(); len(v.Troubles) > 0 {
		t.Errorf("what is gone is no trouble: %v", v.Troubles)
	}
	// A list alone has nobody wait for a look at every document.
	if sum := s.listed(UpdateOptions{}, "新.txt"); len(sum.Remarks) > 0 {
		t.Errorf("%q", sum.Remarks)
	}
}

func (s *site) verified() Verification {
	s.Helper()
	v, err := Verify(context.Background(), s.index, VerifyOptions{})
	s.must(err)
	return v
}

func TestPruneMissing(t *testing.T) {
	s := newTinySite(t)
	s.write("甲/一.txt", "修建水库。\n")
	s.write("甲/二.txt", "修建公路。\n")
	s.write("乙/三.txt", "修建桥梁。\n")
	s.write("乙/四.pdf", "%PDF")
	s.write("丙/五.txt", "修建水坝。\n")
	s.whole(UpdateOptions{})
	s.remove("甲/一.txt")
	s.remove("乙")
	s.move("丙/五.txt", "丁/五.txt")
	s.write("丙/README", "")
	want := []string{"renamed 丁/五.txt < 丙/五.txt", "removed 乙/三.txt", "removed 甲/一.txt"}
	s.wantUnchanged(func() { s.wantFileList(s.given(UpdateOptions{PruneMissing: true, DryRun: true}, "丁"), want...) })
	sum := s.given(UpdateOptions{PruneMissing: true}, "丁")
	s.wantFileList(sum, want...)
	if len(sum.Unread) > 0 || len(sum.Remarks) > 0 {
		t.Errorf("unread %v, remarks %q", sum.Unread, sum.Remarks)
	}
	s.wantPaths("docs/丁/五.txt", "docs/甲/二.txt")
	s.wantUnchanged(func() { s.wantFileList(s.given(UpdateOptions{PruneMissing: true})) })
	s.wantWhole()
}

// What may only wait for a drive stays: below a folder that is there and empty,
// or where nothing at all is left below the root.
func TestPruneMissingDoubts(t *testing.T) {
	s := newTinySite(t)
	s.write("盘/下/一.txt", "修建水库。\n")
	s.write("乙/二.txt", "修建公路。\n")
	s.whole(UpdateOptions{})
	s.remove("盘/下")
	sum := s.given(UpdateOptions{PruneMissing: true})
	s.wantFileList(sum)
	if len(sum.Remarks) != 1 || !strings.Contains(sum.Remarks[0], "docs/盘 is empty") {
		t.Errorf("%q", sum.Remarks)
	}
	s.put(filepath.Join(s.docs, "盘", "README"), nil)
	s.wantFileList(s.given(UpdateOptions{PruneMissing: true}), "removed 盘/下/一.txt")
	s.must(os.Rename(s.docs, s.docs+"2"))
	sum = s.given(UpdateOptions{PruneMissing: true})
	s.wantFileList(sum)
	if len(sum.Remarks) != 1 || !strings.Contains(sum.Remarks[0], s.root+" holds no document any more") {
		t.Errorf("%q", sum.Remarks)
	}
}

func TestPlacesForDrives(t *testing.T) {
	for folder, want := range map[string]bool{
		"/mnt": true, "/mnt/盘": true, "/mnt/盘/资料": false, "/media/人/盘": true, "/media/人/盘/资料": false, "/run/media/人/盘": true,
		"/Volumes/盘": true, "/Volumes/盘/资料": false, "/home/人": false, "/mnt2": false, "/": false,
	} {
		if got := isMountPlace(folder); got != want {
			t.Errorf("%s: %v", folder, got)
		}
	}
	// A file in the place of a folder is no drive, and what can't be listed may be one.
	s := newTinySite(t)
	s.write("甲", "")
	a := absence{}
	if file := filepath.Join(s.docs, "甲", "一.txt"); !a.has(file) || !a.certain(file, true) {
		t.Error("below a file nothing waits for a drive")
	}
	if why := contentDoubt(filepath.Join(s.docs, "没有")); why != "can't be listed" {
		t.Errorf("%q", why)
	}
}
