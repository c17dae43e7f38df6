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
// without anything from elsewhere, labelled in Chinese. Each series is a
// panel; all share the axis of years, each has a scale of its own. A year
// without documents is hatched, the undated stand apart. caption says below
// what was counted. x must be by year and have at most 12 series;
// ErrNothingToDraw if it has no occurrences. After an error of x nothing is
// written.
func SVG(w io.Writer, x concord.Matrix, caption string) error {
	element, err := svgElement(x, caption)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+element)
	return err
}

// svgElement is the element <svg> alone, for a page that holds it. It has no
// id, so that several stand on one page.
func svgElement(x concord.Matrix, caption string) (string, error) {
	if err := drawable(x); err != nil {
		return "", err
	}
	if n := len(x.Series); n > MostPanels {
		return "", fmt.Errorf("%d series are too many for one picture, which holds %d; name some of them with --concept", n, MostPanels)
	}
	s := newSheet(x)
	y := svgMargin
	for i := range x.Series {
		y = s.panel(i, y)
	}
	y = s.legend(y)
	y = s.lines(caption, y)
	return svgHead(x, caption, s.width, y+svgMargin) + s.String() + "</svg>\n", nil
}

// svgHead opens the element, says what it shows to those who cannot see it,
// and gives it a white ground.
func svgHead(x concord.Matrix, caption string, width, height float64) string {
	names := make([]string, len(x.Series))
	facts := make([]string, len(x.Series))
	for i, s := range x.Series {
		names[i] = s.Name
		facts[i] = s.Name + "：" + svgTotal(s) + highestYear(s) + "。"
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" version="1.1" role="img" width="%[1]v" height="%[2]v" viewBox="0 0 %[1]v %[2]v" font-family="%[3]s" fill="#111">
<title>%[4]s</title>
<desc>%[5]s</desc>
<rect width="%[1]v" height="%[2]v" fill="#fff"/>
`, px(width), px(height), svgFont, xmlText(strings.Join(names, "、")+"：各年每万字次数"), xmlText(strings.Join(facts, "")+caption))
}

func svgTotal(s concord.Series) string {
	return fmt.Sprintf("共%s处，%s篇", thousands(s.Occurrences), thousands(s.Documents))
}

// highestYear is a clause about the year with the highest rate.
func highestYear(s concord.Series) string {
	var top concord.Row
	for _, row := range s.Rows {
		if row.Key != "" && row.Rate > top.Rate {
			top = row
		}
	}
	if top.Key == "" {
		return ""
	}
	return fmt.Sprintf("，%s年最高，每万字%s次", top.Key, shortRate(top.Rate))
}
