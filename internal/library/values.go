package library

import (
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// Source is the documents that names are about: an index, or a brute scan.
// Documents are numbered 0 to Len()-1 in order of path. All methods may be
// called side by side.
type Source interface {
	Len() int
	Info(doc int) corpus.Info
	// Load reads a document; a library asks for no spans.
	Load(match.Hits) (*corpus.Document, []match.Span, error)
}

// Span is a half-open byte range of a text.
type Span = corpus.Span

// Name is who or what is named as a source.
type Name struct {
	Span        // bytes of the text that names it
	Text string // as printed, white space dropped

	// Person tells that it is a person, an organ or a meeting, not a document.
	Person bool

	Title  string // of a document, as printed between 《 and 》 or as it stands in running text
	Number string // 文号, as printed

	// The part of it, from the outside inwards: each is as printed without white
	// space, in a list (第四条第一、五款) with the 第 and the unit that it shares.
	Annex     string // 附件2
	Chapter   string // 第三章, 第二编第一章
	Article   string // 第十二条, 之一 included
	Paragraph string // 第二款
	Item      string // 第三项, 第（三）项; also of 第四条（三）
	Point     string // 第一目

	// Unread is what stands there that begins like a part and can't be read as
	// one: 第××条.
	Unread string
	// Own tells that the text that names it means itself: 本条例第九条.
	Own bool
}

// Part is the part of a document that a name means: 第十二条第二款. Behind 條 stand 項
// and then 款.
func (n Name) Part() string {
	inner := n.Paragraph + n.Item
	if strings.Contains(n.Article, "條") {
		inner = n.Item + n.Paragraph
	}
	return n.Annex + n.Chapter + n.Article + inner + n.Point
}

// Verdict says what became of a name, or of words ascribed to it.
type Verdict string

// The verdicts, best first.
const (
	// Exact: equal to the source but for white space, format characters and
	// wrapped lines, and for the depth of quotation marks inside (“ or ‘).
	Exact Verdict = "exact"
	// Equivalent: equal in loose mode: punctuation, script, width or case
	// differ.
	Equivalent Verdict = "equivalent"
	// Near: equal after a few edits.
	Near Verdict = "near"
	// Elsewhere: the right words, but not in the source that is named.
	Elsewhere Verdict = "elsewhere"
	// Absent: no document is named, or the one that is lacks the words.
	Absent Verdict = "absent"
	// Unsure: who is named can't be asked, or there are too few letters.
	Unsure Verdict = "unsure"
)

// Op is a kind of edit, told from the draft: what must be done to it so that
// it reads as the source.
type Op string

// The kinds of edit.
const (
	Replace Op = "replace" // 替换
	Insert  Op = "insert"  // 增: the draft lacks it
	Delete  Op = "delete"  // 删: the draft has too much
	Move    Op = "move"    // 调序: it stands elsewhere in the source
)

// Edit is one difference. The edits of a quotation are in order of Draft and
// don't overlap; done to the draft they give letters equal to the source's.
type Edit struct {
	Op         Op
	Draft      Span   // bytes of the draft's text; empty for Insert
	Source     Span   // bytes of the source's text; empty for Delete
	DraftText  string // what stands there
	SourceText string
	To         int // Move: the byte of the draft's text before which the piece belongs; else 0
}

// Place is where a document has what a citation names: its title, or the
// article.
type Place struct {
	Doc     corpus.Info
	Section string // as corpus.Sections gives it
	Span           // bytes of the document's text
	Line    int    // of the file, 1-based
	Text    string // what stands there, of an article its beginning

	Verdict    Verdict // Exact, Equivalent, Near or Elsewhere; "" where the part named is not there
	Similarity float64 // 1 − edits/letters, 0 to 1
	Edits      []Edit  // of near ones
}

// Cited is what became of a citation.
type Cited struct {
	Verdict Verdict
	Source  *Place // of absent and unsure ones what is most like it; nil if there is none
	Note    string // why, where the verdict alone does not say it
}

// Quoted sets a title in the marks of titles, unless it has some itself.
func Quoted(title string) string {
	if strings.Contains(title, "《") {
		return title
	}
	return "《" + title + "》"
}

// Plain is text without white space, format characters and ends of paragraphs.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch class, _ := analysis.FoldRune(r); class {
		case analysis.Space, analysis.Format, analysis.Paragraph:
			return -1
		}
		return r
	}, text)
}
