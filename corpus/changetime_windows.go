package corpus

import "syscall"

func changeTime(sys any) (ns int64, ok bool) {
	st, ok := sys.(*syscall.Win32FileAttributeData)
	if !ok {
		return 0, false
	}
	return st.CreationTime.Nanoseconds(), true
}
