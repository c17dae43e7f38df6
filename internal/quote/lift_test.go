package quote

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
)

// someTitles are titles that are known without 《 and 》.
type someTitles []string

func (s someTitles) In(text string) []Span {
	var spans []Span
	for i := 0; i < len(text); i++ {
		for _, title := range s {
			if strings.HasPrefix(text[i:], title) {
				spans = append(spans, Span{Start: i, End: i + len(title)})
				i += len(title) - 1
				break
			}
		}
	}
	return spans
}

// printed is what was lifted, one thing a line:
//
//	引 words ← whom           a quotation; 内引 inside another
//	据 words → title|文号|article
//	词 n                      terms
//	警 what @ the words there
func printed(text string, l Lifted) string {
	var b strings.Builder
	for _, c := range l.Claims {
		if c.Nested {
			b.WriteString("内")
		}
		if c.Kind == Citation {
			n := c.Names[0]
			fmt.Fprintf(&b, "据 %s → %s|%s|%s%s%s\n", c.Text, n.Title, n.Number, n.Article, n.Paragraph, n.Item)
			continue
		}
		fmt.Fprintf(&b, "引 %s", strings.ReplaceAll(c.Text, "\n", "¶"))
		for i, n := range c.Names {
			b.WriteString([]string{" ← ", "，"}[min(i, 1)])
			if n.Person {
				b.WriteString(n.Text)
			} else {
				b.WriteString("《" + n.Title + "》" + n.Number + n.Article + n.Paragraph + n.Item)
			}
		}
		b.WriteByte('\n')
	}
	if l.Terms > 0 {
		fmt.Fprintf(&b, "词 %d\n", l.Terms)
	}
	for _, w := range l.Warnings {
		rest := []rune(text[w.Off:])
		fmt.Fprintf(&b, "警 %s @ %s\n", w.Text, strings.ReplaceAll(string(rest[:min(4, len(rest))]), "\n", "¶"))
	}
	return b.String()
}

// liftCase is a draft's text and what is lifted from it.
type liftCase struct{ name, text, want string }

func runLift(t *testing.T, tests []liftCase) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := &corpus.Document{Text: tt.text}
			got := Lift(doc, someTitles{"云澜省河湖保护条例", "在全省河长大会上的讲话"})
			checkLifted(t, tt.text, got)
			if diff := cmp.Diff(strings.TrimLeft(tt.want, "\n"), printed(tt.text, got)); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", tt.text, diff)
			}
		})
	}
}

