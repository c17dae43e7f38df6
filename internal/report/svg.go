package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"yinzheng/internal/concord"
)

const (
	MostPanels = 12 // more in one picture is no picture
	svgFold    = 12 // years without documents in a row that stay on the axis

	// Sizes of letters, and lengths, all in px.
	titleSize  = 15.0
	textSize   = 12.0
	yearSize   = 11.0
	countSize  = 10.0
	labelGap   = 8.0
	svgMargin  = 16.0
	plotHeight = 180.0
	lowPlot    = 120.0 // of several panels

	svgFont = `'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif`
)

// SVG draws the years of x as a file of its own: SVG 1.1, without scripts and
// without anything from elsewhere, labelled in one language. Each series is a
// panel; all share the axis of years, each has a scale of its own. A year
// without documents is hatched, the undated stand apart. caption says below
// what was counted. x must be by year and have at most 12 series;
// ErrNothingToDraw if it has no occurrences. After an error of x nothing is
// written.
func SVG(w io.Writer, x concord.Matrix, caption string, labels Labels) error {
	element, err := svgElement(x, caption, labels)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+element)
	return err
}

// svgElement is the element <svg> alone, for a page that holds it. It has no
// id, so that several stand on one page.
func svgElement(x concord.Matrix, caption string, labels Labels) (string, error) {
	if err := drawable(x); err != nil {
		return "", err
	}
	if n := len(x.Series); n > MostPanels {
		return "", fmt.Errorf("%d series are too many for one picture, which holds %d; name some of them with --concept", n, MostPanels)
	}
	s := newSheet(x, labels)
	y := svgMargin
	for i := range x.Series {
		y = s.panel(i, y)
	}
	y = s.legend(y)
	y = s.lines(caption, y)
	return s.svgHead(caption, y+svgMargin) + s.String() + "</svg>\n", nil
}

// svgHead opens the element, says what it shows to those who cannot see it,
// and gives it a white ground.
func (s *sheet) svgHead(caption string, height float64) string {
	names := make([]string, len(s.series))
	facts := make([]string, len(s.series))
	for i, x := range s.series {
		names[i] = x.Name
		facts[i] = x.Name + s.Say("：", ": ") + s.total(x) + s.highestYear(x) + s.Say("。", ". ")
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" version="1.1" role="img" width="%[1]v" height="%[2]v" viewBox="0 0 %[1]v %[2]v" font-family="%[3]s" fill="#111">
<title>%[4]s</title>
<desc>%[5]s</desc>
<rect width="%[1]v" height="%[2]v" fill="#fff"/>
`, px(s.width), px(height), svgFont, xmlText(strings.Join(names, s.Say("、", ", "))+s.Say("：各年每万字次数", ": occurrences in 10,000 letters by year")), xmlText(strings.Join(facts, "")+caption))
}

func (l Labels) total(s concord.Series) string {
	return l.Say(fmt.Sprintf("共%s处，%s篇", thousands(s.Occurrences), thousands(s.Documents)),
		count(s.Occurrences, "occurrence")+" in "+count(s.Documents, "document"))
}

// highestYear is a clause about the year with the highest rate.
func (l Labels) highestYear(s concord.Series) string {
	var top concord.Row
	for _, row := range s.Rows {
		if row.Key != "" && row.Rate > top.Rate {
			top = row
		}
	}
	if top.Key == "" {
		return ""
	}
	return l.Say(fmt.Sprintf("，%s年最高，每万字%s次", top.Key, shortRate(top.Rate)),
		fmt.Sprintf(", most of all in %s: %s in 10,000 letters", top.Key, shortRate(top.Rate)))
}
