package index

import "sync/atomic"

// forgetAfter is how many bytes of texts are read before they are forgotten.
const forgetAfter = 4 << 20

// forgetter keeps a stream over all texts from taking more memory than one
// over a few. What was read of the mapped files counts as memory of the process
// until the system is told that it is not needed for now; who looks at it again
// gets it from the files' cache. It is told of whole packs and now and then:
// one look at a page can map two megabytes around it.
type forgetter struct{ read atomic.Int64 }

// forget notes that text n of p was read.
func (f *forgetter) forget(packs []*pack, p *pack, n uint32) {
	p.read.Store(true)
	t := &p.texts[n]
	if f.read.Add(int64(t.Body-t.Letters)+int64(t.BodySize)) < forgetAfter {
		return
	}
	f.read.Store(0)
	for _, p := range packs {
		if p.read.Swap(false) {
			notNeeded(p.data)
		}
	}
}
