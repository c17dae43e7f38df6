package match

// swap is two pieces that changed places: a letters, then between, then b
// letters of the one text are b, between, a in the other.
//
//	one    … A A A x B B …
//	other  … B B x A A A …
type swap struct{ a, between, b int }

func (s swap) size() int { return s.a + s.between + s.b }

// cost is one for neighbours: one piece was moved past the other. Around
// something else two were moved.
func (s swap) cost() int {
	if s.between > 0 {
		return 2
	}
	return 1
}

const (
	maxPiece   = 40 // letters of a piece that changes places
	maxBetween = 4  // letters between two pieces that do
	maxAlike   = 2  // letters that two such pieces begin with alike
)

// swaps yields the swaps that begin at i of q and j of t. The pieces differ in
// one of their first letters: so nothing is looked for where the texts agree.
// places is where in q the symbol t[j] stands, rising.
func swaps(q, t []symbol, places []int, i, j int, yield func(swap)) {
	if len(places) == 0 || places[len(places)-1] <= i || agree(q[i:], t[j:]) {
		return
	}
	for _, p := range places {
		if p <= i {
			continue
		}
		if p-i > maxPiece+maxBetween {
			return
		}
		for b := 1; b <= maxPiece && p+b <= len(q) && j+b < len(t) && q[p+b-1] == t[j+b-1]; b++ {
			swapsOf(q[i:p], t[j+b:], b, yield)
		}
	}
}

// agree tells whether two texts begin with more letters alike than two pieces
// that change places may.
func agree(q, t []symbol) bool {
	for k := range min(maxAlike+1, len(q), len(t)) {
		if q[k] != t[k] {
			return false
		}
	}
	return true
}

// swapsOf yields the swaps of pieces in front, which ends where a piece of b
// letters begins, with that one; behind it, in the other text, follows rest.
func swapsOf(front, rest []symbol, b int, yield func(swap)) {
	for between := 0; between <= maxBetween && between < len(front); between++ {
		a := len(front) - between
		if a <= maxPiece && hasPrefix(rest, front[a:], front[:a]) {
			yield(swap{a, between, b})
		}
	}
}

// hasPrefix tells whether list begins with x and then y.
func hasPrefix(list, x, y []symbol) bool {
	if len(list) < len(x)+len(y) || list[len(x)] != y[0] {
		return false
	}
	for i, s := range x {
		if list[i] != s {
			return false
		}
	}
	for i, s := range y {
		if list[len(x)+i] != s {
			return false
		}
	}
	return true
}
