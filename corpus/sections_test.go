package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// labels says of each paragraph where it stands.
func labels(doc *Document) []string {
	s := NewSections(doc)
	var list []string
	off := 0
	for p := range strings.SplitSeq(doc.Text, "\n") {
		list = append(list, s.At(off))
		off += len(p) + 1
	}
	return list
}

func TestSectionsCountClauses(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		want       []string
	}{
		{"a paragraph behind a list begins a 款 of the article", "条例\n\n第二条 船分为：\n\n（一）大船；\n\n（二）小船。\n\n前款规定的船应当登记。\n\n但是，木筏不用登记。\n\n第三条 完。",
			[]string{"", "第二条第一款", "第二条第一款第（一）项", "第二条第一款第（二）项", "第二条第二款", "第二条第三款", "第三条"}},
		{"an article of one 款 is plain, and so are its items", "条例\n\n第三章 罚则\n\n第九条 船分为：\n\n（一）大船：\n\n1.木船；\n\n2.铁船。\n\n（二）小船。",
			[]string{"", "第三章", "第三章 第九条", "第三章 第九条第（一）项", "第三章 第九条第（一）项第1目", "第三章 第九条第（一）项第2目", "第三章 第九条第（二）项"}},
		{"a list in the second 款", "条例\n\n第二条之一 船要登记。\n\n登记时交：\n\n（一）申请；\n\n（二）照片。\n\n不交的不登记。",
			[]string{"", "第二条之一第一款", "第二条之一第二款", "第二条之一第二款第（一）项", "第二条之一第二款第（二）项", "第二条之一第三款"}},
		{"two lists", "条例\n\n第一条 禁止：\n\n（一）捞沙；\n\n（二）炸鱼。\n\n县级人民政府还应当禁止：\n\n（一）电鱼；\n\n（二）毒鱼。",
			[]string{"", "第一条第一款", "第一条第一款第（一）项", "第一条第一款第（二）项", "第一条第二款", "第一条第二款第（一）项", "第一条第二款第（二）项"}},
		{"an item of several paragraphs, the list goes on", "条例\n\n第一条 船是：\n\n（一）大船。\n\n长十米以上的是大船。\n\n（二）小船。",
			[]string{"", "第一条", "第一条第（一）项", "第一条第（一）项", "第一条第（二）项"}},
		{"where each item has two paragraphs, the last has", "解释\n\n第一条 船是：\n\n（一）大船。\n\n长十米以上的是大船。\n\n（二）小船。\n\n短于十米的是小船。\n\n船都要登记。",
			[]string{"", "第一条第一款", "第一条第一款第（一）项", "第一条第一款第（一）项", "第一条第一款第（二）项", "第一条第一款第（二）项", "第一条第二款"}},
		{"an item that ends in ： or without an end", "条例\n\n第一条 船是：\n\n（一）大船：\n\n长十米以上；\n\n有桅杆。\n\n（二）别的\n\n都是小船。",
			[]string{"", "第一条", "第一条第（一）项", "第一条第（一）项", "第一条第（一）项", "第一条第（二）项", "第一条第（二）项"}},
		{"the last element lost its number, or a 款 lost its full stop before", "条例\n\n第一条 禁止：\n\n（一）捞沙；\n\n其他伤害河流的行为。\n\n第二条 禁止：\n\n（一）炸鱼；\n\n违反前款规定的，应当没收渔具。",
			[]string{"", "第一条", "第一条第（一）项", "第一条第（一）项", "第二条第一款", "第二条第一款第（一）项", "第二条第二款"}},
		{"rows, formulas and lists without numbers belong to their 款", "条例\n\n第一条 费用按下式计算：\n\n费用＝吨数×单价\n\n单价另定。\n\n第二条 禁止：\n\n捞沙的；\n\n炸鱼的。\n\n第三条 完。",
			[]string{"", "第一条第一款", "第一条第一款", "第一条第二款", "第二条", "第二条", "第二条", "第三条"}},
		{"a heading that lost its number, a signature, an annex", "条例\n\n第一条 船要登记。\n\n法律责任\n\n第二条 不登记的，罚。\n\n附件1\n\n一、大船\n\n二、小船",
			[]string{"", "第一条", "", "第二条", "", "一、", "二、"}},
		{"a signature ends the last article and its chapter", "条例\n\n第二章 附则\n\n第五条 解释归县。\n\n本条例自公布之日起施行\n\n云澜县人民政府\n\n2021年3月1日",
			[]string{"", "第二章", "第二章 第五条第一款", "第二章 第五条第二款", "", ""}},
		{"a notice keeps its labels", "通知\n\n一、要求\n\n（一）登记。\n\n都要登记。\n\n1.大船\n\n长的。\n\n二、完成",
			[]string{"", "一、", "一、 （一）", "一、 （一）", "一、 （一） 1.", "一、 （一） 1.", "二、"}},
		{"quoted articles are no 款", "决定\n\n第一条 将第三条修改为：“第三条 船要登记。\n\n木筏不用。\n\n竹筏也不用。”\n\n本决定公布后施行。",
			[]string{"", "第一条第一款", "第一条第一款", "第一条第一款", "第一条第二款"}},
		{"（一）项目 is an item, （一）项 speaks of one", "条例\n\n第一条 申请写明：\n\n（一）项目名称；\n\n（二）和解协议。\n\n（一）项的名称要全。",
			[]string{"", "第一条第一款", "第一条第一款第（一）项", "第一条第一款第（二）项", "第一条第二款"}},
		{"a name of the article stands before its first 款", "条例\n\n第一条【登记】\n\n船要登记。\n\n木筏不用。",
			[]string{"", "第一条第一款", "第一条第一款", "第一条第二款"}},
	} {
		if diff := cmp.Diff(tt.want, labels(read(t, "x.md", tt.file))); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// The same articles, counted as each place counts them.
func TestSectionsCountAsTheDocumentDoes(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		want       []string
	}{
		{"Taiwan", "雲瀾渡船法\n第 2 條\n渡船由縣管理。\n左列各款為渡船：\n一、大船。\n（一）木船。\n二、小船。\n前項由省定之。\n第 9-1 條\n本法自公布日施行。",
			[]string{"", "第2條第1項", "第2條第1項", "第2條第2項", "第2條第2項第1款", "第2條第2項第1款第1目", "第2條第2項第2款", "第2條第3項", "第9-1條", "第9-1條"}},
		{"Taiwan, numbers in Han", "雲瀾渡船法\n第二條\n渡船由縣管理。\n左列為渡船：\n一、大船。\n二、小船。\n前項由省定之。\n第三條\n依第二條第一項管理。",
			[]string{"", "第二條第一項", "第二條第一項", "第二條第二項", "第二條第二項第一款", "第二條第二項第二款", "第二條第三項", "第三條", "第三條"}},
		{"Taiwan in simplified script", "云澜渡船法\n第 2 条\n渡船由县管理。\n左列为渡船：\n一、大船。\n二、小船。\n前项由省定之。",
			[]string{"", "第2条第1项", "第2条第1项", "第2条第2项", "第2条第2项第1款", "第2条第2项第2款", "第2条第3项"}},
		{"Hong Kong and Macau count as the mainland", "雲瀾港條例\n第二條 渡船分為：\n（一）大船；\n（二）小船。\n前款規定的渡船由縣管理。\n第三條 依第二條第一款辦理。",
			[]string{"", "第二條第一款", "第二條第一款第（一）項", "第二條第一款第（二）項", "第二條第二款", "第三條"}},
		{"the mainland with digits", "云澜办法\n第2条 渡船分为：\n1、大船；\n2、小船。\n前款由省定。",
			[]string{"", "第2条第1款", "第2条第1款第1项", "第2条第1款第2项", "第2条第2款"}},
	} {
		if diff := cmp.Diff(tt.want, labels(read(t, "x.txt", tt.file))); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestFindPart(t *testing.T) {
	mainland := read(t, "x.txt", "条例\n\n第一章 总则\n\n第一条 甲；\n\n（一）乙；\n\n（二）丙：\n\n1.丁；\n\n2.戊。\n\n己。\n\n第二条 分为（一）大船；（二）小船。\n")
	taiwan := read(t, "x.txt", "雲瀾法\n第 9-1 條\n甲。\n乙：\n一、丙。\n二、丁。\n前項之戊。\n")
	for _, tt := range []struct {
		doc              *Document
		want, text, path string
	}{
		{mainland, "第一条第二款", "己。", "第一章 第一条第二款"},
		{mainland, "第一章 第一条第二款", "己。", "第一章 第一条第二款"},
		{mainland, "第1条第2款", "己。", "第一章 第一条第二款"},
		{mainland, "第一条第（一）项", "（一）乙；", "第一章 第一条第一款第（一）项"},
		{mainland, "第一条第二项第二目", "2.戊。", "第一章 第一条第一款第（二）项第2目"},
		{mainland, "第一条第一款第二项第1目", "1.丁；", "第一章 第一条第一款第（二）项第1目"},
		{mainland, "第二条第二项", "（二）小船。", "第一章 第二条第（二）项"},
		{mainland, "第二条", "第二条 分为（一）大船；（二）小船。", "第一章 第二条"},
		{mainland, "第一条第三款", "", ""},
		{mainland, "第一条第二款第一项", "", ""},
		{mainland, "第一章第一款", "", ""},
		{mainland, "第一条第一目", "", ""},
		{taiwan, "第9-1條第二項", "乙：\n一、丙。\n二、丁。", "第9-1條第2項"},
		{taiwan, "第 9-1 條第2項第2款", "二、丁。", "第9-1條第2項第2款"},
		{taiwan, "第九条之一第三项", "前項之戊。", "第9-1條第3項"},
		{taiwan, "第9-1條第二款", "二、丁。", "第9-1條第2項第2款"},
		{taiwan, "第9-1條第四項", "", ""},
	} {
		p, ok := NewSections(tt.doc).Find(tt.want)
		if got := tt.doc.Text[p.Start:p.End]; ok != (tt.text != "") || got != tt.text || p.Path != tt.path {
			t.Errorf("%s is %t %q %q, want %q %q", tt.want, ok, p.Path, got, tt.path, tt.text)
		}
	}
	_, err := NewSections(mainland).Within(mainland.Outline[1], "第二款第三项")
	if err == nil || err.Error() != "第一条第二款 has 0 项" {
		t.Errorf("第二款第三项: %v", err)
	}
	_, err = NewSections(taiwan).Within(taiwan.Outline[0], "第四項")
	if err == nil || err.Error() != "第9-1條 has 3 項" {
		t.Errorf("第四項: %v", err)
	}
}
