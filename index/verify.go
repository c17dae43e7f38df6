package index

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	mmap "github.com/blevesearch/mmap-go"
)

// Disease is a kind of trouble with an index.
type Disease string

const (
	MissingFile    Disease = "missing file"
	DamagedFile    Disease = "damaged file"       // size, checksum or form differ
	DamagedSegment Disease = "damaged segment"    // the same of postings
	OtherText      Disease = "text doesn't match" // what is stored of a text is not of one text
	NotFound       Disease = "lost words"         // a document is not found by its own
	WrongCounts    Disease = "wrong counts"
	NewerLayout    Disease = "newer layout"
)

// Trouble is one that was found. Path is of a file of the index.
type Trouble struct {
	Disease Disease
	Path    string
	Reason  string
}

// VerifyOptions says how much Verify looks for. The zero value looks at all
// files and texts, and for a sample of the documents by their own words.
type VerifyOptions struct {
	All      bool                 // look for every document by its words, and that there are no others
	Seed     uint64               // of the sample
	Progress func(texts, all int) // may be nil; called from any goroutine
}

// sampleSize is how many documents are looked for by their own words.
const sampleSize = 100

// Verification is what Verify found. Healthy is one without troubles.
type Verification struct {
	Generation string
	Files      int
	Bytes      int64
	Documents  int
	Texts      int // read and folded again
	LookedFor  int // documents looked for by their own words
	Troubles   []Trouble
	Remarks    []string // what is no trouble: leftovers, a lock
	Took       time.Duration
}

// Verify finds out whether the generation in force is whole: every file has
// its checksum, every text folds to what is stored of it, documents are found
// by their own words, and counts agree. It writes nothing and reads all.
// Troubles are no error. Errors: ErrNoIndex, ctx.Err(), or what the file
// system says.
func Verify(ctx context.Context, dir string, o VerifyOptions) (Verification, error) {
	start := time.Now()
	for {
		v := &verifier{dir: dir, o: o}
		err := v.run(ctx)
		if now, cerr := inForce(dir); cerr == nil && v.out.Generation != "" && now != v.out.Generation && len(v.out.Troubles) > 0 {
			continue // a writer has removed what we were looking at
		}
		slices.SortFunc(v.out.Troubles, func(a, b Trouble) int {
			return strings.Compare(a.Path+"\x00"+a.Reason, b.Path+"\x00"+b.Reason)
		})
		v.out.Took = time.Since(start)
		return v.out, err
	}
}

// verifier is one run of Verify.
type verifier struct {
	dir, gen string
	o        VerifyOptions
	m        *manifest
	docs     *documents
	files    map[string]mmap.MMap // whole ones
	packs    []*pack              // by slot; nil if it can't be read
	words    *segmenters

	mu  sync.Mutex
	out Verification
	all int // texts
}

func (v *verifier) trouble(d Disease, path, format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.out.Troubles = append(v.out.Troubles, Trouble{d, path, fmt.Sprintf(format, args...)})
}

func (v *verifier) remark(format string, args ...any) {
	v.out.Remarks = append(v.out.Remarks, fmt.Sprintf(format, args...))
}

func (v *verifier) run(ctx context.Context) (err error) {
	defer v.close()
	whole, err := v.start()
	if err != nil || !whole {
		return err
	}
	if err := v.checksums(ctx); err != nil {
		return err
	}
	if !v.openTable() {
		return nil
	}
	v.openPacks()
	v.countDocuments()
	v.missing()
	return v.texts(ctx)
}

func (v *verifier) close() {
	for _, p := range v.packs {
		if p != nil {
			p.close()
		}
	}
	for _, data := range v.files {
		data.Unmap()
	}
	if v.docs != nil {
		v.docs.close()
	}
}

// start finds the generation and its manifest, and what lies beside it.
func (v *verifier) start() (whole bool, err error) {
	name, err := inForce(v.dir)
	var damaged *DamagedError
	if errors.As(err, &damaged) {
		v.trouble(DamagedFile, currentName, "%s", damaged.Reason)
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := readCurrent(v.dir); errors.Is(err, ErrNoIndex) {
		v.trouble(MissingFile, currentName, "%s is complete and is taken for the one in force", name)
	}
	v.gen, v.out.Generation = filepath.Join(v.dir, name), name
	if err := v.beside(name); err != nil {
		return false, err
	}
	path := filepath.Join(v.gen, manifestName)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		v.trouble(MissingFile, v.rel(manifestName), "%s names this generation", currentName)
		return false, nil
	}
	if err != nil {
		return false, err
	}
	v.m, err = parseManifest(path, b)
	var layout *LayoutError
	switch {
	case errors.As(err, &layout):
		v.trouble(NewerLayout, v.rel(manifestName), "%v", err)
	case errors.As(err, &damaged):
		v.trouble(DamagedFile, v.rel(manifestName), "%s", damaged.Reason)
	}
	return err == nil, nil
}

