package index

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"

	"yinzheng/internal/analysis"
)

// finish writes what changed as a new generation, if anything did.
func (u *updater) finish(ctx context.Context) (sum Summary, err error) {
	gen := u.packs.gen
	sum = u.summary()
	if u.old != nil && !u.refresh && sum.New+sum.Changed+sum.Removed == 0 &&
		slices.Equal(sum.Unread, u.old.manifest.Unread) {
		sum.Generation = u.old.Generation()
		return sum, nil
	}
	if err := ctx.Err(); err != nil {
		return sum, err
	}
	if err := u.packs.make(); err != nil {
		return sum, err
	}
	if err := u.writeGeneration(gen, sum); err != nil {
		return sum, err
	}
	if err := ctx.Err(); err != nil {
		return sum, err
	}
	if err := u.switchTo(gen); err != nil {
		return sum, err
	}
	sum.Generation = filepath.Base(gen)
	return sum, nil
}

// summary counts what the walk and the reading found.
func (u *updater) summary() Summary {
	sum := Summary{Skipped: u.skipped, Unread: slices.Clone(u.unread)}
	known := map[string]bool{}
	for _, x := range u.unread {
		known[x.Path] = true
		sum.Files = append(sum.Files, FileChange{x.Path, "unread", x.Reason})
	}
	for _, f := range u.docs {
		switch f.status {
		case "kept", "gone":
			continue
		case "new":
			sum.New++
			sum.Bytes += f.size
		case "changed":
			sum.Changed++
			sum.Bytes += f.size
		case "removed":
			sum.Removed++
		case "unchanged":
			sum.Unchanged++
		case "unread":
			sum.Unread = append(sum.Unread, Unread{validUTF8(f.path), validUTF8(f.reason)})
			known[validUTF8(f.path)] = true
			if f.old >= 0 {
				sum.Removed++
			}
		}
		sum.Files = append(sum.Files, FileChange{f.path, f.status, f.reason})
	}
	if u.old != nil {
		for _, x := range u.old.manifest.Unread {
			file := u.file(x.Path)
			if !known[x.Path] && u.docs[x.Path] == nil && (!within(u.roots, file) || within(u.kept, file)) {
				sum.Unread = append(sum.Unread, x)
			}
		}
	}
	slices.SortFunc(sum.Unread, func(a, b Unread) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(sum.Files, func(a, b FileChange) int { return strings.Compare(a.Path, b.Path) })
	return sum
}

// writeGeneration writes all of it but CURRENT, synced.
func (u *updater) writeGeneration(gen string, sum Summary) error {
	packs, entries, err := u.collect(gen)
	if err != nil {
		return err
	}
	if err := writeBytes(filepath.Join(gen, documentsName), encodeDocuments(entries)); err != nil {
		return err
	}
	d, err := openWords(gen)
	if err != nil {
		return err
	}
	m := &manifest{Layout: Layout, Fold: analysis.FoldVersion, Readers: readersVersion,
		Dictionary: d.Hash(), UserWords: d.UserHash(), OwnWords: d.UserWords(),
		Root: u.storedRoot(), Built: u.start.UTC(), Documents: len(entries),
		Packs: packs, Unread: sum.Unread, Skipped: u.skipped}
	if m.Files, err = u.files(gen, packs); err != nil {
		return err
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return err
	}
	if err := writeBytes(filepath.Join(gen, manifestName), buf.Bytes()); err != nil {
		return err
	}
	for _, d := range [...]string{"text", "bleve", "."} {
		if err := syncDir(filepath.Join(gen, d)); err != nil {
			return err
		}
	}
	return nil
}

// collect gives the packs of the generation, old ones linked, and a row for
// every document.
func (u *updater) collect(gen string) ([]packRow, []entry, error) {
	var entries []entry
	refs := map[int]*textRef{} // by index in entries
	for _, f := range u.docs {
		switch f.status {
		case "removed", "unread", "gone":
			continue
		case "kept":
			if !u.refresh {
				f.entry = u.old.docs.entry(f.old)
			}
		case "unchanged":
			if !u.refresh {
				f.entry = u.old.docs.entry(f.old)
				f.entry.ModTime = f.modTime // it need not be read the next time
			}
		}
		if f.text != nil {
			refs[len(entries)] = f.text
		}
		entries = append(entries, f.entry)
	}
	c := newCollector(u.old, u.packs.packs)
	for i := range entries {
		if refs[i] == nil {
			c.use(entries[i].Pack, entries[i].Text)
		}
	}
	if err := c.arrange(gen); err != nil {
		return nil, nil, err
	}
	for i := range entries {
		e := &entries[i]
		if r := refs[i]; r != nil {
			e.Pack, e.Text = c.fresh(r)
		} else {
			e.Pack, e.Text = c.moved(e.Pack, e.Text)
		}
	}
	return c.rows, entries, nil
}

// files lists the generation's files with their checksums; those that were
// linked keep what the old manifest says.
func (u *updater) files(gen string, packs []packRow) ([]fileRow, error) {
	names := []string{documentsName, wordsName}
	for _, p := range packs {
		names = append(names, p.textFile(), p.zapFile())
	}
	known := map[string]fileRow{}
	if u.old != nil {
		for _, f := range u.old.manifest.Files {
			known[f.Name] = f
		}
	}
	delete(known, documentsName)
	if u.freshWords() {
		delete(known, wordsName)
	}
	var rows []fileRow
	for _, name := range names {
		row, ok := known[name]
		if !ok {
			path := filepath.Join(gen, filepath.FromSlash(name))
			var err error
			if row, err = checksum(path); err != nil {
				return nil, err
			}
			if err := syncFile(path); err != nil {
				return nil, err
			}
			row.Name = name
		}
		rows = append(rows, row)
	}
	return rows, nil
}
