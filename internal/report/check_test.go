package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/quote"
)

const speech = "在山水会上的讲话\n" +
	"《云岭县<山水>条例》第二条规定：“爱护山水，人人有则，不得填埋河滩。”县长说：“要让<b>每条河</b>都清。”\n" +
	"“河边的灯照亮的不止是路，也照亮回家的人”，《云岭县绿道规划》写道：“路旁种树‘三年成荫’，十年成林”。\n" +
	"另见《云岭县桥梁条例》（云岭发〔2020〕8号）和《云岭县绿道规划》第九十九条。“没有收尾的\x1b[31m引号，100%"

// claimed is the claim that part of text is.
func claimed(text, part string, kind quote.Kind, v quote.Verdict, names ...quote.Name) quote.Judged {
	at := spanOf(text, part)
	return quote.Judged{Claim: quote.Claim{Kind: kind, Span: at, Text: part, Open: at.Start, Close: at.End, Names: names}, Verdict: v}
}

func named(title string) quote.Name { return quote.Name{Text: "《" + title + "》", Title: title} }

func judged() []quote.Judged {
	const words = "爱护山水，人人有则，不得填埋河滩。"
	near := claimed(speech, words, quote.Quotation, quote.Near, named("云岭县<山水>条例"))
	near.Names[0].Article = "第二条"
	source := place(law(), "第一章 第二条", "第二条　爱护山水，人人有责，不得填埋河滩。", "爱护山水，人人有责，不得填埋河滩。", 36, 5, quote.Near)
	source.Similarity = 0.923076
	e := edit(quote.Replace, speech, "则", &source, "责")
	source.Edits, near.Source = []quote.Edit{e}, &source
	near.Fix = &quote.Change{Span: near.Span, Text: "爱护山水，人人有责，不得填埋河滩。"}

	title := place(law(), "", "云岭县<山水>条例", "云岭县<山水>条例", 0, 1, quote.Exact)
	cited := claimed(speech, "《云岭县<山水>条例》第二条", quote.Citation, quote.Exact, near.Names[0])
	cited.Source = &title

	person := claimed(speech, "要让<b>每条河</b>都清。", quote.Quotation, quote.Unsure, quote.Name{Text: "县长", Person: true})
	person.Note = "县长 is a person, who can't be looked up"

	known := place(plan(), "", "俗话说“"+saying+"”。", saying, 90, 12, quote.Exact)
	found := claimed(speech, saying, quote.Quotation, quote.Exact)
	found.Source = &known

	trees := claimed(speech, "路旁种树‘三年成荫’，十年成林", quote.Quotation, quote.Elsewhere, named("云岭县绿道规划"))
	other := place(law(), "第二章", "路旁种树三年成荫，十年成林。", "路旁种树三年成荫，十年成林", 400, 40, quote.Equivalent)
	trees.Source, trees.Note = &other, "it is in 《云岭县<山水>条例》"
	shade := claimed(speech, "三年成荫", quote.Quotation, quote.Equivalent, named("云岭县绿道规划"))
	shade.Nested, shade.Source = true, &other

	bridge := claimed(speech, "《云岭县桥梁条例》（云岭发〔2020〕8号）", quote.Citation, quote.Elsewhere, quote.Name{Text: "《云岭县桥梁条例》", Title: "云岭县桥梁条例", Number: "云岭发〔2020〕8号"})
	bridge.Source, bridge.Note = &title, "the number is another document's"
	return []quote.Judged{cited, near, person, found, claimed(speech, "《云岭县绿道规划》", quote.Citation, quote.Exact, named("云岭县绿道规划")), trees, shade, bridge,
		claimed(speech, "《云岭县绿道规划》第九十九条", quote.Citation, quote.Absent, named("云岭县绿道规划"))}
}

func checked() Checked {
	speechDoc := &corpus.Document{Info: corpus.Info{Path: "来稿/讲话.md", Encoding: "utf-8", Format: "markdown"}, Text: speech}
	for i := range speech {
		if i == 0 || speech[i-1] == '\n' {
			speechDoc.Lines = append(speechDoc.Lines, corpus.LineMark{Offset: i, Line: 2*len(speechDoc.Lines) + 1})
		}
	}
	short := &corpus.Document{Info: corpus.Info{Path: "短.txt", Encoding: "utf-8", Format: "text"}, Text: "短稿。"}
	return Checked{
		Drafts: []Draft{
			{Path: "来稿/讲话.md", BeforeFrom: FromDraft, Report: quote.Report{
				Draft: speechDoc, Before: "2024-05-01", Own: []string{"来稿/讲话.md", "旧/讲话.md"}, Claims: judged(), Terms: 2,
				Warnings: []quote.Warning{{Off: spanOf(speech, "“没有").Start, Text: "the mark “ is never closed"}},
			}},
			{Path: "/外/短.txt", Report: quote.Report{Draft: short}},
		},
		FailOn: []quote.Verdict{quote.Near, quote.Elsewhere, quote.Absent}, Near: 0.85, Generation: "gen-000003",
		Unread:     []index.Unread{{Path: "图.pdf", Reason: "format not supported yet: pdf"}},
		Unreadable: []Unread{{Path: "坏,稿:1.md", Reason: "garbled"}},
		Version:    "v1.2.3",
		Locate: func(path string) string {
			if path == law().Path {
				return "库/" + path
			}
			return "../库/" + path
		},
	}
}

func check() Check { return NewCheck(checked()) }

// checkOfOne has only the claim that is near.
func checkOfOne() Check {
	x := checked()
	x.Drafts[0].Claims = x.Drafts[0].Claims[1:2]
	return NewCheck(x)
}

