package index

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
)

// Fingerprint identifies what the index holds, in hex: SHA-256 of the
// versions, the dictionary, and of each document its strings, the hash of its
// file and the key of its text, in order of path, and of what could not be
// read. It is equal for equal documents under equal paths, whatever the order
// in which they came, the machine, or the times of the files; equal
// fingerprints give equal answers. The error is a *DamagedError.
func (ix *Index) Fingerprint() (sum string, err error) {
	defer guard(ix.gen, &err)()
	h := sha256.New()
	m := ix.manifest
	for _, n := range [...]int{Layout, m.Fold, m.Readers, ix.Len(), len(m.Unread)} {
		h.Write(binary.LittleEndian.AppendUint64(nil, uint64(n)))
	}
	writeString(h, m.Dictionary)
	for n := range ix.docs.rows {
		r := &ix.docs.rows[n]
		h.Write(ix.docs.stringBytes(n))
		h.Write(r.Hash[:])
		h.Write(ix.packs[r.Pack].texts[r.Text].Key[:])
	}
	for _, u := range m.Unread {
		writeString(h, u.Path)
		writeString(h, u.Reason)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// writeString hashes a string with its length: two never read as two others.
func writeString(h hash.Hash, s string) {
	h.Write(binary.AppendUvarint(nil, uint64(len(s))))
	h.Write([]byte(s))
}
