package quote

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/library"
	"yinzheng/internal/match"
)

// CheckOptions says how a draft is checked.
type CheckOptions struct {
	Near     float64 // least similarity of what is called near, 0 for off
	Ellipsis int     // how many letters an ellipsis can stand for

	// Before is the ISO date after which no document vouches, to the precision
	// known; "" is the draft's own date, and none if it has none. Uncut lets all
	// documents vouch.
	Before string
	Uncut  bool
	// Path is the draft's as documents are named in the source, "" if it can't
	// be among them.
	Path string
}

// Check judges every quotation and citation of a draft. Documents that are
// this draft, by path or by content, and those dated later than the cut never
// vouch; undated ones do. It fails as the source does, or with ctx.Err().
func Check(ctx context.Context, src Source, draft *corpus.Document, o CheckOptions) (*Report, error) {
	r := &Report{Draft: draft, Before: o.Before}
	if r.Before == "" && !o.Uncut {
		r.Before = draft.Date
	}
	own, err := ownCopies(src, draft, o.Path)
	if err != nil {
		return nil, err
	}
	r.Own = own
	j := &judge{draft: draft, src: src, options: o, own: map[string]bool{}, before: r.Before, judged: map[string]Judged{}}
	for _, path := range own {
		j.own[path] = true
	}
	j.library, j.late = library.New(src, j.vouches), library.New(src, j.tooLate)
	j.finder = finder{src, Options{Near: o.Near, Ellipsis: o.Ellipsis, Keep: j.vouches}}
	lifted := Lift(draft, j.library)
	r.Terms, r.Warnings = lifted.Terms, lifted.Warnings
	if r.Claims, err = j.all(ctx, lifted.Claims); err != nil {
		return nil, err
	}
	settleNested(r.Claims)
	return r, nil
}

// ownCopies are the paths of the documents that are the draft.
func ownCopies(src Source, draft *corpus.Document, path string) ([]string, error) {
	letters := analysis.Letters(draft.Text)
	count := analysis.CountLetters(draft.Text)
	var own []string
	for doc := range src.Len() {
		info := src.Info(doc)
		is := path != "" && info.Path == path
		if !is && src.Letters(doc) == count {
			d, _, err := src.Load(match.Hits{Doc: doc})
			if err != nil {
				return nil, err
			}
			is = analysis.Letters(d.Text) == letters
		}
		if is {
			own = append(own, info.Path)
		}
	}
	return own, nil
}

// Later tells whether a date is later than another, as far as both are known:
// 2021 is not later than 2021-03. What has no date is not later.
func Later(date, than string) bool {
	if date == "" || than == "" {
		return false
	}
	n := min(len(date), len(than))
	return date[:n] > than[:n]
}

// judge judges the claims of one draft.
type judge struct {
	draft   *corpus.Document
	src     Source
	options CheckOptions
	own     map[string]bool
	before  string
	library *library.Library // of documents that vouch
	late    *library.Library // of those that are only too late
	finder  finder

	mu     sync.Mutex
	judged map[string]Judged // by keyOf
}

// vouches tells whether a document may.
func (j *judge) vouches(info corpus.Info) bool {
	return !j.own[info.Path] && !Later(info.Date, j.before)
}

// tooLate tells whether only its date keeps a document from vouching.
func (j *judge) tooLate(info corpus.Info) bool {
	return !j.own[info.Path] && Later(info.Date, j.before)
}

// all judges the claims side by side.
func (j *judge) all(ctx context.Context, claims []Claim) ([]Judged, error) {
	judged := make([]Judged, len(claims))
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(claims)) {
		wg.Go(func() {
			for i := range next {
				var err error
				if judged[i], err = j.claim(ctx, claims[i]); err != nil {
					cancel(err)
				}
			}
		})
	}
	for i := range claims {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	return judged, context.Cause(ctx)
}

// claim judges a claim. What is said again of the same source is judged once.
func (j *judge) claim(ctx context.Context, c Claim) (Judged, error) {
	key := keyOf(c) + "\x00" + j.draft.Text[c.Open:c.End]
	j.mu.Lock()
	known, ok := j.judged[key]
	j.mu.Unlock()
	if ok {
		return known.again(c), nil
	}
	var judged Judged
	var err error
	if c.Kind == Citation {
		judged, err = j.citation(c)
	} else {
		judged, err = j.quotation(ctx, c)
	}
	if err == nil {
		j.mu.Lock()
		j.judged[key] = judged
		j.mu.Unlock()
	}
	return judged, err
}

// keyOf is what the verdict of a claim depends on. The place of its name in
// the text of a citation is part of it: edits speak of it.
func keyOf(c Claim) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\x00%s\x00%d", c.Kind, c.Text, c.End-c.Start)
	if len(c.Names) > 0 {
		n := c.Names[0]
		fmt.Fprintf(&b, "\x00%q %v %v %q %q %q %q", n.Text, n.Person, n.Own, n.Title, n.Number, n.Part(), n.Unread)
		if c.Kind == Citation {
			fmt.Fprintf(&b, " %d", n.Start-c.Start)
		}
	}
	return b.String()
}

// again is the verdict of a claim that says the same as j's.
func (j Judged) again(c Claim) Judged {
	shift := c.Start - j.Start
	j.Claim = c
	if j.Fix != nil {
		fix := *j.Fix
		fix.Start, fix.End = fix.Start+shift, fix.End+shift
		j.Fix = &fix
	}
	if j.Source == nil {
		return j
	}
	place := *j.Source
	place.Edits = slices.Clone(place.Edits)
	for i := range place.Edits {
		e := &place.Edits[i]
		e.Draft.Start += shift
		e.Draft.End += shift
		if e.Op == Move {
			e.To += shift
		}
	}
	j.Source = &place
	return j
}

// citation judges a document that is named. One that is later than the cut
// does not vouch for itself either.
func (j *judge) citation(c Claim) (Judged, error) {
	judged := Judged{Claim: c, Verdict: Unsure, Note: "no document is named"}
	if len(c.Names) == 0 {
		return judged, nil
	}
	if c.Names[0].Own {
		return j.ownPart(c), nil
	}
	cited, err := j.library.Cite(c.Names[0], j.draft.Text)
	judged.Verdict, judged.Source, judged.Note = cited.Verdict, citedPlace(cited.Source), cited.Note
	if err != nil || judged.Verdict != Unsure || j.before == "" {
		return judged, err
	}
	if note := j.lateNote(c.Names[0]); note != "" {
		judged.Note = note
	}
	return judged, nil
}

// citedPlace is the place of a citation as one of words.
func citedPlace(p *library.Place) *Place {
	if p == nil {
		return nil
	}
	return &Place{
		Doc: p.Doc, Section: p.Section, Span: p.Span, Line: p.Line, Text: p.Text,
		Verdict: p.Verdict, Similarity: p.Similarity, Edits: p.Edits,
	}
}

// lateNote says that a document named is later than the cut, "" if it is not.
func (j *judge) lateNote(n Name) string {
	found := j.late.Find(n)
	if !found.Known {
		return ""
	}
	info := j.src.Info(found.Docs[len(found.Docs)-1])
	return fmt.Sprintf("%s of %s is later than %s", titleOf(info), info.Date, j.before)
}
