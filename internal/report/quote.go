package report

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"yinzheng/index"
	"yinzheng/internal/match"
	"yinzheng/internal/quote"
)

// Traced is what quote found.
type Traced struct {
	Tracing quote.Tracing // all sources; Edits count bytes of Tracing.Quote
	Near    Share         // from this similarity on; 0: only exact and equivalent ones were looked for
	Filters Filters
	List    List
	Unread  []index.Unread
}

// Quote is the answer of quote.
type Quote struct {
	Quote       string        `json:"quote"`
	Mode        string        `json:"mode"` // when letters are equal: loose
	Near        Share         `json:"near"`
	Verdict     quote.Verdict `json:"verdict"`
	Occurrences int           `json:"occurrences"`  // all sources, the near ones too
	Documents   int           `json:"documents"`    // that hold them
	First       *int          `json:"first"`        // index of the oldest dated source with the words among all sources
	FirstProven bool          `json:"first_proven"` // 首见: no document of the whole, completely read collection can be older
	Undated     int           `json:"undated"`      // documents with the words and without a date
	Unordered   int           `json:"unordered"`    // others dated in the same year or month, to no more than that
	Filters     Filters       `json:"filters"`
	List
	Unread  []Unread `json:"unread"`
	Closest *Source  `json:"closest"` // where there are no sources
	Sources []Source `json:"sources"` // of the window

	counts map[quote.Verdict]int // of all sources
}

// Share is a part of one, null in JSON where it is 0.
type Share float64

// MarshalJSON writes null for 0.
func (s Share) MarshalJSON() ([]byte, error) {
	if s == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(float64(s))
}

// Source is a place at which a quotation stands.
type Source struct {
	Standing
	First bool   `json:"first"` // the oldest dated one with the words
	Edits []Edit `json:"edits"`
}

