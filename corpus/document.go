package corpus

import "sort"

// Span is the half-open byte range [Start, End) of a document's Text.
type Span struct{ Start, End int }

// Meta is what a document says of itself. What is unknown is empty; nothing
// is guessed.
type Meta struct {
	Title  string // as printed, without Markdown markers
	Issuer string // 机关 as printed; joint issuers joined by 、
	Number string // 文号, brackets folded to 〔〕: 国发〔2019〕5号
	Date   string // ISO 8601 of this version, to the precision known: 2021, 2021-03, 2021-03-01
	Type   string // one of Types, or empty

	// What no text is asked for yet; whoever keeps the documents may know it.
	Effective string // 施行日期, from which it is in force, as Date
	Repealed  string // 废止日期, from which it no longer is, as Date
}

// Info names a document and describes it without its text.
type Info struct {
	ID   string // first 12 hex digits of SHA-256(Path), more on a collision; set by the index
	Path string // slash-separated
	Meta
	Encoding string // "utf-8", "utf-16le", "utf-16be", "gb18030", "big5"
	Format   string // "text", "markdown", "html"
}

// Document is one document as read: its text, what it says of itself, and
// how its text divides.
type Document struct {
	Info
	Text     string    // UTF-8, one paragraph a line, lines separated by '\n'
	Outline  []Section // in order of Start; a parent precedes its children
	Passages []Span    // in order, disjoint; together they hold every byte of Text but '\n' between them
	Lines    []LineMark
	Warnings []string
}

// Section is a part of a document that has a heading or a number: 编, 章, 节,
// 条, 一、, （一）, 1. or a Markdown heading.
type Section struct {
	Span          // from its heading to the start of the next section that is not inside it
	Parent int    // index in Outline, -1 for the top
	Level  int    // 1 is the outermost kind: see Level constants in outline.go
	Label  string // number as printed, white space dropped: 第三章, 第十二条之一, 一、, （一）; empty if unnumbered
	Name   string // words of the heading (总则); empty for articles
}

// LineMark says that the text from Offset on, up to the next mark, stands on
// line Line (1-based) of the file.
type LineMark struct{ Offset, Line int }

// Line is the 1-based line of the file on which the byte at offset off of
// Text stands.
func (d *Document) Line(off int) int {
	i := sort.Search(len(d.Lines), func(i int) bool { return d.Lines[i].Offset > off })
	if i == 0 {
		return 1
	}
	return d.Lines[i-1].Line
}

// UnreadableError says why a file was refused. Nothing of it is indexed.
type UnreadableError struct{ Path, Reason string }

func (e *UnreadableError) Error() string { return e.Path + ": " + e.Reason }
