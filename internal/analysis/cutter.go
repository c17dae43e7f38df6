package analysis

import (
	"slices"
	"strings"
)

const (
	// cutterRuns is how many runs a Cutter remembers.
	cutterRuns = 1 << 16
	// cutterBytes is the longest run that it remembers: 24 Han letters. Runs
	// that come again are short.
	cutterBytes = 72
)

// A Cutter is a Segmenter that remembers how it cut: in laws two runs of
// letters in five came before, 县级以上人民政府 and the like. It cuts exactly
// like its Segmenter; one goroutine at a time.
type Cutter struct {
	seg  *Segmenter
	ends map[string][]uint16 // of the words of a run, which has maxRun bytes at most
	buf  []byte
	last []uint16
}

// NewCutter makes a Cutter that remembers nothing yet.
func NewCutter(s *Segmenter) *Cutter { return &Cutter{seg: s, ends: map[string][]uint16{}} }

// Of tells whether it cuts with s.
func (c *Cutter) Of(s *Segmenter) bool { return c.seg == s }

// Words is Segmenter.Words.
func (c *Cutter) Words(text string, yield func(start, end int) bool) {
	if c.seg.full == nil { // the small segmenter is made for a whole text
		c.seg.Words(text, yield)
		return
	}
	for start, end := range runs(text) {
		from := start
		for _, e := range c.cut(text[start:end]) {
			if !yield(from, start+int(e)) {
				return
			}
			from = start + int(e)
		}
	}
}

// cut gives the ends of the words of a run, valid until the next call.
func (c *Cutter) cut(run string) []uint16 {
	if known, ok := c.ends[run]; ok {
		return known
	}
	c.buf = append(c.buf[:0], run...)
	c.last = c.last[:0]
	for _, w := range c.seg.full.Segment(c.buf) {
		c.last = append(c.last, uint16(w.End()))
	}
	if len(run) <= cutterBytes && len(c.ends) < cutterRuns {
		c.ends[strings.Clone(run)] = slices.Clone(c.last)
	}
	return c.last
}
