package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// readAny reads a file of any bytes and holds the document, or the error,
// against what is promised; nil for a file that is refused.
func readAny(t *testing.T, name string, data []byte) *Document {
	t.Helper()
	doc, err := Read(name, data)
	var unreadable *UnreadableError
	if err != nil {
		if !errors.As(err, &unreadable) || unreadable.Reason == "" || unreadable.Path != name {
			t.Fatalf("error %#v", err)
		}
		return nil
	}
	checkDocument(t, doc)
	lines := 1 + bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r"))
	if n := len(doc.Lines); n > 0 && doc.Lines[n-1].Line > lines && doc.Encoding == "utf-8" {
		t.Fatalf("line %d of %d", doc.Lines[n-1].Line, lines)
	}
	return doc
}

// fuzzFormat begins with each seed in each encoding that has its characters.
func fuzzFormat(f *testing.F, name string, seeds ...string) {
	for _, s := range append(seeds, traditional, "a\x00b", "\r", "\uFFFD", "\xEF\xBB\xBF", "\xFF\xFE\x2C\x7B\x00", "\xBA\xD3\xC1\xF7\x81", "\x81\x30\x81") {
		f.Add([]byte(s))
		for _, w := range codings {
			if data, ok := w.write(s); ok {
				f.Add(data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { readAny(t, name, data) })
}

func FuzzReadText(f *testing.F) {
	fuzzFormat(f, "文.txt", "第一章 总则\n第一条 为了保护\n河流，制定本条例。\n\n（一）巡查；\n", "标题\n\n　　一、甲\n1.乙\n", "第十条修改为：“第十条 甲。\n第十一条 乙。”",
		"河流保护办法\n云政发〔2021〕5号\n\n（2021年3月1日云河省人民政府公布，根据2022年5月6日《决定》修订）\n\n各县：\n\n甲。\n\n云河省人民政府\n2021年3月1日")
}

func FuzzReadMarkdown(f *testing.F) {
	fuzzFormat(f, "文.md", "---\ntitle: 甲\ndate: 2020-01-02\n---\n# 甲\n\n<!-- x -->\n## 第一章 总则\n\n- **乙**[丙](http://a.b)\n\n|a|b|\n|---|---|\n|c|d|\n",
		"```\ncode\n```\n> 引\n\\*&nbsp;&#0;&#10;<br>~~x~~ _y_ `z`", "a|b\n-|-\nc|d", "[a](((((b", "<!-- a\n-->\n<!--", "<!-->甲<!--->乙",
		"---\na: &a [*a, {b: \"\\x00\"}, !!binary x]\n? b\n: |\n  c\n<<: *a\n...\n甲")
}

func FuzzReadHTML(f *testing.F) {
	fuzzFormat(f, "文.html", "<html><head><title>甲_乙网</title><meta charset=gbk></head><body><table><tr><td>发文机关：</td><td>某省人民政府</td></tr></table><div id=zoom><p>第一条 甲<br>乙</p><table><tr><td>1<td>2</table></div></body>",
		"<p>&#xFDD0;9;x", "<table><tr><td><td>a<td>", "<plaintext>a\nb", strings.Repeat("<div>", 600)+"深", "<textarea>x</textarea><svg><title>y</title></svg>", "<p>a\n\n b<li>c",
		"<b a=1><p>甲<i></b>乙</i><a href=x><div>丙</a>", "<svg><![CDATA[><b>]]><title><b></title><style><i></style></svg>丁", "<template><td><select><option>甲<math><mi><table><caption>乙")
}

// coding is a way to write a text down in bytes.
type coding struct {
	name     string // as in Info.Encoding
	encoding encoding.Encoding
	bom      bool
}

var codings = []coding{
	{"utf-8", unicode.UTF8, false},
	{"utf-8", unicode.UTF8BOM, true},
	{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), true},
	{"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), true},
	{"gb18030", simplifiedchinese.GB18030, false},
	{"big5", traditionalchinese.Big5, false},
}

// write is false for a text that can't be had back.
func (w coding) write(text string) ([]byte, bool) {
	data, err := w.encoding.NewEncoder().Bytes([]byte(text))
	if err != nil {
		return nil, false
	}
	back, err := w.encoding.NewDecoder().Bytes(data)
	return data, err == nil && string(back) == text
}

// isSure says that data, which is text in this coding, can't be taken for
// another: it has a BOM, or is plausible in this encoding alone.
func (w coding) isSure(text string, data []byte) bool {
	switch {
	case w.bom:
		return true
	case strings.Contains(text, "\x00") || isMagic(data):
		return false
	case w.name == "utf-8":
		return isUTF8(data) && !strings.HasPrefix(text, "\uFEFF")
	}
	return !isUTF8(data) && !utf8.Valid(data) && w.leads(judged(data))
}

func (w coding) leads(data []byte) bool {
	for _, other := range codings {
		score := plausibility(decodeAs(other.encoding, other.name, data).text)
		if other.name == w.name && score < 0.9 || other.name != w.name && !other.bom && score > 0.7 {
			return false
		}
	}
	return true
}

func isMagic(data []byte) bool {
	for _, m := range magics {
		if strings.HasPrefix(string(data), m.prefix) {
			return true
		}
	}
	return false
}

// declarations are what a page says of its encoding; most of it is a lie.
var declarations = []string{"", "<meta charset=utf-8>", "<meta charset=gb2312>", "<meta charset=big5>",
	`<meta http-equiv="Content-Type" content="text/html; charset=GBK">`, "<meta charset=utf-16>", "<meta charset=latin1>"}

// One text is one document however it is written down. Damaged bytes give some
// document or a refusal.
func FuzzReadEncoding(f *testing.F) {
	for i, s := range []string{simplified, traditional, "联通", "# 河流\n\n|甲|**乙**|\n", "<p>第一条 河流</p>", "é 50％ Ⅳ", "\uFEFF\uFEFF甲\r乙\v丙\u2028", "𠮷\uE000\u3000"} {
		for w := range codings {
			f.Add(s, uint8(i), uint8(w), uint8(i+w), uint32(7*w+i), uint8(1<<i))
		}
	}
	f.Fuzz(func(t *testing.T, text string, format, how, declared uint8, at uint32, flip uint8) {
		chosen := formats[int(format)%len(formats)]
		if chosen.name == "html" {
			text = declarations[int(declared)%len(declarations)] + text
		}
		w, name := codings[int(how)%len(codings)], "文"+chosen.extensions[0]
		data, ok := w.write(text)
		if len(data) == 0 {
			return
		}
		doc := readAny(t, name, data)
		if ok && w.isSure(text, data) {
			checkSame(t, w, doc, readAny(t, name, []byte("\uFEFF"+text)))
		}
		i := int(at) % len(data)
		readAny(t, name, data[:i])
		data[i] ^= flip
		readAny(t, name, data)
	})
}

// checkSame compares what was read from two codings of a text; a text may be
// refused in both.
func checkSame(t *testing.T, w coding, got, want *Document) {
	t.Helper()
	if got == nil || want == nil {
		if got != want {
			t.Fatalf("in %s: %v, want %v", w.name, got, want)
		}
		return
	}
	if got.Encoding != w.name {
		t.Fatalf("%s was taken for %s", w.name, got.Encoding)
	}
	got.Encoding = want.Encoding
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("in %s: %s", w.name, diff)
	}
}

// Files put together of pieces that mean something to the readers, again and
// again: no byte takes more than its share of memory, and so of time.
func FuzzReadPieces(f *testing.F) {
	for format := range formats {
		for i := range hostilePieces[format] {
			f.Add(uint8(format), []byte{byte(i)}, []byte{byte(i), byte(i + 1)}, uint16(100))
		}
	}
	f.Fuzz(func(t *testing.T, format uint8, head, body []byte, times uint16) {
		i := int(format) % len(formats)
		unit := piecesOf(i, body)
		file := piecesOf(i, head) + strings.Repeat(unit, min(int(times), (64<<10)/max(len(unit), 1)))
		if len(head) > 1000 || len(body) > 1000 {
			return
		}
		checkShare(t, "文"+formats[i].extensions[0], file)
	})
}

// piecesOf is a text of hostile pieces: each byte chooses one.
func piecesOf(format int, choices []byte) string {
	var out strings.Builder
	for i, c := range choices {
		piece := hostilePieces[format][int(c)%len(hostilePieces[format])]
		if strings.Contains(piece, "%d") {
			piece = fmt.Sprintf(piece, i)
		}
		out.WriteString(piece)
	}
	return out.String()
}
