package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// cutText is a text of a query, folded and cut.
type cutText struct {
	folded string
	words  []analysis.Token
}

func (s *search) cutText(text string) (cutText, error) {
	c, ok := s.cuts[text]
	if ok {
		return c, nil
	}
	d, err := s.ix.words()
	if err != nil {
		return c, err
	}
	c.folded = analysis.FoldString(text)
	c.words = analysis.NewSegmenter(d).Cut(c.folded)
	s.cuts[text] = c
	return c, nil
}

// cut gives the words of a query's text, each once, folded.
func (s *search) cut(text string) ([]string, error) {
	c, err := s.cutText(text)
	var words []string
	seen := map[string]bool{}
	for _, t := range c.words {
		if w := c.folded[t.Start:t.End]; !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words, err
}

// parts gives what a bare word is made of, folded, each once: words of the
// pinned dictionary. What is a number or not Han is never cut (5.2%, 1+x), and a
// number stays with 第 before it and with the one letter that says what it
// counts (十九大, 第631号). Words that only hold a sentence together are left out
// where there are others.
func (s *search) parts(word string) ([]string, error) {
	c, err := s.cutText(word)
	if err != nil {
		return nil, err
	}
	var all, content []string
	for _, p := range joinParts(c.folded, c.words) {
		text := c.folded[p.Start:p.End]
		if !slices.Contains(all, text) {
			all = append(all, text)
			if !analysis.IsFunctionWord(text) {
				content = append(content, text)
			}
		}
	}
	if len(content) == 0 {
		return all, nil
	}
	return content, nil
}

// allParts gives the parts of several bare words, each once.
func (s *search) allParts(words []string) (all []string, err error) {
	for _, w := range words {
		parts, err := s.parts(w)
		if err != nil {
			return nil, err
		}
		for _, p := range parts {
			if !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	return all, nil
}

// selecting is those of the parts by which a bare word selects documents:
// single letters only where there is nothing else.
func selecting(parts []string) []string {
	if !hasLong(parts) {
		return parts
	}
	return slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return analysis.CountLetters(p) == 1 })
}

// joinParts joins the words of folded text that are one part: see parts.
func joinParts(folded string, words []analysis.Token) []analysis.Token {
	var parts []analysis.Token
	number := false // the last part is one, to which what it counts may be joined
	for _, w := range words {
		text := folded[w.Start:w.End]
		isNumber := analysis.IsNumber(text)
		if len(parts) > 0 {
			last := &parts[len(parts)-1]
			before := folded[last.Start:last.End]
			switch gap := folded[last.End:w.Start]; {
			case undivided(before, gap, text), gap == "" && (isNumber || number && isNumeral(text)) && (number || before == "第"):
				number = (number || before == "第") && (isNumber || strings.Trim(text, "%‰") == "")
				last.End = w.End
				continue
			case gap == "" && number && isCounted(text):
				number = false
				last.End = w.End
				continue
			}
		}
		number = isNumber
		parts = append(parts, w)
	}
	return parts
}

// undivided tells whether two words, with gap between them, belong to what is
// never cut: a number, or letters that are not Han.
func undivided(before, gap, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if unicode.Is(unicode.Han, last) || unicode.Is(unicode.Han, first) {
		return false
	}
	return gap == "" || (gap == "." || gap == ",") && isASCIIDigit(last) && isASCIIDigit(first)
}

func isASCIIDigit(r rune) bool { return r >= '0' && r <= '9' }

// isNumeral tells whether a word begins with a Han digit, as 五年 does in
// 二〇二五年.
func isNumeral(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return strings.ContainsRune("〇一二三四五六七八九", r)
}

// isCounted tells whether a word is one letter that can say what the number
// before it counts: 年, 号, 届, but not 和.
func isCounted(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.Is(unicode.Han, r) &&
		(strings.ContainsRune("个种次条款项件年月日号", r) || !analysis.IsFunctionWord(word))
}
