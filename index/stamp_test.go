package index

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// clock runs updates each a minute after the last, so that no time is too new
// to prove anything, and counts the files that are looked into.
type clock struct {
	*site
	at time.Time
}

func newClock(t *testing.T) *clock { return &clock{newTinySite(t), time.Now()} }

func (c *clock) whole(o UpdateOptions) (sum Summary, looked int) {
	c.Helper()
	c.at = c.at.Add(time.Minute)
	o.now = c.at
	o.Progress = func(p Progress) { looked = p.TotalFiles }
	return c.site.whole(o), looked
}

// rewrite changes a file and gives it the times that it had.
func (c *clock) rewrite(name, text string) {
	c.Helper()
	path := filepath.Join(c.docs, name)
	st, err := os.Stat(path)
	c.must(err)
	if st.Size() != int64(len(text)) {
		c.Fatalf("%s had %d bytes, not %d", name, st.Size(), len(text))
	}
	c.must(os.WriteFile(path, []byte(text), 0o644))
	c.must(os.Chtimes(path, st.ModTime(), st.ModTime()))
}

// needsChangeTimes skips a test where the system keeps none.
func (c *clock) needsChangeTimes(t *testing.T) {
	t.Helper()
	st, err := os.Stat(c.root)
	c.must(err)
	if corpus.ChangeTime(st).IsZero() {
		t.Skip("this system keeps no change times")
	}
}

// A file of the same size and time is found to be another one: builds with
// normalised times, rsync -t, touch -r.
func TestOtherContentUnderTheSameTime(t *testing.T) {
	c := newClock(t)
	c.needsChangeTimes(t)
	c.write("甲.txt", "修建水库。\n")
	c.write("乙.txt", "修建公路。\n")
	c.whole(UpdateOptions{})
	if sum, looked := c.whole(UpdateOptions{}); looked != 0 || sum.Unchanged != 2 {
		t.Errorf("nothing changed: %d looked at, %+v", looked, sum)
	}
	c.rewrite("甲.txt", "修建桥梁。\n")
	sum, looked := c.whole(UpdateOptions{})
	c.wantCounts(sum, [4]int{0, 1, 0, 1})
	if looked != 1 || c.count("水库", match.Exact) != 0 || c.count("桥梁", match.Exact) != 1 {
		t.Errorf("%d looked at; 水库 %d, 桥梁 %d", looked, c.count("水库", match.Exact), c.count("桥梁", match.Exact))
	}
	// One that took the place of another, too.
	c.put(filepath.Join(c.docs, "丙"), []byte("修建水坝。\n"))
	st, err := os.Stat(filepath.Join(c.docs, "乙.txt"))
	c.must(err)
	c.must(os.Chtimes(filepath.Join(c.docs, "丙"), st.ModTime(), st.ModTime()))
	c.move("丙", "乙.txt")
	sum, _ = c.whole(UpdateOptions{})
	c.wantCounts(sum, [4]int{0, 1, 0, 1})
}

// A file that only got other permissions or another link is hashed and not read,
// and known again when something was written since.
func TestOtherChangeTimeAlone(t *testing.T) {
	c := newClock(t)
	c.needsChangeTimes(t)
	for _, name := range []string{"甲", "乙", "丙", "丁"} {
		c.write(name+".txt", "修建"+name+"号水库。\n")
	}
	c.whole(UpdateOptions{})
	c.must(os.Chmod(filepath.Join(c.docs, "甲.txt"), 0o600))
	c.must(os.Link(filepath.Join(c.docs, "乙.txt"), filepath.Join(c.root, "乙")))
	c.wantUnchanged(func() {
		if sum, looked := c.whole(UpdateOptions{}); looked != 2 || sum.Unchanged != 4 {
			t.Errorf("%d looked at, want those with another change time; %+v", looked, sum)
		}
	})
	c.rewrite("丙.txt", "修建三号水坝。\n")
	if sum, looked := c.whole(UpdateOptions{}); looked != 3 || sum.Changed != 1 {
		t.Errorf("%d looked at, %+v", looked, sum)
	}
	if sum, looked := c.whole(UpdateOptions{}); looked != 0 || sum.Unchanged != 4 {
		t.Errorf("%d looked at again, %+v", looked, sum)
	}
}

// A file that changed just before it was read may change again in the same
// tick, whatever time it has.
func TestRacyChangeTime(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.txt", "修建水库。\n") // an hour old by its time, made just now
	(&clock{site: s}).needsChangeTimes(t)
	s.whole(UpdateOptions{})
	if row := s.open().docs.rows[0]; row.ModTime != noTime {
		t.Errorf("its time %d is taken for a proof", row.ModTime)
	}
	now := time.Now()
	for _, x := range []struct {
		is     stamp
		proven bool
	}{
		{stamp{1, now.Add(-time.Hour).UnixNano(), 0}, true},
		{stamp{1, now.Add(-time.Second).UnixNano(), 0}, false},
		{stamp{1, now.Add(-time.Hour).UnixNano(), now.Add(-time.Second).UnixNano()}, false},
		{stamp{1, now.Add(-time.Hour).UnixNano(), now.Add(-time.Minute).UnixNano()}, true},
		{stamp{1, now.Add(time.Hour).UnixNano(), now.Add(-time.Minute).UnixNano()}, false},
	} {
		if got := x.is.proven(now) == x.is; got != x.proven {
			t.Errorf("%+v: %v", x.is, got)
		}
	}
}
