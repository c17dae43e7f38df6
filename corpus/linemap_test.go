package corpus

import (
	"html"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// checkLineMap holds the line map against the file: what Text has between two
// marks stands, in this order, on the line that the first mark names. White
// space and bars, which reading puts in, are passed over; entities are read.
func checkLineMap(t *testing.T, doc *Document, file string) {
	t.Helper()
	lines := strings.Split(file, "\n")
	for i, m := range doc.Lines {
		end := len(doc.Text)
		if i+1 < len(doc.Lines) {
			end = doc.Lines[i+1].Offset
		}
		piece := doc.Text[m.Offset:end]
		if m.Line > len(lines) {
			t.Fatalf("%s: line %d of %d", doc.Path, m.Line, len(lines))
		}
		if l := lines[m.Line-1]; !strings.Contains(l, strings.TrimSuffix(piece, "\n")) && !holds(l, piece) && !holds(html.UnescapeString(l), piece) {
			t.Fatalf("%s:%d: %.100q does not hold %.100q", doc.Path, m.Line, l, piece)
		}
	}
	if len(doc.Lines) == 0 || doc.Lines[0].Offset != 0 {
		t.Fatalf("%s: line marks begin with %v", doc.Path, doc.Lines[:min(1, len(doc.Lines))])
	}
}

// holds says that the runes of piece stand in l in this order.
func holds(l, piece string) bool {
	for _, r := range piece {
		if unicode.IsSpace(r) || r == '|' {
			continue
		}
		i := strings.IndexRune(l, r)
		if i < 0 {
			return false
		}
		l = l[i+utf8.RuneLen(r):]
	}
	return true
}

// Files put together at random from pieces that join, part, wrap and vanish.
func TestLineMapIsExactForLinesOfAllKinds(t *testing.T) {
	pieces := map[string][]string{
		"x.txt":  {"甲乙", "丙，", "丁。", "open", "source ", "　　戊己", "", "\t", "第一条 庚", "一、辛", "| 1 | 2 |", "发布日期：2020年", "第 3 條", "（二）项", " 壬 "},
		"x.md":   {"甲**乙**", "[丙](http://a.b)，", "丁。", "open", "`source` ", "　　戊己", "", "## 第一章 庚", "- 一、辛", "|1||2|", "|---|---|", "发布日期：2020年", "<!-- 无", "-->", "> 引", "***", "```", "壬<br>癸", "&nbsp;子"},
		"x.html": {"甲<b>乙</b>", "<p>丙，", "丁。</p>", "open", "source ", "　　戊己", "", "<h2>第一章 庚</h2>", "<table><tr><td>1<td>", "2</table>", "<!-- 无", "-->", "<br>辛", "&nbsp;子", "<script>丑", "</script>", "</div>"},
	}
	random := rand.New(rand.NewPCG(1, 2))
	for name, choice := range pieces {
		for range 1000 {
			var lines []string
			for range 2 + random.IntN(12) {
				lines = append(lines, choice[random.IntN(len(choice))])
			}
			file := strings.Join(lines, "\n")
			doc, err := Read(name, []byte(file))
			if err != nil {
				continue // no text among the pieces
			}
			checkDocument(t, doc)
			checkLineMap(t, doc, file)
		}
	}
}
