package match_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// plain is the reference for nearness: a text as a list of letters, each with
// the number of its paragraph.
type plain struct {
	letters []plainLetter
	mode    match.Mode
	// crossing lets gaps cross paragraphs: the rule that is tested, left out.
	crossing bool
}

type plainLetter struct {
	r                     rune
	start, end, paragraph int    // bytes, and the number of the paragraph
	before                string // what stands between the letter before and this one
}

// newPlain reads a text of Han, ㎡ (two letters), marks and white space.
func newPlain(text string, mode match.Mode) plain {
	p := plain{mode: mode}
	before := 0
	for at, r := range text {
		folded := ""
		if r == '㎡' {
			folded = "m²"
		} else if unicode.Is(unicode.Han, r) {
			folded = string(r)
		}
		for _, u := range folded {
			end := at + len(string(r))
			l := plainLetter{r: u, start: at, end: end, paragraph: strings.Count(text[:at], "\n")}
			if before < at {
				l.before = text[before:at]
			}
			p.letters = append(p.letters, l)
			before = end
		}
	}
	return p
}

// stands tells whether the word, Han alone, stands at letter i.
func (p plain) stands(word string, i int) bool {
	for k, r := range []rune(word) {
		if i+k >= len(p.letters) || p.letters[i+k].r != r {
			return false
		}
		before := p.letters[i+k].before
		if k == 0 || before == "" || p.mode == match.Loose {
			continue
		}
		if p.mode == match.Raw || strings.Trim(before, " \u200b") != "" {
			return false
		}
	}
	return true
}

// close tells whether at most n letters stand between the ends that face
// each other, that of letter i-1 and that of letter j, in one paragraph.
func (p plain) close(i, j, n int) bool {
	return j-i <= n && (p.crossing || p.letters[i-1].paragraph == p.letters[j].paragraph)
}

// row is the letter behind the row that starts at letter i, 0 if none does.
func (p plain) row(words []string, gaps []int, i int) int {
	if !p.stands(words[0], i) {
		return 0
	}
	end := i + len([]rune(words[0]))
	if len(words) == 1 {
		return end
	}
	for j := end; j < len(p.letters) && j-end <= gaps[0]; j++ {
		if to := p.row(words[1:], gaps[1:], j); to > 0 && p.close(end, j, gaps[0]) {
			return to
		}
	}
	return 0
}

// from is the letter behind the match of n that starts at letter i, 0 if
// there is none.
func (p plain) from(n query.Node, i int) int {
	near, ok := n.(query.Near)
	if !ok {
		return p.row(n.(query.Phrase).Parts, n.(query.Phrase).Gaps, i)
	}
	to := p.before(near.A, near.B, near.Within, i)
	if !near.Ordered {
		to = max(to, p.before(near.B, near.A, near.Within, i))
	}
	return to
}

// before goes from a, at letter i, to the nearest b behind it.
func (p plain) before(a, b query.Phrase, within, i int) int {
	end := p.row(a.Parts, a.Gaps, i)
	for j := end; end > 0 && j < len(p.letters); j++ {
		if to := p.row(b.Parts, b.Gaps, j); to > 0 {
			if p.close(end, j, within) {
				return to
			}
			return 0
		}
	}
	return 0
}

// find gives the matches in bytes, each search from the end of the last.
func (p plain) find(n query.Node) (spans []match.Span) {
	for i := 0; i < len(p.letters); i++ {
		if to := p.from(n, i); to > 0 {
			spans = append(spans, match.Span{Start: p.letters[i].start, End: p.letters[to-1].end})
			i = to - 1
		}
	}
	return spans
}

// paragraphs is a text of short paragraphs, many of whose ends stand between
// marks.
func paragraphs(rng *rand.Rand) string {
	pieces := strings.Fields("甲 甲 乙 乙 丙 甲乙 乙甲 一 二 𠀀 ㎡ ， 。 “ ” ））。 —— \u200b")
	pieces = append(pieces, " ", "\n", "\n", "\n\n", "。”\n", "\n（", "，\u200b\n 　", "…\n\n——")
	var b strings.Builder
	for range 2 + rng.IntN(24) {
		b.WriteString(pieces[rng.IntN(len(pieces))])
	}
	return b.String()
}

func nearRow(rng *rand.Rand, parts int) query.Phrase {
	words := strings.Fields("甲 甲 乙 乙 丙 甲乙 乙甲 甲甲")
	p := query.Literal(words[rng.IntN(len(words))])
	for range parts - 1 {
		p.Parts = append(p.Parts, words[rng.IntN(len(words))])
		p.Gaps = append(p.Gaps, rng.IntN(6))
	}
	return p
}

// nearKinds draws patterns of each kind of nearness.
var nearKinds = [...]struct {
	name string
	draw func(*rand.Rand) query.Node
}{
	{"gaps", func(rng *rand.Rand) query.Node { return nearRow(rng, 2+rng.IntN(2)) }},
	{"NEAR", func(rng *rand.Rand) query.Node {
		return query.Near{A: nearRow(rng, 1+rng.IntN(2)), B: nearRow(rng, 1), Within: rng.IntN(8)}
	}},
	{"BEFORE", func(rng *rand.Rand) query.Node {
		return query.Near{A: nearRow(rng, 1), B: nearRow(rng, 1+rng.IntN(2)), Within: rng.IntN(8), Ordered: true}
	}},
}

// TestNearNeverCrossesAParagraph holds match and brute against the plain
// reference. In each mode each kind of nearness must often find something,
// and often find something else than if it crossed paragraphs.
func TestNearNeverCrossesAParagraph(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	const rounds = 1500
	for _, mode := range [...]match.Mode{match.Exact, match.Loose, match.Raw} {
		for _, kind := range nearKinds {
			t.Run(kind.name+"/"+mode.String(), func(t *testing.T) {
				found, decided := 0, 0
				for range rounds {
					text, n := paragraphs(rng), kind.draw(rng)
					reference := newPlain(text, mode)
					want := reference.find(n)
					agree(t, match.Pattern{Mode: mode, Wanted: []query.Node{n}}, text, want)
					found += len(want)
					reference.crossing = true
					if !cmp.Equal(want, reference.find(n)) {
						decided++
					}
				}
				if found < rounds/20 || decided < rounds/20 {
					t.Errorf("%d matches, paragraphs decided %d times of %d: the test says little", found, decided, rounds)
				}
			})
		}
	}
}

// agree wants these matches of p in text, in bytes, from match and brute.
func agree(t *testing.T, p match.Pattern, text string, want []match.Span) {
	t.Helper()
	if diff := cmp.Diff(want, matches(t, p, text)); diff != "" {
		t.Errorf("%v %q in %q (-reference +match)\n%s", p.Mode, p.Wanted, text, diff)
	}
	if diff := cmp.Diff(want, scan(t, p, text)); diff != "" {
		t.Errorf("%v %q in %q (-reference +brute)\n%s", p.Mode, p.Wanted, text, diff)
	}
	if t.Failed() {
		t.FailNow()
	}
}