// Standing is a place in a document.
type Standing struct {
	Document   Document `json:"document"`
	Section    Optional `json:"section"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Line       int      `json:"line"`
	Before     string   `json:"before"` // what stands before it in its sentence
	Text       string   `json:"text"`
	After      string   `json:"after"`
	Verdict    Optional `json:"verdict"`    // exact, equivalent, near; null for what is only the closest
	Similarity float64  `json:"similarity"` // to four decimals
}

// Edit is one difference, as quote.Edit.
type Edit struct {
	Op          quote.Op `json:"op"`
	DraftStart  int      `json:"draft_start"`
	DraftEnd    int      `json:"draft_end"`
	SourceStart int      `json:"source_start"`
	SourceEnd   int      `json:"source_end"`
	Draft       string   `json:"draft"`
	Source      string   `json:"source"`
	DraftTo     *int     `json:"draft_to"` // of a move: before which byte of the draft the piece belongs
}

// NewQuote makes the answer of what was found, with the sources of the window.
func NewQuote(x Traced) Quote {
	t := x.Tracing
	q := Quote{
		Quote: t.Quote, Mode: match.Loose.String(), Near: Share(x.Near), Verdict: t.Verdict, Occurrences: len(t.Sources),
		Filters: x.Filters, List: x.List, Unread: NewUnread(x.Unread), Sources: []Source{}, counts: map[quote.Verdict]int{},
	}
	if q.Filters == nil {
		q.Filters = Filters{}
	}
	paths := map[string]bool{}
	for i, place := range t.Sources {
		q.counts[place.Verdict]++
		paths[place.Doc.Path] = true
		if i >= q.Offset && (q.Limit == 0 || i < q.Offset+q.Limit) {
			q.Sources = append(q.Sources, newSource(place, i == t.First))
		}
	}
	q.Documents = len(paths)
	if t.First >= 0 && t.First < len(t.Sources) {
		q.First = &t.First
		q.FirstProven = t.Proven() && q.Complete && len(q.Filters) == 0
	}
	q.Undated, q.Unordered = t.Undated, t.Unordered
	if t.Closest != nil {
		closest := newSource(*t.Closest, false)
		q.Closest = &closest
	}
	return q
}

func newSource(x quote.Place, first bool) Source {
	return Source{newStanding(x), first, newEdits(x.Edits)}
}

func newStanding(x quote.Place) Standing {
	return Standing{
		NewDocument(x.Doc), Optional(x.Section), x.Start, x.End, x.Line,
		x.Before, x.Text, x.After, Optional(x.Verdict), rounded(x.Similarity),
	}
}

func newEdits(list []quote.Edit) []Edit {
	edits := make([]Edit, 0, len(list))
	for _, e := range list {
		x := Edit{e.Op, e.Draft.Start, e.Draft.End, e.Source.Start, e.Source.End, e.DraftText, e.SourceText, nil}
		if e.Op == quote.Move {
			x.DraftTo = &e.To
		}
		edits = append(edits, x)
	}
	return edits
}

// VerdictCount is how many places have a verdict.
type VerdictCount struct {
	Verdict quote.Verdict
	Places  int
}

// Counts is how many of all sources are what, the best first.
func (q Quote) Counts() []VerdictCount {
	var list []VerdictCount
	for _, v := range quote.Verdicts() {
		if n := q.counts[v]; n > 0 {
			list = append(list, VerdictCount{v, n})
		}
	}
	return list
}

// Quote writes q.
func (p Printer) Quote(q Quote) error {
	type all Quote
	header := append(documentHeader(), "section", "line", "start", "end", "verdict", "similarity", "first", "before", "text", "after", "edits")
	if ok, err := p.listing(listing{
		name: "sources",
		head: func() any {
			return struct {
				all
				Sources *[]Source `json:"sources,omitempty"` // hides the list
			}{all: all(q)}
		},
		items:  listOf(q.Sources, func(s Source) item { return item{s, q.cells(s)} }),
		header: header,
	}); ok {
		return err
	}
	return p.quoteText(q)
}

func (q Quote) cells(s Source) []string {
	first := ""
	if s.First {
		first = q.FirstMark()
	}
	return append(documentCells(s.Document), string(s.Section), strconv.Itoa(s.Line), strconv.Itoa(s.Start), strconv.Itoa(s.End),
		string(s.Verdict), similarity(s.Similarity), first, s.Before, s.Text, s.After, strings.Join(editWords(s.Edits), editJoint))
}

// FirstMark stands beside the oldest dated source: it is the first appearance
// only if that is proven.
func (q Quote) FirstMark() string {
	if q.FirstProven {
		return "首见"
	}
	return "最早有日期的"
}

// Remark says one thing in both languages.
type Remark struct{ Chinese, English string }

// MaybeEarlier says why the oldest dated source may not be the first
// appearance; it is empty where that is proven, and where none is dated.
func (q Quote) MaybeEarlier() []Remark {
	if q.First == nil {
		return nil
	}
	var list []Remark
	if q.Undated > 0 {
		list = append(list, Remark{fmt.Sprintf("另有 %s 篇未注明日期，可能更早", thousands(q.Undated)),
			count(q.Undated, "document") + " without a date may be earlier"})
	}
	if q.Unordered > 0 {
		list = append(list, Remark{fmt.Sprintf("另有 %s 篇日期同年或同月，先后不明", thousands(q.Unordered)),
			"of " + count(q.Unordered, "document") + " of the same year or month it is unknown which is first"})
	}
	if len(q.Filters) > 0 {
		list = append(list, Remark{"只就筛选出的文件而言", "among the filtered documents alone"})
	}
	if !q.Complete {
		list = append(list, Remark{"有文件未能读取，可能更早", "files that could not be read may be earlier"})
	}
	return list
}

func similarity(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// editJoint stands between edits in words.
const editJoint = "；"

// editWords says each edit in words: what must be done to the draft.
func editWords(edits []Edit) []string {
	words := make([]string, 0, len(edits))
	for _, e := range edits {
		switch e.Op {
		case quote.Replace:
			words = append(words, "替换 "+e.Draft+" → "+e.Source)
		case quote.Insert:
			words = append(words, "增 "+e.Source)
		case quote.Delete:
			words = append(words, "删 "+e.Draft)
		case quote.Move:
			words = append(words, "调序 "+e.Draft)
		}
	}
	return words
}

// name is the document with its section, as people name a place in it.
func (s Standing) name() string {
	name := s.Document.Name()
	if s.Section != "" {
		name += " " + string(s.Section)
	}
	return name
}
