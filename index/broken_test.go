package index

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// broken is a folder of testdata/broken: the kept index of this layout with
// one disease. With -keep it is made anew.
type broken struct {
	name    string
	disease Disease // "" for none: remarks only
	path    string
	harm    func(s *site)
}

const keptGeneration = "gen-000002"

func diseases() []broken {
	in := func(name string) string { return keptGeneration + "/" + name }
	const text, zap = "text/000001-001.text", "bleve/000001-001.zap"
	return []broken{
		{"missing-current", MissingFile, currentName, func(s *site) { s.must(os.Remove(s.of(currentName))) }},
		{"nonsense-current", DamagedFile, currentName, func(s *site) { s.put(s.of(currentName), []byte("乱\n")) }},
		{"missing-generation", MissingFile, "gen-000009/manifest.json", func(s *site) { s.put(s.of(currentName), []byte("gen-000009\n")) }},
		{"missing-manifest", MissingFile, in(manifestName), func(s *site) { s.must(os.Remove(s.of(in(manifestName)))) }},
		{"damaged-manifest", DamagedFile, in(manifestName), func(s *site) { s.must(os.Truncate(s.of(in(manifestName)), 700)) }},
		{"newer-layout", NewerLayout, in(manifestName), func(s *site) { s.manifest(func(m map[string]any) { m["layout"] = 99 }) }},
		{"missing-text", MissingFile, in(text), func(s *site) { s.must(os.Remove(s.of(in(text)))) }},
		{"missing-segment", MissingFile, in(zap), func(s *site) { s.must(os.Remove(s.of(in(zap)))) }},
		{"short-text", DamagedFile, in(text), func(s *site) { s.must(os.Truncate(s.of(in(text)), 1000)) }},
		{"damaged-documents", DamagedFile, in(documentsName), func(s *site) { s.flip(in(documentsName), 100) }},
		{"damaged-changes", DamagedFile, in(changesName), func(s *site) { s.flip(in(changesName), 100) }},
		{"damaged-dictionary", DamagedFile, in(wordsName), func(s *site) { s.flip(in(wordsName), 150) }},
		{"damaged-text", DamagedFile, in(text), func(s *site) { s.flip(in(text), 300) }},
		{"damaged-segment", DamagedSegment, in(zap), func(s *site) { s.flip(in(zap), 300) }},
		{"other-letters", OtherText, in(text), otherLetters},
		{"other-body", OtherText, in(text), otherBody},
		{"lost-words", NotFound, in(zap), lostWords},
		{"wrong-documents", WrongCounts, in(documentsName), func(s *site) { s.manifest(func(m map[string]any) { m["documents"] = 27 }) }},
		{"wrong-texts", WrongCounts, in(text), func(s *site) { s.pack(1, func(p map[string]any) { p["texts"] = 15 }) }},
		{"wrong-letters", WrongCounts, in(text), func(s *site) { s.pack(1, func(p map[string]any) { p["letters"] = 361 }) }},
		{"wrong-dictionary", WrongCounts, in(wordsName), func(s *site) { s.manifest(func(m map[string]any) { m["own_words"] = 3 }) }},
		{"leftovers", "", "", func(s *site) {
			s.put(s.of("gen-000003/text/000003-000.text"), []byte("半"))
			s.put(s.of(nextName), []byte("gen-000003\n"))
			s.put(s.of(lockName), []byte("4711 2026-11-26T08:00:00Z\n"))
		}},
	}
}

// of is a file of the index.
func (s *site) of(name string) string { return filepath.Join(s.index, filepath.FromSlash(name)) }

// flip changes one byte of a file.
func (s *site) flip(name string, at int) {
	s.Helper()
	b, err := os.ReadFile(s.of(name))
	s.must(err)
	b[at] ^= 0x55
	s.put(s.of(name), b)
}

// pack changes the manifest's row of a pack.
func (s *site) pack(n int, edit func(map[string]any)) {
	s.Helper()
	s.manifest(func(m map[string]any) { edit(m["packs"].([]any)[n].(map[string]any)) })
}

// forge has the manifest say that a file is as it should be.
func (s *site) forge(name string) {
	s.Helper()
	row, err := checksum(s.of(keptGeneration + "/" + name))
	s.must(err)
	s.manifest(func(m map[string]any) {
		for _, f := range m["files"].([]any) {
			if f := f.(map[string]any); f["name"] == name {
				f["size"], f["crc32c"] = row.Size, row.CRC
			}
		}
	})
}

// inPack edits the text file of a pack and forges its checksum.
func (s *site) inPack(name string, edit func(p *pack, data []byte)) {
	s.Helper()
	path := s.of(keptGeneration + "/" + name)
	p := openAt(s, path)
	data, err := os.ReadFile(path)
	s.must(err)
	edit(p, data)
	s.put(path, data)
	s.forge(name)
}

func otherLetters(s *site) {
	s.inPack("text/000001-001.text", func(p *pack, data []byte) {
		data[p.texts[2].Letters+24] ^= 1 // behind the header: the first letter
	})
}

func otherBody(s *site) {
	s.inPack("text/000001-001.text", func(p *pack, data []byte) {
		a, b := p.texts[2], p.texts[3]
		copy(data[a.Body:a.Body+uint64(a.BodySize)], data[b.Body:b.Body+uint64(b.BodySize)])
	})
}

