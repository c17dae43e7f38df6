package index

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// finish writes what changed as a new generation, if anything did.
func (u *updater) finish(ctx context.Context) (sum Summary, err error) {
	u.renames()
	u.remarkGone()
	u.unfit()
	sum = u.summary()
	if u.old != nil {
		sum.Generation = u.old.Generation()
	}
	if u.options.DryRun {
		return sum, ctx.Err()
	}
	if n := sum.Unreadable(); n > 0 && u.options.FailOnUnread {
		return sum, &UnreadError{n}
	}
	if u.old != nil && !u.refresh && sum.New+sum.Changed+sum.Renamed+sum.Removed == 0 && u.metadata == u.old.manifest.Metadata &&
		slices.Equal(sum.Unread, u.old.manifest.Unread) {
		if u.adopted {
			return sum, u.switchTo(u.old.gen)
		}
		return sum, nil
	}
	if err := ctx.Err(); err != nil {
		return sum, err
	}
	if err := u.packs.make(); err != nil {
		return sum, err
	}
	gen := u.packs.gen
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
	sum := Summary{Skipped: u.skipped, Unknown: u.unknown, Remarks: u.remarks, Unread: slices.Clone(u.unread), Unchanged: len(u.unchanged)}
	sum.Files = u.unusable()
	known := map[string]bool{}
	for _, x := range u.unread {
		known[x.Path] = true
		sum.Files = append(sum.Files, FileChange{Path: x.Path, Status: statusUnreadable, Reason: x.Reason})
	}
	for _, f := range u.found {
		sum.count(f)
		known[validUTF8(f.path)] = true
		if f.status != "" && f.status != statusGone && (f.status != statusUnchanged || u.options.Unchanged) {
			sum.Files = append(sum.Files, FileChange{f.path, f.status, f.from, f.reason})
		}
	}
	for _, n := range u.gone {
		u.lost = append(u.lost, strings.Clone(u.old.docs.pathOf(n)))
	}
	for _, path := range u.lost {
		sum.Removed++
		sum.Files = append(sum.Files, FileChange{Path: path, Status: statusRemoved})
	}
	if u.options.Unchanged {
		for _, n := range u.unchanged {
			sum.Files = append(sum.Files, FileChange{Path: strings.Clone(u.old.docs.pathOf(n)), Status: statusUnchanged})
		}
	}
	if u.old != nil {
		for _, x := range u.old.manifest.Unread {
			if !known[x.Path] && u.staysUnread(x) {
				sum.Unread = append(sum.Unread, x)
			}
		}
	}
	slices.SortFunc(sum.Unread, func(a, b Unread) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(sum.Files, func(a, b FileChange) int { return strings.Compare(a.Path, b.Path) })
	return sum
}

// staysUnread tells whether a file that could not be read before, and was not
// met, is still to be listed. Its name is as JSON gives it.
func (u *updater) staysUnread(x Unread) bool {
	file := u.file(x.Path)
	switch {
	case within(u.closed, file):
		return true
	case u.options.PruneMissing && fileGone(file) && (&absence{}).certain(file, true):
		return false
	case slices.ContainsFunc(u.roots, func(r string) bool { return within([]string{validUTF8(r)}, file) }):
		return false
	case u.options.Files == nil || strings.ContainsRune(file, utf8.RuneError):
		return true
	}
	return !fileGone(file) // as git names the new path of a rename alone
}

// count adds a file.
func (sum *Summary) count(f *found) {
	switch f.status {
	case statusNew:
		sum.New++
		sum.Bytes += f.size
	case statusChanged:
		sum.Changed++
		sum.Bytes += f.size
	case statusRenamed:
		sum.Renamed++
		sum.Bytes += f.size
	case statusRemoved:
		sum.Removed++
	case statusUnchanged:
		sum.Unchanged++
	case statusUnreadable:
		sum.Unread = append(sum.Unread, Unread{validUTF8(f.path), validUTF8(f.reason)})
		if f.old >= 0 {
			sum.Removed++
		}
	}
}

// writeGeneration writes all of it but CURRENT, synced.
func (u *updater) writeGeneration(gen string, sum Summary) error {
	t, err := u.arrange(gen)
	if err != nil {
		return err
	}
	if err := t.write(u.disk, gen); err != nil {
		return err
	}
	m := &manifest{Layout: Layout, Fold: analysis.FoldVersion, Readers: readersVersion,
		Root: u.storedRoot(), Built: u.start.UTC(), Documents: t.documents, LongIDs: t.longIDs,
		Packs: t.packs, Unread: sum.Unread, Skipped: u.skipped, Metadata: u.metadata}
	if err := u.nameWords(gen, m); err != nil {
		return err
	}
	if m.Files, err = u.files(gen, t); err != nil {
		return err
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return err
	}
	for _, d := range [...]string{"text", "bleve", "."} {
		if err := u.disk.sync(filepath.Join(gen, d)); err != nil {
			return err
		}
	}
	if err := u.disk.write(filepath.Join(gen, manifestName), buf.Bytes()); err != nil {
		return err
	}
	return u.disk.sync(gen)
}

// nameWords puts what identifies the generation's dictionary in its manifest.
func (u *updater) nameWords(gen string, m *manifest) error {
	if !u.freshWords() {
		old := u.old.manifest
		m.Dictionary, m.UserWords, m.OwnWords = old.Dictionary, old.UserWords, old.OwnWords
		return nil
	}
	d, err := openWords(gen)
	if err != nil {
		return err
	}
	m.Dictionary, m.UserWords, m.OwnWords = d.Hash(), d.UserHash(), d.UserWords()
	return nil
}

// files lists the generation's files with their checksums; those that were
// linked keep what the old manifest says.
func (u *updater) files(gen string, t *table) ([]fileRow, error) {
	known := map[string]fileRow{}
	if u.old != nil {
		for _, f := range u.old.manifest.Files {
			known[f.Name] = f
		}
	}
	names := []string{documentsName, wordsName}
	if t.full {
		delete(known, documentsName)
	} else {
		names = append(names, changesName)
	}
	delete(known, changesName)
	if u.freshWords() {
		delete(known, wordsName)
	}
	for _, p := range t.packs {
		if p.Name != "" {
			names = append(names, p.textFile(), p.zapFile())
		}
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
			if err := u.disk.sync(path); err != nil {
				return nil, err
			}
			row.Name = name
		}
		rows = append(rows, row)
	}
	return rows, nil
}
