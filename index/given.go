package index

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"yinzheng/corpus"
)

// NoMetadata is UpdateOptions.Metadata for none, where the index had one.
const NoMetadata = "off"

// given is what metadata files say of documents: one that was named
// (UpdateOptions.Metadata), then metadata.csv of the document's folder and of
// those above it up to the root, the nearest first. A column that one leaves
// empty is looked for in the next.
type given struct {
	root    string
	named   *metadataFile            // nil: none
	folders map[string]*metadataFile // by folder; nil for none
	read    []*metadataFile          // in order
}

// metadataFile is a metadata file that was read.
type metadataFile struct {
	path  string // absolute
	table *corpus.GivenTable
	err   error // why it can't be used
}

func (u *updater) newGiven(remembered string) error {
	u.says = &given{root: u.root, folders: map[string]*metadataFile{}}
	name := u.options.Metadata
	switch name {
	case NoMetadata:
		return nil
	case "":
		if remembered == "" {
			return nil
		}
		name = u.file(remembered)
	}
	file, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	m := readMetadata(file)
	if m.err != nil {
		return &MetadataError{name, m.err}
	}
	u.says.named = m
	u.says.read = append(u.says.read, m)
	u.metadata = u.name(file)
	return nil
}

func readMetadata(file string) *metadataFile {
	m := &metadataFile{path: file}
	st, err := os.Stat(file)
	if err == nil && !st.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(file)
	}
	if err == nil {
		m.table, err = corpus.ReadGiven(data)
	}
	m.err = err
	return m
}

// of is what is said of a file; whole is false if something may be said by a
// table that can't be used.
func (g *given) of(file string) (said corpus.Given, whole bool) {
	whole = true
	if g.named != nil {
		said = g.named.of(file)
	}
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		if m := g.folder(dir); m != nil && m.err == nil {
			said = said.Over(m.of(file))
		} else if m != nil {
			whole = false
		}
		if dir == g.root || dir == filepath.Dir(dir) || !within([]string{g.root}, dir) {
			return said, whole
		}
	}
}

// saysOther reports whether other things are said of a document than when it
// was taken in. A table that can't be used takes nothing back.
func (u *updater) saysOther(n int, file string) bool {
	said, whole := u.says.of(file)
	return whole && said.Sum() != u.old.docs.rows[n].Override
}

// folder is the metadata file of a folder, nil if it has none.
func (g *given) folder(dir string) *metadataFile {
	m, known := g.folders[dir]
	if known {
		return m
	}
	file := filepath.Join(dir, corpus.MetadataName)
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		m = readMetadata(file)
		g.read = append(g.read, m)
	}
	g.folders[dir] = m
	return m
}

// of is what the file says of another.
func (m *metadataFile) of(file string) corpus.Given {
	if rel, err := filepath.Rel(filepath.Dir(m.path), file); err == nil {
		if said, ok := m.table.Of(filepath.ToSlash(rel)); ok {
			return said
		}
	}
	said, _ := m.table.Of(filepath.ToSlash(file))
	return said
}

// resay has the documents looked at that nobody asked for and of which other
// things are said now: those below a metadata file that was listed, and all
// if one is named.
func (u *updater) resay() {
	if u.old == nil || u.refresh {
		return
	}
	var below []string
	for file := range u.listed {
		if filepath.Base(file) == corpus.MetadataName {
			below = append(below, filepath.Dir(file))
		}
	}
	all := u.says.named != nil || u.old.manifest.Metadata != u.metadata
	if !all && below == nil {
		return
	}
	for n, is := range u.fates {
		if is != kept {
			continue
		}
		file := u.file(strings.Clone(u.old.docs.pathOf(n)))
		if !all && !within(below, file) || !u.saysOther(n, file) {
			continue
		}
		st, err := os.Stat(file)
		if err != nil {
			continue
		}
		f := u.look(file)
		f.outside = true
		f.stamp = stampOf(st)
		u.order = append(u.order, f)
	}
}

// unusable are the metadata files beside documents that can't be used.
func (u *updater) unusable() (list []FileChange) {
	for _, m := range u.says.read {
		if m.err != nil {
			list = append(list, FileChange{Path: validUTF8(u.name(m.path)), Status: statusUnreadable, Reason: cause(m.err)})
		}
	}
	return list
}

// unfit remarks on what of the metadata files is not used: cells and columns,
// and rows that fit no document.
func (u *updater) unfit() {
	documents := map[string]bool{}
	for _, f := range u.found {
		switch f.status {
		case statusNew, statusChanged, statusRenamed, statusUnchanged:
			documents[f.path] = true
		}
	}
	is := func(name string) bool {
		if documents[name] {
			return true
		}
		if u.old == nil {
			return false
		}
		n := u.old.docs.find(name)
		return n >= 0 && (u.fates[n] == kept || u.fates[n] == same)
	}
	slices.SortFunc(u.says.read, func(a, b *metadataFile) int { return strings.Compare(a.path, b.path) })
	for _, m := range u.says.read {
		name := u.name(m.path)
		if m.err != nil {
			u.remark("%s is not used: %s; what it said before stays", name, cause(m.err))
			continue
		}
		for _, w := range m.table.Warnings {
			u.remark("%s line %d: %s", name, w.Line, w.Text)
		}
		for _, row := range m.table.Rows {
			file := filepath.FromSlash(row.Path)
			if !path.IsAbs(row.Path) && !filepath.IsAbs(file) {
				file = filepath.Join(filepath.Dir(m.path), file)
			}
			if !is(u.name(file)) {
				u.remark("%s line %d: %s is no document of the index", name, row.Line, row.Path)
			}
		}
	}
}
