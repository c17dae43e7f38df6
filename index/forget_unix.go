//go:build unix

package index

import "golang.org/x/sys/unix"

// faultAround is what Linux maps at once where a page of a file is wanted, a
// multiple of the page of every system: what lies around a record is forgotten
// too, or the look at the next record would bring part of this one back.
const faultAround = 64 << 10

// forget tells the system that the mapped record of text n is not needed for
// now. Its pages no longer count as memory of the process; who looks at them
// again gets them from the file's cache. So a stream over all texts takes no
// more memory than one over a few.
func (p *pack) forget(n uint32) {
	t := &p.texts[n]
	from := t.Letters / faultAround * faultAround
	to := min((t.Body+uint64(t.BodySize))/faultAround*faultAround+faultAround, uint64(len(p.data)))
	if from < to {
		// It is advice: nothing is lost if it is not taken.
		_ = unix.Madvise(p.data[from:to], unix.MADV_DONTNEED)
	}
}