func lostWords(s *site) {
	const name = "bleve/000001-001.zap"
	d, err := analysis.OpenDictionary(tinyWords(s))
	s.must(err)
	b := newSegmentBuilder()
	for range openAt(s, s.of(keptGeneration+"/text/000001-001.text")).passages {
		b.addText(analysis.Fold("无"), [][]byte{[]byte("无")}, analysis.NewCutter(analysis.NewSegmenter(d)))
	}
	s.must(os.Remove(s.of(keptGeneration + "/" + name)))
	s.must(b.persist(s.of(keptGeneration + "/" + name)))
	s.forge(name)
}

func brokenFolder(b broken) string { return filepath.Join("testdata", "broken", b.name) }

func TestWriteBrokenIndexes(t *testing.T) {
	if !*keep {
		t.Skip("writes testdata: with -keep")
	}
	for _, b := range diseases() {
		s := keptSite(t, "layout3")
		b.harm(s)
		s.must(os.RemoveAll(brokenFolder(b)))
		s.must(os.CopyFS(brokenFolder(b), os.DirFS(s.index)))
	}
}

// brokenSite is a site with the index of a folder, and its documents.
func brokenSite(t *testing.T, b broken) *site {
	t.Helper()
	s := newTinySite(t)
	s.must(os.CopyFS(s.index, os.DirFS(brokenFolder(b))))
	s.keptDocs()
	s.keptChange()
	return s
}

func TestVerifyNamesTheDisease(t *testing.T) {
	for _, b := range diseases() {
		t.Run(b.name, func(t *testing.T) {
			s := brokenSite(t, b)
			s.wantUnchanged(func() {
				v, err := Verify(context.Background(), s.index, VerifyOptions{All: true})
				s.must(err)
				if b.disease == "" {
					if len(v.Troubles) > 0 || len(v.Remarks) != 4 {
						t.Errorf("troubles %v, remarks %q", v.Troubles, v.Remarks)
					}
					return
				}
				if !slices.ContainsFunc(v.Troubles, func(x Trouble) bool { return x.Disease == b.disease && x.Path == b.path && x.Reason != "" }) {
					t.Errorf("it is not named: %v", v.Troubles)
				}
				if len(v.Troubles) > 20 {
					t.Errorf("%d troubles for one disease", len(v.Troubles))
				}
			})
		})
	}
}

// What a disease lets open gives answers or a DamagedError, never a panic.
func TestBrokenIndexesAreAskedInVain(t *testing.T) {
	for _, b := range diseases() {
		t.Run(b.name, func(t *testing.T) {
			s := brokenSite(t, b)
			ix, err := Open(s.index)
			isDamage(t, err)
			if err == nil {
				useAll(t, ix)
				ix.Close()
			}
		})
	}
}

// A rebuild leads back to health whatever the disease, and what the index
// held outside of the paths is not lost where that can be known.
func TestRebuildHeals(t *testing.T) {
	for _, b := range diseases() {
		t.Run(b.name, func(t *testing.T) {
			s := brokenSite(t, b)
			sum, err := Update(context.Background(), s.index, []string{filepath.Join(s.docs, "条例.md")}, UpdateOptions{Rebuild: true, dictionary: tinyWords(t)})
			s.must(err)
			s.wantWhole()
			unknown := slices.Contains([]string{"missing-manifest", "damaged-manifest", "newer-layout", "damaged-documents", "damaged-changes"}, b.name)
			if unknown && len(sum.Remarks) == 0 || !unknown && (sum.New != 6 || len(sum.Remarks) > 0) {
				t.Errorf("%d documents of 6, remarks %q", sum.New, sum.Remarks)
			}
			if s.count("溪流", match.Exact) < 3 {
				t.Error("the document that was asked for is not there")
			}
		})
	}
}

// While a rebuild goes on the old index stays in force, if it can be read at
// all, also when the rebuild is stopped.
func TestRebuildKeepsTheOldIndexInForce(t *testing.T) {
	for _, b := range diseases() {
		t.Run(b.name, func(t *testing.T) {
			s := brokenSite(t, b)
			before := describe(s)
			stage := newStage(-1, dies)
			o := UpdateOptions{Rebuild: true, dictionary: tinyWords(t)}
			o.disk = disk{func(op, path string, do func() error) error {
				if op == "rename" {
					// Without CURRENT the new one counts as soon as it is complete.
					if now := describe(s); now != before && b.name != "missing-current" {
						t.Errorf("before the switch: %s; before the rebuild: %s", now, before)
					}
					stage.dead = true
				}
				return stage.step(op, path, do)
			}}
			if _, err := Update(context.Background(), s.index, []string{s.docs}, o); !errors.Is(err, errStopped) {
				t.Fatal(err)
			}
			if _, err := s.tiny(UpdateOptions{Rebuild: true}); err != nil {
				t.Fatal(err)
			}
			s.wantWhole()
		})
	}
}

// describe is what a reader finds.
func describe(s *site) string {
	s.Helper()
	ix, err := Open(s.index)
	if err != nil {
		return strings.ReplaceAll(err.Error(), s.root, "")
	}
	defer ix.Close()
	list, err := hitsOf(ix, match.Literal("溪流", match.Exact))
	b, _ := json.Marshal([]any{ix.Generation(), list, err != nil})
	return string(b)
}

// A writer without --rebuild does not build on what is broken, and a lost
// CURRENT is written again.
func TestUpdateOfABrokenIndex(t *testing.T) {
	for _, b := range diseases() {
		t.Run(b.name, func(t *testing.T) {
			s := brokenSite(t, b)
			_, err := s.tiny(UpdateOptions{Keep: true})
			if b.name == "missing-current" || b.name == "leftovers" {
				s.must(err)
				s.wantWhole()
				if n := s.open().Len(); n != 26 {
					t.Errorf("%d documents, not 26", n)
				}
				return
			}
			isDamage(t, err)
		})
	}
}
