package library

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// shelf is a Source of documents that can only be told and loaded.
type shelf struct {
	Source
	docs []*corpus.Document
}

func (s shelf) Len() int                 { return len(s.docs) }
func (s shelf) Info(doc int) corpus.Info { return s.docs[doc].Info }
func (s shelf) Load(h match.Hits) (*corpus.Document, []match.Span, error) {
	return s.docs[h.Doc], nil, nil
}

// matchOf is the hit of a document, by what describes it.
func matchOf(l *Library, info corpus.Info) match.Hits {
	for doc := range l.src.Len() {
		if l.src.Info(doc) == info {
			return match.Hits{Doc: doc}
		}
	}
	return match.Hits{Doc: -1}
}

// paper is a document on the shelf: its metadata and its text behind the
// title, one paragraph a line.
type paper struct {
	title, issuer, number, date, kind string
	body                              string
}

// shelve reads papers as Markdown, so that outlines are those of real reading.
func shelve(t *testing.T, papers ...paper) shelf {
	t.Helper()
	var s shelf
	for i, p := range papers {
		body := p.body
		if body == "" {
			body = "本文没有条文。"
		}
		text := "# " + p.title + "\n\n" + strings.ReplaceAll(body, "\n", "\n\n") + "\n"
		doc, err := corpus.Read(fmt.Sprintf("稿/%d.md", i), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		doc.Meta = corpus.Meta{Title: p.title, Issuer: p.issuer, Number: p.number, Date: p.date, Type: p.kind}
		s.docs = append(s.docs, doc)
	}
	return s
}

// titlesOn are the titles and dates of documents, for comparing.
func titlesOn(s shelf, docs []int) []string {
	var list []string
	for _, d := range docs {
		list = append(list, s.docs[d].Title+" "+s.docs[d].Date)
	}
	return list
}

var cloudPapers = []paper{
	{title: "中华人民共和国渡口管理法", issuer: "全国人民代表大会常务委员会", date: "2015-04-02", kind: "法律"},
	{title: "中华人民共和国渡口管理法", issuer: "全国人民代表大会常务委员会", date: "2021-10-11", kind: "法律"},
	{title: "云澜省渡口安全办法（试行）", issuer: "云澜省人民政府", number: "云政发〔2019〕5号", date: "2019-03-01"},
	{title: "云澜省法院关于渡口案件的规定（一）", date: "2018-01-01"},
	{title: "云澜省法院关于渡口案件的规定（二）", date: "2020-01-01"},
	{title: "云澜省人民政府关于印发“十四五”渡口建设规划的通知", issuer: "云澜省人民政府", number: "云政发〔2021〕36号", date: "2021-12-30"},
	{title: "高举云灯 为渡口事业而奋斗 (二十大)", date: "2022-10-16", kind: "报告"},
	{title: "更上层楼——在中国共产党第十九次全国代表大会上的报告", date: "2017-10-18", kind: "报告"},
	{title: "2023年中华人民共和国国务院政府工作报告", issuer: "国务院", date: "2023-03-05", kind: "报告"},
	{title: "政府工作报告", issuer: "国务院", date: "2024-03-05", kind: "报告"},
	{title: "政府工作报告", issuer: "云澜省人民政府", date: "2024-01-20", kind: "报告"},
	{title: "政府工作报告", issuer: "云澜省人民政府", date: "2022-01-20", kind: "报告"},
	{title: "雲瀾省華僑渡船權益條例", date: "2020-03-26"},
	{title: "关于做好渡船检修工作的意见", issuer: "中共中央、国务院", date: "2020-02-02"},
	{title: "云澜省人民政府关于扎实推动渡船检修的实施意见", issuer: "云澜省人民政府", date: "2020-05-02"},
	{title: "公告", issuer: "甲局", date: "2020"}, {title: "公告", issuer: "乙局", date: "2021"},
	{title: "关于开展年度检查工作的通知", issuer: "甲局"}, {title: "关于开展年度检查工作的通知", issuer: "乙局"},
	{title: "关于开展年度检查工作的通知", issuer: "丙局"}, {title: "关于开展年度检查工作的通知", issuer: "丁局"},
	{title: "云澜省摆渡行动计划（2021—2023年）"},
}

func TestFindByTitle(t *testing.T) {
	s := shelve(t, cloudPapers...)
	l := New(s, nil)
	const law, fifth = "中华人民共和国渡口管理法", "云澜省人民政府关于印发“十四五”渡口建设规划的通知 2021-12-30"
	for _, test := range []struct {
		title string
		want  Verdict
		docs  []string
	}{
		{law, Exact, []string{law + " 2021-10-11", law + " 2015-04-02"}},
		{"中华人民 共和国渡口管理法", Exact, []string{law + " 2021-10-11", law + " 2015-04-02"}},
		{"渡口管理法", Equivalent, []string{law + " 2021-10-11", law + " 2015-04-02"}},
		{"渡口管理法（2021年修正）", Equivalent, []string{law + " 2021-10-11", law + " 2015-04-02"}},
		{"云澜省渡口安全办法", Equivalent, []string{"云澜省渡口安全办法（试行） 2019-03-01"}},
		{"云澜省渡口安全办法(试行)", Equivalent, []string{"云澜省渡口安全办法（试行） 2019-03-01"}},
		{"云澜省渡口安全办法（暂行）", "", nil},
		{"云澜省法院关于渡口案件的规定", "", nil},
		{"云澜省法院关于渡口案件的规定（二）", Exact, []string{"云澜省法院关于渡口案件的规定（二） 2020-01-01"}},
		{"“十四五”渡口建设规划", Equivalent, []string{fifth}},
		{"十四五渡口建设规划", Equivalent, []string{fifth}},
		{"十三五渡口建设规划", "", nil},
		{"云澜省华侨渡船权益条例", Equivalent, []string{"雲瀾省華僑渡船權益條例 2020-03-26"}},
		{"高举云灯，为渡口事业而奋斗——在中国共产党第二十次全国代表大会上的报告", Equivalent, []string{"高举云灯 为渡口事业而奋斗 (二十大) 2022-10-16"}},
		{"中共中央 国务院关于做好渡船检修工作的意见", Equivalent, []string{"关于做好渡船检修工作的意见 2020-02-02"}},
		{"松陵市人民政府关于做好渡船检修工作的意见", "", nil},
		{"关于扎实推动渡船检修的实施意见", Equivalent, []string{"云澜省人民政府关于扎实推动渡船检修的实施意见 2020-05-02"}},
		{"公告", "", nil},
		{"关于开展年度检查工作的通知", "", nil},
		{"云澜省摆渡行动计划", Equivalent, []string{"云澜省摆渡行动计划（2021—2023年） "}},
		{"云澜省摆渡行动计划（2024—2026年）", "", nil},
		{"", "", nil},
	} {
		f := l.Find(Name{Title: test.title, Text: "《" + test.title + "》"})
		if diff := cmp.Diff(test.docs, titlesOn(s, f.Docs)); diff != "" || f.Verdict != test.want || f.Known != (test.docs != nil) {
			t.Errorf("《%s》 is %q %v, note %q:\n%s", test.title, f.Verdict, f.Known, f.Note, diff)
		}
	}
}

func TestFindReports(t *testing.T) {
	s := shelve(t, cloudPapers...)
	l := New(s, nil)
	const twentieth, nineteenth = "高举云灯 为渡口事业而奋斗 (二十大) 2022-10-16", "更上层楼——在中国共产党第十九次全国代表大会上的报告 2017-10-18"
	for _, test := range []struct{ title, text, want string }{
		{"党的二十大报告", "", twentieth},
		{"二十大报告", "", twentieth},
		{"中国共产党第二十次全国代表大会报告", "", twentieth},
		{"党的十九大报告", "", nineteenth},
		{"黨的十九大報告", "", nineteenth},
		{"在中国共产党第十九次全国代表大会上的报告", "", nineteenth},
		{"党的十八大报告", "", ""},
		{"2023年政府工作报告", "", "2023年中华人民共和国国务院政府工作报告 2023-03-05"},
		{"2023年国务院政府工作报告", "", "2023年中华人民共和国国务院政府工作报告 2023-03-05"},
		{"政府工作报告", "2023年《政府工作报告》", "2023年中华人民共和国国务院政府工作报告 2023-03-05"},
		{"2024年政府工作报告", "", "政府工作报告 2024-03-05"},
		{"2022年政府工作报告", "", "政府工作报告 2022-01-20"},
		{"2022年国务院政府工作报告", "", ""},
		{"政府工作报告", "《政府工作报告》", ""},
	} {
		f := l.Find(Name{Title: test.title, Text: test.text})
		if got := strings.Join(titlesOn(s, f.Docs), ", "); got != test.want {
			t.Errorf("%s %s means %q, want %q; note %q", test.title, test.text, got, test.want, f.Note)
		}
	}
}

func TestFindByNumber(t *testing.T) {
	s := shelve(t, cloudPapers...)
	l := New(s, nil)
	for _, test := range []struct {
		number string
		want   Verdict
	}{
		{"云政发〔2019〕5号", Exact},
		{"云政发[2019]5号", Equivalent},
		{"云政发（2019） 5", Equivalent},
		{"云政发【2019】５号", Equivalent},
		{"云政发〔2019〕36号", ""},
		{"云政办发〔2019〕5号", ""},
	} {
		f := l.Find(Name{Number: test.number})
		if f.Verdict != test.want || f.Known != (test.want != "") || f.Known && (!f.ByNumber || s.docs[f.Docs[0]].Date != "2019-03-01") {
			t.Errorf("%s is %+v, want %q", test.number, f, test.want)
		}
	}
}

func TestNewLibraryKeepsOnlyWhatItMay(t *testing.T) {
	s := shelve(t, cloudPapers...)
	l := New(s, func(info corpus.Info) bool { return info.Date < "2021" })
	got := titlesOn(s, l.Find(Name{Title: "渡口管理法"}).Docs)
	if diff := cmp.Diff([]string{"中华人民共和国渡口管理法 2015-04-02"}, got); diff != "" {
		t.Error(diff)
	}
	if f := l.Find(Name{Number: "云政发〔2021〕36号"}); f.Known {
		t.Errorf("a number of a document that was not kept is known: %+v", f)
	}
}

func TestInFindsBareTitles(t *testing.T) {
	l := New(shelve(t, cloudPapers...), nil)
	for _, test := range []struct{ text, want string }{
		{"依据中华人民共和国渡口管理法第三条，", "中华人民共和国渡口管理法"},
		{"渡口管理法规定", ""}, // five letters
		{"根据《云澜省渡口安全办法》和云澜省渡口安全办法（试行）", "云澜省渡口安全办法（试行）"},
		{"云澜省渡口安全办法实施细则", ""},
		{"落实“十四五”渡口建设规划。", "“十四五”渡口建设规划"},
		{"党的二十大报告指出，二十大报告提出", "党的二十大报告 二十大报告"},
		{"第二十大报告", ""},
		{"2023年政府工作报告和政府工作报告", "2023年政府工作报告"},
		{"雲瀾省華僑渡船權益條例第二條", "雲瀾省華僑渡船權益條例"},
		{"高举云灯，为渡口事业而奋斗", ""},
		{"关于开展年度检查工作的通知", ""},
		{"松陵市关于做好渡船检修工作的意见", ""},
		{"《关于做好渡船检修工作的意见的通知》", ""},
		{"云澜省渡口。安全办法", ""},
		{"云澜省法院关于渡口案件的规定（三）", ""},
		{"关于\n扎实推动渡船检修的实施意见", ""},
		{"", ""},
	} {
		var got []string
		at := 0
		for _, s := range l.In(test.text) {
			if s.Start < at {
				t.Errorf("%s: spans overlap", test.text)
			}
			at = s.End
			got = append(got, test.text[s.Start:s.End])
		}
		if g := strings.Join(got, " "); g != test.want {
			t.Errorf("In(%s) = %q, want %q", test.text, g, test.want)
		}
	}
}

// FuzzIn holds In to its promise of ranges.
func FuzzIn(f *testing.F) {
	var s shelf
	for _, title := range []string{"中华人民共和国渡口管理法", "云澜省“一河”办法（试行）"} {
		s.docs = append(s.docs, &corpus.Document{Info: corpus.Info{Meta: corpus.Meta{Title: title}}})
	}
	l := New(s, nil)
	for _, seed := range []string{"中华人民共和国渡口管理法", "《《云澜省“一河”办法（试行》", "云澜省一河办法\xe4", "中华人民共和国", "㎡云澜省\n一河办法试行"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, s := range l.In(text) {
			if s.Start < at || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%v after %d in %d bytes", s, at, len(text))
			}
			at = s.End
		}
	})
}
