package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"yinzheng/corpus"
)

// UpdateOptions says how Update works. The zero value is an update with what
// the index was built with.
type UpdateOptions struct {
	Root  string // folder that paths are relative to; "" for the index's own, at first the one that holds it
	Words string // file of user words; "" for those the index was built with
	// Metadata is a file that overrules what is read of documents, see
	// corpus.ReadGiven; "" for the one the index was built with, NoMetadata for
	// none. metadata.csv beside documents does the same for them in any case.
	Metadata string
	Files    []string // files that may have changed, beside the paths; one that is gone is a removal

	Rebuild      bool // from nothing; the old index stays in force until the new one stands
	Keep         bool // documents under the paths whose files are gone stay
	PruneMissing bool // those elsewhere leave the index too; there need be no paths
	DryRun       bool // find out what would be done, write nothing and lock nothing
	FailOnUnread bool // change nothing if a file can't be read
	Unchanged    bool // Summary.Files lists unchanged files too

	Wait     time.Duration  // for another writer to end
	Progress func(Progress) // may be nil; called from one goroutine, at most ten times a second

	disk       disk      // tests stop it
	dictionary []byte    // tests: the words of a new index, instead of gse's, which take a second
	now        time.Time // tests: when it begins; zero for now
}

// Progress says how far an update is.
type Progress struct {
	Stage             string // "reading", "writing"
	Files, TotalFiles int
	Bytes, TotalBytes int64
	Elapsed           time.Duration
}

// Summary says what an update did, or would do.
type Summary struct {
	Generation                                string   // in force after it, "" if none is
	New, Changed, Renamed, Removed, Unchanged int      // documents; of two that become one file's the later state counts
	Unread                                    []Unread // of the whole index, in order of path
	Skipped                                   int      // files under the paths that are no documents
	Unknown                                   int      // of Files, those that are neither there nor in the index
	Files                                     []FileChange
	Remarks                                   []string // what a rebuild could not take over, what is gone or doubted
	Took                                      time.Duration
	Bytes                                     int64 // of the new and changed files
}

// FileChange is what became of one file. Status is "new", "changed",
// "renamed" (from the path From, with the same content or text), "removed",
// "unchanged" or "unreadable", which has a Reason.
type FileChange struct{ Path, Status, From, Reason string }

const (
	statusNew        = "new"
	statusChanged    = "changed"
	statusRenamed    = "renamed"
	statusRemoved    = "removed"
	statusUnchanged  = "unchanged"
	statusUnreadable = "unreadable"
	statusGone       = "gone" // came and went while we looked
)

// Unreadable is how many of the files could not be read.
func (s *Summary) Unreadable() (n int) {
	for _, f := range s.Files {
		if f.Status == statusUnreadable {
			n++
		}
	}
	return n
}

// Update brings the index in dir, which it makes if there is none, up to
// date with the files and folders in paths: documents under them that are
// gone leave the index, others stay. It is all or nothing: until it returns
// without error the generation before stays in force. A run that finds
// nothing to do writes nothing.
//
// Errors: fs.ErrNotExist for a path that is not there, *LockedError,
// *WordsError, *MetadataError, *UnreadError, *UnsteadyError, *LayoutError and *DamagedError
// (both only without Rebuild), ctx.Err(), or what the file system says. The
// summary is whole with an *UnreadError only.
func Update(ctx context.Context, dir string, paths []string, o UpdateOptions) (sum Summary, err error) {
	u := &updater{options: o, disk: o.disk, words: o.dictionary, start: time.Now()}
	if !o.now.IsZero() {
		u.start = o.now
	}
	if err := u.resolve(dir, paths); err != nil {
		return sum, err
	}
	if !o.DryRun {
		if err := u.enter(ctx); err != nil {
			return sum, err
		}
		defer u.lock.release()
	}
	if err := u.openOld(); err != nil {
		return sum, err
	}
	if u.old != nil {
		defer u.old.Close()
	}
	defer u.clean()
	defer guard(u.dir, &err)()
	if err := u.newGiven(u.remembered()); err != nil {
		return sum, err
	}
	if err := u.walk(); err != nil {
		return sum, err
	}
	if err := u.read(ctx); err != nil {
		return sum, err
	}
	sum, err = u.finish(ctx)
	sum.Took = time.Since(u.start)
	return sum, err
}

