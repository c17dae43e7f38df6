// Package match answers: where exactly does this pattern stand in this
// folded text?
//
// It is the judge behind every hit: an index may propose texts, this package
// looks at the text. What matching means is section by section in the tests
// of the package; in short: letters must be equal (analysis.Fold), and what
// stands between two letters must be equal as far as the Mode cares: to exact
// quotation marks, title marks and note marks are nothing, as package analysis
// has it. No
// match starts or ends inside a number, a Latin word, or what one rune folds
// to.
//
// A Matcher holds alternatives (OR) and exclusions. At the leftmost position
// where any alternative matches the longest wins, and the next search starts
// at its end, so nothing counts twice; a match that lies wholly inside an
// occurrence of an exclusion is dropped before that choice. Both may be whole
// patterns, with exclusions of their own (Pattern.Also, Pattern.Except), and
// so on down.
//
// Each alternative is a row of literal parts with gaps, or two such rows
// that stand near each other. Its matches are at most one for each start: a
// gap takes as few letters as it can, a near hit ends with the nearest
// partner behind it.
package match
