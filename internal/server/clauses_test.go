package server

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
)

func TestClausesHaveAddresses(t *testing.T) {
	doc, err := corpus.Read("x.md", []byte("# 条例\n\n第一章 总则\n\n第一条 船要登记。\n\n第二条 船分为：\n\n（一）大船；\n\n（二）小船。\n\n前款规定的船要挂锚。\n"))
	if err != nil {
		t.Fatal(err)
	}
	sections := corpus.NewSections(doc)
	r := reader{doc: doc, sections: sections, ids: sectionIDs(doc, sections), here: -1}
	var got []string
	for _, p := range r.paragraphs() {
		got = append(got, strings.Join([]string{p.ID, p.ClauseID, p.Section, p.Clause, strings.Repeat("+", p.Depth)}, "|"))
	}
	want := []string{
		"||||",
		"第一章||第一章||",
		"第一条||第一章 第一条||+",
		"第二条|第二条第一款|第一章 第二条|第一章 第二条第一款|+",
		"第二条第一款第（一）项||第一章 第二条第一款第（一）项||+++",
		"第二条第一款第（二）项||第一章 第二条第一款第（二）项||+++",
		"第二条第二款||第一章 第二条第二款|第一章 第二条第二款|++",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
