package index

import (
	"container/list"
	"sync"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// What an open generation remembers of earlier searches: what people look for
// comes again, and a generation never changes.
const (
	heldBytes   = 8 << 20 // of which documents hold a text
	longestHeld = 200     // bytes of a text that is worth it
	readBytes   = 8 << 20 // of documents that were shown
	longestRead = 1 << 20
)

// recent keeps what was used last, up to a number of bytes. It is safe for
// concurrent use; what it gives is shared and must not be changed.
type recent[K comparable, V any] struct {
	mu    sync.Mutex
	room  int // bytes left
	byKey map[K]*list.Element
	order *list.List // of recentEntry, the last one used first
}

type recentEntry[K comparable, V any] struct {
	key   K
	value V
	bytes int
}

func newRecent[K comparable, V any](bytes int) *recent[K, V] {
	return &recent[K, V]{room: bytes, byKey: map[K]*list.Element{}, order: list.New()}
}

func (c *recent[K, V]) get(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return value, false
	}
	c.order.MoveToFront(e)
	return e.Value.(recentEntry[K, V]).value, true
}

// put keeps a value, and so many bytes less of what was not used for longest.
func (c *recent[K, V]) put(key K, value V, bytes int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; ok {
		return
	}
	c.byKey[key] = c.order.PushFront(recentEntry[K, V]{key, value, bytes})
	for c.room -= bytes; c.room < 0; {
		last := c.order.Remove(c.order.Back()).(recentEntry[K, V])
		delete(c.byKey, last.key)
		c.room += last.bytes
	}
}

func newHeld() *recent[string, []bool] { return newRecent[string, []bool](heldBytes) }

// holding gives the documents that hold text as it stands. The list is
// shared: it must not be changed.
func (s *search) holding(text string) ([]bool, error) {
	return s.remembered("="+text, match.Literal(text, match.Exact)) // a phrase prints itself in quotation marks
}

// remembered gives the documents that hold a match of p, which key tells from
// all other patterns. The list is shared: it must not be changed.
func (s *search) remembered(key string, p match.Pattern) ([]bool, error) {
	if docs, ok := s.held.get(key); ok {
		return docs, nil
	}
	docs, err := s.matching(p)
	if err == nil {
		s.keep(key, docs)
	}
	return docs, err
}

// keep remembers a list of documents, which must not be changed any more.
func (s *search) keep(key string, docs []bool) {
	if len(key) <= longestHeld {
		s.held.put(key, docs, len(key)+len(docs))
	}
}

// shown is Read for a document that many may look at.
func (ix *Index) shown(doc int) (*corpus.Document, error) {
	if d, ok := ix.read.get(doc); ok {
		return d, nil
	}
	d, err := ix.Read(doc)
	if err != nil {
		return nil, err
	}
	const section, line, passage = 80, 16, 16 // bytes in memory
	bytes := len(d.Text) + section*len(d.Outline) + line*len(d.Lines) + passage*len(d.Passages)
	if bytes <= longestRead {
		ix.read.put(doc, d, bytes)
	}
	return d, nil
}
