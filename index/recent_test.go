package index

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A generation that has answered much, and answers many at once, says what a
// fresh one says.
func TestRememberingChangesNoAnswer(t *testing.T) {
	s := sampleSite(t)
	worn := s.open()
	var queries []string
	for i, q := range drawQueries(t, worn, 24) {
		queries = append(queries, q, `"`+strings.Fields(q)[0]+`"`)
		if i%3 == 0 {
			queries = append(queries, `-"`+q+`" 科技`)
		}
	}
	options := SearchOptions{Limit: 5, Passages: 2}
	var want []*SearchResult
	for _, q := range queries {
		ix := s.open()
		want = append(want, s.search(ix, q, options))
		s.must(ix.Close())
	}
	var wg sync.WaitGroup
	for seed := range 4 {
		wg.Go(func() {
			for _, i := range rand.New(rand.NewPCG(uint64(seed), 7)).Perm(len(queries)) {
				if diff := cmp.Diff(want[i], s.search(worn, queries[i], options)); diff != "" {
					t.Errorf("%s (-fresh +worn)\n%s", queries[i], diff)
				}
			}
		})
	}
	wg.Wait()
	if worn.read.order.Len() == 0 || worn.held.order.Len() == 0 {
		t.Error("nothing was remembered")
	}
}

func TestRecentKeepsWhatWasUsedLast(t *testing.T) {
	c := newRecent[string, int](10)
	c.put("甲", 1, 4)
	c.put("乙", 2, 4)
	c.get("甲")
	c.put("丙", 3, 4)
	c.put("甲", 9, 1) // is there
	var list []string
	for _, key := range []string{"甲", "乙", "丙"} {
		if _, ok := c.get(key); ok {
			list = append(list, key)
		}
	}
	if want := []string{"甲", "丙"}; !slices.Equal(list, want) || c.room != 2 {
		t.Errorf("kept %v with room for %d, want %v and 2", list, c.room, want)
	}
	if c.put("大", 4, 11); c.order.Len() != 0 || c.room != 10 {
		t.Errorf("one that is too large leaves %d and room for %d", c.order.Len(), c.room)
	}
	if n := len(c.byKey); n != c.order.Len() {
		t.Errorf("%d keys of %d", n, c.order.Len())
	}
}

// A document that would take the place of many is not kept.
func TestLargeDocumentsAreNotKept(t *testing.T) {
	s := newSite(t)
	s.write("long.txt", strings.Repeat("白鹭县的磷石膏。\n\n", longestRead/20))
	s.write("short.txt", "白鹭县的磷石膏。\n")
	s.update(UpdateOptions{})
	ix := s.open()
	if res := s.search(ix, "磷石膏", SearchOptions{}); res.Total() != 2 || ix.read.order.Len() != 1 {
		t.Errorf("found %d, kept %d", res.Total(), ix.read.order.Len())
	}
}
