package quote_test

import (
	"strings"
	"testing"

	"yinzheng/internal/quote"
)

// TestAcceptFirstAppearance asks the real documents who said it first: the
// report that did is known, and so is the month of its congress. What may be
// older is counted, by reading every text that has no date.
func TestAcceptFirstAppearance(t *testing.T) {
	l := openAccept(t)
	for _, tt := range []struct{ term, report, month string }{
		{"人类命运共同体", "(十八大).txt", "2012-11"},
		{"美丽中国", "(十八大).txt", "2012-11"},
		{"社会主义核心价值观", "(十八大).txt", "2012-11"},
		{"生态文明", "(十七大).txt", "2007-10"},
		{"小康社会", "(十五大).txt", "1997-09"},
		{"社会主义市场经济", "(十四大).txt", "1992-10"},
		{"社会主义初级阶段", "(十三大).txt", "1987-10"},
	} {
		x, err := quote.Trace(t.Context(), l.ix, tt.term, quote.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if x.First < 0 {
			t.Errorf("%s: no document that has it is dated", tt.term)
			continue
		}
		first := x.Sources[x.First]
		if first.Doc.Date != tt.month || !strings.HasSuffix(first.Doc.Path, tt.report) || first.Line == 0 {
			t.Errorf("%s: first in %s of %q, want a report %s of %s", tt.term, first.Doc.Path, first.Doc.Date, tt.report, tt.month)
		}
		undated := 0
		for _, doc := range l.docs {
			if doc.Date == "" && strings.Contains(doc.Text, tt.term) {
				undated++
			}
		}
		if x.Undated < undated || x.Proven() && undated > 0 {
			t.Errorf("%s: %d documents without a date are counted, %d have it as it stands", tt.term, x.Undated, undated)
		}
	}
}
