package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"yinzheng/corpus"
)

// UpdateOptions says how Update works. The zero value is an update with what
// the index was built with.
type UpdateOptions struct {
	Root     string         // folder that paths are relative to; "" for the index's own, at first the one that holds it
	Words    string         // file of user words; "" for those the index was built with
	Rebuild  bool           // from nothing; the old index stays in force until the new one stands
	Progress func(Progress) // may be nil; called from one goroutine, at most ten times a second
}

// Progress says how far an update is.
type Progress struct {
	Stage             string // "reading", "writing"
	Files, TotalFiles int
	Bytes, TotalBytes int64
	Elapsed           time.Duration
}

// Summary says what an update did.
type Summary struct {
	Generation                       string
	New, Changed, Removed, Unchanged int
	Unread                           []Unread // of the whole index, in order of path
	Skipped                          int      // files under the paths that are no documents
	Files                            []FileChange
	Took                             time.Duration
	Bytes                            int64 // of the new and changed files
}

// FileChange is what became of one file. Status is "new", "changed",
// "removed", "unchanged" or "unread", which has a Reason.
type FileChange struct{ Path, Status, Reason string }

// Update brings the index in dir, which it makes if there is none, up to
// date with the files and folders in paths: documents under them that are
// gone leave the index, others stay. It is all or nothing: until it returns
// without error the generation before stays in force. A run that finds
// nothing to do writes nothing.
//
// Errors: fs.ErrNotExist for a path that is not there, *LockedError,
// *WordsError, *LayoutError and *DamagedError (both only without Rebuild),
// ctx.Err(), or what the file system says.
func Update(ctx context.Context, dir string, paths []string, o UpdateOptions) (sum Summary, err error) {
	start := time.Now()
	u := &updater{options: o, start: start, docs: map[string]*found{}}
	if err := u.resolve(dir, paths); err != nil {
		return sum, err
	}
	if err := os.MkdirAll(u.dir, 0o755); err != nil {
		return sum, err
	}
	if err := u.claim(); err != nil {
		return sum, err
	}
	release, err := lock(u.dir)
	if err != nil {
		return sum, err
	}
	defer release()
	if err := u.openOld(); err != nil {
		return sum, err
	}
	if u.old != nil {
		defer u.old.Close()
	}
	defer u.clean()
	defer guard(u.dir, &err)()
	if err := u.walk(); err != nil {
		return sum, err
	}
	if err := u.read(ctx); err != nil {
		return sum, err
	}
	sum, err = u.finish(ctx)
	sum.Took = time.Since(start)
	return sum, err
}

// updater is one run of Update.
type updater struct {
	options UpdateOptions
	start   time.Time
	dir     string   // absolute
	root    string   // absolute
	roots   []string // absolute, of paths
	old     *Index   // nil: from nothing
	refresh bool     // every document of old is read again
	known   []string // files of an index that is rebuilt
	words   []byte   // its dictionary, if that is kept

	docs    map[string]*found // every document and unread file, by path
	order   []*found          // of those to look at, in order of the walk
	unread  []Unread          // folders
	kept    []string          // folders that could not be listed
	skipped int

	packs    *builder
	switched bool        // the new generation is in force
	vanished atomic.Bool // a file was gone between the walk and the reading
}

// found is a file that is or was a document.
type found struct {
	path    string // as in the index
	file    string // to open
	size    int64
	modTime int64
	old     int // its number in the old index, -1
	status  string
	reason  string
	entry   entry
	text    *textRef // new text; nil: entry's pack and text are the old index's
	outside bool     // not asked for: what is stored will do if it can't be read
}

func (u *updater) resolve(dir string, paths []string) error {
	var err error
	if u.dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if len(paths) == 0 {
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
		u.roots = append(u.roots, abs)
	}
	return nil
}

// openOld opens the generation in force, unless all is built from nothing.
func (u *updater) openOld() error {
	old, err := Open(u.dir)
	switch {
	case errors.Is(err, ErrNoIndex):
	case u.options.Rebuild:
		u.root = pinnedRoot(u.dir)
		if err == nil {
			err = u.remember(old)
			old.Close()
		} else {
			err = nil
		}
	case err == nil:
		u.old, u.root = old, old.Root()
		u.refresh = old.manifest.outdated() || old.manifest.Readers != readersVersion
		err = u.checkWords()
	}
	if err != nil && !errors.Is(err, ErrNoIndex) {
		if u.old != nil {
			u.old.Close()
		}
		return err
	}
	if u.options.Root != "" {
		root, err := filepath.Abs(u.options.Root)
		if err != nil {
			return err
		}
		if u.old != nil && root != u.root {
			u.old.Close()
			return fmt.Errorf("the paths of this index are relative to %s: to change that, use --rebuild", u.root)
		}
		u.root = root
	}
	if u.root == "" {
		u.root = filepath.Dir(u.dir)
	}
	return nil
}

