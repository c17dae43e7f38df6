package corpus

import (
	"strings"
	"testing"
)

func TestMarkersOfMarkdownAreNotText(t *testing.T) {
	tests := []struct{ file, text string }{
		{"甲**乙**丙", "甲乙丙"},
		{"**“甲”**乙", "“甲”乙"},
		{"***甲***、*乙*、_丙_、__丁__、~~戊~~、`己`", "甲、乙、丙、丁、戊、己"},
		{"**甲****乙**丙 138****1234", "甲乙丙 138****1234"},
		{"麦角胺*", "麦角胺*"},
		{"带有*标记的品种", "带有*标记的品种"},
		{"2*3*4 与 2*（N+1）", "2*3*4 与 2*（N+1）"},
		{"a_b_c 文件_名_称", "a_b_c 文件_名_称"},
		{"** 甲 **", "** 甲 **"},
		{"[甲](http://a.b/c_(d) \"题\")乙", "甲乙"},
		{"![图](a.png)[**甲**](./b)", "图甲"},
		{"见[附件](一)与〔2021〕", "见[附件](一)与〔2021〕"},
		{"[https://a.b](https://a.b)", "https://a.b"},
		{"<https://a.b>甲", "https://a.b甲"},
		{"甲[^1]乙", "甲乙"},
		{"[1]: https://a.b\n甲", "甲"},
		{"《关于修改<中华人民共和国建筑法>的决定》", "《关于修改<中华人民共和国建筑法>的决定》"},
		{"<b>甲</b><font color=red>乙</font>", "甲乙"},
		{"甲<br>乙", "甲 乙"},
		{"a < b，c > d", "a < b，c > d"},
		{`\*甲\* 1\. C:\乙`, `*甲* 1. C:\乙`},
		{"甲&nbsp;乙&lt;丙&#10;丁 AT&T", "甲\u00a0乙<丙 丁 AT&T"},
		{"甲<!-- 不\n要 -->乙", "甲乙"},
		{"<!-- 甲", "<!-- 甲"},
		{"<!-->甲<!--->乙\n丙", "甲乙丙"},
		{"# 甲 #\n## 乙\n###丙", "甲\n乙\n丙"},
		{"#科技创新#", "#科技创新#"},
		{"> 甲\n> > 乙", "甲乙"},
		{"- 甲\n* 乙\n+ [x] 丙\n1. 丁", "甲\n乙\n丙\n1. 丁"},
		{"甲\n===\n乙\n\n---\n丙", "甲\n乙\n丙"},
		{"||甲||\n||乙|丙|", "甲\n乙 | 丙"},
		{"|甲|乙 \\| 丙|\n|---|:-:|\n|1||3|\n", "甲 | 乙 | 丙\n1 |  | 3"},
		{"甲|乙\n-|-\n1|2\n\n丙|丁", "甲 | 乙\n1 | 2\n丙|丁"},
		{"```go\n# 甲\n**乙**\n```\n丙", "# 甲\n**乙**\n丙"},
		{"---\n甲\n", "甲"},
		{"---\ntitle: 甲\n---\n乙", "乙"},
	}
	for _, tt := range tests {
		if got := read(t, "x.md", tt.file).Text; got != tt.text {
			t.Errorf("%q: %q, want %q", tt.file, got, tt.text)
		}
	}
}

func TestBrokenFrontMatterIsAWarning(t *testing.T) {
	doc := read(t, "x.md", "---\na: [\n---\n# 甲\n")
	if doc.Text != "甲" || len(doc.Warnings) != 1 {
		t.Errorf("%q %v", doc.Text, doc.Warnings)
	}
}

func TestHugeFrontMatterIsAWarning(t *testing.T) {
	doc := read(t, "x.md", "---\ntitle: ["+strings.Repeat("a,", maxFrontMatter)+"]\n---\n# 甲\n")
	if doc.Text != "甲" || len(doc.Warnings) != 1 {
		t.Errorf("%q %v", doc.Text, doc.Warnings)
	}
}

func TestMarkersWithoutEndTakeLinearTime(t *testing.T) {
	for _, s := range []string{"[", "[a](", "*a ", "**a", "<b", "<!--", "&", "|", ">", "“甲\n", "9", "2021年", "[a](b"} {
		read(t, "x.md", strings.Repeat(s, 1<<19/len(s))+"\n甲") // a square of this would not end
	}
}

func TestMarkersPairInEachPieceOfAHugeLine(t *testing.T) {
	unit := "**甲**乙[丙](http://a.b)。"
	n := 3 * maxStretch / len(unit)
	if got, want := read(t, "x.md", strings.Repeat(unit, n)).Text, strings.Repeat("甲乙丙。", n); got != want {
		t.Errorf("%d bytes, want %d; %q", len(got), len(want), got[:100])
	}
	if got := read(t, "x.md", "a"+strings.Repeat("河", maxStretch)+"*").Text; len(got) != 2+3*maxStretch {
		t.Errorf("%d bytes", len(got))
	}
}
