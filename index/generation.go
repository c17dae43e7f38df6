package index

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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
	if err := remove(filepath.Join(u.dir, nextName)); err != nil {
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
	if !u.freshWords() {
		return link(filepath.Join(u.old.gen, wordsName), to)
	}
	if u.words != nil {
		return writeBytes(to, u.words)
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
	if u.packs == nil || u.switched {
		return
	}
	_ = os.RemoveAll(u.packs.gen)
	_ = os.Remove(filepath.Join(u.dir, nextName))
}

// remove removes a file that may be there.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// switchTo puts a generation in force and removes all others. Whoever has
// one of them open keeps its files.
func (u *updater) switchTo(gen string) error {
	next := filepath.Join(u.dir, nextName)
	if err := syncDir(u.dir); err != nil {
		return err
	}
	if err := writeBytes(next, []byte(filepath.Base(gen)+"\n")); err != nil {
		return err
	}
	if err := os.Rename(next, filepath.Join(u.dir, currentName)); err != nil {
		return err
	}
	u.switched = true
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
