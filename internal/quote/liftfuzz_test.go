package quote

import (
	"strings"
	"testing"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
)

// checkLifted holds what is promised of everything that is lifted. A text that
// is not UTF-8, as no document's is, only must not do harm.
func checkLifted(t *testing.T, text string, l Lifted) {
	t.Helper()
	if !utf8.ValidString(text) {
		return
	}
	onRunes := func(s Span) bool {
		if s.Start < 0 || s.Start > s.End || s.End > len(text) {
			return false
		}
		return (s.Start == len(text) || utf8.RuneStart(text[s.Start])) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
	}
	for i, c := range l.Claims {
		if !onRunes(c.Span) || c.Start == c.End || !onRunes(Span{Start: c.Open, End: c.Close}) || c.Open > c.Start || c.Close < c.End {
			t.Fatalf("claim %d: span %v in [%d, %d)", i, c.Span, c.Open, c.Close)
		}
		if i > 0 && (c.Start < l.Claims[i-1].Start || c.Start == l.Claims[i-1].Start && c.End > l.Claims[i-1].End) {
			t.Fatalf("claim %d at %v after %v", i, c.Span, l.Claims[i-1].Span)
		}
		if analysis.Letters(c.Text) != analysis.Letters(text[c.Start:c.End]) {
			t.Fatalf("claim %d: text %q of %q", i, c.Text, text[c.Start:c.End])
		}
		if c.Kind == Citation && (len(c.Names) != 1 || c.Names[0].Person || c.Names[0].Title+c.Names[0].Number == "") {
			t.Fatalf("citation %d: names %+v", i, c.Names)
		}
		for _, n := range c.Names {
			if !onRunes(n.Span) || n.Text == "" || n.Start == n.End {
				t.Fatalf("claim %d: name %+v", i, n)
			}
		}
	}
	for i, w := range l.Warnings {
		if !onRunes(Span{Start: w.Off, End: len(text)}) || i > 0 && w.Off < l.Warnings[i-1].Off || w.Text == "" {
			t.Fatalf("warning %d: %+v", i, w)
		}
	}
}

// TestLiftHostile: every one of these is read in linear time; go test's own
// timeout would tell.
func TestLiftHostile(t *testing.T) {
	repeat := func(s string, size int) string { return strings.Repeat(s, size/len(s)) }
	const part = 1 << 18
	tests := map[string]struct {
		text   string
		claims int
	}{
		"opening marks":      {repeat("“", 5<<20), 0},
		"opening, in lines":  {repeat("“\n", 5*part), 0},
		"straight marks":     {repeat(`"`, 5*part), 0},
		"closing marks":      {repeat("”", 5*part), 0},
		"opening titles":     {repeat("《", 5*part), 0},
		"closing titles":     {repeat("》", 5*part), 0},
		"alternating":        {repeat("“‘", 5*part), 0},
		"alternating closed": {repeat("“‘", 2*part) + "河水清清河水清清。" + repeat("’”", 2*part), maxQuoteDepth + 1},
		"titles in titles":   {repeat("《", 2*part) + "河水清清" + repeat("》", 2*part), 1},
		"no mark":            {repeat("河水清清", part), 0},
		"no break":           {repeat("李工说河水清清强调", 5*part), 0},
		"one character":      {"“河”", 0},
		"broken bytes":       {repeat("“\xe6\x9d。\xff”", part), 0},
		"verbs":              {repeat("要说：“甲乙丙丁”", 5*part), 5 * part},
		"sayings":            {repeat("甲乙规定在第十条“甲乙丙丁戊己庚辛”", 5*part), 5 * part},
		"articles":           {"《甲法》" + repeat("该法第十条", 5*part), 5 * part},
		"short titles":       {repeat("《甲》", 5*part), 5 * part},
		"numbers":            {repeat("国发〔2019〕5号", 5*part), 5 * part},
		"years":              {repeat("〔2019〕", 5*part), 0},
		"upon":               {repeat("在上的", 5*part), 0},
		"party":              {repeat("党的一二三四五六七八", 5*part), 0},
		"paragraphs":         {"“" + repeat("河\n“", 5*part) + "”", 1},
		"pronouns":           {repeat("河", part) + "。" + repeat("他说：“甲乙丙丁”", 5*part), 5 * part},
		"wrapped":            {repeat("“河\n河水”", 5*part), 5 * part},
		"wrapped far":        {repeat("“"+repeat("河\n", 400)+"”", 5*part), 5 * part},
		"never wrapped":      {repeat("“河\n"+repeat("河\n", 400), 5*part), 0},
		"cited":              {repeat("《甲法》关于“甲乙丙丁戊己庚辛”的规定", 5*part), 5 * part},
		"sources":            {repeat("“甲乙丙丁戊己庚。”（《甲》", 5*part), 5 * part},
		"nested lines":       {repeat("“‘", 9_000) + repeat("\n"+repeat("“‘", 9_000), part), 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := Lift(&corpus.Document{Text: tt.text}, nil)
			if len(got.Claims) > tt.claims || len(got.Warnings) > warningKinds*(maxWarned+1) {
				t.Errorf("%d claims, %d warnings", len(got.Claims), len(got.Warnings))
			}
			size := 0
			for _, c := range got.Claims {
				if c.Kind == Quotation {
					size += len(c.Text)
				}
			}
			if size > (maxQuoteDepth+1)*len(tt.text) {
				t.Errorf("%d bytes lifted of %d", size, len(tt.text))
			}
		})
	}
}

func FuzzLift(f *testing.F) {
	for _, text := range []string{
		"", "“", "”", "《", "“”", "“\n“", "“‘「『", "周教授说：“河水清不清，问问鱼就行。”又说：“鱼不会说谎。”",
		"《甲省河湖条例》（甲发〔2020〕3号，以下简称《条例》）第十条、第十一条第二款第（三）项规定：“河长\n“应当巡河。”条例第三条。",
		" 指出“0000”", "1.他们说：“河水清不清，\n问问鱼就行”（李工：《巡河手记》）", "根据我国河湖法总则第六条（护河）关于“甲乙丙丁戊己庚辛”的规定——李工", "习近平总书记在党的二十大报告中指出，“从来没有像今天这样”“把护水”。", "在全省会议上的讲话2023年政府工作报告",
		"“河里的鱼多了，钓鱼的人就多了，”村民陈大河说，\"心里也舒坦了。\"", "\xff“\xe6”", "第十条第第款第（", "甲〔2019〕", "（〔1", "甲〔2019〕第 5",
	} {
		f.Add(text, "甲省河湖条例")
	}
	f.Fuzz(func(t *testing.T, text, title string) {
		doc := &corpus.Document{Text: text}
		doc.Title = title
		checkLifted(t, text, Lift(doc, nil))
		if title != "" {
			checkLifted(t, text, Lift(doc, someTitles{title}))
		}
	})
}
