package quote

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
)

// wetlands is a law of 8 articles in 3 chapters with one annex.
const wetlands = `# 青岚省湿地保护条例

（2020年3月1日青岚省人民代表大会常务委员会第五次会议通过）

第一章 总则

第一条 为了加强湿地保护，制定本条例。

第二条 本条例适用于本省行政区域内的湿地。

湿地名录由省人民政府公布。

第二章 保护

第三条 县级以上人民政府应当每五年组织一次湿地调查。

第四条 禁止在湿地内从事下列活动：

（一）开垦湿地；

（二）排放污水。

有下列情形之一的，应当报告：

（一）水位下降；

（二）候鸟死亡；

（三）外来物种进入。

第五条 任何单位和个人不得擅自占用湿地。因防洪确需占用湿地的除外。

第六条 湿地内不得新建厂房，应当不断扩大水面。

第三章 附则

第七条 违反本条例的，由县级人民政府处理。

第八条 本条例自2020年5月1日起施行。

附件1

湿地名录
`

// checkedIn gives the verdicts of a draft's citations against some documents,
// one a line: verdict, the part as it was understood, the note if it is
// absent, elsewhere or unsure.
func checkedIn(t *testing.T, src Source, draft *corpus.Document) string {
	t.Helper()
	r, err := Check(context.Background(), src, draft, CheckOptions{Near: DefaultNear, Ellipsis: DefaultEllipsis})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range r.Claims {
		if c.Kind != Citation {
			continue
		}
		fmt.Fprintf(&b, "%s %s%s", c.Verdict, c.Names[0].Part(), c.Names[0].Unread)
		if c.Verdict != Exact && c.Verdict != Equivalent {
			fmt.Fprintf(&b, " (%s)", c.Note)
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// TestProvisions: what is cited of a law of 8 articles, in every form.
func TestProvisions(t *testing.T) {
	src := papersOf(t, "条例(2020-03-01).md", wetlands)
	const law = "《青岚省湿地保护条例》"
	const beyond = "absent 第九十条 (the last article is 第八条)"
	for form, want := range map[string]string{
		// brackets of any content
		law + "（2019年）第九十条":                  beyond,
		law + "（修订）第九十条":                     beyond,
		law + "（2020年3月1日施行）第九十条":            beyond,
		law + "（下同）第九十条":                     beyond,
		law + "（草案）第九十条":                     beyond,
		law + "（以下简称《条例》）第九十条":               beyond,
		law + "（2019年）（修订）（以下简称条例）第九十条":      beyond,
		law + "（2020年施行，共三章（含附则））第九十条":       beyond,
		law + "【现行有效】第九十条":                   beyond,
		law + " (征求意见稿) 第九十条":                beyond,
		law + "〔省人大常委会公告第5号〕第九十条":            beyond,
		law + "（修订）（青岚人发〔2020〕3号）第五条":        "exact 第五条",
		law + "（以下称本条例）第三条":                  "exact 第三条",
		law + "（2020年3月1日通过 2020年5月1日施行）第八条": "exact 第八条",
		// words between
		law + "第三章第九十条":         "absent 第三章第九十条 (the last article is 第八条)",
		law + "第三章第八条":          "exact 第三章第八条",
		law + "第二章第八条":          "elsewhere 第二章第八条 (第八条 stands in 第三章, not in 第二章)",
		law + "第三章附则第七条":        "exact 第三章第七条",
		law + "中第九十条":           beyond,
		law + "中的第九十条":          beyond,
		law + "里第九十条":           beyond,
		law + "之第九十条":           beyond,
		law + "的第九十条":           beyond,
		law + "规定的第九十条":         beyond,
		law + "所列的第九十条":         beyond,
		law + "关于湿地调查的第九十条":     beyond,
		law + "附则第九十条":          beyond,
		law + "修订后的第九十条":        beyond,
		law + "，第八十条规定湿地应当养护":   "absent 第八十条 (the last article is 第八条)",
		law + "：第八十条":           "absent 第八十条 (the last article is 第八条)",
		law + "第九章":             "absent 第九章 (there is no 第九章; the last is 第三章)",
		law + "第二章":             "exact 第二章",
		law + "第二章至第四章":         "exact 第二章\nabsent 第四章 (there is no 第四章; the last is 第三章)",
		law + "第一编第二章":          "unsure 第一编第二章 (has no 章 that can be told apart)",
		law + "附件2":             "absent 附件2 (there is no 附件2; the last is 附件1)",
		law + "附件1":             "exact 附件1",
		law + "附件一、二":           "exact 附件一\nabsent 附件二 (there is no 附件二; the last is 附件1)",
		law + "所附附表1":           "unsure 附表1 (no 附表 can be told apart in its text)",
		law + "，第一批湿地已经公布":      "exact ",
		law + "和水资源办法第九十条":      "exact \nunsure 第九十条 (not in the corpus)",
		law + "公布后，第一条生态水道已经通水": "exact ",
		// lists and ranges
		law + "第四条第二款第（二）、（九）项":          "exact 第四条第二款第（二）项\nabsent 第四条第二款第（九）项 (第四条第二款 has 3 项)",
		law + "第四条（九）":                   "absent 第四条第（九）项 (第四条 has 3 项)",
		law + "第四条第二款（二）、（三）项":           "exact 第四条第二款第（二）项\nexact 第四条第二款第（三）项",
		law + "第四条第一、五款":                 "exact 第四条第一款\nabsent 第四条第五款 (第四条 has 2 款)",
		law + "第四、五、九十条":                 "exact 第四条\nexact 第五条\n" + beyond,
		law + "第七、第八两条":                  "exact 第七条\nexact 第八条",
		law + "第五、六、七三条":                 "exact 第五条\nexact 第六条\nexact 第七条",
		law + "第十、十一两条":                  "absent 第十条 (the last article is 第八条)\nabsent 第十一条 (the last article is 第八条)",
		law + "第七、二十二条":                  "exact 第七条\nabsent 第二十二条 (the last article is 第八条)",
		law + "第4条、5条、90条":               "exact 第4条\nexact 第5条\nabsent 第90条 (the last article is 第八条)",
		law + "第四条第二款第（一）至（九）项":          "exact 第四条第二款第（一）项\nabsent 第四条第二款第（九）项 (第四条第二款 has 3 项)",
		law + "第四条第二款第一项至九项规定的":          "exact 第四条第二款第一项\nabsent 第四条第二款第九项 (第四条第二款 has 3 项)",
		law + "第六条至第十二条":                 "exact 第六条\nabsent 第十二条 (the last article is 第八条)",
		law + "第6-12条":                   "exact 第6条\nabsent 第12条 (the last article is 第八条)",
		law + "第二条第二款、第三款和第四十条":          "exact 第二条第二款\nabsent 第二条第三款 (第二条 has 2 款)\nabsent 第四十条 (the last article is 第八条)",
		law + "第四条（禁止）、第九条":              "exact 第四条\nabsent 第九条 (the last article is 第八条)",
		law + "第三条，第九条规定的":               "exact 第三条\nabsent 第九条 (the last article is 第八条)",
		law + "第四条第一款规定和第三款规定":           "exact 第四条第一款\nabsent 第四条第三款 (第四条 has 2 款)",
		law + "第四条的第三款":                  "absent 第四条第三款 (第四条 has 2 款)",
		law + "第三条、5项措施":                 "exact 第三条",
		law + "第三条、第××条":                 "exact 第三条\nunsure 第××条 (第××条 can't be read as a part of it, and was not looked for)",
		law + "第四条第二款第（二）项以及第（三）项、第（四）项": "exact 第四条第二款第（二）项\nexact 第四条第二款第（三）项\nabsent 第四条第二款第（四）项 (第四条第二款 has 3 项)",
		// numerals
		law + "第八０条":   "absent 第八０条 (the last article is 第八条)",
		law + "第廿条":    "absent 第廿条 (the last article is 第八条)",
		law + "第卅二条":   "absent 第卅二条 (the last article is 第八条)",
		law + "第卌条":    "absent 第卌条 (the last article is 第八条)",
		law + "第〇九条":   "absent 第〇九条 (the last article is 第八条)",
		law + "第〇八条":   "exact 第〇八条",
		law + "第９０条":   "absent 第９０条 (the last article is 第八条)",
		law + "第 8 条":  "exact 第8条",
		law + "第一〇九条":  "absent 第一〇九条 (the last article is 第八条)",
		law + "第壹拾条":   "absent 第壹拾条 (the last article is 第八条)",
		law + "第五条之一":  "absent 第五条之一 (there is no 第五条之一; the last article is 第八条)",
		law + "第5-1条":  "absent 第5-1条 (there is no 第5-1条; the last article is 第八条)",
		law + "第 ９ 条":  "absent 第９条 (the last article is 第八条)",
		law + "第××条":   "unsure 第××条 (第××条 can't be read as a part of it, and was not looked for)",
		law + "第 条":    "unsure 第条 (第条 can't be read as a part of it, and was not looked for)",
		law + "第X章":    "unsure 第X章 (第X章 can't be read as a part of it, and was not looked for)",
		law + "第（三）项":  "unsure 第（三）项 (第（三）项 is named without an article)",
		law + "第一次修订":  "exact ",
		law + "第三方评估":  "exact ",
		law + "第一批项目":  "exact ",
		law + "第二条件":   "exact ",
		law + "二十条措施":  "exact ",
		law + "（2019）": "exact ",
		// the same law again
		law + "。同条例第九十条":     "exact \n" + beyond,
		law + "。该条例第九十条":     "exact \n" + beyond,
		law + "。上述条例第九十条":    "exact \n" + beyond,
		law + "。前述条例第九章":     "exact \nabsent 第九章 (there is no 第九章; the last is 第三章)",
		law + "。条例第九十条":      "exact \n" + beyond,
		law + "。依照同条例附件2":    "exact \nabsent 附件2 (there is no 附件2; the last is 附件1)",
		law + "及其实施细则第三十条":   "exact \nunsure 第三十条 (not in the corpus)",
		law + "。该条例第某条":      "exact \nunsure 第某条 (第某条 can't be read as a part of it, and was not looked for)",
		law + "，合同法第九十条也有规定": "exact \nunsure 第九十条 (not in the corpus)",
	} {
		draft := &corpus.Document{Text: "湿地工作说明\n依据" + form + "。"}
		if diff := cmp.Diff(want, checkedIn(t, src, draft)); diff != "" {
			t.Errorf("%s\n(-want +got)\n%s", form, diff)
		}
	}
}

// TestProvisionsOfTheDraftItself: in a law's own draft 本条例 and its own title
// mean its own articles.
func TestProvisionsOfTheDraftItself(t *testing.T) {
	src := papersOf(t, "他.md", "# 青岚省水资源办法\n\n第一条 水资源归国家所有。\n")
	draft, err := corpus.Read("条例.md", []byte(strings.Replace(wetlands, "违反本条例的，由县级人民政府处理。",
		"违反本条例第五条、第九十条，《青岚省湿地保护条例》第四条第二款第（四）项，本条例第九章、附件2的，依照《青岚省水资源办法》第二条处理。第六条不适用。", 1)))
	if err != nil {
		t.Fatal(err)
	}
	const own = "the draft itself is meant; "
	want := `exact 第五条
absent 第九十条 (` + own + `the last article is 第八条)
absent 第四条第二款第（四）项 (` + own + `第四条第二款 has 3 项)
absent 第九章 (` + own + `there is no 第九章; the last is 第三章)
absent 附件2 (` + own + `there is no 附件2; the last is 附件1)
absent 第二条 (the last article is 第一条)`
	if diff := cmp.Diff(want, checkedIn(t, src, draft)); diff != "" {
		t.Error(diff)
	}
}

// TestAPartOfALawDoesNotRefuteItself: a file that holds articles 40 to 42 of a
// code can't tell that its article 3 is missing.
func TestAPartOfALawDoesNotRefuteItself(t *testing.T) {
	src := papersOf(t, "他.md", "# 青岚省水资源办法\n\n第一条 水资源归国家所有。\n")
	draft, err := corpus.Read("分编.md", []byte("# 青岚湿地法\n\n第四十条 适用本法第三条。\n\n第四十一条 适用本法第四十条。\n\n第四十二条 完。\n"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "unsure 第三条 (the draft itself is meant; there is no 第三条; the last article is 第四十二条)\nexact 第四十条"
	if diff := cmp.Diff(want, checkedIn(t, src, draft)); diff != "" {
		t.Error(diff)
	}
}

// TestProvisionsOfTaiwan: 條 holds 項, 項 holds 款; 第 9-1 條 is an article of its
// own.
func TestProvisionsOfTaiwan(t *testing.T) {
	src := papersOf(t, "法.txt", "雲瀾渡船法\n\n第 1 條\n渡船分為：\n一、大船。\n二、小船。\n前項由省定之。\n第 1-1 條\n夜渡應點燈。\n第 2 條\n本法自公布日施行。\n")
	const law = "《雲瀾渡船法》"
	for form, want := range map[string]string{
		law + "第 1-1 條":         "exact 第1-1條",
		law + "第一條之一":           "exact 第一條之一",
		law + "第 1-2 條":         "absent 第1-2條 (there is no 第1-2條; the last article is 第2條)",
		law + "第一條第一項第二款":       "exact 第一條第一項第二款",
		law + "第一條第二項":          "exact 第一條第二項",
		law + "。依同法第三條":         "exact \nabsent 第三條 (the last article is 第2條)",
		law + "（以下簡稱本法）第二條、第三條": "exact 第二條\nabsent 第三條 (the last article is 第2條)",
	} {
		draft := &corpus.Document{Text: "說明\n依" + form + "。"}
		if diff := cmp.Diff(want, checkedIn(t, src, draft)); diff != "" {
			t.Errorf("%s\n(-want +got)\n%s", form, diff)
		}
	}
}
