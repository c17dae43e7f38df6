package analysis

import (
	"iter"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// Folded is a text as the matcher sees it: its letters, and for each two
// neighbours what stands between them. It maps back to the bytes of the
// text. A Folded is never changed; it may lie in mapped memory.
//
//	text    第 3 3 條 ， 「 A I
//	units   第3 3條          a i
//	gapped  0 0 0 0          1 0      key of the gap: ,"
//	joined  0 0 1 0          0 1      no match starts or ends here
type Folded struct {
	Units  []uint16 // letters as UTF-16
	Gapped Bits     // i: the gap before unit i has a key
	Joined Bits     // i: no match starts at unit i or ends before it
	Wide   bool     // some letter takes two units

	ranks []uint32 // gaps before units 0, 512, 1024, …
	ids   []byte   // id of the key of each gap in order: width bytes, little endian
	width int      // 1, 2 or 4
	marks []unitMark

	keyEnds []uint32 // key i is keys[keyEnds[i-1]:keyEnds[i]]
	keys    []byte
}

// unitMark says that the first letter from Byte on starts at Unit; there is
// one every markEvery units, or at the next place that is not inside what looks
// like note marks.
type unitMark struct{ Unit, Byte uint32 }

const (
	markEvery = 256
	rankEvery = 512
)

// Fold folds a text of at most 1 GiB.
func Fold(text string) *Folded { return FoldWith(text, nil, nil) }

// FoldWith is Fold; it also sets units[i] to the number of units of the
// text before byte offsets[i]. Offsets rise and stand between runes.
func FoldWith(text string, offsets []int, units []int) *Folded {
	b := folder{f: &Folded{Units: make([]uint16, 0, len(text)/3+len(text)/16+8)}, ids: map[string]uint32{}}
	for from := 0; from < len(text); {
		next := len(text)
		for i, r := range text[from:] {
			at := from + i
			for len(offsets) > 0 && offsets[0] <= at {
				units[0] = len(b.f.Units)
				offsets, units = offsets[1:], units[1:]
			}
			if end := b.add(text, at, r); end > 0 {
				next = end
				break
			}
		}
		from = next
	}
	for i := range offsets {
		units[i] = len(b.f.Units)
	}
	return b.finish()
}

// folder builds a Folded.
type folder struct {
	f      *Folded
	notes  noteWalk
	gap    gapBuilder
	marked bool     // the gap has something in it
	at     []uint32 // unit behind each gap with a key
	keyOf  []uint32 // its key
	joined []uint32 // units no match starts at
	commas []int    // gaps that may part thousands: index in at
	ids    map[string]uint32
	key    []byte
}

// add takes the rune r at the byte at, or the note marks that begin there,
// and then says where they end.
func (b *folder) add(text string, at int, r rune) (end int) {
	class, to := foldRune(r)
	if class != Letter {
		kind := r
		if to != "" {
			kind, _ = utf8.DecodeRuneInString(to)
		}
		if (kind == '[' || r == '⁽') && b.notes.begins(text, at, r) {
			return b.notes.skip
		}
		b.gap.add(class, kind)
		b.marked = true
		return 0
	}
	if r < 0x4e00 && r > 'z' && b.notes.begins(text, at, r) {
		return b.notes.skip
	}
	f := b.f
	n := len(f.Units)
	if last := len(f.marks); last*markEvery <= n {
		switch {
		case b.notes.outside(at):
			f.marks = append(f.marks, unitMark{uint32(n), uint32(at)})
		case n == 0:
			f.marks = append(f.marks, unitMark{})
		}
	}
	switch {
	case to == "" && r < 0x10000:
		f.Units = append(f.Units, uint16(r))
	case to == "":
		f.Units = utf16.AppendRune(f.Units, r)
	default:
		for _, t := range to {
			f.Units = utf16.AppendRune(f.Units, t)
		}
	}
	for i := n + 1; i < len(f.Units); i++ {
		b.joined = append(b.joined, uint32(i))
	}
	f.Wide = f.Wide || utf16.IsSurrogate(rune(f.Units[n]))
	if n > 0 {
		b.between(n)
	}
	if b.marked {
		b.gap.reset()
		b.marked = false
	}
	return 0
}

// between judges the gap before unit n.
func (b *folder) between(n int) {
	left, right := b.f.Units[n-1], b.f.Units[n]
	if !b.marked {
		if joinedBy(left, right) {
			b.joined = append(b.joined, uint32(n))
		}
		return
	}
	key := b.gap.keyBetween(left, right)
	if len(key) == 0 {
		if joinedBy(left, right) {
			b.joined = append(b.joined, uint32(n))
		}
		return
	}
	if IsDigit(left) && IsDigit(right) && b.gap.joins() {
		b.joined = append(b.joined, uint32(n))
		if b.gap.only == ',' {
			b.commas = append(b.commas, len(b.at))
		}
	}
	b.at = append(b.at, uint32(n))
	b.keyOf = append(b.keyOf, b.intern(key))
}

// joinedBy tells whether two letters with nothing between them belong to
// one number or one Latin word.
func joinedBy(left, right uint16) bool {
	if IsDigit(left) {
		return IsDigit(right) || right == '%' || right == '‰'
	}
	return IsLatin(left) && IsLatin(right)
}

func (b *folder) intern(key []rune) uint32 {
	b.key = b.key[:0]
	for _, r := range key {
		b.key = utf8.AppendRune(b.key, r)
	}
	id, ok := b.ids[string(b.key)]
	if !ok {
		id = uint32(len(b.f.keyEnds))
		b.f.keys = append(b.f.keys, b.key...)
		b.f.keyEnds = append(b.f.keyEnds, uint32(len(b.f.keys)))
		b.ids[string(b.key)] = id
	}
	return id
}

func (b *folder) finish() *Folded {
	f := b.f
	f.Gapped = newBits(len(f.Units))
	for _, n := range b.at {
		f.Gapped.set(int(n))
	}
	b.dropThousands()
	f.Joined = newBits(len(f.Units))
	for _, n := range b.joined {
		f.Joined.set(int(n))
	}
	f.ranks = rank(f.Gapped, len(f.Units))
	f.width = 1
	if len(f.keyEnds) > 1<<16 {
		f.width = 4
	} else if len(f.keyEnds) > 1<<8 {
		f.width = 2
	}
	f.ids = make([]byte, 0, len(b.keyOf)*f.width)
	for _, id := range b.keyOf {
		for range f.width {
			f.ids = append(f.ids, byte(id))
			id >>= 8
		}
	}
	return f
}

// dropThousands takes the commas out that part thousands: 1 to 3 digits
// before, exactly 3 behind.
func (b *folder) dropThousands() {
	f := b.f
	digit := func(i int) bool { return i >= 0 && i < len(f.Units) && IsDigit(f.Units[i]) }
	var drop []int
	for _, c := range b.commas {
		n := int(b.at[c])
		before, after := 1, 1
		for before < 4 && digit(n-before-1) && !f.Gapped.Has(n-before) {
			before++
		}
		for after < 4 && digit(n+after) && !f.Gapped.Has(n+after) {
			after++
		}
		if before <= 3 && after == 3 {
			drop = append(drop, c)
		}
	}
	if len(drop) == 0 {
		return
	}
	for _, c := range drop {
		n := b.at[c]
		f.Gapped[n>>6] &^= 1 << (n & 63)
	}
	kept := b.keyOf[:0]
	for i, id := range b.keyOf {
		if len(drop) > 0 && drop[0] == i {
			drop = drop[1:]
			continue
		}
		kept = append(kept, id)
	}
	b.keyOf = kept
}

// rank counts the members of set below 0, rankEvery, 2·rankEvery, …
func rank(set Bits, n int) []uint32 {
	ranks := make([]uint32, 0, n/rankEvery+1)
	sum := uint32(0)
	for i, w := range set {
		if i%(rankEvery/64) == 0 {
			ranks = append(ranks, sum)
		}
		sum += uint32(bits.OnesCount64(w))
	}
	return ranks
}

// Gap is the key of the gap before unit i, "" if it has none.
func (f *Folded) Gap(i int) string {
	if !f.Gapped.Has(i) {
		return ""
	}
	return f.keyOf(i)
}

// keyOf is Gap for a unit that has one.
func (f *Folded) keyOf(i int) string {
	id := f.gapID(i)
	from, to := uint32(0), f.keyEnds[id]
	if id > 0 {
		from = f.keyEnds[id-1]
	}
	return unsafe.String(unsafe.SliceData(f.keys[from:to]), to-from)
}

// gapID is the id of the key of the gap before unit i, which has one.
func (f *Folded) gapID(i int) int {
	n := int(f.ranks[i/rankEvery])
	for w := i / rankEvery * (rankEvery / 64); w < i>>6; w++ {
		n += bits.OnesCount64(f.Gapped[w])
	}
	n += bits.OnesCount64(f.Gapped[i>>6] & (1<<(uint(i)&63) - 1))
	switch f.width {
	case 1:
		return int(f.ids[n])
	case 2:
		return int(f.ids[2*n]) | int(f.ids[2*n+1])<<8
	}
	n *= 4
	return int(f.ids[n]) | int(f.ids[n+1])<<8 | int(f.ids[n+2])<<16 | int(f.ids[n+3])<<24
}

// BreakBefore is the first unit of (from, to) that stands behind a paragraph
// break which no unit of [from, to) precedes; to if there is none.
func (f *Folded) BreakBefore(from, to int) int {
	for i := f.Gapped.Next(from+1, to); i < to; i = f.Gapped.Next(i+1, to) {
		if strings.Contains(f.keyOf(i), "\n") {
			return i
		}
	}
	return to
}

// LastBreak is the first unit of the paragraph in which unit i stands.
func (f *Folded) LastBreak(i int) int {
	for ; i > 0; i = f.Gapped.prev(i) {
		if f.Gapped.Has(i) && strings.Contains(f.keyOf(i), "\n") {
			return i
		}
	}
	return 0
}

// Letters gives the letters in order.
func (f *Folded) Letters() iter.Seq[rune] {
	return func(yield func(rune) bool) {
		for i := 0; i < len(f.Units); i++ {
			r := rune(f.Units[i])
			if utf16.IsSurrogate(r) && i+1 < len(f.Units) {
				i++
				r = utf16.DecodeRune(r, rune(f.Units[i]))
			}
			if !yield(r) {
				return
			}
		}
	}
}

// LetterCount is the number of letters of the units [from, to).
func (f *Folded) LetterCount(from, to int) int {
	if !f.Wide {
		return to - from
	}
	n := to - from
	for _, u := range f.Units[from:to] {
		if u>>10 == 0xdc00>>10 {
			n--
		}
	}
	return n
}

// Bytes is the byte range of the text in which the units [from, to) stand,
// from the first byte of the rune of the first to the last of the last.
// The text is the one that was folded; from < to.
func (f *Folded) Bytes(text string, from, to int) (start, end int) {
	i, _ := slices.BinarySearchFunc(f.marks, from, func(m unitMark, unit int) int {
		if int(m.Unit) <= unit {
			return -1
		}
		return 1
	})
	mark := f.marks[i-1]
	unit, at := int(mark.Unit), int(mark.Byte)
	var notes noteWalk
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if class, to2 := foldRune(r); !notes.skips(text, at, r) && class == Letter {
			n := unitsOf(r, to2)
			if unit <= from {
				start = at
			}
			unit += n
			if unit >= to {
				return start, at + size
			}
		}
		at += size
	}
	return start, len(text)
}

// unitsOf is the number of UTF-16 units that r folds to.
func unitsOf(r rune, to string) int {
	if to == "" {
		return utf16.RuneLen(r)
	}
	n := 0
	for _, t := range to {
		n += utf16.RuneLen(t)
	}
	return n
}
