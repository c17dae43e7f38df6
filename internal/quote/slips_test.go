package quote_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"yinzheng/internal/analysis"
	"yinzheng/internal/quote"
)

// Sentences that people would quote, and that are neither a heading nor half a
// page.
const (
	fewestLetters = 8
	mostLetters   = 120
)

// sentence is a sentence of a document.
type sentence struct {
	doc     int        // its number in the source
	span    quote.Span // bytes of the document's text
	text    string     // what stands there
	letters int
}

// sentencesOf cuts a text behind 。；！？ and at the ends of paragraphs, and
// gives the sentences of fewestLetters to mostLetters letters. Sentences with
// an ellipsis are left out: to a quotation it says that words are missing.
func sentencesOf(doc int, text string) (all []sentence) {
	add := func(start, end int) {
		piece := text[start:end]
		start += len(piece) - len(strings.TrimLeft(piece, " \t\u3000"))
		piece = strings.Trim(piece, " \t\u3000")
		n := analysis.CountLetters(piece)
		if n >= fewestLetters && n <= mostLetters && !hasEllipsis(piece) {
			all = append(all, sentence{doc, quote.Span{Start: start, End: start + len(piece)}, piece, n})
		}
	}
	start := 0
	for at, r := range text {
		if strings.ContainsRune("。；！？\n", r) {
			end := at + utf8.RuneLen(r)
			if r == '\n' {
				end = at
			}
			add(start, end)
			start = at + utf8.RuneLen(r)
		}
	}
	add(start, len(text))
	return all
}

func hasEllipsis(s string) bool { return strings.Contains(s, "…") || strings.Contains(s, "...") }

// slipKind is a way in which people misquote.
type slipKind string

const (
	homophone   slipKind = "homophone"
	lookalike   slipKind = "look-alike"
	added       slipKind = "character added"
	dropped     slipKind = "character dropped"
	doubled     slipKind = "character doubled"
	swapped     slipKind = "words swapped"
	conjoined   slipKind = "words swapped around 和"
	clause      slipKind = "clause left out, 15 % at most"
	longClause  slipKind = "clause left out, more"
	number      slipKind = "number changed"
	punctuation slipKind = "punctuation changed"
	traditional slipKind = "traditional for simplified"
)

// slipKinds are all kinds, those that change letters first.
func slipKinds() []slipKind {
	return append(letterKinds(), punctuation, traditional)
}

// letterKinds are the kinds after which the letters are others.
func letterKinds() []slipKind {
	return []slipKind{homophone, lookalike, added, dropped, doubled, swapped, conjoined, clause, longClause, number}
}

// change is one slip: bytes of a sentence and what is written instead. Edits
// is how many are enough to take it back: letters replaced, inserted or
// deleted, and moves of a piece.
type change struct {
	start, end int
	to         string
	edits      int
}

// slipped is a sentence as somebody quotes it.
type slipped struct {
	sentence
	kinds   []slipKind
	changes []change // disjoint, in order
	draft   string
	edits   int // the sum of the changes'; there may be a cheaper way
}

// label names the row of a table that a case belongs to.
func (c *slipped) label() string {
	if len(c.kinds) > 1 {
		return severalSlips
	}
	return string(c.kinds[0])
}

const severalSlips = "two or three of them"

// slipper makes slips. It draws at random, so what it makes depends on its
// seed and on what it made before.
type slipper struct {
	rng        *rand.Rand
	homophones map[rune][]rune
	lookalikes map[rune][]rune
	variants   map[rune][]rune // folded character: the others that fold to it
	words      *analysis.Segmenter
}

func newSlipper(t testing.TB, seed uint64, dict *analysis.Dictionary) *slipper {
	t.Helper()
	return &slipper{
		rng:        rand.New(rand.NewPCG(seed, 4)),
		homophones: mistaken(t, "homophones.txt"),
		lookalikes: mistaken(t, "lookalikes.txt"),
		variants:   variantsOf(),
		words:      analysis.NewSegmenter(dict),
	}
}

