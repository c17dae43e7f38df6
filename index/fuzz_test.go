package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// isDamage fails unless err is nil or one that an index in such a state may
// give.
func isDamage(t *testing.T, err error) {
	t.Helper()
	var damaged *DamagedError
	var layout *LayoutError
	if err != nil && !errors.As(err, &damaged) && !errors.As(err, &layout) {
		t.Fatalf("%T %v", err, err)
	}
}

// What a body says comes back, and arbitrary bytes are a document or an
// error.
func FuzzReadBody(f *testing.F) {
	doc, err := corpus.Read("甲.md", []byte("# 办法\n\n## 第一章 总则\n\n第一条 修建水库，\n疏浚河道。\n\n第二条 植树。\n"))
	if err != nil {
		f.Fatal(err)
	}
	doc.Warnings = []string{"有误", ""}
	f.Add(textBody(doc))
	f.Add([]byte{})
	f.Add([]byte{3, 'a', 0xff, 'b', 0, 0, 0, 0})
	f.Add([]byte("\xff\xff\xff\xff\x07"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got := new(corpus.Document)
		if readBody(got, b) != nil {
			return
		}
		again := new(corpus.Document)
		if err := readBody(again, textBody(got)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(got, again); diff != "" {
			t.Errorf("after writing and reading (-before +after)\n%s", diff)
		}
		if text, err := readText(b); err != nil || text != got.Text {
			t.Errorf("readText gives %q, %v; want %q", text, err, got.Text)
		}
	})
}

func FuzzManifest(f *testing.F) {
	s := newSite(f)
	path := filepath.Join(s.generation(), manifestName)
	whole, err := os.ReadFile(path)
	s.must(err)
	f.Add(whole)
	for _, seed := range [...]string{"", "{}", "null", "[]", `{"layout":1}`, `{"layout":2,"files":3}`, `{"layout":1,"documents":-1}`,
		`{"layout":1e99}`, `{"layout":2,"packs":[{},{"name":"000001-000"}],"files":[{"name":"documents","size":16},{"name":"changes"}]}`, `{"layout":1,"packs":[{"name":"../../x"}],"files":[{"name":"documents"}]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		ix, err := Open(s.index)
		isDamage(t, err)
		if err == nil {
			ix.Status()
			ix.Close()
		}
	})
}

func FuzzDocuments(f *testing.F) {
	info := corpus.Info{Path: "甲.md", Meta: corpus.Meta{Title: "办法", Date: "2021"}}
	whole := encodeDocuments([]entry{{docRow: docRow{Size: 1}, info: info}, {docRow: docRow{Text: 1}, info: corpus.Info{Path: "乙.md"}}})
	f.Add(whole, 2)
	f.Add(whole, 3)
	f.Add(whole[:40], 2)
	f.Add([]byte(documentsMagic+strings.Repeat("\xff", 80)), -1)
	f.Add([]byte{}, 1<<60)
	old := oldTable(f, "layout2", documentsName)
	f.Add(old, -1)
	f.Add(old[:len(old)/2], -1)
	f.Add(append([]byte(documentsMagic), old[8:]...), -1)
	f.Add(append([]byte(oldDocumentsMagic), whole[8:]...), 2)
	f.Add(oldTable(f, "layout1", documentsName), 6)
	f.Fuzz(func(t *testing.T, b []byte, want int) {
		d := &documents{path: "documents", data: append([]byte(nil), b...)}
		err := d.parse(want)
		isDamage(t, err)
		if err != nil {
			return
		}
		use := func() (err error) {
			defer guard("gen", &err)()
			for n := range d.rows {
				_ = fmt.Sprint(d.info(n), d.pathOf(n), d.stringBytes(n), d.find(d.pathOf(n)))
			}
			return nil
		}
		isDamage(t, use())
	})
}

// oldTable is a file of a kept index of a layout before.
func oldTable(f *testing.F, layout, name string) []byte {
	f.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", layout, keptGeneration, name))
	if err != nil {
		f.Fatal(err)
	}
	return b
}

// FuzzChanges merges arbitrary bytes with a table of three documents, or with
// that of a kept index of layout 2.
func FuzzChanges(f *testing.F) {
	named := func(path string) entry { return entry{info: corpus.Info{Path: path}} }
	table := encodeDocuments([]entry{named("乙.md"), named("丁.md"), named("己.md")})
	f.Add(encodeChanges(3, []uint32{1}, []uint32{0, 1, 3}, []entry{named("甲.md"), named("丁.md"), named("辛.md")}))
	f.Add(encodeChanges(3, []uint32{0, 1, 2}, nil, nil))
	f.Add(encodeChanges(3, nil, []uint32{3, 3}, []entry{named("庚.md"), named("辛.md")}))
	f.Add(encodeChanges(4, []uint32{3}, nil, nil))
	f.Add(encodeChanges(3, []uint32{2, 1}, []uint32{9}, []entry{named("庚.md")}))
	f.Add([]byte(changesMagic + strings.Repeat("\xff", 60)))
	old, oldChanges := oldTable(f, "layout2", documentsName), oldTable(f, "layout2", changesName)
	f.Add(oldChanges)
	f.Add(oldChanges[:len(oldChanges)/2])
	f.Fuzz(func(t *testing.T, b []byte) {
		d := &documents{path: "documents", data: table}
		if strings.HasPrefix(string(b), oldChangesMagic) {
			d.data = old
		}
		if err := d.parse(-1); err != nil {
			t.Fatal(err)
		}
		d.changes = &changes{data: append([]byte(nil), b...)}
		use := func() (err error) {
			defer guard("gen", &err)()
			if !d.changes.parse(d) {
				return nil
			}
			d.merge()
			if want := len(d.table) - len(d.changes.dropped) + len(d.changes.rows); len(d.rows) != want || len(d.origins()) != want {
				t.Errorf("%d rows, want %d", len(d.rows), want)
			}
			for n := range d.rows {
				_ = fmt.Sprint(d.info(n), d.pathOf(n), d.stringBytes(n), d.find(d.pathOf(n)))
			}
			return nil
		}
		isDamage(t, use())
	})
}

// FuzzPack opens an index whose one pack's text file has arbitrary bytes.
func FuzzPack(f *testing.F) {
	s := newSite(f)
	s.write("甲.txt", "修建水库、疏浚河道 2035年。\n")
	s.write("乙.txt", "AI 修建。𠮷\n")
	s.update(UpdateOptions{})
	var row packRow
	s.manifest(func(m map[string]any) {
		b, err := json.Marshal(m["packs"].([]any)[0])
		s.must(err)
		s.must(json.Unmarshal(b, &row))
	})
	ix := s.open()
	path := filepath.Join(s.generation(), row.textFile())
	whole, err := os.ReadFile(path)
	s.must(err)
	f.Add(whole, 0, byte(0))
	for at := 0; at < len(whole); at += 7 {
		f.Add(whole, at, byte(0xff))
	}
	f.Add([]byte(packMagic+packMagic), 0, byte(0))
	f.Fuzz(func(t *testing.T, b []byte, at int, with byte) {
		data := append([]byte(nil), b...)
		if at >= 0 && at < len(data) {
			data[at] ^= with
		}
		p := &pack{row: row, path: "text", data: data, segment: ix.packs[0].segment}
		if err := p.readDirectory(); err != nil {
			isDamage(t, err)
			return
		}
		bad := &Index{gen: "gen", manifest: ix.manifest, docs: ix.docs, decoder: ix.decoder, packs: []*pack{p}}
		if len(p.texts) < 2 {
			return
		}
		isDamage(t, bad.markDead())
		_, err := hitsOf(bad, match.Literal("修建", match.Loose))
		isDamage(t, err)
		_, err = hitsOf(bad, match.Literal("AI", match.Raw))
		isDamage(t, err)
		for n := range bad.Len() {
			_, err := bad.Read(n)
			isDamage(t, err)
		}
	})
}

// FuzzSegment opens arbitrary bytes as a pack's segment.
func FuzzSegment(f *testing.F) {
	s := newSite(f)
	s.write("甲.md", "# 办法\n\n第一条 修建水库。\n\n第二条 修建公路。\n\n第三条 疏浚河道 2035年。\n")
	s.update(UpdateOptions{})
	p := s.open().packs[0]
	whole, err := os.ReadFile(filepath.Join(s.generation(), p.row.zapFile()))
	s.must(err)
	f.Add(whole, 0, byte(0))
	for at := 0; at < len(whole); at += 5 {
		f.Add(whole, at, byte(0xff))
		f.Add(whole, at, byte(1))
	}
	f.Add([]byte{}, 0, byte(0))
	f.Add(make([]byte, 100), 0, byte(0))
	path := filepath.Join(s.root, "segment.zap")
	f.Fuzz(func(t *testing.T, b []byte, at int, with byte) {
		data := append([]byte(nil), b...)
		if at >= 0 && at < len(data) {
			data[at] ^= with
		}
		if err := os.WriteFile(path, data, 0o644); err != nil || len(data) == 0 {
			return
		}
		use := func() (err error) {
			defer guard(path, &err)()
			seg, err := openSegment(path, p.row.Passages)
			if err != nil {
				return err
			}
			defer seg.close()
			for _, term := range [...]string{"修", "修建", "2035", "水库", "没有"} {
				if _, err := seg.passages(seg.grams, term); err != nil {
					return &DamagedError{path, err.Error()}
				}
				if _, err := seg.passages(seg.words, term); err != nil {
					return &DamagedError{path, err.Error()}
				}
			}
			return nil
		}
		isDamage(t, use())
	})
}
