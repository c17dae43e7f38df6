package index

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Gone lists the paths of the documents whose files are not there any more, in
// order. What may not be looked at is not listed. It asks the system for each
// document: for 100,000 of them that takes some tenths of a second. The error
// is a *DamagedError.
func (ix *Index) Gone() (paths []string, err error) {
	defer guard(ix.gen, &err)()
	return goneOf(ix.docs, ix.Root()), nil
}

// goneOf does it for an open table.
func goneOf(docs *documents, root string) []string {
	paths, a := []string{}, absence{}
	for n := range docs.rows {
		if path := docs.pathOf(n); a.has(fileOf(root, path)) {
			paths = append(paths, strings.Clone(path))
		}
	}
	return paths
}

// GoneRemark says of so many documents, and which, that their files are gone,
// and what to do. It is empty where none is.
func GoneRemark(gone []string, documents int) string {
	switch {
	case len(gone) == 0:
		return ""
	case len(gone) == documents:
		return "no document's file is where it was: the index answers without them"
	}
	const named = 3
	list := strings.Join(gone[:min(named, len(gone))], ", ")
	if len(gone) > named {
		list += fmt.Sprintf(" and %d more", len(gone)-named)
	}
	if len(gone) == 1 {
		return fmt.Sprintf("1 document is in the index, but its file is gone (%s): yinzheng index --prune-missing takes it out", list)
	}
	return fmt.Sprintf("%d documents are in the index, but their files are gone (%s): yinzheng index --prune-missing takes them out", len(gone), list)
}

// absence finds out which files are gone. The zero value is ready.
type absence struct {
	folder string            // one that is gone
	whys   map[string]string // what contentDoubt says
}

// has tells that there is no such file. What can't be looked at is not gone.
func (a *absence) has(file string) bool {
	folder := filepath.Dir(file)
	if folder == a.folder {
		return true
	}
	if !fileGone(file) {
		return false
	}
	if fileGone(folder) {
		a.folder = folder
	}
	return true
}

// doubt is why a file that is gone may only be on a drive that is not there
// now: the nearest folder above it that is there, and what is with that; "" if
// there is none.
//
//	资料/旧/甲.txt   资料 is there, with other things in it: 甲.txt is gone
//	/mnt/盘/甲.txt   drives are mounted there: who knows
//	/数据/甲.txt     /数据 is empty: in doubt only where strict is set
func (a *absence) doubt(file string, strict bool) (folder, why string) {
	above := filepath.Dir(file)
	for fileGone(above) {
		if above == filepath.Dir(above) {
			return above, "is not there"
		}
		above = filepath.Dir(above)
	}
	why, known := a.whys[above]
	if !known {
		why = contentDoubt(above)
		if a.whys == nil {
			a.whys = map[string]string{}
		}
		a.whys[above] = why
	}
	if why == isEmpty && !strict {
		why = ""
	}
	return above, why
}

// certain tells that there is no doubt.
func (a *absence) certain(file string, strict bool) bool {
	_, why := a.doubt(file, strict)
	return why == ""
}

const isEmpty = "is empty"

// contentDoubt is what stands against a folder, or "".
func contentDoubt(folder string) string {
	if isMountPlace(folder) {
		return "is a place for drives"
	}
	st, err := os.Stat(folder)
	if err == nil && !st.IsDir() {
		return "" // a file in the place of a folder
	}
	f, err := os.Open(folder)
	if err != nil {
		return "can't be listed"
	}
	defer f.Close()
	switch _, err := f.Readdirnames(1); {
	case errors.Is(err, io.EOF):
		return isEmpty
	case err != nil:
		return "can't be listed"
	}
	return ""
}

// isMountPlace tells whether a folder is one in which systems mount drives, or
// one of those: /mnt/盘 and /media/盘 (Filesystem Hierarchy Standard 3.0, 3.11
// and 3.12), /media/人/盘 and /run/media/人/盘 (udisks), /Volumes/盘 (macOS).
func isMountPlace(folder string) bool {
	places := [...]struct {
		folder string
		depth  int
	}{{"/mnt", 1}, {"/media", 2}, {"/run/media", 2}, {"/Volumes", 1}}
	for _, p := range places {
		rest, below := strings.CutPrefix(filepath.ToSlash(folder)+"/", p.folder+"/")
		if below && strings.Count(rest, "/") <= p.depth {
			return true
		}
	}
	return false
}

// prune drops the documents whose files are gone, wherever they were, but for
// those that may be on a drive that is not there. If no document at all stands
// below the root, that may be another one than it was.
func (u *updater) prune() {
	if !u.options.PruneMissing || u.old == nil {
		return
	}
	a := absence{}
	missing, stands := u.missing(&a)
	doubts := map[[2]string]int{}
	for _, n := range missing {
		file := u.file(u.old.docs.pathOf(n))
		folder, why := a.doubt(file, true)
		if why == "" && !stands && within([]string{u.root}, file) {
			folder, why = u.root, "holds no document any more"
		}
		if why == "" {
			u.drop(n)
		} else {
			doubts[[2]string{folder, why}]++
		}
	}
	for _, d := range slices.SortedFunc(maps.Keys(doubts), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		u.remark("kept %d of the documents whose files are gone, as %s %s and may wait for a drive: yinzheng index %s takes them out", doubts[d], d[0], d[1], d[0])
	}
}

// missing lists the documents that no path asked for and whose files are gone,
// and whether any document stands below the root.
func (u *updater) missing(a *absence) (missing []int, stands bool) {
	stands = slices.ContainsFunc(u.found, func(f *found) bool { return within([]string{u.root}, f.file) })
	for n, is := range u.fates {
		if is != kept && is != same {
			continue
		}
		file := u.file(u.old.docs.pathOf(n))
		if is == kept && a.has(file) {
			missing = append(missing, n)
		} else if !stands {
			stands = within([]string{u.root}, file)
		}
	}
	return missing, stands
}

// remarkGone names the documents that no path asked for and whose files are
// gone. Of a list alone nobody waits for a look at every document.
func (u *updater) remarkGone() {
	if u.old == nil || u.options.Keep || u.options.PruneMissing || len(u.given) == 0 {
		return
	}
	gone, a := []string{}, absence{}
	for n := range u.outsiders() {
		if path := u.old.docs.pathOf(n); a.has(u.file(path)) {
			gone = append(gone, strings.Clone(path))
		}
	}
	slices.Sort(gone)
	if r := GoneRemark(gone, -1); r != "" {
		u.remark("%s", r)
	}
}
