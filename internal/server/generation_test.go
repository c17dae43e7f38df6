package server

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// total asks how many documents hold 溪流, and of which generation that is.
func (l *site) total(t *testing.T) (int, string) {
	t.Helper()
	w := l.get("GET", `/api/search?q="溪流"`)
	var got struct {
		Total      int
		Generation string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); w.Code != 200 || err != nil {
		t.Errorf("%d %v: %s", w.Code, err, w.Body)
	}
	return got.Total, got.Generation
}

func TestANewGenerationIsTakenUp(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	old, err := l.generations.hold("")
	if err != nil {
		t.Fatal(err)
	}
	l.write(t, "新.md", "# 新\n\n溪流又来。\n")
	l.update(t)
	if n, gen := l.total(t); n != 4 || gen != "gen-000002" {
		t.Errorf("%d documents of %s", n, gen)
	}
	// The one before is still whole for who holds it.
	totals, err := concord.Count(context.Background(), old, match.Literal("溪流", match.Exact), nil)
	if totals.Sum != (concord.Sum{Occurrences: 5, Documents: 3}) || err != nil || old.Generation() != "gen-000001" {
		t.Errorf("old: %+v of %s, %v", totals, old.Generation(), err)
	}
	// It is held by the test and kept for paging.
	if old.holders != 2 {
		t.Errorf("%d hold the old one", old.holders)
	}
	l.generations.release(old)
	l.generations.drop(old)
	if old.holders != 0 || l.generations.now.holders != 1 || l.generations.open() != 1 {
		t.Errorf("%d hold the old one, %d the new; %d are open", old.holders, l.generations.now.holders, l.generations.open())
	}
}

func TestADamagedGenerationIsNotTakenUp(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	if err := os.WriteFile(filepath.Join(l.dir, "CURRENT"), []byte("gen-000009\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if n, gen := l.total(t); n != 3 || gen != "gen-000001" {
			t.Errorf("%d documents of %s", n, gen)
		}
	}
	if got := strings.Count(l.log.String(), "can't be opened"); got != 1 {
		t.Errorf("said %d times: %s", got, l.log)
	}
}

func TestGenerationsChangeUnderLoad(t *testing.T) {
	l := newLibrary(t, DefaultLimits(), func(o *Options) { o.Log = slog.New(slog.DiscardHandler) })
	stop := make(chan struct{})
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if n, gen := l.total(t); fmt.Sprintf("gen-%06d", n-2) != gen {
					t.Errorf("%d documents of %s", n, gen)
				}
			}
		})
	}
	for i := range 4 {
		l.write(t, fmt.Sprintf("新%d.md", i), fmt.Sprintf("# 新%d\n\n溪流又来。\n", i))
		l.update(t)
	}
	close(stop)
	asking.Wait()
	if n, gen := l.total(t); n != 7 || gen != "gen-000005" {
		t.Errorf("at last %d documents of %s", n, gen)
	}
}

// page asks for a part of the list of mentions, of a generation.
func (l *site) page(t *testing.T, offset int, generation string) (places []string, gen string, status int) {
	t.Helper()
	target := fmt.Sprintf("/api/mentions?q=溪流&limit=2&offset=%d", offset)
	if generation != "" {
		target += "&generation=" + generation
	}
	w := l.get("GET", target)
	var got struct {
		Generation string
		Mentions   []struct {
			Document struct{ Path string }
			Start    int
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	for _, m := range got.Mentions {
		places = append(places, fmt.Sprint(m.Document.Path, m.Start))
	}
	return places, got.Generation, w.Code
}

// TestPagingKeepsToOneGeneration pages through a list while documents come
// before and go from what was read.
func TestPagingKeepsToOneGeneration(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	all, _, _ := l.page(t, 0, "")
	first, gen, _ := l.page(t, 0, "")
	seen := first
	for offset := 2; ; offset += 2 {
		l.write(t, fmt.Sprintf("000-%d.md", offset), "# 前\n\n溪流、溪流、溪流。\n")
		l.update(t)
		part, of, status := l.page(t, offset, gen)
		if status != 200 || of != gen {
			t.Fatalf("offset %d: status %d of %s", offset, status, of)
		}
		if len(part) == 0 {
			break
		}
		seen = append(seen, part...)
	}
	slices.Sort(seen)
	if len(seen) != 5 || len(slices.Compact(seen)) != 5 || len(all) != 2 {
		t.Errorf("seen %v", seen)
	}
	if _, of, _ := l.page(t, 0, ""); of == gen {
		t.Errorf("without a generation that of before answers: %s", of)
	}
}

func TestAGenerationThatIsGoneIs410(t *testing.T) {
	limits := DefaultLimits()
	limits.Keep = time.Hour
	l := newLibrary(t, limits)
	for i := range mostKept + 1 {
		l.write(t, "新.md", fmt.Sprintf("# 新\n\n溪流%d。\n", i))
		l.update(t)
		l.total(t)
	}
	for gen, want := range map[string]int{"gen-000001": 410, "gen-000002": 200, "gen-000010": 200, "gen-000011": 410, "x": 410} {
		for _, target := range []string{"/api/search?q=溪流&generation=", "/?q=溪流&offset=2&generation=", "/api/quote?q=溪流&generation="} {
			if w := l.get("GET", target+gen); w.Code != want {
				t.Errorf("%s%s: %d", target, gen, w.Code)
			}
		}
	}
	w := l.get("GET", "/?q=溪流&offset=2&generation=gen-000001")
	if page := w.Body.String(); !strings.Contains(page, `href="/?q=%E6%BA%AA%E6%B5%81"`) {
		t.Errorf("no way on: %s", words(page))
	}
	if n := l.generations.open(); n != mostKept+1 {
		t.Errorf("%d are open", n)
	}
}

func TestTheOneBeforeIsKeptForAWhile(t *testing.T) {
	limits := DefaultLimits()
	limits.Keep = time.Nanosecond
	l := newLibrary(t, limits)
	l.write(t, "新.md", "# 新\n\n溪流又来。\n")
	l.update(t)
	l.total(t)
	for l.generations.open() > 1 {
		time.Sleep(time.Millisecond)
	}
	if w := l.get("GET", "/api/search?q=溪流&generation=gen-000001"); w.Code != 410 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestARebuiltIndexIsTakenUp takes the index away and builds another, whose
// generation has the same name.
func TestARebuiltIndexIsTakenUp(t *testing.T) {
	l := newLibrary(t, DefaultLimits())
	if n, _ := l.total(t); n != 3 {
		t.Fatalf("%d documents", n)
	}
	if err := os.RemoveAll(l.dir); err != nil {
		t.Fatal(err)
	}
	if n, _ := l.total(t); n != 3 {
		t.Errorf("without an index: %d documents", n)
	}
	l.write(t, "新.md", "# 新\n\n溪流又来。\n")
	l.update(t)
	if n, gen := l.total(t); n != 4 || gen != "gen-000001" {
		t.Errorf("%d documents of %s", n, gen)
	}
}
