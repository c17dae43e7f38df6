package match

import (
	"math"

	"yinzheng/internal/analysis"
)

// NearScanner looks for one Near in many texts, one after the other. It
// keeps buffers: one goroutine at a time.
type NearScanner struct {
	n     *Near
	queue []standing
	seen  []int // of each pair, its places in the window
	text  symbols
	table nearTable
	spans []NearSpan
}

// standing is a place where a pair of the pattern stands.
type standing struct{ unit, pair int }

// Scanner prepares a search.
func (n *Near) Scanner() *NearScanner {
	return &NearScanner{n: n, seen: make([]int, n.pairs.len())}
}

// Find gives the matches in units of f, in order, disjoint. The result is
// valid until the next call.
func (s *NearScanner) Find(f *analysis.Folded) []NearSpan {
	s.spans = s.spans[:0]
	if s.n.need == 0 {
		s.inside(f, 0, len(f.Units))
		return s.spans
	}
	window := s.n.units + s.n.edits // units that a match can span
	if f.Wide {
		window += s.n.edits
	}
	from, to := 0, -1 // the region at hand, empty
	s.windows(f.Units, window, func(first, last int) {
		if first > to && to >= 0 {
			s.inside(f, from, to)
			to = -1
		}
		if to < 0 {
			from = first
		}
		to = last
	})
	if to >= 0 {
		s.inside(f, from, to)
	}
	return s.spans
}

// windows yields the regions that may hold a match, their starts and ends
// rising: a match lies whole in one, or in several that overlap. In front of
// the first of its pairs and behind the last, a match has only pairs that edits
// have made, three each at most.
func (s *NearScanner) windows(units []uint16, window int, yield func(from, to int)) {
	n, pairs := s.n, s.n.pairs
	margin := 4*n.edits + 2
	queue, head, different := s.queue[:0], 0, 0
	clear(s.seen)
	for i := 0; i+1 < len(units); i++ {
		if !pairs.begins(units[i]) {
			continue
		}
		number := pairs.number(units[i], units[i+1])
		if number < 0 {
			continue
		}
		for head < len(queue) && queue[head].unit <= i+1-window {
			if pair := queue[head].pair; s.seen[pair] == 1 {
				different--
			}
			s.seen[queue[head].pair]--
			head++
		}
		if head > 4096 && 2*head > len(queue) {
			queue, head = append(queue[:0], queue[head:]...), 0
		}
		if s.seen[number] == 0 {
			different++
		}
		s.seen[number]++
		queue = append(queue, standing{i, number})
		if different >= n.need && len(queue)-head >= n.stands {
			yield(max(i+2-window, queue[head].unit-margin, 0), min(i+2+margin, len(units)))
		}
	}
	s.queue = queue
}

// inside appends the matches in the units [from, to) of f.
func (s *NearScanner) inside(f *analysis.Folded, from, to int) {
	t := symbolsOf(&s.text, f, from, to)
	s.best(t, 0, len(t.list))
}

// best appends the best match among the symbols [from, to) of t, and those
// beside it. What is too short for a match is left alone.
func (s *NearScanner) best(t *symbols, from, to int) {
	if to-from < len(s.n.symbols)-s.n.edits {
		return
	}
	x, ok := s.table.least(s.n, t, from, to)
	if !ok {
		return
	}
	s.best(t, from, x.Start)
	s.spans = append(s.spans, NearSpan{Span{t.at[x.Start], t.at[x.End]}, x.Cost})
	s.best(t, x.End, to)
}

// nearTable is the table of the alignment of a pattern with any part of a
// text: cell (i, j) tells the least cost of making the first i symbols of the
// pattern a part of the text that ends before its symbol j, and the first
// start of such a part. Of the columns j only those are kept that a swap can
// reach.
//
//	          text   … 照 亮 的 不 只 是 …
//	pattern        0 0 0 0 0 0 0 0 0    a match begins anywhere
//	  的           1 1 1 0 1 1 1 1
//	  不           2 2 2 1 0 1 2 2
//	  止           3 3 3 2 1 1 2 3      the least in the last row is the match
type nearTable struct {
	columns [][]cell
}

// cell is a cost and a start, so that the lesser is the better.
type cell uint64

const noCell cell = math.MaxUint64

func cellOf(cost, start int) cell { return cell(cost)<<32 | cell(start) }
func (c cell) cost() int          { return int(c >> 32) }
func (c cell) start() int         { return int(c & math.MaxUint32) }
func (c cell) plus(cost int) cell { return c + cell(cost)<<32 }

// keptColumns is a power of two above the length of the longest swap.
const keptColumns = 128

// least is the best match in the symbols [from, to) of t, in symbols.
func (b *nearTable) least(n *Near, t *symbols, from, to int) (best NearSpan, ok bool) {
	b.reset(len(n.symbols) + 1)
	list := t.list[from:to]
	least := cellOf(n.edits, math.MaxUint32)
	for j := 0; j <= len(list); j++ {
		column := b.columns[j%keptColumns]
		if at := from + j; at < len(t.list) && t.open[at] {
			column[0] = min(column[0], cellOf(0, at))
		}
		b.advance(n, list, j)
		if c := column[len(n.symbols)]; c <= least && c.start() < from+j && t.open[from+j] {
			least, ok = c, true // of equal ones the last: the longest
			best = NearSpan{Span{c.start(), from + j}, c.cost()}
		}
		for i := range column {
			column[i] = noCell
		}
	}
	return best, ok
}

func (b *nearTable) reset(rows int) {
	if b.columns == nil {
		b.columns = make([][]cell, keptColumns)
	}
	for j := range b.columns {
		if cap(b.columns[j]) < rows {
			b.columns[j] = make([]cell, rows)
		}
		b.columns[j] = b.columns[j][:rows]
		for i := range b.columns[j] {
			b.columns[j][i] = noCell
		}
	}
}

// advance carries the costs of column j on.
func (b *nearTable) advance(n *Near, list []symbol, j int) {
	q := n.symbols
	column, next := b.columns[j%keptColumns], b.columns[(j+1)%keptColumns]
	end := cellOf(n.edits+1, 0)
	var places []int
	if j < len(list) {
		places = n.places[list[j]]
	}
	for i, c := range column {
		if c >= end {
			continue
		}
		worse := c.plus(1)
		if i < len(q) {
			column[i+1] = min(column[i+1], worse)
		}
		if j == len(list) {
			continue
		}
		next[i] = min(next[i], worse)
		if i == len(q) {
			continue
		}
		if matches(q, i, list[j]) {
			worse = c
		}
		next[i+1] = min(next[i+1], worse)
		swaps(q, list, places, i, j, func(x swap) {
			to := &b.columns[(j+x.size())%keptColumns][i+x.size()]
			*to = min(*to, c.plus(x.cost()))
		})
	}
}
