package corpus

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// fileBytes knows which bytes of a file are which of its decoded text.
type fileBytes struct {
	data      []byte
	encoding  string
	legacy    encoding.Encoding // of GB18030 and Big5
	decoder   *encoding.Decoder // of legacy
	order     utf16Order        // nil if it is not UTF-16
	lineBreak string            // with which the file ends its lines
	steps     []byteStep
}

type utf16Order interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// byteStep says that the byte text of the decoded file begins at the byte
// data of the file, at the start of a character.
type byteStep struct{ text, data int }

// stepSize is how many bytes of the decoded file are decoded anew to find
// one of them.
const stepSize = 256

// newFileBytes is nil if decoding character by character does not give src.
func newFileBytes(data []byte, src source) *fileBytes {
	f := &fileBytes{data: data, encoding: src.encoding, lineBreak: "\n"}
	switch src.encoding {
	case "gb18030":
		f.legacy = simplifiedchinese.GB18030
	case "big5":
		f.legacy = traditionalchinese.Big5
	case "utf-16le":
		f.order = binary.LittleEndian
	case "utf-16be":
		f.order = binary.BigEndian
	}
	if f.legacy != nil {
		f.decoder = f.legacy.NewDecoder()
	}
	f.lineBreak = f.findLineBreak()
	text, done := src.text, 0
	for at := f.start(); at < len(data); {
		if n := len(f.steps); n == 0 || done-f.steps[n-1].text >= stepSize {
			f.steps = append(f.steps, byteStep{done, at})
		}
		size, s := f.character(at)
		if !strings.HasPrefix(text[done:], s) {
			return nil
		}
		done += len(s)
		at += size
	}
	if done != len(text) || len(f.steps) == 0 {
		return nil
	}
	return f
}

// start is the size of the BOM.
func (f *fileBytes) start() int {
	switch {
	case f.order != nil:
		return 2
	case f.encoding == "utf-8" && bytes.HasPrefix(f.data, []byte("\uFEFF")):
		return 3
	}
	return 0
}

// findLineBreak is what ends most of the file's lines; a lone '\r' ends
// lines only where no '\n' does.
func (f *fileBytes) findLineBreak() string {
	crlf, lf, cr := f.count("\r\n"), f.count("\n"), f.count("\r")
	switch {
	case lf == 0 && cr > 0:
		return "\r"
	case 2*crlf > lf:
		return "\r\n"
	}
	return "\n"
}

// count counts s, which is ASCII, in the file; no byte of it is ever a part
// of another character but in UTF-16.
func (f *fileBytes) count(s string) int {
	if f.order == nil {
		return bytes.Count(f.data, []byte(s))
	}
	encoded, _ := f.encode(s)
	n := 0
	for at := f.start(); at < len(f.data); at += 2 {
		if bytes.HasPrefix(f.data[at:], encoded) {
			n++
		}
	}
	return n
}

// character is the size of the character at the byte at, and what it is in
// the decoded text: as decode cleans it.
func (f *fileBytes) character(at int) (size int, s string) {
	size, s = f.raw(at)
	switch {
	case s == "\x00", s == "\uFEFF" && at == f.start():
		return size, ""
	case s == "\r" && f.lineBreak == "\r":
		return size, "\n"
	case s == "\r" && at+size < len(f.data):
		if _, next := f.raw(at + size); next == "\n" {
			return size, ""
		}
	}
	return size, otherLineEnds.Replace(s)
}

// raw is the size of the character at the byte at, and the character.
func (f *fileBytes) raw(at int) (size int, s string) {
	rest := f.data[at:]
	switch {
	case f.legacy != nil:
		return f.rawLegacy(rest)
	case f.order != nil:
		return f.rawUTF16(rest)
	}
	r, size := utf8.DecodeRune(rest)
	if r != utf8.RuneError || size > 1 {
		return size, string(rest[:size])
	}
	for size < len(rest) { // a run of broken bytes is one character
		r, n := utf8.DecodeRune(rest[size:])
		if r != utf8.RuneError || n > 1 {
			break
		}
		size += n
	}
	return size, "\uFFFD"
}

func (f *fileBytes) rawLegacy(rest []byte) (size int, s string) {
	if rest[0] < utf8.RuneSelf {
		return 1, string(rest[:1])
	}
	var out [16]byte
	for n := 1; n <= min(len(rest), 4); n++ {
		if nOut, nIn, _ := f.decoder.Transform(out[:], rest[:n], n == len(rest)); nIn > 0 {
			return nIn, string(out[:nOut])
		}
	}
	return len(rest), "\uFFFD"
}

func (f *fileBytes) rawUTF16(rest []byte) (size int, s string) {
	if len(rest) < 2 {
		return len(rest), "\uFFFD"
	}
	r := rune(f.order.Uint16(rest))
	if utf16.IsSurrogate(r) && len(rest) >= 4 {
		if pair := utf16.DecodeRune(r, rune(f.order.Uint16(rest[2:]))); pair != utf8.RuneError {
			return 4, string(pair)
		}
	}
	return 2, string(r) // half of a pair becomes U+FFFD
}

// find is the byte of the file at which the byte at of the decoded text
// begins, the end of the file for its end. A '\r' before a '\n' belongs to it.
func (f *fileBytes) find(at int) int {
	i := sort.Search(len(f.steps), func(i int) bool { return f.steps[i].text > at }) - 1
	step := f.steps[max(i, 0)]
	for step.text < at && step.data < len(f.data) {
		size, s := f.character(step.data)
		step = byteStep{step.text + len(s), step.data + size}
	}
	return step.data
}

// edited is a copy of the file with the edits, which are in order and
// disjoint, or the reason why its encoding can't have them.
func (f *fileBytes) edited(edits []edit) (out []byte, reason string) {
	out = make([]byte, 0, len(f.data)+len(f.data)/8)
	at := 0
	for _, e := range edits {
		text, reason := f.encode(strings.ReplaceAll(e.text, "\n", f.lineBreak))
		if reason != "" {
			return nil, reason
		}
		from := f.find(e.at)
		out = append(out, f.data[at:from]...)
		out = append(out, text...)
		at = f.find(e.end)
	}
	return append(out, f.data[at:]...), ""
}

// encode writes s as the file is written, without BOM.
func (f *fileBytes) encode(s string) (out []byte, reason string) {
	switch {
	case f.order != nil:
		for _, u := range utf16.Encode([]rune(s)) {
			out = f.order.AppendUint16(out, u)
		}
		return out, ""
	case f.legacy == nil:
		return []byte(s), ""
	}
	out, err := f.legacy.NewEncoder().Bytes([]byte(s))
	if err == nil {
		return out, ""
	}
	for _, r := range s {
		if _, err := f.legacy.NewEncoder().String(string(r)); err != nil {
			return nil, fmt.Sprintf("the file's encoding, %s, has no %c (U+%04X)", f.encoding, r, r)
		}
	}
	return nil, "can't be written in the file's encoding: " + err.Error()
}
