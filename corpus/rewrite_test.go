package corpus

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// writings are the ways in which a file is written on disk.
var writings = []struct {
	name     string
	encoding encoding.Encoding
	crlf     bool
}{
	{"utf-8", unicode.UTF8, false},
	{"utf-8 with BOM and CRLF", unicode.UTF8BOM, true},
	{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), false},
	{"utf-16be with CRLF", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), true},
	{"gb18030", simplifiedchinese.GB18030, true},
	{"big5", traditionalchinese.Big5, false},
}

// changed is text with the changes made, but for those refused.
func changed(text string, changes []Change, refused []Refusal) string {
	var out strings.Builder
	at := 0
	for _, c := range changes {
		if slices.ContainsFunc(refused, func(r Refusal) bool { return r.Change == c }) {
			continue
		}
		out.WriteString(text[at:c.Start])
		out.WriteString(c.Text)
		at = c.End
	}
	return out.String() + text[at:]
}

// encodedSample gives each text file of the sample in each of the ways in
// which it can be written.
func encodedSample(t *testing.T, each func(name, text string, e encoding.Encoding, data []byte)) {
	t.Helper()
	written := map[string]int{}
	files := sampleFiles(t)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data := files[name]
		if strings.HasSuffix(name, ".html") {
			continue
		}
		src, err := decode(data, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range writings {
			text := src.text
			if w.crlf {
				text = strings.ReplaceAll(text, "\n", "\r\n")
			}
			data, err := w.encoding.NewEncoder().Bytes([]byte(text))
			if err != nil {
				continue // Big5 has no simplified characters
			}
			if again, err := decode(data, false); err != nil || again.text != src.text {
				t.Fatalf("%s in %s is read wrongly", name, w.name)
			}
			written[w.name]++
			each(name, text, w.encoding, data)
		}
	}
	for _, w := range writings {
		if written[w.name] == 0 {
			t.Errorf("no file in %s", w.name)
		}
	}
}

// Where the letters of a change stand once in the file, and new ones are in
// their place, the copy is the file with those bytes replaced.
func TestRewriteChangesNothingElse(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	made, not := 0, 0
	encodedSample(t, func(name, text string, e encoding.Encoding, data []byte) {
		doc := read(t, name, string(data))
		var changes []Change
		want := text
		for at := 0; ; {
			s := randomSpan(random, doc.Text, at, 200)
			if s.End >= len(doc.Text) {
				break
			}
			_, size := utf8.DecodeRuneInString(doc.Text[s.End:])
			at = s.End + size
			old := doc.Text[s.Start:s.End]
			if strings.Count(want, old) != 1 || strings.Count(text, old) != 1 || strings.ContainsAny(old, "\n| ") {
				continue
			}
			words := strings.Repeat("之", 1+random.IntN(3)) // one that is in every encoding
			if strings.Contains(old, "之") {
				continue
			}
			changes = append(changes, Change{s, words})
			want = strings.Replace(want, old, words, 1)
		}
		got, refused, err := Rewrite(name, data, changes)
		if err != nil {
			t.Fatal(err)
		}
		not += len(refused)
		want = text
		for _, c := range changes {
			if !slices.ContainsFunc(refused, func(r Refusal) bool { return r.Change == c }) {
				want = strings.Replace(want, doc.Text[c.Start:c.End], c.Text, 1)
			}
		}
		wantData, err := e.NewEncoder().Bytes([]byte(want))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, wantData) {
			t.Errorf("%s in %s: not the file with the bytes replaced", name, doc.Encoding)
		}
		made += len(changes)
	})
	if made < 1000 || not*200 > made {
		t.Errorf("%d changes, %d refused", made, not)
	}
}

