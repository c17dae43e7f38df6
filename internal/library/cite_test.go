package library

import (
	"strings"
	"sync"
	"testing"
)

const ferryLaw = `第一章 总则
第一条 为了管好渡口，制定本法。
第二条 渡口由县级人民政府管理。
渡口的管理单位应当：
（一）备好救生衣；
（二）看好天色：
1.有雾不开船；
2.有风不开船；
（三）登记乘客。
前款第二项由省人民政府规定。
第三条 摆渡应当：（一）等人坐稳；（二）慢慢开船。前款第（二）项不适用于急救。
第三条之一 夜里摆渡应当点灯。
第四条 以竹筏摆渡的，参照本法。
第五条 本法自公布之日起施行。`

var statutes = []paper{
	{title: "中华人民共和国渡口管理法", number: "云主席令第3号", date: "2015-04-02", body: ferryLaw + "\n第六条 旧章程同时废止。"},
	{title: "中华人民共和国渡口管理法", number: "云主席令第9号", date: "2021-10-11", body: ferryLaw},
	{title: "云澜省渡船检修若干规定", number: "云政发〔2018〕39号", date: "2018-05-01", body: "一、船要年年检修。\n二、检修要登记。"},
	{title: "云澜省渡船检修工作纪要", date: "2019-05-01", body: "会上说了船的事。"},
	{title: "雲瀾渡船法", date: "2001-01-01", body: "第 1 條\n渡船分為：\n一、大船。\n二、小船。\n前項由省定之。\n第 2 條\n本法自公布日施行。"},
	{title: "云澜省摆渡法典", date: "2020-05-28", body: "第一条 水上。\n第二条 岸上。"},
	{title: "云澜省摆渡法典", date: "2020-05-28", body: "第三条 船上。\n第四条 桥上。"},
	{title: "云澜省山区摆渡扶持办法", number: "云政发〔2020〕7号", date: "2020-07-01"},
	{title: "云澜省渡口规划和建设办法", date: "2020-08-01"},
}

// cite judges the citation that is all of a draft's text but for what stands
// around it.
func cite(t *testing.T, l *Library, n Name) (Cited, string) {
	t.Helper()
	text := "根据《" + n.Title + "》"
	if n.Title == "" {
		text = "根据"
	}
	n.Start = len("根据")
	if n.Number != "" {
		text += "（" + n.Number + "）"
	}
	text += n.Article + n.Paragraph + n.Item
	n.End = len(text)
	n.Text = text[n.Start:n.End]
	text += "的规定，开船。"
	j, err := l.Cite(n, text)
	if err != nil {
		t.Fatal(err)
	}
	return j, text
}

