package corpus

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus/sample"
)

// tally counts the characters of Texts and those whose place in the file
// holds them.
type tally struct{ all, right int }

// checkPlaces counts the characters of doc that stand where At says: that
// very character, or the & of an entity, or the backslash's partner. What
// Text puts in (line breaks, spaces, bars) need not stand anywhere.
func checkPlaces(t *testing.T, doc *Document, data []byte) tally {
	t.Helper()
	src, err := decode(data, doc.Format == "html")
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]rune
	for l := range strings.SplitSeq(src.text, "\n") {
		lines = append(lines, []rune(l))
	}
	var sum tally
	p := NewPlaces(doc, data)
	last := Place{}
	for i, r := range doc.Text {
		at := p.At(i)
		if at.Line < 1 || at.Line > len(lines) || at.Column < 1 || at.Column > len(lines[at.Line-1])+1 {
			t.Fatalf("%s: byte %d of the text at %v, outside of the file", doc.Path, i, at)
		}
		if doc.Format != "html" {
			if r != '\n' && r != ' ' && r != '|' && at.Line != doc.Line(i) {
				t.Fatalf("%s: byte %d at line %d, by the line map %d", doc.Path, i, at.Line, doc.Line(i))
			}
			if at.Line < last.Line || at.Line == last.Line && at.Column < last.Column {
				t.Fatalf("%s: byte %d at %v, the one before at %v", doc.Path, i, at, last)
			}
		}
		last = at
		if strings.ContainsRune("\n |", r) {
			continue
		}
		sum.all++
		if at.Column <= len(lines[at.Line-1]) {
			if got := lines[at.Line-1][at.Column-1]; got == r || got == '&' {
				sum.right++
			} else if sum.all-sum.right < 5 {
				t.Logf("%s:%d:%d has %q, the text %q", doc.Path, at.Line, at.Column, got, r)
			}
		}
	}
	return sum
}

