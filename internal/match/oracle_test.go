package match_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// words are what generated text is made of: repeats, numbers in many
// spellings, traditional forms, Latin words, and line wraps.
var words = strings.Split("科技|科技|创新|創新|科技创新|驱动|发展|發展|国务院|國務院|的|的|一|二○二五年|二〇二五年|𠀀|𠀁𠀁|"+
	"2035|２０３５|35|年|5.2|5.2%|5．2 %|52|1,000|1，000|1000|12,345,678|3-5|3—5|10²|①|②|㎡|m²|％|"+
	"AI|said|open source|open-source|opensource|Ⅲ|III|a|é|WTO|"+
	"，|，|。|。|、|；|：|“|”|「|」|《|》|『|』|〈|〉|＂|'|[1]|[2]|〔3〕|①|②|³|¹|[2021]|（|——|……|...|. |,|.| |  |　|\n|\n|\u200b|\ufe0f|\u00ad", "|")

// generated text is made of a few of the words, again and again.
func generated(rng *rand.Rand, size int) string {
	few := make([]string, 6+rng.IntN(40))
	for i := range few {
		few[i] = words[rng.IntN(len(words))]
	}
	var b strings.Builder
	for b.Len() < size {
		b.WriteString(few[rng.IntN(len(few))])
	}
	return b.String()
}

// piece is a substring of text of 1 to 60 characters, in a third of all
// cases with one character changed.
func piece(rng *rand.Rand, text []rune) string {
	size := 1 + rng.IntN(min(60, len(text)))
	if rng.IntN(2) == 0 {
		size = min(size, 1+rng.IntN(6))
	}
	at := rng.IntN(len(text) - size + 1)
	s := append([]rune{}, text[at:at+size]...)
	switch at := rng.IntN(len(s)); rng.IntN(9) {
	case 0:
		s[at] = []rune(words[rng.IntN(len(words))])[0]
	case 1:
		s = append(s[:at], s[at+1:]...)
	case 2:
		s = append(s[:at:at], append([]rune(words[rng.IntN(len(words))]), s[at:]...)...)
	}
	return string(s)
}

func pieces(rng *rand.Rand, text []rune) query.Phrase {
	p := query.Literal(piece(rng, text))
	for rng.IntN(3) == 0 {
		p.Parts = append(p.Parts, piece(rng, text))
		p.Gaps = append(p.Gaps, rng.IntN(30))
	}
	return p
}

func randomPattern(rng *rand.Rand, text []rune) match.Pattern {
	p := match.Literal(piece(rng, text), match.Mode(rng.IntN(3)))
	switch rng.IntN(8) {
	case 0:
		p.Wanted[0] = pieces(rng, text)
	case 1:
		p.Wanted[0] = query.Near{A: pieces(rng, text), B: pieces(rng, text), Within: rng.IntN(40), Ordered: rng.IntN(2) == 0}
	case 2:
		p.Wanted[0] = query.Or{Xs: []query.Node{pieces(rng, text), pieces(rng, text), pieces(rng, text)}}
	case 3:
		p.Excluded = []query.Node{pieces(rng, text), query.Word{Text: piece(rng, text)}}
	case 4:
		p.Also = []match.Pattern{randomPattern(rng, text), randomPattern(rng, text)}
	case 5:
		p.Wanted[0] = query.Literal(string(text[rng.IntN(len(text))]))
		p.Except = []match.Pattern{randomPattern(rng, text), randomPattern(rng, text)}
	}
	return p
}

// TestMatchEqualsBrute compares the matches of random pieces of generated
// text, in all modes, with gaps, NEAR, OR, exclusions and patterns in patterns. Each
// is looked for in the text it is from and, with the same Scanner, in another.
func TestMatchEqualsBrute(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	texts := 120
	if testing.Short() {
		texts = 12
	}
	other := "科技"
	for range texts {
		text := generated(rng, 1+rng.IntN(6000))
		var ps []match.Pattern
		var ms []*match.Matcher
		for range 250 {
			p := randomPattern(rng, []rune(text))
			if m, err := match.Compile(p); err == nil {
				ps, ms = append(ps, p), append(ms, m)
			}
		}
		set, err := brute.NewSet(ps)
		if err != nil {
			t.Fatal(err)
		}
		scanners := make([]*match.Scanner, len(ms))
		var histogram match.Histogram
		match.Count(&histogram, analysis.Fold(text).Units)
		for i, m := range ms {
			scanners[i] = m.Scanner(&histogram)
		}
		for _, text := range [...]string{text, other} {
			compare(t, text, ps, scanners, set)
		}
		other = text
	}
}

func compare(t *testing.T, text string, ps []match.Pattern, scanners []*match.Scanner, set *brute.Set) {
	t.Helper()
	want := map[int][]match.Span{}
	set.Scan(text, func(i int, spans []match.Span) { want[i] = spans })
	f := analysis.Fold(text)
	for i, s := range scanners {
		var got []match.Span
		for _, x := range s.Find(f, text) {
			if ps[i].Mode != match.Raw {
				x.Start, x.End = f.Bytes(text, x.Start, x.End)
			}
			got = append(got, x)
		}
		if diff := cmp.Diff(want[i], got); diff != "" {
			t.Fatalf("%v %v in %q (-brute +match)\n%s", ps[i].Mode, ps[i], text, diff)
		}
	}
}

