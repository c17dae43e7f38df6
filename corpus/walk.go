package corpus

import (
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Kind says what can be done with a file, by its name alone.
type Kind int

const (
	KindOther      Kind = iota // no document: skipped and counted
	KindReadable               // Read knows the format
	KindUnreadable             // a document of a format that Read does not know: pdf, doc, …
)

// unreadable are the document formats that are reported, not passed over.
var unreadable = []string{".doc", ".docx", ".wps", ".pdf", ".ofd", ".rtf", ".odt"}

// KindOf is the kind of a file of this name. Case does not matter; a name
// without extension, or with one that is not known, is KindOther.
func KindOf(name string) Kind {
	ext := strings.ToLower(path.Ext(filepath.ToSlash(name)))
	if _, ok := formatOf(ext); ok {
		return KindReadable
	}
	if slices.Contains(unreadable, ext) {
		return KindUnreadable
	}
	return KindOther
}

// File is a file as Walk finds it. Path begins with the root it was found
// under and is slash-separated.
type File struct {
	Path    string
	Size    int64 // bytes
	ModTime time.Time
	// ChangeTime moves on with every change of the file, also where its time was
	// set back: see ChangeTime.
	ChangeTime time.Time
	Kind       Kind
}

// Walk yields the regular files under roots, each once, in the order of their
// cleaned paths, folder by folder; the order depends on the names alone.
//
// A root may be a file or a folder and is followed if it is a symbolic link.
// Below it, links to files are followed, links to folders are not, and names
// that begin with a dot are passed over. skip, if not nil, is asked for each
// path, slash-separated; true leaves out the file or the whole folder.
//
// An error comes with File.Path set, and the walk goes on: errors.Is
// fs.ErrNotExist for a root that does not exist (a file that vanishes during
// the walk is passed over), *fs.PathError for a folder that can't be listed
// or a file that can't be examined.
func Walk(roots []string, skip func(path string) bool) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		w := walker{yield: yield, skip: skip, seen: map[string]bool{}}
		cleaned := make([]string, len(roots))
		for i, r := range roots {
			cleaned[i] = filepath.Clean(r)
		}
		slices.Sort(cleaned)
		for _, r := range slices.Compact(cleaned) {
			if !w.root(r) {
				return
			}
		}
	}
}

type walker struct {
	yield func(File, error) bool
	skip  func(string) bool
	seen  map[string]bool
}

func (w *walker) skipped(name string) bool {
	return w.skip != nil && w.skip(filepath.ToSlash(name))
}

// root walks one root; false means that the consumer wants no more.
func (w *walker) root(name string) bool {
	if w.skipped(name) {
		return true
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return w.fail(name, err)
	case info.IsDir():
		return w.folder(name)
	}
	return w.file(name, info)
}

func (w *walker) fail(name string, err error) bool {
	return w.yield(File{Path: filepath.ToSlash(name), Kind: KindOf(name)}, err)
}

func (w *walker) file(name string, info fs.FileInfo) bool {
	if w.seen[name] {
		return true
	}
	w.seen[name] = true
	f := File{Path: filepath.ToSlash(name), Size: info.Size(), ModTime: info.ModTime(), ChangeTime: ChangeTime(info), Kind: KindOf(name)}
	if !info.Mode().IsRegular() {
		f.Kind = KindOther
	}
	return w.yield(f, nil)
}

func (w *walker) folder(name string) bool {
	if w.seen[name] {
		return true
	}
	w.seen[name] = true
	entries, err := os.ReadDir(name) // sorted; holds what could be read before an error
	if err != nil && !w.fail(name, err) {
		return false
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if !w.entry(filepath.Join(name, e.Name()), e) {
			return false
		}
	}
	return true
}

func (w *walker) entry(name string, e fs.DirEntry) bool {
	if w.skipped(name) {
		return true
	}
	if e.IsDir() {
		return w.folder(name)
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && (info.IsDir() || !info.Mode().IsRegular()):
		return true
	case err == nil:
		return w.file(name, info)
	case os.IsNotExist(err) && e.Type()&fs.ModeSymlink == 0:
		return true // gone since the folder was listed
	}
	return w.fail(name, err)
}
