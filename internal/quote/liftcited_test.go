package quote

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
)

// nameCase is a draft's text and whom its quotations are ascribed to, one a
// line; - is nobody, and a line is missing for each term.
type nameCase struct{ text, want string }

func runNames(t *testing.T, tests []nameCase) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := Lift(&corpus.Document{Text: tt.text}, someTitles{"云澜省河湖保护条例"})
			checkLifted(t, tt.text, got)
			if diff := cmp.Diff(tt.want, namesOf(got)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if len(got.Warnings) > 0 {
				t.Errorf("warnings %v", got.Warnings)
			}
		})
	}
}

// namesOf writes the names of the quotations: 《title》文号 article of documents.
func namesOf(l Lifted) string {
	out := ""
	for _, c := range l.Claims {
		if c.Kind == Citation {
			continue
		}
		if out != "" {
			out += "\n"
		}
		if len(c.Names) == 0 {
			out += "-"
		}
		for i, n := range c.Names {
			if i > 0 {
				out += " "
			}
			if n.Person {
				out += n.Text
			} else {
				out += "《" + n.Title + "》" + n.Number + n.Article
			}
		}
	}
	return out
}

// Words between a document and its verb are nobody.
func TestLiftScrapsAreNobody(t *testing.T) {
	runNames(t, []nameCase{
		{"《河湖法》明文规定：“河长应当巡河。”", "《河湖法》"},
		{"《河湖法》分别规定：“河长应当巡河。”", "《河湖法》"},
		{"《河湖法》中明确规定：“河长应当巡河。”", "《河湖法》"},
		{"《河湖法》第六条对此作出规定：“河长应当巡河。”", "《河湖法》第六条"},
		{"《河湖法》作了如下规定：“河长应当巡河。”", "《河湖法》"},
		{"《河湖法》更是旗帜鲜明地提出：“河长应当巡河。”", "《河湖法》"},
		{"《河湖法》总则部分规定：“河长应当巡河。”", "《河湖法》"},
		{"《河湖法》第六条（护河与护岸相结合原则）规定：“河长应当巡河。”", "《河湖法》第六条"},
		{"河湖保护法规定：“河长应当巡河。”", "《河湖保护法》"},
		{"河湖保护法规定：“河长应当巡河。”其第三条明确：“河长应当护岸。”", "《河湖保护法》\n《河湖保护法》第三条"},
		{"有关部门要求：“河长应当巡河。”", "有关部门"},
		{"根据我国河湖保护法规定，“河长应当巡河”。", "《河湖保护法》"},
		{"河湖保护法总则第六条规定：“河长应当巡河。”", "《河湖保护法》第六条"},
		{"云澜省河湖保护条例专门规定：“河长应当巡河。”", "《云澜省河湖保护条例》"},
		{"云政发〔2019〕5号文件要求，“河长应当巡河”。", "《》云政发〔2019〕5号"},
		{"《关于巡河的通知》文件要求：“河长应当巡河。”", "《关于巡河的通知》"},
		{"党的十九大报告指出，“河长应当巡河”，还提出“水清岸绿人心安宁”。", "《党的十九大报告》\n《党的十九大报告》"},
		{"党的十九大报告指出：“河长应当巡河”，强调“水清岸绿人心安宁”。", "《党的十九大报告》\n《党的十九大报告》"},
		{"党的十九大报告指出：“河长应当巡河”；又说“水清岸绿人心安宁”。", "《党的十九大报告》\n《党的十九大报告》"},
		{"学习《河湖法》后周教授说：“河长应当巡河。”", "周教授 《河湖法》"},
	})
}

func TestLiftCitedBefore(t *testing.T) {
	runNames(t, []nameCase{
		{"根据《河湖法》第八条“补偿按照受损水面大小支付”的规定，", "《河湖法》第八条"},
		{"按照《河湖法》第八条关于“补偿按照受损水面大小支付”的规定，", "《河湖法》第八条"},
		{"依据《河湖法》关于“补偿按照受损水面大小支付”的规定办理。", "《河湖法》"},
		{"根据《河湖法》第八条，“补偿按照受损水面大小支付”。", "《河湖法》第八条"},
		{"根据《河湖法》第八条的要求，“补偿按照受损水面大小支付”。", "《河湖法》第八条"},
		{"根据《河湖法》的有关规定，“补偿按照受损水面大小支付”。", "《河湖法》"},
		{"【《河湖法》第八条】“补偿按照受损水面大小支付。”", "《河湖法》第八条"},
		{"“补偿按照受损水面大小支付”，这是《河湖法》第八条的规定。", "《河湖法》第八条"},
		{"根据《河湖法》“放管服”的规定，按照《河湖法》，“一河一策一档一长”工作有序。", ""},
		{"要执行《河湖法》和《关于巡河的通知》，逐项落实“取消不必要的证明材料”的规定。", "《关于巡河的通知》"},
		{"按照《关于巡河的通知》精神，落实“能放尽放、能减尽减”的要求。", "《关于巡河的通知》"},
		{"坚持“能放尽放、能减尽减”的要求。", ""},
	})
}

