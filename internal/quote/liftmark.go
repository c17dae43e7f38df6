package quote

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of what two marks can enclose.
const (
	maxQuoteBytes      = 20_000
	maxQuoteParagraphs = 50
	maxQuoteDepth      = 8 // marks around a quotation's own
	maxTitleLetters    = 150
)

// pair is two marks that belong together.
type pair struct {
	open, inner  int // the opening mark is [open, inner)
	closing, end int // the closing mark is [closing, end)
	nested       bool
	depth        int
}

// marks is what the marks of a text enclose.
type marks struct {
	quotes  []pair // in order of open
	titles  []Span // 《…》, marks included; in order, disjoint
	resumed []Span // opening marks that only say that a quotation goes on
}

// textOf is what a pair encloses, without the marks that resume it.
func (m marks) textOf(text string, p pair) string {
	i, _ := slices.BinarySearchFunc(m.resumed, p.inner, func(s Span, at int) int { return cmp.Compare(s.Start, at) })
	if i == len(m.resumed) || m.resumed[i].Start >= p.closing {
		return text[p.inner:p.closing]
	}
	var b strings.Builder
	at := p.inner
	for ; i < len(m.resumed) && m.resumed[i].Start < p.closing; i++ {
		b.WriteString(text[at:m.resumed[i].Start])
		at = m.resumed[i].End
	}
	b.WriteString(text[at:p.closing])
	return b.String()
}

// markKind numbers the pairs of quotation marks. Straight ones open and close
// alike.
type markKind int

const (
	double markKind = iota
	single
	corner
	whiteCorner
	prime
	straight
	wideStraight
	markKinds
)

// markOf tells what a quotation mark is; ok is false for every other rune.
func markOf(r rune) (kind markKind, opens, closes, ok bool) {
	switch r {
	case '“':
		return double, true, false, true
	case '”':
		return double, false, true, true
	case '‘':
		return single, true, false, true
	case '’':
		return single, false, true, true
	case '「':
		return corner, true, false, true
	case '」':
		return corner, false, true, true
	case '『':
		return whiteCorner, true, false, true
	case '』':
		return whiteCorner, false, true, true
	case '〝':
		return prime, true, false, true
	case '〞', '〟':
		return prime, false, true, true
	case '"':
		return straight, true, true, true
	case '＂':
		return wideStraight, true, true, true
	}
	return 0, false, false, false
}

// opened is an opening mark that waits for its closing one.
type opened struct {
	kind       markKind
	at, inner  int
	paragraphs int
	wraps      int // the closing mark that ends it some wrapped lines on, 0 if none is known
}

// pairer pairs the quotation marks of a text, paragraph by paragraph.
//
//	甲“乙‘丙’丁”     a stack: what was opened last is closed first
//	甲“乙“，“丙”     deranged: an opening mark ends an open one of its kind
//
//	甲“乙"，”丙”     mixed: any closing mark ends what the paragraph opened last,
//	                 and a closing mark may open
//
// A paragraph is read in a further way only if the ones before leave marks
// alone. What mixed marks enclose gets a warning and is lifted all the same.
type pairer struct {
	text  string
	out   *marks
	warns *warner

	titles []Span // the rest, from the paragraph at hand on
	stack  []opened
	count  [markKinds]int // of each kind in the stack
	lost   int            // marks of the paragraph at hand that belong to none
}

// scanMarks finds the quotations and the titles of a text.
func scanMarks(text string, warns *warner) marks {
	out := marks{titles: scanTitles(text, warns)}
	m := &pairer{text: text, out: &out, warns: warns, titles: out.titles}
	for start := 0; start <= len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		m.paragraph(start, end)
		start = end + 1
	}
	m.abandon(0)
	slices.SortFunc(out.quotes, func(a, b pair) int { return cmp.Compare(a.open, b.open) })
	nest(out.quotes)
	out.quotes = slices.DeleteFunc(out.quotes, func(p pair) bool {
		if p.depth > maxQuoteDepth {
			warns.add(tooDeep, p.open, "quotations inside one another, more than %d deep", maxQuoteDepth)
		}
		return p.depth > maxQuoteDepth
	})
	return out
}

// nest says of each pair how many others it stands in.
func nest(pairs []pair) {
	var around []int
	for i := range pairs {
		for len(around) > 0 && around[len(around)-1] <= pairs[i].open {
			around = around[:len(around)-1]
		}
		pairs[i].depth, pairs[i].nested = len(around), len(around) > 0
		around = append(around, pairs[i].end)
	}
}

// reading is a way to read the marks of a paragraph.
type reading int

const (
	stacked reading = iota
	flat            // an opening mark ends an open one of its kind
	mixed           // flat, and marks of different kinds may belong together
)

// paragraph reads one paragraph, again if need be: flat if marks are left
// alone, mixed if that leaves fewer alone.
func (m *pairer) paragraph(start, end int) {
	start = m.resume(start, end)
	stack, count, warned, quotes := slices.Clone(m.stack), m.count, m.warns.state(), len(m.out.quotes)
	again := func(how reading) int {
		m.stack, m.count, m.out.quotes = append(m.stack[:0:0], stack...), count, m.out.quotes[:quotes]
		m.warns.restore(warned)
		m.lost = 0
		m.read(start, end, how)
		return m.lost + m.openSince(start)
	}
	left := again(stacked)
	if m.lost > 0 || m.doubled() {
		left = again(flat)
	}
	if (m.lost > 0 || left > 1) && again(mixed) >= left {
		again(flat)
	}
	for len(m.titles) > 0 && m.titles[0].End <= end {
		m.titles = m.titles[1:]
	}
}

// openSince counts the open marks from a byte on.
func (m *pairer) openSince(start int) int {
	n := 0
	for _, o := range slices.Backward(m.stack) {
		if o.at < start {
			break
		}
		n++
	}
	return n
}

