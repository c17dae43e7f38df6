// Package library answers: which documents does this name mean?
//
// A name is what people call a document by: its title, a shorter form of it,
// its 文号, what a report was given to (党的二十大报告), with or without the year
// of a version and the article that is meant. Find tells the documents, Article
// the part of one, Cite whether a draft names them rightly, and In where known
// titles stand in a text that has no marks around them. Named answers for what
// a person typed, and InQuery for a search.
//
// # Reading order
//
//	values.go     names, verdicts, edits, places
//	library.go    a name → documents: title first, 文号 where the title is unknown
//	title.go      titles and the forms they are shortened to, filed by letters
//	number.go     文号: what makes two of them one
//	report.go     reports called by what they were given to
//	version.go    the year of a version, and what stands beside 《 and 》
//	article.go    条, 款 and 项 in a document
//	shelf.go      documents in memory, each with its articles
//	similar.go    titles that are one slip away; near.go is the slip
//	cite.go       citations → verdicts
//	asked.go      what a person typed, taken apart: name, version, part
//	meaning.go    a typed name → works, each in its versions and files
//	answer.go     what stands under a typed name: a document, a part, its namesakes
//	query.go      searches that are a name
//	bare.go       titles in running text
//
// # What is promised
//
//   - Of a source it wants a row of documents, what describes each, and its
//     text when a part of it is asked for (Source). It makes no index of texts.
//   - A name that could mean documents of many titles or issuers means none: in
//     doubt the answer is that it is not known, with a note why.
//   - All methods may be called side by side. At most maxKept bytes of documents
//     are kept.
//   - Nothing here opens a file, prints, or changes a document.
package library
