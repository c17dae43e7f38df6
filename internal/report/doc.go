// Package report turns answers into text, JSON, JSON lines and CSV, those about
// mentions into pages (HTML) and pictures (SVG) too. Nothing else in the program
// prints, and it asks nothing: what it is given is whole.
//
// # JSON
//
// Names are in snake_case. Spans (start, end) are bytes of the document's
// text, lines are 1-based lines of its file. A value that is unknown is null;
// in the breakdowns of mentions it is the row with the key "". Lists are
// never null. Every list answer has complete, generation, limit (0 = all) and
// offset; complete is false when some file could not be read.
//
//	document  {id, path, title, issuer, number, date, type, encoding}
//	search    {query, total, took_ms, complete, generation, limit, offset,
//	           hits: [{document, score, passages: [{section, start, end, line, snippet: [{text, match}]}]}]}
//	scope     mode, pattern, narrower, filters, complete, generation, limit, offset, unread: [{path, reason}]
//	           pattern: the query has operators; narrower: mentions of narrower concepts count too;
//	           filters is {flag: [values]}
//	asked     query, concept, occurrences, documents, scope
//	           concept is {name, forms, exclusions, narrower: [names]}, null for a term
//	mentions  {asked, sort, sample: {size, seed}, forms: [{text, occurrences}],
//	           by: {year: [{key, occurrences, documents, letters, rate}], issuer: […], type: […]},
//	           mentions: [{document, section, start, end, line, before, match, after}]}
//	           sample is null where nothing was drawn
//	count     {asked}    mentions --count
//	groups    {asked, group, rows, groups: [{key, occurrences, documents, letters, rate}]}    mentions --group
//	           rows is the length of the whole list; letters and rate are null unless the key is of
//	           documents (year, issuer, type, document); the key "" is unknown, or the edge of a paragraph
//	collocates {asked, span, measure, at_least, near_tokens, tokens, words,
//	           collocates: [{word, near, total, expected, score}]}    words is the length of the whole list
//	dispersion {asked, cells, strips: [{document, letters, occurrences, cells: [n, …]}]}
//	matrix    {by, scope,
//	           series: [{query, occurrences, documents, rows: [{key, occurrences, documents, letters, rate}]}]}
//	           mentions --all-concepts, --concept A --concept B, --chart; all series have the same keys
//	concepts  {file, rows, scope, concepts: [{name, occurrences, documents, forms, exclusions, broader,
//	           narrower, note}]}    mentions --list-concepts; rows is the number of concepts in the file
//	index     {generation, new, changed, removed, unchanged, skipped, bytes, took_ms, complete,
//	           unread: [{path, reason}], files: [{path, status, reason}]}
//	           files holds what is not unchanged; status is new, changed, removed or unread
//	status    {generation, root, built, documents, texts, passages, letters, text_bytes, index_bytes,
//	           dictionary, user_words, layout, fold, readers, skipped, complete, unread: [{path, reason}]}
//	show      {document, generation, section, start, end, line, text,
//	           outline: [{path, label, name, level, start, end, line}], warnings: […]}
//	           section is null for a whole document; outline holds the sections inside what is shown
//	error     {error, hint, path, column}    column in code points of the query, or of the line
//
// rate is occurrences in 10,000 letters, to four decimals; took_ms is in
// milliseconds, to one. Answers are indented by two, but each item of a long
// list is a line.
//
// # JSON lines
//
// One hit, mention, file or section a line, then the rest of the answer,
// without that list, as the last line. Status, count and error are one line.
//
// # CSV
//
// The list alone, with a header (RFC 4180, UTF-8) and a byte order mark, by
// which Excel knows UTF-8; an unknown value is empty. A cell that a
// spreadsheet would take for a formula (= + - @ of either width, a tab or a line end, first) has ' in front. Search
// has a row for each passage, status for each unread file, show for each
// section of the outline, a matrix for each key, with a column for each
// series. Whether an answer is complete does not fit in: the program says it
// beside.
//
// # HTML
//
// One page of its own, in Chinese with English beside: it needs no other file
// and asks for none. The lines are written as they come.
//
// # Text
//
// For people, and subject to change. A Han character takes two columns.
package report
