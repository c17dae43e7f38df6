package index

import "math"

// extents is what ranking asks of the passages of a pack, again and again: it
// is found once, when the first query ranks.
type extents struct {
	text     []uint32 // by passage: the text that it lies in
	shortest []uint32 // by text: units of its shortest passage, MaxUint32 of none
}

func (p *pack) measure() extents {
	x := extents{make([]uint32, len(p.passages)), make([]uint32, len(p.texts))}
	for n := range p.texts {
		from, to := p.passageRange(uint32(n))
		shortest, end := uint32(math.MaxUint32), p.texts[n].Units
		for i := int(to) - 1; i >= int(from); i-- {
			shortest = min(shortest, end-p.passages[i].Unit)
			end = p.passages[i].Unit
			x.text[i] = uint32(n)
		}
		x.shortest[n] = shortest
	}
	return x
}
