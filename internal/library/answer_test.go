package library

import (
	"strings"
	"testing"
)

const marshLaw = `第一章 总则
第一条 为了管好湿地，制定本条例。
第二条 湿地归全省所有。
湿地不得买卖。
第三条 管理湿地应当：
（一）立碑；
（二）巡查。
第三条之一 夜里也要巡查。
第四条 本条例自公布之日起施行。`

var marshes = []paper{
	{title: "云澜省湿地条例", issuer: "云澜省人民代表大会", date: "2015-04-02", kind: "地方性法规", body: marshLaw + "\n第五条 旧章程废止。"},
	{title: "云澜省湿地条例", issuer: "云澜省人民代表大会常务委员会", date: "2021-10-11", kind: "地方性法规", body: marshLaw},
	{title: "中华人民共和国水泽法典", date: "2020-05-28", kind: "法律", body: "第三条 草木。\n第四条 鸟兽。"},
	{title: "中华人民共和国水泽法典", date: "2020-05-28", kind: "法律", body: "第一条 总则。\n第二条 定义。"},
	{title: "中华人民共和国水泽法典", date: "2020-05-28", kind: "法律", body: "第五条 附则。"},
	{title: "渡船監理法", date: "2001-01-01", kind: "法律", body: "第 1 條\n甲。\n第 9 條\n乙。\n第 9-1 條\n丙。\n第 9-3 條\n丁。"},
	{title: "中华人民共和国渡船监理法", date: "2018-01-01", kind: "法律", body: "第一条 戊。"},
	{title: "云澜省人民政府关于印发竹筏规划的通知", issuer: "云澜省人民政府", number: "云政发〔2021〕36号", date: "2021-12-30"},
	{title: "云澜省人民政府令", issuer: "云澜省人民政府", number: "云澜省人民政府令第15号", date: "2022-01-30", body: "第一条 己。"},
	{title: "年度检查办法", issuer: "甲局", date: "2020", body: "第一条 庚。"},
	{title: "年度检查办法", issuer: "乙局", date: "2021", body: "第一条 辛。"},
	{title: "云澜省旧船处理办法", issuer: "云澜省人民政府", date: "2010-01-01", kind: "地方政府规章", body: "第一条 壬。"},
	{title: "云澜省旧船处理办法", issuer: "云澜省人民政府", date: "2010-01-01", kind: "地方政府规章", body: "第一条 壬。"},
	{title: "竹筏法修正案（2018年）", date: "2018-03-11", body: "第一条 癸。"},
}

// told is an answer in a line: what it shows, then what it says beside.
func told(t *testing.T, l *Library, s shelf, a Answer) string {
	t.Helper()
	date := func(docs []int) string {
		var list []string
		for _, d := range docs {
			list = append(list, s.docs[d].Path+" "+s.docs[d].Date)
		}
		return strings.Join(list, ", ")
	}
	line := a.Missing
	switch {
	case a.Spot != nil:
		doc := s.docs[a.Spot.Doc]
		line = doc.Date + " " + a.Spot.Section + " " + strings.ReplaceAll(strings.TrimSpace(doc.Text[a.Spot.Start:a.Spot.End]), "\n", "/")
		if a.Spot.Section == "" {
			line = doc.Path
		}
	case len(a.Parts) > 0:
		line = "parts " + date(a.Parts)
	case len(a.Candidates) > 0:
		line = "many " + date(a.Candidates)
	}
	if len(a.Versions) > 0 {
		line += " | versions " + date(a.Versions)
	}
	if len(a.Also) > 0 {
		line += " | also " + date(a.Also)
	}
	if len(a.Notes) > 0 {
		line += " | " + strings.Join(a.Notes, "; ")
	}
	return line
}

