package corpus

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// A page of a few kilobytes can make the parser build a tree of gigabytes. An
// element of formatting (b, font, a …) that is still open where a block ends is
// opened anew, with all its attributes, in each block that follows: the
// standard wants it so ("reconstruct the active formatting elements", "adoption
// agency"). So what a page can cost in this way is bounded before it is parsed,
// and one that may cost too much is parsed from a copy in which formatting ends
// where its block does.

// isFormatting says that an element is one of those that are opened anew.
func isFormatting(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S,
		atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

// holdsNothing says that a tag leaves what is open as it is.
func holdsNothing(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.Img, atom.Wbr, atom.Script, atom.Style:
		return true
	}
	return false
}

// isPhrase says that an element is no block and that its start tag closes none.
func isPhrase(a atom.Atom) bool {
	switch a {
	case atom.Abbr, atom.Del, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Span, atom.Sub, atom.Sup, atom.Var:
		return true
	}
	return false
}

// isScope says that an element keeps an end tag inside it from what was opened
// outside.
func isScope(a atom.Atom) bool {
	switch a {
	case atom.Applet, atom.Caption, atom.Html, atom.Marquee, atom.Math, atom.Object, atom.Select,
		atom.Svg, atom.Table, atom.Td, atom.Template, atom.Th:
		return true
	}
	return false
}

// Bytes of memory, and how many blocks an end tag moves its element into.
const (
	nodeSize   = 112
	attrSize   = 48
	markerSize = 8
	adoptions  = 8
)

// What elements that are opened anew may take: so many bytes for each byte of a
// page, and some for any page.
const (
	reopenTimes = 16
	reopenFree  = 64 << 10
)

// growsTooMuch says that the parser's tree of a page may be far larger than the
// page.
func growsTooMuch(src string) bool {
	var r reopening
	for t := (pageTokens{src: src}); t.next(); {
		switch {
		case t.isTag():
			r.tag(t)
		case strings.HasPrefix(t.token, "<![CDATA["): // in svg it is text, and may be longer
			r.other(atom.Svg, true)
		}
		if r.bytes > reopenTimes*len(src)+reopenFree {
			return true
		}
	}
	return false
}

// reopening bounds what the parser opens anew. It errs upwards: an element
// counts as open until its end tag surely closed it.
type reopening struct {
	open    []formatting
	held    int // bytes of what is open
	blocks  int // start tags of other elements; one of a scope counts as many
	markers int // scopes that the parser may search through
	bytes   int // the bound
}

// formatting is an element that may be open.
type formatting struct {
	name   atom.Atom
	size   int // bytes
	blocks int // that were met before it
}

func (r *reopening) tag(t pageTokens) {
	switch {
	case holdsNothing(t.name):
	case !isFormatting(t.name):
		r.other(t.name, t.starts())
	case t.starts():
		r.start(t.name, t.attributes())
	default:
		r.end(t.name)
	}
}

// start notes the start tag of an element of formatting.
func (r *reopening) start(name atom.Atom, attributes int) {
	if (name == atom.A || name == atom.Nobr) && r.last(name) >= 0 {
		r.end(name) // neither stands inside itself
	}
	f := formatting{name, nodeSize + attributes*attrSize, r.blocks}
	r.open = append(r.open, f)
	r.held += f.size
}

// end notes its end tag. One that does not close what was opened last closes
// other elements, too, and moves its own into the blocks that are open.
func (r *reopening) end(name atom.Atom) {
	i, blocks := r.last(name), adoptions
	if i >= 0 {
		blocks = min(r.blocks-r.open[i].blocks, adoptions)
	}
	if blocks > 0 || i < len(r.open)-1 {
		r.bytes += r.held*(1+blocks) + r.markers*markerSize
	}
	if blocks < adoptions {
		r.held -= r.open[i].size
		r.open = slices.Delete(r.open, i, i+1)
	}
}

// other notes the tag of another element, which may close all that is open.
func (r *reopening) other(name atom.Atom, starts bool) {
	if starts && isPhrase(name) {
		return
	}
	r.bytes += r.held
	if !starts {
		return
	}
	r.blocks++
	if isScope(name) {
		r.blocks += adoptions
	}
	switch name {
	case atom.Applet, atom.Marquee, atom.Object, atom.Template:
		r.markers++
	}
}

func (r *reopening) last(name atom.Atom) int {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].name == name {
			return i
		}
	}
	return -1
}

// tidier copies the tags of a page so that elements of formatting stand inside
// one another and hold no others. What is then lost is where they ended; that a
// text is a link's is kept, by opening the link again.
type tidier struct {
	open   []atom.Atom
	linked bool // the text to come is a link's that had to be closed
	links  int  // that were opened again
}

// maxFormatting is how deep formatting is nested in a tidy copy.
const maxFormatting = 100

// tag copies a tag of an element.
func (t *tidier) tag(out *strings.Builder, name atom.Atom, token string, starts bool) {
	switch {
	case holdsNothing(name):
	case !isFormatting(name):
		t.close(out, 0)
		t.linked = t.linked && !isScope(name)
	case starts:
		if i := t.last(name); i >= 0 && (name == atom.A || name == atom.Nobr) {
			t.close(out, i)
		}
		t.linked = t.linked && name != atom.A
		if len(t.open) == maxFormatting {
			return
		}
		t.open = append(t.open, name)
	default:
		if i := t.last(name); i >= 0 {
			t.close(out, i)
		}
		t.linked = t.linked && name != atom.A
		return
	}
	out.WriteString(token)
}

// linkShare bounds the links that are opened again: one for so many bytes.
const linkShare = 32

// text prepares for the text token.
func (t *tidier) text(out *strings.Builder, token string) {
	if t.linked && strings.TrimSpace(token) != "" && t.links*linkShare <= out.Len() {
		t.tag(out, atom.A, "<a>", true)
		t.links++
	}
}

// close writes the end tags of what is open from the i-th element on.
func (t *tidier) close(out *strings.Builder, i int) {
	for _, name := range slices.Backward(t.open[i:]) {
		out.WriteString("</" + name.String() + ">")
		t.linked = t.linked || name == atom.A
	}
	t.open = t.open[:i]
}

func (t *tidier) last(name atom.Atom) int {
	for i := len(t.open) - 1; i >= 0; i-- {
		if t.open[i] == name {
			return i
		}
	}
	return -1
}