func TestCite(t *testing.T) {
	l := New(shelve(t, statutes...), nil)
	const law = "中华人民共和国渡口管理法"
	for _, test := range []struct {
		name       Name
		want       Verdict
		text, note string // the start of the source's text, part of the note
	}{
		{Name{Title: law}, Exact, law, ""},
		{Name{Title: "渡口管理法"}, Equivalent, law, ""},
		{Name{Title: law, Number: "云主席令第9号"}, Exact, law, ""},
		{Name{Title: law, Number: "云主席令第3号"}, Exact, law, ""},
		{Name{Title: law, Number: "云主席令第8号"}, Near, law, "云主席令第9号"},
		{Name{Number: "云政发［2018］39号"}, Equivalent, "云澜省渡船检修若干规定", ""},
		{Name{Number: "云政发〔2018〕40号"}, Unsure, "", "not in the corpus"},
		{Name{Title: "云澜省竹筏检修规定", Number: "云政发〔2018〕39号"}, Elsewhere, "云澜省渡船检修若干规定", "云澜省渡船检修若干规定"},
		{Name{Title: "云澜省渡船检休若干规定", Number: "云政发〔2018〕39号"}, Near, "云澜省渡船检修若干规定", ""},
		{Name{Title: "云澜省渡船检修若干规程", Number: "云政发〔2018〕39号"}, Near, "云澜省渡船检修若干规定", ""},
		{Name{Title: "云澜省渡船检休若干规定"}, Near, "云澜省渡船检修若干规定", ""},
		{Name{Title: "云澜省渡船检修若干规程"}, Unsure, "", "not in the corpus"},
		{Name{Title: "云霞省渡船检修若干规定"}, Unsure, "", "not in the corpus"},
		{Name{Title: "水上救生办法"}, Unsure, "", "not in the corpus"},
		{Name{Title: law, Article: "第二条"}, Exact, "第二条 渡口由", ""},
		{Name{Title: law, Article: "第三条之一"}, Exact, "第三条之一 夜里", ""},
		{Name{Title: law, Article: "第四条"}, Exact, "第四条 以竹筏", ""},
		{Name{Title: law, Article: "第二条", Paragraph: "第一款"}, Exact, "渡口由县级", ""},
		{Name{Title: law, Article: "第二条", Paragraph: "第三款"}, Exact, "前款第二项", ""},
		{Name{Title: law, Article: "第二条", Paragraph: "第四款"}, Absent, law, "第二条 has 3 款"},
		{Name{Title: law, Article: "第二条", Paragraph: "第二款", Item: "第（三）项"}, Exact, "（三）登记乘客", ""},
		{Name{Title: law, Article: "第二条", Paragraph: "第二款", Item: "第四项"}, Absent, law, "第二条第二款 has 3 项"},
		{Name{Title: law, Article: "第二条", Paragraph: "第一款", Item: "第一项"}, Absent, law, "第二条第一款 has 0 项"},
		{Name{Title: law, Article: "第二条", Item: "第二项"}, Exact, "（二）看好天色", ""},
		{Name{Title: law, Article: "第三条", Item: "第二项"}, Exact, "（二）慢慢开船", ""},
		{Name{Title: law, Article: "第六条"}, Exact, "第六条 旧章程", "2015-04-02"},
		{Name{Title: law, Article: "第七条"}, Absent, law, "the last article is 第五条"},
		{Name{Title: law, Article: "第三条之二"}, Absent, law, "there is no 第三条之二"},
		{Name{Title: law, Number: "云主席令第8号", Article: "第七条"}, Absent, law, "云主席令第9号; the last article"},
		{Name{Title: "云澜省渡船检修若干规定", Article: "第二条"}, Exact, "二、检修要登记", ""},
		{Name{Title: "云澜省渡船检修工作纪要", Article: "第二条"}, Unsure, "云澜省渡船检修工作纪要", "no articles that can be told apart"},
		{Name{Title: "雲瀾渡船法", Article: "第一條", Paragraph: "第二項"}, Exact, "前項由省定之", ""},
		{Name{Title: "雲瀾渡船法", Article: "第一條", Item: "第一項", Paragraph: "第二款"}, Exact, "二、小船", ""},
		{Name{Title: "云澜省摆渡法典", Article: "第一条"}, Exact, "第一条 水上", ""},
		{Name{Title: "云澜省摆渡法典", Article: "第四条"}, Exact, "第四条 桥上", ""},
		{Name{Title: "云澜省摆渡法典", Article: "第五条"}, Absent, "云澜省摆渡法典", "the last article is 第四条"},
	} {
		j, text := cite(t, l, test.name)
		got := ""
		if j.Source != nil {
			got = j.Source.Text
		}
		if j.Verdict != test.want || !strings.HasPrefix(got, test.text) || (got == "") != (test.text == "") || !strings.Contains(j.Note, test.note) || test.note == "" && j.Note != "" {
			t.Errorf("%s is %s %q, note %q; want %s %q, note %q", text, j.Verdict, got, j.Note, test.want, test.text, test.note)
		}
		checkPlace(t, l, text, j)
	}
}

// checkPlace holds a judged citation to the promises of Place.
func checkPlace(t *testing.T, l *Library, text string, j Cited) {
	t.Helper()
	if j.Source == nil {
		return
	}
	p := j.Source
	doc, _, _ := l.src.Load(matchOf(l, p.Doc))
	if p.Span != (Span{}) && !strings.HasPrefix(doc.Text[p.Start:p.End], p.Text) {
		t.Errorf("%s: the span holds %q, the text is %q", text, doc.Text[p.Start:p.End], p.Text)
	}
	if p.Line != doc.Line(p.Start) {
		t.Errorf("%s: line %d, want %d", text, p.Line, doc.Line(p.Start))
	}
	switch j.Verdict {
	case Near:
		if len(p.Edits) != 1 || p.Similarity <= 0 || p.Similarity >= 1 {
			t.Errorf("%s: near with edits %+v, similarity %v", text, p.Edits, p.Similarity)
		}
	case Exact, Equivalent:
		if len(p.Edits) != 0 || p.Similarity != 1 || p.Verdict != j.Verdict {
			t.Errorf("%s: %s with place %+v", text, j.Verdict, p)
		}
	case Absent, Unsure:
		if p.Verdict != "" {
			t.Errorf("%s: %s with a place that is %q", text, j.Verdict, p.Verdict)
		}
	}
}

