package quote

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/match"
)

// What an ellipsis may not swallow: a negation that governs what is quoted.
//
//	任何单位和个人不得擅自占用湿地          the source
//	“任何单位和个人……擅自占用湿地”          quoted: near, and 不得 is named
//
// A negation governs the words behind it up to the next mark of a clause, and
// in a list behind a colon (禁止下列行为：) all of it. 不, 未, 没有, 无法 govern the verb
// that follows: not beyond 的, 、 or 或者, behind which another phrase begins; 禁止
// and 不得 do. 除外 and its like govern what stands before them in their clause. A
// word in which the syllable negates nothing (不断, 未来, 无人机) is none.

// negations are, longest first at each place, the words that negate, and those
// in which the syllable doesn't.
var (
	forbidding = wordsOf("不得", "禁止", "严禁", "嚴禁", "严格禁止", "不准", "不許", "不许", "不允许", "不容许", "不可以", "不应", "不應", "不应当", "不應當", "不该", "不能够", "决不", "绝不", "切勿", "请勿", "勿", "莫", "毋", "不要", "禁", "严防", "谢绝")
	negating   = wordsOf("不", "未", "没有", "沒有", "没", "沒", "无法", "無法", "无力", "无权", "無權", "无须", "無須", "无需", "無需", "无从", "并无", "毫无", "尚无", "绝无", "从无", "并非", "並非", "绝非", "决非", "非经", "非經", "非因", "非依",
		"免于", "免於", "免予", "免除", "免征", "免收", "免缴", "免交", "以免", "不再", "离不开", "離不開")
	// touching negate only what stands right behind them.
	touching = wordsOf("反对", "反對", "防止", "避免", "杜绝", "拒绝", "拒絕", "取消", "废止", "停止", "终止", "制止", "抵制", "克服", "无", "無", "非", "免")
	// excluding stand behind what they except.
	excluding = wordsOf("除外", "不在此限", "例外", "不适用", "不適用", "无效", "無效")
	// harmless are words in which a syllable of the above negates nothing, and
	// two negations that are an affirmation.
	harmless = wordsOf(
		"不断", "不斷", "不仅", "不僅", "不但", "不单", "不同", "不少", "不久", "不懈", "不止", "不只", "不论", "不論", "不管", "不忘", "不愧", "不惜", "不朽", "不屈", "不渝", "不移", "不足", "不平衡", "不充分", "不确定", "不动产", "不動產", "不锈钢", "不良", "不利", "不当", "不當", "不法",
		"不力", "不公", "不满", "不安", "不幸", "不易", "不便", "不时", "不妨", "不免", "不禁", "不约而同", "不折不扣", "不遗余力", "不可磨灭", "不可逆转", "不可替代", "不可动摇", "不可分割", "不可或缺", "不可抗力", "不可避免", "不变", "不拔", "不怕", "不辞", "不负", "不息", "不已", "不等", "不特定", "不限于", "不限於", "不正之风",
		"不得不", "不能不", "不可不", "不无", "无不", "無不", "莫不", "无非", "無非", "未必不", "没有不", "未尝不", "并非不", "不失为", "不亚于", "不下于", "不外", "不啻", "不过", "不過", "不料", "不巧", "不妥", "不端", "不轨", "不合理", "不正当", "不正當", "不规范", "不文明", "不健康", "不起诉", "不立案", "互不", "是不是", "能不能", "不以",
		"未来", "未來", "未成年", "未婚", "未知", "未遂", "未然", "未免", "未雨绸缪", "方兴未艾",
		"没收", "沒收", "淹没", "沉没", "出没", "没落", "埋没", "吞没",
		"无论", "無論", "无疑", "无比", "无限", "无数", "无私", "无穷", "无害", "无障碍", "无锡", "无偿", "無償", "无产", "無產", "无党派", "无缝", "无线", "無線", "无人机", "无人", "无纸化", "无形", "无愧", "无畏", "无菌", "无机", "无为", "无止境", "无微不至", "无烟", "无毒", "无公害", "无主", "无轨", "无息", "无记名", "无期",
		"非常", "非遗", "非物质", "非洲", "非公", "非农", "非政府", "非营利", "非法", "是非", "除非", "若非", "非但", "非凡", "非典", "非国有", "非税", "非机动车", "非金融", "非传统", "非全日制", "非正式", "非居民", "莫非", "非上市", "非诉", "非訟", "非盈利", "非刑", "非公开", "亚非",
		"莫大", "莫过", "莫名", "莫斯科", "莫如", "莫高窟", "毋庸", "毋宁", "禁毒", "禁令", "禁区", "禁渔", "禁牧", "禁忌", "禁闭", "软禁", "囚禁", "监禁", "拘禁",
		"免疫", "免费", "免費", "免税", "免稅", "难免", "任免", "罢免", "减免", "豁免", "赦免", "特别", "级别", "类别", "差别", "区别", "分别", "是否", "能否", "与否", "可否", "否则", "否則")
)

