package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shortWords are the last words of titles by which a document is called when
// it was named before, longest first.
var shortWords = []string{
	"实施细则", "施行细则", "施行細則", "實施細則", "實施辦法", "实施条例", "实施办法", "实施意见", "实施方案", "行动计划", "行动方案", "司法解释", "若干措施",
	"条例", "办法", "规定", "规程", "守则", "意见", "通知", "规划", "纲要", "决定", "报告", "讲话", "细则", "规则", "通则", "总则", "章程", "方案",
	"决议", "公报", "计划", "措施", "准则", "标准", "指南", "说明", "解释", "公约", "协定", "宪法", "法典", "批复", "公告", "通告",
	"條例", "辦法", "規定", "規程", "守則", "意見", "規劃", "綱要", "決定", "報告", "講話", "細則", "規則", "通則", "總則", "決議", "公報", "計劃", "準則", "標準", "說明", "解釋", "公約", "協定", "憲法", "致辭",
	"白皮书", "致辞", "倡议", "法",
}

// lawWords are those that have articles.
var lawWords = []string{"条例", "办法", "规定", "细则", "规则", "通则", "总则", "章程", "准则", "法典", "宪法", "法", "解释", "公约", "协定", "决定",
	"條例", "辦法", "規定", "規程", "守則", "細則", "規則", "通則", "總則", "準則", "憲法", "解釋", "公約", "協定", "決定"}

// antecedents is what a draft named so far.
type antecedents struct {
	last    map[string]string // short word → the last title that ends in it
	aliases map[string]string // 以下简称 → title
	law     string            // the last title that has articles
	recent  []string          // the last titles, newest at the end
}

// maxRecent bounds how many titles a shortened name is compared with.
const maxRecent = 64

func newAntecedents() antecedents {
	return antecedents{last: map[string]string{}, aliases: map[string]string{}}
}

func (a *antecedents) add(title string) {
	if title == "" || slices.Contains(shortWords, title) {
		return
	}
	for _, w := range shortWords {
		if fits(title, w) {
			a.last[w] = title
		}
	}
	if slices.ContainsFunc(lawWords, func(w string) bool { return fits(title, w) }) {
		a.law = title
	}
	if i := slices.Index(a.recent, title); i >= 0 {
		a.recent = slices.Delete(a.recent, i, i+1)
	}
	if len(a.recent) == maxRecent {
		a.recent = slices.Delete(a.recent, 0, 1)
	}
	a.recent = append(a.recent, title)
}

func (a *antecedents) alias(short, title string) {
	if short != "" && short != title {
		a.aliases[short] = title
	}
}

// full is the title that a printed one stands for: an alias (以下简称《意见》), or
// a short word alone that fits a title named before.
func (a *antecedents) full(printed string) string {
	if title, ok := a.aliases[printed]; ok {
		return title
	}
	if slices.Contains(shortWords, printed) {
		if title := a.fitting(printed); title != "" {
			return title
		}
	}
	return printed
}

// fitting is the last title that ends in a word, "" if none does.
func (a *antecedents) fitting(word string) string {
	if title, ok := a.aliases[word]; ok {
		return title
	}
	return a.last[word]
}

// endingIn is the last title that ends in a shortened name, or by whose own
// short form (行政处罚法) the name ends; form is what of the name it is.
func (a *antecedents) endingIn(name string) (title, form string) {
	if title, ok := a.aliases[name]; ok {
		return title, name
	}
	for _, title := range slices.Backward(a.recent) {
		whole := unbracketed(title)
		if strings.HasSuffix(whole, name) {
			return title, name
		}
		if short := strings.TrimPrefix(whole, "中华人民共和国"); lawWord(shortWordAtEnd(short)) && strings.HasSuffix(name, short) {
			return title, short
		}
	}
	return "", ""
}

// fits tells that a title ends in a word, a bracket behind it (（试行）) apart.
func fits(title, word string) bool {
	title = unbracketed(title)
	rest, ok := strings.CutSuffix(title, word)
	return ok && (word != "法" || !endsInNoLaw(rest))
}

// endsInNoLaw tells the words whose 法 is no law: 办法, 做法, 方法.
func endsInNoLaw(beforeLaw string) bool {
	return beforeLaw == "" || strings.ContainsRune("办做方看说想用写手司执立守违依合非无", lastRune(beforeLaw))
}

func lawWord(word string) bool {
	return word == "法" || word == "法典" || word == "宪法" || word == "憲法"
}

// unbracketed is a title without the bracket behind it.
func unbracketed(title string) string {
	if strings.HasSuffix(title, "）") || strings.HasSuffix(title, ")") {
		if i := strings.LastIndexAny(title, "（("); i > 0 {
			return title[:i]
		}
	}
	return title
}

// shortWordAtEnd is the short word that s ends in, "" if there is none.
func shortWordAtEnd(s string) string {
	for _, w := range shortWords {
		if rest, ok := strings.CutSuffix(s, w); ok && (w != "法" || !endsInNoLaw(rest) && !strings.HasSuffix(rest, " ")) {
			return w
		}
	}
	return ""
}

// nameRun is the part of a name that s ends in: letters back to a mark or to a
// word that can't stand in a name (根据, 和, 在).
func nameRun(s string) string {
	run := lastWords(s)
	for _, w := range notInNames {
		for end := len(run); end > 0; {
			i := strings.LastIndex(run[:end], w)
			if i < 0 {
				break
			}
			if !insideWord(run, i, len(w)) {
				run = run[i+len(w):]
				break
			}
			end = i
		}
	}
	return run
}

