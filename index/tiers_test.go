package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// plainTiers says, document by document and from the words of the contract, in
// which tier it is: every word is looked for in every text.
type plainTiers struct {
	testing.TB
	s     *search
	src   *brute.Source
	found map[match.Mode]map[string][]bool
}

func (p *plainTiers) holds(doc int, text string, mode match.Mode) bool {
	if p.found[mode] == nil {
		p.found[mode] = map[string][]bool{}
	}
	docs, ok := p.found[mode][text]
	if !ok {
		docs = make([]bool, p.src.Len())
		for h, err := range p.src.Find(p.Context(), match.Literal(text, mode), nil) {
			if err != nil {
				p.Fatal(err)
			}
			docs[h.Doc] = true
		}
		p.found[mode][text] = docs
	}
	return docs[doc]
}

func (p *plainTiers) word(doc int, text string) Tier {
	if p.holds(doc, text, match.Exact) {
		return Verbatim
	}
	parts, err := p.s.parts(text)
	if err != nil {
		p.Fatal(err)
	}
	one := func(x string) bool { return analysis.CountLetters(x) == 1 }
	all, some, anywhere, long := true, false, false, slices.ContainsFunc(parts, func(x string) bool { return !one(x) })
	for _, x := range parts {
		has := p.holds(doc, x, match.Exact)
		all = all && has
		if one(x) && long {
			continue
		}
		some = some || has
		for other := range p.src.Len() {
			anywhere = anywhere || p.holds(other, x, match.Exact)
		}
	}
	letters := []rune(analysis.Letters(text))
	for i := 1; long && !anywhere && i < len(letters); i++ {
		if g := string(letters[i-1 : i+1]); !inRun(g) {
			some = some || p.holds(doc, g, match.Loose)
		}
	}
	switch {
	case all:
		return All
	case some:
		return Some
	}
	return 0
}

func (p *plainTiers) of(doc int, n query.Node) Tier {
	switch n := n.(type) {
	case query.Word:
		return p.word(doc, n.Text)
	case query.Phrase:
		if p.holds(doc, n.Parts[0], match.Exact) {
			return Verbatim
		}
		return 0
	case query.Not:
		if w, ok := n.X.(query.Word); ok && p.holds(doc, w.Text, match.Exact) {
			return 0
		}
		return Verbatim
	case query.Or:
		var best Tier
		for _, x := range n.Xs {
			best = max(best, p.of(doc, x))
		}
		return best
	}
	return p.and(doc, n.(query.And))
}

func (p *plainTiers) and(doc int, n query.And) Tier {
	tier, words, hit, demanded := Verbatim, 0, 0, 0
	for _, x := range n.Xs {
		t := p.of(doc, x)
		switch x.(type) {
		case query.Word:
			words++
			if t == 0 {
				t = Some
			} else {
				hit++
			}
		case query.Not:
		default:
			demanded++
		}
		tier = min(tier, t)
	}
	if words > 0 && hit == 0 && demanded == 0 {
		return 0
	}
	return tier
}

// drawn makes a query of pieces of a text and of the words that texts are made of.
func (w *writer) drawn(text string) string {
	plain := func() string {
		for {
			piece := w.word() + w.word()
			if w.IntN(2) == 0 {
				piece = w.piece(text)
			}
			if piece = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
				if strings.ContainsRune("\"“”()（）|-—:：*", r) {
					return -1
				}
				return r
			}, piece)), ""); analysis.CountLetters(piece) > 0 && !slices.Contains([]string{"OR", "AND", "NOT"}, piece) {
				return piece
			}
		}
	}
	switch w.IntN(8) {
	case 0:
		return plain() + " " + plain()
	case 1:
		return plain() + " OR " + plain() + " " + plain()
	case 2:
		return plain() + " -" + plain()
	case 3:
		return plain() + ` "` + plain() + `"`
	case 4:
		return "(" + plain() + " OR " + plain() + ") " + plain()
	}
	return plain()
}

// The index's tiers are those of a scan of every text, for every document, and
// so are the counts, the narrowed answers and those by date.
func TestTiersEqualTheScan(t *testing.T) {
	s := newSite(t)
	w := newWriter(11)
	var texts []string
	for i := range 60 {
		texts = append(texts, w.text(1+w.IntN(60)))
		s.write(fmt.Sprintf("%d(20%02d-01-01).txt", i, i), texts[i])
	}
	s.update(UpdateOptions{})
	ix := s.open()
	src := scanOf(t, ix)
	plain := &plainTiers{TB: t, s: ix.newSearch(t.Context(), nil), src: src, found: map[match.Mode]map[string][]bool{}}
	var all TierCounts
	for range 300 {
		text := w.drawn(texts[w.IntN(len(texts))])
		q, err := query.Parse(text)
		s.must(err)
		want := map[Tier][]int{}
		for n := range ix.Len() {
			if tier := plain.of(n, q); tier > 0 {
				want[tier] = append(want[tier], n)
			}
		}
		counts := TierCounts{len(want[Verbatim]), len(want[All]), len(want[Some])}
		all = TierCounts{all.Verbatim + counts.Verbatim, all.All + counts.All, all.Some + counts.Some}
		for _, tier := range []Tier{0, Verbatim, All, Some} {
			for _, sort := range Sorts() {
				res := s.search(ix, text, SearchOptions{Tier: tier.String(), Sort: sort})
				s.sameTiers(text, res, tier, want, counts)
			}
		}
		scanned := s.search(ix, text, SearchOptions{Judge: src})
		if diff := cmp.Diff(s.search(ix, text, SearchOptions{}), scanned); diff != "" {
			t.Fatalf("%s (-index +scan)\n%s", text, diff)
		}
	}
	if min(all.Verbatim, all.All, all.Some) < 300 {
		t.Errorf("%+v documents in all, the test says little", all)
	}
}

