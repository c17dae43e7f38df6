//go:build darwin || ios || freebsd || netbsd

package corpus

import "syscall"

func changeTime(sys any) (ns int64, ok bool) {
	st, ok := sys.(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return st.Ctimespec.Nano(), true
}