// cases makes n cases of the sentences, the kinds by turns and then one of
// several slips.
func (s *slipper) cases(t testing.TB, all []sentence, n int) []slipped {
	t.Helper()
	kinds := slipKinds()
	var cases []slipped
	for tries := 0; len(cases) < n; tries++ {
		if tries > 1000*n {
			t.Fatalf("only %d of %d cases could be made", len(cases), n)
		}
		wanted := []slipKind{homophone}
		if i := len(cases) % (len(kinds) + 1); i < len(kinds) {
			wanted[0] = kinds[i]
		} else {
			wanted = s.several()
		}
		if c, ok := s.slip(all[s.rng.IntN(len(all))], wanted); ok {
			cases = append(cases, c)
		}
	}
	return cases
}

// several is two or three kinds, one at least of which changes letters; a kind
// may come twice.
func (s *slipper) several() []slipKind {
	kinds := slipKinds()
	list := []slipKind{letterKinds()[s.rng.IntN(len(letterKinds()))]}
	for range 1 + s.rng.IntN(2) {
		list = append(list, kinds[s.rng.IntN(len(kinds))])
	}
	return list
}

// slip misquotes a sentence in the ways of kinds, in places that don't touch.
// Not every sentence lets itself be misquoted in every way, and what is left
// must have fewestLetters.
func (s *slipper) slip(sen sentence, kinds []slipKind) (c slipped, ok bool) {
	c = slipped{sentence: sen, kinds: kinds}
	letters := lettersOf(sen.text)
	for _, kind := range kinds {
		list := s.candidates(kind, sen.text, letters)
		list = slices.DeleteFunc(list, func(x change) bool { return slices.ContainsFunc(c.changes, x.touches) })
		if len(list) == 0 {
			return c, false
		}
		c.changes = append(c.changes, s.draw(kind, list)...)
	}
	slices.SortFunc(c.changes, func(a, b change) int { return cmp.Or(a.start-b.start, a.end-b.end) })
	c.draft = changed(sen.text, c.changes)
	for _, x := range c.changes {
		c.edits += x.edits
	}
	c.letters = analysis.CountLetters(c.draft)
	return c, c.letters >= fewestLetters && c.draft != sen.text && !hasEllipsis(c.draft)
}

// draw chooses among the candidates of a kind: one, but any number of
// characters in another script and up to four marks.
func (s *slipper) draw(kind slipKind, list []change) (drawn []change) {
	n := 1
	switch kind {
	case punctuation:
		n = 1 + s.rng.IntN(min(4, len(list)))
	case traditional:
		n = 1 + s.rng.IntN(len(list))
	}
	for _, i := range s.rng.Perm(len(list)) {
		if len(drawn) == n {
			break
		}
		if !slices.ContainsFunc(drawn, list[i].touches) {
			drawn = append(drawn, list[i])
		}
	}
	return drawn
}

// touches tells whether no byte stands between two changes. Characters beside
// each other in another script are free to.
func (x change) touches(y change) bool {
	if x.edits+y.edits == 0 {
		return x.start < y.end && y.start < x.end
	}
	return x.start <= y.end && y.start <= x.end
}

// changed is text with the changes made.
func changed(text string, changes []change) string {
	var b strings.Builder
	at := 0
	for _, x := range changes {
		b.WriteString(text[at:x.start])
		b.WriteString(x.to)
		at = x.end
	}
	b.WriteString(text[at:])
	return b.String()
}

// letter is a letter of a sentence that folds to one rune.
type letter struct {
	start, end int // bytes of the sentence
	folded     rune
	gap        bool // something stands between it and the letter before
}

// lettersOf is the letters of a text; those that fold to several are left out,
// and the next one then has a gap.
func lettersOf(text string) (all []letter) {
	end := 0
	for at, r := range text {
		class, to := analysis.FoldRune(r)
		if class != analysis.Letter || utf8.RuneCountInString(to) > 1 {
			continue
		}
		folded := r
		if to != "" {
			folded, _ = utf8.DecodeRuneInString(to)
		}
		all = append(all, letter{at, at + utf8.RuneLen(r), folded, at > end})
		end = at + utf8.RuneLen(r)
	}
	return all
}

func (c slipped) String() string {
	return fmt.Sprintf("%v, %d edits of %d letters\n  source %s\n  draft  %s", c.kinds, c.edits, c.letters, c.text, c.draft)
}
