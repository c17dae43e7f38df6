package concord_test

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/analysis"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// TestAcceptCollocates holds the collocates of the real documents to a plain
// computation, and those of an index to those of the brute scan. It takes a
// minute and runs only with YINZHENG_ACCEPT=1 and the folder of the documents
// in YINZHENG_CORPUS.
func TestAcceptCollocates(t *testing.T) {
	folder := os.Getenv("YINZHENG_CORPUS")
	if os.Getenv("YINZHENG_ACCEPT") != "1" || folder == "" {
		t.Skip("takes a minute: runs with YINZHENG_ACCEPT=1 and YINZHENG_CORPUS only (make accept)")
	}
	start := time.Now()
	ix, src, dict := openBoth(t, indexFolder(t, folder))
	t.Logf("%d documents, indexed in %.1fs", ix.Len(), time.Since(start).Seconds())
	seg, err := analysis.NewFullSegmenter(dict)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		pattern match.Pattern
		options concord.CollocateOptions
	}{
		{match.Literal("社会", match.Exact), concord.CollocateOptions{Span: 10, Measure: concord.LogLikelihood, AtLeast: 3}},
		{match.Literal("共同富裕", match.Exact), concord.CollocateOptions{Span: 30, Measure: concord.LogDice, AtLeast: 1}},
		{match.Pattern{Mode: match.Loose, Wanted: []query.Node{query.Phrase{Parts: []string{"科技", "人才"}, Gaps: []int{6}}},
			Excluded: []query.Node{query.Phrase{Parts: []string{"科技人才队伍"}}}},
			concord.CollocateOptions{Span: 5, Measure: concord.PMI, AtLeast: 2}},
	}
	questions := make([]*plainQuestion, len(tests))
	for i, tt := range tests {
		questions[i] = newPlainQuestion(t, src, tt.pattern, tt.options.Span)
	}
	for n := range src.Len() {
		doc, _, err := src.Load(match.Hits{Doc: n})
		if err != nil {
			t.Fatal(err)
		}
		text := newPlainText(doc.Text, seg)
		for _, q := range questions {
			q.add(n, text)
		}
	}
	t.Logf("computed plainly by %.1fs", time.Since(start).Seconds())
	for i, tt := range tests {
		got := collocate(t, ix, dict, tt.pattern, tt.options)
		comparePlain(t, got, questions[i].collocates(tt.options.Measure, tt.options.AtLeast))
		if diff := cmp.Diff(collocate(t, src, dict, tt.pattern, tt.options), got); diff != "" || len(got.Words) == 0 {
			t.Errorf("%d words (-brute +index)\n%s", len(got.Words), diff)
		}
	}
	t.Logf("%.1fs in all", time.Since(start).Seconds())
}
