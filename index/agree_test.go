package index

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// writer makes texts full of what can go wrong: repeats, wrapped lines,
// widths, scripts, numbers, marks, letters outside of the first plane.
type writer struct{ *rand.Rand }

func newWriter(seed uint64) *writer { return &writer{rand.New(rand.NewPCG(seed, 7))} }

// words are what texts are made of; the first of a row are written most.
var words = [...]string{
	"修建", "水库", "的", "河道", "和", "不断", "加强", "管理", "人民", "服务", "渔业", "渔渔渔", "发展", "不断发展",
	"水庫", "發展", "管 理", "服\n务", "修　建", "人\u200b民", "渔\ufe00业",
	"2035年", "２０３５年", "1,000", "1，000元", "1000", "5.2%", "52%", "3-5年", "35", "①", "10²", "第十二条",
	"AI", "ａｉ", "open source", "open-source", "opensource", "G20", "café", "said", "GDP",
	"𠮷", "𠀀𠮷野", "〇", "○", "㎡", "Ⅳ", "ﬁ", "", "，", "、", "“", "”", "《", "》", "——", "……", "：", "(", ")", " ",
}

func (w *writer) word() string {
	if w.IntN(3) > 0 {
		return words[w.IntN(14)]
	}
	return words[w.IntN(len(words))]
}

// text is n words in sentences and paragraphs, some of them 条.
func (w *writer) text(n int) string {
	var b strings.Builder
	b.WriteString("修建水库的办法\n\n")
	article := 0
	for range n {
		b.WriteString(w.word())
		switch w.IntN(24) {
		case 0:
			b.WriteString("。")
		case 1:
			b.WriteString("\n")
		case 2:
			b.WriteString("，")
		case 3:
			article++
			fmt.Fprintf(&b, "。\n\n第%d条　", article)
		}
	}
	return b.String() + "。\n"
}

// piece is a part of a text, mostly as it stands.
func (w *writer) piece(text string) string {
	rs := []rune(text)
	from := w.IntN(len(rs))
	rs = rs[from : from+min(1+w.IntN(10), len(rs)-from)]
	if w.IntN(6) == 0 {
		rs = slices.Insert(slices.Clone(rs), w.IntN(len(rs)+1), []rune(w.word())...)
	}
	return string(rs)
}

func (w *writer) phrase(text string) query.Phrase {
	p := query.Literal(w.piece(text))
	for w.IntN(3) == 0 {
		p.Parts = append(p.Parts, w.piece(text))
		p.Gaps = append(p.Gaps, w.IntN(9))
	}
	return p
}

// pattern asks for something that may be in a text.
func (w *writer) pattern(text string) match.Pattern {
	p := match.Pattern{Mode: match.Mode(w.IntN(3))}
	switch w.IntN(8) {
	case 0:
		p.Wanted = []query.Node{query.Near{A: w.phrase(text), B: w.phrase(text), Within: w.IntN(12), Ordered: w.IntN(2) == 0}}
	case 1:
		p.Wanted = []query.Node{query.Or{Xs: []query.Node{w.phrase(text), w.phrase(text)}}}
	case 2:
		p.Wanted = []query.Node{w.phrase(text), w.phrase(text)}
		p.Excluded = []query.Node{w.phrase(text)}
	case 3:
		p.Wanted = []query.Node{query.Literal(w.word())}
	case 4, 5:
		p.Wanted = []query.Node{w.phrase(text)}
	default:
		p.Wanted = []query.Node{query.Literal(w.piece(text))}
	}
	return p
}

func TestFindEqualsTheScan(t *testing.T) {
	s := newSite(t)
	w := newWriter(1)
	var texts []string
	for i := range 40 {
		texts = append(texts, w.text(1+w.IntN(200)))
		s.write(fmt.Sprintf("%d.txt", i), texts[i])
	}
	s.write("一字.txt", "水")
	s.write("一号.txt", "3。")
	s.write("无字.md", "水——\n\n。。。\n")
	s.update(UpdateOptions{})
	ix := s.open()
	src := scanOf(t, ix)
	if ix.Len() < 40 {
		t.Fatalf("only %d documents: %v", ix.Len(), ix.Unread())
	}
	for n := range ix.Len() {
		if got, want := ix.Letters(n), src.Letters(n); got != want {
			t.Errorf("%s has %d letters, want %d", ix.Info(n).Path, got, want)
		}
	}
	rounds, found := 300, map[match.Mode]int{}
	if testing.Short() {
		rounds = 200
	}
	for range rounds {
		p := w.pattern(texts[w.IntN(len(texts))])
		found[p.Mode] += agree(t, ix, src, p)
	}
	for _, mode := range [...]match.Mode{match.Exact, match.Loose, match.Raw} {
		if found[mode] < rounds/3 {
			t.Errorf("%v: only %d matches in all, the test says little", mode, found[mode])
		}
	}
}

