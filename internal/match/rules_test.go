package match_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/analysis"
	"yinzheng/internal/brute"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// rule is one sentence of the contract. The text shows where the matches
// stand, ⟦so⟧; without these marks it has none. The modes are the first
// letters of exact, loose and raw.
type rule struct{ says, modes, pattern, text string }

// hold checks rules whose pattern is literal, by match and by brute.
func hold(t *testing.T, rules []rule) {
	t.Helper()
	holdAs(t, rules, func(_ *testing.T, r rule, m match.Mode) match.Pattern {
		return match.Literal(r.pattern, m)
	})
}

// holdPatterns checks rules whose pattern is in the language of patterns;
// what stands behind " LESS " is an exclusion.
func holdPatterns(t *testing.T, rules []rule) {
	t.Helper()
	holdAs(t, rules, func(t *testing.T, r rule, m match.Mode) match.Pattern {
		wanted, excluded, less := strings.Cut(r.pattern, " LESS ")
		p := match.Pattern{Mode: m, Wanted: []query.Node{parse(t, wanted)}}
		if less {
			p.Excluded = []query.Node{parse(t, excluded)}
		}
		return p
	})
}

func parse(t *testing.T, s string) query.Node {
	t.Helper()
	n, err := query.ParsePattern(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func holdAs(t *testing.T, rules []rule, pattern func(*testing.T, rule, match.Mode) match.Pattern) {
	t.Helper()
	names := map[byte]match.Mode{'e': match.Exact, 'l': match.Loose, 'r': match.Raw}
	for _, r := range rules {
		for i := range len(r.modes) {
			mode := names[r.modes[i]]
			t.Run(r.says+"/"+mode.String(), func(t *testing.T) {
				p := pattern(t, r, mode)
				text := strings.NewReplacer("⟦", "", "⟧", "").Replace(r.text)
				if diff := cmp.Diff(r.text, show(text, matches(t, p, text))); diff != "" {
					t.Errorf("match: %s (-want +got)\n%s", r.pattern, diff)
				}
				if diff := cmp.Diff(r.text, show(text, scan(t, p, text))); diff != "" {
					t.Errorf("brute: %s (-want +got)\n%s", r.pattern, diff)
				}
			})
		}
	}
}

// matches gives the matches of p by this package, in bytes.
func matches(t *testing.T, p match.Pattern, text string) []match.Span {
	t.Helper()
	m, err := match.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	f := analysis.Fold(text)
	var spans []match.Span
	for _, x := range m.Scanner(nil).Find(f, text) {
		if p.Mode != match.Raw {
			x.Start, x.End = f.Bytes(text, x.Start, x.End)
		}
		spans = append(spans, x)
	}
	return spans
}

// scan gives the matches of p by brute, in bytes.
func scan(t *testing.T, p match.Pattern, text string) (spans []match.Span) {
	t.Helper()
	set, err := brute.NewSet([]match.Pattern{p})
	if err != nil {
		t.Fatal(err)
	}
	set.Scan(text, func(_ int, found []match.Span) { spans = found })
	return spans
}

func show(text string, spans []match.Span) string {
	var b strings.Builder
	at := 0
	for _, x := range spans {
		b.WriteString(text[at:x.Start] + "⟦" + text[x.Start:x.End] + "⟧")
		at = x.End
	}
	return b.String() + text[at:]
}

func TestLettersAreAlwaysCompared(t *testing.T) {
	hold(t, []rule{
		{"Han of all blocks", "elr", "𠀀㐀一", "第⟦𠀀㐀一⟧章"},
		{"astral Han is not its neighbour", "elr", "𠀀", "𠀁"},
		{"〇 is a letter", "elr", "二〇", "⟦二〇⟧一"},
		{"private use is a letter", "el", "甲乙", "甲\ue000乙"},
		{"letters of other scripts", "elr", "где", "здесь и ⟦где⟧"},
		{"① is a letter and no digit", "el", "2023年", "①⟦2023年⟧"},
		{"① is always compared", "el", "其一二", "其：①一二"},
		{"⑴ ⒈ ㈠ are letters", "el", "⑴⒈㈠", "1.(一) ⟦⑴⒈㈠⟧"},
		{"10² is not 102", "el", "102", "10²"},
		{"10² is 10²", "elr", "10²", "⟦10²⟧"},
		{"½ is a letter", "el", "1", "⟦1⟧½"},
		{"signs are letters", "el", "甲乙", "甲+乙 甲=乙 甲<乙 甲≥乙 甲±乙 甲×乙 甲#乙 甲&乙 甲@乙 甲°乙"},
		{"currency is a letter", "el", "¥100", "⟦¥100⟧ $100 €100 100"},
		{"full-width ￥ is ¥", "el", "¥100", "⟦￥１００⟧"},
	})
}

func TestMarksAreEverythingElse(t *testing.T) {
	hold(t, []rule{
		{"white space", "el", "人民政府", "⟦人 民　政\t府⟧"},
		{"zero-width characters", "el", "科技创新", "⟦科\u200b技\u200d创\ufeff新⟧"},
		{"soft hyphen", "el", "innovation", "⟦inno\u00advation⟧"},
		{"variation selectors", "el", "葛亮", "⟦葛\ufe00亮⟧ ⟦葛\U000e0100亮⟧"},
		{"nonspacing marks", "el", "ecole", "⟦e\u0301cole⟧"},
		{"raw wants the format characters too", "r", "科技创新", "科\u200b技创新⟦科技创新⟧"},
		{"emoji are marks", "l", "甲乙", "⟦甲😀乙⟧"},
	})
}

func TestFoldingIsOneTable(t *testing.T) {
	hold(t, []rule{
		{"full width to normal, ２０３５年", "el", "2035年", "到⟦２０３５年⟧"},
		{"half width to normal", "el", "カタカナ", "⟦ｶﾀｶﾅ⟧"},
		{"compatibility ideographs", "el", "金", "⟦\uf90a⟧"},
		{"Kangxi radicals", "el", "人大", "⟦⼈⼤⟧"},
		{"lower case", "el", "wto", "⟦WTO⟧ ⟦Wto⟧"},
		{"Latin without accents", "el", "Ecole", "⟦école⟧"},
		{"traditional to simplified, 科技自立自強", "el", "科技自立自强", "⟦科技自立自強⟧"},
		{"simplified query, 第 33 條", "el", "第33条", "⟦第 33 條⟧"},
		{"traditional query", "el", "國務院辦公廳", "⟦国务院办公厅⟧"},
		{"○ is 〇, 二○二五年", "el", "二〇二五年", "⟦二○二五年⟧ ⟦二◯二五年⟧ ⟦二〇二五年⟧"},
		{"零 stays 零", "el", "二〇", "二零"},
		{"Roman numerals are Latin letters", "el", "III类", "⟦Ⅲ类⟧ ⟦ⅲ类⟧"},
		{"unit squares are letters", "el", "100m²", "⟦100㎡⟧"},
		{"unit squares in the query", "el", "100㎡", "⟦100 m²⟧ 100m2"},
		{"what one rune folds to is never split", "el", "100m", "100㎡ ⟦100m⟧²"},
		{"nor from behind", "el", "²以上", "㎡以上 m⟦²以上⟧"},
		{"Ⅲ is never split", "el", "i", "Ⅲ"},
		{"word-level conversion is out", "el", "瞭解", "了解 ⟦瞭解⟧"},
		{"raw folds nothing", "r", "2035年", "２０３５年⟦2035年⟧"},
	})
}

func TestExactWantsTheSameMarks(t *testing.T) {
	hold(t, []rule{
		{"a phrase over a full stop is not found without it", "e", "发展是硬道理", "发展。是硬道理"},
		{"a phrase with a mark is not found without it", "e", "发展，是硬道理", "发展是硬道理 ⟦发展，是硬道理⟧"},
		{"no other mark will do", "e", "发展，是", "发展。是 发展、是 ⟦发展,是⟧"},
		{"repeats count once", "e", "甲。乙", "⟦甲。。。乙⟧"},
		{"repeats with space between count once", "e", "甲！乙", "⟦甲！ ！乙⟧"},
		{"the sequence counts", "e", "甲）。乙", "甲。）乙 ⟦甲）。乙⟧ 甲。乙"},
		{"all dashes and tildes are one kind", "e", "甲—乙", "⟦甲——乙⟧ ⟦甲-乙⟧ ⟦甲–乙⟧ ⟦甲～乙⟧ ⟦甲~乙⟧ ⟦甲－乙⟧"},
		{"… and ... are one kind", "e", "甲…乙", "⟦甲……乙⟧ ⟦甲...乙⟧ ⟦甲....乙⟧ ⟦甲…. 乙⟧ 甲.乙"},
		{"middle dots are one kind", "e", "甲·乙", "⟦甲‧乙⟧ ⟦甲•乙⟧ ⟦甲・乙⟧ ⟦甲･乙⟧"},
		{"colons are one kind", "e", "甲：乙", "⟦甲:乙⟧ ⟦甲∶乙⟧ ⟦甲︰乙⟧"},
		{"、 and ﹑ are one kind", "e", "甲、乙", "⟦甲﹑乙⟧ 甲，乙"},
		{"square brackets are one kind", "e", "国发〔2019〕5号", "⟦国发[2019]5号⟧ ⟦国发【2019】5号⟧ ⟦国发［2019］5号⟧ 国发(2019)5号"},
		{"a paragraph break is a mark", "e", "甲乙", "甲\n乙 ⟦甲乙⟧"},
	})
}

func TestExactTakesNoNoticeOfQuotationAndTitleMarks(t *testing.T) {
	hold(t, []rule{
		{"in the text", "el", "三个代表重要思想", "⟦三个代表”重要思想⟧ “⟦三个代表”重要思想⟧ ⟦三个代表重要思想⟧"},
		{"in the term", "el", "“三个代表”重要思想", "⟦三个代表重要思想⟧ “⟦三个代表”重要思想⟧"},
		{"of every kind", "el", "放管服改革", "⟦放管服\"改革⟧ ⟦放管服'改革⟧ ⟦放管服」改革⟧ ⟦放管服』改革⟧ ⟦放管服’改革⟧ ⟦放管服＂改革⟧ ⟦放管服»改革⟧ ⟦放管服›改革⟧ ⟦放管服﹂改革⟧ ⟦放管服﹄改革⟧ ⟦放管服｣改革⟧ ⟦放管服〟改革⟧ ⟦放管服″改革⟧"},
		{"title marks too", "el", "民法典第十条", "《⟦民法典》第十条⟧ 〈⟦民法典〉第十条⟧ ︽⟦民法典︾第十条⟧ ︿⟦民法典﹀第十条⟧ ⟨⟦民法典⟩第十条⟧"},
		{"《 counts as “, and as nothing", "el", "甲《乙", "⟦甲“乙⟧ ⟦甲《乙⟧ ⟦甲乙⟧"},
		{"beside another mark they are nothing", "e", "甲，乙", "⟦甲，”乙⟧ ⟦甲”，乙⟧ ⟦甲”，“乙⟧ 甲乙"},
		{"they part no row of one mark", "e", "甲。乙", "⟦甲。”。乙⟧"},
		{"、 still parts", "e", "一带一路建设", "⟦一带一路”建设⟧ 一带一路”、建设 一带一路（建设"},
		{"numbers don't melt", "el", "12", "1“2 “1”“2” ⟦12⟧"},
		{"between digits they are white space", "el", "1 2", "⟦1”2⟧ “⟦1”“2⟧” 12 1,2"},
		{"nor do Latin words", "el", "opensource", "“open”source ⟦opensource⟧"},
		{"between Latin letters they are white space", "el", "open source", "“⟦open”source⟧ ⟦open source⟧ opensource"},
		{"raw sees them", "r", "三个代表重要", "三个代表”重要 ⟦三个代表重要⟧"},
	})
}

func TestNoteMarksAreNotLetters(t *testing.T) {
	hold(t, []rule{
		{"in the text", "el", "所指的", "⟦所指[2]的⟧ ⟦所指〔2〕的⟧ ⟦所指【２】的⟧ ⟦所指①的⟧ ⟦所指²的⟧ ⟦所指的⟧"},
		{"in the query", "el", "所指[2]的", "⟦所指[7]的⟧ ⟦所指的⟧ ⟦所指③的⟧"},
		{"before a mark", "e", "坚持，反对", "⟦坚持[1]，反对⟧ ⟦坚持，反对⟧ 坚持[1]反对"},
		{"at the end of the query", "el", "所指[2]", "⟦所指⟧[2]的 ⟦所指⟧的"},
		{"their figures are not found", "el", "2", "所指[2]的，第[⟦2⟧]条"},
		{"an item is a letter", "el", "做好", "①⟦做好⟧；②⟦做好⟧"},
		{"and is found with its number", "el", "①做好", "如下：⟦①做好⟧；②做好"},
		{"a 文号 is none", "el", "国发〔2021〕7号", "⟦国发〔2021〕7号⟧ 国发7号"},
		{"the number of an article is none", "el", "第条", "第[3]条"},
		{"units are none", "el", "100m²的", "⟦100m²的⟧ 100m的"},
		{"raw sees them", "r", "所指[2]的", "⟦所指[2]的⟧ 所指的"},
		{"raw finds their figures", "r", "[2]", "所指⟦[2]⟧的"},
	})
}

func TestALineBreakInATermIsAWrappedLine(t *testing.T) {
	hold(t, []rule{
		{"between Han letters it is nothing", "el", "共同\n富裕", "⟦共同富裕⟧ ⟦共同　富裕⟧"},
		{"it is no end of a paragraph", "e", "共同\r\n富裕", "共同\n富裕 ⟦共同富裕⟧"},
		{"between Latin letters it is white space", "el", "open\nsource", "⟦open source⟧ opensource"},
		{"between digits it is white space", "el", "1\n2", "⟦1 2⟧ 12"},
		{"so is a tab", "el", "共\t同\t富裕", "⟦共同富裕⟧"},
		{"format characters are nothing", "el", "共\u200b同\ufeff富\u00ad裕", "⟦共同富裕⟧"},
		{"marks beside it stay", "e", "甲，\n乙", "甲乙 ⟦甲，乙⟧"},
		{"raw keeps it", "r", "甲\n乙", "⟦甲\n乙⟧甲乙"},
	})
}

func TestLooseIgnoresMarks(t *testing.T) {
	hold(t, []rule{
		{"a phrase over a full stop is found", "l", "发展是硬道理", "⟦发展。是硬道理⟧ ⟦发展是硬道理⟧"},
		{"marks of the query don't matter", "l", "发展，是“硬道理”", "⟦发展。是硬道理⟧"},
		{"paragraph breaks don't matter", "l", "甲乙", "⟦甲。\n\n乙⟧"},
		{"letters must be equal", "l", "发展是硬道理", "发展才是硬道理"},
	})
}

func TestRawWantsEqualBytes(t *testing.T) {
	hold(t, []rule{
		{"bytes", "r", "AI", "s⟦AI⟧d said"},
		{"inside numbers", "r", "5", "3⟦5⟧年"},
		{"raw takes any bytes: marks", "r", "。\n", "甲⟦。\n⟧乙"},
		{"raw takes any bytes: a piece of a character", "r", "\xb8", "⟦\xb8⟧"},
		{"marks at the edges count", "r", "《甲》", "甲 ⟦《甲》⟧"},
		{"leftmost first, none overlaps", "r", "甲甲", "⟦甲甲⟧甲"},
	})
}
