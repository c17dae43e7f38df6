package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLinesThatOnlyWrapAreJoined(t *testing.T) {
	tests := []struct{ name, file, text string }{
		{"Han to Han", "科技创\n新驱动发展", "科技创新驱动发展"},
		{"Latin to Latin", "open\nsource", "open source"},
		{"Han to Latin", "采用\nWTO规则", "采用 WTO规则"},
		{"beside a mark", "发展经济，\n保护河流", "发展经济，保护河流"},
		{"three pieces", "（PM\n2.5\n）浓度", "（PM 2.5）浓度"},
		{"a full stop ends", "甲做到了。\n乙没有", "甲做到了。\n乙没有"},
		{"also inside quotation marks", "他说：“好。”\n乙没有", "他说：“好。”\n乙没有"},
		{"every end", "甲！\n乙？\n丙；\n丁：\n戊…\n己", "甲！\n乙？\n丙；\n丁：\n戊…\n己"},
		{"a blank line parts", "甲乙\n\n丙丁", "甲乙\n丙丁"},
		{"an indented line starts", "甲乙\n　　丙丁", "甲乙\n丙丁"},
		{"an article's number alone", "第 33 條\n河川由縣政府管理", "第 33 條\n河川由縣政府管理"},
		{"before an article", "甲乙\n第二条 丙丁", "甲乙\n第二条 丙丁"},
		{"not before a reference", "依照本法\n第二条的规定", "依照本法第二条的规定"},
		{"not before 项", "依照第一款第\n（二）项", "依照第一款第（二）项"},
		{"before list items", "甲乙\n一、丙\n（一）丁\n1.戊\n•己", "甲乙\n一、丙\n（一）丁\n1.戊\n•己"},
		{"not before a number", "增长\n5.2%", "增长 5.2%"},
		{"an item that wraps", "一、由外交部或其指定机关受\n理。", "一、由外交部或其指定机关受理。"},
		{"an item that heads", "一、总体要求\n坚持保护优先、自然恢复为主的方针。", "一、总体要求\n坚持保护优先、自然恢复为主的方针。"},
		{"an item that breaks off", "三、关于《\n河流保护规划纲要（草案）\n》的说明", "三、关于《河流保护规划纲要（草案）》的说明"},
		{"a heading that breaks off", "一、总体要求\n，即坚持保护优先、自然恢复为主的方针。", "一、总体要求，即坚持保护优先、自然恢复为主的方针。"},
		{"a chapter", "第一章 总则\n为了保护", "第一章 总则\n为了保护"},
		{"header lines", "发布日期：2021年3月1日\n来源: 云河日报\n正文", "发布日期：2021年3月1日\n来源: 云河日报\n正文"},
		{"a 文号", "河流保护办法\n云政发〔2021〕5号\n各县人民政府", "河流保护办法\n云政发〔2021〕5号\n各县人民政府"},
		{"table lines", "甲乙\n| 1 | 2 |\n丙丁", "甲乙\n| 1 | 2 |\n丙丁"},
		{"white space at line ends", "甲乙 \n丙丁\t", "甲乙丙丁"},
	}
	for _, tt := range tests {
		for _, name := range []string{"x.txt", "x.md"} {
			if name == "x.md" && strings.Contains(tt.file, "|") {
				continue // the bars are markup there
			}
			if got := read(t, name, tt.file).Text; got != tt.text {
				t.Errorf("%s (%s): %q, want %q", tt.name, name, got, tt.text)
			}
		}
	}
}

// lineOf is the line of the file on which want stands.
func lineOf(t *testing.T, doc *Document, want string) int {
	t.Helper()
	i := strings.Index(doc.Text, want)
	if i < 0 {
		t.Fatalf("no %q in %q", want, doc.Text)
	}
	return doc.Line(i)
}

func TestLineSaysWhereInTheFile(t *testing.T) {
	files := map[string]string{
		"x.txt":  "标题\n\n\n甲甲\n乙乙。\n　　丙丙\n",
		"x.md":   "---\ntitle: 标题\n---\n甲**甲**\n[乙乙](http://a.b)。\n\n丙丙\n",
		"x.html": "<p>标题</p>\n<!-- a\nb --><p>甲甲\n乙乙。</p><div>\n</div>\n<p>丙<b>丙</b></p>",
	}
	want := map[string][]int{"x.txt": {4, 5, 6}, "x.md": {4, 5, 7}, "x.html": {3, 4, 6}}
	for name, data := range files {
		doc := read(t, name, data)
		got := []int{lineOf(t, doc, "甲甲"), lineOf(t, doc, "乙乙"), lineOf(t, doc, "丙丙")}
		if diff := cmp.Diff(want[name], got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if !strings.Contains(doc.Text, "甲甲乙乙。\n丙丙") {
			t.Errorf("%s: %q", name, doc.Text)
		}
	}
}

func TestOneDocumentInSeveralFormatsGivesOneText(t *testing.T) {
	files := map[string]string{
		"x.txt": `云河省河流保护条例

2021年3月1日 云河省第五届人民代表大会常务委员会第八次会议通过

第一章 总则

第一条 为了保护河流，维护
生态安全，制定本条例。

（一）巡查；
（二）清理。
`,
		"x.md": `# 云河省河流保护条例

<!-- from the gazette -->
2021年3月1日 云河省第五届人民代表大会常务委员会第八次会议通过

## 第一章 总则

**第一条** 为了保护河流，维护
[生态安全](https://example.org/a(1))，制定本条例。

- （一）巡查；
- （二）清理。
`,
		"x.html": `<html><head><title>云河省河流保护条例_云河网</title><script>var a="<p>不要</p>"</script></head><body>
<div class="nav"><a href="/">首页</a><a href="/b">政策</a></div>
<div class="tools">【字号：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a></div>
<div id="zoom"><h1>云河省河流保护条例</h1><p>2021年3月1日 云河省第五届人民代表大会常务委员会第八次会议通过</p>
<h2>第一章&#32;总则</h2><p><b>第一条</b> 为了保护河流，维护
   <a href="/x">生态安全</a>，制定本条例。</p>
<ul><li>（一）巡查；<li>（二）清理。</ul></div><div class="footer">版权所有</div></body></html>`,
	}
	want := "云河省河流保护条例\n2021年3月1日 云河省第五届人民代表大会常务委员会第八次会议通过\n第一章 总则\n" +
		"第一条 为了保护河流，维护生态安全，制定本条例。\n（一）巡查；\n（二）清理。"
	for name, data := range files {
		doc := read(t, name, data)
		if diff := cmp.Diff(want, doc.Text); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		meta := Meta{Title: "云河省河流保护条例", Issuer: "云河省人民代表大会常务委员会", Date: "2021-03-01", Type: "地方性法规"}
		if diff := cmp.Diff(meta, doc.Meta); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if got := SectionPath(doc, strings.Index(doc.Text, "清理")); got != "第一章 第一条第（二）项" {
			t.Errorf("%s: 清理 stands in %q", name, got)
		}
	}
}
