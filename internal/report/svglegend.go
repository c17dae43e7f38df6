package report

import (
	"fmt"
	"strings"
)

// hatches marks the years without documents from top to bottom, neighbours
// as one.
func (s *sheet) hatches(top, bottom float64) {
	for j := 0; j < len(s.slots); j++ {
		if s.slots[j].row != noRow {
			continue
		}
		left := s.middles[j] - s.widths[j]/2
		for j+1 < len(s.slots) && s.slots[j+1].row == noRow {
			j++
		}
		s.hatch(left, s.middles[j]+s.widths[j]/2, top, bottom)
	}
}

// hatch fills a rectangle with rising lines. A pattern would need an id.
func (s *sheet) hatch(left, right, top, bottom float64) {
	const apart = 6
	height := bottom - top
	var d strings.Builder
	for x := left - height + apart; x < right; x += apart {
		from, to := max(x, left), min(x+height, right)
		fmt.Fprintf(&d, "M%v %vL%v %v", px(from), px(bottom-(from-x)), px(to), px(bottom-(to-x)))
	}
	fmt.Fprintf(s, `<path class="hatch" d="%s" stroke="#999" stroke-width="0.5"/>`+"\n", d.String())
}

// legend explains what the panels use, from left to right, and returns where
// the next thing begins.
func (s *sheet) legend(y float64) float64 {
	const swatch = 18.0
	x, y := svgMargin, y+textSize
	for _, note := range s.notes() {
		width := textWidth(note.text, textSize)
		if note.hatched {
			width += swatch + labelGap
		}
		if x > svgMargin && x+width > s.width-svgMargin {
			x, y = svgMargin, y+textSize*1.6
		}
		at := x
		if note.hatched {
			s.hatch(x, x+swatch, y-textSize+1, y+1)
			fmt.Fprintf(s, `<rect x="%v" y="%v" width="%v" height="%v" fill="none" stroke="#999" stroke-width="0.5"/>`+"\n",
				px(x), px(y-textSize+1), px(swatch), px(textSize))
			at += swatch + labelGap
		}
		s.text(at, y, "start", textSize, note.text, "")
		x += width + 3*labelGap
	}
	return y + labelGap
}

// note is an entry of the legend, hatched if a hatched field stands before.
type note struct {
	text    string
	hatched bool
}

func (s *sheet) notes() []note {
	notes := []note{{text: s.Say("柱上数字为处数", "figures: occurrences")}}
	missing, folded := false, false
	for _, at := range s.slots {
		missing = missing || at.row == noRow
		folded = folded || at.folded()
	}
	if missing {
		notes = append(notes, note{s.Say("无文献", "no documents"), true})
	}
	if folded {
		notes = append(notes, note{text: s.Say("横轴断开处：连续多年无文献", "axis broken: many years without documents")})
	}
	if s.beyond {
		notes = append(notes, note{text: s.Say("截断的柱：未注明年份，超出纵轴", "cut bar: year unknown, beyond the scale")})
	}
	if len(s.series) > 1 {
		notes = append(notes, note{text: s.Say("各图纵轴刻度不同", "each panel has a scale of its own")})
	}
	return notes
}

// lines writes a caption below y and returns where it ends.
func (s *sheet) lines(caption string, y float64) float64 {
	for _, line := range wrapText(caption, textSize, s.width-2*svgMargin) {
		y += textSize * 1.6
		s.text(svgMargin, y, "start", textSize, line, "")
	}
	return y
}