// pinnedRoot is the root that the manifest in force names, even if nothing
// else of the index can be read; "" if that can't be found out.
func pinnedRoot(dir string) string {
	name, err := readCurrent(dir)
	if err != nil {
		return ""
	}
	b, err := os.ReadFile(filepath.Join(dir, name, manifestName))
	var m struct {
		Root string `json:"root"`
	}
	if err != nil || json.Unmarshal(b, &m) != nil || m.Root == "" {
		return ""
	}
	return rootOf(dir, m.Root)
}

// name is a file's path in the index.
func (u *updater) name(file string) string {
	rel, err := filepath.Rel(u.root, file)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// file is where a document of the index lies.
func (u *updater) file(name string) string {
	p := filepath.FromSlash(name)
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(u.root, p)
}

// walk fills docs and order from the old index and the folders.
func (u *updater) walk() error {
	if u.old != nil {
		for n := range u.old.Len() {
			f := &found{path: strings.Clone(u.old.docs.pathOf(n)), old: n, status: "kept"}
			f.file = u.file(f.path)
			u.docs[f.path] = f
		}
	}
	self := u.self()
	for file, err := range corpus.Walk(u.roots, func(path string) bool { return within(self, filepath.FromSlash(path)) }) {
		if err != nil {
			if err := u.failed(file.Path, err); err != nil {
				return err
			}
			continue
		}
		u.take(file)
	}
	u.vanish()
	u.recall()
	if u.refresh {
		u.again()
	}
	return nil
}

// self is the index folder under every name by which a walk may reach it:
// a root may be a symbolic link.
func (u *updater) self() []string {
	names := []string{u.dir}
	dir, err := filepath.EvalSymlinks(u.dir)
	if err != nil {
		return names
	}
	for _, root := range u.roots {
		real, err := filepath.EvalSymlinks(root)
		if err != nil {
			continue
		}
		if rel, err := filepath.Rel(real, dir); err == nil && !strings.HasPrefix(rel, "..") {
			names = append(names, filepath.Join(root, rel))
		}
	}
	return names
}

// failed notes a folder that can't be listed, which keeps its documents, or
// a file that can't be looked at, which doesn't stay. A root that is gone by
// now ends the run; any other folder that is gone is just that.
func (u *updater) failed(path string, err error) error {
	native := filepath.FromSlash(path)
	st, lerr := os.Lstat(native)
	if errors.Is(lerr, fs.ErrNotExist) {
		if slices.Contains(u.roots, native) {
			return err
		}
		return nil
	}
	if lerr == nil && !st.IsDir() && !slices.Contains(u.roots, native) {
		if corpus.KindOf(path) == corpus.KindOther {
			u.skipped++
			return nil
		}
		f := u.found(native)
		f.status, f.reason = "unread", cause(err)
		return nil
	}
	u.unread = append(u.unread, Unread{validUTF8(u.name(native)), cause(err)})
	u.kept = append(u.kept, native)
	return nil
}

// found is the record of a file.
func (u *updater) found(file string) *found {
	path := u.name(file)
	f := u.docs[path]
	if f == nil {
		f = &found{path: path, old: -1}
		u.docs[path] = f
	}
	f.file = file
	return f
}

// validUTF8 is s as JSON gives it back: names of files may be anything.
func validUTF8(s string) string { return string([]rune(s)) }

// cause is an error's reason without the path, which stands beside it.
func cause(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	var r *corpus.UnreadableError
	if errors.As(err, &r) {
		return r.Reason
	}
	return err.Error()
}

// take notes a file of the walk.
func (u *updater) take(file corpus.File) {
	if file.Kind == corpus.KindOther {
		u.skipped++
		return
	}
	f := u.found(filepath.FromSlash(file.Path))
	f.size, f.modTime, f.status = file.Size, modTime(file.ModTime), "look"
	u.order = append(u.order, f)
}

// vanish marks what was under the paths and is gone.
func (u *updater) vanish() {
	for _, f := range u.docs {
		if f.status == "kept" && within(u.roots, f.file) && !within(u.kept, f.file) {
			f.status = "removed"
		}
	}
}

// within tells whether a file is one of the roots or lies below one.
func within(roots []string, file string) bool {
	for _, r := range roots {
		if file == r || strings.HasPrefix(file, strings.TrimSuffix(r, string(filepath.Separator))+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// again has all other documents read again too: the index was made by
// another version. Where the file of one can't be, what is stored of it is
// taken, as nobody asked whether it is still there.
func (u *updater) again() {
	for _, f := range u.docs {
		if f.status != "kept" {
			continue
		}
		row := &u.old.docs.rows[f.old]
		f.size, f.modTime, f.status, f.outside = row.Size, row.ModTime, "look", true
		if st, err := os.Stat(f.file); err == nil {
			f.size, f.modTime = st.Size(), modTime(st.ModTime())
		}
		u.order = append(u.order, f)
	}
}
