package quote

import (
	"context"
	"strings"
	"testing"

	"yinzheng/corpus"
)

// waterSpeech is a source with marks of all kinds in it.
const waterSpeech = "在青岚省水务工作会议上的讲话\n\n" +
	"各位同志，我们要坚持节水优先、空间均衡、系统治理、两手发力，做到有水可用，用水有度。要坚持“两个毫不动摇”。\n\n" +
	"第二，要把“三个代表”重要思想（以下简称重要思想）贯彻到底，用水量控制在12.5亿立方米以内，同比下降3.2%；到2025年，全省GDP增长5%左右。水清了，岸绿了，民心就暖了！\n\n" +
	"古井说：“井水‘不犯’河水，人人都懂得这个道理。”后来发展得很好，国家富强。\n"

// fixedQuotation checks a draft with one quotation and gives what is written
// for it, or why nothing is, and the verdict of what was written.
func fixedQuotation(t *testing.T, source, draft string) (text, why string, then Verdict) {
	t.Helper()
	judge := func(draft string) (Judged, *Report) {
		doc, err := corpus.Read("稿.txt", []byte(draft))
		if err != nil {
			t.Fatal(err)
		}
		r, err := Check(context.Background(), papersOf(t, "水.txt", source), doc, CheckOptions{Near: DefaultNear, Ellipsis: DefaultEllipsis})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Claims {
			if c.Kind == Quotation {
				return c, r
			}
		}
		t.Fatalf("no quotation in %s", draft)
		return Judged{}, nil
	}
	was, r := judge(draft)
	if was.Fix == nil {
		return "", was.Unfixed, was.Verdict
	}
	data, done, refused, err := Rewritten("稿.txt", []byte(draft), r)
	if err != nil || len(done) != 1 || len(refused) > 0 {
		t.Fatalf("%v, done %v, refused %v", err, done, refused)
	}
	now, _ := judge(string(data))
	return was.Fix.Text, "", now.Verdict
}

// A fix is the source's stretch as it is printed.
func TestAFixGivesTheSourcesWords(t *testing.T) {
	const named = "《在青岚省水务工作会议上的讲话》指出："
	for _, c := range []struct{ name, draft, want string }{
		{"pieces around 、 changed places", "“我们要坚持空间均衡、节水优先、系统治理”。", "我们要坚持节水优先、空间均衡、系统治理"},
		{"never 要坚持、节水优先空间均衡", "“我们要坚持空间均衡、节水优先”", "我们要坚持节水优先、空间均衡"},
		{"the end of the draft's sentence stays", "“做到有水可用，用水有渡”。", "做到有水可用，用水有度"},
		{"the source's full stop inside", "“做到有水可用用水有渡，要坚持两个毫不动摇”", "做到有水可用，用水有度。要坚持‘两个毫不动摇’"},
		{"a mark lost with a letter", "“到2025年，全省GDP增长左右，水清了”", "到2025年，全省GDP增长5%左右。水清了"},
		{"marks inside are one deeper", "“要坚持两个毫不动遥。”", "要坚持‘两个毫不动摇’。"},
		{"two deep", "“井水不犯何水，人人都懂得这个道理”", "井水‘不犯’河水，人人都懂得这个道理"},
		{"a bracket comes along", "“要把三个代表重要思想以下简称重要思路贯彻到底”", "要把‘三个代表’重要思想（以下简称重要思想）贯彻到底"},
		{"an ellipsis stays", "“用水量控制在12.6亿立方米以内……水清了岸绿了，民心就暧了！”", "用水量控制在12.5亿立方米以内……水清了，岸绿了，民心就暖了！"},
		{"a number", "“同比下降3.3%；到2025年，全省GDP增长5%左右”", "同比下降3.2%；到2025年，全省GDP增长5%左右"},
	} {
		text, why, then := fixedQuotation(t, waterSpeech, named+c.draft+"\n")
		if text != c.want {
			t.Errorf("%s: %q (%s), want %s", c.name, text, why, c.want)
		}
		if then != Exact {
			t.Errorf("%s: %s is %s", c.name, text, then)
		}
	}
}

