package server

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// total asks how many documents hold 溪流, and of which generation that is.
func (l *library) total(t *testing.T) (int, string) {
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
	old := l.generations.hold()
	l.write(t, "新.md", "# 新\n\n溪流又来。\n")
	l.update(t)
	if n, gen := l.total(t); n != 4 || gen != "gen-000002" {
		t.Errorf("%d documents of %s", n, gen)
	}
	// The one before is still whole for who holds it.
	n, documents, err := concord.Count(context.Background(), old, match.Literal("溪流", match.Exact), nil)
	if n != 5 || documents != 3 || err != nil || old.Generation() != "gen-000001" {
		t.Errorf("old: %d in %d of %s, %v", n, documents, old.Generation(), err)
	}
	if old.holders != 1 {
		t.Errorf("%d hold the old one", old.holders)
	}
	l.generations.release(old)
	if old.holders != 0 || l.generations.now.holders != 1 {
		t.Errorf("%d hold the old one, %d the new", old.holders, l.generations.now.holders)
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
	l := newLibrary(t, DefaultLimits())
	l.Server.log = slog.New(slog.DiscardHandler)
	l.generations.log = l.Server.log
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
