package index

import (
	"container/list"
	"sync"
)

const (
	heldBytes   = 8 << 20 // what heldCache keeps at most
	longestHeld = 200     // bytes of a text that is worth keeping
)

// heldCache remembers which documents hold a text as it stands, those that
// were asked for last: the words that people look for come again, and a
// generation never changes. It is safe for concurrent use.
type heldCache struct {
	most int // entries

	mu     sync.Mutex
	byText map[string]*list.Element
	recent *list.List // of heldText, the last one asked for first
}

type heldText struct {
	text string
	docs []bool // never changed
}

func newHeldCache(documents int) *heldCache {
	return &heldCache{most: max(heldBytes/max(documents, 1), 1), byText: map[string]*list.Element{}, recent: list.New()}
}

func (c *heldCache) get(text string) ([]bool, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byText[text]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(heldText).docs, true
}

func (c *heldCache) put(text string, docs []bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byText[text]; ok || len(text) > longestHeld {
		return
	}
	c.byText[text] = c.recent.PushFront(heldText{text, docs})
	if c.recent.Len() > c.most {
		last := c.recent.Back()
		delete(c.byText, last.Value.(heldText).text)
		c.recent.Remove(last)
	}
}
