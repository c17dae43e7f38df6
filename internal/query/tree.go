package query

// Node is one node of a query's tree. String prints it in canonical form;
// parsing that gives an equal tree.
type Node interface {
	String() string
	node()
}

type (
	// Word is a bare word: it ranks documents and demands nothing alone.
	Word struct{ Text string }

	// Phrase demands its parts in this order; between Parts[i] and
	// Parts[i+1] stand at most Gaps[i] letters. Without gaps it is one part.
	Phrase struct {
		Parts []string // at least one
		Gaps  []int    // len(Parts)-1
	}

	// Near demands A and B in one paragraph with at most Within letters
	// between their facing ends; Ordered (BEFORE) wants A first.
	Near struct {
		A, B    Phrase
		Within  int
		Ordered bool
	}

	// Field demands something of a document's metadata.
	Field struct {
		Name     string // canonical English name of a FieldDef
		Value    string // as written, for all fields but dates
		From, To string // dates: ISO of the precision written, either may be empty
	}

	// Not excludes the documents that X selects.
	Not struct{ X Node }
	// And and Or have at least two operands, none of its own kind.
	And struct{ Xs []Node }
	Or  struct{ Xs []Node }
)

func (Word) node()   {}
func (Phrase) node() {}
func (Near) node()   {}
func (Field) node()  {}
func (Not) node()    {}
func (And) node()    {}
func (Or) node()     {}
