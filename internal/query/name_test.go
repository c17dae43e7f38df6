package query

import (
	"strings"
	"testing"
)

// What people call a field is one, where it can't be text.
func TestFieldsByOtherNames(t *testing.T) {
	for query, want := range map[string]string{
		"发文机关:国务院":             "issuer:国务院",
		"发文机关：国务院":             "issuer:国务院",
		"发布机构：“云澜省教育厅，青岚市”":    "issuer:云澜省教育厅，青岚市",
		"年份:2020":              "date:2020",
		"年份：2020-2025":         "date:2020..2025",
		"发布日期:2020年3月1日":       "date:2020-03-01",
		"ＹＥＡＲ：2020":            "date:2020",
		"发文字号:国发〔2021〕5号":      "number:国发〔2021〕5号",
		"文种:通知 养老":             "type:通知 养老",
		"目录:laws/ 养老":          "path:laws/ 养老",
		"养老 -发布机关:云澜省":         "养老 -issuer:云澜省",
		"（年份:2020 OR 日期:2021）": "date:2020 OR date:2021",
	} {
		n, err := Parse(query)
		if err != nil || n.String() != want {
			t.Errorf("%s is %v, %v, want %s", query, n, err, want)
		}
	}
}

// A name that is no field's says which to write; the column is the name's.
func TestNamesThatAreNoFields(t *testing.T) {
	for query, want := range map[string]string{
		"养老 作者:张三":     "column 4: no field is called 作者; write issuer:…, or put quotation marks around the text",
		"来源:新闻":        "write issuer:…",
		"施行日期:2021":    "write date:2021, the date of this version",
		"isuer:国务院":    "write issuer:…",
		"titel:养老":     "write title:…",
		"发文机構:国务院":     "write issuer:…",
		"关键词:养老":       "write the words alone",
		"文件名:a.md":     "write path:…, as path:*.md",
		"日期:2021年第一季度": "is not a date",
		"年份:去年":        "column 4: \"去年\" is not a date",
		"inno*":        "column 5: a star can't stand for the rest of a word or number",
		"*2020":        "column 1: a star can't stand for the rest of a word or number",
	} {
		if _, err := Parse(query); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", query, err, want)
		}
	}
}

// Pasted sentences stay text, whatever colons are in them.
func TestColonsInSentencesAreText(t *testing.T) {
	for _, text := range []string{
		"指出：要坚持", "指出:要坚持", "会议强调:发展", "单位：万元", "作者：张三", "时间：2021年3月1日上午九时", "来源：新华社", "注:本表", "https://example.org/a", "10:30",
		"发布日期：明天上午", "发布日期：", "题目：春天", "主题：发展，改革", "发文单位：由县里确定，另行通知", "发文机关，日期:2020", "云澜省教育厅关于做好文种：通知", "内容：全文", "发布日期:",
		"科技：", "GDP:增长", "任务一:修路", "附件1:名单",
	} {
		n, err := Parse(text)
		if w, ok := n.(Word); err != nil || !ok || w.Text != text {
			t.Errorf("%s is %v, %v", text, n, err)
		}
	}
}
