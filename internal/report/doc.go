// Package report turns answers into text, JSON, JSON lines and CSV. Nothing
// else in the program prints, and it asks nothing: what it is given is whole.
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
//	mentions  {query, mode, occurrences, documents, complete, generation, limit, offset,
//	           unread: [{path, reason}], forms: [{text, occurrences}],
//	           by: {year: [{key, occurrences, documents, letters, rate}], issuer: […], type: […]},
//	           mentions: [{document, section, start, end, line, before, match, after}]}
//	count     {query, mode, occurrences, documents, complete, generation}    mentions --count
//	index     {generation, new, changed, removed, unchanged, skipped, bytes, took_ms, complete,
//	           unread: [{path, reason}], files: [{path, status, reason}]}
//	           files holds what is not unchanged; status is new, changed, removed or unread
//	status    {generation, root, built, documents, texts, passages, letters, text_bytes, index_bytes,
//	           dictionary, user_words, layout, fold, readers, skipped, complete, unread: [{path, reason}]}
//	show      {document, generation, section, start, end, line, text,
//	           outline: [{path, label, name, level, start, end, line}], warnings: […]}
//	           section is null for a whole document; outline holds the sections inside what is shown
//	error     {error, hint, path, column}    column in code points of the query
//
// rate is occurrences in 10,000 letters, to four decimals; took_ms is in
// milliseconds, to one. Answers are indented by two, but each of hits and
// mentions is a line.
//
// # JSON lines
//
// One hit, mention, file or section a line, then the rest of the answer,
// without that list, as the last line. Status, count and error are one line.
//
// # CSV
//
// The list alone, with a header (RFC 4180, UTF-8, no byte order mark); an
// unknown value is empty. Search has a row for each passage, status for each
// unread file, show for each section of the outline.
//
// # Text
//
// For people, and subject to change. A Han character takes two columns.
package report
