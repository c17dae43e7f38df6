package quote_test

import (
	"fmt"
	"strings"
	"testing"
)

// tally is how many cases of each kind came out right.
type tally struct {
	rows map[string]*row
	all  row
}

type row struct {
	cases, source, verdict, edits int
	beyond, literal, closer       int // see opinion
}

func tallyOf(cases []slipped, opinions []opinion) *tally {
	t := &tally{rows: map[string]*row{}}
	for i := range cases {
		label := cases[i].label()
		if t.rows[label] == nil {
			t.rows[label] = &row{}
		}
		t.rows[label].add(&opinions[i])
		t.all.add(&opinions[i])
	}
	return t
}

func (r *row) add(o *opinion) {
	r.cases++
	for n, yes := range map[*int]bool{
		&r.source: o.source, &r.verdict: o.verdict, &r.edits: o.edits,
		&r.beyond: o.beyond && !o.literal, &r.literal: o.literal, &r.closer: o.closer,
	} {
		if yes {
			*n++
		}
	}
}

// String is a table in Markdown. Its last columns tell how many cases were
// made too different to be near, stand somewhere in the documents as they are
// now, and were traced to a place that is closer than the one misquoted.
func (t *tally) String() string {
	var b strings.Builder
	b.WriteString("| slip | cases | source | verdict | edits | too far to be near | literal | closer elsewhere |\n")
	b.WriteString("|---|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, kind := range slipKinds() {
		t.rows[string(kind)].print(&b, string(kind))
	}
	t.rows[severalSlips].print(&b, severalSlips)
	t.all.print(&b, "all")
	return b.String()
}

func (r *row) print(b *strings.Builder, label string) {
	fmt.Fprintf(b, "| %s | %d | %s | %s | %s | %d | %d | %d |\n", label, r.cases,
		percent(r.source, r.cases), percent(r.verdict, r.cases), percent(r.edits, r.cases), r.beyond, r.literal, r.closer)
}

// hold wants shares of the cases to be right.
func (r *row) hold(t *testing.T, source, verdict, edits float64) {
	t.Helper()
	for _, x := range []struct {
		what  string
		right int
		least float64
	}{{"source", r.source, source}, {"verdict", r.verdict, verdict}, {"edits", r.edits, edits}} {
		if float64(x.right) < x.least*float64(r.cases) {
			t.Errorf("%s: %d of %d right, due are %s", x.what, x.right, r.cases, percent(int(x.least*100), 100))
		}
	}
}
