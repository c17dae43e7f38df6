package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

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
	errNotFound = refuse(http.StatusNotFound, "there are /, /api/search and /api/mentions", "there is nothing at this path")
	errMethod   = refuse(http.StatusMethodNotAllowed, "use GET", "this method is not answered here")
	errHost     = refuse(http.StatusForbidden, "call it 127.0.0.1 or localhost", "this server answers to names of this machine alone")
	errBusy     = refuse(http.StatusServiceUnavailable, "try again in a moment", "too many requests are at work")
)

// refusalOf is err as a client is told of it. What is wrong with the index
// is for the log: the client gets no names of files.
func (s *Server) refusalOf(err error) *refusal {
	if x := (*refusal)(nil); errors.As(err, &x) {
		return x
	}
	if x, ok := report.QueryProblem(err); ok {
		return &refusal{http.StatusBadRequest, x}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return refuse(http.StatusUnprocessableEntity, "ask for something rarer or longer, or ask yinzheng on the command line, which has no limit",
			"the query asks for more than %v of work", s.limits.Work)
	}
	s.log.Error("a request failed", "error", err)
	return refuse(http.StatusInternalServerError, "the log of yinzheng serve says more", "the index can't be read")
}

// unreadable makes of an error in reading a request the client's own.
func unreadable(err error) error {
	if _, ok := report.QueryProblem(err); ok || errors.As(err, new(*refusal)) {
		return err
	}
	return refuse(http.StatusBadRequest, "", "%v", err)
}

// fails answers every request with x.
func (s *Server) fails(x *refusal) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			s.failJSON(w, r, x)
			return
		}
		s.failPage(w, r, x)
	})
}

// failJSON answers with what err means, unless the client has gone.
func (s *Server) failJSON(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return
	}
	x := s.refusalOf(err)
	var b bytes.Buffer
	if err := (report.Printer{W: &b, Format: report.JSON}).Problem(x.Problem); err != nil {
		s.log.Error("a problem can't be written", "error", err)
	}
	write(w, x.status, typeJSON, b.Bytes())
}

const (
	typeJSON = "application/json; charset=utf-8"
	typeHTML = "text/html; charset=utf-8"
)

// write sends a whole answer. A client that does not take it is no news.
func write(w http.ResponseWriter, status int, mediaType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	switch status {
	case http.StatusMethodNotAllowed:
		h.Set("Allow", "GET, HEAD")
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "1")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
