package index

import (
	"bytes"
	"path/filepath"

	"yinzheng/internal/analysis"
)

// Dictionary is the words that the texts were cut with. It is a copy in
// memory, 3 MB, and so outlives the index. The error is a *DamagedError.
func (ix *Index) Dictionary() (d *analysis.Dictionary, err error) {
	defer guard(ix.gen, &err)()
	return readWords(filepath.Join(ix.gen, wordsName), bytes.Clone(ix.dict))
}
