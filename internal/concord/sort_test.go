package concord

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yinzheng/internal/match"
)

func TestSortsByHand(t *testing.T) {
	a := doc("a.md", "2021-03", "", "", "高山水清\n山水，甲\n乙，山水")
	b := doc("b.md", "", "", "", "好高山水，乙")
	c := doc("c.md", "2019", "", "", "低 山水情")
	a.Title, b.Title, c.Title = "乙", "", "丁"
	src := newShelf(a, b, c)
	tests := []struct{ by, want string }{
		{ByPosition, "高|清 |，甲 乙，| 好高|，乙 低|情"},
		{ByDate, "低|情 高|清 |，甲 乙，| 好高|，乙"},     // undated last
		{ByLeft, "|，甲 乙，| 低|情 高|清 好高|，乙"},     // nothing, ，, 低, 高, 高好
		{ByRight, "乙，| 好高|，乙 |，甲 低|情 高|清"},    // nothing, ，乙, ，甲, 情, 清
		{ByDocument, "好高|，乙 低|情 高|清 |，甲 乙，|"}, // b.md, 丁, 乙
	}
	for _, tt := range tests {
		var got []string
		for _, m := range mentions(t, New(src, match.Literal("山水", match.Exact), Options{Sort: tt.by})) {
			got = append(got, strings.TrimSpace(m.Before)+"|"+m.After)
		}
		if joined := strings.Join(got, " "); joined != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.by, joined, tt.want)
		}
	}
}

// sameSection: the reference does not look for sections.
var sameSection = cmp.Options{cmpopts.IgnoreFields(Mention{}, "Section"), cmpopts.EquateEmpty()}

func TestEverySortIsThePlainOne(t *testing.T) {
	for seed := range uint64(8) {
		random := rand.New(rand.NewPCG(seed, 1))
		src := randomShelf(random, 30)
		for _, p := range []match.Pattern{match.Literal("山水", match.Exact), match.Literal("水", match.Loose), match.Literal("山水", match.Raw)} {
			all := plainMentions(t, src, p, nil)
			for _, by := range Sorts() {
				for _, chunk := range []int{1, 7, 10_000} {
					o := Options{Sort: by, Width: 1 + random.IntN(30), Limit: random.IntN(3) * random.IntN(20), Offset: random.IntN(3) * random.IntN(20)}
					c := New(src, p, o)
					c.chunk = chunk
					if diff := cmp.Diff(plainConcordance(all, o), mentions(t, c), sameSection); diff != "" {
						t.Fatalf("seed %d, %+v, chunk %d: %s", seed, o, chunk, diff)
					}
				}
			}
		}
	}
}

// More lines than are sorted at once by default, and more than one sorted
// piece for each of those who merge.
func TestManyLinesAreSortedThroughAFile(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	var docs []string
	for range 40 {
		docs = append(docs, strings.Repeat(randomText(random)+"\n", 1+random.IntN(250)))
	}
	src := newShelf()
	for i, text := range docs {
		d := doc(fmt.Sprintf("%02d.md", i), "", "", "", text)
		src.docs = append(src.docs, &d)
	}
	p := match.Literal("水", match.Exact)
	all := plainMentions(t, src, p, nil)
	o := Options{Sort: ByLeft, Width: 5}
	c := New(src, p, o)
	if len(all) < 3*c.chunk/2 {
		t.Fatalf("%d lines are sorted in memory", len(all))
	}
	if diff := cmp.Diff(plainConcordance(all, o), mentions(t, c), sameSection); diff != "" {
		t.Error(diff)
	}
}

func TestTheOrderIsNotOfWhatIsShown(t *testing.T) {
	src := randomShelf(rand.New(rand.NewPCG(3, 3)), 40)
	order := func(by string, width int) (places []string) {
		for _, m := range mentions(t, New(src, match.Literal("水", match.Exact), Options{Sort: by, Width: width})) {
			places = append(places, fmt.Sprint(m.Document.Path, m.Start))
		}
		return places
	}
	for _, by := range Sorts() {
		want := order(by, 1000)
		for _, width := range []int{1, 2, 20} {
			if diff := cmp.Diff(want, order(by, width)); diff != "" {
				t.Errorf("by %s, width %d: %s", by, width, diff)
			}
		}
	}
}

