package corpus

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Change puts other words in the place of a stretch of a document's Text. The
// stretch may be empty, or the words; a '\n' in Text begins a paragraph.
type Change struct {
	Span
	Text string
}

// Refusal is a change that was not made, and why.
type Refusal struct {
	Change Change
	Reason string
}

// Rewrite is a copy of data, the bytes of the plain text or Markdown file
// name, in which stretches of the Text that Read gives are changed. All else
// is the same byte for byte: encoding, BOM, line ends, markers, indentation,
// and the line breaks that wrap, also those inside of a changed stretch, which
// then stand behind the new words. Letters that a change has on both sides
// stay where they are.
//
// Changes are in order and disjoint. Each one was checked: read again, the
// copy has exactly the Text that the changes made give. What can't be had so
// is refused and left as it is; so are all changes of other formats. The
// error is Read's, of a file that can't be read at all.
func Rewrite(name string, data []byte, changes []Change) ([]byte, []Refusal, error) {
	doc, err := Read(name, data)
	if err != nil {
		return nil, nil, err
	}
	w, reason := newRewriter(doc, data)
	if reason != "" {
		return bytes.Clone(data), refuseAll(changes, reason), nil
	}
	var sound []Change
	end := 0
	for _, c := range changes {
		if reason := unsound(doc.Text, c, end); reason != "" {
			w.refuse(c, reason)
			continue
		}
		end = c.End
		if doc.Text[c.Start:c.End] != c.Text {
			sound = append(sound, c)
		}
	}
	w.settle(sound)
	slices.SortStableFunc(w.refused, func(a, b Refusal) int { return cmp.Compare(a.Change.Start, b.Change.Start) })
	return w.out, w.refused, nil
}

func refuseAll(changes []Change, reason string) []Refusal {
	var refused []Refusal
	for _, c := range changes {
		refused = append(refused, Refusal{c, reason})
	}
	return refused
}

// unsound says what is wrong with a change, "" if nothing is; end is that of
// the change before.
func unsound(text string, c Change, end int) string {
	switch {
	case c.Start < 0 || c.End < c.Start || c.End > len(text):
		return "outside of the text"
	case c.Start < end:
		return "overlaps the change before it"
	case !isBoundary(text, c.Start) || !isBoundary(text, c.End):
		return "begins or ends inside a character"
	case !utf8.ValidString(c.Text):
		return "its words are not valid UTF-8"
	}
	return ""
}

func isBoundary(s string, at int) bool { return at == len(s) || utf8.RuneStart(s[at]) }

// rewriter makes changes in one file and checks them.
type rewriter struct {
	doc     *Document
	format  format
	src     string // the file as decoded
	origins []origin
	file    *fileBytes
	made    []planned // in order
	out     []byte    // the file with what was made
	refused []Refusal
	budget  int // bytes of files that may still be read for checking
}

// planned is a change and how it is made in the file as decoded.
type planned struct {
	change Change
	edits  []edit
}

// edit puts text in the place of the bytes [at, end) of the decoded file.
type edit struct {
	at, end int
	text    string
}

// Checking is bounded, in bytes read, because thousands of changes that all
// fail would each be tried in every way: by so many bytes, and so many times
// the size of a big file.
const (
	checkBudget = 64 << 20
	checkTimes  = 16
)

// newRewriter is ready for doc, which was read from data; or the reason says
// why nothing in it can be changed.
func newRewriter(doc *Document, data []byte) (w *rewriter, reason string) {
	if doc.Format != "text" && doc.Format != "markdown" {
		return nil, "only plain text and Markdown can be rewritten"
	}
	src, err := decode(data, false)
	if err != nil {
		return nil, err.Error()
	}
	w = &rewriter{doc: doc, src: src.text, out: bytes.Clone(data), budget: checkBudget + checkTimes*len(data)}
	for _, f := range formats {
		if f.name == doc.Format {
			w.format = f
		}
	}
	if w.origins = originsOf(doc, src.text); w.origins == nil {
		return nil, "where its text stands in the file is unknown"
	}
	if w.file = newFileBytes(data, src); w.file == nil {
		return nil, "which bytes of the file its characters are is unknown"
	}
	return w, ""
}

func (w *rewriter) refuse(c Change, reason string) {
	w.refused = append(w.refused, Refusal{c, reason})
}

// settle makes those of the changes that can be made: all at once if that
// reads as it should, else one half after the other.
func (w *rewriter) settle(changes []Change) {
	switch len(changes) {
	case 0:
		return
	case 1:
		w.settleOne(changes[0])
		return
	}
	if w.tryAs(ways[0], w.parts(changes...)) == "" {
		return
	}
	w.settle(changes[:len(changes)/2])
	w.settle(changes[len(changes)/2:])
}

// settleOne makes one change: all its parts in the first way that reads as it
// should, or each part in its own.
func (w *rewriter) settleOne(c Change) {
	parts := w.parts(c)
	first := ""
	for _, way := range ways {
		reason := w.tryAs(way, parts)
		if reason == "" {
			return
		}
		if first == "" {
			first = reason
		}
	}
	made, out := w.made, w.out
	for _, part := range parts {
		if len(parts) == 1 || !slices.ContainsFunc(ways[:], func(way way) bool { return w.tryAs(way, []Change{part}) == "" }) {
			w.made, w.out = made, out
			w.refuse(c, first)
			return
		}
	}
}

// tryAs is try for changes that are all made in one way.
func (w *rewriter) tryAs(how way, changes []Change) (reason string) {
	var plans []planned
	for _, c := range changes {
		edits, reason := w.plan(c, how)
		if reason != "" {
			return reason
		}
		plans = append(plans, planned{c, edits})
	}
	return w.try(plans)
}

// try makes the changes behind those already made, and takes them back with
// a reason unless the file then reads as it should.
func (w *rewriter) try(more []planned) (reason string) {
	all := append(slices.Clip(w.made), more...)
	var edits []edit
	for _, p := range all {
		edits = append(edits, p.edits...)
	}
	for i := 1; i < len(edits); i++ {
		if edits[i].at < edits[i-1].end {
			return "takes the same place in the file as the change before it"
		}
	}
	if w.budget -= len(w.file.data); w.budget < 0 {
		return "too many changes to check them all"
	}
	out, reason := w.file.edited(edits)
	if reason != "" {
		return reason
	}
	if !w.reads(out, all) {
		return "markup or a line break of the file is in the way"
	}
	w.made, w.out = all, out
	return ""
}

// reads says that data is read as the Text that the changes give.
func (w *rewriter) reads(data []byte, made []planned) bool {
	if len(data) > MaxSize {
		return false
	}
	src, err := decode(data, false)
	if err != nil || src.encoding != w.doc.Encoding {
		return false
	}
	d, err := w.format.read(src.text)
	if err != nil {
		return false
	}
	var want strings.Builder
	at := 0
	for _, p := range made {
		want.WriteString(w.doc.Text[at:p.change.Start])
		want.WriteString(p.change.Text)
		at = p.change.End
	}
	want.WriteString(w.doc.Text[at:])
	return string(d.text) == want.String()
}
