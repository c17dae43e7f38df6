package index

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"sync"
	"unicode/utf8"
	"unsafe"

	"github.com/RoaringBitmap/roaring/v2"
	mmap "github.com/blevesearch/mmap-go"
	"github.com/klauspost/compress/zstd"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// A pack holds texts and the bleve segment of their passages. Its text file:
//
//	magic
//	records, each at a multiple of 8:
//	    letters    analysis.Folded
//	    body       zstd: what textBody encodes
//	directory, at a multiple of 8:
//	    textRow    for each text
//	    passageRow for each passage, text by text
//	    uint32     histogram of the bytes of all letters (256)
//	footer: uint64 offset of the directory, uint32 texts, uint32 passages, magic
const packMagic = "yztext01"

const footerSize = 8 + 4 + 4 + 8

// textRow places a text in its pack.
type textRow struct {
	Key      [16]byte // of its body: SHA-256, cut
	Letters  uint64   // offset of the letters
	Body     uint64   // offset of the body
	BodySize uint32
	Passage  uint32 // number of its first passage
	Units    uint32
	Bytes    uint32 // of the text
}

// passageRow is a passage's place in its text. It ends where the next begins.
type passageRow struct {
	Unit uint32 // first unit
	Byte uint32 // first byte
}

// record is a text ready to be put into a pack.
type record struct {
	key     [16]byte
	doc     *corpus.Document
	folded  *analysis.Folded
	starts  []int // first unit of each passage
	letters []byte
	body    []byte
}

// newRecord folds a document. Its letters are encoded for the offset 0.
func newRecord(doc *corpus.Document, enc *zstd.Encoder) *record {
	plain := textBody(doc)
	sum := sha256.Sum256(plain)
	r := &record{doc: doc, starts: make([]int, len(doc.Passages))}
	copy(r.key[:], sum[:])
	offsets := make([]int, len(doc.Passages))
	for i, p := range doc.Passages {
		offsets[i] = p.Start
	}
	r.folded = analysis.FoldWith(doc.Text, offsets, r.starts)
	r.letters = r.folded.AppendStored(nil)
	r.body = enc.EncodeAll(plain, nil)
	return r
}

// packBuilder writes one pack.
type packBuilder struct {
	seg       *segmentBuilder
	data      []byte
	texts     []textRow
	passages  []passageRow
	histogram match.Histogram
	bytes     int64
	units     int64
}

func newPackBuilder(seg *analysis.Segmenter) *packBuilder {
	return &packBuilder{seg: newSegmentBuilder(seg), data: []byte(packMagic)}
}

// add puts a text in and tells its number.
func (b *packBuilder) add(r *record) uint32 {
	n := uint32(len(b.texts))
	row := textRow{Key: r.key, Letters: uint64(len(b.data)), BodySize: uint32(len(r.body)),
		Passage: uint32(len(b.passages)), Units: uint32(len(r.folded.Units)), Bytes: uint32(len(r.doc.Text))}
	b.data = append(b.data, r.letters...)
	row.Body = uint64(len(b.data))
	b.data = append(b.data, r.body...)
	b.align()
	b.count(r.folded, int64(len(r.doc.Text)))
	passages := make([][]byte, len(r.doc.Passages))
	for i, p := range r.doc.Passages {
		passages[i] = []byte(analysis.FoldString(r.doc.Text[p.Start:p.End]))
		b.passages = append(b.passages, passageRow{uint32(r.starts[i]), uint32(p.Start)})
	}
	b.seg.addText(r.folded, passages)
	b.texts = append(b.texts, row)
	return n
}

// write writes the pack's two files below a generation.
func (b *packBuilder) write(gen, name string) (packRow, error) {
	row, err := b.writeTexts(gen, name)
	if err != nil {
		return row, err
	}
	return row, b.seg.persist(filepath.Join(gen, filepath.FromSlash(row.zapFile())))
}

