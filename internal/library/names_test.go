package library_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yinzheng/index"
	"yinzheng/internal/library"
)

// TestNamesOfRealDocuments holds what people call laws, reports and notices to
// the list of what they mean. It reads an index that was made before.
func TestNamesOfRealDocuments(t *testing.T) {
	folder := os.Getenv("YINZHENG_NAMES_INDEX")
	if folder == "" {
		t.Skip("no index of the real documents")
	}
	ix, err := index.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	data, err := os.ReadFile(filepath.Join("testdata", "names.txt"))
	if err != nil {
		t.Fatal(err)
	}
	l := library.New(ix, nil)
	right, all := [2]int{}, [2]int{}
	n := 0
	for line := range strings.Lines(string(data)) {
		name, want, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		half := n % 2
		n++
		all[half]++
		got := meant(t, ix, l, name)
		if got == want {
			right[half]++
		} else if half == 0 || os.Getenv("YINZHENG_HELD_OUT") != "" {
			t.Errorf("%s means %s, want %s", name, got, want)
		}
	}
	t.Logf("right: %d of %d, and %d of %d held out", right[0], all[0], right[1], all[1])
}

// meant is what a name means, as the list has it.
func meant(t *testing.T, ix *index.Index, l *library.Library, name string) string {
	t.Helper()
	a, err := l.Named(name, "", ix.Resolve)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case a.Spot != nil && a.Spot.Section != "":
		labels := strings.Fields(a.Spot.Section)
		last := labels[len(labels)-1]
		return ix.Info(a.Spot.Doc).Path + "#" + last
	case a.Spot != nil:
		return ix.Info(a.Spot.Doc).Path
	case len(a.Parts) > 0:
		return fmt.Sprintf("parts %d", len(a.Parts))
	case len(a.Candidates) > 0:
		return "many"
	}
	return "none"
}
