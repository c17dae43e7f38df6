package server

import (
	"net/http"
	"slices"
	"strings"

	"yinzheng/internal/report"
)

// endpoint is one of the API: what the handler reads, and what openapi.json
// says of it.
type endpoint struct {
	method, path string
	id           string // operationId, and the name of a file with the answer
	summary      string
	params       []parameter
	formats      []report.Format // the first where none is asked for
	schema       string          // of the answer in JSON, in schemas.json
	statuses     []int           // of refusals besides those that all have
	kept         bool            // a browser keeps the answer as a file, JSON too
	read         func(s *Server, r *http.Request, p *params, format report.Format) (question, error)
}

func endpoints() []endpoint {
	lists := []report.Format{report.JSON, report.JSONL, report.CSV}
	return []endpoint{
		{"GET", "/api/search", "search", "Ranked documents with highlighted snippets", searchParams(), lists, "Search", []int{http.StatusGone}, false, readSearch},
		{"GET", "/api/mentions", "mentions", "Every mention of a term or a concept, in context, with counts", mentionParams(),
			append(slices.Clone(lists), report.HTML, formatSVG), "MentionsAnswer", []int{http.StatusNotFound, http.StatusGone}, false, readMentions},
		{"GET", "/api/quote", "quote", "Where a quotation stands: exact, equivalent, near; oldest first", quoteParams(), lists, "Quote", []int{http.StatusGone}, false, readQuote},
		{"GET", "/api/documents/{id}", "document", "A document, or a section of it", documentParams(),
			append(slices.Clone(lists), report.Text), "Shown", []int{http.StatusNotFound, http.StatusConflict, http.StatusGone}, false, readDocument},
		{"GET", "/api/status", "status", "What the index holds, and what could not be read", nil, lists, "Status", nil, false, readStatus},
		{"GET", "/api/concepts", "concepts", "The concepts of the concept file, with counts", conceptParams(), lists, "Concepts", []int{http.StatusNotFound, http.StatusGone}, false, readConcepts},
		{"POST", "/api/check", "check", "Judges the quotations and citations in a draft", checkParams(),
			append(slices.Clone(lists), report.HTML, report.SARIF, report.GitHub, formatFixed), "Check", []int{http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType}, false, readCheck},
	}
}

// parameters are those of the endpoint, format among them.
func (e endpoint) parameters() []parameter {
	var names []string
	for _, f := range e.formats {
		names = append(names, string(f))
	}
	return append(slices.Clone(e.params), parameter{name: "format", help: "how the answer is written", words: names})
}

// methods are what its path answers to, for Allow.
func (e endpoint) methods() string {
	if e.method == http.MethodGet {
		return "GET, HEAD"
	}
	return e.method
}

// format is the one that is asked for.
func (p *params) format() report.Format { return report.Format(p.choice("format")) }

// unreadable makes of an error in reading a request the client's own.
func unreadable(err error) error {
	if isKnown(err) {
		return err
	}
	return refuse(http.StatusBadRequest, "", "%v", strings.TrimSpace(err.Error()))
}
