// Bench measures yinzheng beside ripgrep on a folder of documents and prints
// the table of the README:
//
//	make bench CORPUS=../shared/corpus
//
// Every figure is the median of several runs of a whole cold process; what
// two programs do is timed in turns, so that a ratio comes from one run.
// With -scale 10 the queries are timed again on ten times the text: copies
// of the corpus in which one Han character in forty is another one.
package main
