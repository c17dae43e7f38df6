package corpus

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inlineMarks begin the markup that can stand inside a line.
const inlineMarks = "*_`~[!<\\&"

// inline takes the markup inside a line of Markdown away: emphasis, code,
// links (their text stays), tags of HTML, escapes, entities. What does not
// pair stays. It takes time linear in len(s).
func inline(s string) string { return inlineNoted(s, nil) }

// inlineNoted is inline, which notes in steps, if that is not nil, where in s
// each piece of what it returns stands.
func inlineNoted(s string, steps *inlineSteps) string {
	if !strings.ContainsAny(s, inlineMarks) {
		steps.all(s)
		return s
	}
	out := make([]byte, 0, len(s))
	for at := 0; at < len(s); {
		n := stretchOf(s[at:])
		in := inliner{s: s[at : at+n], out: out, at: at, steps: steps}
		in.run()
		out, at = in.out, at+n
	}
	return string(out)
}

// maxStretch bounds, in bytes, the piece of a line in which markers pair. No
// paragraph is as long; what is gets the memory of one piece at a time.
const maxStretch = 64 << 10

// stretchOf is the length of the first piece of s: all of it, or up to the
// end of a sentence, or failing that of a rune.
func stretchOf(s string) int {
	if len(s) <= maxStretch {
		return len(s)
	}
	const stop = "。"
	if i := strings.LastIndex(s[:maxStretch], stop); i > maxStretch/2 {
		return i + len(stop)
	}
	n := maxStretch
	for n > maxStretch-utf8.UTFMax && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

type inliner struct {
	s      string
	out    []byte
	skipAt map[int]int // closing markers to come: where, how many bytes
	strong int         // where the last ** that was opened is closed
	pairs  []int32     // where the bracket that opens here is closed, 0 if nowhere; nil until needed
	at     int         // where s stands in the line
	steps  *inlineSteps
}

func (in *inliner) run() {
	for i := 0; i < len(in.s); {
		done := len(in.out)
		n := in.skipAt[i]
		if n == 0 {
			n = in.markup(i)
		}
		if n == 0 {
			in.out = append(in.out, in.s[i])
			n = 1
		}
		if in.steps != nil {
			in.steps.add(in.s[i:i+n], in.at+i, done, in.out[done:])
		}
		i += n
	}
}

// skip leaves out n bytes at i, which is still to come.
func (in *inliner) skip(i, n int) {
	if in.skipAt == nil {
		in.skipAt = map[int]int{}
	}
	in.skipAt[i] = n
}

// reach bounds, in bytes, how far the partner of a marker is looked for, so
// that a line of millions of markers takes no more than its share of time.
const reach = 1000

// markup handles the markup at i and says how many bytes it took, 0 if there
// is none.
func (in *inliner) markup(i int) int {
	s := in.s[i:]
	switch s[0] {
	case '\\':
		if len(s) > 1 && s[1] < utf8.RuneSelf && unicode.IsOneOf([]*unicode.RangeTable{unicode.P, unicode.S}, rune(s[1])) {
			in.out = append(in.out, s[1])
			return 2
		}
	case '&':
		return in.entity(s)
	case '<':
		return in.tag(s)
	case '!':
		if strings.HasPrefix(s, "![") && in.link(i+1) {
			return 2
		}
	case '[':
		if in.link(i) {
			return 1
		}
		if strings.HasPrefix(s, "[^") {
			return footnote(s)
		}
	case '*', '_', '~', '`':
		return in.emphasis(i)
	}
	return 0
}

// entity decodes &nbsp; and the like.
func (in *inliner) entity(s string) int {
	end := strings.IndexByte(s[:min(len(s), 12)], ';')
	if end < 2 {
		return 0
	}
	r := html.UnescapeString(s[:end+1])
	if r == s[:end+1] {
		return 0
	}
	in.out = append(in.out, plainRunes(r)...)
	return end + 1
}

// plainRunes is s with its control characters turned into spaces: an entity
// must not bring in what decoding keeps out.
func plainRunes(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}

// mdTags are the tags of HTML that people put into Markdown. <中华人民共和国
// 建筑法> and <x> are text.
const mdTags = " a abbr b big blockquote br center code col colgroup dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s small span strike strong style sub summary sup table tbody td tfoot th thead tr tt u ul "

// maxTagName is, in bytes, more than any name in mdTags has.
const maxTagName = 12

// tag drops a tag, or the brackets around an address. A tag that ends a line
// or a cell leaves a space.
func (in *inliner) tag(s string) int {
	end := strings.IndexByte(s[:min(len(s), reach)], '>')
	if end < 2 {
		return 0
	}
	body := s[1:end]
	if strings.Contains(body, "://") && !strings.ContainsAny(body, " <\"") {
		in.out = append(in.out, body...)
		return end + 1
	}
	name := strings.TrimPrefix(body, "/")
	name = name[:min(len(name), maxTagName)]
	if i := strings.IndexFunc(name, func(r rune) bool { return r > 'z' || r < '0' }); i >= 0 {
		name = name[:i]
	}
	name = strings.ToLower(name)
	if name == "" || !strings.Contains(mdTags, " "+name+" ") {
		return 0
	}
	switch name {
	case "br", "td", "th", "p", "div", "li", "tr", "hr":
		in.out = append(in.out, ' ')
	}
	return end + 1
}

// link arranges that the address behind [text](address) is left out, if a
// link begins at i; images too, with the words that stand for them.
func (in *inliner) link(i int) bool {
	if in.pairs == nil {
		in.pairs = bracketPairs(in.s)
	}
	end := int(in.pairs[i])
	if end == 0 || !strings.HasPrefix(in.s[end+1:], "(") {
		return false
	}
	last := int(in.pairs[end+1])
	// 〔见[附件](一)〕 is text.
	if last == 0 || last-end > reach || !looksLikeAddress(in.s[end+2:last]) {
		return false
	}
	in.skip(end, last+1-end)
	return true
}

// bracketPairs says for each [ and ( of s where it is closed, 0 if nowhere.
func bracketPairs(s string) []int32 {
	pairs := make([]int32, len(s))
	var square, round []int
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			square = append(square, i)
		case '(':
			round = append(round, i)
		case ']':
			square = closeLast(pairs, square, i)
		case ')':
			round = closeLast(pairs, round, i)
		}
	}
	return pairs
}

