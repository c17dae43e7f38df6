package index

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"yinzheng/corpus"
)

// walk finds out what may have changed: it fills fates, found and order from
// the old index, the folders and the list of files.
func (u *updater) walk() error {
	if u.old != nil {
		u.fates = make([]fate, u.old.Len())
	}
	u.list()
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
	if !u.options.Keep {
		u.vanish()
	}
	u.prune()
	u.recall()
	u.resay()
	if u.refresh {
		u.again()
	}
	return nil
}

// list adds the files of the list to the paths, but for those that no walk
// would find: below names that begin with a dot, where the index has nothing
// yet, and links to folders.
func (u *updater) list() {
	for i, abs := range u.given {
		u.given[i] = u.canonical(abs)
	}
	u.roots, u.listed = slices.Clone(u.given), map[string]bool{}
	for _, p := range u.options.Files {
		abs, err := filepath.Abs(p)
		if err != nil {
			continue // there is no working directory: then the paths failed too
		}
		abs = u.canonical(abs)
		if u.hidden(abs) || isFolderLink(abs) {
			u.skipped++
			if n := u.number(u.name(abs)); n >= 0 && !u.options.Keep {
				u.drop(n) // it was a file before
			}
			continue
		}
		u.roots = append(u.roots, abs)
		u.listed[abs] = true
	}
}

// canonical is the way to a file by way of the root, if it lies below that and
// was reached through a symbolic link from elsewhere: else it would be a second
// document.
func (u *updater) canonical(file string) string {
	if within([]string{u.root}, file) {
		return file
	}
	root, err := filepath.EvalSymlinks(u.root)
	if err != nil {
		return file
	}
	// What is gone has a folder, maybe, that is not.
	for at, rest := file, ""; at != filepath.Dir(at); at, rest = filepath.Dir(at), filepath.Join(filepath.Base(at), rest) {
		real, err := filepath.EvalSymlinks(at)
		if err != nil {
			continue
		}
		rel, err := filepath.Rel(root, filepath.Join(real, rest))
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return filepath.Join(u.root, rel)
		}
		break
	}
	return file
}

// hidden tells whether a name below the root, or outside of it the last one,
// begins with a dot, and the index has nothing of that name or below it: what
// was asked for once by such a name goes on.
func (u *updater) hidden(file string) bool {
	name := u.name(file)
	if filepath.IsAbs(filepath.FromSlash(name)) {
		return strings.HasPrefix(filepath.Base(file), ".") && !u.knows(file)
	}
	at := 0
	for part := range strings.SplitSeq(name, "/") {
		at += len(part)
		if part != "." && strings.HasPrefix(part, ".") {
			return !u.knows(u.file(name[:at]))
		}
		at++
	}
	return false
}

func isFolderLink(file string) bool {
	link, err := os.Lstat(file)
	if err != nil || link.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	to, err := os.Stat(file)
	return err == nil && to.IsDir()
}

