package quote

import (
	"strings"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// Letters from which marked words are a quotation: see the rule in lift.go.
const (
	minBehindVerb  = 4  // right behind 指出： or 指出，
	minReported    = 8  // later in that sentence, or with words going on behind
	minPunctuated  = 8  // with a 。；！？： inside, or a ， and nothing but punctuation around
	minAlone       = 12 // with nothing but punctuation around
	minLed         = 16 // with a ， inside, part of a sentence
	maxMotto       = 40 // a motto from here on is looked at
	maxDefined     = 40 // 以下简称“…”: longer ones are looked at
	maxLookBack    = 420
	maxLookForward = 120
)

// reach says how what is quoted hangs on the words before it.
type reach int

const (
	loose    reach = iota // no verb of speaking
	embedded              // somewhere in the sentence behind one
	direct                // right behind one and a colon or comma
)

// ruled is what the rule says of a pair of marks.
type ruled struct {
	quotation, term bool
	how             reach
	names           []Name
}

// judge decides what a pair of marks encloses.
func (w *walker) judge(p pair) ruled {
	inside, after := w.text[p.inner:p.closing], w.text[p.end:]
	letters := analysis.CountLetters(inside)
	if letters < minBehindVerb {
		return ruled{term: letters > 0}
	}
	before := w.leadOf(p)
	if letters < maxDefined && isDefined(before.text, after) {
		return ruled{term: true}
	}
	v := w.ascribe(p, before)
	ends := standsAtEnd(inside, after)
	names, ofDocument := w.ofDocument(p, before, v, ends)
	switch motto := !ofDocument && isMotto(before.text, after, inside); {
	case ofDocument && letters >= minReported:
		v.quotation, v.names = true, names
	case v.how == direct && (ends || letters >= minReported && !motto):
		v.quotation = true
	case v.how == embedded && v.names != nil && letters >= minReported:
		v.quotation = !motto || strings.ContainsRune(inside, '，') || letters >= minAlone && touchesVerb(before.text)
	case v.how == loose && !strings.ContainsFunc(inside, hanRune):
	case v.how == loose && letters >= minReported && (w.spokenBehind(p, inside) || w.sourcedBehind(p)):
		v.quotation = true
	default:
		v.quotation = w.isPlainQuotation(before.text, inside, letters, ends, motto && letters < maxMotto)
	}
	v.term = !v.quotation
	if v.quotation && v.how == loose && v.names == nil {
		v.names = w.unsaid(p, before)
	}
	if v.quotation && v.names == nil {
		v.names = w.sayingBefore(before)
	}
	plainSaying(v.names)
	return v
}

// touchesVerb tells that nothing stands between a verb of speaking and a
// quotation but 的.
func touchesVerb(before string) bool {
	verbs := reportingVerbs(trimSpaces(before))
	return len(verbs) > 0 && strings.Trim(before[verbs[len(verbs)-1].end:], "的 ") == ""
}

// isPlainQuotation is the rule for words that no verb introduces.
func (w *walker) isPlainQuotation(before, inside string, letters int, ends, motto bool) bool {
	alone := ends && startsAlone(before)
	switch {
	case motto:
		return false
	case strings.ContainsAny(inside, "。；！？：") || alone && strings.ContainsRune(inside, '，'):
		return letters >= minPunctuated
	case strings.ContainsRune(inside, '，'):
		return letters >= minLed || ends && letters >= minAlone
	}
	return alone && letters >= minAlone
}

// lead is what stands before a quotation in its sentence, at most maxLookBack
// bytes of it. Quotations and names of documents in it are blanked: each of
// their bytes is held or cited, so that bytes keep their places.
type lead struct {
	text  string
	start int // in the draft
}

const (
	held  = '\x01'
	cited = '\x02'
)

func (w *walker) leadOf(p pair) lead {
	f := w.top()
	start := onRune(w.text, max(f.sentence, p.open-maxLookBack))
	b := []byte(w.text[start:p.open])
	for i := len(f.before) - 1; i >= 0 && f.before[i].End > start; i-- {
		s := f.before[i]
		mark := byte(held)
		if w.isRef(f, s) {
			mark = cited
		}
		for j := max(s.Start, start); j < min(s.End, p.open); j++ {
			b[j-start] = mark
		}
	}
	return lead{text: strings.TrimRight(string(b), "*"), start: start} // **他指出：**“……”
}

// isRef tells a document's name from a quotation among what stands before.
func (w *walker) isRef(f *frame, s Span) bool {
	for i := len(f.refs) - 1; i >= 0 && w.refs[f.refs[i]].Start >= s.Start; i-- {
		if w.refs[f.refs[i]].Span == s {
			return true
		}
	}
	return false
}

// isDefined tells a word that is only named: 以下简称“…”, 所谓“…”, 以“…”命名.
func isDefined(before, after string) bool {
	before = trimSpaces(before)
	for _, w := range defining {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return strings.HasPrefix(after, "命名") || strings.HasPrefix(after, "为题") || strings.HasPrefix(after, "字样")
}

var defining = []string{
	"简称", "简称：", "简称为", "统称", "统称为", "俗称", "又称", "合称", "并称", "并称为", "称为", "称之为", "称作", "叫做", "叫作", "所谓", "所谓的", "名为", "命名", "命名为", "取名", "题为",
	"主题是", "主题为", "主题：", "誉为", "冠以", "打上", "定名为", "表述为", "概括为", "归纳为",
}

// standsAtEnd tells that nothing goes on behind a quotation: it ends with a
// full stop or comma itself, or a mark or the paragraph's end follows it.
func standsAtEnd(inside, after string) bool {
	if r := lastRune(inside); endsSentence(r) || r == '，' {
		return true
	}
	i := skipSpaces(after)
	r, size := utf8.DecodeRuneInString(after[i:])
	if _, opens, _, ok := markOf(r); ok && opens {
		return true
	}
	return size == 0 || r == '\n' || r == '|' || !isWordRune(r) && r != '、' && r != '《'
}

// startsAlone tells that no words lead on to a quotation.
func startsAlone(before string) bool {
	r := lastRune(before)
	return before == "" || r == utf8.RuneError || !isWordRune(r) && r != '、' && r != '》' && r != cited
}

// isMotto tells words that are held up rather than quoted: 坚持“…”的方针,
// 以“…”为主题. What ends a sentence inside is none.
func isMotto(before, after, inside string) bool {
	if strings.ContainsAny(inside, "。！？") {
		return false
	}
	if r := firstRune(strings.TrimPrefix(after, "的")); strings.HasPrefix(after, "的") && isWordRune(r) {
		return true
	}
	after = strings.TrimLeft(after, "等这一个两三四五六七八九十 大项条")
	for _, w := range mottoNouns {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return strings.HasSuffix(before, "以") && strings.HasPrefix(after, "为")
}

var mottoNouns = []string{
	"方针", "政策", "原则", "要求", "方法", "办法", "方式", "模式", "机制", "体系", "格局", "目标", "战略", "理念", "思路", "路线", "道路", "精神", "口号",
	"主题", "基本", "发展", "工作", "活动", "行动", "工程", "计划", "专项", "标准", "制度", "改革", "平台", "服务", "思想", "总", "治理", "管理", "任务", "谬论", "论调", "罪名",
}

// ascribe finds how a quotation hangs on the words before it, and on whom.
func (w *walker) ascribe(p pair, before lead) ruled {
	f := w.top()
	text := trimSpaces(before.text)
	verbs := reportingVerbs(text)
	if len(verbs) == 0 {
		if l := f.last; l != nil && l.how != loose && followsOn(w.text[l.close:p.open]) {
			return ruled{how: direct, names: l.names}
		}
		return ruled{}
	}
	v := ruled{how: embedded, names: w.speakers(p, before, verbs)}
	last := verbs[len(verbs)-1]
	switch behind := text[last.end:]; lastRune(text) {
	case '：', ':':
		v.how = direct
	case '，', ',':
		if !strings.ContainsAny(strings.TrimRight(behind, "，, "), "，,；;"+string(rune(held))) {
			v.how = direct
		}
	case held:
		v.how = embedded
	}
	if l := f.last; l != nil && l.how == direct && followsOn(w.text[l.close:p.open]) {
		v.how = direct
	}
	return v
}

// followsOn tells that two quotations follow each other directly: “甲”“乙”,
// “甲”，又“乙”.
func followsOn(between string) bool {
	return len(between) < 40 && strings.Trim(between, "、，,；; \u3000和与及以并又还也同时而且") == ""
}

// unsaid is whom a quotation without a verb before it is ascribed to: who says
// it behind it (“……，”某某说), the document that is held to hold it
// (《甲》把“……”纳入), or the one named where a colon introduces it.
func (w *walker) unsaid(p pair, before lead) []Name {
	if n, ok := w.afterwards(p); ok {
		return []Name{n}
	}
	if names := w.sourceBehind(p); names != nil {
		return names
	}
	f := w.top()
	for i := len(f.refs) - 1; i >= 0; i-- {
		r := w.refs[f.refs[i]]
		if r.Start < before.start {
			break
		}
		if lastRune(before.text) == '：' || holds(w.text[r.End:p.open]) {
			return []Name{r.Name}
		}
	}
	if names := w.officeBefore(before); names != nil {
		return names
	}
	return f.names
}

// holds tells that what follows a document's name makes the document the one
// that says it.
func holds(behind string) bool {
	for _, w := range []string{"把", "将", "中", "里", "上", "有", "用", "对", "关于", "首次", "也", "还", "又", "所"} {
		if strings.HasPrefix(behind, w) {
			return true
		}
	}
	return behind == ""
}
