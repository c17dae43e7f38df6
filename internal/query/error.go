package query

import "fmt"

// SyntaxError says where a query can't be read and what to write instead.
type SyntaxError struct {
	Column  int    // 1-based, in code points of the query
	Message string // what is wrong there
	Hint    string // what to write instead, never empty
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("column %d: %s; %s", e.Column, e.Message, e.Hint)
}

func errAt(column int, message, hint string) error {
	return &SyntaxError{Column: column, Message: message, Hint: hint}
}
