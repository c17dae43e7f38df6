package index

import (
	"os"
	"path/filepath"
)

// InForce tells whether ix is the generation in force: not if another one is,
// nor if the index was taken away and one of the same name stands there now. A
// server asks so whether there is a new one. Errors: ErrNoIndex, *DamagedError,
// or what the file system says.
func (ix *Index) InForce() (bool, error) {
	name, err := inForce(ix.dir)
	if err != nil || name != ix.Generation() {
		return false, err
	}
	now, err := os.Stat(filepath.Join(ix.gen, manifestName))
	if err != nil {
		return false, err
	}
	return os.SameFile(now, ix.stat) && now.ModTime().Equal(ix.stat.ModTime()), nil
}
