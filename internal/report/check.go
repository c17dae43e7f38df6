package report

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/index"
	"yinzheng/internal/match"
	"yinzheng/internal/quote"
)

// Checked is what check found.
type Checked struct {
	Drafts     []Draft
	FailOn     []quote.Verdict // these are errors; none: nothing is
	Near       float64         // from this similarity on; 0: off
	Generation string
	Unread     []index.Unread // of the index
	Unreadable []Unread       // drafts
	Version    string         // of the program, which SARIF names

	// Locate gives the file of a document as a slash-separated path from the
	// working directory, "" where there is none. Nil: there is never one. SARIF
	// links to it.
	Locate func(path string) string
}

// Draft is a file that was checked.
type Draft struct {
	quote.Report
	// Path is as people are told of it: slash-separated, relative to the working
	// directory if it is inside; "-" is standard input.
	Path       string
	BeforeFrom string // where Before is from: FromDraft or FromFlag, "" if there is none
	// At gives the line of the file and the column in it, in code points, both
	// 1-based, at which a byte of the draft's text stands. Nil: the line that
	// the document knows, and the column in the text of that line.
	At func(off int) (line, column int)
}

// NewDraft is what was found in a draft of which data are the bytes; path is as
// people are told of it, and flag tells that its Before was asked for.
func NewDraft(found *quote.Report, path string, data []byte, flag bool) Draft {
	d := Draft{Report: *found, Path: path}
	switch {
	case found.Before == "":
	case flag:
		d.BeforeFrom = FromFlag
	default:
		d.BeforeFrom = FromDraft
	}
	places := corpus.NewPlaces(found.Draft, data)
	d.At = func(off int) (line, column int) {
		p := places.At(off)
		return p.Line, p.Column
	}
	return d
}

// Where a draft's Before is from.
const (
	FromDraft = "draft" // its own date
	FromFlag  = "flag"  // --before
)

// Check is the answer of check.
type Check struct {
	FailOn []quote.Verdict `json:"fail_on"`
	Mode   string          `json:"mode"` // when letters are equal: loose
	Near   Share           `json:"near"`
	List
	Unread     []Unread    `json:"unread"`     // of the index
	Unreadable []Unread    `json:"unreadable"` // drafts
	Summary    Summary     `json:"summary"`
	Files      []DraftFile `json:"files"`

	version string
	locate  func(string) string
}

// Summary counts the claims of all drafts.
type Summary struct {
	Claims     int `json:"claims"`
	Quotations int `json:"quotations"`
	Citations  int `json:"citations"`
	Terms      int `json:"terms"` // short marked words, which are not checked
	Exact      int `json:"exact"`
	Equivalent int `json:"equivalent"`
	Near       int `json:"near"`
	Elsewhere  int `json:"elsewhere"`
	Absent     int `json:"absent"`
	Unsure     int `json:"unsure"`
	Warnings   int `json:"warnings"`
	Failing    int `json:"failing"` // claims with a verdict of FailOn
	// NotChecked counts claims whose words stand somewhere, or nearly so, and
	// whose attribution was not checked.
	NotChecked int `json:"attribution_not_checked"`
}

// DraftFile is a draft with its claims.
type DraftFile struct {
	Path       string    `json:"path"`
	Before     Optional  `json:"before"`      // only documents up to this date vouch
	BeforeFrom Optional  `json:"before_from"` // draft or flag
	Own        []string  `json:"own"`         // paths of documents left out, since they are this draft
	Terms      int       `json:"terms"`
	Warnings   []Warning `json:"warnings"`
	Claims     []Claim   `json:"claims"`

	doc *corpus.Document
}

// Warning is something that people should look at and that is no claim.
type Warning struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text"`

	off int // byte of the draft's text
}

// Claim is a quotation or a citation with its verdict.
type Claim struct {
	Kind      quote.Kind    `json:"kind"`
	Text      string        `json:"text"`
	Line      int           `json:"line"`
	Column    int           `json:"column"`
	EndLine   int           `json:"end_line"`
	EndColumn int           `json:"end_column"` // behind the last character
	Names     []Name        `json:"names"`
	Nested    bool          `json:"nested"`
	Verdict   quote.Verdict `json:"verdict"`
	Source    *Standing     `json:"source"` // of absent and unsure claims what is most like it
	Edits     []Edit        `json:"edits"`
	Fix       *Fix          `json:"fix"`     // what --fix writes for a near claim
	Unfixed   Optional      `json:"unfixed"` // why it writes nothing
	Note      Optional      `json:"note"`
	// Attribution tells whether who is named was asked: checked or not_checked;
	// null where nobody is, and of citations.
	Attribution Optional `json:"attribution"`

	span quote.Span // bytes of the draft's text
	fix  *fix       // Fix in columns, if it is known to the character where to put what
}

