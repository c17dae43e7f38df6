package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const noticePage = `<html><head><title>通知_云河省人民政府</title><meta name="PubDate" content="2020-05-06"></head><body>
<ul class="menu"><li><a href="/">首页</a></li><li><a href="/x">机构设置</a></li></ul>
<table><tr><td><b>索 引 号：</b></td><td>0001</td><td><b>发文机关：</b></td><td>云河省人民政府、云河省军区司令部</td></tr>
<tr><td>标　　题：</td><td>关于巡河工作的通知</td><td>成文日期：</td><td>2020年04月30日</td></tr>
<tr><td>发文字号：</td><td>云政发[2020]7号</td><td>发布日期：</td><td>2020年05月06日</td></tr></table>
<table><tr><td><div>
<p style="text-align:center">关于巡河<br></p>
<p>各县人民政府：</p>
<ol><li><a href="#1">目录一</a></li><li><a href="#2">目录二</a></li></ol>
<p>　　现将巡河工作的有关事项通知如下，请认真贯彻执行，并于月底前报告巡河的结果和发现的问题。&nbsp;</p>
<table><thead><tr><th>河流</th><th>长度<br>（公里）</th></tr></thead><tr><td>清河</td><td><p>120</p></td></tr><tr><td></td><td>35</td></tr></table>
<p>云河省人民政府</p></div></td></tr></table>
<div class="share">分享到：<a>微信</a></div><p>【打印】【关闭】</p>
<div class="footer">网站地图</div></body></html>`

func TestPageChromeStaysOut(t *testing.T) {
	doc := read(t, "x.html", noticePage)
	want := `关于巡河工作的通知
关于巡河
各县人民政府：
目录一
目录二
现将巡河工作的有关事项通知如下，请认真贯彻执行，并于月底前报告巡河的结果和发现的问题。
河流 | 长度 （公里）
清河 | 120
35
云河省人民政府`
	if diff := cmp.Diff(want, doc.Text); diff != "" {
		t.Error(diff)
	}
	meta := Meta{Title: "关于巡河工作的通知", Issuer: "云河省人民政府、云河省军区司令部", Number: "云政发〔2020〕7号", Date: "2020-04-30", Type: "通知"}
	if diff := cmp.Diff(meta, doc.Meta); diff != "" {
		t.Error(diff)
	}
	if got := lineOf(t, doc, "清河"); got != 11 {
		t.Errorf("清河 on line %d", got)
	}
}

func TestPageNestedTooDeeplyIsReadFlat(t *testing.T) {
	doc := read(t, "x.html", strings.Repeat("<div>", 5000)+"甲<script>不要</script><p>乙<b>丙</b>")
	if doc.Text != "甲\n乙丙" || len(doc.Warnings) != 1 {
		t.Errorf("%q %v", doc.Text, doc.Warnings)
	}
}

func TestPagesOfManyElementsTakeLinearTime(t *testing.T) {
	for _, page := range []string{
		strings.Repeat("<dt>a", 1<<16), // a square of this would not end
		"<table><tr>" + strings.Repeat("<td>a", 1<<16),
		strings.Repeat("<div>", 480) + strings.Repeat("<b></b>", 1<<14) + "河",
	} {
		read(t, "x.html", page)
	}
}

func TestForgedLineMarksDoNoHarm(t *testing.T) {
	doc := read(t, "x.html", "<p>&#xFDD0;99;甲</p>\n<p>乙&#xFDD0;丙</p>")
	if got := lineOf(t, doc, "丙"); got > 2 {
		t.Errorf("line %d of 2", got)
	}
}

func TestPreservedHiddenAndTitleOutside(t *testing.T) {
	doc := read(t, "x.html", "<body><h1>巡河规定</h1>\n<div style='display: none'>隐藏</div><article><p>第一条 甲。</p><p>第二条 乙，应当在每月的最后一日之前完成。</p></article>")
	if want := "巡河规定\n第一条 甲。\n第二条 乙，应当在每月的最后一日之前完成。"; doc.Text != want {
		t.Errorf("%q", doc.Text)
	}
}
