// Package report turns answers into text, JSON, JSON lines and CSV, those about
// mentions into pages (HTML) and pictures (SVG) too, that of check into a page
// and what code review shows (SARIF, GitHub annotations). Nothing else in the program
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
//	document  {id, path, title, issuer, number, date, type, effective, repealed, encoding}
//	           effective and repealed are the dates from which it is in force (施行日期) and no longer is
//	           (废止日期)
//	search    {query, total, tier, tiers: {verbatim, all, some}, parts, took_ms, filters, split,
//	           article: {document, section, start, end, line, text, parts: [document], versions: [document],
//	           also: [document], notes: […]}, complete, generation,
//	           limit, offset, hits: [{document, tier, score, passages: [{section, start, end, line, snippet: [{text, match}]}]}]}
//	           tiers counts the documents that hold the bare words as they stand (or there are none),
//	           all of their parts, or some; parts are these; tier is the only one that is listed and that
//	           total counts, null where all are: then total is the sum of tiers; split is the bare words
//	           that no document holds: their parts are looked for; article is what the bare words name
//	           (行政处罚法第33条), null unless they are a name: section and text are null for a whole document,
//	           document where nothing is shown, for a work in several files (parts), for what is called
//	           like several (also) or lacks what is named (notes); versions, also and notes as in show
//	scope     mode, pattern, narrower, no_copies, filters, complete, generation, limit, offset, unread: [{path, reason}]
//	           pattern: the query has operators; narrower: mentions of narrower concepts count too;
//	           no_copies: of documents with one text the first by path alone was asked;
//	           filters is {flag: [values]}, also elsewhere
//	totals    occurrences, documents, loose: {occurrences, documents}, copies: {occurrences, documents}
//	           loose is what loose mode finds of the same in the same documents, all of it: mostly more,
//	           but where exclusions lie at more places less; null if loose mode was asked, or a raw
//	           pattern has a part without letters; copies is how much stands in documents with the very
//	           text of one that was asked, too, and stands before them by path
//	asked     query, concept, totals, scope
//	           concept is {name, forms, exclusions, narrower: [names]}, null for a term
//	mentions  {asked, sort, sample: {size, seed}, forms: [{text, occurrences}],
//	           by: {year: [{key, occurrences, documents, letters, rate}], issuer: […], type: […]},
//	           mentions: [{document, section, start, end, line, before, match, after}]}
//	           sample is null where nothing was drawn
//	count     {asked}    mentions --count
//	counts    {scope, counts: [{query, totals}]}    mentions --count of several terms and concepts
//	groups    {asked, group, rows, groups: [{key, occurrences, documents, letters, rate}]}    mentions --group
//	           rows is the length of the whole list; letters and rate are null unless the key is of
//	           documents (year, issuer, type, document); the key "" is unknown, or the edge of a paragraph
//	collocates {asked, span, measure, at_least, near_tokens, tokens, words,
//	           collocates: [{word, near, total, expected, score}]}    words is the length of the whole list
//	dispersion {asked, cells, strips: [{document, letters, occurrences, cells: [n, …]}]}
//	matrix    {by, scope,
//	           series: [{query, totals, rows: [{key, occurrences, documents, letters, rate}]}]}
//	           mentions --all-concepts, of several terms and concepts, --chart; all series have the same keys
//	concepts  {file, rows, scope, concepts: [{name, totals, forms, exclusions, broader, narrower,
//	           note}]}    mentions --list-concepts; rows is the number of concepts in the file
//	standing  document, section, start, end, line, before, text, after, verdict, similarity
//	           before and after are the rest of the sentence; verdict is null for what is only the closest
//	edits     [{op, draft_start, draft_end, source_start, source_end, draft, source, draft_to}]
//	           op is replace, insert, delete or move; draft is what was quoted; draft_to is null unless
//	           the piece is moved, to before that byte; done to the draft they give the source's letters
//	quote     {quote, mode, near, verdict, occurrences, documents, first, first_proven, undated, unordered,
//	           filters, complete, generation, limit, offset, unread: [{path, reason}], closest, sources: [{standing, first, edits}]}
//	           occurrences and documents count all sources, near ones too; near is null for off; first
//	           is the index of the oldest dated source among all, or null; its source has first: true;
//	           first_proven (首见): nothing was filtered or unread, and undated and unordered are 0, the numbers
//	           of documents with the words that have no date, or one in the same year or month as the first;
//	           closest is like a source, where there are none; edits count bytes of quote
//	check     {fail_on, mode, near, complete, generation, limit, offset, unread: [{path, reason}],
//	           unreadable: [{path, reason}], summary: {claims, quotations, citations, terms, exact,
//	           equivalent, near, elsewhere, absent, unsure, warnings, failing, attribution_not_checked},
//	           files: [{path, before, before_from, own: [paths], terms, warnings: [{line, column, text}],
//	           claims: [{kind, text, line, column, end_line, end_column,
//	           names: [{text, person, title, number, annex, chapter, article, paragraph, item, point,
//	           unread, own}],
//	           nested, verdict, source: {standing}, edits, fix: {start, end, text}, unfixed, note, attribution}]}]}
//	           edits are letter by letter: done to the draft they give the source's letters. fix is what
//	           --fix, SARIF and the page write for a near quotation in the place of the bytes [start, end) of
//	           the draft's text, all between its marks, as the source prints it. It is null for citations and
//	           where unfixed says why nothing is written, and where nothing is wrong.
//	           attribution is checked where the source named was asked, or the document found is of the very
//	           one who is named; not_checked where the verdict speaks of the words alone; null where nobody
//	           is named. attribution_not_checked counts those of exact, equivalent and near
//	           unread is of the index, unreadable are drafts; before_from is draft or flag; own are
//	           documents left out, since they are this draft; lines and columns are of the draft's file,
//	           the end behind the last character; edits count bytes of the draft's text; failing counts the
//	           claims with a verdict of fail_on; limit and offset are 0. Of a name the parts of the document
//	           follow each other from the outside inwards, each element of a list being a claim of its own;
//	           unread is what begins like a part and can't be read as one; own: the draft itself is meant
//	index     {generation, dry_run, new, changed, renamed, removed, unchanged, unreadable, skipped, unknown,
//	           bytes, took_ms, complete, unread: [{path, reason}], remarks: […],
//	           files: [{path, status, from, reason}]}
//	           status is new, changed, renamed, removed, unchanged or unreadable; from is the path before
//	           the renaming or move; unreadable, skipped and unknown (neither there nor in the index) count files of
//	           this run, unread are those of the whole index; generation is null if there is none
//	status    {generation, fingerprint, root, built, documents, texts, passages, letters, text_bytes, index_bytes,
//	           dictionary, user_words, layout, fold, readers, skipped, complete, unread: [{path, reason}], gone: [path]}
//	           gone are documents whose files are not there any more, null over HTTP, where nobody looks;
//	           fingerprint is equal for equal documents under equal paths, dictionary and versions
//	verify    {generation, healthy, files, bytes, documents, texts, looked_for, took_ms, remarks: […],
//	           troubles: [{disease, path, reason, hint}]}
//	           texts were read and folded again, so many documents looked for by their own words
//	show      {document, generation, section, start, end, line, text,
//	           outline: [{path, label, name, level, start, end, line}], warnings: […],
//	           versions: [document], also: [document], notes: […]}
//	           section is null for a whole document; a part may be a 款, which no outline
//	           lists; outline holds the sections inside what is shown;
//	           versions are the same work's other documents, newest first, also those of other works
//	           that are called the same; notes say what is not quite as it was asked for
//	work      {title, generation, parts: [{document, first, last, articles, outline: [as in show]}],
//	           versions, also, notes}    show of a work in several files, where no part is named
//	           first and last are the labels of the first and the last of its articles
//	error     {error, hint, path, column}    column in code points of the query, or of the line
//
// section and path are where something stands, as a lawyer cites it: 第三章 第十二条第二款第（三）项,
// without the 款 where the article has but one paragraph; 第2條第2項第3款 in a document that counts
// as Taiwan does; 二、 （一） outside of articles. show takes them behind #.
//
// rate is occurrences in 10,000 letters, to four decimals; took_ms is in
// milliseconds, to one. Answers are indented by two, but each item of a long
// list is a line.
//
// # JSON lines
//
// One hit, mention, source, claim, file, section or part a line, then the rest of the answer,
// without that list, as the last line. Status, count and error are one line. A
// claim has the path of its draft; what else is known of the drafts is files in
// the last line.
//
// # CSV
//
// The list alone, with a header (RFC 4180, UTF-8) and a byte order mark, by
// which Excel knows UTF-8; an unknown value is empty. A cell that a
// spreadsheet would take for a formula (= + - @ of either width, a tab or a line end, first) has ' in front. Search
// has a row for each passage, check for each claim, status for each unread file, show for each
// section of the outline, or part of a work, a matrix for each key, with a column for each
// series. Whether an answer is complete does not fit in, nor what loose mode
// finds: the program says it beside.
//
// # HTML
//
// One page of its own, in Chinese with English beside: it needs no other file
// and asks for none. The lines are written as they come. That of check has each
// draft's whole text, its claims marked by colors and signs.
//
// # SARIF and GitHub annotations
//
// Of check: SARIF 2.1.0 with a rule for each kind of claim and verdict
// (quotation-near, citation-absent, …) and for marks that never close, and
// workflow commands with the same ids. What --fail-on names is an error, unsure
// a note (notice), the rest a warning; exact and equivalent claims are no
// results. A SARIF file ends where GitHub would refuse it, the gravest results
// first, and says how many it leaves out.
//
// # Text
//
// For people, and subject to change. A Han character takes two columns.
package report