// closeLast closes the last bracket of open at i and returns the others.
func closeLast(pairs []int32, open []int, i int) []int {
	n := len(open)
	if n == 0 {
		return open
	}
	pairs[open[n-1]] = int32(i)
	return open[:n-1]
}

// looksLikeAddress says that s, found between brackets, is an address, with
// or without a title behind it.
func looksLikeAddress(s string) bool {
	s, _, _ = strings.Cut(strings.TrimSpace(s), " \"")
	if s == "" || strings.HasPrefix(s, "<") {
		return true
	}
	return strings.ContainsAny(s, "/#.:") && !strings.ContainsAny(s, " ，。；")
}

// footnote is the length of a reference like [^1], with the colon behind it.
func footnote(s string) int {
	end := strings.IndexByte(s[:min(len(s), 20)], ']')
	if end < 3 {
		return 0
	}
	if strings.HasPrefix(s[end+1:], ":") {
		end++
	}
	return end + 1
}

// emphasis drops the run of marks at i and arranges for its partner, if it
// has one in the line.
func (in *inliner) emphasis(i int) int {
	run := runOf(in.s[i:], in.s[i])
	if run == 4 && i < in.strong {
		return run // **甲****乙**: one ends, one begins
	}
	if run <= 3 && (in.s[i] != '~' || run == 2) {
		if end := in.partner(i, run); end > 0 {
			in.skip(end, run)
			if run == 2 {
				in.strong = end
			}
			return run
		}
	}
	in.out = append(in.out, in.s[i:i+run]...)
	return run
}

// runOf is how many bytes mark s begins with.
func runOf(s string, mark byte) int {
	n := 0
	for n < len(s) && s[n] == mark {
		n++
	}
	return n
}

// partner is where the run of marks that begins at i is closed, 0 if nowhere.
// Signs of arithmetic and names (2*3, a_b) open and close nothing.
func (in *inliner) partner(i, run int) int {
	mark := in.s[i]
	before, _ := utf8.DecodeLastRuneInString(in.s[:i])
	after, _ := utf8.DecodeRuneInString(in.s[i+run:])
	if i+run == len(in.s) || isSpace(after) || run < 2 && !emphasizes(mark, before) {
		return 0
	}
	limit := min(len(in.s), i+4*reach)
	for j, tries := i+run, 0; j < limit && tries < 20; tries++ {
		k := strings.IndexByte(in.s[j:limit], mark)
		if k < 0 {
			break
		}
		j += k
		length := runOf(in.s[j:], mark)
		inner, _ := utf8.DecodeLastRuneInString(in.s[:j])
		outer, _ := utf8.DecodeRuneInString(in.s[j+length:])
		if length == run && !isSpace(inner) && (run > 1 || emphasizes(mark, outer)) {
			return j
		}
		j += length
	}
	return 0
}

// emphasizes says that a single mark with the character r at its outer side
// (RuneError: none) may be emphasis.
func emphasizes(mark byte, r rune) bool {
	switch {
	case mark == '`' || r == utf8.RuneError:
		return true
	case mark == '_':
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	return !unicode.IsDigit(r) && (r >= utf8.RuneSelf || !unicode.IsLetter(r))
}
