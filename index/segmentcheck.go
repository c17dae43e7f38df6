package index

import (
	"encoding/binary"
	"errors"
	"math"

	zap "github.com/blevesearch/zapx/v17"
)

// checkSegment looks at what bleve's reader believes unseen when it opens a
// segment: by a damaged number it would ask for more memory than there is,
// which ends a process. In segments of ours all of it is as it is here.
//
// The form is that of zapx's zap.md and write.go, big-endian: a footer
//
//	uint32 length of id, uint64 documents, uint64 place of the stored fields,
//	uint64 place of the fields, uint32 chunk mode, uint32 version, uint32 CRC
//
// the number of fields and the place of each, which is its name, its options
// and its sections; each section begins with where its doc values are. After
// the places of the stored fields stands the number of nested documents.
//
// It panics where the form leads out of the file.
func checkSegment(data []byte, passages int) error {
	foot := data[len(data)-zap.FooterSize:]
	if binary.BigEndian.Uint32(foot) != 0 || binary.BigEndian.Uint64(foot[4:]) != uint64(passages) {
		return errors.New("it is no segment of this pack")
	}
	mem := data[:len(data)-zap.FooterSize]
	if stored := binary.BigEndian.Uint64(foot[12:]); stored != 0 {
		if nested, n := binary.Uvarint(mem[stored+8*uint64(passages):]); n <= 0 || nested != 0 {
			return errors.New("it has nested documents")
		}
	}
	r := zapReader{mem, binary.BigEndian.Uint64(foot[20:])}
	for range r.uvarint() {
		field := zapReader{mem, binary.BigEndian.Uint64(r.take(8))}
		field.take(field.uvarint()) // its name
		field.uvarint()             // its options
		for range field.uvarint() {
			section := zapReader{mem, binary.BigEndian.Uint64(field.take(10)[2:])}
			if section.at != 0 && section.uvarint() != math.MaxUint64 {
				return errors.New("it has doc values")
			}
		}
	}
	return nil
}

// zapReader reads on from a place in a segment.
type zapReader struct {
	mem []byte
	at  uint64
}

func (r *zapReader) take(n uint64) []byte {
	b := r.mem[r.at:][:n]
	r.at += n
	return b
}

func (r *zapReader) uvarint() uint64 {
	x, n := binary.Uvarint(r.mem[r.at:])
	if n <= 0 {
		panic("a number is not whole")
	}
	r.at += uint64(n)
	return x
}
