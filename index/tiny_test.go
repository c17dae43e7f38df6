package index

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"testing"

	"yinzheng/internal/analysis"
)

// tinyWords is a dictionary of a few words: gse's takes a second to make and
// has three megabytes.
func tinyWords(t testing.TB) []byte {
	t.Helper()
	d, err := analysis.NewDictionary(map[string]uint64{
		"溪流": 90, "保护": 80, "水库": 70, "古树": 60, "修建": 50, "条例": 40, "通知": 30, "不断": 20, "发展": 20, "管理": 10,
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := d.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// newTinySite is a site without an index, whose index will have few words.
func newTinySite(t testing.TB) *site {
	t.Helper()
	root := t.TempDir()
	return &site{t, root, filepath.Join(root, "docs"), filepath.Join(root, "index")}
}

// tiny brings the index of a tiny site up to date with all documents.
func (s *site) tiny(o UpdateOptions) (Summary, error) {
	s.Helper()
	o.dictionary = tinyWords(s)
	return Update(context.Background(), s.index, []string{s.docs}, o)
}

// fingerprint of the index in force, "" for none.
func (s *site) fingerprint() string {
	s.Helper()
	ix, err := Open(s.index)
	if errors.Is(err, ErrNoIndex) {
		return ""
	}
	s.must(err)
	defer ix.Close()
	sum, err := ix.Fingerprint()
	s.must(err)
	return sum
}

// wantWhole verifies all of the index and that nothing lies beside it.
func (s *site) wantWhole() {
	s.Helper()
	v, err := Verify(context.Background(), s.index, VerifyOptions{All: true})
	s.must(err)
	for _, x := range v.Troubles {
		s.Errorf("trouble: %v", x)
	}
	ix := s.open()
	gone, err := ix.Gone()
	s.must(err)
	for _, r := range v.Remarks {
		if r != "LOCK is there and nobody holds it" && r != GoneRemark(gone, ix.Len()) {
			s.Errorf("remark: %s", r)
		}
	}
}
