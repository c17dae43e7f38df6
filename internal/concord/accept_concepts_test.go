package concord_test

import (
	"slices"
	"testing"

	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// checkConcepts wants concepts with which the test says something.
func (j *judge) checkConcepts(t *testing.T, concepts *concord.Concepts) {
	t.Helper()
	if n := len(concepts.All()); n < 45 {
		t.Errorf("only %d concepts", n)
	}
	nowhere, nested := 0, 0
	for _, x := range concepts.All() {
		p := concepts.Pattern(x, match.Exact, false)
		own := j.total(t, match.Pattern{Wanted: p.Wanted, Excluded: p.Excluded})
		if own == 0 {
			nowhere++
		}
		if own > j.total(t, p) {
			nested++
		}
		if all := j.total(t, match.Pattern{Wanted: p.Wanted}); len(p.Excluded) > 0 && all <= own {
			t.Errorf("%s: the exclusions drop none of %d mentions", x.Name, all)
		}
		j.checkNarrower(t, concepts, x)
	}
	if nowhere != 2 {
		t.Errorf("%d concepts are mentioned nowhere, not 2", nowhere)
	}
	if nested < 6 {
		t.Errorf("only %d concepts have mentions inside those of narrower ones", nested)
	}
	if j.mixed < 10 {
		t.Errorf("only %d questions have mentions in several scripts or widths", j.mixed)
	}
}

func (j *judge) total(t *testing.T, p match.Pattern) int {
	t.Helper()
	n, err := concord.Count(t.Context(), j.ix, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	return n.Occurrences
}

// checkNarrower wants no mention of x inside one of a narrower concept, and
// all of those to count where they are asked for too.
func (j *judge) checkNarrower(t *testing.T, concepts *concord.Concepts, x *concord.Concept) {
	t.Helper()
	alone := j.spans(t, concepts.Pattern(x, match.Exact, false))
	whole := j.spans(t, concepts.Pattern(x, match.Exact, true))
	for _, d := range concepts.Below(x) {
		for doc, narrower := range j.spans(t, concepts.Pattern(d, match.Exact, false)) {
			for _, y := range narrower {
				if slices.ContainsFunc(alone[doc], func(z match.Span) bool { return holds(y, z) }) {
					t.Errorf("%s: mentioned inside %s at %v of %s", x.Name, d.Name, y, j.docs[doc].doc.Path)
				}
				if !slices.ContainsFunc(whole[doc], func(z match.Span) bool { return y.Start < z.End && z.Start < y.End }) {
					t.Errorf("%s: not counted for %s at %v of %s", d.Name, x.Name, y, j.docs[doc].doc.Path)
				}
			}
		}
	}
}

// spans are the matches of a pattern of the questions, by document.
func (j *judge) spans(t *testing.T, p match.Pattern) map[int][]match.Span {
	t.Helper()
	hits, known := j.scan.hits[patternKey(p)]
	if !known {
		t.Fatalf("%s is none of the questions", patternKey(p))
	}
	spans := map[int][]match.Span{}
	for _, h := range hits {
		spans[h.Doc] = h.Spans
	}
	return spans
}

// holds tells whether y lies wholly in x.
func holds(x, y match.Span) bool { return x.Start <= y.Start && y.End <= x.End }
