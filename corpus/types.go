package corpus

import (
	"slices"
	"strings"
)

// types is the closed list of Meta.Type: ranks of law first, then kinds of
// official writing.
var types = []string{
	"宪法", "法律", "行政法规", "监察法规", "部门规章", "地方性法规", "地方政府规章", "司法解释", "党内法规",
	"条例", "准则", "决定", "决议", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "答复", "议案", "函", "纪要",
	"办法", "规定", "细则", "规则", "规程", "规范", "标准", "制度",
	"规划", "计划", "纲要", "方案", "预案", "要点", "措施", "讲话", "说明", "问答", "解读", "案例",
}

// Types is the closed list of what Meta.Type can be, besides empty.
func Types() []string { return slices.Clone(types) }

// endings are the words by which a title says its kind, longest first where
// one ends another. Traditional forms stand beside.
var endings = []struct{ word, kind string }{
	{"工作报告", "报告"}, {"报告", "报告"}, {"報告", "报告"},
	{"通知", "通知"}, {"通报", "通报"}, {"通報", "通报"}, {"公报", "公报"}, {"公報", "公报"}, {"公告", "公告"}, {"通告", "通告"},
	{"意见", "意见"}, {"意見", "意见"}, {"决定", "决定"}, {"決定", "决定"}, {"的命令", "命令"}, {"决议", "决议"}, {"決議", "决议"},
	{"批复", "批复"}, {"批覆", "批复"}, {"复函", "函"}, {"的函", "函"}, {"答复", "答复"}, {"请示", "请示"}, {"議案", "议案"}, {"议案", "议案"}, {"纪要", "纪要"},
	{"条例", "条例"}, {"條例", "条例"}, {"准则", "准则"}, {"準則", "准则"},
	{"办法", "办法"}, {"辦法", "办法"}, {"实施细则", "细则"}, {"细则", "细则"}, {"細則", "细则"}, {"规定", "规定"}, {"規定", "规定"},
	{"规则", "规则"}, {"規則", "规则"}, {"规程", "规程"}, {"規程", "规程"}, {"规范", "规范"}, {"規範", "规范"}, {"标准", "标准"}, {"標準", "标准"}, {"制度", "制度"},
	{"规划", "规划"}, {"規劃", "规划"}, {"行动计划", "计划"}, {"计划", "计划"}, {"計畫", "计划"}, {"计划纲要", "纲要"}, {"纲要", "纲要"}, {"綱要", "纲要"},
	{"方案", "方案"}, {"预案", "预案"}, {"要点", "要点"}, {"要點", "要点"}, {"措施", "措施"},
	{"讲话", "讲话"}, {"講話", "讲话"}, {"致辞", "讲话"}, {"致辭", "讲话"}, {"致词", "讲话"}, {"致詞", "讲话"}, {"的说明", "说明"}, {"的說明", "说明"}, {"讲话提纲", "讲话"}, {"发言提纲", "讲话"}, {"问答", "问答"}, {"解读", "解读"},
}

// typeOf says what kind of document bears this title. Ranks of law follow
// from the title together with who issued it and how; from a title like
// 某某条例 alone follows that it is a 条例 and nothing of its rank.
func typeOf(title, issuer, number string, events []event) string {
	bare := bareTitle(title)
	if rank := rankOf(unify.Replace(bare), unify.Replace(issuer), number, events); rank != "" {
		return rank
	}
	for _, e := range endings {
		if strings.HasSuffix(bare, e.word) {
			return e.kind
		}
	}
	if kind, _, ok := strings.Cut(bare, "："); ok {
		return typeOf(strings.TrimSuffix(kind, "实录"), "", "", nil) // 问答实录：…
	}
	return ""
}

// unify writes the words that ranks are told by in one script.
var unify = strings.NewReplacer("會", "会", "國", "国", "務", "务", "條", "条", "辦", "办", "規", "规", "則", "则", "細", "细", "決", "决", "實", "实", "員", "员")

// bareTitle is a title without white space, brackets at its end (（试行）) and
// the marks of a title around it.
func bareTitle(title string) string {
	s := dropSpace(title)
	for strings.HasSuffix(s, "）") || strings.HasSuffix(s, ")") {
		i := strings.LastIndexAny(s, "（(")
		if i <= 0 {
			break
		}
		s = s[:i]
	}
	if strings.HasPrefix(s, "《") && strings.HasSuffix(s, "》") && strings.Count(s, "《") == 1 {
		s = strings.Trim(s, "《》")
	}
	return strings.TrimRight(s, "》")
}

// isPaper holds for kinds that are written by organs of law, too, without
// being law.
func isPaper(bare string) bool {
	for _, word := range []string{"通知", "意见", "批复", "函", "报告", "通报", "公报", "方案", "规划", "纲要", "计划", "决议", "答复", "讲话"} {
		if strings.HasSuffix(bare, word) {
			return true
		}
	}
	return false
}

// rankOf is a rank of law, "" if the evidence is missing.
func rankOf(bare, issuer, number string, events []event) string {
	_, enacted := enactment(events)
	decree := strings.Contains(number, "令")
	switch {
	case strings.Contains(issuer, "最高人民法院") || strings.Contains(issuer, "最高人民检察院"):
		if strings.HasSuffix(bare, "解释") || !isPaper(bare) && enacted && !strings.HasSuffix(bare, "决定") || strings.HasPrefix(number, "法释") {
			return "司法解释"
		}
	case isPaper(bare):
		return ""
	case strings.HasPrefix(issuer, "全国人民代表大会"):
		switch {
		case bare == "中华人民共和国宪法" || strings.HasSuffix(bare, "宪法修正案") || bare == "宪法":
			return "宪法"
		case strings.HasSuffix(bare, "法") && !strings.HasSuffix(bare, "办法") || strings.HasSuffix(bare, "法典") || strings.Contains(bare, "刑法修正案") || strings.HasSuffix(bare, "条例") || strings.HasSuffix(bare, "规则"):
			return "法律"
		}
	case strings.Contains(issuer, "人民代表大会"):
		if enacted && !strings.HasSuffix(bare, "决定") {
			return "地方性法规"
		}
	case issuer == "国务院" || issuer == "国务院、中央军事委员会" || issuer == "国务院、中央军委" || approvedByState(events):
		if strings.HasSuffix(bare, "条例") || (enacted || decree) && regulationEnding(bare) {
			return "行政法规"
		}
	case decree && regulationEnding(bare):
		if strings.HasSuffix(issuer, "人民政府") {
			return "地方政府规章"
		}
		return "部门规章"
	}
	return ""
}

// lawByName is the rank that the name alone says of a document in articles
// whose issuer is unknown: only a legislature calls its work 某某法.
func lawByName(title string) string {
	bare := bareTitle(title)
	for _, not := range []string{"方法", "关于", "關於"} {
		if strings.Contains(bare, not) {
			return ""
		}
	}
	switch {
	case strings.HasSuffix(bare, "宪法"), strings.HasSuffix(bare, "憲法"):
		return "宪法"
	case strings.HasSuffix(bare, "法"):
		return "法律"
	}
	return ""
}

// approvedByState says that the 国务院 approved what another organ published.
func approvedByState(events []event) bool {
	for _, e := range events {
		if e.action == "批准" && organOf(e.text) == "国务院" {
			return true
		}
	}
	return false
}

func regulationEnding(bare string) bool {
	for _, word := range []string{"条例", "规定", "办法", "细则", "规则", "规程"} {
		if strings.HasSuffix(bare, word) {
			return true
		}
	}
	return false
}
