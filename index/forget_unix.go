//go:build unix

package index

import (
	"os"

	"golang.org/x/sys/unix"
)

// forget tells the system that the mapped record of text n is not needed for
// now. Its pages no longer count as memory of the process; who looks at them
// again gets them from the file's cache. So a stream over all texts takes no
// more memory than one over a few.
func (p *pack) forget(n uint32) {
	t := &p.texts[n]
	page := uint64(os.Getpagesize())
	from := t.Letters / page * page
	to := min((t.Body+uint64(t.BodySize)+page-1)/page*page, uint64(len(p.data)))
	if from < to {
		// It is advice: nothing is lost if it is not taken.
		_ = unix.Madvise(p.data[from:to], unix.MADV_DONTNEED)
	}
}
