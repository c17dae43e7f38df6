package index

import (
	"bufio"
	"flag"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"yinzheng/corpus"
	"yinzheng/corpus/sample"
	"yinzheng/internal/query"
)

var updateRanks = flag.Bool("update", false, "rewrite the goldens of ranks reached")

// answer is a passage that answers a query: any of the document, or one that
// shares text with the section of this label or name.
type answer struct{ path, section string }

// rankingQuery is a query of a golden file.
type rankingQuery struct {
	text    string
	answers []answer
}

// reach is how far down looking for an answer goes.
const reach = 100

// TestRankingSample holds the ranking of the sample to what it has reached.
func TestRankingSample(t *testing.T) {
	queries := readQueries(t, sampleQueries)
	for i := range queries {
		for k := range queries[i].answers {
			queries[i].answers[k].path = "docs/" + queries[i].answers[k].path
		}
	}
	checkRanks(t, sampleSite(t).open(), queries, "testdata/ranking-sample.ranks")
}

const sampleQueries = "../corpus/sample/testdata/ranking.golden"

// sampleSite is a site with the sample, indexed.
func sampleSite(t *testing.T) *site {
	s := newSite(t)
	s.must(os.CopyFS(s.docs, sample.Files()))
	s.update(UpdateOptions{})
	return s
}

// TestRankingCorpus does so with the real corpus, which takes a while.
func TestRankingCorpus(t *testing.T) {
	const folder = "../../shared/corpus"
	if os.Getenv("YINZHENG_ACCEPT") == "" {
		t.Skip("set YINZHENG_ACCEPT=1 to rank the real corpus")
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skip("there is no corpus here")
	}
	s := newSite(t)
	_, err := Update(t.Context(), s.index, []string{folder}, UpdateOptions{Root: folder, Rebuild: true})
	s.must(err)
	ix := s.open()
	checkRanks(t, ix, readQueries(t, "../cmd/yinzheng/testdata/ranking-corpus.golden"), "testdata/ranking-corpus.ranks")
	checkCorpusTiers(t, ix)
}

// checkCorpusTiers asks for what hid documents when a bare word was a phrase as
// soon as one document held it, and for a 文号 in another form than its document
// has it.
func checkCorpusTiers(t *testing.T, ix *Index) {
	for text, want := range map[string]struct {
		demanded       string // all parts, as phrases
		verbatim, both int
	}{
		"十九大报告":  {`"十九大" AND "报告"`, 1, 31},
		"生育假期":   {`"生育" AND "假期"`, 2, 24},
		"生育假":    {`"生育" AND "假"`, 6, 143},
		"工伤认定标准": {`"工伤" AND "认定" AND "标准"`, 0, 47},
		"高空抛物罪":  {`"高空" AND "抛物" AND "罪"`, 1, 14},
	} {
		res, all := searched(t, ix, text), searched(t, ix, want.demanded)
		if c := res.Tiers; c.Verbatim != want.verbatim || c.Verbatim+c.All != want.both || all.Total() != want.both || c.Verbatim+c.All+c.Some != res.Total() {
			t.Errorf("%s: %+v of %d, and %d hold all parts; want %+v", text, c, res.Total(), all.Total(), want)
		}
	}
	const decree = "laws/行政法规/征信业管理条例(2013-01-21).md"
	for _, text := range []string{"国务院令第631号", "文号:国务院令第631号", "文号:国务院令631"} {
		if hits := searched(t, ix, text).Hits; len(hits) == 0 || hits[0].Document.Path != decree {
			t.Errorf("%s does not find the decree first", text)
		}
	}
}

func searched(t *testing.T, ix *Index, text string) *SearchResult {
	q, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	res, err := ix.Search(t.Context(), q, SearchOptions{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func readQueries(t *testing.T, file string) []rankingQuery {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var queries []rankingQuery
	for s := bufio.NewScanner(f); s.Scan(); {
		if s.Text() == "" || strings.HasPrefix(s.Text(), "#") {
			continue
		}
		column := strings.Split(s.Text(), "\t")
		if len(column) != 3 {
			t.Fatalf("%s: %q has not 3 columns", file, s.Text())
		}
		if len(queries) == 0 || queries[len(queries)-1].text != column[0] {
			queries = append(queries, rankingQuery{text: column[0]})
		}
		q := &queries[len(queries)-1]
		q.answers = append(q.answers, answer{column[1], column[2]})
	}
	if len(queries) == 0 {
		t.Fatalf("%s: no queries", file)
	}
	return queries
}

// rankOf is the place, from 1, of the first document whose best passage
// answers q; 0 if none of the first ones does.
func rankOf(t *testing.T, ix *Index, q rankingQuery) int {
	parsed, err := query.Parse(q.text)
	if err != nil {
		t.Fatal(err)
	}
	res, err := ix.Search(t.Context(), parsed, SearchOptions{Limit: reach})
	if err != nil {
		t.Fatal(err)
	}
	for i, hit := range res.Hits {
		for _, a := range q.answers {
			if hit.Document.Path == a.path && answers(t, ix, hit, a.section) {
				return i + 1
			}
		}
	}
	return 0
}

// answers tells whether the best passage of a hit has part in a section.
func answers(t *testing.T, ix *Index, hit SearchHit, section string) bool {
	if section == "-" {
		return true
	}
	doc, err := ix.Read(ix.docs.find(hit.Document.Path))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range doc.Outline {
		if sameSection(s, section) && hit.Passages[0].Start < s.End && s.Start < hit.Passages[0].End {
			return true
		}
	}
	return false
}

func sameSection(s corpus.Section, want string) bool {
	name := s.Label
	if name == "" {
		name = s.Name
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, name) == want
}

// checkRanks compares the ranks reached with those of a golden file:
// rank<TAB>query in each line, 0 for none, at its end the mean reciprocal
// rank. The mean may not fall by more than 0.01, and no query may leave the
// first ten.
func checkRanks(t *testing.T, ix *Index, queries []rankingQuery, golden string) {
	var b strings.Builder
	old := readRanks(t, golden)
	mean := 0.0
	for _, q := range queries {
		rank := rankOf(t, ix, q)
		fmt.Fprintf(&b, "%d\t%s\n", rank, q.text)
		if rank > 0 {
			mean += 1 / float64(rank) / float64(len(queries))
		}
		if was := int(old[q.text]); was >= 1 && was <= 10 && (rank == 0 || rank > 10) && !*updateRanks {
			t.Errorf("%s: was at rank %d, is at %d", q.text, was, rank)
		}
	}
	fmt.Fprintf(&b, "%.4f\t%s\n", mean, meanName)
	if *updateRanks {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	was, ok := old[meanName]
	if !ok {
		t.Fatalf("%s: no mean; write it with -update", golden)
	}
	if mean < was-0.01 {
		t.Errorf("mean reciprocal rank %.4f, was %.4f", mean, was)
	}
	if math.Abs(mean-was) > 1e-4 {
		t.Logf("mean reciprocal rank %.4f, was %.4f: keep it with -update", mean, was)
	}
}

const meanName = "mean reciprocal rank"

// readRanks reads a golden file of checkRanks; empty if there is none.
func readRanks(t *testing.T, golden string) map[string]float64 {
	data, err := os.ReadFile(golden)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	ranks := map[string]float64{}
	for line := range strings.Lines(string(data)) {
		rank, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		n, err := strconv.ParseFloat(rank, 64)
		if !ok || err != nil {
			t.Fatalf("%s: %q is no rank and query", golden, line)
		}
		ranks[name] = n
	}
	return ranks
}
