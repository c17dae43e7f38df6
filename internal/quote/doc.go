// Package quote answers: where do these words stand, and are they quoted
// rightly?
package quote
