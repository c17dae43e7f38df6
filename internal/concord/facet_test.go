package concord

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
)

func TestFacetsCountWhatTheFilterWouldLeave(t *testing.T) {
	infos := []corpus.Info{
		{Meta: corpus.Meta{Date: "2021-03-01", Issuer: "云岭省人民政府", Type: "通知"}},
		{Meta: corpus.Meta{Date: "2021", Issuer: "云岭省人民政府办公厅", Type: "通知"}},
		{Meta: corpus.Meta{Date: "2019-05", Issuer: "云岭省水利厅、云岭省财政厅", Type: "办法"}},
		{Meta: corpus.Meta{Issuer: "、", Type: ""}},
		{Meta: corpus.Meta{Date: "2019-06", Issuer: "雲嶺省財政廳", Type: "办法"}},
		{Meta: corpus.Meta{Date: "1999", Issuer: "不在其中", Type: "决定"}},
	}
	info := func(doc int) corpus.Info { return infos[doc] }
	docs := []int{0, 1, 2, 3, 4}
	got := NewFacets(info, docs)
	want := Facets{
		Years:   []Facet{{"2021", 2}, {"2019", 2}},
		Issuers: []Facet{{"云岭省人民政府", 2}, {"云岭省财政厅", 2}, {"雲嶺省財政廳", 2}, {"云岭省人民政府办公厅", 1}, {"云岭省水利厅", 1}},
		Types:   []Facet{{"办法", 2}, {"通知", 2}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for flag, list := range map[string][]Facet{"date": got.Years, "issuer": got.Issuers, "type": got.Types} {
		for _, f := range list {
			keep, err := NewFilter(func(name string) []string {
				if name == flag {
					return []string{f.Value}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			left := 0
			for _, n := range docs {
				if keep(infos[n]) {
					left++
				}
			}
			if left != f.Documents {
				t.Errorf("%s %s leaves %d, not %d", flag, f.Value, left, f.Documents)
			}
		}
	}
	if diff := cmp.Diff(Facets{Years: []Facet{}, Issuers: []Facet{}, Types: []Facet{}}, NewFacets(info, nil)); diff != "" {
		t.Error(diff)
	}
}
