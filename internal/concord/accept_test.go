package concord_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/corpus/sample"
	"yinzheng/index"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// TestAcceptConcordance holds every figure of an index's concordance to that
// of the brute scan, and both to a plain recount, on the real documents. It
// takes minutes and runs only with YINZHENG_ACCEPT=1 and the folder of the
// documents in YINZHENG_CORPUS.
func TestAcceptConcordance(t *testing.T) {
	if os.Getenv("YINZHENG_ACCEPT") != "1" {
		t.Skip("takes minutes: runs with YINZHENG_ACCEPT=1 only (make accept)")
	}
	folder := os.Getenv("YINZHENG_CORPUS")
	if _, err := os.Stat(filepath.Join(folder, "laws")); err != nil {
		t.Skip("no corpus to test on, its folder belongs into YINZHENG_CORPUS: ", err)
	}
	start := time.Now()
	concepts := acceptConcepts(t)
	j := newJudge(t, indexFolder(t, folder), questions(concepts))
	t.Logf("%d documents, %d patterns: indexed, read and scanned in %.1fs", j.ix.Len(), len(j.asked), time.Since(start).Seconds())
	j.compare(t)
	j.checkConcepts(t, concepts)
	t.Logf("%.1fs in all", time.Since(start).Seconds())
}

// TestConcordanceOnTheSample does the same on the sample, where the scan that
// is made beforehand is held to one made for each question.
func TestConcordanceOnTheSample(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, sample.Files()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "排版.txt"), []byte(typeset), 0o644); err != nil {
		t.Fatal(err)
	}
	concepts, err := concord.ReadConcepts("concepts.yaml", sample.Concepts())
	if err != nil {
		t.Fatal(err)
	}
	all := append(questions(concepts), questions(acceptConcepts(t))...)
	j := newJudge(t, indexFolder(t, folder), distinct(all))
	j.compare(t)
	for _, x := range concepts.All() {
		j.checkNarrower(t, concepts, x)
	}
	for _, q := range j.asked {
		direct := findAll(t, j.scan.Source, q)
		if diff := cmp.Diff(direct, findAll(t, j.scan, q)); diff != "" {
			t.Errorf("%s: (-brute +scanned beforehand)\n%s", q.name, diff)
		}
	}
}

// typeset has what forms and contexts leave out, which the sample lacks.
const typeset = "科 技 创　新体系，科技\u200b创新；２０３５ 年，2035　年。\n\n" +
	"\u200b社 会 主 义\ufe00， 法 律、\u00ad法规 ， w to、WTO、ＷＴＯ。\n\n 科\u3000學技術 。\n"

func findAll(t *testing.T, src concord.Source, q *asked) (all []match.Hits) {
	t.Helper()
	for hits, err := range src.Find(t.Context(), q.pattern, q.keep) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, hits)
	}
	return all
}

func acceptConcepts(t *testing.T) *concord.Concepts {
	t.Helper()
	path := filepath.Join("testdata", "accept", "concepts.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	concepts, err := concord.ReadConcepts(path, data)
	if err != nil {
		t.Fatal(err)
	}
	return concepts
}

// questions are what is asked for the concepts: each in exact mode, with its
// narrower ones where it has any; some in the other modes, and some in a part
// of the documents.
func questions(concepts *concord.Concepts) []*asked {
	var list []*asked
	add := func(x *concord.Concept, mode match.Mode, narrower bool) *asked {
		n := len(list)
		q := &asked{name: fmt.Sprintf("%s, %v", x.Name, mode), pattern: concepts.Pattern(x, mode, narrower), width: 1 + n*7%40, seed: uint64(n)}
		if narrower {
			q.name += ", with narrower"
		}
		list = append(list, q)
		return q
	}
	for i, x := range concepts.All() {
		add(x, match.Exact, false)
		if len(x.Narrower) > 0 {
			add(x, match.Exact, true)
		}
		switch i % 6 {
		case 0:
			add(x, match.Loose, len(x.Narrower) > 0)
		case 2:
			add(x, match.Raw, false)
		case 4:
			q := *list[len(list)-1]
			q.name += ", of 2000 and later"
			q.keep = func(info corpus.Info) bool { return info.Date >= "2000" }
			list = append(list, &q)
		}
	}
	return list
}

// distinct drops what is asked again.
func distinct(list []*asked) []*asked {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(q *asked) bool {
		key := fmt.Sprint(patternKey(q.pattern), q.keep == nil)
		again := seen[key]
		seen[key] = true
		return again
	})
}

// judge is the three that answer: an index, a brute scan, and the documents
// for the plain recount; and the questions.
type judge struct {
	ix    *index.Index
	scan  *scanned
	docs  []*plainDoc
	asked []*asked
	mixed int // questions whose mentions are in several scripts or widths
}

func newJudge(t *testing.T, dir string, questions []*asked) *judge {
	t.Helper()
	ix, src, _ := openBoth(t, dir)
	j := &judge{ix: ix, docs: newPlainDocs(src), asked: questions}
	var patterns []match.Pattern
	known := map[string]bool{}
	for _, q := range questions {
		if key := patternKey(q.pattern); !known[key] {
			known[key] = true
			patterns = append(patterns, q.pattern)
		}
	}
	j.scan = scan(t, src, patterns)
	sameDocuments(t, ix, j.scan, j.docs)
	return j
}

