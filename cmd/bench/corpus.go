package main

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
	"unicode"
	"unicode/utf8"
)

// copyTree copies the files below from; seed 0 as they are, else with one
// Han character in forty replaced. Their times are an hour old: those of files
// that were just written prove nothing.
func copyTree(from, to string, seed int) (bytes int64, files int, err error) {
	old := time.Now().Add(-time.Hour)
	err = filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if seed != 0 {
			b = vary(b, rand.New(rand.NewPCG(uint64(seed), uint64(files))))
		}
		bytes += int64(len(b))
		files++
		if err := os.WriteFile(target, b, 0o644); err != nil {
			return err
		}
		return os.Chtimes(target, old, old)
	})
	return bytes, files, err
}

// vary replaces one Han character in forty by one that stood before it.
func vary(b []byte, random *rand.Rand) []byte {
	out := make([]byte, 0, len(b))
	pool := []rune("政策法规")
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r != utf8.RuneError && unicode.Is(unicode.Han, r) {
			if random.IntN(40) == 0 {
				out = utf8.AppendRune(out, pool[random.IntN(len(pool))])
				b = b[size:]
				continue
			}
			if len(pool) < 4096 {
				pool = append(pool, r)
			}
		}
		out = append(out, b[:size]...)
		b = b[size:]
	}
	return out
}

// terms finds the commonest word of two Han characters, and chooses a rare
// one: the bigram that stands in the corpus about ten times, first in order.
func (b *bench) terms() (rare, common string, err error) {
	counts := map[[2]rune]int{}
	err = eachFile(b.corpus, func(path string) error {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		last := rune(0)
		for _, r := range string(text) {
			if !unicode.Is(unicode.Han, r) {
				r = 0
			}
			if last != 0 && r != 0 {
				counts[[2]rune{last, r}]++
			}
			last = r
		}
		return nil
	})
	var most, least [2]rune
	for g, n := range counts {
		if n > counts[most] {
			most = g
		}
		if n >= 10 && n <= 12 && (least == [2]rune{} || g[0] < least[0] || g[0] == least[0] && g[1] < least[1]) {
			least = g
		}
	}
	if most == [2]rune{} || least == [2]rune{} {
		return "", "", errors.Join(err, errors.New("the corpus has too little text"))
	}
	return string(least[:]), string(most[:]), err
}

func eachFile(root string, visit func(path string) error) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return visit(path)
	})
}

func touchAll(root string, t time.Time) error {
	return eachFile(root, func(path string) error { return os.Chtimes(path, t, t) })
}

func firstFile(root string) (string, error) {
	first := ""
	err := eachFile(root, func(path string) error {
		if first == "" && filepath.Ext(path) == ".md" {
			first = path
		}
		return nil
	})
	return first, err
}

func appendTo(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}
