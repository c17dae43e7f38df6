package quote_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/quote"
)

// TestNearOnTheSample misquotes sentences of the sample, and wants the index
// and the brute scan to give the same answer, and the right one.
func TestNearOnTheSample(t *testing.T) {
	l := openSample(t)
	cases := newSlipper(t, 20_210_101, l.words).cases(t, l.sentences(), 130)
	var texts []string
	for i := range cases {
		texts = append(texts, cases[i].draft)
	}
	literal := l.literally(t, texts)
	opinions := make([]opinion, len(cases))
	sideBySide(len(cases), func(i int) {
		c := &cases[i]
		tr := l.traceBoth(t, c.draft, usual())
		if opinions[i] = l.judge(c, tr, literal[c.draft]); !opinions[i].right() {
			o := &opinions[i]
			t.Logf("source %v, verdict %v (%s), edits %v: %v\n  %v", o.source, o.verdict, o.want, o.edits, o.trouble, c)
		}
		if opinions[i].literal {
			l.checkLiteral(t, c.draft, tr, literal[c.draft])
		}
	})
	tally := tallyOf(cases, opinions)
	t.Logf("\n%s", tally)
	tally.all.hold(t, 0.99, 0.99, 0.98)
}

// TestUntouchedOnTheSample quotes every tenth sentence of the sample.
func TestUntouchedOnTheSample(t *testing.T) {
	l := openSample(t)
	var texts []string
	for i, s := range l.sentences() {
		if i%10 == 0 && !slices.Contains(texts, s.text) {
			texts = append(texts, s.text)
		}
	}
	literal := l.literally(t, texts)
	sideBySide(len(texts), func(i int) {
		tr := l.traceBoth(t, texts[i], usual())
		if tr.Verdict != quote.Exact {
			t.Errorf("called %q: %s", tr.Verdict, texts[i])
		}
		l.checkLiteral(t, texts[i], tr, literal[texts[i]])
	})
}

// traceBoth traces by index and by brute scan, which must give the same.
func (l *library) traceBoth(t *testing.T, text string, o quote.Options) *quote.Tracing {
	got, err := quote.Trace(t.Context(), l.ix, text, o)
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return &quote.Tracing{}
	}
	want, err := quote.Trace(t.Context(), l.scan, text, o)
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return &quote.Tracing{}
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(quote.Place{})); diff != "" {
		t.Errorf("%s: (-brute +index)\n%s", text, diff)
	}
	return got
}
