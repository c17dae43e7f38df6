package match

import (
	"math"
	"slices"

	"yinzheng/internal/analysis"
)

// Slip is one difference between two texts, a run of edits of one kind.
type Slip struct {
	Op   SlipOp
	A, B Span // bytes of the one text and of the other
	To   int  // Moved: the byte of the one text before which the piece belongs
}

// SlipOp is a kind of difference, told as what must be done to the one text.
type SlipOp uint8

// The kinds of difference.
const (
	Replaced SlipOp = iota // A by B
	Inserted               // B at A, which is empty
	Deleted                // A; B is empty
	Moved                  // A to To; it stands at B in the other
)

// Align makes text a into text b by as few edits as it can, and of the ways
// to do so takes one with few slips. Cost is the number of edits: a letter
// replaced, inserted or deleted is one, a piece moved is one. Where two pieces
// around something else changed places, both are moved.
//
// Done to a, the slips give text whose letters are those of b, and the marks
// beside an inserted or deleted piece come and go with it. Slips are in order
// of A and don't overlap.
//
// Time and memory are in the product of the lengths: 25 bytes for each pair of
// a letter of a and one of b, so 12 MB for texts of 700.
func Align(a, b string) (slips []Slip, cost int) {
	x, y := pinned(a), pinned(b)
	t := newAlignTable(x.series, y.series)
	t.fill()
	steps := t.steps()
	list := runsOf(x, y, steps)
	for n, r := range list {
		if r.kind != same {
			beside := n == 0 || list[n-1].kind == same
			behind := n == len(list)-1 || list[n+1].kind == same
			slips = append(slips, slipsOf(x, y, r, steps, beside, behind)...)
		}
	}
	slices.SortStableFunc(slips, func(p, q Slip) int { return p.A.Start - q.A.Start })
	return slips, t.cost()
}

// run is the steps [from, to) of an alignment, which make one slip or none.
type run struct {
	kind     stepKind
	from, to int
}

// runsOf joins steps of one kind, swaps excepted.
func runsOf(x, y pins, steps []step) (runs []run) {
	for from := 0; from < len(steps); {
		r := whole(x, y, steps, from)
		if last := len(runs) - 1; last >= 0 && r.kind != swapped && runs[last].kind == r.kind {
			runs[last].to = r.to
		} else {
			runs = append(runs, r)
		}
		from = r.to
	}
	return runs
}

// whole is the fewest steps from this one on that part nothing a rune folds
// to. Steps of several kinds replace what they lead over.
func whole(x, y pins, steps []step, from int) run {
	r := run{steps[from].kind, from, from + 1}
	if parts(x, y, steps[from]) {
		r.kind = replaced
	}
	for ; r.to < len(steps) && (inRune(x, steps[r.to].i) || inRune(y, steps[r.to].j)); r.to++ {
		if steps[r.to].kind != r.kind || r.kind == swapped {
			r.kind = replaced
		}
	}
	return r
}

// parts tells whether a swap takes apart what a rune folds to.
func parts(x, y pins, s step) bool {
	w := s.swap
	return s.kind == swapped && (inRune(x, s.i+w.a) || inRune(x, s.i+w.a+w.between) ||
		inRune(y, s.j+w.b) || inRune(y, s.j+w.b+w.between))
}

// inRune tells whether symbol i is in the middle of what a rune folds to (m² of
// ㎡), which no slip parts.
func inRune(p pins, i int) bool {
	return i > 0 && i < len(p.bytes) && p.bytes[i].End == p.bytes[i-1].End
}

// pins is a text as symbols that know their bytes, those of a gap that matters
// included.
type pins struct {
	text string
	series
	bytes []Span
}

func pinned(text string) pins {
	f := analysis.Fold(text)
	s := symbolsOf(nil, f, 0, len(f.Units))
	p := pins{text: text, series: s.series, bytes: make([]Span, len(s.list))}
	for i, x := range s.list {
		p.bytes[i].Start, p.bytes[i].End = f.Bytes(text, s.at[i], s.at[i]+1)
		if x.gapped() {
			p.bytes[i].Start = p.bytes[i-1].End
		}
	}
	return p
}

