package library

import (
	"fmt"
	"strings"
	"testing"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// counting is a Source that counts how often a document is read.
type counting struct {
	shelf
	reads *int
}

func (c counting) Load(h match.Hits) (*corpus.Document, []match.Span, error) {
	*c.reads++
	return c.shelf.Load(h)
}

func TestArticlesAreFoundOnceForAll(t *testing.T) {
	reads := 0
	l := New(counting{shelve(t, statutes[1]), &reads}, nil)
	for _, article := range []string{"第二条", "第四条", "第九十条"} {
		if _, err := l.Cite(Name{Title: "渡口管理法", Article: article}, ""); err != nil {
			t.Fatal(err)
		}
	}
	doc, err := l.Load(0)
	if err != nil {
		t.Fatal(err)
	}
	if a := l.articlesOf(doc); reads != 1 || a != l.articlesOf(doc) {
		t.Errorf("read %d times; the articles are kept: %v", reads, a == l.articlesOf(doc))
	}
}

func TestLibraryForgetsWhatIsTooMuch(t *testing.T) {
	papers := []paper{{title: "甲法"}, {title: "乙法"}, {title: "丙法"}}
	for i := range papers {
		papers[i].body = strings.Repeat("渡口。", maxKept/2/len("渡口。"))
	}
	reads := 0
	l := New(counting{shelve(t, papers...), &reads}, nil)
	for _, doc := range []int{0, 0, 1, 2, 0} {
		if _, err := l.Load(doc); err != nil {
			t.Fatal(err)
		}
		kept := 0
		for _, d := range l.read {
			kept += size(d.doc)
		}
		if kept > maxKept || kept != l.size || len(l.read) != len(l.shelf) {
			t.Errorf("keeps %d bytes and says %d, the most is %d", kept, l.size, maxKept)
		}
	}
	if reads != 4 {
		t.Errorf("read %d times, want 4", reads)
	}
}

func BenchmarkMissingArticle(b *testing.B) {
	var text strings.Builder
	for i := range 1200 {
		fmt.Fprintf(&text, "第%d条 渡口的管理人应当登记乘客，备好救生衣。\n\n", i+1)
	}
	doc, err := corpus.Read("法.md", []byte("# 渡口法典\n\n"+text.String()))
	if err != nil {
		b.Fatal(err)
	}
	l := New(shelf{docs: []*corpus.Document{doc}}, nil)
	for b.Loop() {
		j, err := l.Cite(Name{Title: "渡口法典", Article: "第一千二百零一条"}, "")
		if err != nil || j.Verdict != Absent {
			b.Fatal(j.Verdict, err)
		}
	}
}