// Fix puts text in the place of the bytes [start, end) of the draft's text.
type Fix struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Name is who or what is named as the source.
type Name struct {
	Text      string   `json:"text"`
	Person    bool     `json:"person"` // a person, an organ or a meeting, not a document
	Title     Optional `json:"title"`
	Number    Optional `json:"number"`
	Annex     Optional `json:"annex"`
	Chapter   Optional `json:"chapter"`
	Article   Optional `json:"article"`
	Paragraph Optional `json:"paragraph"`
	Item      Optional `json:"item"`
	Point     Optional `json:"point"`
	Unread    Optional `json:"unread"` // what begins like a part of it and can't be read as one
	Own       bool     `json:"own"`    // the draft itself is meant
}

// NewCheck makes the answer of what was found.
func NewCheck(x Checked) Check {
	c := Check{
		FailOn: append([]quote.Verdict{}, x.FailOn...), Mode: match.Loose.String(), Near: Share(x.Near),
		List:   List{Complete: len(x.Unread) == 0, Generation: x.Generation},
		Unread: NewUnread(x.Unread), Unreadable: append([]Unread{}, x.Unreadable...),
		Files: make([]DraftFile, 0, len(x.Drafts)), version: x.Version, locate: x.Locate,
	}
	if c.locate == nil {
		c.locate = func(string) string { return "" }
	}
	for _, d := range x.Drafts {
		f := newDraftFile(d)
		c.Files = append(c.Files, f)
		c.Summary.add(c, f)
	}
	return c
}

// add counts the claims of f, which c may count as failing.
func (s *Summary) add(c Check, f DraftFile) {
	s.Terms += f.Terms
	s.Warnings += len(f.Warnings)
	s.Claims += len(f.Claims)
	if c.fails(FailOnWarning) {
		s.Failing += len(f.Warnings)
	}
	for _, x := range f.Claims {
		if x.Kind == quote.Citation {
			s.Citations++
		} else {
			s.Quotations++
		}
		*s.of(x.Verdict)++
		if x.unattributed() {
			s.NotChecked++
		}
		if c.fails(x.Verdict) {
			s.Failing++
		}
	}
}

// of is the number of claims with this verdict.
func (s *Summary) of(v quote.Verdict) *int {
	switch v {
	case quote.Exact:
		return &s.Exact
	case quote.Equivalent:
		return &s.Equivalent
	case quote.Near:
		return &s.Near
	case quote.Elsewhere:
		return &s.Elsewhere
	case quote.Absent:
		return &s.Absent
	default:
		return &s.Unsure
	}
}

func (c Check) fails(v quote.Verdict) bool { return slices.Contains(c.FailOn, v) }

// FailOnWarning in FailOn makes errors of warnings too. It is no verdict.
const FailOnWarning quote.Verdict = "warning"

// warningLevel is the severity of warnings.
func (c Check) warningLevel() severity {
	if c.fails(FailOnWarning) {
		return asError
	}
	return asWarning
}

// shows tells whether people must look at a claim.
func (c Check) shows(x Claim) bool {
	return x.Verdict != quote.Exact && x.Verdict != quote.Equivalent || c.fails(x.Verdict) || x.unattributed()
}

// unattributed tells words that stand in a document, with slips or without, of
// which nothing shows that they are of the one who is named.
func (c Claim) unattributed() bool {
	found := c.Verdict == quote.Exact || c.Verdict == quote.Equivalent || c.Verdict == quote.Near
	return found && c.Attribution == Optional(quote.AttributionNotChecked)
}

func newDraftFile(d Draft) DraftFile {
	f := DraftFile{
		Path: d.Path, Before: Optional(d.Before), BeforeFrom: Optional(d.BeforeFrom), Own: append([]string{}, d.Own...), Terms: d.Terms,
		Warnings: make([]Warning, 0, len(d.Warnings)), Claims: make([]Claim, 0, len(d.Claims)), doc: d.Report.Draft,
	}
	at := places{d.At, d.Report.Draft}
	for _, w := range d.Warnings {
		line, column := at.of(w.Off)
		f.Warnings = append(f.Warnings, Warning{line, column, w.Text, w.Off})
	}
	for _, j := range d.Claims {
		f.Claims = append(f.Claims, newClaim(j, at))
	}
	return f
}

func newName(n quote.Name) Name {
	return Name{
		Text: n.Text, Person: n.Person, Title: Optional(n.Title), Number: Optional(n.Number),
		Annex: Optional(n.Annex), Chapter: Optional(n.Chapter), Article: Optional(n.Article),
		Paragraph: Optional(n.Paragraph), Item: Optional(n.Item), Point: Optional(n.Point),
		Unread: Optional(n.Unread), Own: n.Own,
	}
}