func sampleFiles(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(sample.Files(), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files[p], err = fs.ReadFile(sample.Files(), p)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	return files
}

func TestEveryCharacterOfTheSampleHasItsPlace(t *testing.T) {
	for name, data := range sampleFiles(t) {
		if sum := checkPlaces(t, read(t, name, string(data)), data); sum.right != sum.all || sum.all == 0 {
			t.Errorf("%s: %d of %d characters stand where they should", name, sum.right, sum.all)
		}
	}
}

// placeShare: of the real documents one in so many is looked at.
const placeShare = 7

func TestPlacesOfRealDocuments(t *testing.T) {
	if _, err := os.Stat(realCorpus); err != nil {
		t.Skip("no real corpus here")
	}
	sums := map[string]tally{}
	n := 0
	for f, err := range Walk([]string{realCorpus}, nil) {
		if err != nil {
			t.Fatal(err)
		}
		format, ok := formatOf(filepath.Ext(f.Path))
		if n++; !ok || n%placeShare != 0 && format.name != "html" {
			continue
		}
		data, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Read(f.Path, data)
		if err != nil {
			continue // for another test
		}
		one, sum := checkPlaces(t, doc, data), sums[format.name]
		sums[format.name] = tally{sum.all + one.all, sum.right + one.right}
	}
	for format, sum := range sums {
		t.Logf("%s: %d of %d characters stand where they should", format, sum.right, sum.all)
		if sum.right != sum.all {
			t.Errorf("%s: %d characters do not", format, sum.all-sum.right)
		}
	}
}

// Each row: a file, and its characters in the order of Text with the place of
// each, written by hand as line:column where a stretch begins.
func TestPlaces(t *testing.T) {
	for _, row := range []struct{ name, file, want string }{
		{"x.txt", "　　甲乙\n\n  丙丁，\n戊。", "甲乙 1:3|丙丁， 3:3|戊。 4:1"},
		{"x.txt", "\uFEFF甲 open\r\nsource\r\n", "甲 1:1|open 1:3|source 2:1"},
		{"x.md", "# 第一章 总则 ##\n", "第一章 1:3|总则 1:7"},
		{"x.md", "1. 1. 1\n", "1. 1:1|1. 1:4|1 1:7"},
		{"x.md", "> - [x] **甲**乙[丙](丙.html)丁\n", "甲 1:11|乙 1:14|丙 1:16|丁 1:26"},
		{"x.md", "甲<!-- 乙 -->乙&nbsp;丙\\*丁<http://a.b>", "甲 1:1|乙 1:12|\u00a0 1:13|丙 1:19|* 1:21|丁 1:22|http 1:24"},
		{"x.md", "注[^1]1\n", "注 1:1|1 1:6"},
		{"x.md", "|甲||**乙**|\n|--|--|--|\n| 丙 |丁|", "甲 1:2|乙 1:7|丙 3:3|丁 3:6"},
		{"x.md", "a | b | a\n--|--|--\n", "a 1:1|b 1:5|a 1:9"},
		{"x.md", "---\ntitle: 甲\n---\n```\n  **甲\n```\n", "**甲 5:3"},
		{"x.md", "甲\r\n**乙**，𠮷<br>丙\r\n", "甲 1:1|乙 2:3|，𠮷 2:6|丙 2:12"},
		{"x.html", "<p>甲<b>乙</b>&nbsp;丙</p>\n<p> 丁&lt;\n戊", "甲 1:4|乙 1:8|\u00a0 1:13|丙 1:19|丁 2:5|< 2:6|戊 3:1"},
		{"x.html", "<table><tr><td>甲</td><td> 乙</td></tr>丙</table>", "丙 1:38|甲 1:16|乙 1:27"},
		{"x.html", "<title>某某关于甲的通知_某网</title><div><p>一、甲</p>\n<p>二、乙</p></div>", "某某关于甲的通知 1:8|一、甲 1:35|二、乙 2:4"},
	} {
		doc := read(t, row.name, row.file)
		p := NewPlaces(doc, []byte(row.file))
		var got []string
		off := 0
		for _, want := range strings.Split(row.want, "|") {
			word, _, _ := strings.Cut(want, " ")
			i := strings.Index(doc.Text[off:], word)
			if i < 0 {
				t.Fatalf("no %q in %q", word, doc.Text[off:])
			}
			at := p.At(off + i)
			got = append(got, fmt.Sprintf("%s %d:%d", word, at.Line, at.Column))
			off += i + len(word)
		}
		if diff := cmp.Diff(row.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q: by hand (-), found (+):\n%s", row.file, diff)
		}
	}
}

func TestPlacesOfAnotherFileAreLinesOnly(t *testing.T) {
	for _, name := range []string{"x.txt", "x.md", "x.html"} {
		doc := read(t, name, "甲乙\n\n丙丁")
		for _, data := range []string{"甲丁", "", "%PDF-1"} {
			p := NewPlaces(doc, []byte(data))
			i := strings.Index(doc.Text, "丙")
			if got, want := p.At(i+3), (Place{doc.Line(i), 1}); got != want {
				t.Errorf("%s: %v, want %v", name, got, want)
			}
			if start := p.At(0); start != (Place{1, 1}) {
				t.Errorf("%s: %v", name, start)
			}
		}
	}
}

// placePieces are what files are put together from at random.
var placePieces = map[string][]string{
	"x.txt": {"甲乙", "丙，", "丁。", "open", "source ", "　　戊己", "", "\t", "第一条 庚", "一、辛", "| 1 | 2 |", "发布日期：2020年", " 壬 ", "癸\fa"},
	"x.md": {"甲**乙**", "[丙](丙.html)，", "丁。", "open", "`source` ", "　　戊己", "", "## 第一章 庚 #", "- 一、辛", "|1||2\\|1|", "|---|---|", "<!-- 无", "-->", "> 引",
		"***", "```", "壬<br>癸", "&nbsp;子&amp;子", "丑<!--丑-->丑", "![寅](寅.png)", "[^1]1", "**甲****乙**", "\\*卯\\*", "<http://a.b>a", "辰&#10;巳"},
	"x.html": {"甲<b>乙</b>", "<p>丙，", "丁。</p>", "open", "source ", "　　戊己", "", "<h2>第一章 庚</h2>", "<table><tr><td>1<td>", "2</table>", "<!-- 无", "-->", "<br>辛",
		"&nbsp;子&amp子", "<script>丑", "</script>", "</div>", "<title>寅卯辰_巳</title>", "<p hidden=x>午</p>", "<td>|", "&#10;未&#xFDD0;", "<pre>", "<li>\uFDD0申"},
}

func TestPlacesOfFilesOfAllKindsOfLines(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for name, choice := range placePieces {
		var sum tally
		for range 2000 {
			var lines []string
			for range 2 + random.IntN(12) {
				lines = append(lines, choice[random.IntN(len(choice))])
			}
			data := []byte(strings.Join(lines, "\n"))
			doc, err := Read(name, data)
			if err != nil {
				continue
			}
			one := checkPlaces(t, doc, data)
			if one.all != one.right {
				t.Logf("%q: %d of %d, text %q", data, one.right, one.all, doc.Text)
			}
			sum = tally{sum.all + one.all, sum.right + one.right}
		}
		t.Logf("%s: %d of %d", name, sum.right, sum.all)
		if sum.right != sum.all || sum.all == 0 {
			t.Errorf("%s: %d of %d characters stand where they should", name, sum.right, sum.all)
		}
	}
}

// Long lines take linear time: done again for each character, finding a
// column would take hours.
func TestPlacesInOneLongLine(t *testing.T) {
	line := strings.Repeat("甲**乙**[丙](a.b)，", 10<<20/27)
	for _, name := range []string{"x.txt", "x.md", "x.html"} {
		doc := read(t, name, line)
		p := NewPlaces(doc, []byte(line))
		for off := range doc.Text {
			if got := p.At(off); off%999 == 0 && got.Column < 1+utf8.RuneCountInString(doc.Text[max(0, off-999):off]) {
				t.Fatalf("%s: byte %d at %v", name, off, got)
			}
		}
		if got, want := p.At(len(doc.Text)), (Place{1, utf8.RuneCountInString(line) + 1}); got != want {
			t.Errorf("%s: the end at %v, want %v", name, got, want)
		}
	}
}

// Linear in the comments of a line, too, each of which parts what is left.
func TestPlacesInALineOfComments(t *testing.T) {
	const unit = "甲<!-- -->*乙*"
	line := strings.Repeat(unit, 2<<20/len(unit))
	doc := read(t, "x.md", line)
	p := NewPlaces(doc, []byte(line))
	last := utf8.RuneCountInString(line) - 1
	if got, want := p.At(len(doc.Text)-len("乙")), (Place{1, last}); got != want {
		t.Errorf("the last letter at %v, want %v", got, want)
	}
}

func FuzzPlaces(f *testing.F) {
	for name, pieces := range placePieces {
		f.Add(name, []byte(strings.Join(pieces, "\n")))
	}
	f.Add("x.md", []byte("# # #\n**<!--甲-->"))
	f.Add("x.html", []byte("<p>&#xFDD0;9;x &ampx &notin &#0;"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if doc, err := Read(name, data); err == nil {
			sum := checkPlaces(t, doc, data)
			if doc.Format != "html" && sum.all != sum.right {
				t.Fatalf("%q: %d of %d, text %q", data, sum.right, sum.all, doc.Text)
			}
		}
	})
}
