package quote

import (
	"slices"
	"strings"
	"unicode/utf8"
)

var leading = []string{
	"事实正如", "正象", "象", "即", "正如", "正像", "诚如", "如同", "就像", "犹如", "例如", "比如", "如", "据", "对此", "为此", "因此", "所以", "但是", "但", "而且", "而", "并且", "并", "又", "还", "也", "同时", "其中",
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
	"强调", "指出", "提出", "要求", "规定", "说", "所", "讲话", "于一", "于二", "于1", "于2", "给", "和我", "告诉", "这样", "把", "将", "总是", "有一", "有过", "印发", "发布", "出台", "制定", "颁布", "公布", "下发", "转发", "通过", "历来", "的一", "当着", "当面", "批判", "无限", "大肆", "尖锐", "谆谆", "明目张胆", "及时", "总结", "最近", "一针见血", "立即", "一语", "一方面",
)

// isFiller tells what can stand for a subject and names nobody: who was named
// before is meant.
func isFiller(name string) bool {
	if strings.ContainsRune("口墙牌门碑匾", lastRune(name)) && !strings.HasSuffix(name, "部门") {
		return true // 门口写着
	}
	if lastRune(name) == '地' && utf8.RuneCountInString(name) > 2 && !strings.ContainsRune("基工产营驻", lastRune(strings.TrimSuffix(name, "地"))) {
		return true // 尖锐地指出
	}
	if reporting.at(name) == name || predicates.at(name) == name {
		return true // 指出，“甲”，还提出
	}
	return slices.Contains([]string{"一书", "一文", "著作", "另一方面", "一方面", "應當", "应当", "强调", "甚至", "甚而", "公开", "期间", "补充", "它", "这", "其", "该", "之后", "还", "又", "也", "再", "更", "并", "不仅", "不但", "既", "一", "二", "三"}, name)
}

// isNameLike tells what may be a person, an organ or a meeting from clauses.
func isNameLike(name string) bool {
	n := utf8.RuneCountInString(name)
	if n < 2 || n > 24 || slices.ContainsFunc(linking, func(w string) bool { return strings.HasSuffix(name, w) }) {
		return false
	}
	return (notNames.at(name) == "" || strings.HasPrefix(name, "我们党")) && isWordRune(lastRune(name)) && !strings.ContainsFunc(name, func(r rune) bool { return !isWordRune(r) && !strings.ContainsRune("·、 ", r) })
}

// linking are verbs that a clause ends with before what it quotes or cites.
var linking = []string{"属于", "认定", "认定为", "认定其", "构成", "具有", "视为", "作为", "增加", "删去", "后增", "前增", "适用", "违反", "依据", "相较于", "参照", "收到后"}

var notNames = wordsOf(
	"要", "必须", "应", "不", "把", "将", "使", "让", "坚持", "做到", "推动", "加强", "按", "根据", "依照", "为了", "通过", "以", "是", "这", "那", "其", "之", "等", "的", "我们", "它", "贯彻",
	"落实", "实施", "全面", "积极", "努力", "继续", "必", "可以", "需要", "可", "能", "着力", "切实", "牢记", "学习", "深入", "认真", "对", "从", "向", "用", "引用", "关于", "第", "一是", "二是", "三是",
	"经", "原第", "前款", "下列", "除", "具有", "被", "得到", "所", "作为", "达到", "如果", "因", "由", "于", "到", "与", "和", "及", "或", "大力", "持续", "推进", "实行", "克服", "没有", "既", "既要", "建立", "完善", "打造", "构建",
	"强化", "提升", "树立", "形成", "围绕", "聚焦", "突出", "紧扣", "严格", "明确", "进一步", "为", "当", "可见", "同样", "首先", "其次", "最后", "一定", "始终", "不断", "更加", "粉碎", "反对", "说", "却", "严重", "只能", "还要", "就", "讲", "得", "写", "也", "很", "虽",
)