// writeTexts writes the text file.
func (b *packBuilder) writeTexts(gen, name string) (packRow, error) {
	row := packRow{Name: name, Texts: len(b.texts), Passages: len(b.passages), TextBytes: b.bytes, Letters: b.units}
	at := uint64(len(b.data))
	b.data = append(b.data, memory(b.texts)...)
	b.data = append(b.data, memory(b.passages)...)
	b.data = append(b.data, memory(b.histogram[:])...)
	b.data = binary.LittleEndian.AppendUint64(b.data, at)
	b.data = binary.LittleEndian.AppendUint32(b.data, uint32(len(b.texts)))
	b.data = binary.LittleEndian.AppendUint32(b.data, uint32(len(b.passages)))
	b.data = append(b.data, packMagic...)
	err := writeBytes(filepath.Join(gen, filepath.FromSlash(row.textFile())), b.data)
	b.data = nil
	return row, err
}

// memory is the bytes of a slice.
func memory[T any](s []T) []byte {
	var t T
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(t)))
}

// pack is an open pack.
type pack struct {
	row       packRow
	path      string // of the text file
	data      mmap.MMap
	texts     []textRow
	passages  []passageRow
	histogram *match.Histogram
	zap       func() (*segment, error) // opened on first use
	opened    *segment
	live      []bool          // texts that some document has
	dead      *roaring.Bitmap // passages of the others, nil for none
}

func openPack(gen string, row packRow) (*pack, error) {
	p := &pack{row: row, path: filepath.Join(gen, filepath.FromSlash(row.textFile()))}
	f, err := os.Open(p.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if p.data, err = mmap.Map(f, mmap.RDONLY, 0); err != nil {
		return nil, fmt.Errorf("%s: %w", p.path, err)
	}
	if err := p.readDirectory(); err != nil {
		p.close()
		return nil, err
	}
	zapPath := filepath.Join(gen, filepath.FromSlash(row.zapFile()))
	p.zap = sync.OnceValues(func() (*segment, error) {
		s, err := openSegment(zapPath)
		if err == nil {
			s.dead = p.dead
			p.opened = s
		}
		return s, err
	})
	return p, nil
}

func (p *pack) readDirectory() error {
	bad := func(what string) error { return &DamagedError{p.path, what} }
	n := len(p.data)
	if n < len(packMagic)+footerSize || string(p.data[:8]) != packMagic || string(p.data[n-8:]) != packMagic {
		return bad("it is no pack of texts")
	}
	foot := p.data[n-footerSize:]
	at := binary.LittleEndian.Uint64(foot)
	texts, passages := int(binary.LittleEndian.Uint32(foot[8:])), int(binary.LittleEndian.Uint32(foot[12:]))
	want := uint64(texts)*uint64(unsafe.Sizeof(textRow{})) + uint64(passages)*8 + 1024 + footerSize
	if at%8 != 0 || at > uint64(n) || uint64(n)-at != want || texts != p.row.Texts || passages != p.row.Passages {
		return bad("its directory is not whole")
	}
	dir := p.data[at:]
	p.texts = view[textRow](dir, texts)
	dir = dir[texts*int(unsafe.Sizeof(textRow{})):]
	p.passages = view[passageRow](dir, passages)
	p.histogram = (*match.Histogram)(unsafe.Pointer(&dir[passages*8]))
	return nil
}

// view is n elements at the start of mapped bytes.
func view[T any](b []byte, n int) []T {
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), n)
}

func (p *pack) close() error {
	var err error
	if p.opened != nil {
		err = p.opened.close()
	}
	if uerr := p.data.Unmap(); err == nil {
		err = uerr
	}
	return err
}

// folded is the letters of text n.
func (p *pack) folded(n uint32) (*analysis.Folded, error) {
	t := &p.texts[n]
	if t.Letters > t.Body || t.Body > uint64(len(p.data)) {
		return nil, &DamagedError{p.path, "a text lies outside of the file"}
	}
	f, err := analysis.OpenStored(p.data[t.Letters:t.Body])
	if err != nil {
		return nil, &DamagedError{p.path, err.Error()}
	}
	return f, nil
}

// stored is the compressed body of text n.
func (p *pack) stored(n uint32) ([]byte, error) {
	t := &p.texts[n]
	if t.Body+uint64(t.BodySize) > uint64(len(p.data)) {
		return nil, &DamagedError{p.path, "a text lies outside of the file"}
	}
	return p.data[t.Body : t.Body+uint64(t.BodySize)], nil
}

// passageRange is the numbers of the passages of text n.
func (p *pack) passageRange(n uint32) (from, to uint32) {
	from, to = p.texts[n].Passage, uint32(len(p.passages))
	if int(n)+1 < len(p.texts) {
		to = p.texts[n+1].Passage
	}
	return from, to
}

