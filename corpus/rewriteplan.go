package corpus

import (
	"strings"
	"unicode/utf8"
)

// way is one of the ways in which a change can be made in a file.
type way struct {
	reach  wayReach
	escape bool // Markdown's signs in the new words are escaped
}

type wayReach int

const (
	reachLetters wayReach = iota // the letters alone; new words begin where the old ones do
	reachBehind                  // … or where the old ones end
	reachBetween                 // from the first letter to the last, with markers and breaks between
	reachAround                  // … and with the markers around them, and the line if it is empty then
)

// ways are tried in this order.
var ways = [...]way{
	{reachLetters, false}, {reachLetters, true},
	{reachBehind, false}, {reachBehind, true},
	{reachBetween, false}, {reachBetween, true},
	{reachAround, false},
}

// mdSigns are what can be markup in a line of Markdown.
const mdSigns = "\\`*_{}[]<>()#+-.!|~&"

// suits says that a way differs from those before it for the change c.
func (w *rewriter) suits(c Change, how way) bool {
	switch {
	case how.escape && (w.doc.Format != "markdown" || !strings.ContainsAny(c.Text, mdSigns)):
		return false
	case how.reach == reachBehind:
		return c.Text != ""
	case how.reach == reachAround:
		return c.Text == ""
	}
	return true
}

// words are the words of a change as they are written into the file before
// the byte at.
func (w *rewriter) words(text string, at int, how way) string {
	if how.escape {
		var out strings.Builder
		for _, r := range text {
			if strings.ContainsRune(mdSigns, r) {
				out.WriteByte('\\')
			}
			out.WriteRune(r)
		}
		text = out.String()
	}
	if !strings.Contains(text, "\n") {
		return text
	}
	start := strings.LastIndexByte(w.src[:at], '\n') + 1
	line := w.src[start:]
	indent := line[:len(line)-len(strings.TrimLeftFunc(line, func(r rune) bool { return r != '\n' && isSpace(r) }))]
	if indent == "" || w.doc.Format == "markdown" {
		indent = "\n" + indent
	}
	return strings.ReplaceAll(text, "\n", "\n"+indent)
}

// plan says how a change is made in the file.
func (w *rewriter) plan(c Change, how way) (edits []edit, reason string) {
	if !w.suits(c, how) {
		return nil, "not needed"
	}
	spans, ok := w.standsAt(c.Span)
	if !ok {
		return nil, "part of an entity"
	}
	if how.reach >= reachBetween {
		return w.planBetween(c, how)
	}
	at := w.insertAt(c.Start, how.reach == reachBehind)
	if len(spans) > 0 {
		at = spans[0].Start
		if how.reach == reachBehind {
			at = spans[len(spans)-1].End
		}
	}
	text := w.words(c.Text, at, how)
	if how.reach == reachBehind && text != "" {
		spans = append(spans, Span{at, at})
	} else if len(spans) == 0 {
		spans = []Span{{at, at}}
	}
	for i, s := range spans {
		e := edit{at: s.Start, end: s.End}
		if i == 0 && how.reach == reachLetters || s.Start == s.End {
			e.text = text
		}
		edits = append(edits, e)
	}
	return edits, ""
}

// standsAt is where in the file the letters of a stretch of Text stand, in
// order; what Text puts between lines stands nowhere. ok is false if the
// stretch parts what stands there as one thing.
func (w *rewriter) standsAt(s Span) (spans []Span, ok bool) {
	for i := max(originBefore(w.origins, s.Start), 0); i < len(w.origins) && w.origins[i].text < s.End; i++ {
		o := w.origins[i]
		from, to := max(s.Start, o.text), min(s.End, o.text+o.n)
		switch {
		case from >= to:
		case !o.whole:
			spans = append(spans, Span{o.at + from - o.text, o.at + to - o.text})
		case to-from < o.n:
			return nil, false
		default:
			spans = append(spans, Span{o.at, o.at + o.size})
		}
	}
	return spans, true
}

// stands says that the byte off of Text stands in the file.
func (w *rewriter) stands(off int) bool {
	i := originBefore(w.origins, off)
	return i >= 0 && off < w.origins[i].text+w.origins[i].n
}

// insertAt is where in the file words are put that stand at off of Text:
// behind the character before, or in front of the one that follows. The
// other side is taken where there is a paragraph's end.
func (w *rewriter) insertAt(off int, inFront bool) int {
	before, after := w.endBefore(off), w.startFrom(off)
	switch {
	case before < 0, inFront && after < len(w.src), off > 0 && w.doc.Text[off-1] == '\n':
		return after
	}
	return before
}

// endBefore is where the last letter of Text before off ends in the file, -1
// if there is none.
func (w *rewriter) endBefore(off int) int {
	i := originBefore(w.origins, off-1)
	if i < 0 {
		return -1
	}
	o := w.origins[i]
	if o.whole || off > o.text+o.n {
		return o.at + o.size
	}
	return o.at + off - o.text
}

