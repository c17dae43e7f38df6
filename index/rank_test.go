package index

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yinzheng/corpus"
	"yinzheng/corpus/sample"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

func (s *site) search(ix *Index, text string, o SearchOptions) *SearchResult {
	s.Helper()
	q, err := query.Parse(text)
	s.must(err)
	res, err := ix.Search(s.Context(), q, o)
	s.must(err)
	return res
}

// place is what a hit is compared by.
type place struct {
	Path     string
	Score    float64
	Passages []corpus.Span
}

func places(res *SearchResult, passages int) (list []place) {
	for _, h := range res.Hits {
		p := place{Path: h.Document.Path, Score: h.Score}
		for _, x := range h.Passages[:min(passages, len(h.Passages))] {
			p.Passages = append(p.Passages, corpus.Span{Start: x.Start, End: x.End})
		}
		list = append(list, p)
	}
	return list
}

// drawQueries makes queries of pieces of the documents, and of two pieces.
func drawQueries(t *testing.T, ix *Index, n int) []string {
	rng := rand.New(rand.NewPCG(1, 2))
	piece := func() string {
		doc, err := ix.Read(rng.IntN(ix.Len()))
		if err != nil {
			t.Fatal(err)
		}
		letters := []rune(analysis.Letters(doc.Text))
		from := rng.IntN(len(letters))
		return string(letters[from:min(from+1+rng.IntN(20), len(letters))])
	}
	var list []string
	for i := range n {
		q := piece()
		if i%2 == 1 {
			q += " " + piece()
		}
		list = append(list, q)
	}
	return list
}

// The bounds that leave documents and passages out may not change an answer.
func TestPrunedRankEqualsFull(t *testing.T) {
	s := sampleSite(t)
	ix := s.open()
	queries := drawQueries(t, ix, 60)
	for _, q := range readQueries(t, sampleQueries) {
		queries = append(queries, q.text)
	}
	for _, text := range queries {
		q, err := query.Parse(text)
		s.must(err)
		run := ix.newSearch(t.Context(), nil)
		run.tiers, err = run.eval(q)
		s.must(err)
		docs := make([]int, ix.Len())
		for i := range docs {
			docs[i] = i
		}
		full, err := run.rank(q, docs, 0, 1<<20)
		s.must(err)
		for _, wanted := range []int{1, 3, 20} {
			for keep := 1; keep <= 3; keep += 2 {
				got, err := run.rank(q, docs, wanted, keep)
				s.must(err)
				want := slices.Clone(full[:wanted])
				for i := range want {
					want[i].passages = want[i].passages[:min(keep, len(want[i].passages))]
				}
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(ranked{}, scoredPassage{}), cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("%s, %d of them, %d passages (-full +pruned)\n%s", text, wanted, keep, diff)
				}
			}
		}
	}
}

// No document scores more than its bound, no passage more than its own: neither
// for the first query nor for those behind it.
func TestBoundHolds(t *testing.T) {
	s := sampleSite(t)
	ix := s.open()
	for i, text := range drawQueries(t, ix, 60) {
		q, err := query.Parse(text)
		s.must(err)
		run := ix.newSearch(t.Context(), nil)
		ix.again.Store(i%2 == 1)
		r, err := run.newRanker(q)
		s.must(err)
		buf := r.newScratch()
		for n := range ix.Len() {
			d := ranked{doc: n}
			s.must(r.score(&d, 1<<20, 0, buf))
			if most := r.bound(n, buf); d.score > most {
				t.Fatalf("%s: document %d scores %v, its bound is %v", text, n, d.score, most)
			}
			row := &ix.docs.rows[n]
			p := ix.packs[row.Pack]
			for _, x := range d.passages {
				e := r.packs[row.Pack]
				start, end := p.units(row.Text, x.n)
				most := r.passageBound(e, row.Text, e.words[x.n], end-start)
				most += r.bonus(n)
				if x.score > most {
					t.Fatalf("%s: passage %d of document %d scores %v, its bound is %v", text, x.n, n, x.score, most)
				}
			}
		}
	}
}

// Who asks for a law by its name gets the law, whatever others say of it.
func TestADocumentIsFirstByItsName(t *testing.T) {
	s := newSite(t)
	for name, text := range map[string]string{
		"法":  "# 中华人民共和国湿地法\n\n第一条 保护水鸟。\n",
		"解释": "# 关于适用《中华人民共和国湿地法》的解释\n\n湿地法所称湿地，依湿地法。湿地法施行后，湿地法优先。\n",
		"条例": "# 湿地法实施条例\n\n根据湿地法，湿地法所称湿地是湿地。\n",
	} {
		s.write(name+".md", text)
	}
	s.update(UpdateOptions{})
	ix := s.open()
	for _, q := range []string{"湿地法", "中华人民共和国湿地法", "《濕地法》", `"湿地法"`, "湿地 法"} {
		if got := s.search(ix, q, SearchOptions{}).Hits[0].Document.Path; filepath.Base(got) != "法.md" {
			t.Errorf("%s: %s is first", q, got)
		}
	}
}

