package index

import "slices"

// Size is the bytes of a document's text.
func (ix *Index) Size(doc int) int {
	r := &ix.docs.rows[doc]
	return int(ix.packs[r.Pack].texts[r.Text].Bytes)
}

// SameText tells whether two documents have one text, byte for byte. Equal
// files share a stored text; files that say the same in other lines or markup
// have bodies of their own, of which the texts are compared. Its error is a
// *DamagedError.
func (ix *Index) SameText(a, b int) (same bool, err error) {
	defer guard(ix.gen, &err)()
	x, y := &ix.docs.rows[a], &ix.docs.rows[b]
	if x.Pack == y.Pack && x.Text == y.Text {
		return true, nil
	}
	p, q := &ix.packs[x.Pack].texts[x.Text], &ix.packs[y.Pack].texts[y.Text]
	if p.Bytes != q.Bytes || p.Units != q.Units {
		return false, nil
	}
	if !ix.Outdated() { // letters are at hand, and tell almost all others apart
		f, err := ix.letters(a)
		if err != nil {
			return false, err
		}
		g, err := ix.letters(b)
		if err != nil || !slices.Equal(f.Units, g.Units) {
			return false, err
		}
	}
	one, err := ix.Read(a)
	if err != nil {
		return false, err
	}
	other, err := ix.Read(b)
	if err != nil {
		return false, err
	}
	return one.Text == other.Text, nil
}
