package quote

import (
	"strings"
)

// citedBefore is the document that is cited directly before a quotation:
// 根据《甲》第六条“……”, 《甲》关于“……”, 【《甲》第六条】“……”. loosely tells that a
// comma parts them.
func (w *walker) citedBefore(p pair) (n Name, loosely, ok bool) {
	refs := w.top().refs
	if len(refs) == 0 {
		return Name{}, false, false
	}
	r := w.refs[refs[len(refs)-1]]
	between := w.text[r.End:p.open]
	if len(between) > maxSource || !onlyJoins(between) {
		return Name{}, false, false
	}
	return r.Name, strings.ContainsAny(between, "，,、"), true
}

// joins are the words that lead from a document on to what it says.
var joins = wordsOf("的", "之", "有关", "相关", "规定", "要求", "精神", "关于", "對於", "對", "中", "里", "内", "所", "提到", "提出", "确定", "确立", "明确", "列举", "载明", "对",
	"，", ",", "：", ":", "】", "]", "〕", "条文", "原文", "文件", "总则", "部分", "規定", "關於", "有關", "這", "那句", "这句", "一句", "名言")

// onlyJoins tells that nothing but joins and brackets stands in s.
func onlyJoins(s string) bool {
	for s = s[skipSpaces(s):]; s != ""; s = s[skipSpaces(s):] {
		if w := joins.at(s); w != "" {
			s = s[len(w):]
			continue
		}
		end := strings.IndexAny(s, "）)")
		if r := firstRune(s); end < 0 || r != '（' && r != '(' {
			return false
		}
		s = strings.TrimLeft(s[end:], "）)")
	}
	return true
}

// ofProvision tells that what follows calls the words somebody's rule: “……”的规定.
func ofProvision(after string) bool {
	return provisionNouns.at(strings.TrimPrefix(after, "等")) != ""
}

var provisionNouns = wordsOf("的规定", "的要求", "的精神", "的部署", "之规定", "的有关规定", "的相关规定", "规定", "的規定")

// ofDocument is the document whose words they are when no verb says so: the
// one that is cited directly before, or in 落实“……”的规定 the one cited last in
// the sentence.
func (w *walker) ofDocument(p pair, before lead, v ruled, ends bool) (names []Name, ok bool) {
	after := w.text[p.end:]
	if n, loosely, ok := w.citedBefore(p); ok && (!loosely || v.names == nil && (ends || ofProvision(after))) {
		names = []Name{n}
		for _, other := range v.names {
			if other.Person {
				names = append(names, other)
			}
		}
		return names, true
	}
	refs := w.top().refs
	if len(refs) == 0 || v.names != nil || !ofProvision(after) || w.officeBefore(before) != nil {
		return nil, false
	}
	if r := w.refs[refs[len(refs)-1]]; r.cited && r.Start >= before.start {
		return []Name{r.Name}, true
	}
	return nil, false
}

// officeBefore is who is named by his office right before a quotation:
// 习近平总书记“……”, 毛主席关于“……”.
func (w *walker) officeBefore(before lead) []Name {
	text := trimSpaces(before.text)
	for _, link := range []string{"的", "关于", "对"} {
		text = strings.TrimSuffix(text, link)
	}
	return w.holderBefore(text, before.start)
}
