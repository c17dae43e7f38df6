package corpus

import (
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markTexts copies src, but for its texts: those mark writes, which is told
// where in src they stand. What would make the parser take time or memory out
// of proportion is copied so that it does not.
func markTexts(src string, mark func(out *strings.Builder, text string, at int)) string {
	p := pageCopy{mark: mark}
	if growsTooMuch(src) {
		p.tidy = &tidier{}
	}
	p.out.Grow(len(src) + len(src)/8)
	t := pageTokens{src: src}
	for t.next() {
		switch {
		case t.kind == html.TextToken:
			p.text(t)
		case t.isTag():
			p.tag(t)
		default:
			p.out.WriteString(t.token)
		}
	}
	p.out.WriteString(src[t.end:])
	return p.out.String()
}

// pageTokens are the tokens of a page, one after the other.
type pageTokens struct {
	src   string
	end   int // of the token in src
	kind  html.TokenType
	token string
	name  atom.Atom // of a tag; of the element whose text this is, if that holds no tags
	z     *html.Tokenizer
}

// maxTag is the longest tag, in bytes, that is taken as it is. The tokenizer
// takes more time for each tag that follows one of many attributes.
const maxTag = 4 << 10

// next goes on to the next token. It is false if none is left, but perhaps the
// beginning of one.
func (t *pageTokens) next() bool {
	var raw atom.Atom
	if t.starts() && isRaw(t.name) {
		raw = t.name
	}
	if t.z == nil || t.starts() && len(t.token) > maxTag {
		t.restart(raw)
	}
	t.kind, t.name = t.z.Next(), 0
	switch t.kind {
	case html.ErrorToken:
		return false
	case html.TextToken:
		t.name = raw
	}
	t.token = t.src[t.end : t.end+len(t.z.Raw())]
	t.end += len(t.token)
	if t.isTag() {
		name, _ := t.z.TagName()
		t.name = atom.Lookup(name)
	}
	return true
}

// restart goes on with a new tokenizer, in the element raw if that is not 0.
func (t *pageTokens) restart(raw atom.Atom) {
	rest := strings.NewReader(t.src[t.end:])
	if raw == 0 {
		t.z = html.NewTokenizer(rest)
		return
	}
	t.z = html.NewTokenizer(io.MultiReader(strings.NewReader("<"+raw.String()+">"), rest))
	t.z.Next()
}

func (t *pageTokens) isTag() bool { return t.starts() || t.kind == html.EndTagToken }

func (t *pageTokens) starts() bool {
	return t.kind == html.StartTagToken || t.kind == html.SelfClosingTagToken
}

// isRaw says that the text of an element holds no tags.
func isRaw(a atom.Atom) bool {
	switch a {
	case atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript, atom.Plaintext, atom.Script,
		atom.Style, atom.Textarea, atom.Title, atom.Xmp:
		return true
	}
	return false
}

// askedAttributes are all that the reader looks at.
var askedAttributes = []string{"class", "content", "hidden", "id", "itemprop", "name", "role", "style"}

// maxAttribute is the longest value, in bytes, that a short tag keeps.
const maxAttribute = 1000

// short is a start tag without the attributes that nobody asks for.
func (t *pageTokens) short() string {
	var out strings.Builder
	out.WriteString(t.token[:strings.IndexAny(t.token, pageSpace+"/>")])
	for more := true; more; {
		var key, value []byte
		key, value, more = t.z.TagAttr()
		if slices.Contains(askedAttributes, string(key)) && len(value) <= maxAttribute {
			out.WriteString(" " + string(key) + `="` + html.EscapeString(string(value)) + `"`)
		}
	}
	if t.kind == html.SelfClosingTagToken {
		out.WriteByte('/')
	}
	out.WriteByte('>')
	return out.String()
}

// attributes is how many the copy of a start tag has at most.
func (t *pageTokens) attributes() int {
	if len(t.token) > maxTag {
		return len(askedAttributes)
	}
	n := 0
	for more := true; more; {
		var key []byte
		if key, _, more = t.z.TagAttr(); key != nil {
			n++
		}
	}
	return n
}

// pageCopy is a copy of a page that is being made.
type pageCopy struct {
	out     strings.Builder
	mark    func(out *strings.Builder, text string, at int)
	foreign bool    // there was svg or math, in which a text may hold tags after all
	roots   [2]bool // <html> and <body> were met
	tidy    *tidier // nil if formatting can be left as it is
}

func (p *pageCopy) text(t pageTokens) {
	text := t.token
	switch {
	case t.name != 0 && p.foreign:
		text = strings.ReplaceAll(text, "<", " ")
	case t.name == 0 && p.tidy != nil:
		p.tidy.text(&p.out, text)
	}
	if t.name == atom.Script || t.name == atom.Style {
		p.out.WriteString(text)
	} else {
		p.mark(&p.out, text, t.end-len(text))
	}
}

func (p *pageCopy) tag(t pageTokens) {
	tag := t.token
	if t.starts() {
		p.foreign = p.foreign || t.name == atom.Svg || t.name == atom.Math
		switch {
		case p.again(t.name):
			tag = "<" + t.name.String() + ">"
		case len(tag) > maxTag:
			tag = t.short()
		}
	}
	if p.tidy != nil {
		p.tidy.tag(&p.out, t.name, tag, t.starts())
	} else {
		p.out.WriteString(tag)
	}
}

// again says that a start tag is not the first of <html> or of <body>. The
// parser compares its attributes with those of all before.
func (p *pageCopy) again(name atom.Atom) bool {
	i := slices.Index([]atom.Atom{atom.Html, atom.Body}, name)
	if i < 0 {
		return false
	}
	met := p.roots[i]
	p.roots[i] = true
	return met
}
