// Package quote answers: where do these words stand, and are they quoted
// rightly?
//
// Trace finds one quotation in a source of documents. Check lifts the
// quotations and citations out of a draft and judges each one. Both want two
// things of a source: where words stand as they are (Find), of which it gives
// every place, and where they stand with slips (Near). An index is such
// a source, and so is a scan of all texts; they give the same answers, but for
// what is only the closest.
//
// # Reading order
//
//	verdict.go, claim.go, source.go   the values; names and verdicts are those of library
//	lift.go and lift*.go              draft → claims: marks, names, terms, citations
//	trace.go                          a quotation in pieces, parted at ellipses
//	find.go, row.go, closest.go       pieces → places in documents
//	place.go                          a place in words: verdict, edits, the sentence around it
//	check.go, judge.go                claims → verdicts
//	fix.go and fix*.go                near quotations → the source's words as printed
//
// # Verdicts
//
// Exact and equivalent are proved: the letters are equal (match.Loose), and
// for exact all else too, marks at the edges included, but for white space,
// format characters and ends of paragraphs. What is equal in letters is found
// in every document.
//
// Near is what AllowedEdits edits make of the quotation (match.Near says what
// an edit is). With the default of 0.85 nothing near is missed; below 0.75 a
// place must also share a quarter of the pairs of letters. Similarity is
// 1 − edits/letters. Edits are told from the draft: done to it, they give the
// letters of the source.
//
// # Fixes
//
// Edits are letters; a fix is the source's words as it prints them: all that
// stands between the marks of a near quotation is replaced by the stretch of the
// source from the first quoted letter to the last, marks inside included; of a
// quotation with ellipses each part by its own. The marks at the edges are the
// draft's, as its sentence needs them, but for partners that would be missing.
// Wrapped lines and ends of paragraphs of the source are left out; quotation
// marks are written one level deeper. The draft keeps its script and its width:
// letters that both have stay as they are, others are written in the draft's
// script where that is one character and no other; digits and ，；：！？（） in
// its width, where draft and source differ in nearly all of them.
//
// A fix must be sure. None have quotations whose source is not: ascribed to a
// person or a document that is not in the corpus, as near to other words,
// standing in another part than the one named, or word for word elsewhere; nor
// those inside a quotation that is right or fixed itself. The reason is said.
//
// Closest is a hint and no verdict: where nothing is near, the place that is
// most like the words, with what seems left out in them, looked for in the
// fewTexts documents that hold most of what is rare in the quotation.
//
// A place from which an ellipsis of the quotation leaves out a negation that
// governs what is quoted (swallow.go) is near, also without edits.
//
// A citation is one claim for each member of a list (第四条第一、五款). What the draft
// cites of itself (本条例第九条) is judged by its own articles (own.go). What begins
// like a part of a document behind a name and can't be read is unsure.
//
// A quotation of more than match.MaxNearLetters letters is looked for with
// slips in pieces, cut at the ends of sentences; edits and what stands between
// the pieces add up.
//
// # What is promised
//
//   - A draft never vouches for itself: documents of its path, and those with
//     the same letters, are left out. Nor does a document that is dated later
//     than the cut; one without a date does.
//   - Lift takes linear time and bounded memory beside its claims, whatever the
//     draft. Judging is linear in the number of claims.
//   - Nothing here opens a file, prints, or changes a document.
package quote