// watch gives a folder for temporary files; at the end of the test it is
// empty, and no goroutine runs that did not before.
func watch(t *testing.T) {
	t.Helper()
	dir, before := t.TempDir(), runtime.NumGoroutine()
	t.Setenv("TMPDIR", dir)
	t.Cleanup(func() {
		left, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil || len(left) > 0 {
			t.Errorf("temporary files stay: %v %v", left, err)
		}
		if files := deletedIn(dir); len(files) > 0 {
			t.Errorf("deleted files stay open: %v", files)
		}
		for n := 0; runtime.NumGoroutine() > before; n++ {
			if n == 100 {
				stacks := make([]byte, 1<<16)
				t.Fatalf("%d goroutines, before %d\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
			}
			time.Sleep(10 * time.Millisecond)
		}
	})
}

// deletedIn is the files of dir that this process holds open, as far as the
// system tells.
func deletedIn(dir string) []string {
	var files []string
	links, _ := filepath.Glob("/proc/self/fd/*")
	for _, link := range links {
		if file, _ := os.Readlink(link); strings.HasPrefix(file, dir) {
			files = append(files, file)
		}
	}
	return files
}

// sorted is a concordance whose lines go through a file.
func sorted(src Source) *Concordance {
	c := New(src, match.Literal("水", match.Exact), Options{Sort: ByRight})
	c.chunk = 16
	return c
}

func TestSortingLeavesNothingBehind(t *testing.T) {
	src := randomShelf(rand.New(rand.NewPCG(5, 5)), 60)
	whole := len(plainMentions(t, src, match.Literal("水", match.Exact), nil))
	for _, until := range []int{1, 2, 100, whole - 1, whole, whole + 1} {
		t.Run(fmt.Sprint(until), func(t *testing.T) {
			watch(t)
			n := 0
			for _, err := range sorted(src).Mentions(context.Background()) {
				if err != nil {
					t.Fatal(err)
				}
				if n++; n == until {
					break
				}
			}
			if n != min(until, whole) {
				t.Errorf("%d of %d", n, min(until, whole))
			}
		})
	}
}

func TestSortingCountsAll(t *testing.T) {
	src := randomShelf(rand.New(rand.NewPCG(5, 5)), 60)
	want := counted(t, sorted(src))
	got := sorted(src)
	got.options.Limit = 1
	mentions(t, got)
	if got.Occurrences != want.Occurrences || !cmp.Equal(got.By, want.By) || !cmp.Equal(got.Forms, want.Forms) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestSortingEndsWithTheFirstError(t *testing.T) {
	for _, chunk := range []int{16, 1 << 20} {
		for _, where := range []string{"find", "load"} {
			t.Run(fmt.Sprint(where, chunk), func(t *testing.T) {
				watch(t)
				src := &faulty{shelf: randomShelf(rand.New(rand.NewPCG(6, 6)), 60), fails: where, at: 40}
				for range 50 {
					c := sorted(src)
					c.chunk = chunk
					lines, errs := collect(c.Mentions(context.Background()))
					if len(lines) > 0 || len(errs) != 1 || errs[0] != errBroken {
						t.Errorf("%d lines, then %v", len(lines), errs)
					}
				}
			})
		}
	}
}

func TestSortingEndsWhenItIsCancelled(t *testing.T) {
	for _, chunk := range []int{16, 1 << 20} {
		for _, at := range []int{1, 30, 50} {
			t.Run(fmt.Sprint("reading ", at, chunk), func(t *testing.T) {
				watch(t)
				ctx, cancel := context.WithCancelCause(context.Background())
				defer cancel(nil)
				src := &faulty{shelf: randomShelf(rand.New(rand.NewPCG(7, 7)), 60), at: at, onLoad: func() { cancel(errors.New("a reason")) }}
				c := sorted(src)
				c.chunk = chunk
				if lines, errs := collect(c.Mentions(ctx)); len(lines) > 0 || len(errs) != 1 || errs[0] != context.Canceled {
					t.Errorf("%d lines, then %v", len(lines), errs)
				}
			})
		}
		t.Run(fmt.Sprint("merging ", chunk), func(t *testing.T) {
			watch(t)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			c := sorted(randomShelf(rand.New(rand.NewPCG(8, 8)), 200))
			c.chunk = chunk
			n, errs := 0, []error(nil)
			for _, err := range c.Mentions(ctx) {
				if err != nil {
					errs = append(errs, err)
					continue
				}
				if n++; n == 10 {
					cancel()
				}
			}
			if n == c.Occurrences || len(errs) != 1 || errs[0] != context.Canceled {
				t.Errorf("%d lines of %d, then %v", n, c.Occurrences, errs)
			}
		})
	}
}

func TestSortingNamesTheFolderThatFails(t *testing.T) {
	watch(t)
	file := filepath.Join(os.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(file)
	src := &faulty{shelf: randomShelf(rand.New(rand.NewPCG(9, 9)), 200), slow: true}
	t.Setenv("TMPDIR", file)
	lines, errs := collect(sorted(src).Mentions(context.Background()))
	if n := src.searches.Load(); n > 0 {
		t.Errorf("%d searches go on", n)
	}
	if len(lines) > 0 || len(errs) != 1 || !strings.Contains(errs[0].Error(), "in "+file+" (set TMPDIR") {
		t.Errorf("%d lines, then %v", len(lines), errs)
	}
	c := sorted(src)
	c.chunk = 1 << 20
	if _, errs := collect(c.Mentions(context.Background())); errs != nil {
		t.Errorf("few lines need no file: %v", errs)
	}
}

func FuzzDecodeKeyed(f *testing.F) {
	whole, err := encodeKeyed(keyed{line{Mention{Section: "第一条", Start: 7, End: 9, Line: 300, Before: "前", Match: "山水", After: ""}, 2}, "钥"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)-1])
	f.Add([]byte{0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		k, err := decodeKeyed(slices.Clone(b))
		if err != nil {
			if !errors.Is(err, errTempFile) {
				t.Error(err)
			}
			return
		}
		again, err := encodeKeyed(k)
		if err != nil {
			t.Fatal(err)
		}
		if k2, err := decodeKeyed(again); err != nil || k2 != k {
			t.Errorf("%v: got %+v, want %+v", err, k2, k)
		}
	})
}

func TestKeyedComesBack(t *testing.T) {
	want := keyed{line{Mention{Section: "第一条", Start: 7, End: 9, Line: 300, Before: "前", Match: "山水", After: ""}, 2}, "\xff"}
	b, err := encodeKeyed(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := decodeKeyed(b); err != nil || got != want {
		t.Errorf("%v: got %+v, want %+v", err, got, want)
	}
	for n := range b {
		if _, err := decodeKeyed(b[:n]); !errors.Is(err, errTempFile) {
			t.Errorf("%d of %d bytes: %v", n, len(b), err)
		}
	}
	if _, err := decodeKeyed(append(b, 0)); !errors.Is(err, errTempFile) {
		t.Errorf("a byte too much: %v", err)
	}
}
