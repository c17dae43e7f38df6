package quote

import (
	"context"
	"strings"
	"testing"

	"yinzheng/corpus"
)

// Words that stand in a document of somebody else are not said to be those of
// the one they are ascribed to, and no slip in them is fixed.
func TestWordsInSomebodyElsesDocumentAreNotSaidToBeTheirs(t *testing.T) {
	src := papersOf(t,
		"水.txt", waterSpeech,
		"王.txt", "王一川在青岚省护林大会上的讲话\n\n爱林护林是每一个人的本分，大家都要来做这件事情。\n",
		"李.txt", "山的话（李二溪）\n\n山有山的高，水有水的长，各有各的好处。\n",
		"令.txt", "青岚省人民政府关于护林的通知\n\n林区内禁止用火，违者依法处理，各地认真执行。\n")
	for _, c := range []struct{ draft, want, fixed string }{
		{"王一川主席说：“用水有度。要坚持‘两个毫不动摇’。”", "exact not_checked 王一川主席", ""},
		{"古人云：“水清了，岸绿了，民心就暖了！”", "exact not_checked 古人", ""},
		{"常言道：“水清了，岸绿了，民心就暖了！”", "exact not_checked 常言", ""},
		{"有句老话说得好，“水清了，岸绿了，民心就暖了！”", "exact not_checked 老话", ""},
		{"民谚：“水清了，岸绿了，民心就暖了！”", "exact not_checked 民谚", ""},
		{"正如陈主席讲的：“水清了，岸绿了，民心就暖了！”", "exact not_checked 陈主席", ""},
		{"有专家指出：“水清了，岸绿了，民心就暖了！”", "exact not_checked 专家", ""},
		{"《水经新注》有云：“水清了，岸绿了，民心就暖了！”", "exact not_checked 《水经新注》", ""},
		{"王一川主席说：“水清了，岸路了，民心就暖了！”", "near not_checked 王一川主席", ""},
		{"王一川主席说：“爱林护林是每一个人的本分，大家都要来做这件事情。”", "exact checked 王一川主席", ""},
		{"王一川同志说：“爱林护林是每一个人的本份，大家都要来做这件事情。”", "near checked 王一川同志", "爱林护林是每一个人的本分，大家都要来做这件事情。"},
		{"李二溪说：“山有山的高，水有水的长，各有各的好处。”", "exact checked 李二溪", ""},
		{"青岚省人民政府强调：“林区内禁止用火，违者依法处理，各地认真执行。”", "exact checked 青岚省人民政府", ""},
		{"青岚省人民政府主任说：“林区内禁止用火，违者依法处理，各地认真执行。”", "exact not_checked 青岚省人民政府主任", ""},
		{"《青岚省人民政府关于护林的通知》要求：“林区内禁止用火，违者依法处理，各地认真执行。”", "exact checked 《青岚省人民政府关于护林的通知》", ""},
		{"“林区内禁止用火，违者依法处理，各地认真执行。”", "exact  ", ""},
	} {
		doc, err := corpus.Read("稿.txt", []byte(c.draft+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		r, err := Check(context.Background(), src, doc, CheckOptions{Near: DefaultNear})
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range r.Claims {
			if j.Kind != Quotation {
				continue
			}
			name, fixed := "", ""
			if len(j.Names) > 0 {
				name = j.Names[0].Text
			}
			if j.Fix != nil {
				fixed = j.Fix.Text
			}
			if got := strings.Join([]string{string(j.Verdict), string(j.Attribution), name}, " "); got != c.want || fixed != c.fixed {
				t.Errorf("%s: %s %q (%s), want %s %q", c.draft, got, fixed, j.Note, c.want, c.fixed)
			}
			if noted := strings.Contains(j.Note, "was not checked") || strings.Contains(j.Note, "does not show"); noted != (j.Attribution == AttributionNotChecked) {
				t.Errorf("%s: the note is %q", c.draft, j.Note)
			}
		}
	}
}
