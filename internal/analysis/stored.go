package analysis

import (
	"encoding/binary"
	"errors"
	"unsafe"
)

// The stored form of a Folded, little endian, every array at a multiple of 8
// bytes from the start:
//
//	uint32   units, gaps, width (high bit: Wide), keys, marks, bytes of keys
//	uint16   units
//	uint64   Gapped, Joined
//	uint32   ranks
//	uint32   marks: unit, byte
//	byte     ids
//	uint32   end of each key
//	byte     keys
const storedHeader = 24

// ErrStored says that stored bytes are not a Folded.
var ErrStored = errors.New("stored letters are damaged")

// AppendStored appends the stored form. The length of b must be a multiple of 8.
func (f *Folded) AppendStored(b []byte) []byte {
	width := uint32(f.width)
	if f.Wide {
		width |= 1 << 31
	}
	for _, n := range [...]uint32{uint32(len(f.Units)), uint32(len(f.ids) / f.width), width,
		uint32(len(f.keyEnds)), uint32(len(f.marks)), uint32(len(f.keys))} {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	for _, u := range f.Units {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	b = pad8(b)
	for _, set := range [...]Bits{f.Gapped, f.Joined} {
		for _, w := range set {
			b = binary.LittleEndian.AppendUint64(b, w)
		}
	}
	for _, r := range f.ranks {
		b = binary.LittleEndian.AppendUint32(b, r)
	}
	b = pad8(b)
	for _, m := range f.marks {
		b = binary.LittleEndian.AppendUint32(b, m.Unit)
		b = binary.LittleEndian.AppendUint32(b, m.Byte)
	}
	b = pad8(append(b, f.ids...))
	for _, end := range f.keyEnds {
		b = binary.LittleEndian.AppendUint32(b, end)
	}
	return pad8(append(pad8(b), f.keys...))
}

func pad8(b []byte) []byte {
	for len(b)%8 != 0 {
		b = append(b, 0)
	}
	return b
}

// OpenStored reads a stored Folded without copying its arrays: b must stay
// mapped and lie at a multiple of 8 bytes. Lengths are checked, contents are
// not; that is what checksums are for.
func OpenStored(b []byte) (*Folded, error) {
	f := new(Folded)
	return f, f.open(b)
}

func (f *Folded) open(b []byte) error {
	if len(b) < storedHeader {
		return ErrStored
	}
	var head [6]int
	for i := range head {
		head[i] = int(binary.LittleEndian.Uint32(b[4*i:]))
	}
	units, gaps, keys, marks := head[0], head[1], head[3], head[4]
	f.Wide = head[2]>>31 != 0
	f.width = head[2] &^ (1 << 31)
	c := cutter{rest: b[storedHeader:]}
	words := (units + 63) / 64
	f.Units = slice[uint16](&c, units)
	f.Gapped = slice[uint64](&c, words)
	f.Joined = slice[uint64](&c, words)
	f.ranks = slice[uint32](&c, (words+rankEvery/64-1)/(rankEvery/64))
	f.marks = slice[unitMark](&c, marks)
	f.ids = slice[byte](&c, gaps*f.width)
	f.keyEnds = slice[uint32](&c, keys)
	f.keys = slice[byte](&c, head[5])
	if c.short || f.width != 1 && f.width != 2 && f.width != 4 {
		return ErrStored
	}
	return nil
}

// cutter takes arrays off the front of mapped bytes.
type cutter struct {
	rest  []byte
	short bool
}

// slice takes n elements and the padding behind them. Mapped files are
// little endian, like every machine that Go's 64-bit ports of Linux, macOS
// and Windows run on but s390x and ppc64.
func slice[T any](c *cutter, n int) []T {
	var t T
	size := n * int(unsafe.Sizeof(t))
	padded := (size + 7) &^ 7
	if n < 0 || padded > len(c.rest) {
		c.short = true
		return nil
	}
	if n == 0 {
		return nil
	}
	p := unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(c.rest))), n)
	c.rest = c.rest[padded:]
	return p
}
