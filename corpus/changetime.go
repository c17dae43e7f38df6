package corpus

import (
	"io/fs"
	"time"
)

// ChangeTime is when the system noted the last change of a file that os.Stat
// or File.Stat describes: on Unix the time of the inode (ctime), which nobody
// can set and which also moves with its name, links and permissions; on Windows
// the time at which the file was made, which is another one where a file was
// put in the place of another. It is the zero time where the system tells
// nothing of the kind.
func ChangeTime(info fs.FileInfo) time.Time {
	ns, ok := changeTime(info.Sys())
	if !ok {
		return time.Time{}
	}
	return time.Unix(0, ns)
}
