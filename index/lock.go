package index

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// lock takes the writer's lock of an index folder, which exists. A process
// that dies lets it go; the file stays, and what it says is only for the
// message of the next LockedError.
func lock(dir string) (release func(), err error) {
	path := filepath.Join(dir, lockName)
	l := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR))
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if !ok {
		return nil, readLock(path)
	}
	note := fmt.Sprintf("%d %s\n", os.Getpid(), time.Now().Format(time.RFC3339))
	// The note is a courtesy: an index that can't be written fails later.
	_ = os.WriteFile(path, []byte(note), 0o644)
	return func() { _ = l.Unlock() }, nil
}

func readLock(path string) error {
	e := &LockedError{}
	b, err := os.ReadFile(path)
	if err != nil {
		return e
	}
	var since string
	if _, err := fmt.Sscan(strings.TrimSpace(string(b)), &e.PID, &since); err == nil {
		e.Since, _ = time.Parse(time.RFC3339, since)
	}
	return e
}
