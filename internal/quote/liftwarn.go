package quote

import (
	"cmp"
	"fmt"
	"slices"
)

// maxWarned is how many warnings of a kind a draft gets before the rest is
// counted.
const maxWarned = 20

// warning kinds.
const (
	neverClosed = iota
	stray
	tooLong
	tooDeep
	openTitle
	strayTitle
	mixedMarks
	warningKinds
)

// warner collects warnings, of each kind no more than maxWarned.
type warner struct {
	list  []Warning
	count [warningKinds]int
	next  [warningKinds]int // where the first that is only counted stands
}

func (w *warner) add(kind, off int, format string, args ...any) {
	switch n := w.count[kind]; {
	case n < maxWarned:
		w.list = append(w.list, Warning{Off: off, Text: fmt.Sprintf(format, args...)})
	case n == maxWarned:
		w.next[kind] = off
	}
	w.count[kind]++
}

func (w *warner) state() warner { return *w }

func (w *warner) restore(state warner) { *w = state }

// sorted is all warnings in order of place, with a line for those that were
// only counted.
func (w *warner) sorted() []Warning {
	for kind, n := range w.count {
		if n > maxWarned {
			w.list = append(w.list, Warning{Off: w.next[kind], Text: fmt.Sprintf("and %d more of the kind: %s", n-maxWarned, kindNames[kind])})
		}
	}
	slices.SortStableFunc(w.list, func(a, b Warning) int { return cmp.Compare(a.Off, b.Off) })
	return w.list
}

var kindNames = [warningKinds]string{
	"opening marks that are never closed", "closing marks that close nothing", "quotations that are too long",
	"quotations too deep in one another", "《 that are never closed", "》 that close nothing", "marks of different kinds that enclose a quotation",
}
