package index

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// With -keep the index of the layout that is written now is made anew in
// testdata, from the documents there; it is done once for each layout, before
// its release, and never again.
var keep = flag.Bool("keep", false, "write the kept index of this layout anew")

// keptDocs are the documents of the kept indexes.
func (s *site) keptDocs() {
	s.Helper()
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("青石镇修建水库的办法\n\n第一条　修建水库３座，\n总库容1，000万立方米。\n")
	s.must(err)
	s.write("条例.md", "# 青石镇溪流保护条例\n\n## 第一章　总则\n\n第一条　为了保护溪流，制定本条例。\n\n第二条　溪流两岸的古树受保护。\n")
	s.write("办法.txt", gbk)
	s.write("通知.html", "<html><head><title>关于保护溪流的通知</title></head><body><p>青石发〔2021〕4号</p><p>各村要保护溪流，“一条溪流一位河长”。</p></body></html>")
	s.write("繁體.txt", "青石鎮保護溪流條例\n\n溪流𠮷祥，AI 監測 5.2%。\n")
	s.write("旧.txt", "已经废止的溪流规定。\n")
	s.write("附件.pdf", "%PDF")
}

// keptChange is what happens before the second generation of a kept index.
func (s *site) keptChange() {
	s.Helper()
	s.write("副本/条例.md", "# 青石镇溪流保护条例\n\n## 第一章　总则\n\n第一条　为了保护溪流，制定本条例。\n\n第二条　溪流两岸的古树受保护。\n")
	s.write("讲话.txt", "在溪流保护会上的讲话\n\n　　溪流是大家的，保护溪流，人人有责。\n")
	s.remove("旧.txt")
}

func TestWriteKeptIndex(t *testing.T) {
	if !*keep {
		t.Skip("writes testdata: with -keep")
	}
	s := newTinySite(t)
	s.keptDocs()
	for i := range 20 { // so many that a change does not make a new table
		s.write("村/"+strings.Repeat("一", i+1)+"村.txt", strings.Repeat("一", i+1)+"村的古树归村里管理。\n")
	}
	_, err := s.tiny(UpdateOptions{})
	s.must(err)
	s.keptChange()
	_, err = s.tiny(UpdateOptions{})
	s.must(err)
	if !s.open().manifest.has(changesName) {
		t.Fatal("the kept index has no changes of its table")
	}
	to := filepath.Join("testdata", "layout3")
	s.must(os.RemoveAll(to))
	s.must(os.CopyFS(to, os.DirFS(s.index)))
	s.must(os.Remove(filepath.Join(to, lockName)))
}

// Every layout that was ever written is read: whoever changes a format keeps
// its index here.
func TestKeptIndexes(t *testing.T) {
	for _, layout := range [...]struct {
		name      string
		documents int
		villages  int
		folding   int
	}{{"layout1", 6, 0, 1}, {"layout2", 26, 20, 1}, {"layout3", 26, 20, 2}} {
		t.Run(layout.name, func(t *testing.T) {
			s := keptSite(t, layout.name)
			if layout.folding == analysis.FoldVersion {
				s.wantWhole()
			} else {
				s.wantOldFolding()
			}
			ix := s.open()
			if ix.Len() != layout.documents || len(ix.Unread()) != 1 || ix.Unread()[0].Path != "docs/附件.pdf" {
				t.Errorf("%d documents, unread %v", ix.Len(), ix.Unread())
			}
			src := scanOf(t, ix)
			for text, want := range map[string]int{"溪流": 14, "保护溪流": 6, "水库3座": 1, "1000万": 1, "古树": 2 + layout.villages, "𠮷祥": 1, "旧": 0} {
				if got := agree(t, ix, src, match.Literal(text, match.Exact)); got != want {
					t.Errorf("%s: %d matches, want %d", text, got, want)
				}
			}
			q, err := query.Parse("溪流 古树 类型:条例")
			s.must(err)
			res, err := ix.Search(context.Background(), q, SearchOptions{})
			s.must(err)
			var paths []string
			for _, hit := range res.Hits {
				paths = append(paths, hit.Document.Path)
			}
			slices.Sort(paths)
			if diff := cmp.Diff([]string{"docs/副本/条例.md", "docs/条例.md", "docs/繁體.txt"}, paths); diff != "" {
				t.Errorf("search (-want +got)\n%s", diff)
			}
		})
	}
}

// An update takes a kept index to the layout of today, and reads no file that
// is as it was.
func TestKeptIndexesAreUpdated(t *testing.T) {
	for _, name := range [...]string{"layout1", "layout2", "layout3"} {
		t.Run(name, func(t *testing.T) {
			s := keptSite(t, name)
			s.keptDocs()
			s.keptChange()
			s.write("新.txt", "又修建水库一座。\n")
			sum, err := s.tiny(UpdateOptions{Keep: true})
			s.must(err)
			s.wantCounts(sum, [4]int{1, 0, 0, 6})
			if m := s.open().manifest; m.Layout != Layout {
				t.Errorf("layout %d", m.Layout)
			}
			s.wantWhole()
		})
	}
}

// wantOldFolding checks that verify finds no more than that an index is of
// another folding.
func (s *site) wantOldFolding() {
	s.Helper()
	v, err := Verify(context.Background(), s.index, VerifyOptions{All: true})
	s.must(err)
	others := slices.DeleteFunc(slices.Clone(v.Remarks), func(r string) bool { return strings.Contains(r, "where it was") }) // of its documents, which are not kept
	if len(v.Troubles) > 0 || len(others) != 1 || !strings.Contains(others[0], "another folding") {
		s.Errorf("troubles %v, remarks %q", v.Troubles, v.Remarks)
	}
}

// keptSite is a site with a kept index and no documents.
func keptSite(t *testing.T, name string) *site {
	t.Helper()
	s := newTinySite(t)
	s.must(os.CopyFS(s.index, os.DirFS(filepath.Join("testdata", name))))
	s.must(os.Mkdir(s.docs, 0o755))
	return s
}

// A layout that is not known is refused, and by an update too.
func TestUnknownLayoutIsRefused(t *testing.T) {
	s := keptSite(t, "layout3")
	s.manifest(func(m map[string]any) { m["layout"] = Layout + 1 })
	var layout *LayoutError
	_, err := s.tiny(UpdateOptions{})
	if !errors.As(err, &layout) {
		t.Errorf("an update: %v", err)
	}
	if _, err := s.tiny(UpdateOptions{Rebuild: true}); err != nil {
		t.Errorf("a rebuild: %v", err)
	}
	s.wantWhole()
}

// Rows of a layout before have the strings of today, those that were not there
// empty, and a change time that no file has.
func TestRowsOfOldLayouts(t *testing.T) {
	for _, name := range [...]string{"layout1", "layout2"} {
		ix := keptSite(t, name).open()
		n := ix.docs.find("docs/办法.txt")
		info := ix.Info(n)
		if info.Type != "办法" || info.Effective+info.Repealed != "" || info.Encoding != "gb18030" || info.Format != "text" || ix.docs.rows[n].ChangeTime != noTime {
			t.Errorf("%s: %+v, %+v", name, info, ix.docs.rows[n])
		}
		for n := range ix.Len() {
			x := entry{info: ix.Info(n)}
			_, want := encodeRows([]entry{x})
			if diff := cmp.Diff(want, ix.docs.stringBytes(n)); diff != "" {
				t.Errorf("%s, row %d: strings as they stand in a table of today (-want +got)\n%s", name, n, diff)
			}
		}
	}
}
