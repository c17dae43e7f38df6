package index

import (
	"testing"

	"yinzheng/corpus"
	"yinzheng/internal/query"
)

// Filters beside the query and fields in it leave the same documents, and
// those that are selected are all that are listed.
func TestFiltersSelectAsFieldsDo(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.md", "# 通知\n\n2021年3月1日\n\n保护溪流，修建水库。\n")
	s.write("乙.md", "# 条例\n\n2019年3月1日\n\n保护溪流。\n")
	s.write("丙.md", "# 管理\n\n保护古树。\n")
	_, err := s.tiny(UpdateOptions{})
	s.must(err)
	ix := s.open()
	of2021 := func(x corpus.Info) bool { return len(x.Date) >= 4 && x.Date[:4] == "2021" }
	for _, text := range []string{"溪流", "保护", `"保护溪流"`, "保护 -水库", "大海", "路径:docs/"} {
		for _, sort := range Sorts() {
			filtered := s.search(ix, text, SearchOptions{Keep: of2021, Sort: sort})
			asField := s.search(ix, text+" 日期:2021", SearchOptions{Sort: sort})
			if filtered.Total() != asField.Total() || len(filtered.Hits) != filtered.Total() {
				t.Errorf("%s by %s: %d, as a field %d", text, sort, filtered.Total(), asField.Total())
			}
			for i, n := range filtered.Selected {
				if !of2021(ix.Info(n)) || i > 0 && filtered.Selected[i-1] >= n {
					t.Errorf("%s: selected %v", text, filtered.Selected)
				}
			}
		}
	}
}

// What is marked in the whole text is what snippets mark.
func TestHighlightMarksTheWholeText(t *testing.T) {
	s := newTinySite(t)
	s.write("甲.md", "# 保护溪流\n\n保护溪流，保护水库。\n\n修建水库，要先看溪流。\n")
	_, err := s.tiny(UpdateOptions{})
	s.must(err)
	ix := s.open()
	doc, err := ix.Read(0)
	s.must(err)
	for text, want := range map[string]string{
		"溪流":               `# 保护[溪流]/保护[溪流]，保护水库。/修建水库，要先看[溪流]。`,
		`"保护溪流"`:           `# [保护溪流]/[保护溪流]，保护水库。/修建水库，要先看溪流。`,
		`"修建" NEAR/9 "溪流"`: `# 保护[溪流]/保护[溪流]，保护水库。/[修建]水库，要先看[溪流]。`,
		"水库 -溪流":           `# 保护溪流/保护溪流，保护[水库]。/修建[水库]，要先看溪流。`,
		"路径:docs/ 标题:溪流":   `# 保护溪流/保护溪流，保护水库。/修建水库，要先看溪流。`,
		"大海":               `# 保护溪流/保护溪流，保护水库。/修建水库，要先看溪流。`,
		"保护溪流 OR (水库 修建)":  `# [保护溪流]/[保护溪流]，保护[水库]。/[修建][水库]，要先看溪流。`,
		"治理溪流":             `# 保护[溪流]/保护[溪流]，保护水库。/修建水库，要先看[溪流]。`,
		"“保护溪流，保护水库” 类型:通知": `# 保护溪流/[保护溪流，保护水库]。/修建水库，要先看溪流。`,
	} {
		q, err := query.Parse(text)
		s.must(err)
		spans, err := ix.Highlight(t.Context(), q, doc)
		s.must(err)
		var pieces []Piece
		at := 0
		for _, x := range spans {
			pieces = append(pieces, Piece{Text: doc.Text[at:x.Start]}, Piece{Text: doc.Text[x.Start:x.End], Match: true})
			at = x.End
		}
		got := ""
		for _, r := range "# " + marked(append(pieces, Piece{Text: doc.Text[at:]})) {
			if r == '\n' {
				r = '/'
			}
			got += string(r)
		}
		if got != want {
			t.Errorf("%s:\n%s\n%s", text, got, want)
		}
	}
}
