package index

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unsafe"

	mmap "github.com/blevesearch/mmap-go"

	"yinzheng/corpus"
)

// The table of documents: magic, uint64 rows, a docRow for each document in
// order of path, then the strings of all rows: path, id, title, issuer,
// number, date, type, encoding, format, each behind its uvarint length.
const documentsMagic = "yzdocs01"

// docRow is the fixed part of a document's row.
type docRow struct {
	Hash    [16]byte // of the file: SHA-256, cut
	Size    int64
	ModTime int64 // Unix nanoseconds
	Strings uint64
	Pack    uint32
	Text    uint32
}

// entry is a document on its way into the table.
type entry struct {
	docRow
	info corpus.Info
}

// encodeDocuments sorts entries by path, gives ids and encodes the table.
func encodeDocuments(entries []entry) []byte {
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.info.Path, b.info.Path) })
	giveIDs(entries)
	rows := make([]docRow, len(entries))
	var text []byte
	for i := range entries {
		e := &entries[i]
		rows[i] = e.docRow
		rows[i].Strings = uint64(len(text))
		for _, s := range stringsOf(&e.info) {
			text = appendString(text, *s)
		}
	}
	b := binary.LittleEndian.AppendUint64([]byte(documentsMagic), uint64(len(rows)))
	return append(append(b, memory(rows)...), text...)
}

// stringsOf lists the strings of a row.
func stringsOf(info *corpus.Info) [9]*string {
	return [...]*string{&info.Path, &info.ID, &info.Title, &info.Issuer, &info.Number, &info.Date, &info.Type, &info.Encoding, &info.Format}
}

// giveIDs sets each document's id: 12 hex digits of SHA-256 of its path,
// two more for as long as one before it in order has the same.
func giveIDs(entries []entry) {
	taken := make(map[string]bool, len(entries))
	for i := range entries {
		sum := sha256.Sum256([]byte(entries[i].info.Path))
		id := hex.EncodeToString(sum[:])
		n := 12
		for taken[id[:n]] {
			n += 2
		}
		entries[i].info.ID = id[:n]
		taken[id[:n]] = true
	}
}

// documents is the open table.
type documents struct {
	path string
	data mmap.MMap
	rows []docRow
	text []byte
}

// openDocuments opens the table that a manifest speaks of. It is the one
// file whose checksum is looked at: all others are found through it.
func openDocuments(gen string, m *manifest) (*documents, error) {
	d := &documents{path: filepath.Join(gen, documentsName)}
	i := slices.IndexFunc(m.Files, func(f fileRow) bool { return f.Name == documentsName })
	if i < 0 {
		return nil, &DamagedError{d.path, "the manifest does not list it"}
	}
	var err error
	if d.data, err = mapFile(d.path); err != nil {
		return nil, err
	}
	if err := d.parse(m.Documents); err != nil {
		d.data.Unmap()
		return nil, err
	}
	if crc32.Checksum(d.data, castagnoli()) != m.Files[i].CRC {
		d.data.Unmap()
		return nil, &DamagedError{d.path, "its checksum differs"}
	}
	return d, nil
}

// parse finds the parts of the table of so many documents.
func (d *documents) parse(want int) error {
	const row = int(unsafe.Sizeof(docRow{}))
	if len(d.data) < 16 || want < 0 || want > (len(d.data)-16)/row ||
		string(d.data[:8]) != documentsMagic || binary.LittleEndian.Uint64(d.data[8:]) != uint64(want) {
		return &DamagedError{d.path, "it is no table of the documents that the manifest counts"}
	}
	d.rows = view[docRow](d.data[16:], want)
	d.text = d.data[16+want*row:]
	return nil
}

func (d *documents) close() error { return d.data.Unmap() }

// info decodes the strings of a row.
func (d *documents) info(n int) corpus.Info {
	var info corpus.Info
	dec := decoder{rest: d.text[d.rows[n].Strings:]}
	for _, s := range stringsOf(&info) {
		*s = dec.string()
	}
	return info
}

// pathOf is the path of a row.
func (d *documents) pathOf(n int) string { return d.stringOf(n, columnOf("path")) }

// find is the number of the document with a path, -1 if there is none.
func (d *documents) find(path string) int {
	n, ok := slices.BinarySearchFunc(d.rows, path, func(r docRow, path string) int {
		b := d.text[r.Strings:]
		size, k := binary.Uvarint(b)
		return strings.Compare(inPlace(b[k:][:size]), path)
	})
	if !ok {
		return -1
	}
	return n
}

// entry is row n as it was put in.
func (d *documents) entry(n int) entry { return entry{d.rows[n], d.info(n)} }

func modTime(t time.Time) int64 { return t.UnixNano() }

// columnOf is the place of a query field among the strings of a row.
func columnOf(field string) int {
	switch field {
	case "path":
		return 0
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
	b := d.text[d.rows[n].Strings:]
	for {
		size, k := binary.Uvarint(b)
		if i == 0 {
			return inPlace(b[k:][:size])
		}
		b = b[k+int(size):]
		i--
	}
}
