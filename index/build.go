package index

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
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
	// packTerms bounds a pack of text with uncommonly many different terms,
	// each of which costs bleve some 300 bytes while a segment is made.
	packTerms = 600_000
)

// textRef names a new text: of a pack under construction.
type textRef struct {
	pack *builtPack
	n    uint32
}

// builtPack is a pack that was or is being written.
type builtPack struct {
	row packRow
}

// builder reads files side by side and writes packs.
type builder struct {
	gen   string // folder of the new generation
	make  func() error
	words *segmenters

	mu    sync.Mutex
	texts map[[16]byte]*textRef
	packs []*builtPack
}

// read looks at all files of the walk: those that changed are read and put
// into packs of the new generation.
func (u *updater) read(ctx context.Context) error {
	next := ""
	if !u.options.DryRun {
		var err error
		if next, err = u.nextGeneration(); err != nil {
			return err
		}
	}
	b := &builder{gen: next, texts: map[[16]byte]*textRef{}}
	b.make = sync.OnceValue(func() error { return u.begin(next) })
	total, sure := u.expected()
	b.words = newSegmenters(next, sure)
	if sure >= fullFrom && !u.options.DryRun {
		var wg sync.WaitGroup
		defer wg.Wait()
		wg.Go(func() { b.words.load(b.make) })
	}
	u.packs = b
	var done atomic.Int64
	var size atomic.Int64
	stop := u.report("reading", &done, &size, total)
	defer stop()

	jobs := make(chan *found)
	var wg sync.WaitGroup
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			if err := u.work(jobs, &done, &size); err != nil {
				cancel(err)
			}
			for range jobs { // let the feeder end
			}
		})
	}
	u.feed(ctx, jobs)
	wg.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return u.rootsStand()
}

// feed hands out the files of the walk until ctx is done.
func (u *updater) feed(ctx context.Context, jobs chan<- *found) {
	defer close(jobs)
	for _, f := range u.order {
		select {
		case jobs <- f:
		case <-ctx.Done():
			return
		}
	}
}

// rootsStand fails if a path is gone since the walk: then nothing that was
// under it was removed by somebody.
func (u *updater) rootsStand() error {
	if !u.vanished.Load() {
		return nil
	}
	for _, r := range u.given {
		if _, err := os.Stat(r); err != nil {
			return err
		}
	}
	return nil
}

// expected is the bytes of the files that will be looked into, and of those
// among them whose text is new for certain.
func (u *updater) expected() (all, sure int64) {
	for _, f := range u.order {
		if corpus.KindOf(f.path) != corpus.KindReadable {
			continue
		}
		all += f.size
		if f.old < 0 || u.refresh {
			sure += f.size
		}
	}
	return all, sure
}

// report calls Progress ten times a second until stop is called.
func (u *updater) report(stage string, files, size *atomic.Int64, total int64) (stop func()) {
	if u.options.Progress == nil {
		return func() {}
	}
	tell := func() {
		u.options.Progress(Progress{stage, int(files.Load()), len(u.order), size.Load(), total, time.Since(u.start)})
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
func (u *updater) work(jobs <-chan *found, done, size *atomic.Int64) (err error) {
	defer guard(u.dir, &err)()
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return err
	}
	w := &worker{u: u, b: u.packs, enc: enc}
	for f := range jobs {
		if err := w.look(f, size); err != nil {
			return err
		}
		done.Add(1)
	}
	if err := w.store(); err != nil {
		return err
	}
	return w.flush()
}

// worker fills one pack at a time.
type worker struct {
	u     *updater
	b     *builder
	enc   *zstd.Encoder
	pack  *packBuilder
	into  *builtPack
	words *analysis.Cutter

	waiting []waiting // for the dictionary to be loaded
	waits   int       // bytes of their texts
}

// waiting is a new text that is not in a pack yet.
type waiting struct {
	f *found
	r *record
}

// maxWaiting is the bytes of text that a worker reads before it waits for the
// dictionary too.
const maxWaiting = 8 << 20

// look reads a file if it must, and sets its status.
func (w *worker) look(f *found, size *atomic.Int64) error {
	data, err := readFile(f)
	var unsteady *UnsteadyError
	if errors.As(err, &unsteady) {
		return err
	}
	if err != nil {
		return w.missing(f, err)
	}
	size.Add(int64(len(data)))
	sum := sha256.Sum256(data)
	row := docRow{Hash: [16]byte(sum[:16]), Override: f.said.Sum()}
	row.setStamp(f.stamp)
	same := f.old >= 0 && w.u.old.docs.rows[f.old].Hash == row.Hash && !f.resaid
	if same && !w.u.refresh {
		f.status = statusUnchanged
		return nil
	}
	doc, err := readDocument(f.path, data)
	if err != nil {
		f.status, f.reason = statusUnreadable, cause(err)
		return nil
	}
	switch {
	case same:
		f.status = statusUnchanged
	case f.old >= 0:
		f.status = statusChanged
	default:
		f.status = statusNew
	}
	doc.Path = f.path
	f.said.Set(&doc.Meta)
	f.entry = entry{docRow: row, info: doc.Info}
	return w.put(f, doc)
}

// missing sets the status of a file that can't be read. One that is gone
// since the walk is as one that was not there.
func (w *worker) missing(f *found, err error) error {
	switch {
	case f.outside:
		doc, err := w.u.old.Read(f.old)
		if err != nil {
			return err
		}
		f.entry = w.u.old.docs.entry(f.old)
		return w.put(f, doc)
	case !errors.Is(err, fs.ErrNotExist):
		f.status, f.reason = statusUnreadable, cause(err)
	case f.old >= 0:
		f.status = statusRemoved
		w.u.vanished.Store(true)
	default:
		f.status = statusGone
		w.u.vanished.Store(true)
	}
	return nil
}

// readDocument is corpus.Read, and a reader's panic over one file is a
// reason not to have that file, nothing more.
func readDocument(path string, data []byte) (doc *corpus.Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, fmt.Errorf("its reader failed: %v", r)
		}
	}()
	return corpus.Read(path, data)
}

// put stores the text of a document unless it is stored already.
func (w *worker) put(f *found, doc *corpus.Document) error {
	if w.u.old != nil && !w.u.refresh {
		if p, n, ok := w.u.old.textByKey(textKey(textBody(doc))); ok {
			f.entry.Pack, f.entry.Text, f.stored = p, n, true
			return nil
		}
	}
	if w.u.options.DryRun {
		return nil
	}
	r := newRecord(doc, w.enc)
	w.waiting = append(w.waiting, waiting{f, r})
	w.waits += len(doc.Text)
	if w.waits < maxWaiting && !w.b.words.ready() {
		return nil
	}
	return w.store()
}

// store puts the records that wait into packs.
func (w *worker) store() error {
	for _, x := range w.waiting {
		if err := w.storeOne(x.f, x.r); err != nil {
			return err
		}
	}
	clear(w.waiting) // lets the records go
	w.waiting, w.waits = w.waiting[:0], 0
	return nil
}

func (w *worker) storeOne(f *found, r *record) error {
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
	seg, err := w.b.words.next(len(r.doc.Text))
	if err != nil {
		return err
	}
	if w.words == nil || !w.words.Of(seg) {
		w.words = analysis.NewCutter(seg)
	}
	w.pack.add(r, w.words)
	if w.pack.bytes >= packBytes || w.pack.seg.terms() >= packTerms {
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
	w.pack, w.into = newPackBuilder(), &builtPack{}
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
	row, err := w.pack.write(w.u.disk, w.b.gen, w.into.row.Name)
	w.into.row = row
	w.pack = nil
	return err
}
