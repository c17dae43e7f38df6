// Package server answers over HTTP what the verbs answer on the command line:
// the same parameters, the same JSON, and pages for people.
//
//	GET  /api/search           q
//	GET  /api/mentions         q and concept, several are compared; group, collocates, chart, dispersion, count
//	GET  /api/quote            q
//	GET  /api/documents/{id}   section
//	GET  /api/status
//	GET  /api/concepts
//	POST /api/check            a draft: the body itself, or a form with text or file
//	GET  /api/openapi.json     all parameters and answers, OpenAPI 3.1
//	GET  /healthz /readyz /metrics
//
//	GET  / /mentions /quote /status /doc/{id}    pages
//	GET and POST /check /login, POST /logout
//	GET  /static/…             what they are dressed in
//
// # Reading order
//
//	server.go generation.go work.go    one request: its place, its generation, its answer
//	endpoint.go params.go openapi.go   the table of the API, which is read and described
//	search.go mentions.go quote.go document.go check.go status.go
//	                                   a verb each: parameters → question → value of package report
//	page*.go language.go page/         the same values as pages
//	listen.go guard.go auth.go         who is answered
//	connections.go metrics.go problem.go
//
// # Parameters
//
// They are named like flags and mean the same. A parameter that is unknown,
// given twice where one is wanted, empty or unreadable is an error: nothing
// is passed over in silence. Pages alone pass over empty ones, which forms
// send. A list in JSON has 20 items where limit is not given and MaxLimit at
// most; in jsonl, csv and html it is whole where limit is not given.
//
// generation names the one that must answer. Answers say theirs, so that pages
// of one list are of one state of the index: the generations before the one in
// force are kept for Limits.Keep, mostKept of them, and then are 410. An index
// that is taken away and built anew begins with gen-000001 again; a name means
// the one in force first.
//
// # Answers
//
// The JSON is package report's, byte for byte, but for the root of status:
// where documents lie is nobody's business over HTTP, unless their paths are
// absolute because they lie outside of it. Breakdowns and written forms are
// whole, whatever limit says. Errors are RFC 9457's problem+json with the
// members of the command line's beside: error, hint, path, column.
//
//	400  a parameter or the query can't be read; column counts in q
//	401  no token, or a wrong one
//	403  a Host that is not ours, or a form of another site
//	404  nothing at this path, no such document or section, nothing to draw
//	405  another method
//	408  the draft did not arrive within Limits.Arrival
//	409  several documents are called so
//	410  the generation is no longer open
//	413  the draft is too large
//	415  the body is of a type that is no draft
//	422  the query asks for too much: work, places of one quotation, or an
//	     answer larger than Limits.Answer
//	500  the index can't be read
//	503  more requests at a time than there are places; Retry-After is set
//
// An answer is made whole before its first byte goes out. So a failure on the
// way still has its status, and a slow client holds neither a generation nor
// one of the places for work. Each kind of request has places of its own
// (cost), so that nobody waits for a page while others count. Only lines of
// mentions for keeping (jsonl, csv, html) are sent while they are made: a
// client must take something every Limits.Patience, and what fails on the way
// breaks the connection off, so that no client takes a part for the whole.
//
// # Whom it answers
//
// On a loopback address this machine alone; elsewhere who has a token, or
// everybody where that was asked for. A request whose Host is a name that is
// not ours is refused, so that no web page elsewhere can reach the server
// through a name of its own (DNS rebinding), and a form that another site
// sends, too. Signing in gives a cookie that proves it without holding the
// token. No parameter is ever a file name; drafts are read in memory, with a
// bound, and kept nowhere. Pages run our one script and load nothing from
// elsewhere; they are complete without it.
//
// Connections beyond Limits.Connections close the one that was idle longest,
// so that those who only sit there keep nobody out.
package server
