// Package server answers over HTTP what the verbs answer on the command line:
// the same parameters, the same JSON, and a page for people.
//
//	GET /              the page; /?q=… searches
//	GET /api/search    q, sort (relevance, date, -date), limit, offset
//	GET /api/mentions  q, mode (exact, loose, raw), pattern, limit, offset,
//	                   and title, issuer, date, type, path, each as often as one likes
//	GET /static/…      what the page is dressed in
//
// # Parameters
//
// They are named like the flags of search and mentions and mean the same. q
// is needed (the page without it is the start). A parameter that is unknown,
// given twice where one is wanted, empty or unreadable is an error: nothing
// is passed over in silence. limit is from 1 to MaxLimit, 20 where it is not
// given; a longer list is paged through with offset.
//
// # Answers
//
// The JSON is package report's, byte for byte; generation says which state
// of the index answered. Errors are {error, hint, path, column} with the
// status
//
//	400  a parameter or the query can't be read; column counts in q
//	403  the Host is no name of this machine's loopback
//	404  there is nothing at this path
//	405  something other than GET or HEAD
//	422  the query asks for more work than Limits.Work
//	500  the index can't be read
//	503  more requests at a time than Limits.Concurrent; Retry-After is set
//
// An answer is made whole before its first byte goes out. So a failure on
// the way still has its status, and a slow client holds neither a
// generation nor one of the places for work.
//
// # Whom it answers
//
// This machine alone. Listen takes loopback addresses only, and a request
// whose Host is another name is refused, so that no web page elsewhere can
// reach the server through a name of its own (DNS rebinding). No parameter
// is ever a file name. Pages run no script and load nothing from elsewhere.
package server
