package index

import "math"

// extents is what ranking asks of each passage and text of a pack, again and
// again: it is found once, when the first query ranks.
type extents struct {
	text     []uint32 // by passage: the text that it lies in
	units    []uint32 // by passage
	shortest []uint32 // by text: units of its shortest passage, MaxUint32 of none
}

func (p *pack) measure() extents {
	x := extents{make([]uint32, len(p.passages)), make([]uint32, len(p.passages)), make([]uint32, len(p.texts))}
	for n := range p.texts {
		x.shortest[n] = math.MaxUint32
		from, to := p.passageRange(uint32(n))
		for passage := from; passage < to; passage++ {
			start, end := p.units(uint32(n), passage)
			x.text[passage], x.units[passage] = uint32(n), uint32(end-start)
			x.shortest[n] = min(x.shortest[n], uint32(end-start))
		}
	}
	return x
}
