package corpus

import "testing"

func TestDatesAsPrinted(t *testing.T) {
	for s, want := range map[string]string{
		"二ＯＯ八年": "2008", "二００八年六月十二日": "2008-06-12", "二OO八年六月": "2008-06", "二oo八年": "2008", "二〇〇八年十月": "2008-10", "二0二五年": "2025",
		"2008.6.12": "2008-06-12", "２００８．６．１２": "2008-06-12", "2008.6": "2008-06", "20230208": "2023-02-08", "2008年6月": "2008-06",
		"民國 110 年": "2021", "中華民國110年1月20日": "2021-01-20", "中華民國一百一十年一月二十日": "2021-01-20", "民國元年": "1912", "民国三十八年": "1949",
		"2023-02-30": "", "2023年2月30日": "", "2023年2月29日": "", "2024年2月29日": "2024-02-29", "20230230": "", "2023.2.30": "", "20231301": "", "2021年0月": "",
		"国 110 年": "", "前民國1年": "", "22008年": "",
	} {
		if got := parseDate(s); got != want {
			t.Errorf("parseDate(%q) = %q, want %q", s, got, want)
		}
	}
	for stem, want := range map[string]string{
		"通知(2023-02-30)": "", "通知2023.2.8": "2023-02-08", "通知20230230": "", "修正案（二ＯＯ四年）": "2004",
	} {
		if got := nameDate(stem); got != want {
			t.Errorf("nameDate(%q) = %q, want %q", stem, got, want)
		}
	}
}

func TestDatesInARow(t *testing.T) {
	for s, want := range map[string]int{
		"中華民國109年1月20日制定，中華民國110年3月4日修正": 2, "二ＯＯ八年六月十二日": 1, "截至二〇二三年二月三十日": 0,
	} {
		if got := datesIn(s); len(got) != want {
			t.Errorf("datesIn(%q) = %v, want %d", s, got, want)
		}
	}
	found := datesIn("自中華民國110年1月20日")
	if len(found) != 1 || found[0].iso != "2021-01-20" || found[0].Start != len("自") {
		t.Errorf("a year of the republic begins at its name: %v", found)
	}
}

// What a document says of its date in other ways than a day in its head.
func TestDateThatIsImplied(t *testing.T) {
	for _, tt := range []struct{ what, path, file, want string }{
		{"the congress in brackets", "奋勇前进_(十八大).txt", "奋勇前进 (十八大)\n\n同志们：\n\n现在开会。", "2012-11"},
		{"in full width, of the party", "x.txt", "奋勇前进（党的二十大报告）\n\n同志们：", "2022-10"},
		{"the congress in the title", "x.txt", "在中国共产党第十二次全国代表大会上的报告\n\n同志们：", "1982-09"},
		{"with the speaker", "x.txt", "顾远山在中国共产党第三次全国代表大会上的报告\n\n同志们：", "1923-06"},
		{"in a subtitle", "x.txt", "奋勇前进\n\n——在中国共产党第十五次全国代表大会上的报告\n\n同志们：", "1997-09"},
		{"in a subtitle that dates itself", "x.txt", "奋勇前进\n\n——在中国共产党第十五次全国代表大会上的报告\n\n（1997年9月12日）\n\n同志们：", "1997-09-12"},
		{"the short title", "x.txt", "党的十九大报告\n\n同志们：", "2017-10"},
		{"a resolution of a session", "x.txt", "第十一届全国人民代表大会第四次会议关于政府工作报告的决议\n\n会议决定。", "2011-03"},
		{"which met over two months", "x.txt", "第二届全国人民代表大会第三次会议关于政府工作报告的决议\n\n会议决定。", "1962-04"},
		{"the report of a year", "2014年中华人民共和国国务院政府工作报告.txt", "各位代表：", "2014-03"},
		{"of a year whose session met over two months", "1992年国务院政府工作报告.txt", "各位代表：", "1992"},
		{"a province's report", "2014年云河省政府工作报告.txt", "各位代表：", "2014"},
		{"what speaks of a congress is not of it", "x.txt", "关于学习贯彻党的十九大报告的决定\n\n一、甲。", ""},
		{"nor what quotes its title", "x.txt", "学习《奋勇前进（十九大）》的体会（十九大）\n\n一、甲。", ""},
		{"another body's congress", "x.txt", "奋勇前进 在云河省工会工作会议上的报告（十七大）\n\n同志们：", ""},
		{"the name says another year", "在党的十八大上的报告（2018年）.txt", "在党的十八大上的报告\n\n同志们：", "2018"},
		{"no such congress", "x.txt", "奋勇前进（九十九大）\n\n同志们：", ""},
		{"no such session", "x.txt", "第三届全国人民代表大会第九次会议关于政府工作报告的决议\n\n会议决定。", ""},
		{"signed with a month", "x.txt", "关于巡河的意见\n\n一、甲\n\n各县应当巡河。\n\n云河省水利厅\n\n2008年6月", "2008-06"},
		{"signed in digits", "x.txt", "关于巡河的意见\n\n一、甲\n\n各县应当巡河。\n\n云河省水利厅 2008.6.12", "2008-06-12"},
		{"signed with letters for noughts", "x.txt", "关于巡河的意见\n\n一、甲\n\n各县应当巡河。\n\n云河省水利厅\n\n二ＯＯ八年六月十二日", "2008-06-12"},
		{"a month alone signs nothing", "x.txt", "关于巡河的意见\n\n一、甲\n\n各县应当巡河。\n\n2008年6月", ""},
		{"a row of numbers signs nothing", "x.txt", "关于巡河的意见\n\n一、甲\n\n各县应当巡河。\n\n2008.6.12.1", ""},
		{"front matter without marks", "x.md", "---\ndate: 20230208\n---\n# 巡河规划\n", "2023-02-08"},
		{"a day that the calendar lacks", "x.md", "---\ndate: 2023-02-30\n---\n# 巡河规划\n", ""},
		{"the republic's calendar", "x.txt", "河川管理條例\n\n中華民國110年1月20日總統令制定公布\n\n第 1 條\n甲。", "2021-01-20"},
	} {
		if got := read(t, tt.path, tt.file).Date; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, got, tt.want)
		}
	}
}

func TestMonthsOfMeetings(t *testing.T) {
	before := ""
	month := func(s string) {
		if len(s) != len("2006-01") || parseDate(s) != s || s < before {
			t.Errorf("%q behind %q", s, before)
		}
		before = s
	}
	for _, s := range congressMonths[1:] {
		month(s)
	}
	before = ""
	for _, sessions := range npcSessions[1:] {
		for _, months := range sessions[1:] {
			first, last := monthsOf(months)
			month(first)
			month(last)
		}
	}
}
