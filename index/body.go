package index

import (
	"encoding/binary"
	"errors"
	"math"
	"unicode/utf8"
	"unsafe"

	"yinzheng/corpus"
)

// textBody encodes what only a reader of the text needs: the text, its line
// marks, its outline, where its passages end, and the reader's warnings.
func textBody(doc *corpus.Document) []byte {
	b := make([]byte, 0, len(doc.Text)+len(doc.Text)/8)
	b = appendString(b, doc.Text)
	b = binary.AppendUvarint(b, uint64(len(doc.Lines)))
	var last corpus.LineMark
	for _, m := range doc.Lines {
		b = binary.AppendUvarint(b, uint64(m.Offset-last.Offset))
		b = binary.AppendVarint(b, int64(m.Line-last.Line))
		last = m
	}
	b = binary.AppendUvarint(b, uint64(len(doc.Outline)))
	for _, s := range doc.Outline {
		b = binary.AppendUvarint(b, uint64(s.Start))
		b = binary.AppendUvarint(b, uint64(s.End-s.Start))
		b = binary.AppendUvarint(b, uint64(s.Parent+1))
		b = binary.AppendUvarint(b, uint64(s.Level))
		b = appendString(appendString(b, s.Label), s.Name)
	}
	b = binary.AppendUvarint(b, uint64(len(doc.Passages)))
	for _, p := range doc.Passages {
		b = binary.AppendUvarint(b, uint64(p.Start))
		b = binary.AppendUvarint(b, uint64(p.End-p.Start))
	}
	b = binary.AppendUvarint(b, uint64(len(doc.Warnings)))
	for _, w := range doc.Warnings {
		b = appendString(b, w)
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// readBody decodes what textBody encoded into doc.
func readBody(doc *corpus.Document, b []byte) error {
	d := decoder{rest: b}
	doc.Text = d.string()
	doc.Lines = make([]corpus.LineMark, d.count())
	var last corpus.LineMark
	for i := range doc.Lines {
		last.Offset += d.int()
		last.Line += int(d.signed())
		doc.Lines[i] = last
	}
	doc.Outline = make([]corpus.Section, d.count())
	for i := range doc.Outline {
		s := &doc.Outline[i]
		s.Start = d.int()
		s.End = s.Start + d.int()
		s.Parent, s.Level = d.int()-1, d.int()
		s.Label, s.Name = d.string(), d.string()
	}
	doc.Passages = make([]corpus.Span, d.count())
	for i := range doc.Passages {
		start := d.int()
		doc.Passages[i] = corpus.Span{Start: start, End: start + d.int()}
	}
	doc.Warnings = make([]string, d.count())
	for i := range doc.Warnings {
		doc.Warnings[i] = d.string()
	}
	if d.bad || !utf8.ValidString(doc.Text) {
		return errors.New("a stored text is not whole")
	}
	return nil
}

// readText is the text alone of an encoded body, in its memory.
func readText(b []byte) (string, error) {
	d := decoder{rest: b}
	n := d.count()
	if d.bad {
		return "", errors.New("a stored text is not whole")
	}
	return unsafe.String(unsafe.SliceData(d.rest), n), nil
}

// maxBody is the most bytes that a body can have: of a file of
// corpus.MaxSize in an encoding with shorter characters, and its outline.
const maxBody = 4 * corpus.MaxSize

// decoder reads varints and strings; bad says that they ran out.
type decoder struct {
	rest []byte
	bad  bool
}

func (d *decoder) int() int {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 || n > math.MaxInt32 {
		d.bad, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[size:]
	return int(n)
}

func (d *decoder) signed() int64 {
	n, size := binary.Varint(d.rest)
	if size <= 0 {
		d.bad, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[size:]
	return n
}

// count is the length of a list whose elements take a byte at least.
func (d *decoder) count() int {
	n := d.int()
	if n > len(d.rest) {
		d.bad, d.rest = true, nil
		return 0
	}
	return n
}

func (d *decoder) string() string {
	n := d.count()
	s := string(d.rest[:n])
	d.rest = d.rest[n:]
	return s
}
