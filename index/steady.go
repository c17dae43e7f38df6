package index

import (
	"bytes"
	"io"
	"io/fs"
	"math"
	"os"
	"time"

	"yinzheng/corpus"
)

const (
	// racy is how long before a run a file's times prove nothing: the file may
	// change again in the same tick.
	racy = 2 * time.Second
	// noTime is the time in the row of such a file: that of no file.
	noTime = math.MinInt64
	// steadyTries is how often a file that changes is read, steadyPause how
	// long it is left alone in between.
	steadyTries = 3
	steadyPause = 50 * time.Millisecond
)

// stamp is what tells without reading it that a file is as it was.
type stamp struct {
	size       int64
	modTime    int64 // Unix nanoseconds
	changeTime int64 // the same, 0 where the system keeps none: see corpus.ChangeTime
}

func stampOf(info fs.FileInfo) stamp {
	return newStamp(info.Size(), info.ModTime(), corpus.ChangeTime(info))
}

func newStamp(size int64, modTime, changeTime time.Time) stamp {
	s := stamp{size: size, modTime: modTime.UnixNano()}
	if !changeTime.IsZero() {
		s.changeTime = changeTime.UnixNano()
	}
	return s
}

// proven is the stamp by which a file is known again that was read at a time.
// Its time is noTime if the file may change once more without its stamp
// changing.
func (s stamp) proven(at time.Time) stamp {
	if newest := max(s.modTime, s.changeTime); at.UnixNano()-newest <= int64(racy) {
		s.modTime = noTime
	}
	return s
}

// stamp is that of the file when it was read.
func (r *docRow) stamp() stamp { return stamp{r.Size, r.ModTime, r.ChangeTime} }

func (r *docRow) setStamp(s stamp) { r.Size, r.ModTime, r.ChangeTime = s.size, s.modTime, s.changeTime }

// readFile is os.ReadFile for files that corpus.Read takes: of what is larger
// than it takes, or of a kind that it does not know, no more is read than
// needed to be refused. It sets the stamp of what it read. The error is
// an *UnsteadyError if the file is being written.
func readFile(f *found) ([]byte, error) {
	if corpus.KindOf(f.path) != corpus.KindReadable {
		return nil, nil
	}
	return readSteady(f, func() (fs.File, error) { return os.Open(f.file) })
}

// readSteady reads what open opens until its stamp is the same before and
// after.
func readSteady(f *found, open func() (fs.File, error)) ([]byte, error) {
	for try := 1; ; try++ {
		data, steady, err := readOnce(f, open)
		if err != nil || steady {
			return data, err
		}
		if try == steadyTries {
			return nil, &UnsteadyError{f.file}
		}
		time.Sleep(steadyPause)
	}
}

func readOnce(f *found, open func() (fs.File, error)) (data []byte, steady bool, err error) {
	file, err := open()
	if err != nil {
		return nil, false, err
	}
	defer file.Close()
	before, err := file.Stat()
	if err != nil {
		return nil, false, err
	}
	var b bytes.Buffer
	b.Grow(int(min(before.Size(), corpus.MaxSize)) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(file, corpus.MaxSize+1)); err != nil {
		return nil, false, err
	}
	after, err := file.Stat()
	if err != nil {
		return nil, false, err
	}
	f.stamp = stampOf(before)
	whole := int64(b.Len()) == f.size || b.Len() > corpus.MaxSize
	return b.Bytes(), whole && stampOf(after) == f.stamp, nil
}
