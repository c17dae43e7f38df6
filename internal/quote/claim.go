package quote

import "yinzheng/internal/library"

// Kind says what a claim is.
type Kind string

// The kinds of claim.
const (
	Quotation Kind = "quotation" // words between quotation marks
	Citation  Kind = "citation"  // a document named: 《title》, 文号, 第十二条
)

// Claim is something that a draft says of other documents and that can be
// checked.
type Claim struct {
	Kind Kind
	Span // bytes of the draft's text: of a quotation what stands between its marks, of a citation all of it

	// Text is what stands there. Of a quotation over several paragraphs it is
	// without the opening marks that begin each further paragraph; its letters
	// are those of the span.
	Text string
	// Open and Close are the bytes of the marks around a quotation: its whole
	// extent is [Open, Close). Of a citation they are the span.
	Open, Close int
	// Names says whom or what a quotation is ascribed to, the one that counts
	// first; none for words that nobody is named for. Of a citation it is
	// the one document.
	Names []Name
	// Nested tells that it stands inside another quotation.
	Nested bool
}

// Name is who or what is named as a source; its span is bytes of the draft's
// text.
type Name = library.Name

// Warning is something in a draft that people should look at and that is no
// claim.
type Warning struct {
	Off  int // byte of the draft's text
	Text string
}

// Lifted is what a draft claims.
type Lifted struct {
	Claims   []Claim // in order of Start; what encloses stands before what it holds
	Terms    int     // short marked words that were taken for terms, not quotations
	Marked   []Span  // what stands between the marks of each of them, in order of Start
	Warnings []Warning
}

// Titles knows the titles of documents: a library does.
type Titles interface {
	// In finds known titles that stand in a text without 《 and 》: byte ranges,
	// in order, disjoint, the longest at each place.
	In(text string) []Span
}
