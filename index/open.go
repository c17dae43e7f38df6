package index

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	mmap "github.com/blevesearch/mmap-go"
	"github.com/klauspost/compress/zstd"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
)

// Index is one generation, open for reading. It is safe for concurrent use
// and never changes.
type Index struct {
	dir      string // the index folder
	gen      string // the generation's
	manifest *manifest
	stat     os.FileInfo // of the manifest
	docs     *documents
	packs    []*pack
	dict     mmap.MMap // the dictionary's file
	decoder  func() (*zstd.Decoder, error)
	words    func() (*analysis.Dictionary, error)
	keys     func() map[[16]byte][2]uint32
	weights  weights
	asked    atomic.Int64            // keys
	held     *recent[string, []bool] // documents that hold a text
	read     *recent[int, *corpus.Document]
	again    atomic.Bool // a query has ranked: what the next ones ask too is kept
	titles   titles
	forgetter
}

// Open opens the generation in force. Errors: ErrNoIndex, *DamagedError,
// *LayoutError, or what the file system says.
func Open(dir string) (*Index, error) {
	var err error
	for last := ""; ; { // a writer may drop a generation between our two reads
		gen, cerr := inForce(dir)
		if cerr != nil {
			return nil, cerr
		}
		if gen == last {
			break
		}
		var ix *Index
		if ix, err = openGeneration(dir, gen); err == nil {
			return ix, nil
		}
		last = gen
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &DamagedError{dir, err.Error()}
	}
	return nil, err
}

func openGeneration(dir, name string) (ix *Index, err error) {
	gen := filepath.Join(dir, name)
	defer guard(gen, &err)()
	ix = &Index{dir: dir, gen: gen, weights: tuned(), held: newHeld(), read: newRecent[int, *corpus.Document](readBytes)}
	defer func() {
		if err != nil {
			ix.Close()
			ix = nil
		}
	}()
	if ix.manifest, err = readManifest(gen); err != nil {
		return ix, err
	}
	if ix.stat, err = os.Stat(filepath.Join(gen, manifestName)); err != nil {
		return ix, err
	}
	if ix.docs, err = openDocuments(gen, ix.manifest); err != nil {
		return ix, err
	}
	ix.titles = make(titles, ix.Len())
	if err := ix.openPacks(); err != nil {
		return ix, err
	}
	ix.decoder = sync.OnceValues(func() (*zstd.Decoder, error) {
		return zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxBody))
	})
	words := filepath.Join(gen, wordsName)
	if ix.dict, err = mapFile(words); err != nil {
		return ix, err
	}
	ix.words = sync.OnceValues(func() (*analysis.Dictionary, error) { return readWords(words, ix.dict) })
	ix.keys = sync.OnceValue(ix.collectKeys)
	return ix, ix.markDead()
}

// openPacks opens the packs and numbers them without the free slots between
// them.
func (ix *Index) openPacks() error {
	numbers := make([]int, len(ix.manifest.Packs)) // by slot
	for slot, row := range ix.manifest.Packs {
		if numbers[slot] = -1; row.Name == "" {
			continue
		}
		p, err := openPack(ix.gen, row)
		if err != nil {
			return err
		}
		p.slot = slot
		numbers[slot] = len(ix.packs)
		ix.packs = append(ix.packs, p)
	}
	if len(ix.packs) < len(numbers) && !ix.docs.renumber(numbers) {
		return &DamagedError{ix.docs.path, "a document names a pack that is not there"}
	}
	return nil
}

// mapFile maps a file that is not empty: every file of an index is opened
// with its generation, so that it stays when a writer removes that.
func mapFile(path string) (mmap.MMap, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return data, nil
}

// openWords reads the dictionary of a generation that is being written.
func openWords(gen string) (*analysis.Dictionary, error) {
	path := filepath.Join(gen, wordsName)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return readWords(path, b)
}

func readWords(path string, b []byte) (*analysis.Dictionary, error) {
	d, err := analysis.OpenDictionary(b)
	if err != nil {
		return nil, &DamagedError{path, err.Error()}
	}
	return d, nil
}

// markDead finds the texts that no document has.
func (ix *Index) markDead() error {
	for _, p := range ix.packs {
		p.live = make([]bool, len(p.texts))
	}
	for _, r := range ix.docs.rows {
		if int(r.Pack) >= len(ix.packs) || int(r.Text) >= len(ix.packs[r.Pack].live) {
			return &DamagedError{ix.docs.path, "a document names a text that is not there"}
		}
		ix.packs[r.Pack].live[r.Text] = true
	}
	for _, p := range ix.packs {
		p.segment.dead = p.deadPassages()
	}
	return nil
}