// deadPassages is the passages of the texts that are not live.
func (p *pack) deadPassages() *roaring.Bitmap {
	var dead *roaring.Bitmap
	for n, live := range p.live {
		if live {
			continue
		}
		if dead == nil {
			dead = roaring.New()
		}
		from, to := p.passageRange(uint32(n))
		dead.AddRange(uint64(from), uint64(to))
	}
	return dead
}

// textBody encodes what only a reader of the text needs: the text, its line
// marks, its outline, where its passages end, and the reader's warnings.
func textBody(doc *corpus.Document) []byte {
	b := make([]byte, 0, len(doc.Text)+len(doc.Text)/8)
	b = appendString(b, doc.Text)
	b = binary.AppendUvarint(b, uint64(len(doc.Lines)))
	var last corpus.LineMark
	for _, m := range doc.Lines {
		b = binary.AppendUvarint(b, uint64(m.Offset-last.Offset))
		b = binary.AppendVarint(b, int64(m.Line-last.Line))
		last = m
	}
	b = binary.AppendUvarint(b, uint64(len(doc.Outline)))
	for _, s := range doc.Outline {
		b = binary.AppendUvarint(b, uint64(s.Start))
		b = binary.AppendUvarint(b, uint64(s.End-s.Start))
		b = binary.AppendUvarint(b, uint64(s.Parent+1))
		b = binary.AppendUvarint(b, uint64(s.Level))
		b = appendString(appendString(b, s.Label), s.Name)
	}
	b = binary.AppendUvarint(b, uint64(len(doc.Passages)))
	for _, p := range doc.Passages {
		b = binary.AppendUvarint(b, uint64(p.Start))
		b = binary.AppendUvarint(b, uint64(p.End-p.Start))
	}
	b = binary.AppendUvarint(b, uint64(len(doc.Warnings)))
	for _, w := range doc.Warnings {
		b = appendString(b, w)
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// readBody decodes what textBody encoded into doc.
func readBody(doc *corpus.Document, b []byte) error {
	d := decoder{rest: b}
	doc.Text = d.string()
	doc.Lines = make([]corpus.LineMark, d.count())
	var last corpus.LineMark
	for i := range doc.Lines {
		last.Offset += d.int()
		last.Line += int(d.signed())
		doc.Lines[i] = last
	}
	doc.Outline = make([]corpus.Section, d.count())
	for i := range doc.Outline {
		s := &doc.Outline[i]
		s.Start = d.int()
		s.End = s.Start + d.int()
		s.Parent, s.Level = d.int()-1, d.int()
		s.Label, s.Name = d.string(), d.string()
	}
	doc.Passages = make([]corpus.Span, d.count())
	for i := range doc.Passages {
		start := d.int()
		doc.Passages[i] = corpus.Span{Start: start, End: start + d.int()}
	}
	doc.Warnings = make([]string, d.count())
	for i := range doc.Warnings {
		doc.Warnings[i] = d.string()
	}
	if d.bad || !utf8.ValidString(doc.Text) {
		return fmt.Errorf("a stored text is not whole")
	}
	return nil
}

// decoder reads varints and strings; bad says that they ran out.
type decoder struct {
	rest []byte
	bad  bool
}

func (d *decoder) int() int {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 || n > math.MaxInt32 {
		d.bad, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[size:]
	return int(n)
}

func (d *decoder) signed() int64 {
	n, size := binary.Varint(d.rest)
	if size <= 0 {
		d.bad, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[size:]
	return n
}

// count is the length of a list whose elements take a byte at least.
func (d *decoder) count() int {
	n := d.int()
	if n > len(d.rest) {
		d.bad, d.rest = true, nil
		return 0
	}
	return n
}

func (d *decoder) string() string {
	n := d.count()
	s := string(d.rest[:n])
	d.rest = d.rest[n:]
	return s
}

// castagnoli is the polynomial of the files' checksums.
func checksum(path string) (fileRow, error) {
	f, err := os.Open(path)
	if err != nil {
		return fileRow{}, err
	}
	defer f.Close()
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	n, err := io.Copy(h, f)
	return fileRow{Size: n, CRC: h.Sum32()}, err
}