// noDrafts is the answer where none could be read, and nothing fails.
func noDrafts() Check {
	return NewCheck(Checked{Generation: "gen-000003", Unreadable: []Unread{{Path: "坏.md", Reason: "garbled"}}})
}

func TestACheckCountsItsClaims(t *testing.T) {
	want := Summary{Claims: 9, Quotations: 5, Citations: 4, Terms: 2, Exact: 3, Equivalent: 1, Near: 1, Elsewhere: 2, Absent: 1, Unsure: 1, Warnings: 1, Failing: 4}
	if diff := cmp.Diff(want, check().Summary); diff != "" {
		t.Error(diff)
	}
}

func TestClaimsHaveThePlacesOfTheirFile(t *testing.T) {
	c := check().Files[0].Claims[1]
	if c.Line != 3 || c.Column != 19 || c.EndLine != 3 || c.EndColumn != 19+utf8.RuneCountInString(c.Text) {
		t.Errorf("%d:%d to %d:%d", c.Line, c.Column, c.EndLine, c.EndColumn)
	}
	if w := check().Files[0].Warnings[0]; w.Line != 7 || w.Column != 41 {
		t.Errorf("the warning is at %d:%d", w.Line, w.Column)
	}
}

// wrapped is a draft whose only claim stands on two lines of its file.
func wrapped() Checked {
	const text = "他说“爱护三水人人有则”。"
	near := claimed(text, "爱护三水人人有则", quote.Quotation, quote.Near)
	near.Fix = &quote.Change{Span: near.Span, Text: "爱护山水人人有责"}
	source := place(law(), "", "爱护山水人人有责", "爱护山水人人有责", 0, 1, quote.Near)
	source.Edits = []quote.Edit{edit(quote.Replace, text, "三水人人有则", &source, "山水人人有责")}
	near.Source = &source
	end := near.End
	return Checked{Drafts: []Draft{{Path: "稿.md", Report: quote.Report{Draft: &corpus.Document{Text: text}, Claims: []quote.Judged{near}}, At: func(off int) (int, int) {
		if off < spanOf(text, "人人").Start || off == end {
			return 1 + off/end*3, utf8.RuneCountInString(text[:off]) + 1 // behind the claim the file goes on at another line
		}
		return 2, utf8.RuneCountInString(text[spanOf(text, "人人").Start:off]) + 3
	}}}}
}

func TestAClaimOverTwoLinesEndsBehindItsLastCharacter(t *testing.T) {
	c := NewCheck(wrapped()).Files[0].Claims[0]
	if c.Line != 1 || c.Column != 4 || c.EndLine != 2 || c.EndColumn != 7 {
		t.Errorf("%d:%d to %d:%d", c.Line, c.Column, c.EndLine, c.EndColumn)
	}
}

func TestJSONLinesLeaveNothingOut(t *testing.T) {
	var b bytes.Buffer
	if err := (Printer{W: &b, Format: JSONL}).Check(check()); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != 10 {
		t.Fatalf("%d lines", len(lines))
	}
	var first struct {
		Path, Text string
		Verdict    quote.Verdict
	}
	var last struct {
		Files []struct {
			Path     string
			Own      []string
			Warnings []Warning
			Claims   *[]Claim
		}
		Summary Summary
	}
	for line, v := range map[string]any{lines[1]: &first, lines[9]: &last} {
		if err := json.Unmarshal([]byte(line), v); err != nil {
			t.Fatal(err)
		}
	}
	if first.Path != "来稿/讲话.md" || first.Verdict != quote.Near || !strings.Contains(first.Text, "人人有则") {
		t.Errorf("the second claim: %+v", first)
	}
	if len(last.Files) != 2 || last.Files[0].Claims != nil || len(last.Files[0].Own) != 2 || len(last.Files[0].Warnings) != 1 || last.Summary.Claims != 9 {
		t.Errorf("the last line: %+v", last)
	}
}

func TestWhatFailsIsShownWhateverItsVerdict(t *testing.T) {
	x := checked()
	x.FailOn = []quote.Verdict{quote.Equivalent}
	for _, format := range []Format{Text, GitHub, SARIF} {
		var b bytes.Buffer
		if err := (Printer{W: &b, Format: format}).Check(NewCheck(x)); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "三年成荫”") {
			t.Errorf("%s leaves an equivalent quotation out that fails", format)
		}
	}
	if n := NewCheck(x).Summary.Failing; n != 1 {
		t.Errorf("%d fail", n)
	}
}

func TestADiffIsBothWordings(t *testing.T) {
	q := NewQuote(traced())
	var draft, source string
	for _, x := range diff("前"+saying, -len("前"), q.Sources[3].Edits) {
		if x.Side != SourceOnly {
			draft += x.Text
		}
		if x.Side != DraftOnly {
			source += x.Text
		}
	}
	if draft != "前"+saying || source != "前河边的灯照亮的不只是小路，回家的人也照亮" {
		t.Errorf("draft %s, source %s", draft, source)
	}
}

func TestAWriteErrorOfCheckComesThrough(t *testing.T) {
	for _, format := range AllFormats() {
		if err := (Printer{W: full{}, Format: Format(format)}).Check(check()); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// Of a long paragraph with very many claims each shows only what stands near
// it, or the answer would be as long as the square of the draft.
func TestAClaimShowsOnlyWhatStandsNearIt(t *testing.T) {
	c := many(20_000)
	for _, format := range AllFormats() {
		var b bytes.Buffer
		if err := (Printer{W: &b, Format: Format(format), Columns: 80}).Check(c); err != nil {
			t.Fatal(err)
		}
		if most := 4000 * len(c.Files[0].Claims); b.Len() > most {
			t.Errorf("%s: %d bytes", format, b.Len())
		}
	}
}