// insideWord tells that the word at [i, i+size) of s is only a part of one that
// does stand in names: 和 of 共和国.
func insideWord(s string, i, size int) bool {
	for _, w := range inNames {
		at := strings.Index(w, s[i:i+size])
		if at >= 0 && len(w) > size && i >= at && strings.HasPrefix(s[i-at:], w) {
			return true
		}
	}
	return false
}

var notInNames = []string{
	"根据", "依照", "按照", "依据", "根據", "依據", "違反", "準用", "適用", "依", "具有", "涉及", "按", "违反", "符合", "适用", "对照", "参照", "结合", "执行", "落实", "贯彻", "学习", "遵守", "正如", "今年", "去年", "详见", "印发", "认定为", "属于", "构成", "实施", "排除", "除", "或者", "具有", "视为", "影响", "产生",
	"我国", "现行", "新修订", "在", "与", "和", "及", "或", "以", "是", "了", "将", "把", "对", "从", "照", "由", "据", "按", "见", "而", "但", "则", "即", "的", "为", "于", "有", "犯",
}

// inNames are words of titles that hold one of notInNames.
var inNames = []string{"共和国", "数据", "证据", "对外", "意见", "规则", "原则", "通则", "总则", "细则", "自由", "和平", "和谐", "参与", "强制执行", "存在", "行为", "国有", "所有权", "犯罪"}

// lastWords is the letters and digits that s ends in.
func lastWords(s string) string {
	start := len(s)
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if !isWordRune(r) {
			break
		}
		start -= size
	}
	return s[start:]
}

// organRun is the abbreviation of the organ that s ends in, for a 文号: 国办发.
func organRun(s string) string {
	run := nameRun(s)
	for _, w := range []string{"文件", "通知", "印发", "发布", "经", "自"} {
		if i := strings.LastIndex(run, w); i >= 0 {
			run = run[i+len(w):]
		}
	}
	if n := utf8.RuneCountInString(run); n > 15 || n < 1 {
		return ""
	}
	if strings.ContainsFunc(run, unicode.IsDigit) {
		return ""
	}
	return run
}

// demonstratives are what stands before the short word of a document that was
// named before.
var demonstratives = []string{"该", "該", "前述", "上述", "前揭", "上开", "这部", "这个", "这项", "这份", "这本", "此", "本", "同", "其"}

// insideWords are the runes before 本, 同 and 其 that make other words of them:
// 基本法, 合同法, 尤其.
var insideWords = map[string]string{
	"本": "基日资資成根样樣标標版文书書", "同": "合共相不如协協等视視认認赞贊大", "其": "尤极極", "此": "因如彼",
}

// demonstrative is the one that a run ends in, else the run.
func demonstrative(run string) string {
	for _, w := range demonstratives {
		before, ok := strings.CutSuffix(run, w)
		if ok && (before == "" || !strings.ContainsRune(insideWords[w], lastRune(before))) {
			return w
		}
	}
	return run
}

func isDemonstrative(s string) bool { return slices.Contains(demonstratives, s) }

// followsArticle tells that what stands behind a bare 第十二条 makes it a
// reference: 第十二条规定, and not 第一条战线.
func followsArticle(rest string) bool {
	rest = rest[skipSpaces(rest):]
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if !isWordRune(r) && r != '“' && r != '「' && r != '\n' {
		return true
	}
	for _, w := range behindArticle {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

var behindArticle = []string{
	"第", "规定", "还规定", "也规定", "又规定", "明确", "还明确", "要求", "还要求", "規定", "還規定", "明確", "修正", "修訂", "所", "中", "至", "和", "及", "与", "或", "以",
	"的规定", "之规定", "的要求", "修改", "改为", "删去", "删除", "增加", "提出", "写道", "写明", "写着", "写的", "载明", "讲", "说", "列",
	"专门", "对", "就", "则", "里", "同时", "作出", "作了", "指出", "强调", "并",
}

// shortName reads （以下简称《意见》） or （以下简称“意见”） behind a title; end is
// where its bracket ends, at if there is none.
func shortName(text string, at int) (name string, end int) {
	i := at + skipSpaces(text[at:])
	inside := text[i:min(len(text), i+240)]
	if r, _ := utf8.DecodeRuneInString(inside); r != '（' && r != '(' {
		return "", at
	}
	word, called := -1, ""
	for _, called = range []string{"简称", "簡稱", "以下称", "以下稱", "下称", "下稱"} {
		if word = strings.Index(inside, called); word >= 0 {
			break
		}
	}
	if word < 0 || strings.ContainsAny(inside[:word], "《。\n") {
		return "", at
	}
	stop := word + max(0, strings.IndexAny(inside[word:], "）)\n"))
	if stop == word || inside[stop] == '\n' {
		return "", at
	}
	name = strings.TrimFunc(strings.TrimLeft(inside[word+len(called):stop], "为為："), func(r rune) bool {
		return strings.ContainsRune("《》“”「」‘’\"", r) || unicode.IsSpace(r)
	})
	if name == "" || utf8.RuneCountInString(name) > 30 {
		return "", at
	}
	_, size := utf8.DecodeRuneInString(inside[stop:])
	return dropSpace(name), i + stop + size
}
