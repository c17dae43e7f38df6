package query

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// treeMaker makes random trees of the kind that the parsers give.
type treeMaker struct{ *rand.Rand }

func (m treeMaker) pick(from ...string) string { return from[m.IntN(len(from))] }

// text is full of runes that mean something elsewhere.
func (m treeMaker) text() string {
	special := []rune(`甲乙ab12 　*＊"＂“”「」『』\{}｛｝()（）-－|｜:：/`)
	var b strings.Builder
	for range m.IntN(8) {
		b.WriteRune(special[m.IntN(len(special))])
	}
	if isBlank(b.String()) {
		b.WriteString(m.pick("甲", "{3}", `\`, `"`))
	}
	return b.String()
}

func (m treeMaker) phrase() Phrase {
	p := Literal(m.text())
	for m.IntN(3) == 0 {
		p.Gaps = append(p.Gaps, []int{0, 3, DefaultGap, DefaultGap, MaxGap}[m.IntN(5)])
		p.Parts = append(p.Parts, m.text())
	}
	return p
}

func (m treeMaker) near() Near {
	return Near{A: m.phrase(), B: m.phrase(), Within: m.IntN(MaxWithin + 1), Ordered: m.IntN(2) == 0}
}

func (m treeMaker) field() Field {
	if m.IntN(2) == 0 {
		return Field{Name: m.pick("title", "issuer", "number", "type", "path"), Value: m.text()}
	}
	from, to := m.pick("", "2019", "2020-02", "2020-02-29"), m.pick("", "2020-02-29", "2020-03", "2021")
	if from == "" && to == "" {
		from = "2020"
	}
	return Field{Name: "date", From: from, To: to}
}

func (m treeMaker) leaf() Node {
	switch m.IntN(4) {
	case 0:
		return Word{m.pick("科技", "or", "甲|乙", "open-source", "指出：要", "3*4", "**甲**", "文种：信", "单位：元", `a\b`, "，", "NEARBY")}
	case 1:
		return m.near()
	case 2:
		return m.field()
	}
	return m.phrase()
}

// positive finds something; outer is the operator around it, which it can't be.
func (m treeMaker) positive(depth int, outer string) Node {
	if depth == 0 || m.IntN(4) == 0 {
		return m.leaf()
	}
	if outer == "and" || outer == "" && m.IntN(2) == 0 {
		xs := []Node{m.positive(depth-1, "or")}
		for range 1 + m.IntN(2) {
			xs = append(xs, m.positive(depth-1, "or"))
		}
		return Or{xs}
	}
	xs := []Node{m.positive(depth-1, "and")}
	for range 1 + m.IntN(3) {
		if m.IntN(3) == 0 {
			xs = append(xs, Not{m.positive(depth-1, "")})
		} else {
			xs = append(xs, m.positive(depth-1, "and"))
		}
	}
	m.Shuffle(len(xs), func(i, j int) { xs[i], xs[j] = xs[j], xs[i] })
	return And{xs}
}

func (m treeMaker) pattern() Node {
	xs := make([]Node, 1+m.IntN(3))
	for i := range xs {
		if m.IntN(2) == 0 {
			xs[i] = m.phrase()
		} else {
			xs[i] = m.near()
		}
	}
	if len(xs) == 1 {
		return xs[0]
	}
	return Or{xs}
}

func TestEveryTreeReadsBackWhatItPrints(t *testing.T) {
	m := treeMaker{rand.New(rand.NewPCG(5, 20))}
	for range 20_000 {
		checkRoundTrip(t, m.positive(4, ""), Parse)
		checkRoundTrip(t, m.pattern(), ParsePattern)
		if t.Failed() {
			return
		}
	}
}

func FuzzParse(f *testing.F) {
	m := treeMaker{rand.New(rand.NewPCG(1, 2))}
	for range 50 {
		f.Add(m.positive(3, "").String())
	}
	for _, seed := range []string{
		"", "甲 OR 乙", `"甲*{3}乙" NEAR/20 “丙”`, "标题：甲 -日期:2019..2021", "（甲 ｜ 乙） －丙",
		`\`, `"\`, "-", "OR", "NEAR/", "title:", "date:..", "甲\xff", `"甲*{`, "文号:国发（2019", "３－５ ＯＲ ＡＮＤ", "发文机关:甲 年份：2020-2025", "发布日期：“乙”", "甲*乙*{3}丙 *丁", "作者:甲", "(甲 乙 OR (丙 “丁”)) AND NOT 戊 AND 己",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, q string) {
		for _, parse := range []func(string) (Node, error){Parse, ParsePattern} {
			n, err := parse(q)
			if err != nil {
				checkError(t, q, err)
				continue
			}
			checkRoundTrip(t, n, parse)
			checkTree(t, n)
		}
	})
}

// checkTree holds what tree.go promises of And, Or and Phrase.
func checkTree(t *testing.T, n Node) {
	t.Helper()
	Walk(n, func(n Node) bool {
		switch n := n.(type) {
		case Phrase:
			if len(n.Parts) == 0 || len(n.Gaps) != len(n.Parts)-1 {
				t.Errorf("bad phrase %#v", n)
			}
		case And:
			checkOperands(t, n.Xs, func(x Node) bool { _, same := x.(And); return same })
		case Or:
			checkOperands(t, n.Xs, func(x Node) bool { _, same := x.(Or); return same })
		}
		return true
	})
}

func checkOperands(t *testing.T, xs []Node, same func(Node) bool) {
	t.Helper()
	if len(xs) < 2 {
		t.Errorf("%d operands", len(xs))
	}
	for _, x := range xs {
		if same(x) {
			t.Errorf("%s holds its own kind", x)
		}
	}
}
