package quote

import (
	"context"
	"strings"
	"testing"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// TestAnEllipsisSwallowsNoNegation: what is left out stands between 【 and 】 of
// the source; want is the negation that governs what is quoted.
func TestAnEllipsisSwallowsNoNegation(t *testing.T) {
	for source, want := range map[string]string{
		"任何单位和个人【不得】擅自占用湿地。":               "不得",
		"任何单位和个人【，除经批准外，不得】擅自占用湿地。":        "不得",
		"河道管理范围内【严禁任何人以任何名义】倾倒渣土。":         "严禁",
		"河长要按月巡河，【不能满足于】走一走看一看。":           "不",
		"我们要守护青山绿水，【决不走】先污染后治理的路。":         "决不",
		"有关部门应当按期答复，逾期【未】答复的予以通报。":         "未",
		"治理湖泊这件事【没有】捷径可走。":                 "没有",
		"整改工作要讲实效，【反对】形式主义和官僚主义。":          "反对",
		"湖面养殖面积要逐年压减，【防止】水质再次恶化。":          "防止",
		"渔民上岸以后【无需】再交船舶停泊费。":               "无需",
		"请各位游客爱护湿地，【切勿】投喂候鸟。":              "切勿",
		"符合条件的渔民可以【免予】缴纳停泊费。":              "免予",
		"单位或者个人占用湿地的，应当缴费【，公益项目除外】，由县里收取。": "",
		"因防洪抢险临时占用湿地【的除外】。":                "除外",
		"第五条的规定【不适用】。":                     "不适用",
		"在保护区内禁止下列活动：【（一）放牧；（二）】开垦湿地。":     "",
		"本省的湖泊内【禁止下列活动：（一）放牧；（二）】围湖造田。":    "禁止",
		"湖泊治理要【不断】加大资金投入。":                 "",
		"湖泊治理【不仅】关系全省人民的用水安全。":             "",
		"面向【未来，要】建设更美的湖滨带。":                "",
		"护湖工作取得了【非常】显著的成效和进步。":             "",
		"要传承好【非遗】项目和湖区的渔家文化。":              "",
		"巡护队配备了【无人机，全天】监测湖面变化。":            "",
		"两岸居民从【不同】方向汇集到湖边广场。":              "",
		"县里【没收违法所得后，】统一组织补种树木。":            "",
		"对拒【不改正的企业，要】依法责令停产整顿。":            "",
		"发展【不平衡的问题，】仍然是我们的主要矛盾。":           "",
		"我们【不得不】承认水质还不够好。":                 "",
		"企业【是否】按期整改应当向社会公开。":               "",
		"全县【免费】开放了十二处湖滨公园。":                "",
		"对逾期不缴的，【由县水利局】依法予以追缴。":            "",
	} {
		before, rest, _ := strings.Cut(source, "【")
		out, after, _ := strings.Cut(rest, "】")
		text := before + out + after
		quoted := "“" + before + "……" + strings.TrimSuffix(after, "。") + "”"
		src := papersOf(t, "甲.txt", "讲话\n\n"+text+"\n")
		found, err := Trace(context.Background(), src, quoted, Options{Near: DefaultNear, Ellipsis: DefaultEllipsis})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Sources) == 0 {
			t.Errorf("%s is nowhere", quoted)
			continue
		}
		p := found.Sources[0]
		if p.Swallowed != want || (p.Verdict == Near) != (want != "") || want != "" && !strings.HasPrefix(mustText(t, src, p)[p.SwallowedAt.Start:], want) {
			t.Errorf("%s: %s, left out %q, want %q", quoted, p.Verdict, p.Swallowed, want)
		}
	}
}

func mustText(t *testing.T, src Source, p Place) string {
	t.Helper()
	d, _, err := src.Load(match.Hits{Doc: p.doc})
	if err != nil {
		t.Fatal(err)
	}
	return d.Text
}

// TestASwallowedNegationIsNearAndNotMended: also at the quotation's ends, with a
// document named, and with nothing near asked for.
func TestASwallowedNegationIsNearAndNotMended(t *testing.T) {
	src := papersOf(t, "条例(2020-03-01).md", wetlands)
	for quoted, want := range map[string]string{
		"任何单位和个人……擅自占用湿地": "the ellipsis leaves out 不得, which governs what is quoted",
		"……擅自占用湿地。":       "the ellipsis leaves out 不得, which governs what is quoted",
		"因防洪确需占用湿地……":     "the ellipsis leaves out 除外, which governs what is quoted",
		"湿地内……扩大水面":       "",
		"任何单位和个人不得……占用湿地": "",
	} {
		for _, near := range []float64{DefaultNear, 0} {
			draft := &corpus.Document{Text: "《青岚省湿地保护条例》规定：“" + quoted + "”"}
			r, err := Check(context.Background(), src, draft, CheckOptions{Near: near, Ellipsis: DefaultEllipsis})
			if err != nil {
				t.Fatal(err)
			}
			c := r.Claims[len(r.Claims)-1]
			if c.Note != want || (c.Verdict == Near) != (want != "") {
				t.Errorf("%s: %s, %q, want %q", quoted, c.Verdict, c.Note, want)
			}
			if len(Fixes(r)) > 0 {
				t.Errorf("%s: mended", quoted)
			}
		}
	}
}
