package quote

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// afterwards is who says it behind a quotation: “……，”某某说, “……”，某某说.
func (w *walker) afterwards(p pair) (Name, bool) {
	after := w.text[p.end:min(len(w.text), p.end+maxLookForward)]
	from := 0
	if r, size := utf8.DecodeRuneInString(after); r == '，' || r == ',' {
		from = size
	}
	stop := from + strings.IndexFunc(after[from:], endsClause)
	if stop <= from || from > 0 && strings.ContainsRune("：:", firstRune(after[stop:])) {
		return Name{}, false
	}
	verbs := reportingVerbs(after[from:stop])
	if len(verbs) == 0 || from+verbs[len(verbs)-1].end != stop {
		return Name{}, false
	}
	who := subject(after[from : from+verbs[len(verbs)-1].start])
	at := Span{Start: p.end + from + who.start, End: p.end + from + who.end}
	switch who.kind {
	case somebody:
		return w.person(at), true
	case pronoun:
		return w.meant(at), true
	}
	return Name{}, false
}

// spokenBehind tells that a verb of speech proper stands behind a quotation:
// then it is one, however it looks.
func (w *walker) spokenBehind(p pair, inside string) bool {
	after := w.text[p.end:min(len(w.text), p.end+maxLookForward)]
	if !strings.ContainsRune("，,", firstRune(after)) && !strings.ContainsRune("，？！。", lastRune(inside)) {
		return false
	}
	after = strings.TrimLeft(after, "，,")
	clause := after[:max(0, strings.IndexFunc(after, endsClause))]
	if !slices.ContainsFunc([]string{"说", "说道", "表示", "坦言", "感慨", "感叹", "强调", "指出", "說"}, func(v string) bool { return strings.HasSuffix(clause, v) }) {
		return false
	}
	_, ok := w.afterwards(p)
	return ok
}

// sourcedBehind tells that nothing but a document is the source behind a
// quotation: “……”（《甲》第六条）, “……”，这是《甲》第六条的规定.
func (w *walker) sourcedBehind(p pair) bool {
	names := w.sourceBehind(p)
	if len(names) == 0 || names[0].Person {
		return false
	}
	after := w.text[names[0].End:]
	return strings.ContainsRune("）)】]", firstRune(after)) || provisionNouns.at(after) != ""
}

// maxSource is how many bytes stand at most between a quotation and its source
// behind it.
const maxSource = 60

// sourceBehind is the source that stands behind a quotation: “……”（习近平：《甲》）,
// “……”——《甲》, “……”，这是《甲》第六条的规定, “……”——习近平.
func (w *walker) sourceBehind(p pair) []Name {
	i, _ := slices.BinarySearchFunc(w.refs, p.end, func(r ref, at int) int { return cmp.Compare(r.Start, at) })
	if i == len(w.refs) || w.refs[i].Start-p.end > maxSource {
		return w.signed(p.end)
	}
	r := w.refs[i]
	link := skipLinks(w.text[p.end:r.Start])
	rest := w.text[p.end+link : r.Start]
	switch strong := w.text[p.end : p.end+link]; {
	case strings.ContainsAny(strong, "（(—") && rest == "", strings.ContainsAny(strong, "自出见"):
		return []Name{r.Name}
	case strings.Contains(strong, "是") && rest == "" && saysSo.at(strings.TrimPrefix(w.text[r.End:], "的")) != "":
		return []Name{r.Name}
	case strings.ContainsAny(strong, "（(—"):
		who := strings.TrimRight(rest, "：:，, ")
		if len(who) < len(rest) && isSignature(who) {
			at := p.end + link
			return []Name{r.Name, w.person(Span{Start: at, End: at + len(who)})}
		}
	}
	return w.signed(p.end)
}

var saysSo = wordsOf("规定", "要求", "原文", "原话", "内容", "话", "表述", "条文", "精神", "明确", "名言", "论述", "提出", "一句", "一段")

// behindLinks lead from a quotation on to its source.
var behindLinks = wordsOf("，", ",", "（", "(", "—", "这是", "这就是", "这正是", "正是", "就是", "是", "见", "参见", "载", "引自", "摘自", "语出", "出自", "来自", "摘录自", "选自", "转引自", "來自", "這是", "見")

// skipLinks is the bytes of such words that s begins with.
func skipLinks(s string) int {
	at := 0
	for {
		at += skipSpaces(s[at:])
		w := behindLinks.at(s[at:])
		if w == "" {
			return at
		}
		at += len(w)
	}
}

// signed is who is named behind a dash at the end of a paragraph.
func (w *walker) signed(at int) []Name {
	after := w.text[at:min(len(w.text), at+maxSource)]
	rest := strings.TrimLeft(after, "— ")
	if len(rest) == len(after) {
		return nil
	}
	name, _, _ := strings.Cut(rest, "\n")
	if name = trimSpaces(name); !isSignature(name) {
		return nil
	}
	at += len(after) - len(rest)
	return []Name{w.person(Span{Start: at, End: at + len(name)})}
}

// isSignature tells a name that stands alone.
func isSignature(name string) bool {
	n := utf8.RuneCountInString(name)
	return n > 1 && n <= 10 && isNameLike(name) && !strings.ContainsFunc(name, unicode.IsDigit)
}
