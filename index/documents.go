package index

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"path/filepath"
	"slices"
	"strings"
	"unsafe"

	mmap "github.com/blevesearch/mmap-go"

	"yinzheng/corpus"
)

// The table of documents: magic, uint64 rows, a docRow for each document in
// order of path, then the strings of all rows: path, id, title, issuer,
// number, date, type, effective, repealed, encoding, format, each behind its
// uvarint length. What has changed since it was written may stand in a second
// file, see changes.go; how it was in layouts 1 and 2, in oldtable.go.
const documentsMagic = "yzdocs02"

// docRow is the fixed part of a document's row.
type docRow struct {
	Hash    [16]byte // of the file: SHA-256, cut
	Size    int64
	ModTime int64 // Unix nanoseconds
	// ChangeTime is when the system noted the file's last change, in Unix
	// nanoseconds, 0 where it keeps no such time: see corpus.ChangeTime.
	ChangeTime int64
	Override   uint64 // names the metadata that was set from outside, 0 for none
	Strings    uint64
	Pack       uint32 // slot of its pack in the manifest's list
	Text       uint32
}

// inChanges is set in Strings, in memory, where they stand in the changes.
const inChanges = 1 << 63

// entry is a row on its way into a table. With strings the info is not
// looked at.
type entry struct {
	docRow
	info    corpus.Info
	strings []byte // as they stand in a table
}

// encodeDocuments encodes the table of entries in order of path.
func encodeDocuments(entries []entry) []byte {
	rows, text := encodeRows(entries)
	b := binary.LittleEndian.AppendUint64([]byte(documentsMagic), uint64(len(rows)))
	return append(append(b, memory(rows)...), text...)
}

func encodeRows(entries []entry) (rows []docRow, text []byte) {
	rows = make([]docRow, len(entries))
	for i := range entries {
		e := &entries[i]
		rows[i] = e.docRow
		rows[i].Strings = uint64(len(text))
		if e.strings != nil {
			text = append(text, e.strings...)
			continue
		}
		for _, s := range stringsOf(&e.info) {
			text = appendString(text, *s)
		}
	}
	return rows, text
}

func sortEntries(entries []entry) {
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.path(), b.path()) })
}

// path of the document.
func (e *entry) path() string {
	if e.strings == nil {
		return e.info.Path
	}
	size, k := binary.Uvarint(e.strings)
	return inPlace(e.strings[k:][:size])
}

// stringsOf lists the strings of a row.
func stringsOf(info *corpus.Info) [columns]*string {
	return [...]*string{&info.Path, &info.ID, &info.Title, &info.Issuer, &info.Number, &info.Date, &info.Type,
		&info.Effective, &info.Repealed, &info.Encoding, &info.Format}
}

// columns is how many strings a row has.
const columns = 11

// idDigits is how many hex digits of SHA-256 of its path a document's id has,
// two more for as long as one before it in order of path has the same.
const idDigits = 12

// giveIDs sets each document's id. It tells whether one is longer.
func giveIDs(entries []entry, digits int) (long bool) {
	taken := make(map[string]bool, len(entries))
	for i := range entries {
		id := pathHash(entries[i].info.Path)
		n := digits
		for taken[id[:n]] {
			n += 2
			long = true
		}
		entries[i].info.ID = id[:n]
		taken[id[:n]] = true
	}
	return long
}

// pathHash is SHA-256 of a path in hex.
func pathHash(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:])
}

// documents is the open table: that of the file, or merged with what has
// changed since.
type documents struct {
	path    string
	data    mmap.MMap
	old     bool     // of layout 1 or 2: rows have fewer strings
	table   []docRow // of the file
	text    []byte   // of the file
	rows    []docRow // as they are now
	changes *changes // nil: none
}

// openDocuments opens the table that a manifest speaks of. It and the changes
// are the files whose checksums are looked at: all others are found through
// them.
func openDocuments(gen string, m *manifest) (*documents, error) {
	d, err := openTable(gen, m)
	if err == nil && len(d.rows) != m.Documents {
		d.close()
		return nil, d.wrong()
	}
	return d, err
}

// openTable opens the table whatever the manifest says of its size.
func openTable(gen string, m *manifest) (*documents, error) {
	d := &documents{path: filepath.Join(gen, documentsName)}
	var err error
	if d.data, err = mapChecked(gen, m, documentsName); err != nil {
		return nil, err
	}
	if err := d.parse(-1); err != nil {
		d.close()
		return nil, err
	}
	if m.has(changesName) {
		if err := d.openChanges(gen, m); err != nil {
			d.close()
			return nil, err
		}
	}
	return d, nil
}

