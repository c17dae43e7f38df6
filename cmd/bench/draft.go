package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	draftLetters    = 10_000
	draftQuotations = 60
)

// quoting checks a draft full of quotations, and traces one with a slip.
// Ripgrep looks for the same words as they stand, all in one pass: that is what
// can be done without us, and tells nothing of those that are wrong.
func (b *bench) quoting(suffix string) error {
	sources, err := b.sources()
	if err != nil {
		return err
	}
	folder := filepath.Dir(b.index)
	draft, list := filepath.Join(folder, "draft.md"), filepath.Join(folder, "quotations.txt")
	text, quotations := newDraft(sources)
	if err := os.WriteFile(draft, []byte(text), 0o644); err != nil {
		return err
	}
	if err := os.WriteFile(list, []byte(strings.Join(quotations, "\n")+"\n"), 0o644); err != nil {
		return err
	}
	ours := []string{b.yinzheng, "--index", b.index, "check", draft, "--format", "jsonl"}
	memory, err := b.against(fmt.Sprintf("check of a draft, %d quotations", len(quotations))+suffix, "2 s", ours, []string{"--count-matches", "-F", "-f", list, b.corpus})
	if err != nil {
		return err
	}
	b.add("memory of that"+suffix, "", fmt.Sprintf("%.0f MB", float64(memory)/1e6))
	slipped := slip(sources[0].words)
	d, err := b.median(b.yinzheng, "--index", b.index, "quote", slipped)
	if err != nil {
		return err
	}
	b.add("quote of a sentence with a slip"+suffix, "", ms(d))
	return nil
}

// source is words of an article, and the title of its law.
type source struct{ title, words string }

var articleLine = regexp.MustCompile(`(?m)^第[一二三四五六七八九十百]+条\s+(\S{20,100}?[。；])`)

// sources draws an article from each of some laws.
func (b *bench) sources() ([]source, error) {
	random := rand.New(rand.NewPCG(4, 60))
	var all []source
	err := eachFile(b.corpus, func(path string) error {
		if filepath.Ext(path) != ".md" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		title, _, _ := strings.Cut(string(text), "\n")
		title, isTitle := strings.CutPrefix(title, "# ")
		if articles := articleLine.FindAllStringSubmatch(string(text), -1); isTitle && len(articles) > 0 {
			all = append(all, source{strings.TrimSpace(title), articles[random.IntN(len(articles))][1]})
		}
		return nil
	})
	if err == nil && len(all) < draftQuotations {
		err = errors.New("the corpus has too few laws to quote from")
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all, err
}

// newDraft quotes the sources: of six quotations three rightly, one with a
// slip, one from another source, one in words that no source has.
func newDraft(sources []source) (text string, quotations []string) {
	var b strings.Builder
	b.WriteString("# 学习材料\n")
	for i, s := range sources[:draftQuotations] {
		words, title := s.words, s.title
		switch i % 6 {
		case 3:
			words = slip(words)
		case 4:
			title = sources[i-1].title
		case 5:
			words = scrambled(words)
		}
		quotations = append(quotations, words)
		fmt.Fprintf(&b, "\n《%s》规定：“%s”\n", title, words)
	}
	const filler = "学习要联系实际，把读到的和看到的对照起来想，才会有自己的体会。"
	for n := utf8.RuneCountInString(b.String()); n < draftLetters; n += utf8.RuneCountInString(filler) {
		if n%7 == 0 {
			b.WriteString("\n\n")
			n += 2
		}
		b.WriteString(filler)
	}
	return b.String(), quotations
}

// slip puts another letter in the middle.
func slip(words string) string {
	runes := []rune(words)
	runes[len(runes)/2] = '鑫'
	return string(runes)
}

// scrambled has the same letters in another order.
func scrambled(words string) string {
	runes := []rune(words)
	random := rand.New(rand.NewPCG(uint64(len(runes)), 1))
	random.Shuffle(len(runes)-1, func(i, j int) { runes[i], runes[j] = runes[j], runes[i] })
	return string(runes)
}
