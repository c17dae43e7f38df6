package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// verb is a verb of speaking in a lead.
type verb struct{ start, end int }

// reporting are the verbs that a quotation follows, wherever they stand in its
// sentence.
var reporting = wordsOf(
	"指出", "强调", "要求", "提出", "明确", "写道", "规定", "说过", "说道", "说得好", "提到", "讲到", "讲道", "讲过", "谈到", "表示", "认为", "载明", "写明", "写着", "写到",
	"引用", "引述", "重申", "申明", "声明", "宣布", "宣告", "指示", "批示", "嘱托", "叮嘱", "寄语", "告诫", "呼吁", "号召", "勉励", "倡导", "阐明", "阐述", "论述", "批评", "回答", "答道",
	"坦言", "感慨", "感叹", "介绍", "透露", "主张", "断言", "预言", "评价", "描述", "记载", "列明", "约定", "修改为", "改为", "教导", "言道", "宣称", "声称", "所说", "所言", "所称",
	"指明", "点明", "概括", "归纳", "问道", "曾说", "的话", "说明", "論述", "強調", "規定", "認為", "說過", "提及", "寫道", "說道", "講到", "講過", "談到", "載明", "寫明", "寫著", "聲明", "宣佈", "號召", "引用過", "载有", "答复", "教育我们", "告诉我们", "名言", "论断", "结论", "题词", "格言", "有一段话", "有一句话", "有句话", "这样一段话", "这样一句话", "有過一句話", "提醒", "鼓吹", "宣扬", "叫嚷",
)

// speaking are the words that speak only right before a mark: 说：, 称，.
var speaking = wordsOf("说", "讲", "称", "云", "曰", "道", "写", "问", "答", "說", "稱", "講", "有言", "所写", "条", "款", "项")

// reportingVerbs are the verbs of speaking in a lead, in order.
func reportingVerbs(text string) []verb {
	var found []verb
	for i, r := range text {
		if r < utf8.RuneSelf {
			continue
		}
		if len(found) > 0 && i < found[len(found)-1].end {
			continue
		}
		if end := verbAt(text, i); end > i {
			found = append(found, verb{start: i, end: end})
		}
	}
	return found
}

// verbAt is the end of the verb of speaking at i, i if there is none.
func verbAt(text string, i int) int {
	rest := text[i:]
	if w := reporting.at(rest); w != "" {
		if isNoun(text[:i], rest[len(w):]) {
			return i
		}
		return i + len(w)
	}
	if w := speaking.at(rest); w != "" && speaksHere(text[:i], w, rest[len(w):]) {
		return i + len(w)
	}
	return i
}

// isNoun tells 按规定, 有关要求, 明确的任务: no verbs.
func isNoun(before, after string) bool {
	if strings.HasPrefix(after, "的") {
		return !slices.Contains([]string{"的", "的：", "的，", "的是："}, trimSpaces(after))
	}
	if r := lastRune(before); before != "" && strings.ContainsRune("按照据关的项各新本此无不未被总性", r) {
		return !strings.HasPrefix(after, "：")
	}
	return false
}

// speaksHere tells that a short word stands right before a colon, a comma or the
// quotation, and is no part of a noun (据说, 简称, 知道).
func speaksHere(before, word, after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	if after != "" && r != '：' && r != ':' && r != '，' {
		return false
	}
	switch word {
	case "条", "款", "项":
		return r == '：' && strings.ContainsRune(before, cited)
	case "道", "称", "稱":
		return !strings.ContainsRune("知街渠通轨频人简俗名职自号统合全别又尊美", lastRune(before))
	}
	return !strings.ContainsRune("小学传据听再比演", lastRune(before))
}

// maxVerbs is how many verbs, from the nearest on, are asked for a subject.
const maxVerbs = 4

// speakers are the names that a quotation behind these verbs is ascribed to,
// the nearest first: at most one document and one person.
func (w *walker) speakers(p pair, before lead, verbs []verb) []Name {
	f := w.top()
	if i := len(f.refs) - 1; i >= 0 && strings.ContainsRune("：:", lastRune(before.text)) &&
		w.refs[f.refs[i]].Start >= before.start+verbs[len(verbs)-1].end {
		return []Name{w.refs[f.refs[i]].Name} // 《甲》规定：“……”；《乙》：“……”
	}
	silent := false
	for _, v := range slices.Backward(verbs[max(0, len(verbs)-maxVerbs):]) {
		names, none := w.subjectsOf(before, v)
		if len(names) > 0 {
			return names
		}
		silent = silent || none
	}
	if i := len(f.refs) - 1; i >= 0 && w.refs[f.refs[i]].Start >= before.start {
		return []Name{w.refs[f.refs[i]].Name} // 引用《甲》的话：
	}
	switch {
	case !silent:
		return f.names
	case f.last != nil && len(f.last.names) > 0:
		return f.last.names
	case f.lastRef >= 0:
		return []Name{w.refs[f.lastRef].Name}
	}
	return f.names
}

