package match

import (
	"context"
	"math"
)

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
//
// Where a gap before a symbol matters, a match that begins there sees the
// symbol without it, and one that began before sees it with it. So what begins
// there has a column of its own.
type nearTable struct {
	n       *Near
	columns [][]cell // where the next symbols lead; noCell between calls
	fresh   []cell   // the column of matches that begin before a gap that matters
	finder  swapFinder
}

// cell is a cost, how much of it is for pieces moved, and a start, so that the
// lesser is the better: a letter too many is struck, and not moved past
// the end of the sentence, where it would be another's.
type cell uint64

const noCell cell = math.MaxUint64

func cellOf(cost, start int) cell  { return cell(cost)<<48 | cell(start) }
func (c cell) cost() int           { return int(c >> 48) }
func (c cell) start() int          { return int(c & math.MaxUint32) }
func (c cell) plus(cost int) cell  { return c + cell(cost)<<48 }
func (c cell) moved(cost int) cell { return c + cell(cost)<<48 + cell(cost)<<32 }

// askEvery is how many columns are made between two looks at a context: each
// takes microseconds.
const askEvery = 1 << 6

// ends sets best[j], for from < j <= to, to the best match in the symbols
// [from, to) of t that ends before symbol j, or to noCell.
func (b *nearTable) ends(ctx context.Context, t *symbols, from, to int, best []cell) error {
	b.prepare()
	n := b.n
	rows := len(n.symbols.list)
	limit := cellOf(n.edits+1, 0)
	list := t.list[:to]
	b.finder.open(n.symbols, series{list, t.sums[:to+1]})
	for j := from; j <= to; j++ {
		if j%askEvery == askEvery-1 && ctx.Err() != nil {
			b.columns = nil // they are in use
			return ctx.Err()
		}
		column := b.columns[j%keptColumns]
		if t.open[j] {
			b.begin(list, column, j)
		}
		b.advance(list, column, j)
		if j > from {
			best[j] = noCell
			if c := column[rows]; c < limit && c.start() < j && t.open[j] {
				best[j] = c
			}
		}
		wipe(column)
	}
	return nil
}

func (b *nearTable) prepare() {
	if b.columns != nil {
		return
	}
	rows := len(b.n.symbols.list) + 1
	memory := make([]cell, (keptColumns+1)*rows)
	wipe(memory)
	for j := range keptColumns {
		b.columns = append(b.columns, memory[j*rows:(j+1)*rows])
	}
	b.fresh = memory[keptColumns*rows:]
}

func wipe(column []cell) {
	for i := range column {
		column[i] = noCell
	}
}

// begin lets a match begin before symbol j.
func (b *nearTable) begin(list []symbol, column []cell, j int) {
	if j == len(list) || !list[j].gapped() {
		column[0] = min(column[0], cellOf(0, j))
		return
	}
	x := list[j]
	list[j] = x.letter() // what the finder knows of places with the one it never tells of the other
	b.fresh[0] = cellOf(0, j)
	b.advance(list, b.fresh, j)
	wipe(b.fresh)
	list[j] = x
}

// advance carries the costs of column j on.
func (b *nearTable) advance(list []symbol, column []cell, j int) {
	q, edits := b.n.symbols.list, b.n.edits
	next := b.columns[(j+1)%keptColumns]
	end := cellOf(edits+1, 0)
	var places []int
	if j < len(list) {
		places = b.n.places[list[j]]
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
		if q[i] == list[j] {
			worse = c
		}
		next[i+1] = min(next[i+1], worse)
		b.finder.find(places, i, j, edits-c.cost(), func(x swap) {
			to := &b.columns[(j+x.size())%keptColumns][i+x.size()]
			*to = min(*to, c.moved(x.cost()))
		})
	}
}
