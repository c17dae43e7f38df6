package index

import (
	"path/filepath"
)

// table is the documents of a new generation and the packs of their texts.
// It is written whole, or as changes of the table before, which is linked.
type table struct {
	full      bool
	linked    string // folder of the table before
	documents int
	longIDs   bool
	packs     []packRow // by slot

	entries []entry // all, or those in the changes; in order of path
	base    int     // rows of the table before
	dropped []uint32
	before  []uint32
}

func (t *table) write(d disk, gen string) error {
	to := filepath.Join(gen, documentsName)
	if t.full {
		return d.write(to, encodeDocuments(t.entries))
	}
	if err := d.link(filepath.Join(t.linked, documentsName), to); err != nil {
		return err
	}
	return d.write(filepath.Join(gen, changesName), encodeChanges(t.base, t.dropped, t.before, t.entries))
}

// edits is what an update does to the table before: rows of it that go, and
// rows that come.
type edits struct {
	drop    []bool // by number in the old index
	fresh   []entry
	refs    []*textRef    // of fresh; nil: the entry's pack and text are the old index's
	touched []*found      // no more than other times: it need not be read the next time
	stamps  map[int]stamp // theirs, by number in the old index
}

func (e *edits) add(x entry, ref *textRef) {
	e.fresh = append(e.fresh, x)
	e.refs = append(e.refs, ref)
}

// arrange brings the packs of the new generation together, old ones linked
// or merged, and makes the table of its documents.
func (u *updater) arrange(gen string) (*table, error) {
	e := u.edits()
	c := newCollector(u.disk, u.old, u.packs.packs)
	u.use(e, c)
	c.group()
	u.relocate(e, c)
	t := &table{}
	long := u.identify(e)
	t.full = long || u.wantsFull(e, 0) || u.paysToNote(e)
	if t.full || !u.wantsFull(e, 2*len(e.touched)) {
		u.touch(e)
	}
	if err := c.arrange(gen, t.full); err != nil {
		return nil, err
	}
	t.packs = c.rows
	for i := range e.fresh {
		x := &e.fresh[i]
		if r := e.refs[i]; r != nil {
			x.Pack, x.Text = c.fresh(r)
		} else {
			x.Pack, x.Text = c.moved(x.Pack, x.Text)
		}
	}
	sortEntries(e.fresh)
	if t.full {
		u.fillFull(t, e, c)
		if long {
			t.longIDs = renumber(t.entries)
		}
	} else {
		u.fillChanges(t, e, c)
	}
	return t, nil
}

// use tells which texts of the old packs some document will have.
func (u *updater) use(e *edits, c *collector) {
	for n, gone := range e.drop {
		if !gone {
			c.use(u.old.docs.rows[n].Pack, u.old.docs.rows[n].Text)
		}
	}
	for i := range e.fresh {
		if e.refs[i] == nil {
			c.use(e.fresh[i].Pack, e.fresh[i].Text)
		}
	}
}

// edits collects what became of the files.
func (u *updater) edits() *edits {
	e := &edits{stamps: map[int]stamp{}}
	if u.old != nil {
		e.drop = make([]bool, u.old.Len())
	}
	for n, is := range u.fates {
		e.drop[n] = is == dropped
	}
	for _, f := range u.found {
		switch f.status {
		case statusUnreadable, statusRemoved, statusGone:
			if f.old >= 0 {
				e.drop[f.old] = true
			}
			continue
		case statusUnchanged:
			if u.refresh {
				break
			}
			if u.old.docs.rows[f.old].stamp() != f.proven(u.start) {
				e.touched = append(e.touched, f)
				e.stamps[f.old] = f.proven(u.start)
			}
			continue
		}
		if f.status != "" {
			f.entry.setStamp(f.proven(u.start))
		}
		if f.old >= 0 {
			e.drop[f.old] = true
		}
		e.add(f.entry, f.text)
	}
	return e
}

// relocate makes edits of the documents whose texts go to another pack.
func (u *updater) relocate(e *edits, c *collector) {
	if u.old == nil {
		return
	}
	for n := range u.old.docs.rows {
		if r := &u.old.docs.rows[n]; !e.drop[n] && c.moves[r.Pack] {
			e.drop[n] = true
			e.add(u.stampedEntry(e, n), nil)
		}
	}
}

