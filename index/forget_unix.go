//go:build unix

package index

import "golang.org/x/sys/unix"

// notNeeded is advice about mapped bytes, from the first of their file on.
// Nothing is lost if it is not taken.
func notNeeded(mapped []byte) { _ = unix.Madvise(mapped, unix.MADV_DONTNEED) }