func TestNamedAnswersAsPeopleCallDocuments(t *testing.T) {
	s := shelve(t, marshes...)
	l := New(s, nil)
	const older, newer = " | versions 稿/0.md 2015-04-02", " | versions 稿/1.md 2021-10-11"
	second := "2021-10-11 第一章 第二条 第二条 湿地归全省所有。/湿地不得买卖。" + older
	for _, test := range []struct{ name, want string }{
		{"云澜省湿地条例", "稿/1.md" + older},
		{"《云澜省湿地条例》", "稿/1.md" + older},
		{"云澜省湿地条例#第二条", second},
		{"云澜省湿地条例＃2", second},
		{"云澜省湿地条例第二条", second},
		{"云澜省湿地条例 第2条", second},
		{"云澜省湿地条例第２条", second},
		{"云澜省湿地条例 2", second},
		{"《云澜省湿地条例》第二条", second},
		{"云澜省湿地条例第一章第二条", second},
		{"云澜省湿地条例第二条第二款", "2021-10-11 第一章 第二条第二款 湿地不得买卖。" + older},
		{"云澜省湿地条例#第二条第二款", "2021-10-11 第一章 第二条第二款 湿地不得买卖。" + older},
		{"云澜省湿地条例第三条第（二）项", "2021-10-11 第一章 第三条第（二）项 （二）巡查。" + older},
		{"云澜省湿地条例第二条第三款", second + " | 第二条 has 2 款"},
		{"云澜省湿地条例第三条之一", "2021-10-11 第一章 第三条之一 第三条之一 夜里也要巡查。" + older},
		{"云澜省湿地条例第3-1条", "2021-10-11 第一章 第三条之一 第三条之一 夜里也要巡查。" + older},
		{"云澜省湿地条例第五条", "2015-04-02 第一章 第五条 第五条 旧章程废止。" + newer + " | 第五条 stands in the version of 2015-04-02, not in the version of 2021-10-11"},
		{"云澜省湿地条例第九条", "稿/1.md has no section 第九条"},
		{"云澜省湿地条例（2015年修正）", "稿/0.md" + newer},
		{"2015 云澜省湿地条例", "稿/0.md" + newer},
		{"二〇一五年云澜省湿地条例", "稿/0.md" + newer},
		{"云澜省湿地条例 2015-04-02", "稿/0.md" + newer},
		{"云澜省湿地条例（2015年4月）第四条", "2015-04-02 第一章 第四条 第四条 本条例自公布之日起施行。" + newer},
		{"云澜省湿地条例（2021）第五条", "稿/1.md has no section 第五条"},
		{"云澜省湿地条例（2018年修正）", "the version of 2018 of 《云澜省湿地条例》 is not in the index | versions 稿/1.md 2021-10-11, 稿/0.md 2015-04-02"},
		{"水泽法典", "parts 稿/3.md 2020-05-28, 稿/2.md 2020-05-28, 稿/4.md 2020-05-28"},
		{"水泽法典第4条", "2020-05-28 第四条 第四条 鸟兽。"},
		{"水泽法典第六条", "《中华人民共和国水泽法典》 has no section 第六条 in its 3 files"},
		{"渡船監理法", "稿/5.md | also 稿/6.md 2018-01-01"},
		{"渡船监理法", "稿/6.md | also 稿/5.md 2001-01-01"},
		{"渡船監理法第9條", "2001-01-01 第9條 第 9 條/乙。 | also 稿/6.md 2018-01-01"},
		{"渡船監理法第九條之一", "2001-01-01 第9-1條 第 9-1 條/丙。 | also 稿/6.md 2018-01-01"},
		{"渡船監理法第9-3条", "2001-01-01 第9-3條 第 9-3 條/丁。 | also 稿/6.md 2018-01-01"},
		{"渡船監理法第9-2條", "稿/5.md has no section 第9-2条 | also 稿/6.md 2018-01-01"},
		{"竹筏规划", "稿/7.md | its full title is 《云澜省人民政府关于印发竹筏规划的通知》"},
		{"关于印发竹筏规划的通知", "稿/7.md | its full title is 《云澜省人民政府关于印发竹筏规划的通知》"},
		{"云政发[2021]36号", "稿/7.md"},
		{"（云澜省人民政府令第15号）", "稿/8.md"},
		{"云澜省人民政府令第15号第一条", "2022-01-30 第一条 第一条 己。"},
		{"年度检查办法", "many 稿/10.md 2021, 稿/9.md 2020"},
		{"云澜省旧船处理办法第一条", "2010-01-01 第一条 第一条 壬。 | versions 稿/12.md 2010-01-01"},
		{"竹筏法修正案（2018年）", "稿/13.md"},
		{"云澜省湿地条列", "no document is called 云澜省湿地条列"},
		{"通知", "no document is called 通知: which document of this kind is meant is not said"},
		{"第二条", "no document is called 第二条"},
		{"", "no document is called "},
	} {
		a, err := l.Named(test.name, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(t, l, s, a); got != test.want {
			t.Errorf("%s is\n%s, want\n%s", test.name, got, test.want)
		}
	}
}

// TestNamesThatAreFiledGoFirst gives Named what an index knows.
func TestNamesThatAreFiledGoFirst(t *testing.T) {
	s := shelve(t, marshes...)
	l := New(s, nil)
	filed := map[string][]int{"稿/0.md": {0}, "云澜省湿地条例": {0, 1}, "a#b.md": {7}, "3.md": {2, 3}}
	s.docs[2].Path, s.docs[3].Path = "甲/3.md", "乙/3.md"
	resolve := func(name string) ([]int, error) { return filed[name], nil }
	for _, test := range []struct{ name, section, want string }{
		{"稿/0.md", "", "稿/0.md | versions 稿/1.md 2021-10-11"},
		{"稿/0.md#第二条", "", "2015-04-02 第一章 第二条 第二条 湿地归全省所有。/湿地不得买卖。 | versions 稿/1.md 2021-10-11"},
		{"稿/0.md", "第二条", "2015-04-02 第一章 第二条 第二条 湿地归全省所有。/湿地不得买卖。 | versions 稿/1.md 2021-10-11"},
		{"稿/0.md", "第八条", "稿/0.md has no section 第八条"},
		{"云澜省湿地条例", "", "稿/1.md | versions 稿/0.md 2015-04-02"},
		{"a#b.md", "", "稿/7.md"},
		{"3.md", "", "many 甲/3.md 2020-05-28, 乙/3.md 2020-05-28"}, // two files of one name are not one work
	} {
		a, err := l.Named(test.name, test.section, resolve)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(t, l, s, a); got != test.want {
			t.Errorf("%s %s is\n%s, want\n%s", test.name, test.section, got, test.want)
		}
	}
}

func TestMayNameTellsNamesFromWords(t *testing.T) {
	for text, want := range map[string]bool{
		"行政处罚法": true, "行政处罚法第33条": true, "党的十九大报告": true, "国务院令第631号": true, "民法典 第986条": true, "宪法": true,
		"2018 公司法": true, "《公司法》": true, "公司法（2018年修正）": true, "刑法修正案（十一）": true,
		"科技创新 人才": false, "共同富裕": false, "第33条": false, "法": false, "办法": false, "“行政处罚法”": false, "": false,
	} {
		if got := MayName(text); got != want {
			t.Errorf("MayName(%s) = %v", text, got)
		}
	}
}

func FuzzNamed(f *testing.F) {
	for _, seed := range []string{"云澜省湿地条例第二条第二款", "水泽法典", "2015 云澜省湿地条例", "《》第一条", "（）", "第9-1條", "云澜省湿地条例#", "９９条", "渡船監理法\xe4"} {
		f.Add(seed)
	}
	var l *Library
	var s shelf
	f.Fuzz(func(t *testing.T, text string) {
		if l == nil {
			s = shelve(t, marshes...)
			l = New(s, nil)
		}
		a, err := l.Named(text, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		shown := 0
		for _, is := range []bool{a.Spot != nil, len(a.Parts) > 0, len(a.Candidates) > 0, a.Missing != ""} {
			if is {
				shown++
			}
		}
		if shown != 1 {
			t.Fatalf("%q: %+v", text, a)
		}
		if p := a.Spot; p != nil && (p.Start < 0 || p.End > len(s.docs[p.Doc].Text) || p.Start > p.End) {
			t.Fatalf("%q: %+v", text, p)
		}
	})
}