// doubled tells whether two marks of a kind are open.
func (m *pairer) doubled() bool { return slices.Max(m.count[:]) > 1 }

// resume goes over the opening marks at a paragraph's start that say that the
// open quotations go on, and gives up those that don't. A paragraph that
// begins with the closing mark is a wrapped line.
func (m *pairer) resume(start, end int) int {
	at, n := start, 0
	if top := len(m.stack) - 1; top >= 0 && end-m.stack[0].at <= maxQuoteBytes {
		r, _ := utf8.DecodeRuneInString(m.text[at:end])
		if kind, opens, _, ok := markOf(r); ok && !opens && kind == m.stack[top].kind {
			return start
		}
	}
	if m.wrapped(start, end) {
		return start
	}
	for n < len(m.stack) && (n > 0 || m.goesOn(start, end)) {
		r, size := utf8.DecodeRuneInString(m.text[at:end])
		kind, opens, closes, ok := markOf(r)
		o := &m.stack[n]
		if !ok || !opens || closes || kind != o.kind || end-o.at > maxQuoteBytes || o.paragraphs >= maxQuoteParagraphs {
			break
		}
		m.out.resumed = append(m.out.resumed, Span{Start: at, End: at + size})
		o.paragraphs++
		at += size
		n++
	}
	m.abandon(n)
	return at
}

// goesOn tells whether the paragraph goes on with the outermost open quotation,
// and doesn't begin with one of its own, “河字经”是…: then the first closing mark
// stands inside a sentence.
func (m *pairer) goesOn(start, end int) bool {
	before := rune('。')
	for i, r := range m.text[start:end] {
		if kind, _, closes, ok := markOf(r); ok && closes && kind == m.stack[0].kind {
			next, _ := utf8.DecodeRuneInString(m.text[start+i+utf8.RuneLen(r) : end])
			return !isWordRune(before) || !isWordRune(next) && next != '，' && next != '、'
		}
		before = r
	}
	return true
}

// abandon gives up the open marks from the nth on.
func (m *pairer) abandon(n int) {
	for _, o := range m.stack[n:] {
		m.count[o.kind]--
		m.lost++
		m.warns.add(neverClosed, o.at, "%s is never closed", m.text[o.at:o.inner])
	}
	m.stack = m.stack[:n]
}

func (m *pairer) read(start, end int, how reading) {
	titles := m.titles
	var before rune
	for i := start; i < end; {
		if len(titles) > 0 && i >= titles[0].Start {
			i, titles = max(i, titles[0].End), titles[1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(m.text[i:end])
		if kind, opens, closes, ok := markOf(r); ok {
			next, _ := utf8.DecodeRuneInString(m.text[i+size : end])
			switch {
			case r == '’' && isApostrophe(before, next, m.count[single] > 0):
			case closes && m.count[kind] > 0:
				m.close(kind, i, i+size)
			case how == mixed && closes && !unicode.IsDigit(before) && m.opened(start):
				m.closeMixed(i, i+size)
			case how == mixed && !opens && isWordRune(next) && mayOpen(m.text[start:i]):
				m.warns.add(mixedMarks, i, "%c opens a quotation", r)
				m.open(kind, i, i+size, how)
			case !opens:
				m.lost++
				m.warns.add(stray, i, "%c closes nothing", r)
			default:
				m.open(kind, i, i+size, how)
			}
		}
		before = r
		i += size
	}
}

// isApostrophe tells Li’s, and where no ‘ waits students’ and ’99.
func isApostrophe(before, next rune, awaited bool) bool {
	return isLatin(before) && (isLatin(next) || !awaited) || !awaited && unicode.IsDigit(next)
}

func (m *pairer) open(kind markKind, at, inner int, how reading) {
	if how != stacked && m.count[kind] > 0 {
		m.abandon(m.innermost(kind))
	}
	m.count[kind]++
	m.stack = append(m.stack, opened{kind: kind, at: at, inner: inner})
}

// innermost is the place in the stack of the last mark of a kind that has one.
// All above it are given up next, so the search costs no more than they did.
func (m *pairer) innermost(kind markKind) int {
	i := len(m.stack) - 1
	for m.stack[i].kind != kind {
		i--
	}
	return i
}

// opened tells that the innermost open mark stands at start or later.
func (m *pairer) opened(start int) bool {
	return len(m.stack) > 0 && m.stack[len(m.stack)-1].at >= start
}

// mayOpen tells that a quotation may begin behind these words of a paragraph, and
// none can end: behind a mark or a verb of speaking.
func mayOpen(before string) bool {
	before = lastBytes(before, maxLookForward)
	if r := lastRune(before); before == "" || !isWordRune(r) {
		return true
	}
	verbs := reportingVerbs(before)
	return len(verbs) > 0 && verbs[len(verbs)-1].end == len(before)
}

// closeMixed ends what was opened last with a mark of another kind.
func (m *pairer) closeMixed(at, end int) {
	o := m.stack[len(m.stack)-1]
	m.warns.add(mixedMarks, o.at, "%s is closed by %s", m.text[o.at:o.inner], m.text[at:end])
	m.close(o.kind, at, end)
}

func (m *pairer) close(kind markKind, at, end int) {
	i := m.innermost(kind)
	m.abandon(i + 1)
	o := m.stack[i]
	m.stack = m.stack[:i]
	m.count[kind]--
	if at-o.inner > maxQuoteBytes {
		m.warns.add(tooLong, o.at, "%s is closed only after %d bytes: too long for a quotation", m.text[o.at:o.inner], at-o.inner)
		return
	}
	m.out.quotes = append(m.out.quotes, pair{open: o.at, inner: o.inner, closing: at, end: end})
}
