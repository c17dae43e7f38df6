package server

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"yinzheng/index"
	"yinzheng/internal/report"
)

// view is what the page shows: the start, an answer, or a problem.
type view struct {
	labels
	Title   string // of the window
	Text    string // in the box
	Sorted  string
	Holds   string // at the start
	Answer  *answerView
	Problem *problemView
}

type answerView struct {
	Found          string // in words
	Took           string
	Partial, Empty bool
	Beyond         bool // the page asked for lies behind the end
	Hits           []hitView
	Previous, Next string // addresses, "" for none
	First          string
}

type hitView struct {
	Number   int
	Title    []index.Piece
	Section  string
	Facts    []string // 文号, date, 机关, type
	Passages []passageView
	Path     string
}

type passageView struct {
	Section string // where it is not the first's
	Snippet []index.Piece
	Place   string // path:line
}

// problemView is a problem; Before, At and After are the query where it has
// a column.
type problemView struct {
	Error, Hint       string
	Column            string
	Before, At, After string
}

// page is /.
func (s *Server) page() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q, err := s.readPage(r)
		if err != nil {
			s.failPage(w, r, unreadable(err))
			return
		}
		body, err := s.ask(r.Context(), q)
		if err != nil {
			s.failPage(w, r, err)
			return
		}
		w.Header().Set("Vary", "Accept-Language")
		write(w, http.StatusOK, typeHTML, body)
	})
}

// readPage is the start where nothing is asked, else a search.
func (s *Server) readPage(r *http.Request) (question, error) {
	p := readParams(r, searchParams()...)
	v := newView(r)
	if text, _ := p.one("q"); strings.TrimSpace(text) == "" {
		return func(_ context.Context, ix *index.Index, w io.Writer) error {
			v.Holds = fmt.Sprintf(v.labels.Holds, thousands(ix.Len()), ix.Generation())
			return s.pages.ExecuteTemplate(w, "page.html", v)
		}, p.err
	}
	x := newSearchRequest(p)
	return func(ctx context.Context, ix *index.Index, w io.Writer) error {
		answer, err := x.run(ctx, ix)
		if err != nil {
			return err
		}
		v.Answer = newAnswerView(v.labels, x, answer)
		return s.pages.ExecuteTemplate(w, "page.html", v)
	}, p.err
}

// newView has what was asked for in its form, whatever it is worth.
func newView(r *http.Request) view {
	v := view{labels: labelsFor(r)}
	asked := r.URL.Query()
	v.Text, v.Sorted, v.Title = asked.Get("q"), asked.Get("sort"), v.Name
	if v.Text != "" {
		v.Title = v.Text + " · " + v.Name
	}
	return v
}

// failPage shows what err means, unless the client has gone.
func (s *Server) failPage(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return
	}
	x := s.refusalOf(err)
	v := newView(r)
	v.Problem = newProblemView(v.labels, x.Problem, v.Text)
	var b bytes.Buffer
	if err := s.pages.ExecuteTemplate(&b, "page.html", v); err != nil {
		s.log.Error("a page can't be written", "error", err)
	}
	w.Header().Set("Vary", "Accept-Language")
	write(w, x.status, typeHTML, b.Bytes())
}

func newProblemView(l labels, x report.Problem, text string) *problemView {
	v := &problemView{Error: x.Error, Hint: string(x.Hint)}
	runes := []rune(text)
	if x.Column == nil || *x.Column < 1 || *x.Column > len(runes)+1 {
		return v
	}
	v.Column = fmt.Sprintf(l.Column, strconv.Itoa(*x.Column))
	v.Error = strings.TrimPrefix(v.Error, fmt.Sprintf("column %d: ", *x.Column))
	at := *x.Column - 1
	end := min(at+1, len(runes))
	v.Before, v.At, v.After = string(runes[:at]), string(runes[at:end]), string(runes[end:])
	return v
}

func newAnswerView(l labels, x searchRequest, s report.Search) *answerView {
	v := &answerView{
		Found:   l.found(s.Total, s.Offset, len(s.Hits)),
		Took:    fmt.Sprintf(l.Took, strconv.FormatFloat(s.Took, 'f', -1, 64)),
		Partial: !s.Complete,
		Empty:   s.Total == 0,
		Beyond:  s.Total > 0 && len(s.Hits) == 0,
	}
	for i, h := range s.Hits {
		v.Hits = append(v.Hits, newHitView(s.Offset+i+1, h))
	}
	if v.Beyond {
		v.First = x.address(0)
		return v
	}
	if s.Offset > 0 {
		v.Previous = x.address(max(s.Offset-s.Limit, 0))
	}
	if end := s.Offset + len(s.Hits); end < s.Total {
		v.Next = x.address(end)
	}
	return v
}

// address is the page from offset on.
func (x searchRequest) address(offset int) string {
	values := url.Values{"q": {x.text}}
	if x.sort != index.Sorts()[0] {
		values.Set("sort", x.sort)
	}
	if x.limit != defaultLimit {
		values.Set("limit", strconv.Itoa(x.limit))
	}
	if offset > 0 {
		values.Set("offset", strconv.Itoa(offset))
	}
	return "/?" + values.Encode()
}

func newHitView(number int, h report.Hit) hitView {
	doc := h.Document
	v := hitView{Number: number, Title: h.Title, Path: doc.Path}
	if !slices.ContainsFunc(v.Title, func(x index.Piece) bool { return x.Text != "" }) {
		v.Title = []index.Piece{{Text: doc.Name()}}
	}
	for _, fact := range []report.Optional{doc.Number, doc.Date, doc.Issuer, doc.Type} {
		if fact != "" {
			v.Facts = append(v.Facts, string(fact))
		}
	}
	for i, x := range h.Passages {
		passage := passageView{string(x.Section), x.Snippet, doc.Path + ":" + strconv.Itoa(x.Line)}
		if i == 0 {
			v.Section, passage.Section = passage.Section, ""
		}
		v.Passages = append(v.Passages, passage)
	}
	return v
}