// mapChecked maps a file that the manifest must list, and looks at its
// checksum.
func mapChecked(gen string, m *manifest, name string) (mmap.MMap, error) {
	path := filepath.Join(gen, name)
	i := slices.IndexFunc(m.Files, func(f fileRow) bool { return f.Name == name })
	if i < 0 {
		return nil, &DamagedError{path, "the manifest does not list it"}
	}
	data, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	if crc32.Checksum(data, castagnoli()) != m.Files[i].CRC {
		data.Unmap()
		return nil, &DamagedError{path, "its checksum differs"}
	}
	return data, nil
}

func (d *documents) wrong() error {
	return &DamagedError{d.path, "it is no table of the documents that the manifest counts"}
}

// parse finds the parts of the table, of so many documents if want is not
// negative.
func (d *documents) parse(want int) error {
	if len(d.data) < 16 {
		return d.wrong()
	}
	switch string(d.data[:8]) {
	case documentsMagic:
	case oldDocumentsMagic:
		d.old = true
	default:
		return d.wrong()
	}
	row := d.rowSize()
	n := binary.LittleEndian.Uint64(d.data[8:])
	if n > uint64((len(d.data)-16)/row) || want >= 0 && n != uint64(want) {
		return d.wrong()
	}
	d.table = d.rowsOf(d.data[16:], int(n))
	d.rows = d.table
	d.text = d.data[16+int(n)*row:]
	return nil
}

func (d *documents) close() error {
	err := d.data.Unmap()
	if d.changes != nil {
		if cerr := d.changes.data.Unmap(); err == nil {
			err = cerr
		}
	}
	return err
}

// from is the strings of row n, and what stands behind them.
func (d *documents) from(n int) []byte {
	at := d.rows[n].Strings
	if at&inChanges != 0 {
		return d.changes.text[at&^inChanges:]
	}
	return d.text[at:]
}

// stringBytes is the strings of row n as they stand in the table.
func (d *documents) stringBytes(n int) []byte {
	b := d.from(n)
	if d.old {
		return asToday(b)
	}
	return b[:endOf(b, columns)]
}

// endOf is where so many strings end.
func endOf(b []byte, strings int) (end int) {
	for range strings {
		size, k := binary.Uvarint(b[end:])
		end += k + int(size)
	}
	return end
}

// entry is row n as it was put in. It stands in mapped memory, unless it is old.
func (d *documents) entry(n int) entry { return entry{docRow: d.rows[n], strings: d.stringBytes(n)} }

// info decodes the strings of a row.
func (d *documents) info(n int) corpus.Info {
	var info corpus.Info
	dec := decoder{rest: d.from(n)}
	for i, s := range stringsOf(&info) {
		if !d.old || !isNewColumn(i) {
			*s = dec.string()
		}
	}
	return info
}

// pathOf is the path of a row.
func (d *documents) pathOf(n int) string { return d.stringOf(n, columnOf("path")) }

// find is the number of the document with a path, -1 if there is none.
func (d *documents) find(path string) int {
	n := d.search(path)
	if n == len(d.rows) || d.pathOf(n) != path {
		return -1
	}
	return n
}

// search is the number of the first document whose path is not before path.
func (d *documents) search(path string) int { return d.searchIn(d.rows, path) }

// place is the row of the file's table before which a path stands.
func (d *documents) place(path string) int { return d.searchIn(d.table, path) }

func (d *documents) searchIn(rows []docRow, path string) int {
	n, _ := slices.BinarySearchFunc(rows, path, func(r docRow, path string) int {
		b := d.text
		if r.Strings&inChanges != 0 {
			b = d.changes.text
		}
		b = b[r.Strings&^inChanges:]
		size, k := binary.Uvarint(b)
		return strings.Compare(inPlace(b[k:][:size]), path)
	})
	return n
}

// under is the numbers of the documents below a folder.
func (d *documents) under(folder string) (from, to int) {
	// '0' is the character behind '/'.
	return d.search(folder + "/"), d.search(folder + "0")
}

// columnOf is the place of a query field among the strings of a row.
func columnOf(field string) int {
	switch field {
	case "path":
		return 0
	case "id":
		return 1
	case "title":
		return 2
	case "issuer":
		return 3
	case "number":
		return 4
	case "date":
		return 5
	case "type":
		return 6
	}
	panic("index: no such field: " + field)
}

// inPlace is bytes as a string, without a copy.
func inPlace(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// stringOf is string i of a row, as stringsOf orders them, in mapped memory.
func (d *documents) stringOf(n, i int) string {
	b := d.from(n)
	if d.old {
		i = oldColumn(i)
	}
	for {
		size, k := binary.Uvarint(b)
		if i == 0 {
			return inPlace(b[k:][:size])
		}
		b = b[k+int(size):]
		i--
	}
}
