package quote_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/quote"
)

// TestFixedSlipsAreTheSourcesWordsOnTheSample misquotes sentences of the sample,
// with their marks and without, lets them be fixed, and wants what was fixed to
// be exact, byte for byte the source's words.
func TestFixedSlipsAreTheSourcesWordsOnTheSample(t *testing.T) {
	l := openSample(t)
	cases := l.markedSlips(t, 20_210_101, 400)
	l.fixAll(t, cases)
}

// TestAcceptFix does so with the real documents.
func TestAcceptFix(t *testing.T) {
	l := openAccept(t)
	l.fixAll(t, l.markedSlips(t, acceptSeed(t), 3000))
}

// markedSlips are n misquoted sentences of documents that can be named; every
// second one has changed marks beside its changed letters.
func (l *library) markedSlips(t *testing.T, seed uint64, n int) (cases []slipped) {
	t.Helper()
	s := newSlipper(t, seed, l.words)
	all := slices.DeleteFunc(l.sentences(), func(x sentence) bool {
		title := l.docs[x.doc].Title
		return title == "" || strings.ContainsAny(title, "《》“”\"\n") || strings.ContainsAny(x.text, "\"‘’「」『』|\n,;:!?()") || !balanced(x.text)
	})
	kinds := slices.DeleteFunc(letterKinds(), func(k slipKind) bool { return k == longClause }) // which is not near
	for tries := 0; len(cases) < n && tries < 1000*n; tries++ {
		wanted := []slipKind{kinds[len(cases)%len(kinds)]}
		if len(cases)/len(kinds)%2 == 1 {
			wanted = append(wanted, punctuation)
		}
		c, ok := s.slip(all[s.rng.IntN(len(all))], wanted)
		if ok && c.edits <= allowed(c.letters) && balanced(c.draft) {
			cases = append(cases, c)
		}
	}
	return cases
}

// balanced tells that the marks “ and ” of a text are partners.
func balanced(text string) bool {
	open := 0
	for _, r := range text {
		switch r {
		case '“':
			open++
		case '”':
			open--
		}
		if open < 0 || open > 1 {
			return false
		}
	}
	return open == 0
}

// draftOf quotes each case in a paragraph of its own.
func (l *library) draftOf(cases []slipped) string {
	var b strings.Builder
	deeper := strings.NewReplacer("“", "‘", "”", "’")
	for i := range cases {
		fmt.Fprintf(&b, "《%s》指出：“%s”\n\n", l.docs[cases[i].doc].Title, deeper.Replace(cases[i].draft))
	}
	return b.String()
}

// quotations gives the outermost quotation of each paragraph that has one.
func (l *library) quotations(t *testing.T, draft string) (*quote.Report, map[int]quote.Judged) {
	t.Helper()
	doc, err := corpus.Read("稿.txt", []byte(draft))
	if err != nil {
		t.Fatal(err)
	}
	r, err := quote.Check(context.Background(), l.ix, doc, quote.CheckOptions{Near: quote.DefaultNear, Ellipsis: quote.DefaultEllipsis})
	if err != nil {
		t.Fatal(err)
	}
	of := map[int]quote.Judged{}
	for _, c := range r.Claims {
		n := strings.Count(doc.Text[:c.Start], "\n")
		if _, known := of[n]; !known && c.Kind == quote.Quotation {
			of[n] = c
		}
	}
	return r, of
}

// fixAll fixes the cases, some at a time, and holds what came out to the texts.
func (l *library) fixAll(t *testing.T, cases []slipped) {
	t.Helper()
	near, fixed, left := 0, 0, map[string]int{}
	for some := range slices.Chunk(cases, 100) {
		draft := l.draftOf(some)
		r, was := l.quotations(t, draft)
		data, done, refused, err := quote.Rewritten("稿.txt", []byte(draft), r)
		if err != nil || len(refused) > 0 {
			t.Fatalf("%v, refused %v", err, refused)
		}
		_, now := l.quotations(t, string(data))
		for n, c := range was {
			switch {
			case c.Verdict != quote.Near:
			case c.Fix == nil && c.Unfixed == "":
				t.Errorf("neither fixed nor said why not: %s", c.Text)
			case c.Fix == nil:
				near++
				left[c.Unfixed]++
				t.Logf("not fixed: %s\n  %v", c.Unfixed, &some[n])
			default:
				near++
				fixed++
				if err := l.isFixed(now[n]); err != nil {
					t.Errorf("%v\n  %v\n  fixed  %s", err, &some[n], c.Fix.Text)
				}
				t.Logf("%s\n  → %s", c.Text, c.Fix.Text)
			}
		}
		if len(done) == 0 {
			t.Error("nothing was fixed")
		}
	}
	t.Logf("%d slips, %d near, %d fixed", len(cases), near, fixed)
	for _, why := range slices.Sorted(maps.Keys(left)) {
		t.Logf("%d not fixed: %s", left[why], why)
	}
	if near < len(cases)*7/10 || fixed < near*8/10 {
		t.Errorf("of %d slips %d are near and %d fixed", len(cases), near, fixed)
	}
}

// isFixed holds a fixed quotation to its source.
func (l *library) isFixed(now quote.Judged) error {
	if now.Verdict != quote.Exact {
		return fmt.Errorf("called %s (%s)", now.Verdict, now.Note)
	}
	printed := l.docs[l.numbers[now.Source.Doc.Path]].Text[now.Source.Start:now.Source.End]
	same := func(text string) string {
		letters := lettersIn(text)
		return inked(strings.NewReplacer("‘", "“", "’", "”").Replace(unmarked(text[letters.Start:letters.End])))
	}
	if got, want := same(now.Text), same(printed); got != want {
		return fmt.Errorf("is not as printed:\n  %s\n  %s", got, want)
	}
	return nil
}

// unmarked is a text without note marks.
func unmarked(text string) string {
	var b strings.Builder
	at := 0
	for start, end := range analysis.Notes(text) {
		b.WriteString(text[at:start])
		at = end
	}
	return b.String() + text[at:]
}