// subjectsOf are the document and the person before a verb. none tells that
// the verb has no subject at all: 又说, 还规定.
func (w *walker) subjectsOf(before lead, v verb) (names []Name, none bool) {
	f := w.top()
	for i := len(f.refs) - 1; i >= 0 && len(names) == 0; i-- {
		r := w.refs[f.refs[i]]
		if r.Start < before.start {
			break
		}
		if r.End <= before.start+v.start {
			names = append(names, r.Name)
		}
	}
	start, end, none := subject(before.text[:v.start])
	if end > start {
		n := w.person(Span{Start: before.start + start, End: before.start + end})
		names = append(names, n)
	}
	slices.SortStableFunc(names, func(a, b Name) int { return b.Start - a.Start })
	return names, none && len(names) == 0
}

// person makes a name of a verb's subject. A document's short word (报告指出) is
// a document.
func (w *walker) person(s Span) Name {
	n := Name{Span: s, Text: dropSpace(w.text[s.Start:s.End]), Person: true}
	bare := strings.TrimPrefix(strings.TrimPrefix(n.Text, "该"), "本")
	if slices.Contains(shortWords, bare) || bare == "文件" || bare == "文章" {
		n.Person, n.Title = false, w.known.fitting(bare)
		if n.Title == "" {
			n.Title = bare
		}
	}
	return n
}

// afterwards is who says it behind a quotation: “……，”某某说.
func (w *walker) afterwards(p pair) (Name, bool) {
	after := w.text[p.end:min(len(w.text), p.end+maxLookForward)]
	stop := strings.IndexFunc(after, endsClause)
	if stop <= 0 {
		return Name{}, false
	}
	verbs := reportingVerbs(after[:stop])
	if len(verbs) == 0 || verbs[len(verbs)-1].end != stop {
		return Name{}, false
	}
	start, end, _ := subject(after[:verbs[len(verbs)-1].start])
	if end <= start {
		return Name{}, false
	}
	return w.person(Span{Start: p.end + start, End: p.end + end}), true
}

// subject is the subject of the verb that text ends before: bytes of text, empty
// if there is none. It looks in the verb's own clause and, where that has only
// adverbs or 在……时, in those before. none tells that no clause has anything else.
func subject(text string) (start, end int, none bool) {
	end = len(text)
	overDocument := false
	for clause := 0; clause < 4; clause++ {
		start = 0
		if i := strings.LastIndexFunc(text[:end], endsClause); i >= 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			start = i + size
		}
		s, e, empty := trimSubject(text[start:end])
		if e > s {
			if overDocument && !strings.Contains(text[start+s:end], "在") && !touches(text, end) {
				return 0, 0, false // 传单上，《甲》 names only the document, 王某在《甲》中 both
			}
			return start + s, start + e, false
		}
		if !empty {
			return 0, 0, false
		}
		end = len(strings.TrimRightFunc(text[:start], endsClause))
		overDocument = overDocument || strings.ContainsRune(text[end:start], cited)
	}
	return 0, 0, true
}

// touches tells that the words before text[at:] lead straight on to a document:
// 国务院《甲》, and not 本子上的《甲》.
func touches(text string, at int) bool {
	return text[at] == cited && !strings.ContainsRune("的上中里", lastRune(text[:at]))
}

func endsClause(r rune) bool {
	return strings.ContainsRune("，,；;：:。！？（()）—…|\n", r) || r == held || r == cited
}

// trimSubject takes the subject out of a clause: without 正如, without 在……时, up to
// the first adverb. empty tells that nothing else was there.
func trimSubject(clause string) (start, end int, empty bool) {
	start, end = trimLead(clause), len(trimSpaces(clause))
	for strings.HasPrefix(clause[start:end], "在") || strings.HasPrefix(clause[start:end], "当") {
		n := placeSize(clause[start:end])
		start += n
		start += trimLead(clause[start:end])
		if n == 0 {
			return 0, 0, true
		}
	}
	if start >= end {
		return 0, 0, true
	}
	whole := clause[start:end]
	for i := range whole {
		if i > len("一") && predicates.at(whole[i:]) != "" {
			end = start + i
			break
		}
	}
	name := strings.TrimRightFunc(clause[start:end], unicode.IsSpace)
	for _, w := range []string{"的", "中", "里", "上", "所", "也", "还", "又", "曾", "就"} {
		name = strings.TrimSuffix(name, w)
	}
	switch {
	case name == "" || isFiller(name):
		return 0, 0, true
	case !isNameLike(name):
		return 0, 0, false
	}
	return start, start + len(name), false
}