func TestLiftSourceBehind(t *testing.T) {
	runNames(t, []nameCase{
		{"“河湖是大地的血脉”，李工说。", "李工"},
		{"“河湖是大地的血脉，江海是大地的呼吸”——李工", "李工"},
		{"“河湖是大地的血脉，江海是大地的呼吸”（李工：《巡河手记》）", "《巡河手记》 李工"},
		{"“河湖是大地的血脉，江海是大地的呼吸”（引自《巡河手记》）。", "《巡河手记》"},
		{"“河湖是大地的血脉，江海是大地的呼吸”，《河湖法》施行了。", "-"},
		{"“河湖是大地的血脉”（《河湖法》第八条）。“河湖是大地的血脉”（《河湖法》附件的名称）", "《河湖法》第八条"},
		{"“河字经”，李工说：“河湖是大地的血脉。”", "李工"},
	})
}

func TestLiftSpeakers(t *testing.T) {
	runNames(t, []nameCase{
		{"1.李明省长指出：“河湖是大地的血脉。”", "李明省长"},
		{"2. 李明省长指出：“河湖是大地的血脉。”", "李明省长"},
		{"2. **李明省长指出：**“河湖是大地的血脉。”", "李明省长"},
		{"一是李明省长强调，“河湖是大地的血脉”。", "李明省长"},
		{"②李明省长也指出，护河很难：“河湖是大地的血脉。”", "李明省长"},
		{"[2]李明省长指出：“河湖是大地的血脉。”", "李明省长"},
		{"二、李明省长指出：“河湖是大地的血脉。”", "李明省长"},
		{"李工（巡河员）说：“河湖是大地的血脉。”", "李工"},
		{"正如李明省长向全省指出的那样：“河湖是大地的血脉。”", "李明省长"},
		{"正如李明省长所指出的那样，“河湖是大地的血脉”。", "李明省长"},
		{"我们尊敬的李明省长指出：“河湖是大地的血脉。”", "尊敬的李明省长"},
		{"我们老校长周明先生指出：“河湖是大地的血脉。”", "老校长周明先生"},
		{"我们党历来主张，“河湖是大地的血脉”。", "我们党"},
		{"要永远记住李明省长的教导：“河湖是大地的血脉。”", "李明省长"},
		{"李工的结论是：“河湖是大地的血脉。”", "李工"},
		{"李明出席会议并讲话。他指出，“河湖是大地的血脉”。", "李明"},
		{"周教授说：“护河就是护家。”岸上有风。她又说：“河湖是大地的血脉。”", "周教授\n周教授"},
		{"她说：“河湖是大地的血脉。”", "她"},
		{"李工说：“护河就是护家。\n”“河湖是大地的血脉。”", "李工\n李工"},
		{"李明省长关于“河湖是大地的血脉，江海是大地的呼吸”的论述。", ""},
		{"牢记李明省长“河湖是大地的血脉，江海是大地的呼吸。”这句话", "李明省长"},
		{"李工针对“河字经”的争论，尖锐地指出：“河湖是大地的血脉。”", "李工"},
	})
}

// Quotations broken by hand go on until their closing mark.
func TestLiftWrappedQuotations(t *testing.T) {
	runNames(t, []nameCase{
		{"李工说：“河水清不清，\n　　问问鱼就行。”", "李工"},
		{"李工说：“河水清不清，\n问问鱼\n就行。”又说：“鱼不会说谎。”", "李工\n李工"},
		{"李工說：「河水清不清，\n問問魚就行。」", "李工"},
	})
	runLift(t, []liftCase{
		{"not over a sentence's end", "李工说：“河水清清。\n问鱼就行”。", "警 “ is never closed @ “河水清\n警 ” closes nothing @ ”。\n"},
		{"not over another", "李工说：“河水清清\n“河字经”好", "词 1\n警 “ is never closed @ “河水清\n"},
		{"not for ever", "李工说：“河水清清\n问鱼就行", "警 “ is never closed @ “河水清\n"},
		{"not over an empty line", "李工说：“河水清清\n\n问鱼就行”", "警 “ is never closed @ “河水清\n警 ” closes nothing @ ”\n"},
	})
}

func TestLiftMarksTerms(t *testing.T) {
	text := "深化“放管服”改革，李工说：“念好‘河字经’，把水留住。”根据《关于“河长制”的意见》，提升“近实力”。"
	got := Lift(&corpus.Document{Text: text}, nil)
	var words []string
	for _, s := range got.Marked {
		words = append(words, text[s.Start:s.End])
	}
	if diff := cmp.Diff([]string{"放管服", "河字经", "近实力"}, words); diff != "" || got.Terms != len(got.Marked) {
		t.Errorf("%d terms\n%s", got.Terms, diff)
	}
}
