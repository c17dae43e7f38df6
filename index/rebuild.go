package index

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// remember keeps of an index that is rebuilt which files it held, and its
// dictionary if that has words of the user and no others are given.
func (u *updater) remember(old *Index) (err error) {
	for n := range old.Len() {
		u.known = append(u.known, u.file(old.docs.pathOf(n)))
	}
	if old.manifest.OwnWords > 0 && u.options.Words == "" && !old.Outdated() {
		u.words, err = os.ReadFile(filepath.Join(old.gen, wordsName))
	}
	return err
}

// recall has the files of an index that is rebuilt read again, those outside
// of the paths too. What is gone is removed.
func (u *updater) recall() {
	for _, file := range u.known {
		path := u.name(file)
		if u.docs[path] != nil {
			continue
		}
		f := &found{path: path, file: file, old: -1, status: "removed"}
		u.docs[path] = f
		st, err := os.Stat(file)
		if err != nil || within(u.roots, file) && !within(u.kept, file) {
			continue
		}
		f.size, f.modTime, f.status = st.Size(), modTime(st.ModTime()), "look"
		u.order = append(u.order, f)
	}
}

// claim refuses to make an index in a folder that holds other things.
func (u *updater) claim() error {
	list, err := os.ReadDir(u.dir)
	if err != nil {
		return err
	}
	foreign := ""
	for _, e := range list {
		switch name := e.Name(); {
		case name == currentName:
			return nil
		case name != lockName && name != currentName+".next" && !strings.HasPrefix(name, genPrefix):
			foreign = name
		}
	}
	if foreign != "" {
		return fmt.Errorf("%s holds %s and no index: name a new or an empty folder for the index", u.dir, foreign)
	}
	return nil
}