// sameTiers compares an answer, narrowed to a tier or not, with the documents
// that each tier should have.
func (s *site) sameTiers(text string, res *SearchResult, only Tier, want map[Tier][]int, counts TierCounts) {
	s.Helper()
	if diff := cmp.Diff(counts, res.Tiers); diff != "" {
		s.Fatalf("%s, %q (-scan +index)\n%s", text, only, diff)
	}
	var selected []int
	for tier, docs := range want {
		if only == 0 || tier == only {
			selected = append(selected, docs...)
		}
	}
	slices.Sort(selected)
	if !slices.Equal(selected, res.Selected) || len(res.Hits) != len(selected) {
		s.Fatalf("%s, %q: %v and %d hits, want %v", text, only, res.Selected, len(res.Hits), selected)
	}
	ix := s.open()
	for _, h := range res.Hits {
		if !slices.Contains(want[h.Tier], ix.docs.find(h.Document.Path)) {
			s.Fatalf("%s: %s is in tier %q", text, h.Document.Path, h.Tier)
		}
	}
}

// What bare words are made of.
func TestPartsOfABareWord(t *testing.T) {
	s := newSite(t).open().newSearch(t.Context(), nil)
	for word, want := range map[string]string{
		"十九大报告":         "十九大 报告",
		"生育假期":          "生育 假期",
		"生育假":           "生育 假",
		"工伤认定标准":        "工伤 认定 标准",
		"工傷認定標準":        "工伤 认定 标准",
		"国务院令第631号":     "国务院令 第631号",
		"2035年远景目标":     "2035年 远景 目标",
		"5.2%增长":        "5.2% 增长",
		"1,000元补贴":      "1,000元 补贴",
		"1+X证书":         "1+x 证书",
		"open-source软件": "open source 软件",
		"G20峰会":         "g20 峰会",
		"二十和三十":         "二十 三十",
		"试用期最长可以约定多久？":  "试用期 最长 可以 约定",
		"养老、托育，养老":      "养老 托 育",
		"的和":            "的 和",
		"行政处罚法":         "行政处罚法",
		"“三个代表”重要思想":    "三个代表 重要 思想",
		"二〇二五年工作":       "二〇二五年 工作",
		"第十二条和第十三条":     "第十二条 第十三条",
		"护照能用几年？":       "护照 能用 几年",
		"工伤认定标准，工伤认定是什么呢？": "工伤 认定 标准",
	} {
		parts, err := s.parts(word)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(parts, " "); got != want {
			t.Errorf("%s is %q, want %q", word, got, want)
		}
	}
}

// Nothing hides what holds the parts of a word: neither that one document holds
// it as it stands, nor that none does.
func TestTiersOfAnAnswer(t *testing.T) {
	s := newSite(t)
	for name, text := range map[string]string{
		"a": "优化生育假期制度。",
		"b": "职工生育的，享受产假，假期照发工资。",
		"c": "建设生育友好型社会。",
		"d": "修建水库。",
	} {
		s.write(name+".txt", text+"\n")
	}
	s.update(UpdateOptions{})
	ix := s.open()
	for text, want := range map[string]struct {
		order  string
		counts TierCounts
	}{
		"生育假期":         {"abc", TierCounts{1, 1, 1}},
		"生育 假期":        {"abc", TierCounts{2, 0, 1}},
		"生育假期 水库":      {"adbc", TierCounts{0, 0, 4}},
		"生育假期 OR 水库":   {"adbc", TierCounts{2, 1, 1}},
		"“生育” 产假水库":    {"bac", TierCounts{0, 0, 3}},
		"生育假期 -水库":     {"abc", TierCounts{1, 1, 1}},
		"生育假期 -产假":     {"ac", TierCounts{1, 0, 1}},
		"“生育”":         {"acb", TierCounts{3, 0, 0}},
		"路径:docs/":     {"abcd", TierCounts{4, 0, 0}},
		"生育假期 AND 制度":  {"a", TierCounts{1, 0, 0}},
		"有没有生育方面的假期呢？": {"bac", TierCounts{0, 0, 3}},
		"渔业厅":          {"", TierCounts{}},
	} {
		res := s.search(ix, text, SearchOptions{})
		got := ""
		for _, h := range res.Hits {
			got += strings.TrimSuffix(strings.TrimPrefix(h.Document.Path, "docs/"), ".txt")
		}
		if got != want.order || res.Tiers != want.counts {
			t.Errorf("%s gives %s, %+v, want %s, %+v", text, got, res.Tiers, want.order, want.counts)
		}
	}
	if _, err := ix.Search(t.Context(), query.Word{Text: "生育"}, SearchOptions{Tier: "one"}); err == nil {
		t.Error("there is no tier one")
	}
}
