package index

import (
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
)

// disk is all by which a writer changes files. Each method is a step or
// several, after any of which the power may fail and any of which may fail
// itself; step, where it is not nil, is given each to carry out or not: so
// tests stop a writer wherever they like. op is mkdir, create, write, sync,
// link, rename, remove or bleve; a step of bleve writes a whole file, which is
// not synced.
type disk struct {
	step func(op, path string, do func() error) error
}

func (d disk) do(op, path string, do func() error) error {
	if d.step == nil {
		return do()
	}
	return d.step(op, path, do)
}

func (d disk) mkdir(path string) error {
	return d.do("mkdir", path, func() error { return os.Mkdir(path, 0o755) })
}

// create writes a new file by a function and syncs it.
func (d disk) create(path string, write func(io.Writer) error) error {
	var f *os.File
	err := d.do("create", path, func() (err error) {
		f, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		return err
	})
	if err != nil {
		return err
	}
	err = d.do("write", path, func() error { return write(f) })
	if err == nil {
		err = d.do("sync", path, f.Sync)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

func (d disk) write(path string, b []byte) error {
	return d.create(path, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// sync makes a file's contents durable, or the names in a folder.
func (d disk) sync(path string) error {
	return d.do("sync", path, func() error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		err = f.Sync()
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		return err
	})
}

// link makes to the same file as from: a hard link, else a copy.
func (d disk) link(from, to string) error {
	if d.do("link", to, func() error { return os.Link(from, to) }) == nil {
		return nil
	}
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	return d.create(to, func(w io.Writer) error {
		_, err := io.Copy(w, src)
		return err
	})
}

func (d disk) rename(from, to string) error {
	return d.do("rename", to, func() error { return os.Rename(from, to) })
}

// remove removes a file, or a folder with all that is in it, that may be
// there.
func (d disk) remove(path string) error {
	return d.do("remove", path, func() error {
		if err := os.RemoveAll(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// checksum reads a file for its row in the manifest.
func checksum(path string) (fileRow, error) {
	f, err := os.Open(path)
	if err != nil {
		return fileRow{}, err
	}
	defer f.Close()
	h := crc32.New(castagnoli())
	n, err := io.Copy(h, f)
	return fileRow{Size: n, CRC: h.Sum32()}, err
}

// castagnoli is the polynomial of checksums: processors know it.
func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }
