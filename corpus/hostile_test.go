package corpus

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
)

// hostilePieces are what hostile files are made of, for each of formats. %d
// makes a piece another one each time.
var hostilePieces = [len(formats)][]string{
	{"甲", "a", " ", "\t", "\n", "\n\n", "\r", "　　", "，", "。", "：", "“", "”", "‘", "（", "）", "《", "》", "〔2021〕", "|", "•", "①", "—", "1", "0", "一", "十", "万", "第", "条", "章", "之一", "第%d条 ", "第一章 总则", "一、", "（一）", "1.",
		"2021年", "3月", "1日", "号", "国发〔2019〕5号", "国务院", "关于", "的通知", "办公厅", "部、", "等七部门", "发布日期：", "来源: ", "通过", "修订", "根据", "\u200B", "\uFEFF", "\uE000", "\u2028", "\x00", "附件", "规定", "日\n\n"},
	{"甲", "a", " ", "\n", "\n\n", "> ", ">", "# ", "###### ", "#", "- ", "* ", "*", "**", "***", "_", "__", "~~", "`", "```\n", "~~~", "[", "]", "(", ")", "[a](", "](b/c)", "![", "[^1]", "[a]: http://b", "<", ">", "<br>", "<b", "<http://a>", "://", "\\", "&", ";", "&amp;", "&#10;", "|", "|-|\n", "\\|", "<!--", "-->", "---\n", "===\n", "...\n", "title: ", "[a, ", "{a: ", "&a ", "*a, ", "? ", "- - ", "“", "第%d条 ", "一、", "。", "，"},
	{"甲", "x", " ", "\n", "<p>", "</p>", "<div>", "</div>", "<span>", "</span>", "<b>", "<b a=%d>", "</b>", "<i>", "<i b=%d c>", "</i>", "<font>", "</font>", "<a href=x>", "</a>", "<nobr>", "<br>", "<img>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", "<caption>", "<col>", "<tbody>", "<ul>", "<li>", "</ul>", "<dl>", "<dt>", "<dd>",
		"<h1>", "</h1>", "<title>", "</title>", "<body a%d>", "<html a%d>", "<head>", "<svg>", "</svg>", "<desc>", "<math>", "<mi>", "<![CDATA[", "]]>", "<!--", "-->", "<script>", "</script>", "<style>", "</style>", "<textarea>", "<xmp>", "<select>", "<option>", "</select>", "<button>", "<form>", "</form>", "<object>", "</object>", "<marquee>", "<template>", "</template>", "<frameset>", "<pre>\n", "<ruby>", "<rt>",
		"<div class=zoom>", "<div class=nav>", "<p hidden=x>", "&#xFDD0;", "&#xFDD0 1;", "&amp;", "&a", "<", ">", "来源：", "打印", "第%d条 ", "|", "<meta name=pubdate content=2021>"},
}

// tables has the readers' libraries fill their tables.
var tables = sync.OnceFunc(func() {
	for _, f := range formats {
		_, _ = Read("x"+f.extensions[0], []byte("---\ntitle: 甲\n---\n打印&nbsp;&copy;<p>国发〔2021〕5号\n\n2021年1月1日通过"))
	}
})

// checkShare reads a file and holds the memory that this takes against the
// file's size. What is taken and given back counts, too: so it counts steps.
func checkShare(t *testing.T, name, file string) {
	t.Helper()
	tables()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	readAny(t, name, []byte(file))
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; taken > uint64(300*len(file)+(2<<20)) {
		t.Errorf("%s of %d bytes, %.60q, takes %d times as much", name, len(file), file, taken/uint64(len(file)))
	}
	if strings.HasSuffix(name, ".html") {
		checkTree(t, file)
	}
}

// checkTree holds the size of the parser's tree against the page's.
func checkTree(t *testing.T, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(markLines(page)))
	if err != nil {
		return
	}
	size := 0
	for n := range root.Descendants() {
		size += nodeSize + attrSize*len(n.Attr)
	}
	if most := (60+reopenTimes)*len(page) + 2*reopenFree; size > most {
		t.Errorf("the tree of %d bytes, %.60q, takes %d", len(page), page, size)
	}
}

// numbered is a piece for each number below n, with the number in it.
func numbered(piece string, n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, piece, i)
	}
	return out.String()
}

// Each row: what a file begins with, and what follows until it is full.
func TestHostileFilesTakeTheirShare(t *testing.T) {
	const size = 1 << 16
	for _, row := range []struct{ name, head, unit string }{
		{"x.md", "", strings.Repeat("<", 998) + ">"},
		{"x.md", "", "[" + strings.Repeat("]([](a", 300)},
		{"x.md", "", "|[a](b/c)|*"},
		{"x.txt", "第", "一 "},
		{"x.txt", "甲（", "）"},
		{"x.txt", "", "2021年甲会议、"},
		{"x.html", "<p>甲</p><table><tr><td>a", "<td>"}, // the bars of each gap, again with each cell
		{"x.html", "", "&#xFDD0 "},                     // forged marks
		{"x.html", "<title>甲</title>", "&#xFDD0;9"},
		{"x.html", "", "<p>x"},
		{"x.html", strings.Repeat("<div>", 480), "河"}, // each div asked for its text
		{"x.html", "<p>", "<b a=%d><p>x"},
		{"x.html", "<p>" + numbered("<b a=%d>", 490), "<p>x"},                      // each p with 490 b
		{"x.html", "<p><b" + numbered(" a%d", 1<<12) + ">", "<p>x"},                // each p with a b of 2^12 attributes
		{"x.html", "<b" + numbered(" a%d", 500) + ">", "<p>x"},                     // … of as many as are left alone
		{"x.html", numbered("<b a=%d>", 240) + numbered("<i a=%d>", 240), "</b>x"}, // each x with 240 i
		{"x.html", strings.Repeat("<a>"+strings.Repeat("<div>", 9), 40) + strings.Repeat("</div>", 360), "<p>x"}, // each p with 40 a
		{"x.html", "<p><svg><title>" + numbered("<b a=%d>", 400) + "</title></svg>", "<p>x"},
		{"x.html", numbered("<b a=%d><svg><desc></b>", 100) + "<div>", "<p>x"},
		{"x.html", "", "<body a%d>"}, // each compared with all before
		{"x.html", "<body" + numbered(" a%d", 1<<12) + ">x", "<body a>"},
	} {
		file := row.head + strings.Repeat(row.unit, (size-len(row.head))/len(row.unit))
		if strings.Contains(row.unit, "%d") {
			file = row.head + numbered(row.unit, (size-len(row.head))/(len(row.unit)+2))
		}
		checkShare(t, row.name, file)
	}
}
