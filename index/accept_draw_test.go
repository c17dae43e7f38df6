package index_test

import (
	"math/rand/v2"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

const mostRunes = 60 // of a substring

// drawer draws from documents, any byte as likely as any other.
type drawer struct {
	rng      *rand.Rand
	docs     []*corpus.Document
	ends     []int           // bytes of all texts to the end of document i's
	variants map[rune][]rune // folded character → those that fold to it
	drawn    map[string]bool

	overPassage, overParagraph, mutated int
}

func newDrawer(docs []*corpus.Document, seed uint64) *drawer {
	d := &drawer{rng: rand.New(rand.NewPCG(seed, 1)), docs: docs, variants: map[rune][]rune{}, drawn: map[string]bool{}}
	size := 0
	for _, doc := range docs {
		size += len(doc.Text)
		d.ends = append(d.ends, size)
	}
	for r := rune(0x3400); r < 0xa000; r++ {
		if _, to := analysis.FoldRune(r); utf8.RuneCountInString(to) == 1 {
			folded, _ := utf8.DecodeRuneInString(to)
			d.variants[folded] = append(d.variants[folded], r)
		}
	}
	return d
}

// place is a document and a byte at which one of its runes starts.
func (d *drawer) place() (*corpus.Document, int) {
	at := d.rng.IntN(d.ends[len(d.ends)-1])
	n := sort.SearchInts(d.ends, at+1)
	doc := d.docs[n]
	at -= d.ends[n] - len(doc.Text)
	for !utf8.RuneStart(doc.Text[at]) {
		at--
	}
	return doc, at
}

// texts gives n substrings that were not given before, and a fifth of it in
// mutated ones.
func (d *drawer) texts(n int) []string {
	var texts []string
	for len(texts) < n {
		if s := d.substring(); s != "" && !d.drawn[s] {
			d.drawn[s] = true
			texts = append(texts, s)
		}
	}
	for range n / 5 {
		texts = append(texts, d.mutate(texts[d.rng.IntN(n)]))
		d.mutated++
	}
	return texts
}

// substring is 1 to mostRunes characters, a quarter of them around the end
// of a passage. One and two characters, which stand in most documents and
// take the longest, are rarer than other lengths.
func (d *drawer) substring() string {
	doc, from := d.place()
	size := 1 + d.rng.IntN(mostRunes)
	if size <= 2 && d.rng.IntN(4) > 0 {
		size += mostRunes / 2
	}
	if len(doc.Passages) > 0 && d.rng.IntN(4) == 0 {
		end := doc.Passages[d.rng.IntN(len(doc.Passages))].End
		from = back(doc.Text, end, d.rng.IntN(size+1))
	}
	to := forward(doc.Text, from, size)
	k := sort.Search(len(doc.Passages), func(i int) bool { return doc.Passages[i].End > from })
	if k+1 < len(doc.Passages) && doc.Passages[k+1].Start < to {
		d.overPassage++
	}
	s := doc.Text[from:to]
	if strings.Contains(s, "\n") {
		d.overParagraph++
	}
	return s
}

// back is the byte n runes before at, 0 if there are fewer.
func back(text string, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return at
}

// forward is the byte n runes behind at, the last if there are fewer.
func forward(text string, at, n int) int {
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

var (
	spaces = []rune(" \u3000\t\u200b\ufe0f\u00ad")
	marks  = []rune("，。、；：“”《》（）—….,·\n")
)

// mutate writes a text in another way, or changes what it says.
func (d *drawer) mutate(text string) string {
	runes := []rune(text)
	at := d.rng.IntN(len(runes))
	switch d.rng.IntN(8) {
	case 0: // another character
		doc, from := d.place()
		runes[at], _ = utf8.DecodeRuneInString(doc.Text[from:])
	case 1:
		runes = append(runes[:at], runes[at+1:]...)
	case 2: // white space at many places
		var spaced []rune
		for _, r := range runes {
			if spaced = append(spaced, r); d.rng.IntN(3) == 0 {
				spaced = append(spaced, spaces[d.rng.IntN(len(spaces))])
			}
		}
		runes = spaced
	case 3: // another mark
		runes = append(runes[:at:at], append([]rune{marks[d.rng.IntN(len(marks))]}, runes[at:]...)...)
	case 4: // no marks
		runes = []rune(analysis.Letters(text))
	case 5: // from or to full width
		for i, r := range runes {
			switch {
			case r > ' ' && r <= '~':
				runes[i] = r + 0xfee0
			case r > 0xff00 && r <= 0xff5e:
				runes[i] = r - 0xfee0
			}
		}
	case 6: // half a character
		return text[min(d.rng.IntN(3), len(text)-1):]
	default:
		d.otherScript(runes)
	}
	if len(runes) == 0 {
		return "的"
	}
	return string(runes)
}

// otherScript writes every second character that has other forms in one of
// them.
func (d *drawer) otherScript(runes []rune) {
	for i, r := range runes {
		folded, _ := utf8.DecodeRuneInString(analysis.FoldString(string(r)))
		if forms := append(d.variants[folded], folded); len(forms) > 1 && d.rng.IntN(2) == 0 {
			runes[i] = forms[d.rng.IntN(len(forms))]
		}
	}
}

// patternKinds is how many kinds of pattern there are.
const patternKinds = 6

// pattern is one made of words that stand near each other: with gaps, NEAR,
// BEFORE, OR, an exclusion, or all of these.
func (d *drawer) pattern(kind int, mode match.Mode) match.Pattern {
	p := match.Pattern{Mode: mode}
	near := func(parts int, ordered bool) query.Node {
		words, gaps := d.row(2 * parts)
		return query.Near{
			A:      query.Phrase{Parts: words[:parts], Gaps: gaps[:parts-1]},
			B:      query.Phrase{Parts: words[parts:], Gaps: gaps[parts:]},
			Within: d.rng.IntN(40), Ordered: ordered,
		}
	}
	row := func(parts int) query.Node {
		words, gaps := d.row(parts)
		return query.Phrase{Parts: words, Gaps: gaps}
	}
	switch kind % patternKinds {
	case 0:
		p.Wanted = []query.Node{row(2 + d.rng.IntN(2))}
	case 1:
		p.Wanted = []query.Node{near(1, false)}
	case 2:
		p.Wanted = []query.Node{near(1, true)}
	case 3:
		p.Wanted = []query.Node{query.Or{Xs: []query.Node{row(1), row(1), row(2)}}}
	case 4:
		long := []rune(d.words(1, 6)[0])
		at := d.rng.IntN(len(long))
		p.Wanted = []query.Node{query.Literal(string(long[at:min(at+2, len(long))]))}
		p.Excluded = []query.Node{query.Literal(string(long)), row(1)}
	default:
		p.Wanted = []query.Node{query.Or{Xs: []query.Node{near(2, d.rng.IntN(2) == 0), row(2)}}, row(1)}
		p.Excluded = []query.Node{near(1, false), row(2)}
	}
	return p
}

// row is n words and the gaps between them, which are about as wide as they
// were drawn.
func (d *drawer) row(n int) (words []string, gaps []int) {
	gaps = make([]int, n-1)
	for i := range gaps {
		gaps[i] = d.rng.IntN(16)
	}
	return d.words(n, 4), gaps
}

// words draws n words of up to size characters, mostly letters, each up to 12
// behind the one before.
func (d *drawer) words(n, size int) []string {
	doc, at := d.place()
	var words []string
	for len(words) < n {
		end := forward(doc.Text, at, 1+d.rng.IntN(size))
		word := doc.Text[at:end]
		if !strings.ContainsFunc(word, unicode.IsLetter) || strings.Contains(word, "\n") {
			doc, at = d.place()
			words = words[:0]
			continue
		}
		words = append(words, word)
		at = forward(doc.Text, end, d.rng.IntN(12))
		if at >= len(doc.Text) {
			doc, at = d.place()
		}
	}
	return words
}