// randomSpan is a stretch of text of up to 20 characters that begins at or
// some way behind at.
func randomSpan(random *rand.Rand, text string, at, far int) Span {
	start := runeStart(text, min(at+random.IntN(far), len(text)))
	start = max(start, at)
	end := start
	for range random.IntN(20) {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return Span{start, end}
}

func TestRewriteMakesChangesOfAllKinds(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	all, not := 0, 0
	encodedSample(t, func(name, text string, _ encoding.Encoding, data []byte) {
		doc := read(t, name, string(data))
		var changes []Change
		for at := 0; ; {
			s := randomSpan(random, doc.Text, at, 300)
			if s.End >= len(doc.Text) {
				break
			}
			at = s.End
			old := doc.Text[s.Start:s.End]
			if strings.Contains(old, "\n") && random.IntN(4) > 0 {
				continue
			}
			changes = append(changes, Change{s, randomWords(random, old, doc.Text)})
		}
		refused := checkRewrite(t, name, data, changes)
		for _, r := range refused {
			t.Logf("%s: %q to %q: %s", name, doc.Text[r.Change.Start:r.Change.End], r.Change.Text, r.Reason)
		}
		all, not = all+len(changes), not+len(refused)
	})
	t.Logf("%d of %d changes refused", not, all)
	if not*100 > all {
		t.Errorf("%d of %d changes refused", not, all)
	}
}

// randomWords are other words for old, made of those of the text.
func randomWords(random *rand.Rand, old, text string) string {
	s := randomSpan(random, text, 0, len(text))
	words := strings.ReplaceAll(text[s.Start:s.End], "\n", "")
	runes := []rune(old)
	switch random.IntN(4) {
	case 0:
		return ""
	case 1:
		return old + words
	case 2:
		if len(runes) > 2 {
			return string(runes[:len(runes)/2]) + words + string(runes[len(runes)/2+1:])
		}
	}
	return words
}

// checkRewrite rewrites and holds the copy against what Rewrite promises; the
// lines of the file on which nothing was changed must be there as they were.
func checkRewrite(t *testing.T, name string, data []byte, changes []Change) []Refusal {
	t.Helper()
	doc, err := Read(name, data)
	if err != nil {
		t.Fatal(err)
	}
	out, refused, err := Rewrite(name, data, changes)
	if err != nil {
		t.Fatal(err)
	}
	if len(refused) == len(changes) {
		if !bytes.Equal(out, data) {
			t.Fatalf("%s: changed, though every change was refused", name)
		}
		return refused
	}
	again, err := Read(name, out)
	if err != nil {
		t.Fatalf("%s: the copy: %v", name, err)
	}
	if diff := cmp.Diff(changed(doc.Text, changes, refused), again.Text); diff != "" || again.Encoding != doc.Encoding {
		t.Fatalf("%s, %s: want (-), read in the copy, %s (+):\n%s", name, doc.Encoding, again.Encoding, diff)
	}
	old, _ := decodeBytes(data, false)
	now, _ := decodeBytes(out, false)
	touched := map[int]bool{}
	p := NewPlaces(doc, data)
	for _, c := range changes {
		start, end := p.At(c.Start), p.At(c.End)
		for l := p.At(max(c.Start-1, 0)).Line; l <= end.Line; l++ {
			touched[l] = true
		}
		touched[start.Line] = true
	}
	rest := now.text
	for i, l := range strings.SplitAfter(old.text, "\n") {
		if touched[i+1] {
			continue
		}
		j := strings.Index(rest, l)
		if j < 0 {
			t.Fatalf("%s: line %d is not in the copy as it was: %q", name, i+1, l)
		}
		rest = rest[j+len(l):]
	}
	return refused
}

// A change of a text, given as the words [from→to] in it, and the files before
// and after; "refused" for one that must be.
func TestRewriteByHand(t *testing.T) {
	for _, row := range []struct{ name, file, from, to, want string }{
		{"x.txt", "　　甲乙\r\n丙丁。\r\n", "乙丙", "戊", "　　甲戊\r\n丁。\r\n"},                // in front of the break
		{"x.txt", "甲乙\n丙丁。\n", "甲乙丙丁", "甲一乙二丙丁", "甲一乙二\n丙丁。\n"},                  // letters stay
		{"x.txt", "甲乙\n丙\n丁戊。", "乙丙丁", "丁", "甲\n丁戊。"},                            // a line with nothing left
		{"x.txt", "open\nsource", "open source", "opensource", "opensource"},     // a break that is a space
		{"x.txt", "open\nsource", "open source", "open，source", "open，\nsource"}, //
		{"x.txt", "　　甲乙\n　　丙丁\n", "甲", "甲。\n戊", "　　甲。\n　　戊乙\n　　丙丁\n"},            // a new paragraph
		{"x.txt", "甲乙丙", "乙", "**", "甲**丙"},                                      // no markup in plain text
		{"x.txt", "甲\r乙丙\r丁", "乙", "己。\n", "甲\r己。\r\r丙\r丁"},                      // see below
		{"x.md", "# **甲**乙 #\n\n丙", "甲乙", "丁乙", "# **丁**乙 #\n\n丙"},               //
		{"x.md", "甲**乙**丙", "乙", "", "甲丙"},                                       // markers without letters
		{"x.md", "甲[乙](http://a.b/乙)丙", "乙丙", "丁丙", "甲[丁](http://a.b/乙)丙"},       // not the address
		{"x.md", "甲[乙](http://a.b/乙)丙", "甲乙丙", "丁", "丁[](http://a.b/乙)"},         //
		{"x.md", "甲乙丙", "乙", "*丁*", "甲\\*丁\\*丙"},                                 // signs stay signs
		{"x.md", "甲&nbsp;乙&amp;丙", "&", "丁", "甲&nbsp;乙丁丙"},                       // the whole entity
		{"x.md", "|甲|乙|\n|--|--|\n", "乙", "丙|丁", "|甲|丙\\|丁|\n|--|--|\n"},         //
		{"x.md", "|甲|乙|\n|--|--|\n", "甲 | 乙", "甲乙", "refused"},                   // cells are not joined
		{"x.md", "> 甲乙，\n> 丙丁\n", "乙，丙", "乙、丙", "> 甲乙、\n> 丙丁\n"},                 //
		{"x.md", "甲乙<!-- 注 -->丙丁", "乙丙", "戊己", "甲戊己<!-- 注 -->丁"},                 //
		{"x.md", "甲。\n\n乙。", "甲。\n乙", "甲，乙", "甲，乙。"},                             // two paragraphs made one
		{"x.md", "甲乙。", "乙", "乙。\n丙", "甲乙。\n\n丙。"},                               //
		{"x.md", "```\n甲*乙\n```", "甲*乙", "*甲*", "```\n*甲*\n```"},                 // code
		{"x.md", "甲乙丙", "乙", "乙\u0000", "refused"},                               //
		{"x.txt", "甲乙丙", "甲乙丙", "", "refused"},                                   // nothing would be left
		{"x.txt", "甲乙丙", "乙", " ", "甲 丙"},                                        //
		{"x.txt", "甲乙丙", "丙", "丙 ", "refused"},                                   // Text has no white space at its end
		{"x.md", "甲。\n\n**第一条**　乙丙。", "第一条　乙", "", "甲。\n\n丙。"},
		{"x.md", "甲**乙。**\n\n**第一条**　丙。", "乙。\n第", "第", "甲**第一条**　丙。"},
		{"x.md", "甲乙。\n\n**第一条**　丙。", "乙。\n第", "第", "甲**第一条**　丙。"},
		{"x.md", "甲乙**丙**\n丁*戊", "甲乙丙丁*戊", "甲丁&amp;戊", "甲\n丁\\&amp;戊"}, // each part in its own way
		{"x.html", "<p>甲乙丙", "乙", "丁", "refused"},                      //
	} {
		doc := read(t, row.name, row.file)
		i := strings.Index(doc.Text, row.from)
		if i < 0 {
			t.Fatalf("no %q in %q", row.from, doc.Text)
		}
		c := Change{Span{i, i + len(row.from)}, row.to}
		out, refused, err := Rewrite(row.name, []byte(row.file), []Change{c})
		got := string(out)
		if len(refused) > 0 {
			if got != row.file || refused[0].Reason == "" || refused[0].Change != c {
				t.Errorf("%q: refused %v and made %q", row.file, refused, got)
			}
			got = "refused"
		}
		if err != nil || got != row.want {
			t.Errorf("%q: %q for %q gives %q %v %v, want %q", row.file, row.to, row.from, got, refused, err, row.want)
		}
	}
}

func TestRewriteNothing(t *testing.T) {
	for name, data := range sampleFiles(t) {
		doc := read(t, name, string(data))
		for _, changes := range [][]Change{nil, {{Span{0, 3}, doc.Text[:3]}}} {
			out, refused, err := Rewrite(name, data, changes)
			if err != nil || !bytes.Equal(out, data) || len(refused) > 0 && doc.Format != "html" {
				t.Errorf("%s: %v %v, or other bytes", name, refused, err)
			}
		}
	}
}

func TestRewriteRefusesWhatIsUnsound(t *testing.T) {
	text := "甲乙丙丁戊己"
	changes := []Change{
		{Span{-3, 0}, "一"}, {Span{0, 4}, "一"}, {Span{0, 6}, "一"}, {Span{3, 9}, "一"}, {Span{6, 9}, "\xFF"},
		{Span{6, 9}, "二"}, {Span{9, 6}, "一"}, {Span{15, 24}, "一"}, {Span{18, 18}, "三"},
	}
	out, refused, err := Rewrite("x.txt", []byte(text), changes)
	if err != nil || string(out) != "一二丁戊己三" {
		t.Errorf("%q %v", out, err)
	}
	var reasons []string
	for _, r := range refused {
		reasons = append(reasons, fmt.Sprint(r.Change.Span, " ", r.Reason))
	}
	want := []string{
		"{-3 0} outside of the text", "{0 4} begins or ends inside a character", "{3 9} overlaps the change before it",
		"{6 9} its words are not valid UTF-8", "{9 6} outside of the text", "{15 24} outside of the text",
	}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Error(diff)
	}
	if _, _, err := Rewrite("x.pdf", []byte("%PDF-"), nil); err == nil {
		t.Error("a PDF was rewritten")
	}
}