func newClaim(j quote.Judged, at places) Claim {
	c := Claim{Kind: j.Kind, Text: j.Text, Names: make([]Name, 0, len(j.Names)), Nested: j.Nested, Verdict: j.Verdict,
		Edits: []Edit{}, Unfixed: Optional(j.Unfixed), Note: Optional(j.Note), Attribution: Optional(j.Attribution), span: j.Span}
	c.Line, c.Column = at.of(j.Start)
	c.EndLine, c.EndColumn = at.end(j.Span)
	for _, n := range j.Names {
		c.Names = append(c.Names, newName(n))
	}
	if j.Source != nil {
		standing := newStanding(*j.Source)
		c.Source, c.Edits = &standing, newEdits(j.Source.Edits)
	}
	if x := j.Fix; x != nil {
		c.Fix, c.fix = &Fix{x.Start, x.End, x.Text}, newFix(*x, at)
	}
	return c
}

// places turns bytes of a draft's text into places of its file.
type places struct {
	at  func(off int) (line, column int)
	doc *corpus.Document
}

func (x places) of(off int) (line, column int) {
	if x.at != nil {
		return x.at(off)
	}
	i := sort.Search(len(x.doc.Lines), func(i int) bool { return x.doc.Lines[i].Offset > off })
	start := strings.LastIndexByte(x.doc.Text[:off], '\n') + 1
	if i > 0 {
		start = max(start, x.doc.Lines[i-1].Offset)
	}
	return x.doc.Line(off), utf8.RuneCountInString(x.doc.Text[start:off]) + 1
}

// end is the place behind the last character of span. The byte behind it may
// stand on the next line already; then it is counted from that character.
func (x places) end(span quote.Span) (line, column int) {
	if span.End <= span.Start {
		return x.of(span.Start)
	}
	_, size := utf8.DecodeLastRuneInString(x.doc.Text[span.Start:span.End])
	lastLine, lastColumn := x.of(span.End - size)
	line, column = x.of(span.End)
	if line != lastLine || column <= lastColumn {
		return lastLine, lastColumn + 1
	}
	return line, column
}

// Check writes c.
func (p Printer) Check(c Check) error {
	switch p.Format {
	case JSONL, CSV:
		_, err := p.listing(listing{head: func() any { return c.head() }, items: c.claims(), header: claimHeader()})
		return err
	case JSON:
		type all Check
		_, err := p.listing(listing{name: "files", head: func() any {
			return struct {
				all
				Files *[]DraftFile `json:"files,omitempty"` // hides the list
			}{all: all(c)}
		}, items: listOf(c.Files, func(f DraftFile) item { return item{value: f} })})
		return err
	case HTML:
		return p.checkPage(c)
	case SARIF:
		return p.sarif(c)
	case GitHub:
		return p.annotations(c)
	}
	return p.checkText(c)
}

// head is c without its claims, which stand on lines of their own.
func (c Check) head() any {
	type file DraftFile
	type bare struct {
		file
		Claims *[]Claim `json:"claims,omitempty"` // hides the list
	}
	type all Check
	files := make([]bare, 0, len(c.Files))
	for _, f := range c.Files {
		files = append(files, bare{file: file(f)})
	}
	return struct {
		all
		Files []bare `json:"files"`
	}{all(c), files}
}

// claims are those of all drafts, each with the path of its draft.
func (c Check) claims() func(yield func(item, error) bool) {
	type claim struct {
		Path string `json:"path"`
		Claim
	}
	return func(yield func(item, error) bool) {
		for _, f := range c.Files {
			for _, x := range f.Claims {
				if !yield(item{claim{f.Path, x}, x.cells(f.Path)}, nil) {
					return
				}
			}
		}
	}
}

func claimHeader() []string {
	header := []string{"draft", "line", "column", "end_line", "end_column", "kind", "verdict", "text", "names", "nested", "note", "attribution", "edits", "similarity"}
	header = append(header, documentHeader()...)
	return append(header, "section", "source_line", "start", "end", "source_text")
}

func (c Claim) cells(path string) []string {
	nested := ""
	if c.Nested {
		nested = "nested"
	}
	cells := []string{path, strconv.Itoa(c.Line), strconv.Itoa(c.Column), strconv.Itoa(c.EndLine), strconv.Itoa(c.EndColumn),
		string(c.Kind), string(c.Verdict), c.Text, c.named(), nested, string(c.Note), string(c.Attribution), strings.Join(editWords(c.Edits), editJoint)}
	s := c.Source
	if s == nil {
		return append(cells, make([]string, len(claimHeader())-len(cells))...)
	}
	cells = append(append(cells, similarity(s.Similarity)), documentCells(s.Document)...)
	return append(cells, string(s.Section), strconv.Itoa(s.Line), strconv.Itoa(s.Start), strconv.Itoa(s.End), s.Text)
}

// named is who and what is named, in one line.
func (c Claim) named() string {
	var names []string
	for _, n := range c.Names {
		names = append(names, n.Text)
	}
	return strings.Join(names, "、")
}
