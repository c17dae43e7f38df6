package report

import (
	"fmt"
	"strings"

	"yinzheng/internal/concord"
)

// sheet is a picture while it is drawn, from top to bottom:
//
//	title  共N处，M篇
//	 每 ┤        counts
//	 万 ┤  ▌  ▌
//	 字 ┤▌ ▌▌ ▌▌  ▌
//	    └──────  ─── 年份
//	     2019    未注明        … more panels
//	legend
//	caption
type sheet struct {
	strings.Builder
	Labels
	series []concord.Series
	scales []scale
	axis
	width  float64
	height float64 // of a plot
	turned bool    // counts stand upright, for want of room
	beyond bool    // some undated bar is cut
}

func newSheet(x concord.Matrix, labels Labels) *sheet {
	s := &sheet{Labels: labels, series: x.Series, height: plotHeight}
	if len(x.Series) > 1 {
		s.height = lowPlot
	}
	ticks, counts := 0.0, 0.0
	for _, series := range x.Series {
		scale := newScale(fullRate(series.Rows))
		s.scales = append(s.scales, scale)
		for i := range scale.n + 1 {
			ticks = max(ticks, textWidth(scale.tick(i), yearSize))
		}
		for _, row := range series.Rows {
			counts = max(counts, textWidth(thousands(row.Occurrences), countSize))
			s.beyond = s.beyond || scale.part(row.Rate) > 1
		}
	}
	s.axis = newAxis(x.Series[0].Rows, labels, svgMargin+textSize+labelGap+ticks+labelGap)
	s.width = max(s.right, s.left+leastPlot) + labelGap + textWidth(s.Say("年份", "year"), textSize) + svgMargin
	s.turned = counts+2 > s.step
	return s
}

// head is what the counts of series i need above its plot.
func (s *sheet) head(i int) float64 {
	most := 0.0
	for _, row := range s.series[i].Rows {
		size := countSize
		if s.turned {
			size = textWidth(thousands(row.Occurrences), countSize)
		}
		most = max(most, min(s.scales[i].part(row.Rate), 1)*s.height+size+labelGap)
	}
	return max(most-s.height, labelGap)
}

// text writes a line with its baseline at y; anchor is start, middle or end.
func (s *sheet) text(x, y float64, anchor string, size float64, text, more string) {
	fmt.Fprintf(s, `<text x="%v" y="%v" text-anchor="%s" font-size="%v"%s>%s</text>`+"\n",
		px(x), px(y), anchor, px(size), more, xmlText(text))
}

func (s *sheet) line(x1, y1, x2, y2 float64, color string) {
	fmt.Fprintf(s, `<line x1="%v" y1="%v" x2="%v" y2="%v" stroke="%s"/>`+"\n", px(x1), px(y1), px(x2), px(y2), color)
}

// turn is the attribute that lets a text at x, y run upwards.
func turn(x, y float64) string { return fmt.Sprintf(` transform="rotate(-90 %v %v)"`, px(x), px(y)) }

// panel draws series i from y on and returns where the next begins.
func (s *sheet) panel(i int, y float64) float64 {
	series := s.series[i]
	total := "　" + s.total(series)
	name := cutText(series.Name, titleSize, s.width-2*svgMargin-textWidth(total, titleSize))
	s.text(svgMargin, y+titleSize, "start", titleSize, name+total, ` font-weight="bold"`)
	top := y + titleSize + labelGap + s.head(i)
	bottom := top + s.height
	s.hatches(top, bottom)
	s.rates(s.scales[i], top, bottom)
	for j, at := range s.slots {
		if at.row != noRow {
			s.bar(j, series.Rows[at.row], s.scales[i], bottom)
		}
	}
	s.years(bottom)
	return bottom + yearSize + 3*labelGap
}

// rates draws the axis of rates and its grid.
func (s *sheet) rates(scale scale, top, bottom float64) {
	middle := (top + bottom) / 2
	s.text(svgMargin+textSize, middle, "middle", textSize, s.Say("每万字次数", "per 10,000 letters"), turn(svgMargin+textSize, middle))
	for i := range scale.n + 1 {
		y := bottom
		if i > 0 {
			y -= s.height * float64(i) / float64(scale.n)
			s.line(s.left, y, s.right, y, "#ccc")
		}
		s.text(s.left-labelGap, y+yearSize*0.35, "end", yearSize, scale.tick(i), "")
	}
	s.line(s.left, top, s.left, bottom, "#111")
}

// bar draws row in slot j, and its count above. One beyond the scale is cut
// by a white line.
func (s *sheet) bar(j int, row concord.Row, scale scale, bottom float64) {
	width := min(s.step*0.7, 36)
	part := scale.part(row.Rate)
	height := min(part, 1) * s.height
	middle := s.middles[j]
	color := "#333"
	if row.Key == "" {
		color = "#888"
	}
	if row.Occurrences > 0 {
		height = max(height, 0.5) // else it could not be seen
		fmt.Fprintf(s, `<rect class="bar" x="%v" y="%v" width="%v" height="%v" fill="%s"><title>%s</title></rect>`+"\n",
			px(middle-width/2), px(bottom-height), px(width), px(height), color, xmlText(s.barTitle(row)))
	}
	if part > 1 {
		y := bottom - height + 12
		fmt.Fprintf(s, `<path d="M%v %vl%v -6" stroke="#fff" stroke-width="3"/>`+"\n", px(middle-width/2-2), px(y), px(width+4))
	}
	s.count(middle, bottom-height, row.Occurrences)
}

// count writes n above y.
func (s *sheet) count(x, y float64, n int) {
	y -= labelGap / 2
	if s.turned {
		x += countSize * 0.35
		s.text(x, y, "start", countSize, thousands(n), turn(x, y))
		return
	}
	s.text(x, y, "middle", countSize, thousands(n), "")
}

// barTitle is what a browser shows where the mouse rests.
func (l Labels) barTitle(row concord.Row) string {
	year := l.Say("未注明年份", "year unknown")
	if row.Key != "" {
		year = l.Say(row.Key+"年", row.Key)
	}
	return l.Say(fmt.Sprintf("%s：%s处，%s篇，每万字%s次", year, thousands(row.Occurrences), thousands(row.Documents), shortRate(row.Rate)),
		fmt.Sprintf("%s: %s in %s, %s in 10,000 letters", year, count(row.Occurrences, "occurrence"), count(row.Documents, "document"), shortRate(row.Rate)))
}

// years draws the axis of years, broken where years are left out and before
// the undated.
func (s *sheet) years(bottom float64) {
	from := s.left
	for j, at := range s.slots {
		start, end := s.middles[j]-s.widths[j]/2, s.middles[j]+s.widths[j]/2
		if at.undated() {
			s.line(from, bottom, start-undatedGap, bottom, "#111")
			from = start
		}
		if at.folded() {
			s.line(from, bottom, s.middles[j]-3, bottom, "#111")
			s.line(s.middles[j]-6, bottom+5, s.middles[j], bottom-5, "#111")
			s.line(s.middles[j], bottom+5, s.middles[j]+6, bottom-5, "#111")
			from = s.middles[j] + 3
		}
		if s.shown[j] {
			s.line(s.middles[j], bottom, s.middles[j], bottom+4, "#111")
			s.text(s.middles[j], bottom+yearSize+6, "middle", yearSize, s.axisLabel(at), "")
		}
		if j == len(s.slots)-1 {
			s.line(from, bottom, end, bottom, "#111")
		}
	}
	s.text(s.right+labelGap, bottom+textSize*0.35, "start", textSize, s.Say("年份", "year"), "")
}
