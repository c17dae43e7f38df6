package index

import (
	"context"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/zstd"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
)

const (
	// packBytes is the text that a pack takes before the next is begun: a
	// worker needs about twelve times as much memory to write it.
	packBytes = 8 << 20
	// fullFrom is the bytes of new files from which it pays to load the whole
	// dictionary into gse.
	fullFrom = 3 << 20
	// racy is how long before a generation was built a file's time proves
	// nothing: it may have changed again in the same tick.
	racy = 2 * time.Second
)

// textRef names a new text: of a pack under construction.
type textRef struct {
	pack *builtPack
	n    uint32
}

// builtPack is a pack that was or is being written.
type builtPack struct {
	row packRow
	err error
}

// builder reads files side by side and writes packs.
type builder struct {
	gen     string // folder of the new generation
	make    func() error
	segment func() (*analysis.Segmenter, error)

	mu    sync.Mutex
	texts map[[16]byte]*textRef
	packs []*builtPack
}

// read looks at all files of the walk: those that changed are read and put
// into packs of the new generation.
func (u *updater) read(ctx context.Context) error {
	next, err := u.nextGeneration()
	if err != nil {
		return err
	}
	b := &builder{gen: next, texts: map[[16]byte]*textRef{}}
	b.make = sync.OnceValue(func() error { return u.begin(next) })
	total := u.expected()
	b.segment = sync.OnceValues(func() (*analysis.Segmenter, error) { return u.segmenter(next, total) })
	u.packs = b
	var done atomic.Int64
	var bytes atomic.Int64
	stop := u.report("reading", &done, &bytes, total)
	defer stop()

	jobs := make(chan *found)
	var wg sync.WaitGroup
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			if err := u.work(jobs, &done, &bytes); err != nil {
				cancel(err)
			}
			for range jobs { // let the feeder end
			}
		})
	}
feed:
	for _, f := range u.order {
		select {
		case jobs <- f:
		case <-ctx.Done():
			break feed
		}
	}
	close(jobs)
	wg.Wait()
	u.bytes = bytes.Load()
	return context.Cause(ctx)
}

// expected is the bytes of the files that will be read.
func (u *updater) expected() int64 {
	var n int64
	for _, f := range u.order {
		if !u.same(f) {
			n += f.size
		}
	}
	return n
}

// same tells whether size and time say that a file is as it was.
func (u *updater) same(f *found) bool {
	if f.old < 0 || u.refresh {
		return false
	}
	r := &u.old.docs.rows[f.old]
	return r.Size == f.size && r.ModTime == f.modTime &&
		u.old.manifest.Built.UnixNano()-f.modTime > int64(racy)
}

// segmenter is the one for so many bytes of new text.
func (u *updater) segmenter(gen string, bytes int64) (*analysis.Segmenter, error) {
	d, err := openWords(gen)
	if err != nil {
		return nil, err
	}
	if bytes < fullFrom {
		return analysis.NewSegmenter(d), nil
	}
	return analysis.NewFullSegmenter(d)
}

// report calls Progress ten times a second until stop is called.
func (u *updater) report(stage string, files, bytes *atomic.Int64, total int64) (stop func()) {
	if u.options.Progress == nil {
		return func() {}
	}
	tell := func() {
		u.options.Progress(Progress{stage, int(files.Load()), len(u.order), bytes.Load(), total, time.Since(u.start)})
	}
	quit, ended := make(chan bool), make(chan bool)
	go func() {
		defer close(ended)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				tell()
			case <-quit:
				tell()
				return
			}
		}
	}()
	return func() { close(quit); <-ended }
}

// work takes files until there are no more.
func (u *updater) work(jobs <-chan *found, done, bytes *atomic.Int64) (err error) {
	defer guard(u.dir, &err)()
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return err
	}
	w := &worker{u: u, b: u.packs, enc: enc}
	for f := range jobs {
		if err := w.look(f, bytes); err != nil {
			return err
		}
		done.Add(1)
	}
	return w.flush()
}

// worker fills one pack at a time.
type worker struct {
	u    *updater
	b    *builder
	enc  *zstd.Encoder
	pack *packBuilder
	into *builtPack
}

// look reads a file if it must, and sets its status.
func (w *worker) look(f *found, bytes *atomic.Int64) error {
	if w.u.same(f) {
		f.status = "unchanged"
		return nil
	}
	data, err := readFile(f.file)
	if err != nil {
		f.status, f.reason = "unread", cause(err)
		return nil
	}
	bytes.Add(int64(len(data)))
	sum := sha256.Sum256(data)
	row := docRow{Size: f.size, ModTime: f.modTime, Hash: [16]byte(sum[:16])}
	if f.old >= 0 && !w.u.refresh && w.u.old.docs.rows[f.old].Hash == row.Hash {
		f.status = "unchanged"
		return nil
	}
	doc, err := corpus.Read(f.path, data)
	if err != nil {
		f.status, f.reason = "unread", cause(err)
		return nil
	}
	f.status = "new"
	if f.old >= 0 {
		f.status = "changed"
		if w.u.refresh {
			f.status = "unchanged"
		}
	}
	doc.Path = f.path
	f.entry = entry{row, doc.Info}
	return w.put(f, doc)
}

// readFile is os.ReadFile for files that Read takes: what is larger than it
// takes is not read whole.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, corpus.MaxSize+1))
}

// put stores the text of a document unless it is stored already.
func (w *worker) put(f *found, doc *corpus.Document) error {
	r := newRecord(doc, w.enc)
	if w.u.old != nil && !w.u.refresh {
		if p, n, ok := w.u.old.textByKey(r.key); ok {
			f.entry.Pack, f.entry.Text = p, n
			return nil
		}
	}
	if err := w.begin(); err != nil {
		return err
	}
	w.b.mu.Lock()
	ref := w.b.texts[r.key]
	mine := ref == nil
	if mine {
		ref = &textRef{pack: w.into, n: uint32(len(w.pack.texts))}
		w.b.texts[r.key] = ref
	}
	w.b.mu.Unlock()
	f.text = ref
	if !mine {
		return nil
	}
	w.pack.add(r)
	if w.pack.bytes >= packBytes {
		return w.flush()
	}
	return nil
}

// begin starts a pack if none is begun.
func (w *worker) begin() error {
	if w.pack != nil {
		return nil
	}
	if err := w.b.make(); err != nil {
		return err
	}
	seg, err := w.b.segment()
	if err != nil {
		return err
	}
	w.pack, w.into = newPackBuilder(seg), &builtPack{}
	return nil
}

// flush writes the pack that was begun.
func (w *worker) flush() error {
	if w.pack == nil || len(w.pack.texts) == 0 {
		return nil
	}
	w.b.mu.Lock()
	w.into.row.Name = packName(filepath.Base(w.b.gen), len(w.b.packs))
	w.b.packs = append(w.b.packs, w.into)
	w.b.mu.Unlock()
	row, err := w.pack.write(w.b.gen, w.into.row.Name)
	w.into.row = row
	w.pack = nil
	return err
}
