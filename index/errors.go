package index

import (
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

// ErrNoIndex says that a folder holds no index.
var ErrNoIndex = errors.New("no index here")

// LockedError says that another process is writing.
type LockedError struct {
	PID   int       // 0 if unknown
	Since time.Time // zero if unknown
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return "another process is writing this index"
	}
	return fmt.Sprintf("process %d has been writing this index since %s", e.PID, e.Since.Format(time.DateTime))
}

// DamagedError says which file of an index is not what was written.
type DamagedError struct{ Path, Reason string }

func (e *DamagedError) Error() string {
	return fmt.Sprintf("the index is damaged: %s: %s", e.Path, e.Reason)
}

// UnreadError says that an update was to fail if files can't be read, and so
// many can't.
type UnreadError struct{ Files int }

func (e *UnreadError) Error() string {
	if e.Files == 1 {
		return "a file could not be read: nothing was changed"
	}
	return fmt.Sprintf("%d files could not be read: nothing was changed", e.Files)
}

// UnsteadyError says that a file changed each time that it was read.
type UnsteadyError struct{ Path string }

func (e *UnsteadyError) Error() string { return e.Path + ": it changes while it is read" }

// LayoutError says that the index is of a layout that this program can't
// read.
type LayoutError struct{ Found, Want int }

func (e *LayoutError) Error() string {
	if e.Found > e.Want {
		return fmt.Sprintf("the index has layout %d, made by a newer yinzheng; this one reads layouts %d to %d", e.Found, oldestLayout, e.Want)
	}
	return fmt.Sprintf("the index has layout %d; this yinzheng reads layouts %d to %d", e.Found, oldestLayout, e.Want)
}

// WordsError says that an update was given other user words than the index
// was built with.
type WordsError struct{ Path string }

func (e *WordsError) Error() string {
	return fmt.Sprintf("the index was built with other words than those of %s; the words of an index change only as a whole: use --rebuild", e.Path)
}

// guard turns a fault in mapped memory, and a panic over damaged contents,
// into a DamagedError of the folder. Use: defer guard(dir, &err)().
func guard(dir string, err *error) func() {
	old := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(old)
		if r := recover(); r != nil {
			*err = &DamagedError{dir, fmt.Sprintf("its contents make no sense (%v)", r)}
		}
	}
}

// MetadataError says that the named metadata file can't be used. Nothing was changed.
type MetadataError struct {
	Path string
	Err  error
}

func (e *MetadataError) Error() string { return "metadata " + e.Path + ": " + cause(e.Err) }

func (e *MetadataError) Unwrap() error { return e.Err }