// phrases across what a text is divided into.
func TestFindAcrossPassages(t *testing.T) {
	s := newSite(t)
	s.write("甲.md", "# 办法\n\n第一条 修建水库。\n\n第二条 疏浚河道。\n\n第三条 植树"+strings.Repeat("造林，", 400)+"护坡。\n")
	s.update(UpdateOptions{})
	ix := s.open()
	src := scanOf(t, ix)
	for text, want := range map[string]int{"水库。第二条": 1, "水库第二条疏浚": 1, "河道 第三条 植树造林": 1, "造林造林护坡": 1, "条": 3} {
		if got := agree(t, ix, src, match.Literal(text, match.Loose)); got != want {
			t.Errorf("%s: %d matches, want %d", text, got, want)
		}
	}
	if got := agree(t, ix, src, match.Literal("水库第二条", match.Exact)); got != 0 {
		t.Errorf("exact over a full stop: %d matches", got)
	}
}

func TestALongLine(t *testing.T) {
	if testing.Short() {
		t.Skip("10 MB")
	}
	s := newSite(t)
	var b strings.Builder
	for i := 0; b.Len() < 10<<20; i++ {
		fmt.Fprintf(&b, "修建第%d座水库，疏浚河道；", i)
	}
	s.write("长.txt", b.String())
	s.update(UpdateOptions{})
	for text, want := range map[string]int{"第77777座水库": 1, "疏浚河道": strings.Count(b.String(), "疏浚"), "第7座": 1} {
		if got := s.count(text, match.Exact); got != want {
			t.Errorf("%s: %d matches, want %d", text, got, want)
		}
	}
}

func TestManyTinyDocuments(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 500
	}
	s := newSite(t)
	for i := range n {
		s.write(fmt.Sprintf("%02d/%d.txt", i%50, i), fmt.Sprintf("修建第%d座水库。\n", i/2))
	}
	s.wantCounts(s.update(UpdateOptions{}), [4]int{n, 0, 0, 0})
	ix := s.open()
	if st := ix.Status(); st.Documents != n || st.Texts != n/2 {
		t.Errorf("%d documents, %d texts; want %d, %d", st.Documents, st.Texts, n, n/2)
	}
	for text, want := range map[string]int{"修建": n, "第7座": 2, "座水库": n} {
		if got := s.count(text, match.Exact); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
	s.wantUnchanged(func() { s.wantCounts(s.update(UpdateOptions{}), [4]int{0, 0, 0, n}) })
}

// TestCompaction changes documents for many rounds: after each the index
// equals the scan of what is there, and packs and dead passages are few.
func TestCompaction(t *testing.T) {
	s := newSite(t)
	w := newWriter(2)
	rounds := 60
	if testing.Short() {
		rounds = 12
	}
	texts := map[string]string{}
	total := 0
	for round := range rounds {
		for range 1 + w.IntN(6) {
			name := fmt.Sprintf("%d.txt", w.IntN(40))
			switch w.IntN(4) {
			case 0:
				s.remove(name)
				delete(texts, name)
			case 1: // another's text
				for _, text := range texts {
					texts[name] = text
					break
				}
			default:
				texts[name] = w.text(20 + w.IntN(400))
			}
			if text, ok := texts[name]; ok {
				s.write(name, text)
				// Sizes may be equal, times never are.
				s.age(name, time.Hour-time.Duration(round)*time.Second)
			}
		}
		s.update(UpdateOptions{})
		total += s.checkRound(w, texts)
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	if total < 100 {
		t.Errorf("only %d matches in all", total)
	}
}

// age sets a document's time to so long ago.
func (s *site) age(name string, ago time.Duration) {
	s.Helper()
	at := time.Now().Add(-ago)
	s.must(os.Chtimes(filepath.Join(s.docs, name), at, at))
}

func (s *site) checkRound(w *writer, texts map[string]string) (matches int) {
	s.Helper()
	ix, err := Open(s.index)
	s.must(err)
	defer ix.Close()
	if ix.Len() != len(texts) {
		s.Errorf("%d documents, want %d", ix.Len(), len(texts))
	}
	live, all := 0, 0
	for _, p := range ix.packs {
		for n := range p.texts {
			from, to := p.passageRange(uint32(n))
			all += int(to - from)
			if p.live[n] {
				live += int(to - from)
			}
		}
	}
	if dead := all - live; dead*deadShare > all {
		s.Errorf("%d of %d passages are dead", dead, all)
	}
	if len(ix.packs) > 3*tierPacks {
		s.Errorf("%d packs", len(ix.packs))
	}
	src := scanOf(s, ix)
	for _, text := range texts {
		p := w.pattern(text)
		matches += agree(s, ix, src, p)
		matches += agree(s, ix, src, match.Literal("不断发展", p.Mode))
		if matches > 200 {
			break
		}
	}
	return matches
}
