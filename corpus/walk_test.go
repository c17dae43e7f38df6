package corpus

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree makes files, each holding its own name, and returns their folder.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range names {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// walked lists what Walk yields, relative to root: "path kind" or "path error".
func walked(root string, roots []string, skip func(string) bool) []string {
	kinds := map[Kind]string{KindOther: "other", KindReadable: "readable", KindUnreadable: "unreadable"}
	var got []string
	for f, err := range Walk(roots, skip) {
		word := kinds[f.Kind]
		if errors.Is(err, fs.ErrNotExist) {
			word = "missing"
		} else if err != nil {
			word = "error"
		}
		got = append(got, strings.TrimPrefix(f.Path, filepath.ToSlash(root)+"/")+" "+word)
	}
	return got
}

func TestWalkYieldsEachFileOnceInSortedOrder(t *testing.T) {
	root := tree(t, "b/2.md", "b/1.txt", "a.HTML", "c.pdf", "d.png", "e", ".git/x.txt", "b/.hidden.txt", "skipped/x.txt")
	skip := func(path string) bool { return strings.HasSuffix(path, "/skipped") }
	got := walked(root, []string{root + "/b/", root, filepath.Join(root, "gone")}, skip)
	want := []string{"a.HTML readable", "b/1.txt readable", "b/2.md readable", "c.pdf unreadable", "d.png other", "e other", "gone missing"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWalkReportsSizeAndTime(t *testing.T) {
	root := tree(t, "a.txt")
	for f, err := range Walk([]string{root + "/a.txt"}, nil) {
		if err != nil || f.Size != 5 || f.ModTime.IsZero() {
			t.Errorf("got %+v, %v", f, err)
		}
	}
}

func TestWalkEndsInSpiteOfLinkLoops(t *testing.T) {
	root := tree(t, "a/x.txt")
	for _, link := range [][2]string{{root, "a/up"}, {"self", "a/self"}, {"nowhere", "a/z.txt"}, {"x.txt", "a/y.txt"}} {
		if err := os.Symlink(link[0], filepath.Join(root, link[1])); err != nil {
			t.Skip(err)
		}
	}
	got := walked(root, []string{root}, nil)
	want := []string{"a/self error", "a/x.txt readable", "a/y.txt readable", "a/z.txt missing"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWalkGoesOnBehindAFolderThatCannotBeListed(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is closed to root")
	}
	root := tree(t, "a/x.txt", "b/y.txt")
	if err := os.Chmod(filepath.Join(root, "a"), 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(root, "a"), 0o755) })
	var paths []string
	for f, err := range Walk([]string{root}, nil) {
		var pathError *fs.PathError
		if err != nil && (!errors.As(err, &pathError) || f.Path != filepath.ToSlash(pathError.Path)) {
			t.Errorf("%v for %s", err, f.Path)
		}
		paths = append(paths, filepath.Base(f.Path))
	}
	if diff := cmp.Diff([]string{"a", "y.txt"}, paths); diff != "" {
		t.Error(diff)
	}
}

func TestWalkStopsWhenTheLoopBreaks(t *testing.T) {
	n := 0
	for range Walk([]string{tree(t, "a.txt", "b.txt", "c/d.txt")}, nil) {
		if n++; n == 1 {
			break
		}
	}
	if n != 1 {
		t.Errorf("%d files", n)
	}
}
