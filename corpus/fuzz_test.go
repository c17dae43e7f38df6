package corpus

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func fuzzFormat(f *testing.F, name string, seeds ...string) {
	gbk, _ := simplifiedchinese.GB18030.NewEncoder().String(seeds[0])
	big5, _ := traditionalchinese.Big5.NewEncoder().String("第 33 條\n河川之管理，由縣政府為之。")
	for _, s := range append(seeds, gbk, big5, "\xFF\xFE\x2C\x7B", "a\x00b", "\r", "\uFFFD", "\xEF\xBB\xBF") {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(name, data)
		var unreadable *UnreadableError
		if err != nil {
			if !errors.As(err, &unreadable) || unreadable.Reason == "" || unreadable.Path != name {
				t.Fatalf("error %#v", err)
			}
			return
		}
		checkDocument(t, doc)
		for _, m := range doc.Lines {
			if m.Line > 1+strings.Count(string(data), "\n")+strings.Count(string(data), "\r") && doc.Encoding == "utf-8" {
				t.Fatalf("line %d is beyond the file", m.Line)
			}
		}
	})
}

func FuzzReadText(f *testing.F) {
	fuzzFormat(f, "文.txt", "第一章 总则\n第一条 为了保护\n河流，制定本条例。\n\n（一）巡查；\n", "标题\n\n　　一、甲\n1.乙\n", "第十条修改为：“第十条 甲。\n第十一条 乙。”")
}

func FuzzReadMarkdown(f *testing.F) {
	fuzzFormat(f, "文.md", "---\ntitle: 甲\ndate: 2020-01-02\n---\n# 甲\n\n<!-- x -->\n## 第一章 总则\n\n- **乙**[丙](http://a.b)\n\n|a|b|\n|---|---|\n|c|d|\n",
		"```\ncode\n```\n> 引\n\\*&nbsp;&#0;&#10;<br>~~x~~ _y_ `z`", "a|b\n-|-\nc|d", "[a](((((b", "<!-- a\n-->\n<!--")
}

func FuzzReadHTML(f *testing.F) {
	fuzzFormat(f, "文.html", "<html><head><title>甲_乙网</title><meta charset=gbk></head><body><table><tr><td>发文机关：</td><td>某省人民政府</td></tr></table><div id=zoom><p>第一条 甲<br>乙</p><table><tr><td>1<td>2</table></div></body>",
		"<p>&#xFDD0;9;x", "<table><tr><td><td>a<td>", "<plaintext>a\nb", strings.Repeat("<div>", 600)+"深", "<textarea>x</textarea><svg><title>y</title></svg>", "<p>a\n\n b<li>c")
}