// startFrom is where the first letter of Text from off on begins in the file,
// its end if there is none.
func (w *rewriter) startFrom(off int) int {
	i := max(originBefore(w.origins, off), 0)
	if o := w.origins[i]; off >= o.text+o.n {
		i++
	}
	if i == len(w.origins) {
		return len(w.src)
	}
	o := w.origins[i]
	if o.whole {
		return o.at
	}
	return o.at + max(off-o.text, 0)
}

// planBetween replaces everything from the first letter to the last. Only
// white space and the markers of emphasis and quotes may go with them.
func (w *rewriter) planBetween(c Change, how way) (edits []edit, reason string) {
	from, to := w.startFrom(c.Start), w.endBefore(c.End)
	if !w.stands(c.Start) { // what parts two lines goes, but for the markers there
		rest := w.src[max(w.endBefore(c.Start), 0):]
		from = len(w.src) - len(strings.TrimLeft(rest, pairedMarks))
	}
	if !w.stands(c.End - 1) {
		to = len(strings.TrimRight(w.src[:w.startFrom(c.End)], pairedMarks))
	}
	if to < from {
		return nil, "stands nowhere in the file"
	}
	if how.reach == reachAround {
		from, to = w.around(from, to)
	}
	letters, _ := w.standsAt(c.Span)
	at := from
	for _, l := range append(letters, Span{to, to}) {
		if l.Start > at && strings.Trim(w.src[at:l.Start], " \t　\n>"+pairedMarks) != "" {
			return nil, "what stands between its letters would be lost"
		}
		at = l.End
	}
	return []edit{{from, to, w.words(c.Text, from, how)}}, ""
}

// pairedMarks are the markers that stand on both sides of words.
const pairedMarks = "*_~`"

// around widens the bytes [from, to) of the file by pairs of markers around
// them, by markers whose partners are among them and, if nothing is left of
// their line, by the line.
func (w *rewriter) around(from, to int) (int, int) {
	inside := w.src[from:to]
	before := w.src[len(strings.TrimRight(w.src[:from], pairedMarks)):from]
	behind := w.src[to : len(w.src)-len(strings.TrimLeft(w.src[to:], pairedMarks))]
	switch {
	case before != "" && strings.Count(inside, before)%2 == 1:
		from -= len(before)
	case behind != "" && strings.Count(inside, behind)%2 == 1:
		to += len(behind)
	case before == behind:
		from, to = from-len(before), to+len(behind)
	}
	start := strings.LastIndexByte(w.src[:from], '\n') + 1
	end := len(w.src)
	if i := strings.IndexByte(w.src[to:], '\n'); i >= 0 {
		end = to + i + 1
	}
	if strings.Trim(w.src[start:from], " \t　>") == "" && strings.Trim(w.src[to:end], " \t　\n") == "" {
		return start, end
	}
	return from, to
}

// maxCompared bounds, in characters times characters, what is compared to
// find the letters that a change leaves.
const maxCompared = 1 << 20

// parts are the parts of changes between the letters that they leave.
func (w *rewriter) parts(changes ...Change) []Change {
	var parts []Change
	for _, c := range changes {
		parts = append(parts, w.partsOf(c)...)
	}
	return parts
}

func (w *rewriter) partsOf(c Change) []Change {
	old := []rune(w.doc.Text[c.Start:c.End])
	words := []rune(c.Text)
	at := c.Start
	for len(old) > 0 && len(words) > 0 && old[0] == words[0] {
		at += utf8.RuneLen(old[0])
		old, words = old[1:], words[1:]
	}
	for len(old) > 0 && len(words) > 0 && old[len(old)-1] == words[len(words)-1] {
		old, words = old[:len(old)-1], words[:len(words)-1]
	}
	end := at + len(string(old))
	if len(old) == 0 || len(words) == 0 || len(old)*len(words) > maxCompared {
		return []Change{{Span{at, end}, string(words)}}
	}
	return differences(old, words, at)
}

// differences are the changes that make words of old, which stands at the
// byte at, and leave as many letters as can be left.
func differences(old, words []rune, at int) []Change {
	// common[i][j] is how many letters old[i:] and words[j:] have in common.
	width := len(words) + 1
	common := make([]int32, (len(old)+1)*width)
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(words) - 1; j >= 0; j-- {
			if old[i] == words[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	var parts []Change
	var put strings.Builder
	start := at // of the part under way
	flush := func() {
		if start < at || put.Len() > 0 {
			parts = append(parts, Change{Span{start, at}, put.String()})
			put.Reset()
		}
	}
	i, j := 0, 0
	for i < len(old) || j < len(words) {
		switch {
		case i < len(old) && j < len(words) && old[i] == words[j]:
			flush()
			at += utf8.RuneLen(old[i])
			start = at
			i, j = i+1, j+1
		case j == len(words) || i < len(old) && common[(i+1)*width+j] >= common[i*width+j+1]:
			at += utf8.RuneLen(old[i])
			i++
		default:
			put.WriteRune(words[j])
			j++
		}
	}
	flush()
	return parts
}
