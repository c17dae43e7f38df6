package sample

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

const (
	gbPath   = "办法/澜江市古树名木保护办法.txt"
	big5Path = "讲话/在雲瀾同鄉聯誼大會上的致辭(2023-10-01).txt"
	htmlPath = "通知/云澜省人民政府办公厅关于做好2022年防汛抗旱工作的通知.html"
	tradPath = "法规/雲瀾省華僑權益保護條例(2020-03-26).txt"
	bomPath  = "问答/高层次人才引进政策问答.txt"
	lead     = "讲话/在全省科技创新大会上的讲话(2017-03-18).md"
)

// raw reads every document, by path.
func raw(t *testing.T) map[string][]byte {
	t.Helper()
	docs := map[string][]byte{}
	err := fs.WalkDir(Files(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		docs[p], err = fs.ReadFile(Files(), p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// texts reads every document and decodes the two that are not UTF-8.
func texts(t *testing.T) map[string]string {
	t.Helper()
	docs := map[string]string{}
	for p, b := range raw(t) {
		docs[p] = string(b)
	}
	docs[gbPath] = decode(t, simplifiedchinese.GB18030, docs[gbPath])
	docs[big5Path] = decode(t, traditionalchinese.Big5, docs[big5Path])
	return docs
}

func decode(t *testing.T, enc encoding.Encoding, s string) string {
	t.Helper()
	out, err := enc.NewDecoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// unwrap drops line ends and white space, so that a quotation that is wrapped
// over lines is found.
func unwrap(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestFilesHoldsEveryDocumentAndNothingElse(t *testing.T) {
	onDisk := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.Contains(p, "/") && path.Dir(p) != "testdata" {
			onDisk[p] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	embedded := map[string]bool{}
	for p := range raw(t) {
		embedded[p] = true
	}
	if diff := cmp.Diff(onDisk, embedded); diff != "" {
		t.Errorf("on disk (-), embedded (+):\n%s", diff)
	}
	if len(embedded) != 38 {
		t.Errorf("%d documents, the package comment says 38", len(embedded))
	}
}

func TestEncodingsAreWhatThePackageCommentSays(t *testing.T) {
	var notUTF8, withBOM, carriage []string
	docs := raw(t)
	for _, p := range slices.Sorted(maps.Keys(docs)) {
		if !utf8.Valid(docs[p]) {
			notUTF8 = append(notUTF8, p)
		}
		if bytes.HasPrefix(docs[p], []byte("\xef\xbb\xbf")) {
			withBOM = append(withBOM, p)
		}
		if bytes.Contains(docs[p], []byte("\r\n")) {
			carriage = append(carriage, p)
		}
	}
	for _, c := range []struct {
		what      string
		got, want []string
	}{
		{"not UTF-8", notUTF8, []string{gbPath, big5Path}},
		{"with a BOM", withBOM, []string{bomPath}},
		{"with CRLF", carriage, []string{bomPath}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
	if !bytes.Contains(docs[htmlPath], []byte(`charset=utf-8"`)) {
		t.Error("the HTML page does not declare its charset")
	}
}

func TestTheTwoOtherEncodingsDecodeToTheirOpeningLine(t *testing.T) {
	docs := texts(t)
	for p, head := range map[string]string{
		gbPath:   "澜江市古树名木保护办法\n",
		big5Path: "在雲瀾同鄉聯誼大會上的致辭\n",
	} {
		if !strings.HasPrefix(docs[p], head) || strings.ContainsRune(docs[p], utf8.RuneError) {
			t.Errorf("%s begins with %.60q", p, docs[p])
		}
	}
	if !strings.Contains(docs[gbPath], "㳇溪镇") {
		t.Error("the GB18030 document lost its four-byte character")
	}
}

func TestTraditionalScript(t *testing.T) {
	docs := texts(t)
	for p, word := range map[string]string{tradPath: "華僑權益", big5Path: "科技自立自強"} {
		if !strings.Contains(docs[p], word) {
			t.Errorf("%s lacks %s", p, word)
		}
	}
}

func TestLengthsAreThoseOfASample(t *testing.T) {
	total := 0
	for p, s := range texts(t) {
		n := utf8.RuneCountInString(s)
		total += n
		if n < 600 || n > 4000 {
			t.Errorf("%s has %d characters", p, n)
		}
	}
	if total < 40_000 || total > 60_000 {
		t.Errorf("%d characters in all", total)
	}
}

// The web of quotations: how many documents hold each sentence of the speech
// of 2017 word for word, itself and wrapped lines included.
func TestSentencesOfTheLeadingSpeechAreQuoted(t *testing.T) {
	docs := texts(t)
	for sentence, want := range map[string]int{
		"科技自立自强不是关起门来搞建设，而是把命运的钥匙握在自己手里，把合作的大门开得更大": 3,
		"创新这条路，走一步有一步的风景，停一天有一天的代价":                 5,
		"一座实验室的灯光，照亮的不只是一张图纸，更是一个地方的明天":             3,
		"共同富裕不是把蛋糕切得一样大，而是让做蛋糕的手越来越多、越来越巧":          3,
		"山有多高，路就修到多高；人心有多远，服务就送到多远":                 3,
		"不看文章写得有多厚，要看群众得到了多少":                       4,
	} {
		if !strings.Contains(docs[lead], sentence) {
			t.Errorf("the speech lacks %s", sentence)
		}
		got := 0
		for _, s := range docs {
			if strings.Contains(unwrap(s), sentence) {
				got++
			}
		}
		if got != want {
			t.Errorf("%d documents hold %s, want %d", got, sentence, want)
		}
	}
}

// What the package comment promises of deviating quotations and of the
// articles that the drafts cite.
func TestQuotationsThatDeviate(t *testing.T) {
	const (
		draft = "来稿/让实验室的灯光亮得更久(送审稿).md"
		good  = "来稿/学习科技创新促进条例的几点体会(修改稿).txt"
		law   = "法规/云澜省科技创新促进条例(2019-11-28).md"
		plan  = "规划/云澜省科技创新体系建设规划(2021-08-30).md"
	)
	docs := texts(t)
	for _, c := range []struct {
		path, text string
		want       bool
	}{
		{draft, "照亮的不止是一张图纸", true},
		{draft, "不是关起门来搞建设，而是把合作的大门开得更大", true},
		{draft, "越来越多，越来越巧！", true},
		{draft, "科学家的口袋里，装着一个省的春天", true},
		{plan, "不看文章写得有多厚", false},
		{"意见/云澜省人民政府关于扎实推动共同富裕的实施意见.md", "一样大、而是让做蛋糕的手越来越多，越来越巧", true},
		{"讲话/在科技工作者日座谈会上的讲话(2025-03-18).md", "停一步有一步的代价", true},
		{big5Path, "而是把命運的鑰匙握在自己手裡", true},
		{good, "不得低于百分之十五", true},
		{law, "第十二条县级以上人民政府应当建立基础研究投入稳定增长机制。省级财政科学技术支出中用于基础研究的比例不得低于百分之十五。", true},
		{law, "第二十三条减少科研人员事务性负担。同一项目一个年度内的检查不得超过一次", true},
		{law, "第二十八条探索性强、风险高的科研项目，原始记录证明承担者已经履行勤勉尽责义务仍不能完成的，予以免责", true},
	} {
		if got := strings.Contains(unwrap(docs[c.path]), c.text); got != c.want {
			t.Errorf("%s holds %q: %v, want %v", c.path, c.text, got, c.want)
		}
	}
}

func TestRankingGoldenNamesOneSectionOfADocument(t *testing.T) {
	docs := texts(t)
	golden, err := os.ReadFile("testdata/ranking.golden")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(golden), "\n"), "\n")
	if len(lines) != 30 {
		t.Errorf("%d queries, want 30", len(lines))
	}
	seen := map[string]bool{}
	for _, line := range lines {
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[0] == "" || seen[f[0]] {
			t.Errorf("not query, path, section, or a query twice: %q", line)
			continue
		}
		seen[f[0]] = true
		if n := sectionsNamed(docs[f[1]], f[2]); f[2] != "-" && n != 1 || docs[f[1]] == "" {
			t.Errorf("%s has %d sections %s", f[1], n, f[2])
		}
	}
}

// sectionsNamed counts the lines that begin with a section's label or
// heading, markers of Markdown and HTML aside.
func sectionsNamed(text, section string) int {
	n := 0
	for line := range strings.Lines(text) {
		line = strings.TrimPrefix(line, "<p>&emsp;&emsp;")
		if strings.HasPrefix(strings.TrimLeft(line, "#* 　"), section) {
			n++
		}
	}
	return n
}
