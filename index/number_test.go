package index

import (
	"path/filepath"
	"strings"
	"testing"
)

// A 文号 finds the document that has it, however it is written, before those
// that cite it.
func TestANumberFindsItsDocument(t *testing.T) {
	s := newSite(t)
	for name, text := range map[string]string{
		"令":  "---\n文号: 中华人民共和国国务院令第631号\n---\n# 湿地条例\n\n第一条 保护湿地。\n",
		"引":  "# 关于湿地的解读\n\n国务院令第631号是什么？国务院令第631号公布后，国务院令第631号施行。\n",
		"省":  "---\n文号: 云澜省人民政府令第15号\n---\n# 渡口办法\n\n第一条 保护渡口。\n",
		"通":  "---\n文号: 云政发〔2021〕5号\n---\n# 渡船通知\n\n检修渡船。\n",
		"引通": "# 渡船问答\n\n云政发〔2021〕5号怎样说渡船？按云政发〔2021〕5号办。\n",
	} {
		s.write(name+".md", text)
	}
	s.update(UpdateOptions{})
	ix := s.open()
	for text, want := range map[string]string{
		"国务院令第631号":         "令",
		"中华人民共和国国务院令第631号":  "令",
		"国务院令 631号":         "令",
		"“国务院令第631号”":       "引",
		"云政发〔2021〕5号":       "通",
		"云政发(2021)5号":       "通",
		"云政发[2021]第5号":      "通",
		"云政发２０２１ ５号":        "通",
		"人民政府令第15号":         "省",
		"文号:国务院令第631号":      "令",
		"文号:15号":            "省",
		"文号:第十五号":           "省",
		"number:云政发(2021)5": "通",
		"文号:云政发":            "通",
		"文号:（云澜省人民政府令第15号）": "省",
	} {
		res := s.search(ix, text, SearchOptions{})
		if len(res.Hits) == 0 {
			t.Errorf("%s finds nothing", text)
			continue
		}
		if got := strings.TrimSuffix(filepath.Base(res.Hits[0].Document.Path), ".md"); got != want {
			t.Errorf("%s finds %s first, want %s", text, got, want)
		}
		if strings.Contains(text, ":") && len(res.Hits) != 1 {
			t.Errorf("%s finds %d documents", text, len(res.Hits))
		}
	}
	for _, text := range []string{"文号:务院令第631号", "文号:5", "文号:1号", "文号:631"} {
		res := s.search(ix, text, SearchOptions{})
		if want := map[string]int{"文号:5": 1, "文号:631": 1}[text]; res.Total() != want {
			t.Errorf("%s finds %d documents, want %d", text, res.Total(), want)
		}
	}
}
