package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"yinzheng/internal/quote"
	"yinzheng/internal/report"
)

// refusal is an error with the status and the words that a client gets.
type refusal struct {
	status int
	report.Problem
}

func (x *refusal) Error() string { return x.Problem.Error }

func refuse(status int, hint, format string, args ...any) *refusal {
	return &refusal{status, report.Problem{Error: fmt.Sprintf(format, args...), Hint: report.Optional(hint)}}
}

var (
	errNotFound   = refuse(http.StatusNotFound, "the menu leads to the pages, /api/openapi.json describes the rest", "there is nothing at this path")
	errParameters = refuse(http.StatusBadRequest, "write & between parameters and percent-encode what they hold", "the parameters can't be read")
	errHost       = refuse(http.StatusForbidden, "call it 127.0.0.1 or localhost, or start yinzheng serve with --host NAME", "this server does not answer to this name")
	errOrigin     = refuse(http.StatusForbidden, "send the form from a page of this server", "a page of another site may not do this")
	errToken      = refuse(http.StatusUnauthorized, "send Authorization: Bearer TOKEN, or sign in at /login", "a token is needed")
	errBusy       = refuse(http.StatusServiceUnavailable, "try again in a moment", "too many requests are at work")
	errGone       = refuse(499, "", "the client has gone") // told to nobody
	errStopping   = refuse(http.StatusServiceUnavailable, "try again in a moment", "the server is being stopped")
	errNoConcepts = refuse(http.StatusNotFound, "start yinzheng serve with --concepts FILE, or put concepts.yaml beside the index", "this server has no concept file")
	errSlow       = refuse(http.StatusRequestTimeout, "send it faster, or check it on the command line", "the draft did not arrive in time")
	errBody       = refuse(http.StatusRequestEntityTooLarge, "check it on the command line, where there is no such limit", "the draft is too large")
)

// problem is an answer that is none, as RFC 9457 has it. The members beyond
// those of the RFC are those that the command line prints, and the id under
// which the log knows the request.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
	report.Problem
	RequestID string `json:"request_id"`
}

// refusalOf is err as a client is told of it. What is wrong with the index
// is for the log: the client gets no names of files.
func (s *Server) refusalOf(w http.ResponseWriter, err error) *refusal {
	if x := (*refusal)(nil); errors.As(err, &x) {
		return x
	}
	if x, ok := report.QueryProblem(err); ok {
		return &refusal{http.StatusBadRequest, x}
	}
	if x := (*quote.TooMuchError)(nil); errors.As(err, &x) {
		return refuse(http.StatusUnprocessableEntity, "look for a part of it", "%v", x)
	}
	if errors.As(err, new(*http.MaxBytesError)) {
		return errBody
	}
	if errors.Is(err, context.Canceled) {
		return errGone
	}
	s.log.Error("a request failed", "id", idOf(w), "error", err)
	return refuse(http.StatusInternalServerError, "the log of yinzheng serve says more", "the index can't be read")
}

// isKnown tells errors that say of themselves what a client has done.
func isKnown(err error) bool {
	_, query := report.QueryProblem(err)
	return query || errors.Is(err, context.Canceled) || errors.As(err, new(*refusal)) || errors.As(err, new(*http.MaxBytesError))
}

// fails answers every request with x.
func (s *Server) fails(x *refusal) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, x) })
}

// fail answers with what err means, as a page or for programs. Where the
// client has gone, the connection is broken off: an answer without an end would
// be taken for one.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	x := s.refusalOf(w, err)
	if r.Context().Err() != nil && x != errSlow {
		panic(http.ErrAbortHandler)
	}
	setRetry(w.Header(), x.status)
	if !strings.HasPrefix(r.URL.Path, "/api/") && isPage(r) {
		s.failPage(w, r, x)
		return
	}
	body, err := json.Marshal(problem{"about:blank", http.StatusText(x.status), x.status, x.Problem.Error, x.Problem, idOf(w)})
	if err != nil {
		s.log.Error("a problem can't be written", "id", idOf(w), "error", err)
	}
	write(w, x.status, typeProblem, body)
}

func setRetry(h http.Header, status int) {
	switch status {
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "1")
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="yinzheng"`)
	}
}

// isPage tells the requests that people make with a browser.
func isPage(r *http.Request) bool {
	switch r.URL.Path {
	case "/healthz", "/readyz", "/metrics":
		return false
	}
	return !strings.HasPrefix(r.URL.Path, "/static/")
}
