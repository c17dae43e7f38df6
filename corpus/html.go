package corpus

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads a saved page: the part of it that is the document, without
// menus, buttons and tables of metadata.
//
// The parser does not say where in the file a text stands. So before parsing
// each line of each text is given a mark that does (lineMark, number, ';'),
// and the marks are read and dropped when the text is taken out.
func readHTML(src string) (*draft, error) {
	return readPage(src, markLines(src), nil), nil
}

// readPage reads src, whose texts are marked in marked. With a note the marks
// hold places instead of lines, and the note is filled in.
func readPage(src, marked string, note *pageNote) *draft {
	d := &draft{composer: newComposer(len(src) / 2)}
	root, err := html.Parse(strings.NewReader(marked))
	if err != nil { // nested deeper than the parser follows
		d.warnings = append(d.warnings, "page structure ignored: "+err.Error())
		root = flatTree(marked)
	}
	d.fields = pageFields(root)
	d.title = pageTitle(root, d.fields)
	w := htmlWriter{composer: d.composer, lines: 1 + strings.Count(src, "\n"), line: 1, note: note}
	main := mainContent(root)
	if d.title != "" && !headHas(main, d.title) {
		w.title(root, main, d.title)
	}
	w.block(main)
	return d
}

// lineMark is a noncharacter: no text holds it once markText has been over it.
const lineMark = "\uFDD0"

// markLines puts the number of its line before each line of text that is not
// white space alone.
func markLines(src string) string {
	number, counted := 1, 0
	return markTexts(src, func(out *strings.Builder, text string, at int) {
		number += strings.Count(src[counted:at], "\n")
		counted = at
		markText(out, text, number)
	})
}

func markText(out *strings.Builder, text string, number int) {
	text = strings.ReplaceAll(text, lineMark, "")
	for more := true; more; number++ {
		var l string
		l, text, more = strings.Cut(text, "\n")
		if strings.TrimSpace(l) != "" {
			out.WriteString(lineMark)
			out.WriteString(strconv.Itoa(number))
			out.WriteByte(';')
		}
		out.WriteString(l)
		if more {
			out.WriteByte('\n')
		}
	}
}

// maxMarkDigits is more than the number of a line or place in a file has.
const maxMarkDigits = 12

// cutMark reads the mark at the start of s. A mark that an entity made, and
// not markText, is dropped alone.
func cutMark(s string) (number int, rest string) {
	rest = strings.TrimPrefix(s, lineMark)
	i := strings.IndexByte(rest[:min(len(rest), maxMarkDigits)], ';')
	if i < 0 {
		return 0, rest
	}
	number, err := strconv.Atoi(rest[:i])
	if err != nil {
		return 0, rest
	}
	return number, rest[i+1:]
}

// plain is the text of a node without marks, white space as in the file.
func plain(s string) string {
	if !strings.Contains(s, lineMark) {
		return s
	}
	var out strings.Builder
	for {
		before, after, found := strings.Cut(s, lineMark)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		_, s = cutMark(after)
	}
}

// flatTree is a page without structure: a body of paragraphs, one for each
// run of text between tags that part blocks.
func flatTree(marked string) *html.Node {
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	root := &html.Node{Type: html.DocumentNode}
	root.AppendChild(body)
	z := html.NewTokenizer(strings.NewReader(marked))
	var p *html.Node
	var skip atom.Atom
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return root
		}
		if kind == html.TextToken && skip == 0 {
			if p == nil {
				p = &html.Node{Type: html.ElementNode, DataAtom: atom.P, Data: "p"}
				body.AppendChild(p)
			}
			p.AppendChild(&html.Node{Type: html.TextNode, Data: string(z.Text())})
			continue
		}
		name, _ := z.TagName()
		a := atom.Lookup(name)
		switch {
		case kind == html.StartTagToken && (a == atom.Script || a == atom.Style):
			skip = a
		case kind == html.EndTagToken && a == skip:
			skip = 0
		}
		if isBlock(a) || a == atom.Br {
			p = nil
		}
	}
}

// isBlock says that an element starts and ends a paragraph.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center,
		atom.Dd, atom.Details, atom.Dialog, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption,
		atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Header, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Nav, atom.Ol, atom.Option,
		atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot,
		atom.Th, atom.Thead, atom.Title, atom.Tr, atom.Ul:
		return true
	}
	return false
}

// headingDepth is 1 for h1 … 6 for h6, else 0.
func headingDepth(a atom.Atom) int {
	switch a {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}
