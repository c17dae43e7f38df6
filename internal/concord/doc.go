// Package concord answers: where is this mentioned, in what words, how often,
// when and by whom?
//
// Everything is counted, then a window of the mentions is shown: the counts
// never depend on the window. Occurrences are the same number whichever way
// they are added up: over documents, written forms, years, issuers or types.
// What is unknown (a document without a date) has a row of its own, key "".
package concord
