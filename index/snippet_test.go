package index

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// marked prints pieces with their matches in brackets.
func marked(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Match {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func compileMarks(t *testing.T, words ...string) *match.Matcher {
	t.Helper()
	var nodes []query.Node
	for _, w := range words {
		nodes = append(nodes, query.Word{Text: w})
	}
	m, err := match.Compile(match.Pattern{Wanted: nodes})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPiecesMarkWholeMatches(t *testing.T) {
	for _, test := range []struct {
		text  string
		words []string
		want  string
	}{
		{"坚持科技创新。", []string{"科技", "科技创新"}, "坚持[科技创新]。"},
		{"堅持科技\n創新。", []string{"科技创新"}, "堅持科技 創新。"},
		{"堅持科技 創新。", []string{"科技创新"}, "堅持[科技 創新]。"},
		{"到２０３５年", []string{"2035年", "35年"}, "到[２０３５年]"},
		{"没有", []string{"科技"}, "没有"},
	} {
		if got := marked(markAll(test.text, compileMarks(t, test.words...))); got != test.want {
			t.Errorf("%q %q: %s, want %s", test.text, test.words, got, test.want)
		}
	}
}

// A long passage is shown where the most different matches are, from a mark
// to a mark, and never through a match.
func TestSnippetIsTheBestPart(t *testing.T) {
	filler := strings.Repeat("各级各部门要认真组织实施，", 20)
	text := filler + "先说科技。" + filler + "这里既有科技创新，也有人才强省。" + filler
	marks := compileMarks(t, "科技创新", "人才强省", "科技")
	spans := spansIn(text, marks)
	window := bestWindow(text, spans)
	got := marked(pieces(text, window, spans))
	if !strings.Contains(got, "[科技创新]，也有[人才强省]") {
		t.Errorf("the best part is not shown: %s", got)
	}
	if !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "，…") {
		t.Errorf("not cut at marks: %s", got)
	}
	if n := utf8.RuneCountInString(got); n > snippetRunes*3/2 {
		t.Errorf("%d runes", n)
	}
}

func TestPassageIsNamedByItsArticle(t *testing.T) {
	doc, err := corpus.Read("甲.md", []byte("# 青石县人才条例\n\n## 第四章 人才\n\n第十九条 用人单位应当引进人才。\n\n第二十条 其他事项另行规定。\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range doc.Passages {
		got = append(got, passageHit(doc, p, compileMarks(t, "人才", "另行规定")).Section)
	}
	if diff := cmp.Diff([]string{"第四章 第十九条", "第四章 第二十条"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