// end is the byte behind symbol i-1, start that of symbol i; at the edges of
// the text both are where its symbols begin or end.
func (p pins) end(i int) int {
	if i > 0 {
		return p.bytes[i-1].End
	}
	return p.start(0)
}

func (p pins) start(i int) int {
	if i < len(p.bytes) {
		return p.bytes[i].Start
	}
	if i > 0 {
		return p.bytes[i-1].End
	}
	return 0
}

// stepKind is how a cell of an alignTable is reached.
type stepKind uint8

const (
	same stepKind = iota
	replaced
	inserted
	deleted
	swapped
	stepKinds
)

// step is one move through the table, from the symbols i of a and j of b.
type step struct {
	kind stepKind
	i, j int
	swap swap
}

// alignTable is the table of a global alignment (Needleman and Wunsch 1970),
// with swaps. Each cell has a value for each kind of step that can lead to it:
// edits first, then the number of slips, so that of equally cheap ways the
// plainest wins.
type alignTable struct {
	a, b   []symbol
	places map[symbol][]int // of a
	value  []uint32         // cell (i, j), kind k: edits<<16 | slips
	from   []stepKind       // the kind of the step before
	swaps  map[int]swap     // by cell, of its swapped
	finder swapFinder
}

func newAlignTable(x, y series) *alignTable {
	a, b := x.list, y.list
	size := (len(a) + 1) * (len(b) + 1) * int(stepKinds)
	t := &alignTable{a: a, b: b, places: placesOf(a), value: make([]uint32, size), from: make([]stepKind, size), swaps: map[int]swap{}}
	t.finder.open(x, y)
	for i := range t.value {
		t.value[i] = math.MaxUint32
	}
	return t
}

func (t *alignTable) cell(i, j int) int { return (j*(len(t.a)+1) + i) * int(stepKinds) }

const oneEdit = 1 << 16

func (t *alignTable) fill() {
	t.value[t.cell(0, 0)+int(same)] = 0
	for j := 0; j <= len(t.b); j++ {
		for i := 0; i <= len(t.a); i++ {
			t.advance(i, j)
		}
	}
}

// advance carries the values of a cell on.
func (t *alignTable) advance(i, j int) {
	best, kind := t.best(i, j)
	if i < len(t.a) && j < len(t.b) {
		if t.a[i] == t.b[j] {
			t.reach(i+1, j+1, same, best, kind)
		} else {
			t.edit(i, j, i+1, j+1, replaced)
		}
		t.finder.find(t.places[t.b[j]], i, j, maxSwapCost, func(s swap) {
			value := best + uint32(s.cost())*oneEdit + 2 // rather anything else for as much
			if t.reach(i+s.size(), j+s.size(), swapped, value, kind) {
				t.swaps[t.cell(i+s.size(), j+s.size())] = s
			}
		})
	}
	if i < len(t.a) {
		t.edit(i, j, i+1, j, deleted)
	}
	if j < len(t.b) {
		t.edit(i, j, i, j+1, inserted)
	}
}

// edit carries the cell (i, j) on to (k, l) by a step of one edit, which goes
// on with the slip before if that is of its kind.
func (t *alignTable) edit(i, j, k, l int, kind stepKind) {
	best, last := t.best(i, j)
	t.reach(k, l, kind, best+oneEdit+1, last)
	if v := t.value[t.cell(i, j)+int(kind)]; v != math.MaxUint32 {
		t.reach(k, l, kind, v+oneEdit, kind)
	}
}

func (t *alignTable) reach(i, j int, kind stepKind, value uint32, from stepKind) bool {
	at := t.cell(i, j) + int(kind)
	if value >= t.value[at] {
		return false
	}
	t.value[at], t.from[at] = value, from
	return true
}

// best is the least value of a cell, and the kind of its last step.
func (t *alignTable) best(i, j int) (value uint32, kind stepKind) {
	at := t.cell(i, j)
	value = t.value[at]
	for k := same + 1; k < stepKinds; k++ {
		if v := t.value[at+int(k)]; v < value {
			value, kind = v, k
		}
	}
	return value, kind
}

