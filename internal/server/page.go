package server

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"yinzheng/internal/query"
	"yinzheng/internal/report"
)

// frame is what all pages have.
type frame struct {
	Lang       tongue
	Page       string // template, and place in the menu
	Title      string // of the window, before the name of the site
	Home       bool   // nothing is asked yet
	Switch     string // the same page in the other language
	SignedIn   bool
	Generation string
	Partial    bool // some file could not be read
	Fields     []query.FieldDef
	Problem    *problemView
}

// problemView is a problem; Before, At and After are the query where it has
// a column.
type problemView struct {
	Status            int
	Error, Hint       string
	ForeignError      bool // it is English and the page is not
	ForeignHint       bool
	Column            int
	Before, At, After string
	RequestID         string
	Again             string // the same without a generation that is gone
}

// asking is a page that is being asked for.
type asking struct {
	frame      *frame // in view
	view       any    // what the template shows: the form as it was sent, so far
	cost       cost
	generation string
	text       string                                         // in which a problem's column counts
	fill       func(ctx context.Context, g *generation) error // asks, and fills the view; nil: nothing
}

// pageValues are the parameters of a page's address without those that a form
// sends empty, and without the language.
func pageValues(r *http.Request) (url.Values, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return url.Values{}, errParameters // what could be read is not what was meant
	}
	return cleaned(values), nil
}

func cleaned(values url.Values) url.Values {
	clean := url.Values{}
	for name, list := range values {
		for _, value := range list {
			if strings.TrimSpace(value) != "" && name != langParam {
				clean.Add(name, value)
			}
		}
	}
	return clean
}

// page answers with a page. read makes the view with its form, and the
// question; its error is shown on the page.
func (s *Server) page(read func(r *http.Request, values url.Values, f *frame) (*asking, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := s.newFrame(w, r, "")
		values, unread := pageValues(r)
		a, err := read(r, values, &f)
		if unread != nil {
			err = unread
		}
		s.answerPage(w, r, a, err)
	})
}

// answerPage asks, unless err says that it can't be, and shows the page.
func (s *Server) answerPage(w http.ResponseWriter, r *http.Request, a *asking, err error) {
	if err != nil {
		err = unreadable(err)
	} else if a.fill != nil {
		err = s.work(r.Context(), question{cost: a.cost, generation: a.generation, ask: func(ctx context.Context, g *generation) (answer, error) {
			a.frame.Generation, a.frame.Partial = g.Generation(), len(g.Unread()) > 0
			return nil, a.fill(ctx, g)
		}}, func(answer) error { return nil })
	}
	if to := (*movedTo)(nil); errors.As(err, &to) {
		to.redirect(w, r)
		return
	}
	status := http.StatusOK
	if err != nil {
		x := s.refusalOf(w, err)
		if r.Context().Err() != nil && x != errSlow {
			panic(http.ErrAbortHandler)
		}
		setRetry(w.Header(), x.status)
		status = x.status
		a.frame.Problem = newProblemView(a.frame.Lang, x, a.text, r, idOf(w))
	}
	s.render(w, r, status, a.frame.Page, a.view)
}

// newFrame is that of a request. A wish for a language is kept in a cookie.
func (s *Server) newFrame(w http.ResponseWriter, r *http.Request, page string) frame {
	f := frame{Lang: tongueOf(r), Page: page, SignedIn: len(s.keys) > 0 && page != "login" && s.keys.opens(r), Fields: query.Fields()}
	if wish := r.URL.Query().Get(langParam); wish != "" {
		s.setCookie(w, r, langCookie, string(f.Lang), langTime)
	}
	values := r.URL.Query()
	values.Set(langParam, string(f.Lang.other()))
	f.Switch = "?" + values.Encode()
	return f
}

// render writes a page whole. One that is larger than answers may be is
// refused.
func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, page string, view any) {
	lang := chinese
	if x, ok := view.(interface{ language() tongue }); ok {
		lang = x.language()
	}
	b := bounded{most: s.limits.Answer}
	if page == "problem" {
		b.most = math.MaxInt // something must be said
	}
	err := s.pages[lang].ExecuteTemplate(&b, page, view)
	if x := (*refusal)(nil); errors.As(err, &x) {
		s.failPage(w, r, x)
		return
	}
	if err != nil {
		s.log.Error("a page can't be written", "id", idOf(w), "page", page, "error", err)
		http.Error(w, "the page can't be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Vary", "Accept-Language, Cookie")
	write(w, status, typeHTML, b.Bytes())
}

func (f *frame) language() tongue { return f.Lang }

// failPage shows what is wrong where no page has been asked for.
func (s *Server) failPage(w http.ResponseWriter, r *http.Request, x *refusal) {
	f := s.newFrame(w, r, "problem")
	f.Problem = newProblemView(f.Lang, x, "", r, idOf(w))
	s.render(w, r, x.status, "problem", &f)
}

func newProblemView(lang tongue, x *refusal, text string, r *http.Request, id string) *problemView {
	v := &problemView{Status: x.status, Error: x.Problem.Error, Hint: string(x.Hint), RequestID: id}
	if x.Column != nil {
		v.Error = strings.TrimPrefix(v.Error, fmt.Sprintf("column %d: ", *x.Column))
	}
	if x.status == http.StatusGone {
		values, _ := pageValues(r) // it was read before
		values.Del("generation")
		values.Del("offset")
		v.Again = r.URL.Path + "?" + values.Encode()
	}
	v.translate(lang)
	runes := []rune(text)
	if x.Column == nil || *x.Column < 1 || *x.Column > len(runes)+1 {
		return v
	}
	v.Column = *x.Column
	at := v.Column - 1
	end := min(at+1, len(runes))
	v.Before, v.At, v.After = string(runes[:at]), string(runes[at:end]), string(runes[end:])
	return v
}

// translate says it in the language of the page, where that is known.
func (v *problemView) translate(lang tongue) {
	if lang == english {
		return
	}
	var known, hinted bool
	v.Error, known = inChinese(v.Error)
	v.Hint, hinted = inChinese(v.Hint)
	v.ForeignError, v.ForeignHint = !known, !hinted
}

// pager is the way to the other pages of a list.
type pager struct{ Previous, Next, Start string }

// newPager is that of a list of total items of which shown stand on this page.
// The other pages are of the same generation.
func newPager(path string, values url.Values, list report.List, shown, total int) pager {
	to := func(offset int) string {
		v := url.Values{}
		for name, x := range values {
			v[name] = x
		}
		v.Del("offset")
		if offset > 0 {
			v.Set("offset", strconv.Itoa(offset))
		}
		v.Set("generation", list.Generation)
		return path + "?" + v.Encode()
	}
	var p pager
	if list.Offset > 0 {
		p.Previous = to(max(list.Offset-list.Limit, 0))
		if shown == 0 {
			p.Start, p.Previous = to(0), ""
		}
	}
	if list.Limit == 0 {
		p.Previous = "" // all of them, but for those that are passed over
	}
	if end := list.Offset + shown; shown > 0 && end < total {
		p.Next = to(end)
	}
	return p
}

// address is a path with parameters, given as name and value in turns; those
// without a value are left out.
func address(path string, pairs ...any) string {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if value := toString(pairs[i+1]); value != "" {
			values.Set(toString(pairs[i]), value)
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

func toString(x any) string {
	switch x := x.(type) {
	case string:
		return x
	case report.Optional:
		return string(x)
	case bool:
		if !x {
			return ""
		}
	}
	return fmt.Sprint(x)
}

// thousands is n as people write it.
func thousands(n any) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
