package query

// Walk visits n and everything in it, a node before what it holds and from left
// to right; the two phrases of a Near are visited too. Where visit answers false,
// what the node holds is left out.
func Walk(n Node, visit func(Node) bool) {
	if !visit(n) {
		return
	}
	switch n := n.(type) {
	case Near:
		visit(n.A)
		visit(n.B)
	case Not:
		Walk(n.X, visit)
	case And:
		walkAll(n.Xs, visit)
	case Or:
		walkAll(n.Xs, visit)
	}
}

func walkAll(xs []Node, visit func(Node) bool) {
	for _, x := range xs {
		Walk(x, visit)
	}
}

// Words are the bare words that rank, in order: those not under an exclusion.
func Words(n Node) []string {
	var words []string
	Walk(n, func(n Node) bool {
		switch n := n.(type) {
		case Not:
			return false
		case Word:
			words = append(words, n.Text)
		}
		return true
	})
	return words
}

// OnlyFields tells whether n finds documents by their fields alone, so that
// nothing ranks them and they are listed by date. Exclusions don't count.
func OnlyFields(n Node) bool {
	only := true
	Walk(n, func(n Node) bool {
		switch n.(type) {
		case Not:
			return false
		case Word, Phrase, Near:
			only = false
		}
		return only
	})
	return only
}

// findsSomething tells whether n selects documents by what they hold, not only
// by what they lack.
func findsSomething(n Node) bool {
	switch n := n.(type) {
	case Not:
		return false
	case And:
		for _, x := range n.Xs {
			if findsSomething(x) {
				return true
			}
		}
		return false
	case Or: // the parser has proved each side
		return true
	}
	return true
}