func TestRewriteSaysWhatBig5CannotWrite(t *testing.T) {
	text := "第 33 條\n河川之管理，由縣政府為之。河川以外之水利設施，其管理辦法由中央主管機關定之。"
	data, err := traditionalchinese.Big5.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	doc := read(t, "x.txt", string(data))
	river, county := strings.Index(doc.Text, "河川"), strings.Index(doc.Text, "縣")
	out, refused, err := Rewrite("x.txt", data, []Change{
		{Span{river, river + 6}, "这里"}, {Span{county, county + 3}, "省"},
	})
	if err != nil || len(refused) != 1 || refused[0].Reason != "the file's encoding, big5, has no 这 (U+8FD9)" {
		t.Errorf("%v %v", refused, err)
	}
	if got, want := read(t, "x.txt", string(out)).Text, strings.Replace(doc.Text, "縣", "省", 1); got != want || doc.Encoding != "big5" {
		t.Errorf("%q, want %q", got, want)
	}
}

// Broken bytes and NULs stay as they are, beside a change too.
func TestRewriteKeepsBrokenBytes(t *testing.T) {
	file := strings.Repeat("好文章", 20) + "甲\xFF\xFE乙\x00丙\r丁\n\xEF\xBB\xBF戊"
	doc := read(t, "x.txt", file)
	i := strings.Index(doc.Text, "丁")
	out, refused, err := Rewrite("x.txt", []byte(file), []Change{{Span{i, i + 3}, "己"}})
	if want := strings.Replace(file, "丁", "己", 1); err != nil || len(refused) > 0 || string(out) != want {
		t.Errorf("%q %v %v, want %q", out, refused, err, want)
	}
}
