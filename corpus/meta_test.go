package corpus

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func metaOf(title, issuer, number, date, kind string) Meta {
	return Meta{Title: title, Issuer: issuer, Number: number, Date: date, Type: kind}
}

func TestMetadata(t *testing.T) {
	tests := []struct {
		name, path, file string
		want             Meta
	}{
		{"front matter first", "x.md", "---\ntitle: 甲规划\nissuer: [云河省水利厅, 云河省林业局]\nnumber: 云水[2020]3号\ndate: 2020-01-02\ntype: 纲要\n---\n# 乙办法\n\n发布日期: 2021-01-01\n",
			metaOf("甲规划", "云河省水利厅、云河省林业局", "云水〔2020〕3号", "2020-01-02", "纲要")},
		{"the latest of the history", "巡河条例(2019-05-01).md", "# 巡河条例\n\n2018年1月2日 云河省第五届人民代表大会常务委员会第一次会议通过\n\n2020年3月4日 云河省第五届人民代表大会常务委员会第九次会议《关于修改〈巡河条例〉的决定》修正\n\n2021年5月1日 施行\n",
			metaOf("巡河条例", "云河省人民代表大会常务委员会", "", "2020-03-04", "地方性法规")},
		{"or of the file name", "巡河条例(2022-05-01).md", "# 巡河条例\n\n2018年1月2日 国务院令第9号公布\n", metaOf("巡河条例", "国务院", "国务院令第9号", "2022-05-01", "行政法规")},
		{"in force is not issued", "x.md", "# 巡河办法\n\n自2021年5月1日起施行\n\n2021年6月1日 施行\n", Meta{Title: "巡河办法", Type: "办法"}},
		{"in force behind the adoption", "x.txt", "巡河办法\n\n（2020年1月5日云河省人民政府令第3号公布　自2020年3月1日起施行）\n", metaOf("巡河办法", "云河省人民政府", "云河省人民政府令第3号", "2020-01-05", "地方政府规章")},
		{"an 条例 alone has no rank", "x.txt", "巡河条例\n\n第一条 甲。", Meta{Title: "巡河条例", Type: "条例"}},
		{"a notice", "x.txt", "云河省人民政府关于印发《巡河方案》的通知\n\n云政发（2021）12号\n\n各县人民政府：\n\n请执行。\n\n云河省人民政府\n\n二〇二一年三月一日",
			metaOf("云河省人民政府关于印发《巡河方案》的通知", "云河省人民政府", "云政发〔2021〕12号", "2021-03-01", "通知")},
		{"a letterhead is no title", "x.txt", "云河省人民政府文件\n\n云政发〔2021〕12号\n\n关于巡河的意见\n\n云河省人民政府\n\n2021年3月1日", metaOf("关于巡河的意见", "云河省人民政府", "云政发〔2021〕12号", "2021-03-01", "意见")},
		{"header lines", "x.md", "# 巡河三年行动计划\n\n**发布日期**: 2024年2月\n**发布机构**: 云河省水利厅\n\n---\n\n正文。", metaOf("巡河三年行动计划", "云河省水利厅", "", "2024-02", "计划")},
		{"an issuer that is none", "x.md", "# 巡河规划\n\n**发布日期**: 2021-2023年期间\n**发布机构**: 加快布局\n", Meta{Title: "巡河规划", Type: "规划"}},
		{"成文日期 before 发布日期", "x.md", "# 巡河规划\n\n发布日期：2021年3月9日\n成文日期：2021年3月1日\n", Meta{Title: "巡河规划", Date: "2021-03-01", Type: "规划"}},
		{"joint issuers", "x.txt", "云河省委员会 云河省人民政府关于巡河的意见\n（2021年1月4日）\n\n正文。", metaOf("云河省委员会 云河省人民政府关于巡河的意见（2021年1月4日）", "云河省委员会、云河省人民政府", "", "2021-01-04", "意见")},
		{"a decree that a ministry publishes", "x.md", "# 护堤条例\n\n1986年1月2日 国务院批准\n\n1986年2月3日 水利部令第2号发布\n", metaOf("护堤条例", "水利部", "水利部令第2号", "1986-02-03", "行政法规")},
		{"a report by its name", "2003年政府工作报告.txt", "各位代表：\n\n我代表云河省人民政府报告工作。", Meta{Title: "2003年政府工作报告", Date: "2003", Type: "报告"}},
		{"a year that is another's", "关于2019年节假日安排的通知.txt", "各县人民政府：\n\n请执行。", Meta{Title: "关于2019年节假日安排的通知", Type: "通知"}},
		{"traditional", "x.txt", "河川管理辦法\n\n第 1 條\n甲。", Meta{Title: "河川管理辦法", Type: "办法"}},
		{"signed below the body", "x.txt", "关于巡河的意见\n\n一、甲\n\n各县应当巡河。\n\n云河省水利厅\n\n2021年3月1日\n\n附件", metaOf("关于巡河的意见", "云河省水利厅", "", "2021-03-01", "意见")},
		{"a report delivered", "x.txt", "政府工作报告\n\n（2022年1月18日在云河省第五届人民代表大会第五次会议上）\n\n各位代表：", Meta{Title: "政府工作报告", Date: "2022-01-18", Type: "报告"}},
		{"a traditional law", "x.txt", "雲河省河川條例\n\n2020年3月26日雲河省第十三屆人民代表大會常務委員會第九次會議通過\n\n第一條 甲。", metaOf("雲河省河川條例", "雲河省人民代表大會常務委員會", "", "2020-03-26", "地方性法规")},
		{"a 文号 before the history", "x.md", "# 巡河办法\n\n（云水规〔2022〕2号　2022年3月10日云河省水利厅、云河省林业厅印发）\n\n第一条 甲。", metaOf("巡河办法", "云河省水利厅、云河省林业厅", "云水规〔2022〕2号", "2022-03-10", "办法")},
		{"a subtitle's date", "2018年政府工作报告.txt", "2018年政府工作报告\n\n——2018年1月26日在云河省第五届人民代表大会第一次会议上\n\n各位代表：", Meta{Title: "2018年政府工作报告", Date: "2018-01-26", Type: "报告"}},
		{"a subtitle joined to the title", "2018年云河省政府工作报告.txt", "2018年云河省政府工作报告\n\n政府工作报\n告\n——2018年1月26日在云河省第五届人民代表大会第一次会议上\n云河省省长", Meta{Title: "2018年云河省政府工作报告", Date: "2018-01-26", Type: "报告"}},
		{"a report by its opening", "x.txt", "坚定前进\n\n同志们：\n\n现在，我代表第五届委员会向大会作报告。", Meta{Title: "坚定前进", Type: "报告"}},
		{"a summary of a report", "1964年政府工作报告（摘要）.txt", "1964年政府工作报告（摘要）\n\n五年来。", Meta{Title: "1964年政府工作报告（摘要）", Date: "1964", Type: "报告"}},
		{"several signatures", "x.txt", "关于巡河的通知\n\n请执行。\n\n云河省水利厅\n\n云河省林业厅\n\n2021年3月1日", metaOf("关于巡河的通知", "云河省水利厅、云河省林业厅", "", "2021-03-01", "通知")},
		{"signatures joined as lines", "x.txt", "关于巡河的通知\n\n请执行。\n\n云河省国家安全厅\n公安厅\n人力资源和社会保障厅\n2021年3月1日", metaOf("关于巡河的通知", "云河省国家安全厅、公安厅、人力资源和社会保障厅", "", "2021-03-01", "通知")},
		{"a signature broken over lines", "x.txt", "关于巡河的通知\n\n请执行。\n\n云河省人民政府\n办公室\n2021年3月1日", metaOf("关于巡河的通知", "云河省人民政府办公室", "", "2021-03-01", "通知")},
		{"a spaced signature", "x.txt", "关于巡河的通知\n\n请执行。\n\n水　利　部\n\n2021年3月1日", metaOf("关于巡河的通知", "水利部", "", "2021-03-01", "通知")},
		{"a person signs", "x.txt", "关于巡河的通知\n\n请执行。\n\n顾远山\n\n2021年3月1日", Meta{Title: "关于巡河的通知", Date: "2021-03-01", Type: "通知"}},
		{"who published says which city", "x.md", "# 巡河条例\n\n2014年8月29日 市五届人大常委会第二次会议通过\n\n2014年11月28日 省五届人大常委会第四次会议批准\n\n2014年12月31日 清江市人民代表大会常务委员会第36号公布\n", metaOf("巡河条例", "清江市人民代表大会常务委员会", "", "2014-12-31", "地方性法规")},
		{"a joint decree", "x.md", "# 护堤规定\n\n2014年8月29日 水利部、公安部令第3号公布\n", metaOf("护堤规定", "水利部、公安部", "水利部、公安部令第3号", "2014-08-29", "部门规章")},
		{"a session broken off", "x.md", "# 最高人民法院关于巡河的批复\n\n2020年11月9日 最高人民法院审判委员会\n", metaOf("最高人民法院关于巡河的批复", "最高人民法院", "", "2020-11-09", "批复")},
		{"某某法 in articles", "x.txt", "河川法\n\n第 1 條\n甲。", Meta{Title: "河川法", Type: "法律"}},
		{"某某法 without", "x.txt", "五步工作法\n\n一、甲。", Meta{Title: "五步工作法"}},
		{"an address", "x.txt", "在同鄉會上的致辭\n\n（2023年10月1日）\n\n各位：", Meta{Title: "在同鄉會上的致辭", Date: "2023-10-01", Type: "讲话"}},
		{"Q&A", "x.txt", "问答实录：巡河有关情况\n\n问：甲？", Meta{Title: "问答实录：巡河有关情况", Type: "问答"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, read(t, tt.path, tt.file).Meta); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestDates(t *testing.T) {
	for s, want := range map[string]string{
		"2021年3月1日": "2021-03-01", "２０２１年０３月０１日": "2021-03-01", "二〇二一年三月十一日": "2021-03-11", "二○二五年": "2025",
		"2021 年 3 月": "2021-03", "2021-3-1": "2021-03-01", "2021/03/01 10:20": "2021-03-01", "2021": "2021", "（2021年1月4日）": "2021-01-04",
		"2021-2023年期间": "", "21年3月": "", "2021年13月1日": "", "无": "", "": "", "2021-13-01": "",
	} {
		if got := parseDate(s); got != want {
			t.Errorf("parseDate(%q) = %q, want %q", s, got, want)
		}
	}
	for stem, want := range map[string]string{
		"条例(2021-04-07)": "2021-04-07", "20210407_通知": "2021-04-07", "修正案（2004年）": "2004", "规划（2021-2023年）": "", "规划(2022-2035年)": "", "2001号文件": "", "x2021-04": "2021-04",
	} {
		if got := nameDate(stem); got != want {
			t.Errorf("nameDate(%q) = %q, want %q", stem, got, want)
		}
	}
}

func TestOrgans(t *testing.T) {
	for s, want := range map[string]bool{
		"国务院": true, "云河省水利厅": true, "国务院、中央军委": true, "工业和信息化部等七部门": true, "国家安全部": true, "人力资源和社会保障部": true, "云河省全社会": false, "中共中央": true,
		"加快布局": false, "暂无": false, "云河省": false, "云河省相关部门": false, "": false, "全部": false,
	} {
		if got := isOrgan(s); got != want {
			t.Errorf("isOrgan(%q) = %t", s, got)
		}
	}
}

func TestEveryTypeGivenIsInTheList(t *testing.T) {
	known := map[string]bool{}
	for _, name := range Types() {
		if known[name] {
			t.Errorf("%s is listed twice", name)
		}
		known[name] = true
	}
	for _, e := range endings {
		if !known[e.kind] {
			t.Errorf("%s ends in %s, which is not listed", e.word, e.kind)
		}
	}
}
