package library

import (
	"strings"
	"testing"
)

var notices = []paper{
	{title: "云澜省人民政府关于渡口修缮的若干意见", issuer: "云澜省人民政府", number: "云政发〔2019〕3号", date: "2019-01-10"},
	{title: "云澜省人民政府关于渡船年检的意见", issuer: "云澜省人民政府", number: "云政发〔2020〕8号", date: "2020-02-01"},
	{title: "云澜省人民政府关于印发渡口改造实施方案的通知", issuer: "云澜省人民政府", number: "云政发〔2019〕4号", date: "2019-01-24"},
	{title: "云澜省渡工表彰决定", date: "2018-01-24"},
}

// citePrinted judges what stands in a draft, a name with these parts.
func citePrinted(t *testing.T, l *Library, printed string, n Name) Cited {
	t.Helper()
	n.Span, n.Text = Span{Start: 0, End: len(printed)}, printed
	j, err := l.Cite(n, printed)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestShortTitleIsNamedByItsNumber(t *testing.T) {
	l := New(shelve(t, notices...), nil)
	const antecedent = "云澜省人民政府关于渡船年检的意见"
	for _, test := range []struct {
		printed, title, number string
		want                   Verdict
		source, note           string
	}{
		{"《意见》", "意见", "云政发〔2019〕3号", Equivalent, "渡口修缮的若干意见", "its full title is"},
		{"《若干意见》", "若干意见", "云政发〔2019〕3号", Equivalent, "渡口修缮的若干意见", "its full title is"},
		{"《通知》", "通知", "云政发[2019]4号", Equivalent, "渡口改造实施方案的通知", "its full title is"},
		{"《实施方案》", "实施方案", "云政发〔2019〕4号", Equivalent, "渡口改造实施方案的通知", "its full title is"},
		{"《意见》", antecedent, "云政发〔2019〕3号", Equivalent, "渡口修缮的若干意见", "its full title is"},
		{"《意见》", antecedent, "云政发〔2020〕8号", Exact, antecedent, ""},
		{"《意见》", antecedent, "云政发〔2021〕9号", Unsure, "", "云政发〔2021〕9号 is not in the corpus"},
		{"《决定》", "云澜省渡工表彰决定", "云政发〔2018〕2号", Exact, "云澜省渡工表彰决定", ""},
		{"《意见》", "意见", "云政发〔2019〕4号", Elsewhere, "渡口改造实施方案的通知", "is the 文号 of"},
		{"《实施意见》", "实施意见", "云政发〔2019〕3号", Elsewhere, "渡口修缮的若干意见", "is the 文号 of"},
		{"《意见》", "意见", "云政发〔2021〕9号", Unsure, "", "which document of this kind"},
	} {
		j := citePrinted(t, l, test.printed+"（"+test.number+"）", Name{Title: test.title, Number: test.number})
		source := ""
		if j.Source != nil {
			source = j.Source.Doc.Title
		}
		if j.Verdict != test.want || !strings.HasSuffix(source, test.source) || (source == "") != (test.source == "") || !strings.Contains(j.Note, test.note) {
			t.Errorf("%s for 《%s》（%s） is %s: %s, note %q", test.printed, test.title, test.number, j.Verdict, source, j.Note)
		}
	}
}

func TestOtherBracketsAreNotExact(t *testing.T) {
	l := New(shelve(t, notices...), nil)
	const title = "云澜省人民政府关于渡船年检的意见"
	for number, want := range map[string]Verdict{
		"云政发〔2020〕8号":   Exact,
		"云政发〔2020〕 8 号": Exact,
		"云政发[2020]8号":   Equivalent,
		"云政发（2020）8号":   Equivalent,
		"云政发〔2020〕８号":   Equivalent,
		"云政发[2020]9号":   Near,
	} {
		j := citePrinted(t, l, "《"+title+"》（"+number+"）", Name{Title: title, Number: number})
		if j.Verdict != want || j.Source.Verdict != want {
			t.Errorf("%s is %s, its place %s, want %s", number, j.Verdict, j.Source.Verdict, want)
		}
	}
}