// swallowed is the negation in what an ellipsis left out of a row of pieces that
// governs a piece, with where it stands in text; an empty span if there is none.
func swallowed(text string, w wording, row []match.NearSpan) Span {
	for i, s := range row {
		if !w.pieces[i].leftOut {
			continue
		}
		from := max(0, s.Start-maxGoverning)
		if i > 0 {
			from = row[i-1].End
		} else if !w.opens {
			continue
		}
		if at := governing(text, from, s.Start); at != (Span{}) {
			return at
		}
		if i > 0 {
			if at := excepting(text, from, s.Start); at != (Span{}) {
				return at
			}
		}
	}
	if end := row[len(row)-1].End; w.closes {
		return excepting(text, end, min(len(text), end+maxGoverning))
	}
	return Span{}
}

// maxGoverning is how many bytes before a quotation that begins with an
// ellipsis, or behind one that ends with one, are asked for a negation.
const maxGoverning = 120

// clauseMarks end what a negation governs.
const clauseMarks = "，。；：！？,;:!?\n"

// governing is the negation in text[from:to] that governs what stands at to.
func governing(text string, from, to int) Span {
	start := from
	if i := strings.LastIndexAny(text[from:to], clauseMarks); i >= 0 {
		start += i
		_, size := utf8.DecodeRuneInString(text[start:])
		start += size
	}
	if at := lastNegation(text, start, to); at != (Span{}) {
		return at
	}
	return listNegation(text, from, start)
}

// listNegation is the negation in the words before the last colon of
// text[from:to] that announce a list: 禁止下列行为：.
func listNegation(text string, from, to int) Span {
	colon := strings.LastIndexAny(text[from:to], "：:")
	if colon < 0 || strings.ContainsAny(text[from+colon:to], "。\n") && !strings.ContainsAny(text[from+colon:to], "（(") {
		return Span{}
	}
	head := text[from : from+colon]
	start := from + strings.LastIndexAny(head, clauseMarks) + 1
	for start < from+colon && !utf8.RuneStart(text[start]) {
		start++
	}
	if !slices.ContainsFunc([]string{"下列", "以下", "如下", "左列"}, func(w string) bool { return strings.Contains(text[start:from+colon], w) }) {
		return Span{}
	}
	return findNegation(text, start, from+colon, func(w string, _ int) bool { return forbidding.at(w) == w })
}

// lastNegation is the negation in a clause that governs what stands at to.
func lastNegation(text string, start, to int) Span {
	return findNegation(text, start, to, func(w string, end int) bool {
		rest := text[end:to]
		switch {
		case forbidding.at(w) == w:
			return true
		case touching.at(w) == w:
			return strings.TrimSpace(rest) == ""
		}
		if i := strings.IndexAny(rest, "的地之、则才便都"); i >= 0 {
			return false
		}
		return !strings.Contains(strings.TrimPrefix(rest, "就"), "就") && !strings.Contains(rest, "或者") && !strings.Contains(rest, "并且")
	})
}

// findNegation is the first word of text[start:to] that negates and governs, as
// told by its end. A harmless word must stand in that part as a whole: of 发展不|平衡
// the 不 is left out alone.
func findNegation(text string, start, to int, governs func(word string, end int) bool) Span {
	for i := start; i < to; {
		_, size := utf8.DecodeRuneInString(text[i:to])
		if w := harmlessAt(text[i:to]); w > 0 {
			i += w
			continue
		}
		word := longest(text[i:to], forbidding, negating, touching)
		if word != "" {
			if governs(word, i+len(word)) {
				return Span{Start: i, End: i + len(word)}
			}
			size = len(word)
		}
		i += size
	}
	return Span{}
}

// longest is the longest word of several lists that s begins with.
func longest(s string, lists ...words) string {
	best := ""
	for _, list := range lists {
		if w := list.at(s); len(w) > len(best) {
			best = w
		}
	}
	return best
}

// harmlessAt is the bytes of the harmless word that s begins with, 0 for none.
func harmlessAt(s string) int {
	if w := harmless.at(s); w != "" {
		return len(w)
	}
	return 0
}

// excepting is the word in the clause that goes on at from by which what stands
// before it is excepted: 占用湿地的除外.
func excepting(text string, from, to int) Span {
	end := to
	if i := strings.IndexAny(text[from:to], clauseMarks); i >= 0 {
		end = from + i
	}
	for i := from; i < end; {
		if w := excluding.at(text[i:end]); w != "" {
			return Span{Start: i, End: i + len(w)}
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return Span{}
}
