//go:build unix

package server

import "golang.org/x/sys/unix"

// spareDescriptors are left for the index, its next generations, and the rest.
const spareDescriptors = 512

// MostConnections is how many connections there may be: want, or fewer where
// the system lets a process open fewer files.
func MostConnections(want int) int {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return want
	}
	most := min(limit.Cur, 1<<30)
	return max(min(want, int(most)-spareDescriptors), min(want, int(most)/2), 1)
}
