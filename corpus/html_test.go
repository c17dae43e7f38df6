package corpus

import (
	"bytes"
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

// A page whose formatting would be opened again and again is read from a copy
// where it is not.
func TestTidyPageSaysTheSame(t *testing.T) {
	untidy := numbered("<b a=%d>", 100) + strings.Repeat("<p>多年来\n", 1<<12)
	page := `<title>巡河规定_云河</title><a href=x><div>目录</div>网站地图</a><h1>巡河规定</h1>
<p>第一条 <b>甲<i>乙</b>丙</i>丁<p>第二条 <font>戊<table><tr><td>己<b>庚<td>辛</table>壬<br>癸</font>` + untidy
	if !growsTooMuch(page) || growsTooMuch(page[:len(page)-len(untidy)]) {
		t.Fatal("the page is not what it should be")
	}
	want := "目录\n网站地图\n巡河规定\n第一条 甲乙丙丁\n第二条 戊\n己庚 | 辛\n壬\n癸\n多年来\n多年来"
	if got := read(t, "x.html", page).Text; !strings.HasPrefix(got, want) {
		t.Errorf("%q", got[:min(len(got), 2*len(want))])
	}
	if got := markLines("<a><div>甲</div>乙</a>丙" + untidy); !strings.Contains(got, "<a></a><div><a>\uFDD01;甲</a></div><a>\uFDD01;乙</a>\uFDD01;丙") {
		t.Errorf("%q", got[:200])
	}
}

// Of a tag with thousands of attributes those stay that are asked for.
func TestLongTagsAreCutShort(t *testing.T) {
	attributes := numbered(" a%d", maxTag)
	page := "<script" + attributes + "><p>不</script>甲<p" + attributes + ` hidden="是"` + attributes + ">乙</p><title" + attributes + "/><丙></title>"
	doc := read(t, "x.html", page)
	if want := "甲\n<丙>"; doc.Text != want {
		t.Errorf("%q, want %q", doc.Text, want)
	}
	if got := markLines(page); len(got) > 200 {
		t.Errorf("%d bytes are parsed", len(got))
	}
}

func TestForgedLineMarksDoNoHarm(t *testing.T) {
	doc := read(t, "x.html", "<p>&#xFDD0;99;甲</p>\n<p>乙&#xFDD0;丙</p>")
	if got := lineOf(t, doc, "丙"); got > 2 {
		t.Errorf("line %d of 2", got)
	}
}

func TestTitleStandsWhereItIsWritten(t *testing.T) {
	doc := read(t, "x.html", "<script>var title = '巡河规定'</script>\n<title>巡河规定</title><p>甲</p>\n<p>乙")
	if got := lineOf(t, doc, "巡河规定"); got != 2 {
		t.Errorf("line %d", got)
	}
}

func TestPreservedHiddenAndTitleOutside(t *testing.T) {
	doc := read(t, "x.html", "<body><h1>巡河规定</h1>\n<div style='display: none'>隐藏</div><article><p>第一条 甲。</p><p>第二条 乙，应当在每月的最后一日之前完成。</p></article>")
	if want := "巡河规定\n第一条 甲。\n第二条 乙，应当在每月的最后一日之前完成。"; doc.Text != want {
		t.Errorf("%q", doc.Text)
	}
}

func TestHugeHTMLIsRefused(t *testing.T) {
	_, err := Read("大.html", bytes.Repeat([]byte("<p>x"), maxHTML/4+1))
	if err == nil || !strings.Contains(err.Error(), "HTML larger than 32 MB") {
		t.Errorf("got %v", err)
	}
}
