package match

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestNumberKey(t *testing.T) {
	for written, want := range map[string]string{
		"国发〔2021〕5号":       "国发 2021 5",
		"国发[2021]5号":       "国发 2021 5",
		"国发（2021）5号":       "国发 2021 5",
		"国发【2021】５号":       "国发 2021 5",
		"國發〔２０２１〕第５號":      "国发 2021 5",
		"国发 2021 5":        "国发 2021 5",
		"国发字〔2021〕第5号":     "国发 2021 5",
		"国 发 〔2021〕 5 号":   "国发 2021 5",
		"（国发〔2021〕5号）":     "国发 2021 5",
		"中华人民共和国国务院令第631号": "国务院令 631",
		"国务院令631":          "国务院令 631",
		"国务院令 第 631 号":     "国务院令 631",
		"国务院令（第631号）":      "国务院令 631",
		"国令第631号":          "国务院令 631",
		"（省政府令第15号）":       "省政府令 15",
		"省政府令第十五号":         "省政府令 15",
		"主席令第六十五号":         "主席令 65",
		"主席令第一百零五号":        "主席令 105",
		"主席令第二〇号":          "主席令 20",
		"公告2021年第5号":       "公告 2021 5",
		"云政发〔2021〕5-1号":    "云政发 2021 5-1",
		"中华人民共和国国务院、中华人民共和国中央军事委员会令第173号": "国务院中央军事委员会令 173",
		"第15号":    "15",
		"15号":     "15",
		"第一局令第三号": "第一局令 3",
		"国发":      "国发",
		"":        "",
		"——":      "",
	} {
		if got := NumberKey(written); got != want {
			t.Errorf("%s is %q, want %q", written, got, want)
		}
	}
}

func TestNumbersThatMeanOneAnother(t *testing.T) {
	numbers := []string{
		"中华人民共和国国务院令第631号", "国务院、中央军事委员会令第631号", "云澜省人民政府令第15号", "省政府令第15号", "青岚市人民政府令第15号",
		"国发〔2021〕15号", "国办发〔2021〕15号", "浙国发〔2021〕15号", "国发〔2020〕15号", "云澜省国务院令第631号", "国务院令第63号", "国务院令第1631号",
	}
	for written, want := range map[string]string{
		"国务院令第631号":    "中华人民共和国国务院令第631号",
		"631号":         "中华人民共和国国务院令第631号 国务院、中央军事委员会令第631号 云澜省国务院令第631号",
		"第15号":         "云澜省人民政府令第15号 省政府令第15号 青岚市人民政府令第15号 国发〔2021〕15号 国办发〔2021〕15号 浙国发〔2021〕15号 国发〔2020〕15号",
		"〔2021〕15号":    "国发〔2021〕15号 国办发〔2021〕15号 浙国发〔2021〕15号",
		"国发[2021]15号":  "国发〔2021〕15号",
		"国发 2021 15":   "国发〔2021〕15号",
		"发〔2021〕15号":   "",
		"人民政府令第15号":    "云澜省人民政府令第15号 青岚市人民政府令第15号",
		"云澜省人民政府令第15号": "云澜省人民政府令第15号",
		"政府令第15号":      "",
		"省政府令第15号":     "省政府令第15号",
		"国发":           "国发〔2021〕15号 国发〔2020〕15号",
		"5号":           "",
		"务院令第631号":     "",
		"":             "",
	} {
		means := NumberMatcher(written)
		var got []string
		for _, n := range numbers {
			if means(n) {
				got = append(got, n)
			}
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s means\n%s, want\n%s", written, g, want)
		}
	}
}

func TestIsNumber(t *testing.T) {
	for _, is := range []string{"国务院令第631号", "国发〔2021〕5号", "国发 2021 5", "（省政府令第15号）", "主席令第六十五号"} {
		if !IsNumber(is) {
			t.Errorf("%s is a 文号", is)
		}
	}
	for _, not := range []string{"15号", "第15号", "2035年远景目标", "民法典第986条", "十四五 2025", "G20峰会", "国发", "科技创新", "地铁15号线", ""} {
		if IsNumber(not) {
			t.Errorf("%s is no 文号", not)
		}
	}
}

// Whatever stands between its pieces, a 文号 is itself; with another digit it is
// another one.
func TestNumberKeyOfRandomNumbers(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	pick := func(s ...string) string { return s[rng.IntN(len(s))] }
	for range 2000 {
		issuer, year, n := pick("云政发", "青水函", "云澜省人民政府令"), pick("2019", "2021"), pick("3", "15", "631")
		write := func(n string) string {
			return pick("", "（", " ") + issuer + pick("", "字", " ") + pick("〔", "[", "（", "【", "［", " ") + year + pick("〕", "]", "）", " ") + pick("", "第") + n + pick("", "号", " 號")
		}
		a, b, other := write(n), write(n), write(n+"7")
		if NumberKey(a) != NumberKey(b) || !NumberMatcher(a)(b) {
			t.Fatalf("%s is %q, %s is %q", a, NumberKey(a), b, NumberKey(b))
		}
		if NumberKey(a) == NumberKey(other) || NumberMatcher(a)(other) {
			t.Fatalf("%s is %s", a, other)
		}
	}
}