// trimLead is the bytes of connectives and dates that a clause begins with.
func trimLead(clause string) int {
	at := 0
	for again := true; again; {
		again = false
		at += skipSpaces(clause[at:])
		for _, w := range leading {
			if strings.HasPrefix(clause[at:], w) {
				at, again = at+len(w), true
			}
		}
		if n := numeralSize(clause[at:]); n > 0 {
			if r, size := utf8.DecodeRuneInString(clause[at+n:]); strings.ContainsRune("年月日", r) {
				at, again = at+n+size, true
			}
		}
	}
	return at
}

var leading = []string{
	"正象", "象", "即", "正如", "正像", "诚如", "如同", "就像", "犹如", "例如", "比如", "如", "据", "对此", "为此", "因此", "所以", "但是", "但", "而且", "而", "并且", "并", "又", "还", "也", "同时", "其中",
	"近日", "日前", "此前", "随后", "最近", "后来", "当年", "今天", "今年", "去年", "昨天", "曾经", "有", "就连", "连", "再次", "接着", "然后", "特别是", "尤其是", "早在", "针对此",
	"一九四", "一九五", "一九六", "一九七", "一九八", "一九九", "进一步", "明确", "鲜明", "深刻", "反复", "多次", "一再", "着重", "郑重", "专门", "首次", "特别", "则", "都", "均", "依法", "曾",
}

// placeSize is the bytes of 在……时, 在……会上 and the like at the start of a
// clause, the whole clause if that is all of it, 0 if it never ends.
func placeSize(clause string) int {
	best := 0
	for _, w := range []string{"期间", "之际", "时候", "时", "上", "中", "里", "后", "前", "会议", "大会", "以后"} {
		if i := strings.LastIndex(clause, w); i > len("在") {
			best = max(best, i+len(w))
		}
	}
	return best
}

// predicates are where a subject ends: adverbs and other verbs.
var predicates = wordsOf(
	"在", "多次", "反复", "一再", "再次", "曾", "深刻", "明确", "鲜明", "特别", "进一步", "着重", "郑重", "专门", "强烈", "就", "对", "向", "针对", "围绕", "关于", "还", "也", "又", "并",
	"则", "首次", "早就", "早已", "已经", "经常", "常常", "常说", "语重心长", "深情", "严正", "突出", "主持", "出席", "听取", "来到", "致信", "发表", "会见", "考察", "调研", "视察",
	"强调", "指出", "提出", "要求", "规定", "说", "所", "讲话", "于一", "于二", "于1", "于2", "给", "和我", "告诉", "这样", "把", "将", "总是", "有一", "有过", "印发", "发布", "出台", "制定", "颁布", "公布", "下发", "转发", "通过", "历来", "的一", "当着", "当面", "批判", "无限", "大肆", "尖锐", "谆谆", "明目张胆", "及时", "总结", "最近", "一针见血", "立即", "一语",
)

// isFiller tells what can stand for a subject and names nobody: who was named
// before is meant.
func isFiller(name string) bool {
	if strings.ContainsRune("口墙牌门碑匾", lastRune(name)) {
		return true // 门口写着
	}
	return slices.Contains([]string{"一书", "一文", "著作", "另一方面", "一方面", "應當", "应当", "强调", "甚至", "甚而", "公开", "期间", "补充", "他", "她", "它", "他们", "这", "其", "该", "之后", "还", "又", "也", "再", "更", "并", "不仅", "不但", "既", "一", "二", "三"}, name)
}

// isNameLike tells what may be a person, an organ or a meeting from clauses.
func isNameLike(name string) bool {
	n := utf8.RuneCountInString(name)
	if n < 2 || n > 24 {
		return false
	}
	return notNames.at(name) == "" && isWordRune(lastRune(name)) && !strings.ContainsFunc(name, func(r rune) bool { return !isWordRune(r) && !strings.ContainsRune("·、 ", r) })
}

var notNames = wordsOf(
	"要", "必须", "应", "不", "把", "将", "使", "让", "坚持", "做到", "推动", "加强", "按", "根据", "依照", "为了", "通过", "以", "是", "这", "那", "其", "之", "等", "的", "我们", "它", "贯彻",
	"落实", "实施", "全面", "积极", "努力", "继续", "必", "可以", "需要", "可", "能", "着力", "切实", "牢记", "学习", "深入", "认真", "对", "从", "向", "用", "引用", "关于", "第", "一是", "二是", "三是",
	"被", "得到", "所", "作为", "达到", "如果", "因", "由", "于", "到", "与", "和", "及", "或", "大力", "持续", "推进", "实行", "克服", "没有", "既", "既要", "建立", "完善", "打造", "构建",
	"强化", "提升", "树立", "形成", "围绕", "聚焦", "突出", "紧扣", "严格", "明确", "进一步", "为", "当", "可见", "同样", "首先", "其次", "最后", "一定", "始终", "不断", "更加", "粉碎", "反对", "说", "却", "严重", "只能", "还要", "就", "讲", "得", "写", "也", "很", "虽",
)
