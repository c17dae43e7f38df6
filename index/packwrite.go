package index

import (
	"crypto/sha256"
	"encoding/binary"
	"path/filepath"
	"unsafe"

	"github.com/klauspost/compress/zstd"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

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
	r := &record{key: textKey(plain), doc: doc, starts: make([]int, len(doc.Passages))}
	offsets := make([]int, len(doc.Passages))
	for i, p := range doc.Passages {
		offsets[i] = p.Start
	}
	r.folded = analysis.FoldWith(doc.Text, offsets, r.starts)
	r.letters = r.folded.AppendStored(nil)
	r.body = enc.EncodeAll(plain, nil)
	return r
}

// textKey names a text by its body.
func textKey(body []byte) [16]byte {
	sum := sha256.Sum256(body)
	return [16]byte(sum[:16])
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

func newPackBuilder() *packBuilder {
	return &packBuilder{seg: newSegmentBuilder(), data: []byte(packMagic)}
}

// add puts a text in and tells its number.
func (b *packBuilder) add(r *record, words *analysis.Cutter) uint32 {
	n := uint32(len(b.texts))
	row := textRow{Key: r.key, Letters: uint64(len(b.data)), BodySize: uint32(len(r.body)),
		Passage: uint32(len(b.passages)), Units: uint32(len(r.folded.Units)), Bytes: uint32(len(r.doc.Text)),
		Count: uint32(r.folded.LetterCount(0, len(r.folded.Units)))}
	b.data = append(b.data, r.letters...)
	row.Body = uint64(len(b.data))
	b.data = append(b.data, r.body...)
	b.align()
	b.count(r.folded, int64(len(r.doc.Text)))
	for i, p := range r.doc.Passages {
		b.passages = append(b.passages, passageRow{uint32(r.starts[i]), uint32(p.Start)})
	}
	b.seg.addText(r.folded, foldedPassages(r.doc), words)
	b.texts = append(b.texts, row)
	return n
}

// foldedPassages is what words are cut from.
func foldedPassages(doc *corpus.Document) [][]byte {
	passages := make([][]byte, len(doc.Passages))
	for i, p := range doc.Passages {
		passages[i] = []byte(analysis.FoldString(doc.Text[p.Start:p.End]))
	}
	return passages
}

// write writes the pack's two files below a generation.
func (b *packBuilder) write(d disk, gen, name string) (packRow, error) {
	row, err := b.writeTexts(d, gen, name)
	if err != nil {
		return row, err
	}
	to := filepath.Join(gen, filepath.FromSlash(row.zapFile()))
	return row, d.do("bleve", to, func() error { return b.seg.persist(to) })
}

// writeTexts writes the text file.
func (b *packBuilder) writeTexts(d disk, gen, name string) (packRow, error) {
	row := packRow{Name: name, Texts: len(b.texts), Passages: len(b.passages), TextBytes: b.bytes, Letters: b.units}
	at := uint64(len(b.data))
	b.data = append(b.data, memory(b.texts)...)
	b.data = append(b.data, memory(b.passages)...)
	b.data = append(b.data, memory(b.histogram[:])...)
	b.data = binary.LittleEndian.AppendUint64(b.data, at)
	b.data = binary.LittleEndian.AppendUint32(b.data, uint32(len(b.texts)))
	b.data = binary.LittleEndian.AppendUint32(b.data, uint32(len(b.passages)))
	b.data = append(b.data, packMagic...)
	err := d.write(filepath.Join(gen, filepath.FromSlash(row.textFile())), b.data)
	b.data = nil
	return row, err
}

// memory is the bytes of a slice.
func memory[T any](s []T) []byte {
	var t T
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(t)))
}