// Close lets the generation go. Nothing that came from the index may be in
// use.
func (ix *Index) Close() error {
	var err error
	for _, p := range ix.packs {
		if cerr := p.close(); err == nil {
			err = cerr
		}
	}
	if ix.docs != nil {
		if cerr := ix.docs.close(); err == nil {
			err = cerr
		}
	}
	if ix.dict != nil {
		if cerr := ix.dict.Unmap(); err == nil {
			err = cerr
		}
	}
	return err
}

// Generation names the generation: gen-000012.
func (ix *Index) Generation() string { return filepath.Base(ix.gen) }

// Unread lists the files that were to be indexed and could not be read.
func (ix *Index) Unread() []Unread { return ix.manifest.Unread }

// Outdated tells that the index was built with another folding. Find and
// Load then scan the stored texts with today's; words, which rank, are still
// those of the index.
func (ix *Index) Outdated() bool { return ix.manifest.outdated() }

// Len is the number of documents; they are numbered from 0 in order of path.
func (ix *Index) Len() int { return len(ix.docs.rows) }

// Info describes a document. It is empty if the index can't be read any
// more, of which Read then says more.
func (ix *Index) Info(doc int) (info corpus.Info) {
	var err error
	defer guard(ix.gen, &err)()
	return ix.docs.info(doc)
}

// Letters is the number of folded letters of a document, 0 if the index
// can't be read any more.
func (ix *Index) Letters(doc int) int {
	var err error
	defer guard(ix.gen, &err)()
	r := &ix.docs.rows[doc]
	if ix.Outdated() {
		d, err := ix.Read(doc)
		if err != nil {
			return 0
		}
		return analysis.CountLetters(d.Text)
	}
	return int(ix.packs[r.Pack].texts[r.Text].Count)
}

// Read gives a document whole.
func (ix *Index) Read(doc int) (d *corpus.Document, err error) {
	defer guard(ix.gen, &err)()
	plain, err := ix.body(doc, nil)
	if err != nil {
		return nil, err
	}
	d = &corpus.Document{Info: ix.docs.info(doc)}
	if err := readBody(d, plain); err != nil {
		return nil, &DamagedError{ix.packs[ix.docs.rows[doc].Pack].path, err.Error()}
	}
	return d, nil
}

// body decompresses the body of a document, in buf if that is large enough.
func (ix *Index) body(doc int, buf []byte) ([]byte, error) {
	r := &ix.docs.rows[doc]
	p := ix.packs[r.Pack]
	stored, err := p.stored(r.Text)
	if err != nil {
		return nil, err
	}
	dec, err := ix.decoder()
	if err != nil {
		return nil, err
	}
	guess := int(p.texts[r.Text].Bytes)
	guess = min(guess+guess/8+256, 1<<20+64*len(stored))
	plain, err := dec.DecodeAll(stored, slices.Grow(buf[:0], guess))
	if err != nil {
		return nil, &DamagedError{p.path, err.Error()}
	}
	return plain, nil
}

// Documents gives all documents, in order of path.
func (ix *Index) Documents() iter.Seq2[*corpus.Document, error] {
	return func(yield func(*corpus.Document, error) bool) {
		for n := range ix.Len() {
			if !yield(ix.Read(n)) {
				return
			}
		}
	}
}

// Resolve finds the documents that a name can mean: by id, by path, by
// unique path ending, by number (文号) or by exact title, the first of these
// that gives any.
func (ix *Index) Resolve(name string) (docs []int, err error) {
	defer guard(ix.gen, &err)()
	if name == "" {
		return nil, nil
	}
	name = filepath.ToSlash(name)
	if n := ix.docs.find(name); n >= 0 {
		return []int{n}, nil
	}
	letters := analysis.Letters(name)
	field := func(n int, name string) string { return ix.docs.stringOf(n, columnOf(name)) }
	for _, means := range []func(n int) bool{
		func(n int) bool { return field(n, "id") == name },
		func(n int) bool { return strings.HasSuffix(field(n, "path"), "/"+name) },
		func(n int) bool {
			number := field(n, "number")
			return number != "" && analysis.Letters(number) == letters
		},
		func(n int) bool { return field(n, "title") == name },
	} {
		for n := range ix.Len() {
			if means(n) {
				docs = append(docs, n)
			}
		}
		if len(docs) > 0 {
			return docs, nil
		}
	}
	return nil, nil
}
