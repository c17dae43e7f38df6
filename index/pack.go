package index

import (
	"encoding/binary"
	"path/filepath"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/RoaringBitmap/roaring/v2"
	mmap "github.com/blevesearch/mmap-go"

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
	Count    uint32 // of letters: some are two units
	_        uint32
}

// passageRow is a passage's place in its text. It ends where the next begins.
type passageRow struct {
	Unit uint32 // first unit
	Byte uint32 // first byte
}

// pack is an open pack.
type pack struct {
	row       packRow
	slot      int    // in the manifest's list
	path      string // of the text file
	data      mmap.MMap
	texts     []textRow
	passages  []passageRow
	histogram *match.Histogram
	segment   *segment
	live      []bool // texts that some document has
	extents   func() extents
	spare     sync.Pool   // of *evidence, empty
	read      atomic.Bool // since it was forgotten
}

func openPack(gen string, row packRow) (*pack, error) {
	p, err := openTexts(gen, row)
	if err != nil {
		return nil, err
	}
	if p.segment, err = openSegment(filepath.Join(gen, filepath.FromSlash(row.zapFile())), row.Passages); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// openTexts opens a pack without its segment.
func openTexts(gen string, row packRow) (*pack, error) {
	p := &pack{row: row, path: filepath.Join(gen, filepath.FromSlash(row.textFile()))}
	p.extents = sync.OnceValue(p.measure)
	var err error
	if p.data, err = mapFile(p.path); err != nil {
		return nil, err
	}
	if err := p.readDirectory(); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// packCounts is how many texts and passages a text file says it has; ok is
// false if it is too short to say so.
func packCounts(data []byte) (texts, passages int, ok bool) {
	if len(data) < len(packMagic)+footerSize {
		return 0, 0, false
	}
	foot := data[len(data)-footerSize:]
	return int(binary.LittleEndian.Uint32(foot[8:])), int(binary.LittleEndian.Uint32(foot[12:])), true
}

func (p *pack) readDirectory() error {
	bad := func(what string) error { return &DamagedError{p.path, what} }
	n := len(p.data)
	texts, passages, ok := packCounts(p.data)
	if !ok || string(p.data[:8]) != packMagic || string(p.data[n-8:]) != packMagic {
		return bad("it is no pack of texts")
	}
	at := binary.LittleEndian.Uint64(p.data[n-footerSize:])
	want := uint64(texts)*uint64(unsafe.Sizeof(textRow{})) + uint64(passages)*8 + 1024 + footerSize
	if at%8 != 0 || at < uint64(len(packMagic)) || at > uint64(n) || uint64(n)-at != want || texts != p.row.Texts || passages != p.row.Passages {
		return bad("its directory is not whole")
	}
	dir := p.data[at:]
	p.texts = view[textRow](dir, texts)
	dir = dir[texts*int(unsafe.Sizeof(textRow{})):]
	p.passages = view[passageRow](dir, passages)
	p.histogram = (*match.Histogram)(unsafe.Pointer(&dir[passages*8]))
	last := uint32(0)
	for i := range p.texts {
		t := &p.texts[i]
		if t.Letters > t.Body || t.Body > at || t.Passage < last || int(t.Passage) > passages {
			return bad("its directory is not in order")
		}
		last = t.Passage
	}
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
	if p.segment != nil {
		err = p.segment.close()
	}
	if uerr := p.data.Unmap(); err == nil {
		err = uerr
	}
	return err
}

// folded is the letters of text n.
func (p *pack) folded(n uint32) (*analysis.Folded, error) {
	t := &p.texts[n]
	if t.Letters%8 != 0 || t.Letters > t.Body || t.Body > uint64(len(p.data)) {
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
	if t.Body > uint64(len(p.data)) || uint64(t.BodySize) > uint64(len(p.data))-t.Body {
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
