package index

import (
	"encoding/binary"
	"path/filepath"
	"slices"

	mmap "github.com/blevesearch/mmap-go"
)

// The changes of a table of documents since it was written, so that one
// changed file among a hundred thousand needs no new table:
//
//	magic
//	uint64   rows of the table
//	uint64   dropped rows
//	uint64   added rows
//	uint32   dropped: numbers of rows of the table, rising; padded to 8 bytes
//	uint32   for each added row the row of the table that it stands before; padded
//	docRow   added, in order of path
//	strings of the added rows, as in the table
//
// The table as it is now is that of the file without the dropped rows, the
// added ones between the others:
//
//	table     甲  乙  丙  丁        dropped 1
//	added         乚乙'   乚戊      before  1, 4
//	now       甲  乙' 丙  丁  戊
const (
	changesMagic  = "yzdiff02"
	changesHeader = 32
	// changesShare is which part of its table the changes may be: beyond that
	// a new table is written, which costs each document as much as eight rows.
	changesShare = 8
)

// changes is the open file.
type changes struct {
	data    mmap.MMap
	dropped []uint32
	before  []uint32
	rows    []docRow
	text    []byte
}

// encodeChanges encodes the changes of a table of so many rows. added is in
// order of path.
func encodeChanges(table int, dropped, before []uint32, added []entry) []byte {
	b := []byte(changesMagic)
	for _, n := range [...]int{table, len(dropped), len(added)} {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	for _, list := range [...][]uint32{dropped, before} {
		b = append(b, memory(list)...)
		for len(b)%8 != 0 {
			b = append(b, 0)
		}
	}
	rows, text := encodeRows(added)
	return append(append(b, memory(rows)...), text...)
}

// openChanges merges the table with what has changed.
func (d *documents) openChanges(gen string, m *manifest) error {
	data, err := mapChecked(gen, m, changesName)
	if err != nil {
		return err
	}
	d.changes = &changes{data: data}
	if !d.changes.parse(d) {
		return &DamagedError{filepath.Join(gen, changesName), "it does not fit the table of documents"}
	}
	d.merge()
	return nil
}

// parse finds the parts of the file, and whether they fit a table.
func (c *changes) parse(d *documents) bool {
	table, row := len(d.table), d.rowSize()
	if len(c.data) < changesHeader || string(c.data[:8]) != d.changesMagic() {
		return false
	}
	var n [3]uint64
	for i := range n {
		n[i] = binary.LittleEndian.Uint64(c.data[8+8*i:])
	}
	dropped, added := int(n[1]), int(n[2])
	rest := []byte(c.data[changesHeader:])
	size := func(n int) int { return (4*n + 7) &^ 7 }
	if n[0] != uint64(table) || n[1] > uint64(len(rest)) || n[2] > uint64(len(rest)) ||
		size(dropped)+size(added)+added*row > len(rest) {
		return false
	}
	c.dropped = view[uint32](rest, dropped)
	rest = rest[size(dropped):]
	c.before = view[uint32](rest, added)
	rest = rest[size(added):]
	c.rows = d.rowsOf(rest, added)
	c.text = rest[added*row:]
	return risingBelow(c.dropped, table, false) && risingBelow(c.before, table+1, true)
}

// risingBelow tells whether numbers rise and are below end; equal ones may
// follow each other where equal is set.
func risingBelow(list []uint32, end int, equal bool) bool {
	for i, n := range list {
		if int64(n) >= int64(end) || i > 0 && (n < list[i-1] || n == list[i-1] && !equal) {
			return false
		}
	}
	return true
}

// merge makes the rows of the table and the changes one.
func (d *documents) merge() {
	c := d.changes
	merged := make([]docRow, 0, len(d.table)-len(c.dropped)+len(c.rows))
	at, added := 0, 0
	copyTo := func(end int) {
		for added < len(c.before) && int(c.before[added]) <= end {
			merged = append(merged, d.table[at:c.before[added]]...)
			at = int(c.before[added])
			row := c.rows[added]
			row.Strings |= inChanges
			merged = append(merged, row)
			added++
		}
		merged = append(merged, d.table[at:end]...)
		at = end
	}
	for _, n := range c.dropped {
		copyTo(int(n))
		at++
	}
	copyTo(len(d.table))
	d.rows = merged
}

// origins tells of each row which row of the file's table it is, -1 if it is
// one of the changes.
func (d *documents) origins() []int {
	origins := make([]int, len(d.rows))
	at := 0
	var dropped []uint32
	if d.changes != nil {
		dropped = d.changes.dropped
	}
	for n := range d.rows {
		if d.rows[n].Strings&inChanges != 0 {
			origins[n] = -1
			continue
		}
		for len(dropped) > 0 && int(dropped[0]) == at {
			dropped = dropped[1:]
			at++
		}
		origins[n] = at
		at++
	}
	return origins
}

// renumber has rows name packs by number where they named them by slot. It
// fails if one names a free slot.
func (d *documents) renumber(numbers []int) bool {
	if d.changes == nil {
		d.rows = slices.Clone(d.rows) // those of the file can't be written
	}
	for n := range d.rows {
		slot := d.rows[n].Pack
		if int64(slot) >= int64(len(numbers)) || numbers[slot] < 0 {
			return false
		}
		d.rows[n].Pack = uint32(numbers[slot])
	}
	return true
}
