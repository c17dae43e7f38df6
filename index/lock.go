package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

const (
	// lockEvery is how often a writer that waits asks again.
	lockEvery = 5 * time.Millisecond
	// lockPatience is how long everybody waits: whoever asks whether the lock
	// is free holds it for a moment.
	lockPatience = 4 * lockEvery
)

// lock takes the writer's lock of an index folder, which exists, and waits
// for it at most so long. A process that dies lets it go; the file stays, and
// what it says is only for the message of the next LockedError.
func lock(ctx context.Context, dir string, wait time.Duration) (*writerLock, error) {
	until := time.Now().Add(max(wait, lockPatience))
	for {
		held, err := tryLock(filepath.Join(dir, lockName))
		var locked *LockedError
		if !errors.As(err, &locked) || !time.Now().Before(until) {
			return held, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(min(lockEvery, time.Until(until))):
		}
	}
}

// writerLock is the lock of an index folder, held.
type writerLock struct {
	file *flock.Flock
	path string
}

func (l *writerLock) release() { _ = l.file.Unlock() }

// lost tells that the file was replaced since: somebody else may hold what
// goes by its name now.
func (l *writerLock) lost() bool { return l != nil && !sameFile(l.file, l.path) }

func tryLock(path string) (*writerLock, error) {
	// Not for writing: out of an archive it may come read-only.
	l := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDONLY), flock.SetPermissions(0o644))
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if !ok {
		return nil, readLock(path)
	}
	if !sameFile(l, path) {
		// A cache was restored over it: who comes next would lock another file.
		_ = l.Unlock()
		return nil, readLock(path)
	}
	note := fmt.Sprintf("%d %s\n", os.Getpid(), time.Now().Format(time.RFC3339))
	// The note is a courtesy: an index that can't be written fails later.
	_ = os.WriteFile(path, []byte(note), 0o644)
	return &writerLock{l, path}, nil
}

// sameFile tells whether what is locked is still the file of that name.
func sameFile(l *flock.Flock, path string) bool {
	held, err := l.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(path)
	return err == nil && os.SameFile(held, named)
}

// lockedBy tells who holds the lock of an index folder, nil for nobody. It
// creates nothing.
func lockedBy(dir string) *LockedError {
	path := filepath.Join(dir, lockName)
	l := flock.New(path, flock.SetFlag(os.O_RDONLY))
	if ok, err := l.TryRLock(); err != nil || ok {
		_ = l.Unlock()
		return nil
	}
	return readLock(path)
}

func readLock(path string) *LockedError {
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