func TestLiftMarks(t *testing.T) {
	runLift(t, []liftCase{
		{"curly", "周教授说：“河水清不清，问问鱼就行。”", "引 河水清不清，问问鱼就行。 ← 周教授\n"},
		{"single", "周教授说：‘河水清不清，问问鱼就行。’", "引 河水清不清，问问鱼就行。 ← 周教授\n"},
		{"corner", "周教授說：「河水清不清，問問魚就行。」", "引 河水清不清，問問魚就行。 ← 周教授\n"},
		{"white corner", "周教授說：『河水清不清，問問魚就行。』", "引 河水清不清，問問魚就行。 ← 周教授\n"},
		{"straight", `周教授说："河水清不清，问问鱼就行。"又说："鱼不会说谎。"`, "引 河水清不清，问问鱼就行。 ← 周教授\n引 鱼不会说谎。 ← 周教授\n"},
		{"wide straight", "周教授说：＂河水清不清，问问鱼就行。＂", "引 河水清不清，问问鱼就行。 ← 周教授\n"},
		{"nested", "周教授说：“老人们讲，‘河水清不清，问问鱼就行’，这话不假。”", `
引 老人们讲，‘河水清不清，问问鱼就行’，这话不假。 ← 周教授
内引 河水清不清，问问鱼就行 ← 老人们
`},
		{"nested term", "周教授说：“我们要念好‘河字经’，把水留住。”", "引 我们要念好‘河字经’，把水留住。 ← 周教授\n词 1\n"},
		{"same marks nested", "周教授说：“我们要念好“河字经”，把水留住。”", "引 我们要念好“河字经”，把水留住。 ← 周教授\n词 1\n"},
		{"apostrophe", "周教授说：‘Li’s paper 说得清楚，鱼不会说谎。’", "引 Li’s paper 说得清楚，鱼不会说谎。 ← 周教授\n"},
		{"years", "students’ 与 ’99 博览会", ""},
		{"paragraphs", "周教授说：“河水清不清，问问鱼就行。\n“山青不青，问问鸟就行。”这话我记住了。",
			"引 河水清不清，问问鱼就行。¶山青不青，问问鸟就行。 ← 周教授\n"},
		{"paragraphs nested", "周教授说：“老人讲：‘河水清不清，问问鱼就行。\n“‘山青不青，问问鸟就行。’这话我记住了。”", `
引 老人讲：‘河水清不清，问问鱼就行。¶山青不青，问问鸟就行。’这话我记住了。 ← 周教授
内引 河水清不清，问问鱼就行。¶山青不青，问问鸟就行。 ← 老人
`},
		{"wrapped close", "周教授说：“河水清不清，问问鱼就行。\n”这话我记住了。", "引 河水清不清，问问鱼就行。¶ ← 周教授\n"},
		{"never closed", "周教授说：“河水清不清，问问鱼就行。\n第二天，李工说：“山青不青，问问鸟就行。”", `
引 山青不青，问问鸟就行。 ← 李工
警 “ is never closed @ “河水清
`},
		{"never closed, then a term", "周教授说：“河水清不清，问问鱼就行。\n“河字经”是我们的家底。", "词 1\n警 “ is never closed @ “河水清\n"},
		{"wrong close", "我们说“河字经“，念的是水。周教授说：“河水清不清，问问鱼就行。”\n他又说：“鱼不会说谎。”", `
引 河水清不清，问问鱼就行。 ← 周教授
引 鱼不会说谎。 ← 他
警 “ is never closed @ “河字经
警 “ is never closed @ “，念的
`},
		{"wrong open", "我们说”河字经”，念的是水。周教授说：“河水清不清，问问鱼就行。”", `
引 河水清不清，问问鱼就行。 ← 周教授
词 1
警 ” opens a quotation @ ”河字经
`},
		{"closed by a straight mark", `周教授说：“河水清不清，问问鱼就行。"这话我记住了。`, "引 河水清不清，问问鱼就行。 ← 周教授\n警 “ is closed by \" @ “河水清\n"},
		{"closed by a wide straight mark", "周教授说：“河水清不清，问问鱼就行。＂", "引 河水清不清，问问鱼就行。 ← 周教授\n警 “ is closed by ＂ @ “河水清\n"},
		{"opened by a straight mark", `周教授说："河水清不清，问问鱼就行。”`, "引 河水清不清，问问鱼就行。 ← 周教授\n警 \" is closed by ” @ \"河水清\n"},
		{"corner and curly", "周教授說：「河水清不清，問問魚就行。”", "引 河水清不清，問問魚就行。 ← 周教授\n警 「 is closed by ” @ 「河水清\n"},
		{"two closing marks", "周教授说：”河水清不清，问问鱼就行。”他又说：“鱼不会说谎。”", `
引 河水清不清，问问鱼就行。 ← 周教授
引 鱼不会说谎。 ← 周教授
警 ” opens a quotation @ ”河水清
`},
		{"mixed beside whole ones", `李工说：“山青不青，问问鸟就行。”周教授说：“河水清不清，问问鱼就行。"`, `
引 山青不青，问问鸟就行。 ← 李工
引 河水清不清，问问鱼就行。 ← 周教授
警 “ is closed by " @ “河水清
`},
		{"a quotation that lost its opening mark", "河水清清”。周教授记住了”", "警 ” closes nothing @ ”。周教\n警 ” closes nothing @ ”\n"},
		{"inches", "周教授说：“他身高5\"，\n“鱼不会说谎。”", "引 他身高5\"，¶鱼不会说谎。 ← 周教授\n警 \" is never closed @ \"，¶“\n"},
		{"straight odd", "他身高5\" ，周教授说。\n周教授说：\"河水清不清，问问鱼就行。\"", "引 河水清不清，问问鱼就行。 ← 周教授\n警 \" is never closed @ \" ，周\n"},
		{"crossing", "李工说：“乙‘丙丙丙丙”，丁’。", "引 乙‘丙丙丙丙 ← 李工\n警 ‘ is never closed @ ‘丙丙丙\n警 ’ closes nothing @ ’。\n"},
		{"empty", "他写下“”和“……”两个记号。", ""},
		{"in titles", "根据《关于推进“河字经”工程的通知》办理。", "据 《关于推进“河字经”工程的通知》 → 关于推进“河字经”工程的通知||\n"},
		{"open title", "根据《云澜省河湖保护条例办理。\n第二段，第三段。", "警 《 is never closed @ 《云澜省\n"},
		{"stray title mark", "根据云河保护》办理。", "警 》 closes nothing @ 》办理。\n"},
		{"title too long", "《" + strings.Repeat("河湖", 100) + "》", "警 《 is closed only after more than 150 letters @ 《河湖河\n"},
		{"title over a line", "关于印发《云澜省河湖\n保护条例》的通知", "据 《云澜省河湖\n保护条例》 → 云澜省河湖保护条例||\n"},
	})
}

func TestLiftWarningsAreBounded(t *testing.T) {
	text := strings.Repeat("甲“乙。\n丙”丁\n", 50)
	got := Lift(&corpus.Document{Text: text}, nil)
	var last []string
	for _, w := range got.Warnings {
		if strings.HasPrefix(w.Text, "and ") {
			last = append(last, w.Text)
		}
	}
	want := []string{"and 30 more of the kind: opening marks that are never closed", "and 30 more of the kind: closing marks that close nothing"}
	if diff := cmp.Diff(want, last); diff != "" || len(got.Warnings) != 42 {
		t.Errorf("%d warnings, the last ones\n%s", len(got.Warnings), diff)
	}
}

func TestLiftLongQuotations(t *testing.T) {
	long := "李工说：“" + strings.Repeat("河水清清。\n“", maxQuoteParagraphs+1) + "完。”"
	for _, text := range []string{long, "李工说：“" + strings.Repeat("河水清清。", 2000) + "”"} {
		got := Lift(&corpus.Document{Text: text}, nil)
		if len(got.Claims) > 0 && len(got.Claims[0].Text) > 100 || len(got.Warnings) == 0 {
			t.Errorf("%d claims, warnings %v", len(got.Claims), got.Warnings)
		}
	}
}
