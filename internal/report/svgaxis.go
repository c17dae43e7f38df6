package report

import (
	"math"
	"strconv"

	"yinzheng/internal/concord"
)

// scale is an axis of rates: n steps up from 0, each 1, 2 or 5 times a power
// of ten.
type scale struct {
	step     float64
	n        int
	decimals int
}

// newScale reaches highest in at most six steps. Without any rate it has none.
func newScale(highest float64) scale {
	if highest <= 0 {
		return scale{}
	}
	exponent := math.Floor(math.Log10(highest / 5))
	power := math.Pow(10, exponent)
	s := scale{step: 10 * power, decimals: max(int(-exponent-1), 0)}
	for _, m := range []float64{1, 2, 5} {
		if m*power*5 >= highest*(1-1e-9) {
			s = scale{step: m * power, decimals: max(int(-exponent), 0)}
			break
		}
	}
	s.n = int(math.Ceil(highest/s.step - 1e-9))
	return s
}

// part is where a rate stands between 0 and the top, above 1 if beyond it.
func (s scale) part(rate float64) float64 {
	if s.n == 0 {
		return 0
	}
	return rate / (float64(s.n) * s.step)
}

// tick is the label of the i-th step.
func (s scale) tick(i int) string {
	if i == 0 {
		return "0"
	}
	return strconv.FormatFloat(float64(i)*s.step, 'f', s.decimals, 64)
}

const (
	leastStep   = 14.0  // between two years
	leastPlot   = 520.0 // width of all slots
	foldedWidth = 30.0
	undatedGap  = 16.0
	undatedSlot = 52.0
)

// axis is where the years stand, from left to right.
type axis struct {
	labels      Labels
	slots       []slot
	middles     []float64 // of the slots
	widths      []float64
	shown       []bool // whether the slot's label is written
	left, right float64
	step        float64 // of one year
}

// newAxis begins at left.
func newAxis(rows []concord.Row, labels Labels, left float64) axis {
	a := axis{labels: labels, slots: timeline(rows, svgFold), left: left, right: left}
	a.step = yearStep(a.slots)
	for _, s := range a.slots {
		width := a.step
		switch {
		case s.folded():
			width = foldedWidth
		case s.undated():
			width = undatedSlot
			a.right += undatedGap
		}
		a.middles = append(a.middles, a.right+width/2)
		a.widths = append(a.widths, width)
		a.right += width
	}
	a.choose()
	return a
}

// yearStep is the width of a year: what fills the least width of a plot, or
// more.
func yearStep(slots []slot) float64 {
	years, rest := 0, leastPlot
	for _, s := range slots {
		switch {
		case s.folded():
			rest -= foldedWidth
		case s.undated():
			rest -= undatedSlot + undatedGap
		default:
			years++
		}
	}
	return max(rest/float64(max(years, 1)), leastStep)
}

// choose says which years are written so that no two touch: the first and
// last of each stretch, then those that a round number of years divides.
func (a *axis) choose() {
	a.shown = make([]bool, len(a.slots))
	every := a.every()
	for i := range a.slots {
		if a.atEdge(i) {
			a.show(i)
		}
	}
	for i, s := range a.slots {
		if !s.folded() && s.first%every == 0 {
			a.show(i)
		}
	}
}

// every is the years from one label to the next; leastStep leaves room for
// each fifth.
func (a *axis) every() int {
	need := textWidth("2000", yearSize) + labelGap
	for _, n := range []int{1, 2} {
		if float64(n)*a.step >= need {
			return n
		}
	}
	return 5
}

func (a *axis) atEdge(i int) bool {
	isEdge := func(j int) bool {
		return j < 0 || j == len(a.slots) || a.slots[j].folded() || a.slots[j].undated()
	}
	return !a.slots[i].folded() && (isEdge(i-1) || isEdge(i+1))
}

// show writes the label of slot i unless it would touch another one.
func (a *axis) show(i int) {
	for j, s := range a.slots {
		free := (textWidth(a.labels.axisLabel(s), yearSize)+textWidth(a.labels.axisLabel(a.slots[i]), yearSize))/2 + labelGap
		if j != i && a.shown[j] && math.Abs(a.middles[i]-a.middles[j]) < free {
			return
		}
	}
	a.shown[i] = true
}

// axisLabel is what stands below a slot.
func (l Labels) axisLabel(s slot) string {
	if s.undated() {
		return l.Say("未注明", "unknown")
	}
	return s.label
}