func (t *alignTable) cost() int {
	value, _ := t.best(len(t.a), len(t.b))
	return int(value >> 16)
}

// steps is the cheapest way through the table.
func (t *alignTable) steps() []step {
	var back []step
	i, j := len(t.a), len(t.b)
	_, kind := t.best(i, j)
	for i > 0 || j > 0 {
		before := t.from[t.cell(i, j)+int(kind)]
		s := step{kind: kind}
		switch kind {
		case same, replaced:
			i, j = i-1, j-1
		case deleted:
			i--
		case inserted:
			j--
		case swapped:
			s.swap = t.swaps[t.cell(i, j)]
			i, j = i-s.swap.size(), j-s.swap.size()
		}
		s.i, s.j = i, j
		back = append(back, s)
		kind = before
	}
	slices.Reverse(back)
	return back
}

// slipsOf makes a run a slip, or a swap one or two. beside and behind tell that
// the neighbours are the same in both texts.
func slipsOf(x, y pins, r run, steps []step, beside, behind bool) []Slip {
	first := steps[r.from]
	i, j := len(x.list), len(y.list) // where the steps end
	if r.to < len(steps) {
		i, j = steps[r.to].i, steps[r.to].j
	}
	switch {
	case r.kind == swapped:
		return movesOf(x, y, first)
	case first.i == i:
		at, b := pieceBetween(x, i, y, first.j, j, beside, behind)
		return []Slip{{Op: Inserted, A: Span{at, at}, B: b}}
	case first.j == j:
		at, a := pieceBetween(y, j, x, first.i, i, beside, behind)
		return []Slip{{Op: Deleted, A: a, B: Span{at, at}}}
	}
	return []Slip{{
		Op: Replaced,
		A:  Span{x.bytes[first.i].Start, x.bytes[i-1].End},
		B:  Span{y.bytes[first.j].Start, y.bytes[j-1].End},
	}}
}

// pieceBetween is where in the text without it, before symbol i, the symbols
// [from, to) of the text with it belong, and which bytes of that text come
// along: of the marks on both sides those that the text without it lacks.
// beside and behind tell that the neighbours are the same in both texts.
//
//	without  … P ，     N …         comes along: piece and its second comma
//	with     … P ， piece ， N …
func pieceBetween(without pins, i int, with pins, from, to int, beside, behind bool) (at int, piece Span) {
	piece = Span{with.start(from), with.bytes[to-1].End}
	before, after := Span{with.end(from), piece.Start}, Span{piece.End, with.start(to)}
	gap := without.text[without.end(i):without.start(i)]
	atEdge := i == 0 || i == len(without.bytes)
	switch {
	case !beside || !behind || atEdge && from > 0 == (to < len(with.bytes)):
		return without.end(i), piece
	case i == len(without.bytes) && i > 0, gap == "" && !atEdge && after.Start == after.End,
		gap != "" && gap == with.text[after.Start:after.End] && gap != with.text[before.Start:before.End]:
		return without.end(i), Span{before.Start, piece.End}
	case gap == "" && !atEdge:
		return without.end(i), Span{before.Start, after.End}
	}
	return without.start(i), Span{piece.Start, after.End}
}

// movesOf is the slips of a swap: the shorter of two neighbours is moved.
func movesOf(x, y pins, s step) []Slip {
	a := Span{x.bytes[s.i].Start, x.bytes[s.i+s.swap.a-1].End}
	b := Span{x.bytes[s.i+s.swap.a+s.swap.between].Start, x.bytes[s.i+s.swap.size()-1].End}
	moveA := Slip{Op: Moved, A: a, To: b.End,
		B: Span{y.bytes[s.j+s.swap.size()-s.swap.a].Start, y.bytes[s.j+s.swap.size()-1].End}}
	moveB := Slip{Op: Moved, A: b, To: a.Start,
		B: Span{y.bytes[s.j].Start, y.bytes[s.j+s.swap.b-1].End}}
	switch {
	case s.swap.between > 0:
		return []Slip{moveA, moveB}
	case s.swap.a <= s.swap.b:
		return []Slip{moveA}
	}
	return []Slip{moveB}
}
