package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"yinzheng/internal/analysis"
)

// salvage finds out what an index that is rebuilt was made of: its root, the
// files it held, which are read again too, and the words of the user, unless
// others are given. It may be damaged, of another layout, or not there; what
// is lost with that stands in the remarks.
func (u *updater) salvage() {
	gen, err := inForce(u.dir)
	if errors.Is(err, ErrNoIndex) {
		return
	}
	if err != nil || !isComplete(filepath.Join(u.dir, gen)) {
		// CURRENT names nothing: what is complete will be what it should.
		if newest, ok := newestComplete(u.dir); ok {
			gen, err = newest, nil
		}
	}
	if err != nil {
		u.remark("which documents the old index held outside of the given paths is not known (%v)", err)
		return
	}
	gen = filepath.Join(u.dir, gen)
	path := filepath.Join(gen, manifestName)
	b, err := os.ReadFile(path)
	var pinned struct {
		Root string `json:"root"`
	}
	if err == nil && json.Unmarshal(b, &pinned) == nil && pinned.Root != "" {
		u.root = rootOf(u.dir, pinned.Root)
	}
	m := new(manifest)
	if err == nil {
		m, err = parseManifest(path, b)
	}
	if err == nil {
		err = u.remember(gen, m)
	}
	if err != nil {
		u.remark("which documents the old index held outside of the given paths is not known (%v)", err)
	}
	if m != nil {
		u.wasUnread, u.wasNamed = m.Unread, m.Metadata
	}
	if m != nil && m.OwnWords > 0 && u.options.Words == "" {
		u.salvageWords(gen, m)
	}
}

func (u *updater) remark(format string, args ...any) {
	u.remarks = append(u.remarks, fmt.Sprintf(format, args...))
}

// remember lists the files that the old index held.
func (u *updater) remember(gen string, m *manifest) (err error) {
	defer guard(gen, &err)()
	docs, err := openTable(gen, m)
	if err != nil {
		return err
	}
	defer docs.close()
	for n := range docs.rows {
		u.known = append(u.known, u.file(strings.Clone(docs.pathOf(n))))
	}
	return nil
}

// salvageWords keeps the old dictionary for the words of the user in it.
func (u *updater) salvageWords(gen string, m *manifest) {
	b, err := os.ReadFile(filepath.Join(gen, wordsName))
	if err == nil {
		_, err = analysis.OpenDictionary(b)
	}
	switch {
	case m.outdated():
		u.remark("the %d own words of the old index were of another folding and are left out; --words gives them again", m.OwnWords)
	case err != nil:
		u.remark("the %d own words of the old index can't be read (%v) and are left out; --words gives them again", m.OwnWords, err)
	default:
		u.words = b
	}
}

// recall has the files of an index that is rebuilt read again, those outside
// of the paths too. What is gone is removed.
func (u *updater) recall() {
	if len(u.known)+len(u.wasUnread) == 0 {
		return
	}
	met := make(map[string]bool, len(u.found))
	for _, f := range u.found {
		met[f.path] = true
	}
	for _, file := range u.known {
		path := u.name(file)
		if met[path] {
			continue
		}
		st, err := os.Stat(file)
		if err != nil || within(u.roots, file) && !within(u.closed, file) {
			u.lost = append(u.lost, path)
			continue
		}
		u.lookAgain(file, st)
	}
	for _, x := range u.wasUnread {
		file := u.file(x.Path)
		st, err := os.Stat(file)
		switch {
		case met[x.Path] || err != nil || within(u.roots, file):
		case st.IsDir():
			u.unread = append(u.unread, x) // it could not be listed, and nobody has tried again
		default:
			u.lookAgain(file, st)
		}
	}
}

func (u *updater) lookAgain(file string, st fs.FileInfo) {
	f := u.look(file)
	f.stamp = stampOf(st)
	u.order = append(u.order, f)
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
		case strings.HasPrefix(name, genPrefix) && isComplete(filepath.Join(u.dir, name)):
			return nil // its CURRENT was lost
		case name != lockName && name != nextName && !strings.HasPrefix(name, genPrefix):
			foreign = name
		}
	}
	if foreign != "" {
		return fmt.Errorf("%s holds %s and no index: name a new or an empty folder for the index", u.dir, foreign)
	}
	return nil
}