// TestBothModesAreCountedInOnePass: what is counted beside the matches is what
// brute finds in loose mode, on texts that repeat themselves, so that matches
// overlap.
func TestBothModesAreCountedInOnePass(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	texts, more, fewer := 1500, 0, 0
	if testing.Short() {
		texts = 150
	}
	for range texts {
		text := generated(rng, 1+rng.IntN(600))
		for range 12 {
			p := randomPattern(rng, []rune(text))
			p.Loosely = true
			m, err := match.Compile(p)
			if err != nil {
				continue
			}
			loose := p
			loose.Mode = match.Loose
			want := len(scan(t, loose, text))
			f := analysis.Fold(text)
			alone := append([]match.Span(nil), m.Scanner(nil).Find(f, text)...)
			spans, got := m.Scanner(nil).FindLoosely(f, text)
			if got != want {
				t.Fatalf("%v %v in %q: %d in loose mode, brute %d", p.Mode, p, text, got, want)
			}
			if diff := cmp.Diff(alone, append([]match.Span(nil), spans...)); diff != "" {
				t.Fatalf("%v %v in %q (-alone +counted beside)\n%s", p.Mode, p, text, diff)
			}
			if got > len(spans) {
				more++
			} else if got < len(spans) {
				fewer++
			}
		}
	}
	if more < texts/5 || fewer == 0 {
		t.Errorf("loose mode finds more %d times, fewer %d times: the test says little", more, fewer)
	}
}

// TestGramsMissNoText: a text with a match holds all grams of one of the
// lists that the pattern gives.
func TestGramsMissNoText(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	found := 0
	for range 3000 {
		text := generated(rng, 1+rng.IntN(200))
		p := randomPattern(rng, []rune(text))
		m, err := match.Compile(p)
		if err != nil {
			continue
		}
		f := analysis.Fold(text)
		if !m.Scanner(nil).Has(f, text) {
			continue
		}
		found++
		if letters := analysis.Letters(text); !holdsAny(letters, m.Grams()) {
			t.Fatalf("%v %v matches in %q, whose letters hold none of %q", p.Mode, p, text, m.Grams())
		}
	}
	if found < 300 {
		t.Errorf("only %d matches, the test says little", found)
	}
}

func holdsAny(letters string, lists [][]string) bool {
	for _, list := range lists {
		all := true
		for _, g := range list {
			all = all && strings.Contains(letters, g)
		}
		if all {
			return true
		}
	}
	return false
}

// FuzzMatch holds match and brute together on any text and any literal, on
// two literals near each other, and on a pattern with others inside.
func FuzzMatch(f *testing.F) {
	f.Add("他说：“发展。是硬道理”", "发展是硬道理", "说")
	f.Add("增长5.2%，2035年", "5.2", "35年")
	f.Add("１，０００ 1,000", "1000", ",")
	f.Add("said AI", "AI", "i")
	f.Add("所指[2]的。①甲，第[3]条“乙”②。²", "所指的", "指的[1]。")
	f.Add("甲³乙〔94〕财字第2号①、②丙", "甲乙[2]", "①②丙")
	f.Add("“三个代表”重要思想，《民法典》第1'2条", "三个代表重要思想", "典第1 2")
	f.Add("甲，”。“乙 a”b'c", "甲，。乙", "b\nc")
	f.Add("乙甲乙、甲乙、甲、乙甲", "甲", "乙")
	f.Add("甲\n乙𠀀㎡\u200b", "乙𠀀m", "²")
	f.Add("\xff\xe4\xb8", "\xb8", "\xff")
	f.Fuzz(func(t *testing.T, text, a, b string) {
		if len(text)+len(a)+len(b) > 1<<12 {
			return
		}
		for _, mode := range [...]match.Mode{match.Exact, match.Loose, match.Raw} {
			near := []query.Node{query.Near{A: query.Literal(a), B: query.Literal(b), Within: 3}}
			long := match.Literal(a+b, mode)
			long.Except = []match.Pattern{match.Literal(b+a+b, mode)}
			tree := match.Literal(a, mode)
			tree.Except = []match.Pattern{long}
			tree.Also = []match.Pattern{{Wanted: near, Excluded: []query.Node{query.Literal(b + a)}}}
			for _, p := range [...]match.Pattern{match.Literal(a, mode), {Mode: mode, Wanted: near}, tree} {
				if _, err := match.Compile(p); err != nil {
					continue
				}
				if diff := cmp.Diff(scan(t, p, text), matches(t, p, text)); diff != "" {
					t.Fatalf("%v %v in %q (-brute +match)\n%s", mode, p, text, diff)
				}
			}
		}
	})
}