// Scores depend on the documents alone, not on how the index came to be.
func TestScoresOfAnyHistoryAreEqual(t *testing.T) {
	once := sampleSite(t)
	steps := newSite(t)
	all := filepath.Join(t.TempDir(), "all")
	steps.must(os.CopyFS(all, sample.Files()))
	files, err := filepath.Glob(filepath.Join(all, "*", "*"))
	steps.must(err)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	name := func(file string) string {
		return strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(file, all)), "/")
	}
	for i := range slices.Chunk(files, 7) {
		for _, file := range i {
			data, err := os.ReadFile(file)
			steps.must(err)
			steps.write(name(file), string(data))
		}
		steps.write("other.txt", fmt.Sprintf("另一件文书，说科技创新和人才，第 %d 稿。\n", len(i)))
		steps.update(UpdateOptions{})
		steps.remove(name(i[0]))
		steps.remove("other.txt")
		steps.update(UpdateOptions{})
		data, err := os.ReadFile(i[0])
		steps.must(err)
		steps.write(name(i[0]), string(data))
	}
	steps.update(UpdateOptions{})
	a, b := once.open(), steps.open()
	if len(b.packs) < 2 {
		t.Errorf("%d packs: the steps left no traces", len(b.packs))
	}
	for _, q := range append(drawQueries(t, a, 40), "科技创新 人才", "养老", `"科技" 服务`) {
		want := places(once.search(a, q, SearchOptions{Passages: 3}), 3)
		got := places(steps.search(b, q, SearchOptions{Passages: 3}), 3)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s (-once +steps)\n%s", q, diff)
		}
	}
}

// A scan as judge gives the index's answer, and is what is asked.
func TestSearchByScanEqualsIndex(t *testing.T) {
	s := sampleSite(t)
	ix := s.open()
	scan := &countingFinder{Finder: scanOf(t, ix)}
	for _, q := range append(drawQueries(t, ix, 10), "科技创新 人才", `"科技" -养老`, `"科技" NEAR/20 "人才"`) {
		before := scan.asked
		want := s.search(ix, q, SearchOptions{})
		got := s.search(ix, q, SearchOptions{Judge: scan})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s (-index +scan)\n%s", q, diff)
		}
		if scan.asked == before {
			t.Errorf("%s: the judge was not asked", q)
		}
	}
}

// countingFinder counts how often it is asked.
type countingFinder struct {
	Finder
	asked int
}

func (f *countingFinder) Find(ctx context.Context, p match.Pattern, keep func(corpus.Info) bool) iter.Seq2[match.Hits, error] {
	f.asked++
	return f.Finder.Find(ctx, p, keep)
}

func TestOrderOfAnswers(t *testing.T) {
	s := newSite(t)
	s.write("a.txt", "水库的管理办法另有规定。汛限水位由省里定。\n")
	s.write("b.txt", "本县的水库汛限水位见附表，各乡镇照此执行，不再另行通知，遇有变化随时公布。\n")
	s.write("c.txt", "水库水库水库水库水库。\n")
	s.write("d(2020-05-01).txt", "各地的汛限水位不同。\n")
	s.write("e(2021-05-01).txt", "各地的汛限水位不同。\n")
	s.write("f(2021-05-01).txt", "各地的汛限水位不同。\n")
	s.update(UpdateOptions{})
	var got []string
	ix := s.open()
	for _, h := range s.search(ix, "水库 汛限水位", SearchOptions{}).Hits {
		got = append(got, h.Document.Path)
	}
	if len(got) < 2 || got[0] != "docs/b.txt" || got[1] != "docs/a.txt" {
		t.Errorf("first the query in a row, then documents with all words: got %v", got)
	}
	got = nil
	for _, h := range s.search(ix, "各地的汛限", SearchOptions{Limit: 3}).Hits {
		got = append(got, h.Document.Path)
	}
	if diff := cmp.Diff([]string{"docs/e(2021-05-01).txt", "docs/f(2021-05-01).txt", "docs/d(2020-05-01).txt"}, got); diff != "" {
		t.Errorf("equals by date, then path (-want +got)\n%s", diff)
	}
}

func TestTallyCountsAsNaive(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	draw := func(n int) []uint16 {
		units := make([]uint16, n)
		for i := range units {
			units[i] = uint16('一' + rng.IntN(4))
		}
		return units
	}
	for range 200 {
		var terms []term
		seen := map[string]bool{}
		for range 1 + rng.IntN(8) { // words, then their bigrams
			if u := draw(1 + rng.IntN(4)); !seen[fmt.Sprint(u)] {
				seen[fmt.Sprint(u)] = true
				terms = append(terms, term{units: u})
			}
		}
		for _, t := range slices.Clone(terms) {
			for i := 1; i < len(t.units); i++ {
				terms = append(terms, term{units: t.units[i-1 : i+1]})
			}
		}
		text, counts := draw(rng.IntN(60)), make([]uint16, len(terms))
		newTally(terms).count(text, counts)
		for _, x := range terms {
			want := 0
			for i := range text {
				if i+len(x.units) <= len(text) && slices.Equal(text[i:i+len(x.units)], x.units) {
					want++
				}
			}
			if got := int(counts[x.counted]); got != want {
				t.Fatalf("%v in %v: got %d, want %d", x.units, text, got, want)
			}
		}
	}
}

// A query of one letter, or of letters that make no word, ranks too.
func TestOneLetterRanks(t *testing.T) {
	s := newSite(t)
	s.write("a.txt", "本县水库众多，另有税务所一处，其余各处的情形见附表，不再逐一列出。\n")
	s.write("b.txt", "税由税务机关征收，少缴税的补税，多缴税的退税。\n")
	s.write("c.txt", "各地的情形不同。\n")
	s.update(UpdateOptions{})
	ix := s.open()
	for _, text := range []string{"税", "税鼋鼍"} {
		res := s.search(ix, text, SearchOptions{})
		var got []string
		for _, h := range res.Hits {
			got = append(got, h.Document.Path)
		}
		if diff := cmp.Diff([]string{"docs/b.txt", "docs/a.txt"}, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text, diff)
		}
	}
}