func TestNearTitleEdits(t *testing.T) {
	l := New(shelve(t, statutes...), nil)
	for _, test := range []struct {
		title string
		op    Op
		draft string // what stands there
		want  string // the title when the edit is done
	}{
		{"云澜省山区摆渡浮持办法", Replace, "浮", "云澜省山区摆渡扶持办法"},
		{"云澜省山区摆渡持办法", Insert, "", "云澜省山区摆渡扶持办法"},
		{"云澜省山区摆渡扶扶持办法", Delete, "扶", "云澜省山区摆渡扶持办法"},
		{"云澜省山区扶持摆渡办法", Move, "扶持", "云澜省山区摆渡扶持办法"},
		{"云澜省山区摆渡扶持法办", Move, "法", "云澜省山区摆渡扶持办法"},
		{"雲瀾省山區摆渡浮持办法", Replace, "浮", "雲瀾省山區摆渡扶持办法"},
		{"渡口管里法", "", "", ""}, // five letters
		{"云澜省渡口建设和规划办法", "", "", ""},
		{"云澜省平区摆渡扶持办法", "", "", ""},
	} {
		j, text := cite(t, l, Name{Title: test.title})
		if test.op == "" {
			if j.Verdict != Unsure || j.Source != nil {
				t.Errorf("《%s》 is %s, source %+v", test.title, j.Verdict, j.Source)
			}
			continue
		}
		if j.Verdict != Near || len(j.Source.Edits) != 1 {
			t.Errorf("《%s》 is %s, source %+v", test.title, j.Verdict, j.Source)
			continue
		}
		e := j.Source.Edits[0]
		done := text[:e.Draft.Start] + e.SourceText + text[e.Draft.End:]
		if e.Op == Move {
			done = text[:e.Draft.Start] + text[e.Draft.End:e.To] + e.DraftText + text[e.To:]
		}
		if e.Op != test.op || e.DraftText != test.draft || text[e.Draft.Start:e.Draft.End] != e.DraftText || !strings.Contains(done, "《"+test.want+"》") {
			t.Errorf("《%s》: %+v gives %s, want %s of %q", test.title, e, done, test.op, test.draft)
		}
	}
}

func TestNumberEdit(t *testing.T) {
	l := New(shelve(t, statutes...), nil)
	j, text := cite(t, l, Name{Title: "云澜省渡船检修若干规定", Number: "云政发〔2018〕30号"})
	e := j.Source.Edits[0]
	if done := text[:e.Draft.Start] + e.SourceText + text[e.Draft.End:]; !strings.Contains(done, "（云政发〔2018〕39号）") || e.DraftText != "30" {
		t.Errorf("%+v gives %s", e, done)
	}
}

func TestTitleInUseIsNotNear(t *testing.T) {
	s := shelve(t, paper{title: "云澜省法院关于民事案件受理的规定"}, paper{title: "云澜省刑事案件办法"},
		paper{title: "云澜省刑事科学条例"}, paper{title: "刑事警察守则"}, paper{title: "平安云澜建设条例"})
	l := New(s, nil)
	for title, want := range map[string]Verdict{
		"云澜省法院关于刑事案件受理的规定": Unsure, // another document
		"云澜省法院关于民是案件受理的规定": Near,
		"平安云澜建事条例":         Near, // 建事 stands in no title, 事条 in none
		"云澜省法院关于民事案件受科的规定": Near,
	} {
		if j, _ := cite(t, l, Name{Title: title}); j.Verdict != want {
			t.Errorf("《%s》 is %s, want %s", title, j.Verdict, want)
		}
	}
}

// FuzzCite holds Cite to the promises of Place for any title and number.
func FuzzCite(f *testing.F) {
	var papers []paper
	papers = append(papers, statutes...)
	for _, p := range statutes {
		f.Add(p.title, p.number, "第二条", "第一款")
	}
	f.Add("（）", "〔〕号", "第条", "款")
	f.Add("关于", "\xe4", "第一千条", "")
	var l *Library
	f.Fuzz(func(t *testing.T, title, number, article, clause string) {
		if l == nil {
			l = New(shelve(t, papers...), nil)
		}
		text := "《" + title + "》" + number + article + clause
		if strings.ToValidUTF8(text, "") != text {
			return
		}
		n := Name{Span: Span{Start: 0, End: len(text)}, Title: title, Number: number, Article: article, Paragraph: clause}
		j, err := l.Cite(n, text)
		if err != nil {
			t.Fatal(err)
		}
		if j.Source != nil {
			for _, e := range j.Source.Edits {
				if text[e.Draft.Start:e.Draft.End] != e.DraftText {
					t.Fatalf("%q: %+v", text, e)
				}
			}
		}
	})
}

func TestLibraryIsSafeSideBySide(t *testing.T) {
	l := New(shelve(t, statutes...), nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			n := Name{Title: "渡口管理法", Article: "第六条"}
			j, err := l.Cite(n, "")
			if err != nil || j.Verdict != Equivalent || j.Source.Doc.Date != "2015-04-02" {
				t.Errorf("%+v, %v", j, err)
			}
			if got := l.In("依中华人民共和国渡口管理法开船"); len(got) != 1 {
				t.Errorf("In gives %v", got)
			}
		})
	}
	wg.Wait()
}