// compare asks every question of all three, several side by side.
func (j *judge) compare(t *testing.T) {
	t.Helper()
	var mentions, values, mixed atomic.Int64
	t.Run("questions", func(t *testing.T) {
		for _, q := range j.asked {
			t.Run(q.name, func(t *testing.T) {
				t.Parallel()
				got := j.compareOne(t, q)
				mentions.Add(int64(got.Occurrences))
				values.Add(int64(got.numbers()))
				if got.isMixed() {
					mixed.Add(1)
				}
			})
		}
	})
	cells := j.compareMatrices(t)
	j.mixed = int(mixed.Load())
	t.Logf("%d questions, %d mentions, %d figures of their concordances and %d rows of matrices compared; %d questions have mentions in several scripts or widths",
		len(j.asked), mentions.Load(), values.Load(), cells, j.mixed)
}

// compareOne gives the figures of the index.
func (j *judge) compareOne(t *testing.T, q *asked) *figures {
	got, want := q.answer(t, &remembering{Source: j.ix}), q.answer(t, j.scan)
	if diff := differences(want, got); diff != "" {
		t.Errorf("(-brute +index)\n%s", diff)
	}
	j.compareRecount(t, q, want)
	return got
}

// compareRecount holds figures to the plain recount.
func (j *judge) compareRecount(t *testing.T, q *asked, got *figures) {
	t.Helper()
	want := q.recount(j.docs, j.scan.hits[patternKey(q.pattern)])
	checkSample(t, got.Sample, want.Sample)
	want.Sample = got.Sample
	if diff := differences(want, got); diff != "" {
		t.Errorf("(-recount +brute)\n%s", diff)
	}
	checkSums(t, got)
}

// checkSample wants a sample of the right size, in which no line stands twice
// or before one that comes first.
func checkSample(t *testing.T, drawn, lines []string) {
	t.Helper()
	if want := min(len(lines), sampleSize); len(drawn) != want {
		t.Errorf("a sample of %d lines, not %d", len(drawn), want)
	}
	for _, line := range drawn {
		i := slices.Index(lines, line)
		if i < 0 {
			t.Errorf("not a mention, or drawn twice, or out of order: %q", line)
			return
		}
		lines = lines[i+1:]
	}
}

// checkSums wants every way of adding up to give the whole.
func checkSums(t *testing.T, f *figures) {
	t.Helper()
	sums := map[string][2]int{"lines": {f.Listings[concord.ByPosition].Lines, f.Documents}, "strips": {0, len(f.Strips)}}
	for _, s := range f.Strips {
		sums["strips"] = [2]int{sums["strips"][0] + s.Occurrences, len(f.Strips)}
	}
	forms := 0
	for _, form := range f.Forms {
		forms += form.Occurrences
	}
	sums["forms"] = [2]int{forms, f.Documents}
	for by, rows := range map[string][]concord.Row{"years": f.By.Year, "issuers": f.By.Issuer, "types": f.By.Type} {
		sums[by] = sum(rows)
	}
	for by, g := range f.Groups {
		sums["group "+by] = sum(g.Rows)
		if slices.Contains([]string{concord.ByLeft1, concord.ByLeft2, concord.ByRight1, concord.ByRight2, concord.ByForm}, by) {
			sums["group "+by] = [2]int{sum(g.Rows)[0], f.Documents} // a document stands in several
		}
	}
	for what, s := range sums {
		if s != [2]int{f.Occurrences, f.Documents} {
			t.Errorf("the %s add up to %d in %d, not %d in %d", what, s[0], s[1], f.Occurrences, f.Documents)
		}
	}
}

// sum is the occurrences and documents of all rows.
func sum(rows []concord.Row) (total [2]int) {
	for _, row := range rows {
		total[0] += row.Occurrences
		total[1] += row.Documents
	}
	return total
}

// compareMatrices asks for all questions at once, and gives the number of
// cells.
func (j *judge) compareMatrices(t *testing.T) (cells int) {
	t.Helper()
	var list []concord.Question
	for _, q := range j.asked {
		if q.keep == nil {
			list = append(list, concord.Question{Name: q.name, Pattern: q.pattern})
		}
	}
	for _, by := range concord.MatrixKeys() {
		want := recountMatrix(j.docs, j.scan, list, by)
		for _, src := range []concord.Source{j.ix, j.scan} {
			got, err := concord.NewMatrix(t.Context(), src, list, by, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("matrix by %s: (-recount +%T)\n%s", by, src, diff)
			}
		}
		for _, s := range want.Series {
			cells += len(s.Rows)
			if got := sum(s.Rows); got != [2]int{s.Occurrences, s.Documents} {
				t.Errorf("matrix by %s: the row of %s adds up to %v, not %d in %d", by, s.Name, got, s.Occurrences, s.Documents)
			}
		}
	}
	return cells
}