// self is the index folder under every name by which a walk may reach it:
// a root may be a symbolic link.
func (u *updater) self() []string {
	names := []string{u.dir}
	dir, err := filepath.EvalSymlinks(u.dir)
	if err != nil {
		return names
	}
	for _, root := range u.given {
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

// isGone tells that there is no such file: nor such a folder for it.
func isGone(err error) bool { return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) }

// failed notes a folder that can't be listed, which keeps its documents, or
// a file that can't be looked at, which doesn't stay. A path that is gone by
// now ends the run; anything else that is gone is just that.
func (u *updater) failed(path string, err error) error {
	native := filepath.FromSlash(path)
	st, lerr := os.Lstat(native)
	if isGone(lerr) {
		if slices.Contains(u.given, native) {
			return err
		}
		if u.listed[native] && !u.knows(native) && corpus.KindOf(path) != corpus.KindOther {
			u.unknown++
		}
		return nil
	}
	if lerr == nil && !st.IsDir() && !slices.Contains(u.given, native) {
		if corpus.KindOf(path) == corpus.KindOther {
			u.skipped++
			return nil
		}
		f := u.look(native)
		f.status, f.reason = statusUnreadable, cause(err)
		return nil
	}
	u.unread = append(u.unread, Unread{validUTF8(u.name(native)), cause(err)})
	u.closed = append(u.closed, native)
	return nil
}

// knows tells whether a file, or one below it, is in the index or among what
// could not be read.
func (u *updater) knows(file string) bool {
	if u.old == nil {
		return false
	}
	name := u.name(file)
	from, to := u.old.docs.under(name)
	return from < to || u.old.docs.find(name) >= 0 ||
		slices.ContainsFunc(u.old.manifest.Unread, func(x Unread) bool { return x.Path == validUTF8(name) })
}

// look makes the record of a file that is not just as it was.
func (u *updater) look(file string) *found {
	f := &found{path: u.name(file), file: file, old: -1}
	f.said, _ = u.says.of(file)
	if f.old = u.number(f.path); f.old >= 0 {
		u.fates[f.old] = taken
		f.resaid = u.saysOther(f.old, file)
	}
	u.found = append(u.found, f)
	return f
}

// number is that of the document with a path in the old index, -1 if it has
// none. A walk comes by in nearly the order of the table.
func (u *updater) number(path string) int {
	if u.old == nil {
		return -1
	}
	d := u.old.docs
	if u.cursor < len(d.rows) && d.pathOf(u.cursor) == path {
		u.cursor++
		return u.cursor - 1
	}
	n := d.find(path)
	if n >= 0 {
		u.cursor = n + 1
	}
	return n
}

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
	native := filepath.FromSlash(file.Path)
	if filepath.Base(native) == corpus.MetadataName {
		return // read where a document asks for it
	}
	if file.Kind == corpus.KindOther {
		u.skipped++
		return
	}
	is := newStamp(file.Size, file.ModTime, file.ChangeTime)
	// Who lists a file says that it has changed, whatever its times.
	if n := u.number(u.name(native)); n >= 0 && !u.listed[native] && u.sameAs(n, is) && !u.saysOther(n, native) {
		u.fates[n] = same
		u.unchanged = append(u.unchanged, n)
		return
	}
	f := u.look(native)
	f.stamp = is
	u.order = append(u.order, f)
}

// sameAs tells whether its stamp says that a file is as it was when the old
// index was built.
func (u *updater) sameAs(n int, is stamp) bool {
	row := &u.old.docs.rows[n]
	return !u.refresh && row.stamp() == is && is.proven(u.old.manifest.Built) == is
}

// vanish drops what was under the paths and is gone.
func (u *updater) vanish() {
	if u.old == nil {
		return
	}
	for _, root := range u.roots {
		if within([]string{root}, u.root) {
			// Whatever has a relative path; others may lie under it too.
			u.vanishIn(0, u.old.Len(), []string{root})
			continue
		}
		name := u.name(root)
		if n := u.old.docs.find(name); n >= 0 {
			u.vanishIn(n, n+1, nil)
		}
		from, to := u.old.docs.under(name)
		u.vanishIn(from, to, nil)
		if u.listed[root] {
			u.vanishAbove(name)
		}
	}
}

// vanishAbove drops the document whose file has become a folder that a listed
// file is in.
func (u *updater) vanishAbove(name string) {
	for {
		at := strings.LastIndexByte(name, '/')
		if at <= 0 {
			return
		}
		name = name[:at]
		n := u.old.docs.find(name)
		if n < 0 || u.fates[n] != kept {
			continue
		}
		if st, err := os.Stat(u.file(name)); err == nil && st.IsDir() {
			u.drop(n)
		}
	}
}

// vanishIn drops those of the old documents from one number to another that
// the walk has not met: all, or those under a root.
func (u *updater) vanishIn(from, to int, roots []string) {
	for n := from; n < to; n++ {
		if u.fates[n] != kept {
			continue
		}
		if file := u.file(u.old.docs.pathOf(n)); (roots == nil || within(roots, file)) && !within(u.closed, file) {
			u.drop(n)
		}
	}
}

func (u *updater) drop(n int) {
	u.fates[n] = dropped
	u.gone = append(u.gone, n)
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
	for n, is := range u.fates {
		if is != kept {
			continue
		}
		row := &u.old.docs.rows[n]
		f := &found{path: strings.Clone(u.old.docs.pathOf(n)), old: n, outside: true, stamp: row.stamp()}
		f.file = u.file(f.path)
		f.said, _ = u.says.of(f.file)
		if st, err := os.Stat(f.file); err == nil {
			f.stamp = stampOf(st)
		}
		u.fates[n] = taken
		u.found = append(u.found, f)
		u.order = append(u.order, f)
	}
}
