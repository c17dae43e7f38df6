package concord

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

func matrix(t *testing.T, src Source, questions []Question, by string, keep func(corpus.Info) bool) *Matrix {
	t.Helper()
	m, err := NewMatrix(context.Background(), src, questions, by, keep)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func questionsOf(terms ...string) (questions []Question) {
	for _, term := range terms {
		questions = append(questions, Question{term, match.Literal(term, match.Exact)})
	}
	return questions
}

// plainTotals are of no copies; loose mode finds more in the same documents.
func plainTotals(occurrences, documents, loose int) Totals {
	return Totals{Sum{occurrences, documents}, Beside{Loose: &Sum{loose, documents}}}
}

func TestMatrixByHand(t *testing.T) {
	// 2021 and the issuer 乙局 have letters and no 山水: they are no gap.
	keep := func(info corpus.Info) bool { return info.Path != "d" }
	questions := questionsOf("山水", "清水", "草")
	got := matrix(t, valley(), questions, ByYear, keep)
	want := &Matrix{By: ByYear, Series: []Series{
		{"山水", plainTotals(4, 2, 5), []Row{{"2019", 3, 1, 10, 3000}, {"2021", 0, 0, 2, 0}, {"", 1, 1, 4, 2500}}},
		{"清水", plainTotals(1, 1, 1), []Row{{"2019", 0, 0, 10, 0}, {"2021", 1, 1, 2, 5000}, {"", 0, 0, 4, 0}}},
		{"草", plainTotals(0, 0, 0), []Row{{"2019", 0, 0, 10, 0}, {"2021", 0, 0, 2, 0}, {"", 0, 0, 4, 0}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// Issuers stand by the occurrences of all questions: 4 and 1, though the
	// second has more of 清水.
	got = matrix(t, valley(), questions[:2], ByIssuer, keep)
	want = &Matrix{By: ByIssuer, Series: []Series{
		{"山水", plainTotals(4, 2, 5), []Row{{"甲局", 4, 2, 14, 40_000.0 / 14}, {"乙局", 0, 0, 2, 0}}},
		{"清水", plainTotals(1, 1, 1), []Row{{"甲局", 0, 0, 14, 0}, {"乙局", 1, 1, 2, 5000}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMatrixIsTheConcordancesSideBySide(t *testing.T) {
	keep := func(info corpus.Info) bool { return info.Date != "2019" }
	for seed := range uint64(10) {
		src := randomShelf(rand.New(rand.NewPCG(seed, 3)), 30)
		questions := questionsOf("山水", "水", "木", "草")
		for _, by := range MatrixKeys() {
			m := matrix(t, src, questions, by, keep)
			sum := map[string]*Row{}
			for i, s := range m.Series {
				c := counted(t, New(src, questions[i].Pattern, Options{Keep: keep}))
				rows := map[string][]Row{ByYear: c.By.Year, ByIssuer: c.By.Issuer, ByType: c.By.Type}[by]
				found := slices.DeleteFunc(slices.Clone(s.Rows), func(r Row) bool { return r.Occurrences == 0 && by != ByYear })
				slices.SortFunc(found, orderOf(by))
				if s.Name != questions[i].Name || s.Occurrences != c.Occurrences || s.Documents != c.Documents || !slices.Equal(found, rows) {
					t.Errorf("by %s, %s: got %+v, want %+v", by, s.Name, s, rows)
				}
				for j, row := range s.Rows {
					if first := m.Series[0].Rows[j]; first.Key != row.Key || first.Letters != row.Letters || len(s.Rows) != len(m.Series[0].Rows) {
						t.Errorf("by %s, %s: row %d is of %q, in %s of %q", by, s.Name, j, row.Key, questions[0].Name, first.Key)
					}
					if sum[row.Key] == nil {
						sum[row.Key] = &Row{Key: row.Key}
					}
					sum[row.Key].Occurrences += row.Occurrences
				}
			}
			var sums []Row
			for _, row := range m.Series[0].Rows {
				sums = append(sums, *sum[row.Key])
			}
			checkOrder(t, by, sums)
			checkLetters(t, src, by, keep, m.Series[3])
		}
	}
}

// checkLetters wants a row for each key of a document that was asked, with all
// its letters.
func checkLetters(t *testing.T, src *shelf, by string, keep func(corpus.Info) bool, s Series) {
	t.Helper()
	want, got := map[string]int64{}, map[string]int64{}
	for i := range src.docs {
		if info := src.Info(i); keep(info) {
			want[keyOf(info, by)] += int64(src.Letters(i))
		}
	}
	for _, row := range s.Rows {
		got[row.Key] = row.Letters
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("by %s: %s", by, diff)
	}
}

func TestMatrixEndsWithTheFirstError(t *testing.T) {
	src := &faulty{shelf: water(50), fails: "find", at: 20}
	if m, err := NewMatrix(context.Background(), src, questionsOf("水"), ByYear, nil); err != errBroken || m != nil {
		t.Errorf("%+v, %v", m, err)
	}
}

// letterCounter counts how often it is asked.
type letterCounter struct {
	*shelf
	asked int
}

func (c *letterCounter) Letters(doc int) int {
	c.asked++
	return c.shelf.Letters(doc)
}

// A source may have to read a text to count its letters.
func TestLettersAreAskedForOnce(t *testing.T) {
	src := &letterCounter{shelf: water(10)}
	counted(t, New(src, waterPattern, Options{Keep: func(info corpus.Info) bool { return info.Path != "0003" }}))
	if src.asked != 9 {
		t.Errorf("asked %d times for the letters of 9 documents", src.asked)
	}
	src.asked = 0
	matrix(t, src, questionsOf("水", "山", "草"), ByYear, nil)
	if src.asked != 10 {
		t.Errorf("asked %d times for the letters of 10 documents", src.asked)
	}
}
