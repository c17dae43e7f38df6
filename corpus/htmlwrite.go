package corpus

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlWriter writes elements as paragraphs. The tree is never deeper than the
// parser's bound of 512.
type htmlWriter struct {
	*composer
	lines   int  // of the file
	line    int  // the last one met
	pending bool // white space stands before the next text
	wrapped bool // … and there was a line break in it
	gaps    int  // cells that ended since the last text of the row
	inRow   bool // blocks do not part paragraphs, but words
	note    *pageNote
}

// block writes n as paragraphs of its own.
func (w *htmlWriter) block(n *html.Node) {
	w.part(headingDepth(n.DataAtom))
	w.children(n)
	w.part(0)
}

// part ends the paragraph; inside of a table row, only the word.
func (w *htmlWriter) part(depth int) {
	if w.inRow {
		w.pending = true
		return
	}
	w.pending, w.wrapped = false, false
	w.begin(depth)
}

func (w *htmlWriter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *htmlWriter) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.text(n.Data)
	case n.Type != html.ElementNode || isChrome(n):
	case n.DataAtom == atom.Br || n.DataAtom == atom.Hr:
		w.part(0)
	case n.DataAtom == atom.Table && isFieldTable(n):
	case n.DataAtom == atom.Tr && !w.inRow && isDataRow(n):
		w.row(n)
	case isBlock(n.DataAtom):
		w.block(n)
	default:
		w.children(n)
	}
}

// row writes a row of data as one paragraph, its cells joined by " | ".
func (w *htmlWriter) row(tr *html.Node) {
	w.part(0)
	w.inRow = true
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		w.children(c)
		w.pending, w.wrapped = false, false
		if w.open {
			w.gaps++
		}
	}
	w.inRow, w.gaps = false, 0
	w.part(0)
}

const cellGap = " | "

// text writes a text node. White space becomes one space, and nothing where
// a line break between Han characters only wraps.
func (w *htmlWriter) text(s string) {
	for s != "" {
		if strings.HasPrefix(s, lineMark) {
			var number int
			number, s = cutMark(s)
			if w.note == nil {
				w.line = min(max(w.line, number), w.lines)
			} else {
				w.note.at = number - 1
			}
			continue
		}
		word := s
		if i := strings.IndexAny(s, " \t\n\f\r"+lineMark); i >= 0 {
			word = s[:i]
		}
		if word == "" {
			w.pending = true
			w.wrapped = w.wrapped || s[0] == '\n'
			s = s[1:]
			continue
		}
		w.word(word)
		s = s[len(word):]
	}
}

func (w *htmlWriter) word(s string) {
	w.note.writes(len(w.composer.text))
	switch {
	case w.gaps > 0:
		if s = strings.TrimLeftFunc(s, isSpace); s == "" {
			return
		}
		w.append(strings.Repeat(cellGap, w.gaps)+s, w.line)
	case w.open && w.wrapped:
		w.join(s, w.line)
	case w.open && w.pending:
		w.append(" "+s, w.line)
	default:
		w.append(s, w.line)
	}
	w.gaps, w.pending, w.wrapped = 0, false, false
	w.note.wroteWord(len(w.composer.text))
}

// title writes the title, which stands outside of main.
func (w *htmlWriter) title(root, main *html.Node, title string) {
	w.begin(1)
	number := 1
	if n := find(root, func(n *html.Node) bool { // scripts, which have no marks, may say it, too
		return n.Type == html.TextNode && strings.Contains(n.Data, lineMark) && strings.Contains(plain(n.Data), title)
	}); n != nil {
		number = max(firstLine(n), 1)
	}
	w.append(title, min(number, max(firstLine(main), 1)))
	w.note.wroteTitle(len(w.composer.text), number-1)
	w.begin(0)
}

// firstLine is the line on which the first text of the tree begins, 0 if it
// has none.
func firstLine(root *html.Node) int {
	number := 0
	find(root, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			if _, after, found := strings.Cut(n.Data, lineMark); found {
				number, _ = cutMark(after)
			}
		}
		return number > 0
	})
	return number
}

// find is the first node of the tree, in order, for which ok holds.
func find(n *html.Node, ok func(*html.Node) bool) *html.Node {
	if ok(n) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if f := find(c, ok); f != nil {
			return f
		}
	}
	return nil
}
