// Package concord answers: where is this mentioned, in what words, how often,
// when and by whom? And beside which words, and where in each document?
//
// # Counts
//
// Everything is counted, then some of it is shown: the counts never depend on
// what is shown. Occurrences are the same number whichever way they are added
// up: over documents, written forms, years, issuers, types or neighbours. What
// is unknown (a document without a date) has a row of its own, key "". A rate
// is of all letters of the documents asked, with and without mentions.
//
// # Reading order
//
//	source.go       what is asked: an index, or a brute scan
//	question.go     what is looked for, and in which documents
//	stream.go       documents with mentions, read side by side, in order
//	concordance.go  lines in context: New, Count, Mentions
//	pick.go sort.go which lines, and in which order
//	counter.go form.go breakdown.go
//	                the counts of a concordance
//	group.go matrix.go strip.go
//	                counts instead of lines: Groups, Matrix, Strips
//	collocate*.go   words that stand near
//	concept*.go     the concept file
//
// # Concepts
//
// A concept file (ReadConcepts) names things that texts speak of in several
// ways. The mentions of a concept are the matches of its forms, less those
// that lie inside a match of its exclusions, less those that lie inside a form
// of a narrower concept, at any depth, which that one's exclusions leave; or
// with the mentions of all narrower concepts, each less its own exclusions. So a concept is counted
// once at a place, whichever of its forms overlap there (the leftmost, then
// the longest, counts), and a broader and a narrower one share a place only
// where a form of the broader is the longer of the two.
//
// # Memory
//
// Nothing grows with the number of mentions. Lines are made when they are
// wanted, and counted on the way or before, as the answer needs it; sorting
// holds chunks of 8 MB of them, a few at once, and takes the rest through a
// temporary file.
package concord
