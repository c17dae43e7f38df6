package quote

import (
	"slices"
	"strings"
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
	"指明", "点明", "概括", "归纳", "问道", "曾说", "的话", "说明", "論述", "強調", "規定", "認為", "說過", "提及", "寫道", "說道", "講到", "講過", "談到", "載明", "寫明", "寫著", "聲明", "宣佈", "號召", "引用過", "载有", "答复", "教育我们", "告诉我们", "名言", "论断", "结论", "题词", "格言", "有一段话", "有一句话", "有句话", "这样一段话", "这样一句话", "有過一句話", "提醒", "鼓吹", "宣扬", "叫嚷", "警告", "痛斥", "斥责", "说什么",
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
	if rest, ok := strings.CutPrefix(after, "的"); ok {
		for _, w := range []string{"那样", "一样", "那句话", "那两句话", "一句话", "这样", "是"} {
			rest = strings.TrimPrefix(rest, w)
		}
		return rest != "" && !strings.ContainsRune("：，:,"+string(rune(held)), firstRune(rest))
	}
	if r := lastRune(before); before != "" && strings.ContainsRune("按照据关的项各新本此无不未被总性", r) {
		return !slices.ContainsFunc([]string{"：", "是：", "是，", "说：", "说，"}, func(w string) bool { return strings.HasPrefix(after, w) })
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
	who := subject(before.text[:v.start])
	switch at := (Span{Start: before.start + who.start, End: before.start + who.end}); who.kind {
	case somebody:
		names = append(names, w.person(at))
	case pronoun:
		names = append(names, w.meant(at))
	}
	slices.SortStableFunc(names, func(a, b Name) int { return b.Start - a.Start })
	return names, who.kind == nobody && len(names) == 0
}

// meant is whom 他 or 她 means: who the sentence before is about, or who was
// quoted last; nobody else but the word itself.
func (w *walker) meant(at Span) Name {
	f := w.top()
	before := w.text[f.previous:min(f.sentence, f.previous+maxLookForward)]
	if i := strings.IndexFunc(before, endsClause); i >= 0 {
		whole := trimSpaces(before[:i])
		if start, end, _ := trimSubject(whole); end > start && end < len(whole) && pronounAt(whole[start:]) == "" {
			return w.person(Span{Start: f.previous + start, End: f.previous + end})
		}
	}
	if who := w.text[at.Start:at.End]; len(f.person) > 0 && !strings.HasSuffix(who, "们") {
		return f.person[0]
	}
	return Name{Span: at, Text: w.text[at.Start:at.End], Person: true}
}