// stampedEntry is the row of an old document, with the times that its file has
// now if that was looked at.
func (u *updater) stampedEntry(e *edits, n int) entry {
	x := u.old.docs.entry(n)
	if s, ok := e.stamps[n]; ok {
		x.setStamp(s)
	}
	return x
}

// identify gives the documents that are new an id. It tells whether one has
// the digits of another's: then all are given anew.
func (u *updater) identify(e *edits) (clash bool) {
	fresh := map[string]bool{}
	for i := range e.fresh {
		x := &e.fresh[i]
		if x.strings != nil {
			continue
		}
		x.info.ID = pathHash(x.info.Path)[:idDigits]
		clash = clash || fresh[x.info.ID]
		fresh[x.info.ID] = true
	}
	if u.old == nil {
		return clash
	}
	if u.old.manifest.LongIDs {
		return true
	}
	if len(fresh) == 0 {
		return false
	}
	id := columnOf("id")
	for n := range u.old.docs.rows {
		if !e.drop[n] && fresh[u.old.docs.stringOf(n, id)] {
			return true
		}
	}
	return clash
}

// renumber gives all ids anew.
func renumber(entries []entry) (long bool) {
	for i := range entries {
		e := &entries[i]
		if e.strings != nil {
			dec := decoder{rest: e.strings}
			for _, s := range stringsOf(&e.info) {
				*s = dec.string()
			}
			e.strings = nil
		}
	}
	return giveIDs(entries, idDigits)
}

// paysToNote tells whether the files that were hashed because of their times
// alone are more bytes than the table: then a new one, which remembers the
// times, costs less than to hash them again. So nobody's chmod of a whole folder
// has it hashed for ever.
func (u *updater) paysToNote(e *edits) bool {
	if u.old == nil {
		return false
	}
	hashed := int64(0)
	for _, f := range e.touched {
		hashed += f.size
	}
	return hashed > int64(len(u.old.docs.data))
}

// touch makes edits of the documents whose files have other times, but for
// those that are on the move and have them already.
func (u *updater) touch(e *edits) {
	for _, f := range e.touched {
		if e.drop[f.old] {
			continue
		}
		e.drop[f.old] = true
		e.add(u.stampedEntry(e, f.old), nil)
	}
}

// wantsFull tells whether a new table costs less than the changes and so many
// rows more.
func (u *updater) wantsFull(e *edits, more int) bool {
	if u.old == nil || u.old.manifest.Layout < Layout {
		return true
	}
	size := len(e.fresh) + more
	for n := range u.old.docs.rows {
		if inBase := u.old.docs.rows[n].Strings&inChanges == 0; inBase == e.drop[n] {
			size++ // a row of the table that goes, or of the changes that stays
		}
	}
	base := len(u.old.docs.table)
	if u.old.docs.changes != nil {
		size += len(u.old.docs.changes.dropped)
	}
	return size*changesShare > base
}

// stays gives the old documents that are not dropped, as they will be.
func (u *updater) stays(n int, c *collector) entry {
	x := u.old.docs.entry(n)
	x.Pack, x.Text = c.moved(x.Pack, x.Text)
	return x
}

// fillFull merges what stays with what comes.
func (u *updater) fillFull(t *table, e *edits, c *collector) {
	at := 0
	for n, gone := range e.drop {
		if gone {
			continue
		}
		x := u.stays(n, c)
		for at < len(e.fresh) && e.fresh[at].path() < x.path() {
			t.entries = append(t.entries, e.fresh[at])
			at++
		}
		t.entries = append(t.entries, x)
	}
	t.entries = append(t.entries, e.fresh[at:]...)
	t.documents = len(t.entries)
}

// fillChanges makes what comes changes of the table before, beside those that
// it has and that stay.
func (u *updater) fillChanges(t *table, e *edits, c *collector) {
	docs := u.old.docs
	t.linked, t.base = u.old.gen, len(docs.table)
	stays := make([]bool, t.base)
	kept := 0
	for n, row := range docs.origins() {
		switch {
		case e.drop[n]:
			continue
		case row >= 0:
			stays[row] = true
		default:
			e.fresh = append(e.fresh, u.stays(n, c))
			continue
		}
		kept++
	}
	sortEntries(e.fresh)
	for row, ok := range stays {
		if !ok {
			t.dropped = append(t.dropped, uint32(row))
		}
	}
	for i := range e.fresh {
		t.before = append(t.before, uint32(docs.place(e.fresh[i].path())))
	}
	t.entries, t.documents = e.fresh, kept+len(e.fresh)
}
