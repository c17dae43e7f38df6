package index

import (
	"iter"
	"path"
	"slices"
	"strings"
)

// renames takes a new file for a document whose file is gone, if it has its
// content: the bytes, else the text, as where only the encoding is another. So
// a folder that was moved is not counted twice. Documents that no path asked
// for are candidates too: who moves a folder out of another names the new one,
// and git names the new path of a rename alone. Nobody looks for the file of a
// document but where a new one has its content.
func (u *updater) renames() {
	if u.old == nil {
		return
	}
	u.moveBy(func(f *found) (key [16]byte, ok bool) { return f.entry.Hash, true },
		func(r *docRow) [16]byte { return r.Hash })
	u.moveBy(func(f *found) (key [16]byte, ok bool) {
		if f.stored {
			key = u.old.textKey(&f.entry.docRow)
		}
		return key, f.stored
	}, u.old.textKey)
	slices.Sort(u.gone)
}

// textKey is the key of a document's text.
func (ix *Index) textKey(r *docRow) [16]byte { return ix.packs[r.Pack].texts[r.Text].Key }

// moveBy pairs new files and documents with equal keys.
func (u *updater) moveBy(keyOf func(*found) ([16]byte, bool), keyOfDoc func(*docRow) [16]byte) {
	fresh := map[[16]byte][]*found{}
	for _, f := range u.found {
		if f.status != statusNew {
			continue
		}
		if key, ok := keyOf(f); ok {
			fresh[key] = append(fresh[key], f)
		}
	}
	if len(fresh) == 0 {
		return
	}
	gone := map[[16]byte][]int{}
	note := func(n int) {
		if key := keyOfDoc(&u.old.docs.rows[n]); fresh[key] != nil {
			gone[key] = append(gone[key], n)
		}
	}
	for _, n := range u.gone {
		note(n)
	}
	if !u.options.Keep {
		a := absence{}
		for n := range u.outsiders() {
			if fresh[keyOfDoc(&u.old.docs.rows[n])] == nil {
				continue
			}
			if file := u.file(u.old.docs.pathOf(n)); a.has(file) && a.certain(file, false) {
				note(n)
			}
		}
	}
	moved := map[int]bool{}
	for key, list := range gone {
		u.pair(list, fresh[key], moved)
	}
	u.forgetMoved(moved)
}

// outsiders gives the documents that no path asked for: those that stay as
// they are, and of an index of another version those whose file could not be
// read again.
func (u *updater) outsiders() iter.Seq2[int, *found] {
	return func(yield func(int, *found) bool) {
		for n, is := range u.fates {
			if is == kept && !yield(n, nil) {
				return
			}
		}
		for _, f := range u.found {
			if f.outside && f.status == "" && !yield(f.old, f) {
				return
			}
		}
	}
}

// forgetMoved takes documents that have moved for what they are.
func (u *updater) forgetMoved(moved map[int]bool) {
	if len(moved) == 0 {
		return
	}
	for n, f := range u.outsiders() {
		switch {
		case !moved[n]:
		case f == nil:
			u.fates[n] = dropped
		default:
			f.status = statusGone
		}
	}
	u.gone = slices.DeleteFunc(u.gone, func(n int) bool { return moved[n] })
}

// pair gives documents that are gone the new files that are most like them by
// path: as many names as can be from the end on, then the same folder, then in
// order of path.
//
//	旧/甲.txt  旧/乙.txt        gone
//	新/乙.txt  新/甲.txt        new: each goes to its name
func (u *updater) pair(gone []int, fresh []*found, moved map[int]bool) {
	p := pairs{u: u, fresh: slices.Clone(fresh), moved: moved}
	for _, n := range gone {
		p.gone = append(p.gone, goneDoc{n, strings.Clone(u.old.docs.pathOf(n))})
	}
	slices.SortFunc(p.gone, func(a, b goneDoc) int { return strings.Compare(a.path, b.path) })
	slices.SortFunc(p.fresh, func(a, b *found) int { return strings.Compare(a.path, b.path) })
	deepest := 0
	for _, f := range p.fresh {
		deepest = max(deepest, strings.Count(f.path, "/")+1)
	}
	for names := deepest; names > 0; names-- {
		p.by(func(file string) string { return lastNames(file, names) })
	}
	p.by(func(file string) string { return path.Dir(file) + "/" })
	p.by(func(string) string { return "any" })
}

type goneDoc struct {
	n    int
	path string
}

// pairs is what is left to pair of a group with the same content.
type pairs struct {
	u     *updater
	gone  []goneDoc
	fresh []*found
	moved map[int]bool
}

// by pairs those of which likeness is equal and not empty, in order.
func (p *pairs) by(likeness func(path string) string) {
	if len(p.gone) == 0 || len(p.fresh) == 0 {
		return
	}
	waiting := map[string][]goneDoc{}
	for _, g := range p.gone {
		like := likeness(g.path)
		waiting[like] = append(waiting[like], g)
	}
	p.fresh = slices.DeleteFunc(p.fresh, func(f *found) bool {
		like := likeness(f.path)
		list := waiting[like]
		if like == "" || len(list) == 0 {
			return false
		}
		f.status, f.from = statusRenamed, list[0].path
		p.moved[list[0].n] = true
		waiting[like] = list[1:]
		return true
	})
	p.gone = slices.DeleteFunc(p.gone, func(g goneDoc) bool { return p.moved[g.n] })
}

// lastNames is the last names of a path, or "" if it has not so many.
func lastNames(file string, names int) string {
	at := len(file)
	for range names {
		if at < 0 {
			return ""
		}
		at = strings.LastIndexByte(file[:at], '/')
	}
	return file[at+1:]
}
