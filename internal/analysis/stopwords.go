package analysis

import "strings"

// IsStopWord tells, of a folded word, whether it says nothing about what a
// sentence speaks of: that it only holds it together, or is a number.
func IsStopWord(folded string) bool { return IsFunctionWord(folded) || IsNumber(folded) }

// IsFunctionWord tells, of a folded word, whether it only holds a sentence
// together.
//
// The list was made by word class: the closed classes of written Chinese, as
// far as policy documents use them, and the commonest of English. A word that
// is a noun or a verb of policy language as well is not in it (通过, 经过, 同, 用),
// nor is what orders, forbids or permits (应当, 必须, 不得, 可以, shall), nor the
// adverbs of will (进一步, 不断, 切实): who looks at policy looks at these.
func IsFunctionWord(folded string) bool {
	switch folded {
	case // particles and affixes
		"的", "地", "得", "之", "所", "者", "了", "着", "过", "们", "等", "等等", "吗", "呢":
	case // prepositions
		"在", "于", "对", "对于", "关于", "至于", "由", "由于", "从", "自", "向", "往", "朝", "到", "至", "以",
		"按", "按照", "依", "依照", "根据", "据", "经", "随着", "为", "为了", "因", "因为", "把", "将", "被", "给", "让", "使",
		"比", "除", "除了", "当", "就":
	case // conjunctions
		"和", "与", "及", "以及", "及其", "并", "并且", "或", "或者", "还是", "而", "而且", "且", "但", "但是", "然而", "却",
		"虽", "虽然", "尽管", "如", "如果", "若", "只要", "只有", "无论", "不论", "不管", "即使", "既", "既然",
		"因此", "所以", "于是", "从而", "以便", "以免", "甚至", "不仅", "否则", "同时", "此外":
	case // pronouns and determiners
		"我", "我们", "你", "你们", "他", "他们", "它", "它们", "自己", "其", "其他", "其它", "其余", "其中",
		"此", "这", "这个", "这些", "这样", "这种", "这里", "那", "那个", "那些", "各", "各种", "每",
		"某", "某些", "另", "另外", "本", "该", "什么", "哪些", "怎么", "怎样", "如何", "任何", "一切", "一些", "有些":
	case // what asks
		"谁", "哪", "哪个", "哪里", "多少", "多久", "多长", "怎么办", "为什么", "为何", "是否", "是不是", "有没有", "能否", "可否", "请问", "吧":
	case // copula, negation, auxiliaries
		"是", "不是", "有", "没有", "没", "不", "未", "无", "非", "能", "能够", "会", "可", "可能", "要":
	case // adverbs of degree, scope and time
		"也", "又", "还", "再", "都", "均", "才", "只", "仅", "很", "最", "更", "更加", "非常", "十分", "较", "越来越",
		"尤其", "约", "大约", "左右", "已", "已经", "曾经", "正", "正在", "即", "即将", "尚", "仍", "仍然":
	case // words of place behind a noun
		"上", "下", "中", "内", "外", "前", "后", "里", "间", "时", "之间", "之前", "之后", "之中", "之一", "之日起",
		"以上", "以下", "以前", "以后", "以来", "以内", "以外":
	case // measure words
		"第", "几", "多", "个", "种", "一种", "些", "次", "条", "款", "项", "件", "年", "月", "日", "号":
	case // English
		"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "not",
		"of", "on", "or", "that", "the", "their", "this", "to", "which", "will", "with":
	default:
		return false
	}
	return true
}

// IsNumber tells numbers, also with what they number: 12, 二十一, 第三, 第十二条,
// 三个. Digits in a row are names for the most part, 十四五 and 五四, if nothing
// says that they number something.
func IsNumber(word string) bool {
	const digits, powers, units = "〇一二两三四五六七八九", "零十百千万亿", "条款项章节编届个次"
	bare, ordinal := strings.CutPrefix(word, "第")
	number := strings.TrimRight(bare, units)
	row := false
	last := 'x'
	for _, r := range number {
		han := strings.ContainsRune(digits, r)
		if !han && !strings.ContainsRune(powers, r) && (r < '0' || r > '9') {
			return false
		}
		row = row || han && strings.ContainsRune(digits, last)
		last = r
	}
	return number != "" && (!row || ordinal || number != bare)
}