// missing remarks which documents' files are gone. A table that is damaged has
// been named by now.
func (v *verifier) missing() {
	var err error
	defer guard(v.gen, &err)()
	if r := GoneRemark(goneOf(v.docs, rootOf(v.dir, v.m.Root)), len(v.docs.rows)); r != "" {
		v.remark("%s", r)
	}
}

// rel is a file of the generation as it is named to people.
func (v *verifier) rel(name string) string { return v.out.Generation + "/" + name }

// beside remarks what lies in the index folder beside the generation.
func (v *verifier) beside(current string) error {
	list, err := os.ReadDir(v.dir)
	if err != nil {
		return err
	}
	writer := lockedBy(v.dir)
	if writer != nil {
		v.remark("%v", writer)
	}
	for _, e := range list {
		switch name := e.Name(); {
		case name == current, name == currentName:
		case name == lockName:
			if writer == nil {
				v.remark("%s is there and nobody holds it", lockName)
			}
		case name == nextName, strings.HasPrefix(name, genPrefix):
			if writer == nil {
				v.remark("%s was left by a writer that was stopped; the next one removes it", name)
			}
		default:
			v.remark("%s is no part of an index", name)
		}
	}
	return nil
}

// each calls do for 0 to n-1, on all cores, until ctx is done. A panic over
// damaged contents is an error.
func each(ctx context.Context, n int, do func(i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range jobs {
				if err := do(i); err != nil {
					cancel(err)
				}
			}
		})
	}
	for i := range n {
		select {
		case jobs <- i:
		case <-ctx.Done():
		}
	}
	close(jobs)
	wg.Wait()
	return context.Cause(ctx)
}

// checksums looks at every file that the manifest lists.
func (v *verifier) checksums(ctx context.Context) error {
	v.files = map[string]mmap.MMap{}
	listed := map[string]bool{manifestName: true}
	for _, f := range v.m.Files {
		listed[f.Name] = true
	}
	err := each(ctx, len(v.m.Files), func(i int) error {
		v.checksum(v.m.Files[i])
		return nil
	})
	if err != nil {
		return err
	}
	return filepath.WalkDir(v.gen, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // what is missing was named
		}
		if name, err := filepath.Rel(v.gen, path); err == nil && !listed[filepath.ToSlash(name)] {
			v.remark("%s is no part of the generation", v.rel(filepath.ToSlash(name)))
		}
		return nil
	})
}

func (v *verifier) checksum(f fileRow) {
	path := filepath.Join(v.gen, filepath.FromSlash(f.Name))
	disease := DamagedFile
	if strings.HasSuffix(f.Name, ".zap") {
		disease = DamagedSegment
	}
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.trouble(MissingFile, v.rel(f.Name), "the manifest lists it")
		return
	case err != nil:
		v.trouble(disease, v.rel(f.Name), "%s", cause(err))
		return
	case st.Size() != f.Size:
		v.trouble(disease, v.rel(f.Name), "it has %d bytes, not %d", st.Size(), f.Size)
		return
	}
	data, err := mapFile(path)
	if err != nil {
		v.trouble(disease, v.rel(f.Name), "%s", cause(err))
		return
	}
	sum, err := sumOf(data, path)
	if err != nil || sum != f.CRC {
		data.Unmap()
		v.trouble(disease, v.rel(f.Name), "its checksum differs: some of its bytes are not those that were written")
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.files[f.Name] = data
	v.out.Files++
	v.out.Bytes += f.Size
}

// sumOf is the checksum of mapped bytes, which may not be there any more.
func sumOf(data []byte, path string) (sum uint32, err error) {
	defer guard(path, &err)()
	return crc32.Checksum(data, castagnoli()), nil
}

// sampled are the texts of documents that are looked for, by slot: nil for
// all.
func (v *verifier) sampled() map[[2]uint32]bool {
	var whole []*docRow // whose pack can be read
	for n := range v.docs.rows {
		if r := &v.docs.rows[n]; v.hasText(r) && v.packs[r.Pack] != nil {
			whole = append(whole, r)
		}
	}
	if v.o.All {
		v.out.LookedFor = len(whole)
		return nil
	}
	random := rand.New(rand.NewPCG(v.o.Seed, 12))
	texts := map[[2]uint32]bool{}
	for _, n := range random.Perm(len(whole))[:min(len(whole), sampleSize)] {
		texts[[2]uint32{whole[n].Pack, whole[n].Text}] = true
		v.out.LookedFor++
	}
	return texts
}

// texts reads every text again.
func (v *verifier) texts(ctx context.Context) error {
	sample := v.sampled()
	if v.m.outdated() {
		v.out.LookedFor = 0
		v.remark("the index was built with another folding: its letters and words can't be checked; yinzheng index brings it up to date")
	}
	return each(ctx, len(v.packs), func(i int) error {
		if v.packs[i] == nil {
			return nil
		}
		return v.pack(ctx, v.packs[i], sample)
	})
}
