package quote

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A faithful quotation from an edition with notes is exact, whichever of the
// two has the note marks, and wherever they stand.
func TestNoteMarksOfAnEditionAreNoSlips(t *testing.T) {
	src := papersOf(t,
		"选集.txt", "谈溪流\n\n守护溪流[1]的人，要有耐心①。溪流“不会说话”〔2〕，我们替它说³。\n",
		"原稿.txt", "手稿\n\n水库在山里，山里的古树还在。\n",
		"法规.txt", "条例\n\n报告应当在[15]日内提交，按第[3]条办理。\n",
	)
	near := Options{Near: DefaultNear, Ellipsis: DefaultEllipsis}
	for _, c := range []struct {
		says, text string
		want       []string
	}{
		{"the source has them", "守护溪流的人，要有耐心。", []string{"exact 1.00 选集.txt 守护溪流[1]的人，要有耐心", "exact"}},
		{"at the edges, too", "溪流“不会说话”，我们替它说。", []string{"exact 1.00 选集.txt 溪流“不会说话”〔2〕，我们替它说", "exact"}},
		{"the draft has them", "水库在山里[7]，山里的古树②还在⑨。", []string{"exact 1.00 原稿.txt 水库在山里，山里的古树还在", "exact"}},
		{"both have others", "守护溪流[9]的人〔10〕，要有耐心。", []string{"exact 1.00 选集.txt 守护溪流[1]的人，要有耐心", "exact"}},
		{"other marks still differ", "守护溪流的人、要有耐心。", []string{"equivalent 1.00 选集.txt 守护溪流[1]的人，要有耐心", "equivalent"}},
		{"quotation marks too", "溪流不会说话，我们替它说。", []string{"equivalent 1.00 选集.txt 溪流“不会说话”〔2〕，我们替它说", "equivalent"}},
		{"numbers are no note marks", "报告应当在日内提交，按第条办理。", []string{"near 0.79 法规.txt 报告应当在[15]日内提交，按第[3]条办理", "near"}},
	} {
		o := near
		if c.says == "numbers are no note marks" {
			o.Near = 0.7
		}
		if diff := cmp.Diff(c.want, traced(t, src, c.text, o)); diff != "" {
			t.Errorf("%s: %s (-want +got)\n%s", c.says, c.text, diff)
		}
	}
}
