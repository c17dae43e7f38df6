package corpus

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// organEnds are the words that the name of an 机关 ends in.
var organEnds = []string{
	"国务院", "中共中央", "中央军委", "部", "委员会", "委", "局", "院", "厅", "政府", "大会", "总署", "署", "办公室", "办", "总局", "总社",
	"公安部", "银行", "法院", "检察院", "海关", "总会", "协会", "联合会", "总工会", "工会", "妇联", "残联", "团中央", "小组", "指挥部", "人大", "政协", "中心", "管理委员会", "部门", "司", "处", "中央", "会", "府", "軍委", "廳", "會", "處", "國務院",
}

// maxOrgan is the longest name of one organ, in characters.
const maxOrgan = 25

// What stands for an organ where there is none, or none that could be told
// from others: by a word in it, by the word it ends in, as a whole. 国家安全部
// ends in 全部 and is one.
var (
	notOrgans    = []string{"相关", "有关", "暂无", "未知", "不详", "加快", "推进", "关于", "關於"}
	notOrganEnds = []string{"布局", "格局", "全局", "结局", "开局", "大局", "社会", "社會", "机会", "機會", "等部"}
	notOrganAll  = []string{"全部", "内部", "外部", "本部"}
)

// isOrgan says that s reads like the name of an 机关 or of several.
func isOrgan(s string) bool {
	if n := utf8.RuneCountInString(s); n < 2 || n > 80 || strings.ContainsAny(s, "，。；：:《》0123456789/（(“") {
		return false
	}
	for _, part := range strings.Split(s, "、") {
		if !isOneOrgan(part) {
			return false
		}
	}
	return true
}

func isOneOrgan(s string) bool {
	if utf8.RuneCountInString(s) > maxOrgan {
		return false // several, run together where lines were joined
	}
	contains := func(no string) bool { return strings.Contains(s, no) }
	endsIn := func(no string) bool { return strings.HasSuffix(s, no) }
	if slices.ContainsFunc(notOrgans, contains) || slices.ContainsFunc(notOrganEnds, endsIn) || slices.Contains(notOrganAll, s) {
		return false
	}
	if joint.MatchString(s) {
		return true
	}
	for _, end := range organEnds {
		if strings.HasSuffix(s, end) && (len(s) > len(end) && utf8.RuneCountInString(s) > 2 || utf8.RuneCountInString(end) > 2) {
			return true
		}
	}
	return false
}

// joint ends the name of several organs of which one is named: 等七部门.
var joint = regexp.MustCompile(`等[一二三四五六七八九十\d]+(?:个)?(?:部门|部委|单位|机构|部|委|局|厅)+$`)

// maxSpaced is the longest name, in characters, that is known when white
// space stands between all of them: 国　务　院.
const maxSpaced = 5

// cleanIssuer puts the names of joint issuers together with 、.
func cleanIssuer(s string) string {
	names := strings.FieldsFunc(s, func(r rune) bool { return isSpace(r) || strings.ContainsRune("、，,;；", r) })
	spaced := func(name string) bool { return utf8.RuneCountInString(name) > 1 }
	if len(names) <= maxSpaced && !slices.ContainsFunc(names, spaced) {
		return strings.Join(names, "")
	}
	return strings.Join(names, "、")
}

// titleVerbs part the issuer from the matter in a title.
var titleVerbs = []string{"关于", "關於", "印发", "转发", "批转", "对", "公布", "发布", "政府工作报告"}

// titleIssuer is the organ that a title begins with: 国务院办公厅关于…,
// 最高人民法院、最高人民检察院关于…; "" if it names none.
func titleIssuer(title string) string {
	title = strings.TrimLeft(title, "（")
	if _, size, ok := scanDate(title); ok { // 2021年国务院政府工作报告
		title = title[size:]
	}
	best := len(title)
	for _, verb := range titleVerbs {
		if i := strings.Index(title, verb); i > 0 && i < best {
			best = i
		}
	}
	if best == len(title) {
		return ""
	}
	issuer := cleanIssuer(title[:best])
	if strings.Contains(issuer, "届") || strings.HasPrefix(issuer, state) {
		return organOf(issuer)
	}
	if !isOrgan(issuer) {
		return ""
	}
	return issuer
}

// enactment is the first event of a history by which a document came to be.
func enactment(events []event) (event, bool) {
	for _, wanted := range []string{"通过", "公布", "发布", "發布", "颁布", "公告", "令", "制定", "批准", "印发", "通過", "修订", "修正", "修訂"} {
		for _, e := range events {
			if e.action == wanted {
				return e, true
			}
		}
	}
	return event{}, false
}

var (
	term     = regexp.MustCompile(`第?[一二三四五六七八九十百零〇\d]+[届屆]`)
	meeting  = regexp.MustCompile(`第[一二三四五六七八九十百零〇\d]+次.*$`)
	decreeNo = regexp.MustCompile(`(?:公告|令)?(?:第?[〔\[（(]?[\d一二三四五六七八九十百零〇]+[〕\]）)]?(?:年)?(?:第\d+)?号).*$`)
	acting   = regexp.MustCompile(`(?:常务会议|通過|審議|审判委员会|检察委员会|主席团|审议|通过|公布|发布|颁布|公告|批准|公佈|發布|發佈|頒布|批准|制定|訂定|印发|印發|修订|修正|修訂|令).*$`)
)

// historyIssuer is the organ that enacted a document by its issuing history.
func historyIssuer(events []event) string {
	e, ok := enactment(events)
	if !ok {
		return ""
	}
	if e.action == "批准" || e.action == "通过" {
		// What a government approves or adopts, and a ministry then publishes, is the ministry's.
		if p, published := publication(events); published {
			e = p
		}
	}
	if names := organsOf(e); names != "" || e.action != "通过" {
		return names
	}
	for _, p := range events { // 市人大常委会通过: who published it says of which city
		if slices.Contains(publishing, p.action) {
			return organsOf(p)
		}
	}
	return ""
}

// organsOf is the organs in an entry of an issuing history, joined by 、.
func organsOf(e event) string {
	var names []string
	for _, part := range strings.Split(dropQuoted(e.text), "、") {
		if name := organOf(part); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, "、")
}

// publishing are the actions of an organ that makes a document known.
var publishing = []string{"公布", "发布", "令"}

// publication is the first event that published a document which its own
// organ neither adopted nor approved.
func publication(events []event) (event, bool) {
	for _, e := range events {
		if !slices.Contains(publishing, e.action) {
			continue
		}
		if name := organOf(e.text); name != "" && !strings.Contains(name, "人民代表大会") {
			return e, true
		}
	}
	return event{}, false
}

// state precedes the names of central organs and says nothing.
const state = "中华人民共和国"

// organOf is the organ in an entry of an issuing history: 全国人民代表大会常务委员会
// of 第十三届全国人民代表大会常务委员会第十次会议通过.
func organOf(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(dropSpace(s), "经"), "由")
	s = term.ReplaceAllString(s, "")
	for _, re := range []*regexp.Regexp{meeting, decreeNo, acting} {
		s = re.ReplaceAllString(s, "")
	}
	if len(s) > len(state)+len("海关") {
		s = strings.TrimPrefix(s, state)
	}
	for _, place := range []string{"省", "市", "县", "自治区", "本", "在"} {
		if strings.HasPrefix(s, place) {
			return "" // 市人大常委会: of which city?
		}
	}
	if s == "主席" || !isOrgan(s) {
		return ""
	}
	return s
}
