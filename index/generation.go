package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

// fileGone tells that a file is not there any more.
func fileGone(file string) bool {
	_, err := os.Lstat(file)
	return isGone(err)
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

// inForce is the generation that CURRENT names. Where there is no CURRENT,
// it is the newest that is complete, as its manifest, which is written last,
// tells: the first writer was stopped just before the end, or the file was
// lost.
func inForce(dir string) (string, error) {
	name, err := readCurrent(dir)
	if !errors.Is(err, ErrNoIndex) {
		return name, err
	}
	if name, ok := newestComplete(dir); ok {
		return name, nil
	}
	return "", err
}

// newestComplete is the last generation with a whole manifest.
func newestComplete(dir string) (name string, ok bool) {
	numbers, err := generations(dir)
	if err != nil {
		return "", false
	}
	slices.Sort(numbers)
	for _, n := range slices.Backward(numbers) {
		if isComplete(filepath.Join(dir, genName(n))) {
			return genName(n), true
		}
	}
	return "", false
}

// isComplete tells whether the manifest of a generation was written, to its
// end.
func isComplete(gen string) bool {
	b, err := os.ReadFile(filepath.Join(gen, manifestName))
	return err == nil && json.Valid(b)
}

// nextGeneration removes what a stopped writer left and names the folder of
// the generation to come. A rebuild keeps whatever is complete until it is
// done itself: who knows what is in force in a damaged index.
func (u *updater) nextGeneration() (string, error) {
	if err := u.disk.remove(filepath.Join(u.dir, nextName)); err != nil {
		return "", err
	}
	numbers, err := generations(u.dir)
	if err != nil {
		return "", err
	}
	current, _ := readCurrent(u.dir) // "" if it can't be told
	last := 0
	for _, n := range numbers {
		last = max(last, n)
		gen := filepath.Join(u.dir, genName(n))
		if genName(n) == current || u.old != nil && gen == u.old.gen || u.old == nil && isComplete(gen) {
			continue
		}
		if err := u.disk.remove(gen); err != nil {
			return "", err
		}
	}
	return filepath.Join(u.dir, genName(last+1)), nil
}

// begin makes the folder of the new generation, with its dictionary.
func (u *updater) begin(gen string) error {
	for _, d := range [...]string{gen, filepath.Join(gen, "text"), filepath.Join(gen, "bleve")} {
		if err := u.disk.mkdir(d); err != nil {
			return err
		}
	}
	to := filepath.Join(gen, wordsName)
	if !u.freshWords() {
		return u.disk.link(filepath.Join(u.old.gen, wordsName), to)
	}
	if u.words != nil {
		return u.disk.write(to, u.words)
	}
	d, err := u.buildWords()
	if err != nil {
		return err
	}
	return u.disk.create(to, func(w io.Writer) error {
		_, err := d.WriteTo(w)
		return err
	})
}

// freshWords tells whether the dictionary is made anew and not the old one.
func (u *updater) freshWords() bool { return u.old == nil || u.old.Outdated() }

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

// checkWords holds the index to the words that it was built with. Those of
// another folding can't be told from others, nor folded again.
func (u *updater) checkWords() error {
	switch {
	case u.old.Outdated() && u.options.Words == "" && u.old.manifest.OwnWords > 0:
		return fmt.Errorf("the index was built with another folding, and its %d own words with it: give their file again with --words", u.old.manifest.OwnWords)
	case u.old.Outdated(), u.options.Words == "":
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

// storedRoot is the root relative to the index folder, so that both can be
// moved together; absolute where there is no such way.
func (u *updater) storedRoot() string {
	rel, err := filepath.Rel(u.dir, u.root)
	if err != nil {
		return filepath.ToSlash(u.root)
	}
	return filepath.ToSlash(rel)
}

// clean takes away what a run has made that did not come to its end.
func (u *updater) clean() {
	if u.packs == nil || u.packs.gen == "" || u.switched {
		return
	}
	_ = u.disk.remove(u.packs.gen)
	_ = u.disk.remove(filepath.Join(u.dir, nextName))
}

// switchTo puts a generation in force and removes all others. Whoever has
// one of them open keeps its files.
func (u *updater) switchTo(gen string) error {
	next := filepath.Join(u.dir, nextName)
	if err := u.disk.sync(u.dir); err != nil {
		return err
	}
	if u.made {
		if err := u.disk.sync(filepath.Dir(u.dir)); err != nil {
			return err
		}
	}
	if err := u.disk.write(next, []byte(filepath.Base(gen)+"\n")); err != nil {
		return err
	}
	if u.lock.lost() {
		return fmt.Errorf("%s was replaced while this index was written: another writer may be at work", filepath.Join(u.dir, lockName))
	}
	if st, err := os.Lstat(filepath.Join(u.dir, currentName)); err == nil && st.IsDir() {
		if err := u.disk.remove(filepath.Join(u.dir, currentName)); err != nil {
			return err
		}
	}
	if err := u.disk.rename(next, filepath.Join(u.dir, currentName)); err != nil {
		return err
	}
	u.switched = true
	if err := u.disk.sync(u.dir); err != nil {
		return err
	}
	numbers, err := generations(u.dir)
	if err != nil {
		return nil // the new one stands; the next run cleans up
	}
	for _, n := range numbers {
		if name := genName(n); name != filepath.Base(gen) {
			_ = u.disk.remove(filepath.Join(u.dir, name))
		}
	}
	return nil
}