// updater is one run of Update.
type updater struct {
	options   UpdateOptions
	disk      disk
	start     time.Time
	dir       string          // absolute
	made      bool            // dir was made by this run
	lock      *writerLock     // nil: a dry run
	root      string          // absolute
	given     []string        // absolute, of paths
	listed    map[string]bool // absolute, of the list
	roots     []string        // both
	old       *Index          // nil: from nothing
	adopted   bool            // old has no CURRENT
	refresh   bool            // every document of old is read again
	known     []string        // files of an index that is rebuilt
	wasUnread []Unread        // and what it could not read
	wasNamed  string          // and its metadata file
	words     []byte          // its dictionary, if that is kept
	remarks   []string
	says      *given // of documents, beside what is read
	metadata  string // the metadata file that was named, as in the manifest

	fates     []fate   // of the documents of old
	cursor    int      // number of the document that the walk finds next, most likely
	found     []*found // files that are not as old has them, or may not be
	order     []*found // those to look at, in order of the walk
	gone      []int    // documents of old whose files are gone
	lost      []string // the same of an index that is rebuilt: paths
	unchanged []int    // documents of old whose size and time say so
	unread    []Unread // folders
	closed    []string // folders that could not be listed
	skipped   int
	unknown   int

	packs    *builder
	switched bool        // the new generation is in force
	vanished atomic.Bool // a file was gone between the walk and the reading
}

// fate is what becomes of a document of the index before.
type fate uint8

const (
	kept  fate = iota // nobody asked
	same              // its file is as it was
	taken             // its file is looked at: see its found
	dropped
)

// found is a file that is or was a document, and is not just as it was.
type found struct {
	path string // as in the index
	file string // to open
	stamp
	old     int // its number in the old index, -1
	status  string
	from    string // the path before, if it is renamed
	reason  string
	entry   entry
	text    *textRef     // new text; nil: entry's pack and text are the old index's
	stored  bool         // new, and the old index has its text
	said    corpus.Given // of it, by metadata files
	resaid  bool         // other things than of the old document
	outside bool         // not asked for: what is stored will do if it can't be read
}

func (u *updater) resolve(dir string, paths []string) error {
	var err error
	if u.dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if len(paths) == 0 && u.options.Files == nil && !u.options.PruneMissing {
		return errors.New("nothing to index: name files or folders")
	}
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return err
		}
		if _, err := os.Stat(abs); err != nil {
			return err
		}
		u.given = append(u.given, abs)
	}
	return nil
}

// enter makes the index folder if need be and locks it.
func (u *updater) enter(ctx context.Context) (err error) {
	if _, err := os.Stat(u.dir); errors.Is(err, fs.ErrNotExist) {
		u.made = true
	}
	if err := os.MkdirAll(u.dir, 0o755); err != nil {
		return err
	}
	if err := u.claim(); err != nil {
		return err
	}
	u.lock, err = lock(ctx, u.dir, u.options.Wait)
	return err
}

// openOld opens the generation in force, unless all is built from nothing.
func (u *updater) openOld() error {
	if u.options.Rebuild {
		u.salvage()
		return u.chooseRoot()
	}
	old, err := Open(u.dir)
	switch {
	case errors.Is(err, ErrNoIndex):
		return u.chooseRoot()
	case err != nil:
		return err
	}
	u.old, u.root = old, old.Root()
	_, cerr := readCurrent(u.dir)
	u.adopted = errors.Is(cerr, ErrNoIndex)
	u.refresh = old.manifest.outdated() || old.manifest.Readers != readersVersion
	err = u.checkWords()
	if err == nil {
		err = u.chooseRoot()
	}
	if err != nil {
		old.Close()
		u.old = nil
	}
	return err
}

// remembered is the metadata file that the index was built with, "" if there
// was none.
func (u *updater) remembered() string {
	if u.old != nil {
		return u.old.manifest.Metadata
	}
	return u.wasNamed
}

// chooseRoot is the index's own unless another one is wanted.
func (u *updater) chooseRoot() error {
	if u.options.Root != "" {
		root, err := filepath.Abs(u.options.Root)
		if err != nil {
			return err
		}
		if u.old != nil && root != u.root {
			return fmt.Errorf("the paths of this index are relative to %s: to change that, use --rebuild", u.root)
		}
		u.root = root
	}
	if u.root == "" {
		u.root = filepath.Dir(u.dir)
	}
	return nil
}

// name is a file's path in the index.
func (u *updater) name(file string) string {
	if rel, ok := strings.CutPrefix(file, u.root+string(filepath.Separator)); ok {
		return filepath.ToSlash(rel)
	}
	rel, err := filepath.Rel(u.root, file)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// file is where a document of the index lies.
func (u *updater) file(name string) string {
	return fileOf(u.root, name)
}

// fileOf is where a document lies whose path may be relative to a root.
func fileOf(root, name string) string {
	p := filepath.FromSlash(name)
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(root, p)
}

// validUTF8 is s as JSON gives it back: names of files may be anything.
func validUTF8(s string) string { return string([]rune(s)) }