// Note marks of an edition are not put into the draft; those of the draft stay,
// or nothing is done.
func TestAFixLeavesTheNoteMarksOfTheSourceOut(t *testing.T) {
	const source = "护林讲话\n\n我们要坚持节水优先[1]、空间均衡①、系统治理〔2〕，做到有水可用[3]，用水有度[4]。\n"
	for _, c := range []struct{ draft, want, why string }{
		{"“我们要坚持空间均衡、节水优先、系统治理，做到有水可用，用水有渡。”", "我们要坚持节水优先、空间均衡、系统治理，做到有水可用，用水有度。", ""},
		{"“我们要坚持节水优先、空间均横系统治理，做到有水可用”", "我们要坚持节水优先、空间均衡、系统治理，做到有水可用", ""},
		{"“我们要坚持节水优先[7]、空间均衡、系统治理，做到有水可用，用水有渡。”", "我们要坚持节水优先[7]、空间均衡、系统治理，做到有水可用，用水有度。", ""},
		{"“我们要坚持节水优先、空间均横[7]系统治理，做到有水可用，用水有度。”", "", unfixedNote},
	} {
		text, why, then := fixedQuotation(t, source, "《护林讲话》指出："+c.draft+"\n")
		if text != c.want || why != c.why || why == "" && then != Exact {
			t.Errorf("%s: %q (%s) is %s, want %q (%s)", c.draft, text, why, then, c.want, c.why)
		}
	}
}

// The draft keeps its script and its width; what can't be told is not fixed.
func TestAFixKeepsScriptAndWidth(t *testing.T) {
	const named = "《在青岚省水务工作会议上的讲话》指出："
	for _, c := range []struct{ name, draft, want, why string }{
		{"traditional", "「我們要堅持空間均衡、節水優先、系統治理」", "我們要堅持節水優先、空間均衡、系統治理", ""},
		{"a letter of one form only", "「全省GDP增長5%左右。水清了，岸綠了，民新就暖了」", "全省GDP增長5%左右。水清了，岸綠了，民心就暖了", ""},
		{"a letter of which one is known", "「全省GDP增長5%左右。水清了，岸路了，民心就暖了」", "全省GDP增長5%左右。水清了，岸綠了，民心就暖了", ""},
		{"a letter that could be two", "「後來開展得很好，國家富強」", "", "what 发 is in the draft's script can't be told"},
		{"corner marks", "「要坚持两个毫不动遥。」", "要坚持『两个毫不动摇』。", ""},
		{"the draft's own full stop", "“我们要坚持空间均衡、节水优先。”", "我们要坚持节水优先、空间均衡。", ""},
		{"digits in full width", "“用水量控制在１２.６亿立方米以内，同比下降３.２％”", "用水量控制在１２.５亿立方米以内，同比下降３.２％", ""},
	} {
		text, why, _ := fixedQuotation(t, waterSpeech, named+c.draft+"\n")
		if text != c.want || why != c.why {
			t.Errorf("%s: %q (%s), want %q (%s)", c.name, text, why, c.want, c.why)
		}
	}
}

// What can't be known to be meant is left, with the reason.
func TestWhatIsNotSureIsNotFixed(t *testing.T) {
	twice := strings.Replace(waterSpeech, "国家富强。\n", "国家富强。\n\n大家要爱护每一条河流，节约每一滴水。大家要爱护每一条河流，节约每一度水。\n", 1)
	for _, c := range []struct{ name, draft, why string }{
		{"a document that is not there", "《在白鹭县水务会议上的讲话》指出：“做到有水可用，用水有渡。”", unfixedUnknown},
		{"a person", "老县长说：“做到有水可用，用水有渡。”", "it is ascribed to 老县长, and the document is not known to be theirs"},
		{"two places as near", "《在青岚省水务工作会议上的讲话》指出：“大家要爱护每一条河流，节约每一口水。”", unfixedTie},
	} {
		if text, why, _ := fixedQuotation(t, twice, c.draft+"\n"); why != c.why {
			t.Errorf("%s: %q (%s), want %s", c.name, text, why, c.why)
		}
	}
}
