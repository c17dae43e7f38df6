// Package brute answers the same questions as an index with no index: it
// reads every text. It is what `--brute` runs, and the judge of tests.
//
// So it is written apart from package match, plainly, from the words of the
// contract, and shares with it only the types of patterns and hits and what
// one rune folds to (analysis.FoldRune).
//
// A Source asks one pattern of many documents. A Set asks many patterns of
// one text in one pass, so that thousands can be judged in reasonable time.
package brute
