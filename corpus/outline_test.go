package corpus

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree prints an outline, a section a line, indented by depth.
func printed(doc *Document) string {
	var out strings.Builder
	for i, s := range doc.Outline {
		depth := 0
		for p := doc.Outline[i].Parent; p >= 0; p = doc.Outline[p].Parent {
			depth++
		}
		fmt.Fprintln(&out, strings.TrimRight(strings.Repeat("  ", depth)+s.Label+" "+s.Name, " "))
	}
	return out.String()
}

func TestOutline(t *testing.T) {
	tests := []struct{ name, path, file, want string }{
		{"a law", "x.md", "# 条例\n\n## 第一编  总　则\n\n### 第一章\t一般规定\n\n第一条 甲：\n\n（一）乙；\n\n1. 丙\n\n第一条之一 丁。\n\n### 第二章 管理\n\n#### 第一节 巡查\n\n第二条【名】戊。\n", `第一编 总　则
  第一章 一般规定
    第一条
      （一）
        1. 丙
    第一条之一
  第二章 管理
    第一节 巡查
      第二条
`},
		{"a notice", "x.txt", "通知\n\n一、总体要求\n\n（一）坚持保护。推进工作。\n\n（二）坚持修复。\n\n二、任务\n", "一、 总体要求\n  （一） 坚持保护\n  （二） 坚持修复\n二、 任务\n"},
		{"headings without numbers", "x.md", "# 题\n\n## 甲\n\n### 乙\n\n一、丙\n\n## 丁\n", " 甲\n   乙\n    一、 丙\n 丁\n"},
		{"traditional", "x.txt", "辦法\n\n第 一 章 總則\n第 1 條\n一、甲。\n第 3-1 條\n第三條之規定，準用之。\n第 １０ 條\n乙。\n", "第一章 總則\n  第1條\n    一、 甲\n  第3-1條\n  第１０條\n"},
		{"references are no articles", "x.txt", "第一条 甲。\n\n第十条规定的事项，适用本条。\n\n第一百二十条第二款也是。\n\n第二条乙。\n", "第一条\n第二条\n"},
		{"articles that begin like references", "x.txt", "第一条 甲。\n\n第二条 中小学校应当开课。\n\n第三条 以欺骗手段取得的，予以撤销。\n\n第三条 规定的事项除外。\n\n第九条 所称学校除外。\n", "第一条\n第二条\n第三条\n"},
		{"sentences about chapters", "x.txt", "第一章 总则\n\n第三章规定的程序，由县人民政府公布。\n", "第一章 总则\n"},
		{"quoted articles", "x.txt", "一、第十条修改为：“第十条 甲。\n\n第十一条 乙。\n\n“（一）丙。”\n\n二、删除第十二条。\n", "一、 第十条修改为\n二、 删除第十二条\n"},
		{"a number is no marker", "x.txt", "2.5 亿\n\n2021.年\n\n（2021）甲\n", ""},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, printed(read(t, tt.path, tt.file))); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestArticlesThatGoBackwardsAreAWarning(t *testing.T) {
	doc := read(t, "x.txt", "第五条 甲。\n\n第三条 乙。\n\n附件\n\n第一条 丙。\n")
	if diff := cmp.Diff([]string{"第三条 follows 第五条"}, doc.Warnings); diff != "" {
		t.Error(diff)
	}
}

func TestNumerals(t *testing.T) {
	for s, want := range map[string]int{
		"一": 1, "十": 10, "十二": 12, "二十": 20, "廿三": 23, "一百零五": 105, "一百二十": 120, "二百十九": 219, "一千二百六十": 1260, "一万二千": 12000,
		"二〇二五": 2025, "二○二五": 2025, "33": 33, "３３": 33, "三 十": 30, "12条": 12, "兩百": 200, strings.Repeat("9", 99): maxNumeral,
	} {
		if n, ok := scanNumeral(s); !ok || n.value != want {
			t.Errorf("scanNumeral(%q) = %v %t, want %d", s, n, ok, want)
		}
	}
	if n, ok := scanNumeral("条"); ok {
		t.Errorf("条 is %v", n)
	}
}

func TestFindSection(t *testing.T) {
	doc := read(t, "x.md", "# 条例\n\n## 第一章 总则\n\n第一条 甲。\n\n## 第二章 罚则\n\n第十二条 乙。\n\n（一）丙；\n\n第十二条之一 丁。\n\n## 附录\n\n第一条 戊。\n")
	for want, label := range map[string]string{
		"第十二条": "第十二条", "12": "第十二条", "第 12 條": "第十二条", "第１２条": "第十二条", "12-1": "第十二条之一", "第十二条之一": "第十二条之一",
		"第二章 第十二条": "第十二条", "第二章第十二条（一）": "（一）", "第二章 罚则": "第二章", "罚则": "第二章", "附录 第一条": "第一条", "附录": "",
	} {
		i, ok := FindSection(doc.Outline, want)
		if !ok || doc.Outline[i].Label != label {
			t.Errorf("FindSection(%q) = %d %t", want, i, ok)
		}
	}
	if i, _ := FindSection(doc.Outline, "附录 第一条"); SectionPath(doc, doc.Outline[i].Start) != "附录 第一条" {
		t.Errorf("附录 第一条 is %d", i)
	}
	for _, none := range []string{"", "第三章", "第一章 第十二条", "13", "没有"} {
		if i, ok := FindSection(doc.Outline, none); ok {
			t.Errorf("FindSection(%q) = %d", none, i)
		}
	}
}

func TestSectionPath(t *testing.T) {
	doc := read(t, "x.txt", "条例\n\n第三章 罚则\n\n第十二条 甲。\n\n乙。\n")
	for want, at := range map[string]string{"": "条例", "第三章": "罚则", "第三章 第十二条第一款": "甲", "第三章 第十二条第二款": "乙"} {
		if got := SectionPath(doc, strings.Index(doc.Text, at)); got != want {
			t.Errorf("%s stands in %q, want %q", at, got, want)
		}
	}
}

func TestArticleNumber(t *testing.T) {
	for label, want := range map[string][2]int{"第一百二十条": {120, 0}, "第 33 條": {33, 0}, "第十二条之一": {12, 1}, "第3-1條": {3, 1}} {
		if n, sub, ok := ArticleNumber(label); !ok || [2]int{n, sub} != want {
			t.Errorf("%s: %d %d %t", label, n, sub, ok)
		}
	}
	for _, label := range []string{"", "第三章", "一、", "第十条规定"} {
		if n, _, ok := ArticleNumber(label); ok {
			t.Errorf("%s: %d", label, n)
		}
	}
}

func TestPassages(t *testing.T) {
	long := strings.Repeat("各级人民政府应当保护河流。", 100)
	tests := []struct {
		name, file string
		starts     []string
	}{
		{"an article is one", "条例\n\n第一章 总则\n\n第一条 甲。\n\n（一）乙；\n\n丙。\n\n第二章 管理\n\n第二条 丁。", []string{"条例", "第二章"}},
		{"the title waits", "条例\n\n第一条 甲。\n\n第二条 乙。", []string{"条例", "第二条"}},
		{"paragraphs together", "甲甲。\n\n乙乙。\n\n丙丙。", []string{"甲甲"}},
		{"a new item", "通知\n\n各县：\n\n一、要求\n\n甲。\n\n二、任务\n\n乙。", []string{"通知", "一、", "二、"}},
		{"a long article", "第一条 " + long, []string{"第一条", "各级", "各级"}},
	}
	for _, tt := range tests {
		doc := read(t, "x.txt", tt.file)
		ok := len(doc.Passages) == len(tt.starts)
		for i := 0; ok && i < len(tt.starts); i++ {
			ok = strings.HasPrefix(doc.Text[doc.Passages[i].Start:], tt.starts[i])
		}
		if !ok {
			t.Errorf("%s: %v of %q", tt.name, doc.Passages, doc.Text)
		}
	}
}

func TestALineOfTenMegabytesIsCut(t *testing.T) {
	line := strings.Repeat("河", 1<<20)
	doc := read(t, "x.txt", line)
	if got, want := len(doc.Passages), len(line)/3/maxPassage; got < want || got > want+2 {
		t.Errorf("%d passages", got)
	}
	read(t, "x.txt", strings.Repeat("甲乙\n", 100_000))
}
