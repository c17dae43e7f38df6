package index

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"yinzheng/internal/analysis"
)

// packName is unique over all generations of an index: a pack is named
// after the generation that it was written for.
func packName(gen string, n int) string {
	return fmt.Sprintf("%s-%03d", strings.TrimPrefix(gen, genPrefix), n)
}

// generations lists the numbers of all generation folders.
func generations(dir string) ([]int, error) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, e := range list {
		var n int
		if _, err := fmt.Sscanf(e.Name(), genPrefix+"%d", &n); err == nil && e.Name() == genName(n) {
			numbers = append(numbers, n)
		}
	}
	return numbers, nil
}

// nextGeneration removes what a stopped writer left and names the folder of
// the generation to come.
func (u *updater) nextGeneration() (string, error) {
	current, err := readCurrent(u.dir)
	if err != nil && !errors.Is(err, ErrNoIndex) && !u.options.Rebuild {
		return "", err
	}
	numbers, err := generations(u.dir)
	if err != nil {
		return "", err
	}
	last := 0
	for _, n := range numbers {
		last = max(last, n)
		if name := genName(n); name != current {
			if err := os.RemoveAll(filepath.Join(u.dir, name)); err != nil {
				return "", err
			}
		}
	}
	return filepath.Join(u.dir, genName(last+1)), nil
}

// begin makes the folder of the new generation, with its dictionary.
func (u *updater) begin(gen string) error {
	for _, d := range [...]string{gen, filepath.Join(gen, "text"), filepath.Join(gen, "bleve")} {
		if err := os.Mkdir(d, 0o755); err != nil {
			return err
		}
	}
	to := filepath.Join(gen, wordsName)
	if u.old != nil {
		return link(filepath.Join(u.old.gen, wordsName), to)
	}
	d, err := u.buildWords()
	if err != nil {
		return err
	}
	return writeFile(to, func(w io.Writer) error {
		_, err := d.WriteTo(w)
		return err
	})
}

func (u *updater) buildWords() (*analysis.Dictionary, error) {
	if u.options.Words == "" {
		return analysis.BuildDictionary(nil, "", analysis.FoldString)
	}
	f, err := os.Open(u.options.Words)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return analysis.BuildDictionary(f, u.options.Words, analysis.FoldString)
}

// checkWords holds the index to the words that it was built with.
func (u *updater) checkWords() error {
	if u.options.Words == "" {
		return nil
	}
	f, err := os.Open(u.options.Words)
	if err != nil {
		return err
	}
	defer f.Close()
	hash, err := analysis.HashUserWords(f, u.options.Words, analysis.FoldString)
	if err != nil {
		return err
	}
	if hash != u.old.manifest.UserWords {
		return &WordsError{u.options.Words}
	}
	return nil
}

// finish writes what changed as a new generation, if anything did.
func (u *updater) finish(ctx context.Context) (sum Summary, err error) {
	gen := u.packs.gen
	defer func() {
		if err != nil {
			os.RemoveAll(gen)
		}
	}()
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
	sum := Summary{Skipped: u.skipped, Bytes: u.bytes, Unread: slices.Clone(u.unread)}
	known := map[string]bool{}
	for _, x := range u.unread {
		known[x.Path] = true
	}
	for _, f := range u.docs {
		switch f.status {
		case "kept":
			continue
		case "new":
			sum.New++
		case "changed":
			sum.Changed++
		case "removed":
			sum.Removed++
		case "unchanged":
			sum.Unchanged++
		case "unread":
			sum.Unread = append(sum.Unread, Unread{f.path, f.reason})
			known[f.path] = true
			if f.old >= 0 {
				sum.Removed++
			}
		}
		sum.Files = append(sum.Files, FileChange{f.path, f.status, f.reason})
	}
	if u.old != nil {
		for _, x := range u.old.manifest.Unread {
			if !known[x.Path] && u.docs[x.Path] == nil && !within(u.roots, u.file(x.Path)) {
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
		case "removed", "unread":
			continue
		case "kept", "unchanged":
			if !u.refresh {
				f.entry = u.old.docs.entry(f.old)
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

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	err = f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// storedRoot is the root relative to the index folder, so that both can be
// moved together; absolute where there is no such way.
func (u *updater) storedRoot() string {
	rel, err := filepath.Rel(u.dir, u.root)
	if err != nil {
		return filepath.ToSlash(u.root)
	}
	return filepath.ToSlash(rel)
}

// switchTo puts a generation in force and removes all others. Whoever has
// one of them open keeps its files.
func (u *updater) switchTo(gen string) error {
	next := filepath.Join(u.dir, currentName+".next")
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := syncDir(u.dir); err != nil {
		return err
	}
	if err := writeBytes(next, []byte(filepath.Base(gen)+"\n")); err != nil {
		return err
	}
	if err := os.Rename(next, filepath.Join(u.dir, currentName)); err != nil {
		return err
	}
	if err := syncDir(u.dir); err != nil {
		return err
	}
	numbers, err := generations(u.dir)
	if err != nil {
		return nil // the new one stands; the next run cleans up
	}
	for _, n := range numbers {
		if name := genName(n); name != filepath.Base(gen) {
			_ = os.RemoveAll(filepath.Join(u.dir, name))
		}
	}
	return nil
}
