package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestGivenMetadata(t *testing.T) {
	table, err := ReadGiven([]byte("路径,标题,Issuer,文 号,日期,类型,In force from,废止日期,备注\r\n" +
		"通知/甲.md,甲通知,云河省水利厅,云水(2021)3号,2021.3.1,通知,２０２１年５月１日,2024,x\r\n" +
		"./通知\\乙.md,,,,2023-02-30,便条,-,\r\n" +
		",无名,\r\n" +
		"\r\n" +
		"丙.md,\"两行\n标题\"\r\n" +
		"丁.md\r\n" +
		"通知/甲.md,又一甲\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []GivenRow{
		{"通知/甲.md", 9, Given{Meta{Title: "又一甲"}}},
		{"通知/乙.md", 3, Given{Meta{Effective: "-"}}},
		{"丙.md", 6, Given{Meta{Title: "两行 标题"}}},
		{"丁.md", 8, Given{}},
	}
	if diff := cmp.Diff(want, table.Rows); diff != "" {
		t.Error(diff)
	}
	var lines []int
	for _, w := range table.Warnings {
		lines = append(lines, w.Line)
	}
	if diff := cmp.Diff([]int{1, 3, 3, 4, 9}, lines); diff != "" {
		t.Errorf("%v: %s", table.Warnings, diff)
	}
	if _, ok := table.Of("甲.md"); ok {
		t.Error("a name is not a path")
	}
}

func TestGivenOverrules(t *testing.T) {
	m := Meta{Title: "甲", Issuer: "乙", Date: "2020"}
	near := Given{Meta{Title: "新甲", Date: "-"}}
	far := Given{Meta{Title: "旧甲", Number: "云水〔2021〕3号"}}
	near.Over(far).Set(&m)
	if diff := cmp.Diff(Meta{Title: "新甲", Issuer: "乙", Number: "云水〔2021〕3号"}, m); diff != "" {
		t.Error(diff)
	}
	sums := map[uint64]Given{}
	for _, g := range []Given{{}, near, far, near.Over(far), {Meta{Title: "a"}}, {Meta{Issuer: "a"}}, {Meta{Title: "a", Issuer: "b"}}, {Meta{Title: "ab"}}} {
		if other, ok := sums[g.Sum()]; ok {
			t.Errorf("%+v and %+v have one sum", g, other)
		}
		sums[g.Sum()] = g
	}
	if (Given{}).Sum() != 0 {
		t.Error("nothing said is 0")
	}
}

func TestGivenInOtherForms(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("路径,标题,发文机关\n通知.md,关于加强河湖管理保护工作的通知,云河省人民政府办公厅\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"GB18030": gbk, "tabs": "path\ttitle\n通知.md\t关于加强河湖管理保护工作的通知\n", "with a BOM": "\ufeff路径,标题\n通知.md,关于加强河湖管理保护工作的通知\n"} {
		table, err := ReadGiven([]byte(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if g, _ := table.Of("通知.md"); g.Title != "关于加强河湖管理保护工作的通知" || len(table.Warnings) > 0 {
			t.Errorf("%s: %+v, %v", name, g, table.Warnings)
		}
	}
	for _, data := range []string{"", "标题,日期\n甲,2020\n", "\x00\x01\x02\x03", "PK\x03\x04"} {
		if _, err := ReadGiven([]byte(data)); err == nil {
			t.Errorf("%q is a metadata file", data)
		}
	}
}

func FuzzReadGiven(f *testing.F) {
	f.Add("路径,标题\n甲.md,\"乙\n")
	f.Add("path\tdate\n甲.md\t2020\n")
	f.Add("path,path,date,日期\n..,/,-,-\n\"")
	f.Fuzz(func(t *testing.T, data string) {
		table, err := ReadGiven([]byte(data))
		if err != nil {
			return
		}
		for _, r := range table.Rows {
			if g, ok := table.Of(r.Path); !ok || g != r.Given || r.Line < 2 || strings.ContainsAny(g.Title, "\n\r") {
				t.Errorf("%q: %+v", data, r)
			}
			if g := r.Given; g.Date != "" && g.Date != "-" && parseDate(g.Date) != g.Date {
				t.Errorf("%q: date %q", data, g.Date)
			}
		}
	})
}
