package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// source is a file's text as decoded: valid UTF-8, lines ended by '\n', no
// NUL and no BOM.
type source struct {
	text     string
	encoding string // as in Info
	warnings []string
}

// magics begin files that are no text, whatever their name says.
var magics = []struct{ prefix, what string }{
	{"%PDF-", "PDF"}, {"PK\x03\x04", "ZIP (docx, ofd, …)"}, {"\xD0\xCF\x11\xE0", "old Office file"},
	{"{\\rtf", "RTF"}, {"\x89PNG", "PNG"}, {"\xFF\xD8\xFF", "JPEG"}, {"GIF8", "GIF"},
	{"\x1F\x8B", "gzip"}, {"7z\xBC\xAF", "7z"}, {"\x7FELF", "program"},
}

// decode finds out how data is written and decodes it. The error is the
// reason why it can't be read.
func decode(data []byte, isHTML bool) (source, error) {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return source{}, errors.New("binary: " + m.what)
		}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return source{}, errors.New("empty")
	}
	src, err := decodeBytes(data, isHTML)
	if err != nil {
		return source{}, err
	}
	src.text = strings.TrimPrefix(src.text, "\uFEFF")
	if err := garbled(src.text); err != nil {
		return source{}, err
	}
	if n := strings.Count(src.text, "\uFFFD"); n > 0 {
		src.warnings = append(src.warnings, fmt.Sprintf("%d characters could not be decoded", n))
	}
	if n := strings.Count(src.text, "\x00"); n > 0 {
		src.text = strings.ReplaceAll(src.text, "\x00", "")
		src.warnings = append(src.warnings, fmt.Sprintf("%d NUL bytes dropped", n))
	}
	src.text = unixLines(src.text)
	return src, nil
}

// decodeBytes decodes by BOM, then as UTF-8 if it is that without doubt, then
// by whichever encoding gives the most plausible text.
func decodeBytes(data []byte, isHTML bool) (source, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return source{text: strings.ToValidUTF8(string(data[3:]), "\uFFFD"), encoding: "utf-8"}, nil
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return decodeAs(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16le", data), nil
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return decodeAs(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf-16be", data), nil
	}
	// One byte in two hundred is more than a stray NUL, and UTF-16 without a
	// BOM is not among the encodings read.
	if n := bytes.Count(data, []byte{0}); n > 2 && n > len(data)/200 {
		return source{}, errors.New("binary: NUL bytes")
	}
	if isUTF8(data) {
		return source{text: strings.ToValidUTF8(string(data), "\uFFFD"), encoding: "utf-8"}, nil
	}
	return mostPlausible(data, isHTML), nil
}

func decodeAs(e encoding.Encoding, name string, data []byte) source {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		out = append(out, "\uFFFD"...) // the decoders replace; an error means a cut end
	}
	return source{text: strings.ToValidUTF8(string(out), "\uFFFD"), encoding: name}
}

// isUTF8 says that data is UTF-8 beyond doubt: valid, or with so few broken
// bytes among many good sequences that chance can't explain the good ones.
// Text of two-byte sequences alone is doubtful: in GBK, short texts look so.
func isUTF8(data []byte) bool {
	var good, short, bad int
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size == 2:
			short++
		default:
			good++
		}
		i += size
	}
	if bad == 0 {
		return good > 0 || short == 0
	}
	return bad*20 <= good
}

// sampleSize is how much of a file, in bytes, is decoded to judge encodings.
const sampleSize = 64 << 10

// validScore is what an encoding must beat if data is valid UTF-8 without any
// Han: French, Russian, or two lucky characters of GBK.
const validScore = 0.8

// mostPlausible decodes data with the encoding that makes the best text of
// its beginning. What HTML declares counts as a reason, not as proof.
func mostPlausible(data []byte, isHTML bool) source {
	candidates := []struct {
		encoding encoding.Encoding
		name     string
	}{
		{unicode.UTF8, "utf-8"},
		{simplifiedchinese.GB18030, "gb18030"},
		{traditionalchinese.Big5, "big5"},
	}
	declared := ""
	if isHTML {
		declared = declaredCharset(data)
	}
	best, bestScore := 0, 0.0
	for i, c := range candidates {
		score := plausibility(decodeAs(c.encoding, c.name, judged(data)).text)
		if c.name == "utf-8" && utf8.Valid(data) {
			score = max(score, validScore)
		}
		if c.name == declared {
			score += 0.1
		}
		if i == 0 || score > bestScore {
			best, bestScore = i, score
		}
	}
	c := candidates[best]
	return decodeAs(c.encoding, c.name, data)
}

// judged is the part of data that is judged: from the first byte that is not
// ASCII, so that an English head or a long script does not hide the rest.
func judged(data []byte) []byte {
	start := bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf })
	data = data[max(start, 0):]
	return data[:min(len(data), sampleSize)]
}

// declaredCharset is what an HTML file's head declares, by our names; empty
// if that is nothing that we read.
func declaredCharset(data []byte) string {
	_, name, _ := charset.DetermineEncoding(data[:min(len(data), 1024)], "")
	switch name {
	case "gbk", "gb18030":
		return "gb18030"
	case "big5", "utf-8":
		return name
	}
	return ""
}

// unixLines turns the line ends of other systems into '\n', and what else
// starts a line or page into a space. A lone '\r' is a line end only in a
// file that has no '\n'.
func unixLines(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		if strings.IndexByte(s, '\n') < 0 {
			s = strings.ReplaceAll(s, "\r", "\n")
		}
	}
	if strings.ContainsAny(s, "\r\v\f\u0085\u2028\u2029") {
		s = otherLineEnds.Replace(s)
	}
	return s
}

var otherLineEnds = strings.NewReplacer("\r", " ", "\v", " ", "\f", " ", "\u0085", " ", "\u2028", " ", "\u2029", " ")
