package index

import (
	"path/filepath"
	"slices"
	"time"
)

// Status describes the generation.
type Status struct {
	Generation            string
	Root                  string
	Layout, Fold, Readers int
	Built                 time.Time
	Documents, Texts      int
	Passages              int
	Letters               int64
	TextBytes, IndexBytes int64
	Dictionary            string
	UserWords             int
	Unread                []Unread
	Skipped               int
}

// Status counts what the generation holds, without dead texts. IndexBytes is
// of all its files but the manifest. The counts of texts are short if the
// index can't be read any more.
func (ix *Index) Status() (s Status) {
	var err error
	defer guard(ix.gen, &err)()
	m := ix.manifest
	s = Status{Generation: ix.Generation(), Root: ix.Root(), Layout: m.Layout, Fold: m.Fold, Readers: m.Readers,
		Built: m.Built, Documents: m.Documents, Dictionary: m.Dictionary, UserWords: m.OwnWords,
		Unread: slices.Clone(m.Unread), Skipped: m.Skipped}
	s.IndexBytes = ix.fileBytes()
	for _, p := range ix.packs {
		for n := range p.texts {
			if !p.live[n] {
				continue
			}
			from, to := p.passageRange(uint32(n))
			s.Texts++
			s.Passages += int(to - from)
			s.Letters += int64(p.texts[n].Count)
			s.TextBytes += int64(p.texts[n].Bytes)
		}
	}
	return s
}

// Root is the folder that the paths of documents are relative to.
func (ix *Index) Root() string { return rootOf(ix.dir, ix.manifest.Root) }

// rootOf resolves a manifest's root.
func rootOf(dir, root string) string {
	if filepath.IsAbs(root) {
		return root
	}
	abs, err := filepath.Abs(filepath.Join(dir, filepath.FromSlash(root)))
	if err != nil {
		return filepath.Join(dir, root)
	}
	return abs
}
