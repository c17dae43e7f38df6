package corpus

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func encode(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const (
	simplified  = "云河省河流保护条例\n\n第一条 为了加强河流保护，制定本条例。"
	traditional = "雲河縣河川管理辦法\n\n第 1 條\n本辦法依河川法規定訂定之。"
)

func TestOneTextInEveryEncoding(t *testing.T) {
	bom := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	tests := []struct{ name, data, text, encoding string }{
		{"utf-8", simplified, simplified, "utf-8"},
		{"utf-8 with BOM", "\uFEFF" + simplified, simplified, "utf-8"},
		{"utf-16le", encode(t, bom, simplified), simplified, "utf-16le"},
		{"utf-16be", encode(t, big, simplified), simplified, "utf-16be"},
		{"gb18030", encode(t, simplifiedchinese.GB18030, simplified), simplified, "gb18030"},
		{"big5", encode(t, traditionalchinese.Big5, traditional), traditional, "big5"},
		{"traditional in gbk", encode(t, simplifiedchinese.GBK, traditional), traditional, "gb18030"},
		{"two characters of gbk", encode(t, simplifiedchinese.GBK, "联通"), "联通", "gb18030"},
		{"a term of gbk", encode(t, simplifiedchinese.GBK, "科技创新"), "科技创新", "gb18030"},
		{"a term of big5", encode(t, traditionalchinese.Big5, "科技自立自強"), "科技自立自強", "big5"},
		{"old Mac line ends", strings.ReplaceAll(simplified, "\n", "\r"), simplified, "utf-8"},
		{"DOS line ends", strings.ReplaceAll(simplified, "\n", "\r\n"), simplified, "utf-8"},
		{"ASCII", "open source", "open source", "utf-8"},
	}
	for _, tt := range tests {
		doc := read(t, "x.txt", tt.data)
		if want := read(t, "x.txt", tt.text).Text; doc.Text != want || doc.Encoding != tt.encoding {
			t.Errorf("%s: %s %q, want %q", tt.name, doc.Encoding, doc.Text, want)
		}
	}
}

func TestDeclaredEncodingIsBelievedOnlyIfTrue(t *testing.T) {
	page := func(charset string) string {
		return "<html><head><meta charset=" + charset + "><title>河流保护办法</title></head><body><p>河流保护办法</p><p>第一条 保护河流。</p></body></html>"
	}
	for _, tt := range []struct{ declared, data, encoding string }{
		{"gbk", page("gbk"), "utf-8"}, // lies
		{"utf-8", encode(t, simplifiedchinese.GBK, page("utf-8")), "gb18030"},
		{"gb2312", encode(t, simplifiedchinese.GBK, page("gb2312")), "gb18030"},
	} {
		if doc := read(t, "x.html", tt.data); doc.Encoding != tt.encoding || !strings.Contains(doc.Text, "第一条 保护河流。") {
			t.Errorf("declared %s: %s %q", tt.declared, doc.Encoding, doc.Text)
		}
	}
}

func TestOneBrokenByteIsAWarning(t *testing.T) {
	whole := strings.Repeat("各级人民政府应当保护河流。\n", 5)
	doc := read(t, "x.txt", whole[:30]+"\xFF"+whole[30:])
	if doc.Encoding != "utf-8" || len(doc.Warnings) != 1 || strings.Count(doc.Text, "\uFFFD") != 1 {
		t.Errorf("%s %v %q", doc.Encoding, doc.Warnings, doc.Text)
	}
	doc = read(t, "x.txt", whole+"人\x00民")
	if !strings.HasSuffix(doc.Text, "人民") || len(doc.Warnings) != 1 {
		t.Errorf("%v %q", doc.Warnings, doc.Text)
	}
}

func TestNoiseIsRefusedWithAReason(t *testing.T) {
	long := strings.Repeat("各级人民政府应当加强对河流保护工作的领导。", 20)
	utf8AsGBK, _ := simplifiedchinese.GB18030.NewDecoder().String(long)
	latin := latin1(encode(t, simplifiedchinese.GBK, long))
	tests := []struct{ name, path, data, reason string }{
		{"empty", "x.txt", "", "empty"},
		{"white space", "x.md", " \n\u3000\n", "empty"},
		{"comment alone", "x.md", "<!-- nothing -->", "empty"},
		{"pdf in disguise", "x.txt", "%PDF-1.7 ...", "binary"},
		{"zeros", "x.txt", "a\x00b\x00c\x00d\x00", "binary"},
		{"controls", "x.txt", strings.Repeat("ab\x01\x02", 50), "binary"},
		{"utf-8 read as gbk", "x.txt", utf8AsGBK, "garbled"},
		{"gbk read as Latin-1", "x.txt", latin, "garbled"},
		{"replacement characters", "x.txt", strings.Repeat("河\uFFFD", 50), "garbled"},
		{"锟斤拷", "x.txt", strings.Repeat("锟斤拷", 30) + "的", "garbled"},
		{"known format", "x.docx", "PK", "not supported"},
		{"unknown format", "x.png", "", "not a known"},
	}
	for _, tt := range tests {
		_, err := Read(tt.path, []byte(tt.data))
		var unreadable *UnreadableError
		if !errors.As(err, &unreadable) || unreadable.Path != tt.path || !strings.Contains(unreadable.Reason, tt.reason) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.reason)
		}
	}
}

// latin1 reads each byte of s as a character.
func latin1(s string) string {
	var out strings.Builder
	for i := range len(s) {
		out.WriteRune(rune(s[i]))
	}
	return out.String()
}

func TestOtherWritingIsNotNoise(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("La protection des rivières est assurée par l'État. ", 5),
		strings.Repeat("Охрана рек. ", 20),
		"①②③ Ⅳ ㎡ 50％ α、β",
	} {
		if doc := read(t, "x.txt", s); doc.Encoding != "utf-8" {
			t.Errorf("%q: %s", s[:20], doc.Encoding)
		}
	}
}
