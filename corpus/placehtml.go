package corpus

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pageNote gathers, while a page is read, where its words stand. A nil note
// takes no notice.
type pageNote struct {
	at    int // where the word to come stands in the file, -1 if nobody knows
	words []pageWord
}

// pageWord is a stretch of text up to the byte end of Text, and the place in
// the file of the first word in it.
type pageWord struct {
	end, at int
	title   bool // at is where to look for it
}

// writes notes that Text, to which a word is added now, has size bytes: white
// space may have been cut off the last one.
func (n *pageNote) writes(size int) {
	if n != nil && len(n.words) > 0 {
		last := &n.words[len(n.words)-1]
		last.end = min(last.end, size)
	}
}

func (n *pageNote) wroteWord(end int) {
	if n != nil {
		n.words = append(n.words, pageWord{end: end, at: n.at})
	}
}

func (n *pageNote) wroteTitle(end, at int) {
	if n != nil {
		n.words = append(n.words, pageWord{end: end, at: at, title: true})
	}
}

const pageSpace = " \t\n\f\r"

// markWords puts before each word of a text, which stands at the byte at of
// the file, the mark that says where it stands, counted from 1.
func markWords(out *strings.Builder, text string, at int) {
	for i := 0; i < len(text); {
		if strings.IndexByte(pageSpace, text[i]) >= 0 {
			out.WriteByte(text[i])
			i++
			continue
		}
		word := text[i:]
		if n := strings.IndexAny(word, pageSpace); n >= 0 {
			word = word[:n]
		}
		if bare := strings.ReplaceAll(word, lineMark, ""); bare != "" {
			out.WriteString(lineMark)
			out.WriteString(strconv.Itoa(at + i + 1))
			out.WriteByte(';')
			out.WriteString(bare)
		}
		i += len(word)
	}
}

// page maps the texts of a page by reading it again with its words marked.
func (m *originMap) page() bool {
	note := &pageNote{at: -1}
	d := readPage(m.src, markTexts(m.src, markWords), note)
	if string(d.text) != m.text {
		return false
	}
	done, at, last := 0, 0, -1
	for _, w := range note.words {
		end := min(w.end, len(m.text))
		switch {
		case w.at < 0 || w.at > len(m.src):
			done = end
			continue
		case w.title:
			at = w.at
			if i := strings.Index(m.src[at:], m.text[done:end]); i >= 0 {
				at += i
			}
		case w.at != last:
			at = w.at
		}
		last = w.at
		done, at = m.align(done, end, at)
	}
	return true
}

// align maps m.text[i:end] to the words that begin at the byte j of the file.
// White space and bars may stand on one side only. It says how far it came.
func (m *originMap) align(i, end, j int) (text, src int) {
	for i < end && j < len(m.src) && m.src[j] != '<' {
		decoded, size := pageRune(m.src[j:])
		r, n := utf8.DecodeRuneInString(m.text[i:])
		switch {
		case strings.HasPrefix(m.text[i:end], decoded):
			m.add(origin{i, len(decoded), j, size, m.src[j] == '&' && size > 1})
			i += len(decoded)
			j += size
		case m.src[j] == '&' && r == '&': // where entities are none
			m.add(origin{i, 1, j, 1, false})
			i++
			j++
		case isBlankPiece(decoded) && !strings.HasPrefix(m.text[i+n:end], decoded):
			j += size
		case unicode.IsSpace(r) || r == '|':
			i += n
		default:
			return end, j
		}
	}
	return end, j
}

func isBlankPiece(s string) bool {
	return strings.TrimFunc(s, isSpace) == "" || s == lineMark
}

// maxEntity is more than the length of any entity's name.
const maxEntity = 40

// pageRune is the character, or the entity decoded, that s begins with, and
// its size.
func pageRune(s string) (decoded string, size int) {
	if s[0] != '&' {
		_, size = utf8.DecodeRuneInString(s)
		return s[:size], size
	}
	end := 1
	for end < len(s) && end < maxEntity && (s[end] == '#' && end == 1 || isNameByte(s[end])) {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	raw := s[:end]
	decoded = html.UnescapeString(raw)
	if decoded == raw {
		return "&", 1
	}
	// Old names need no semicolon: &ampx is & and x.
	for len(raw) > 1 && len(decoded) > 1 && raw[len(raw)-1] == decoded[len(decoded)-1] {
		raw, decoded = raw[:len(raw)-1], decoded[:len(decoded)-1]
	}
	return decoded, len(raw)
}

func isNameByte(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}
