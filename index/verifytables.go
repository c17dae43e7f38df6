package index

import (
	"errors"
	"path/filepath"
)

// openTable opens the documents, and looks at the dictionary. false means
// that nothing else can be told.
func (v *verifier) openTable() (ok bool) {
	if v.files[documentsName] == nil || v.m.has(changesName) && v.files[changesName] == nil {
		v.listed(documentsName)
		return false
	}
	v.checkWords()
	var err error
	defer func() {
		if err != nil {
			v.trouble(DamagedFile, v.rel(documentsName), "%s", reasonOf(err))
			ok = false
		}
	}()
	defer guard(v.gen, &err)()
	v.docs, err = openTable(v.gen, v.m)
	return err == nil
}

// listed reports a file that the manifest does not even list.
func (v *verifier) listed(name string) {
	if !v.m.has(name) {
		v.trouble(DamagedFile, v.rel(manifestName), "it does not list %s", name)
	}
}

// reasonOf is why an index is damaged, without the file.
func reasonOf(err error) string {
	var damaged *DamagedError
	if errors.As(err, &damaged) {
		return damaged.Reason
	}
	return err.Error()
}

func (v *verifier) checkWords() {
	data := v.files[wordsName]
	if data == nil {
		v.listed(wordsName)
		return
	}
	d, err := readWords(wordsName, data)
	if err != nil {
		v.trouble(DamagedFile, v.rel(wordsName), "%s", reasonOf(err))
		return
	}
	if d.Hash() != v.m.Dictionary || d.UserHash() != v.m.UserWords || d.UserWords() != v.m.OwnWords {
		v.trouble(WrongCounts, v.rel(wordsName), "it is not the dictionary that the manifest names")
	}
	v.words = newSegmenters(v.gen, 0)
}

// openPacks opens the packs that can be.
func (v *verifier) openPacks() {
	v.packs = make([]*pack, len(v.m.Packs))
	for slot, row := range v.m.Packs {
		if row.Name == "" {
			continue
		}
		v.listed(row.textFile())
		v.listed(row.zapFile())
		if v.files[row.textFile()] == nil || v.files[row.zapFile()] == nil {
			continue
		}
		v.packs[slot] = v.openPack(row)
		if p := v.packs[slot]; p != nil {
			p.slot = slot
			v.all += len(p.texts)
		}
	}
}

func (v *verifier) openPack(row packRow) (p *pack) {
	name, disease := row.textFile(), DamagedFile
	var err error
	defer func() {
		if err != nil {
			v.trouble(disease, v.rel(name), "%s", reasonOf(err))
			p = nil
		}
	}()
	defer guard(v.gen, &err)()
	if texts, passages, ok := packCounts(v.files[name]); ok && (texts != row.Texts || passages != row.Passages) {
		v.trouble(WrongCounts, v.rel(name), "it has %d texts and %d passages; the manifest says %d and %d", texts, passages, row.Texts, row.Passages)
		return nil
	}
	if p, err = openTexts(v.gen, row); err != nil {
		return nil
	}
	name, disease = row.zapFile(), DamagedSegment
	if p.segment, err = openSegment(filepath.Join(v.gen, filepath.FromSlash(name)), row.Passages); err != nil {
		p.close()
		p = nil
	}
	return p
}

// countDocuments holds the table of documents against itself, the manifest
// and the packs.
func (v *verifier) countDocuments() {
	var err error
	defer func() {
		if err != nil {
			v.trouble(DamagedFile, v.rel(documentsName), "%s", reasonOf(err))
		}
	}()
	defer guard(v.gen, &err)()
	rows := v.docs.rows
	v.out.Documents = len(rows)
	wrong := func(format string, args ...any) { v.trouble(WrongCounts, v.rel(documentsName), format, args...) }
	if len(rows) != v.m.Documents {
		wrong("it has %d documents; the manifest says %d", len(rows), v.m.Documents)
	}
	entries := make([]entry, len(rows))
	for n := range rows {
		entries[n].info = v.docs.info(n)
		path := entries[n].info.Path
		if n > 0 && path <= entries[n-1].info.Path {
			wrong("%s stands behind %s", path, entries[n-1].info.Path)
		}
		if !v.hasText(&rows[n]) {
			wrong("%s names a text that is not there", path)
		}
	}
	giveIDs(entries, idDigits)
	for n := range rows {
		if id := v.docs.stringOf(n, columnOf("id")); id != entries[n].info.ID {
			wrong("%s has the id %s, not %s", entries[n].info.Path, id, entries[n].info.ID)
		}
	}
}

// hasText tells whether a document's text is there, as far as can be told.
func (v *verifier) hasText(r *docRow) bool {
	if int64(r.Pack) >= int64(len(v.packs)) || v.m.Packs[r.Pack].Name == "" {
		return false
	}
	return int64(r.Text) < int64(v.m.Packs[r.Pack].Texts)
}
