package index

import "slices"

// fewKeys is the number of look-ups from which a map of all texts pays.
const fewKeys = 64

// textByKey finds a live text with a body.
func (ix *Index) textByKey(key [16]byte) (pack, text uint32, ok bool) {
	if ix.asked.Add(1) > fewKeys {
		at, ok := ix.keys()[key]
		return at[0], at[1], ok
	}
	for i, p := range ix.packs {
		for n := range p.texts {
			if p.texts[n].Key == key && p.live[n] {
				return uint32(i), uint32(n), true
			}
		}
	}
	return 0, 0, false
}

// collectKeys maps the bodies of live texts to packs and texts, the first of
// equal ones.
func (ix *Index) collectKeys() map[[16]byte][2]uint32 {
	n := 0
	for _, p := range ix.packs {
		n += len(p.texts)
	}
	keys := make(map[[16]byte][2]uint32, n)
	for i, p := range slices.Backward(ix.packs) {
		for n := range p.texts {
			if p.live[n] {
				keys[p.texts[n].Key] = [2]uint32{uint32(i), uint32(n)}
			}
		}
	}
	return keys
}
