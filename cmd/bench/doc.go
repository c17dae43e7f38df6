// Bench measures yinzheng beside ripgrep on a folder of documents and prints
// the table of the README:
//
//	make bench CORPUS=../shared/corpus
//
// Times are of whole cold processes: of queries and small updates the median
// of several runs, of builds, collocates and sorted exports one run; what two
// programs do is timed in turns, so that a ratio comes from one run. Memory is
// the most of all runs.
// With -scale 10 queries and updates are timed again on ten times the text:
// copies of the corpus in which one Han character in forty is another one.
package main
