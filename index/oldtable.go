package index

import (
	"slices"
	"unsafe"
)

// Layouts 1 and 2 had tables, and changes of them, with rows that knew no
// change time and no override, and without the strings effective and
// repealed. Their rows are brought to today's form when they are opened, their
// strings when they are asked for; an update writes all anew.
const (
	oldDocumentsMagic = "yzdocs01"
	oldChangesMagic   = "yzdiff01"
)

// oldRow is a docRow as it was.
type oldRow struct {
	Hash    [16]byte
	Size    int64
	ModTime int64
	Strings uint64
	Pack    uint32
	Text    uint32
}

// oldLacks are the columns that were not there: effective and repealed.
const oldLacks, oldLacksEnd = 7, 9

func isNewColumn(i int) bool { return i >= oldLacks && i < oldLacksEnd }

// oldColumn is where a column stood that was there.
func oldColumn(i int) int {
	if i < oldLacks {
		return i
	}
	return i - (oldLacksEnd - oldLacks)
}

// rowSize is the bytes of a row.
func (d *documents) rowSize() int {
	if d.old {
		return int(unsafe.Sizeof(oldRow{}))
	}
	return int(unsafe.Sizeof(docRow{}))
}

func (d *documents) changesMagic() string {
	if d.old {
		return oldChangesMagic
	}
	return changesMagic
}

// rowsOf is the n rows that b begins with. An old one has no change time that
// any file could have.
func (d *documents) rowsOf(b []byte, n int) []docRow {
	if !d.old {
		return view[docRow](b, n)
	}
	rows := make([]docRow, n)
	for i, r := range view[oldRow](b, n) {
		rows[i] = docRow{Hash: r.Hash, Size: r.Size, ModTime: r.ModTime, ChangeTime: noTime, Strings: r.Strings, Pack: r.Pack, Text: r.Text}
	}
	return rows
}

// asToday is the strings that b begins with as they stand in a table of
// today.
func asToday(b []byte) []byte {
	at, end := endOf(b, oldLacks), endOf(b, oldColumn(columns))
	return slices.Concat(b[:at], make([]byte, oldLacksEnd-oldLacks), b[at:end])
}
