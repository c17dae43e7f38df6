package report

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"yinzheng/internal/concord"
)

// svgNode is one element of a drawing as read back.
type svgNode struct {
	name string
	attr map[string]string
	text string // of the element itself
}

func (n svgNode) number(t *testing.T, name string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(n.attr[name], 64)
	if err != nil {
		t.Fatalf("%s of %v: %v", name, n, err)
	}
	return v
}

// readSVG reads a whole drawing, which must be well-formed and must not reach
// for anything outside itself.
func readSVG(t *testing.T, text string) []svgNode {
	t.Helper()
	if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
		t.Fatalf("a length is no number:\n%s", text)
	}
	var nodes []svgNode
	var open []int
	dec := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nodes
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		switch x := token.(type) {
		case xml.StartElement:
			n := svgNode{name: x.Name.Local, attr: map[string]string{}}
			for _, a := range x.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			open = append(open, len(nodes))
			nodes = append(nodes, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				nodes[open[len(open)-1]].text += string(x)
			}
		}
	}
}

func draw(t *testing.T, x concord.Matrix, caption string) []svgNode {
	t.Helper()
	var b strings.Builder
	if err := SVG(&b, x, caption, Chinese); err != nil {
		t.Fatal(err)
	}
	return readSVG(t, b.String())
}

func TestSVGIsWellFormedAndByItself(t *testing.T) {
	allowed := map[string]bool{"svg": true, "title": true, "desc": true, "rect": true, "line": true, "text": true, "path": true}
	r := rand.New(rand.NewPCG(7, 1))
	for range 200 {
		x := randomMatrix(r)
		for _, n := range draw(t, x, hostileNames[r.IntN(len(hostileNames))]) {
			if !allowed[n.name] {
				t.Fatalf("element %q", n.name)
			}
			for name := range n.attr {
				if name == "id" || name == "href" || name == "style" || strings.HasPrefix(name, "on") {
					t.Fatalf("attribute %q of %q", name, n.name)
				}
			}
		}
	}
}

func FuzzSVGText(f *testing.F) {
	for _, name := range hostileNames {
		f.Add(name, name)
	}
	f.Fuzz(func(t *testing.T, name, caption string) {
		x := concord.Matrix{By: "year", Series: []concord.Series{yearSeries(name, yearRow("2020", 3, 1, 1000))}}
		nodes := draw(t, x, caption)
		if nodes[0].name != "svg" || nodes[1].name != "title" || nodes[2].name != "desc" {
			t.Errorf("begins with %v", nodes[:3])
		}
	})
}

func TestSVGSaysWhatItShows(t *testing.T) {
	x := yearMatrix()
	nodes := draw(t, x, "一行\n二行")
	root := nodes[0]
	if root.attr["role"] != "img" || root.attr["viewBox"] != "0 0 "+root.attr["width"]+" "+root.attr["height"] {
		t.Errorf("root %v", root.attr)
	}
	var texts []string
	for _, n := range nodes {
		texts = append(texts, strings.TrimSpace(n.text))
	}
	all := "\n" + strings.Join(texts, "\n") + "\n"
	for _, want := range []string{
		"山水　共1,251处，16篇", "云岭县<林田> & “湖草”　共12处，4篇", "海　共0处，0篇",
		"每万字次数", "年份", "未注明", "无文献", "各图纵轴刻度不同", "柱上数字为处数", "截断的柱：未注明年份，超出纵轴", "一行", "二行",
		"2004年：1,234处，7篇，每万字30.850次", "1,234", "1998", "2010",
	} {
		if !strings.Contains(all, "\n"+want+"\n") {
			t.Errorf("%q is missing in %s", want, all)
		}
	}
	alone := strings.Join(svgTexts(draw(t, concord.Matrix{By: "year", Series: x.Series[:1]}, "")), "\n")
	for _, not := range []string{"各图纵轴刻度不同", "截断的柱"} {
		if strings.Contains(alone, not) {
			t.Errorf("one series: says %q", not)
		}
	}
}

func svgTexts(nodes []svgNode) []string {
	var texts []string
	for _, n := range nodes {
		if n.name == "text" {
			texts = append(texts, n.text)
		}
	}
	return texts
}

// Every bar is as high as its rate, in the order of the rows.
func TestSVGBarsFollowTheRates(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 4))
	for range 100 {
		x := randomMatrix(r)
		var bars []svgNode
		for _, n := range draw(t, x, "") {
			if n.attr["class"] == "bar" {
				bars = append(bars, n)
			}
		}
		height := plotHeight
		if len(x.Series) > 1 {
			height = lowPlot
		}
		for _, s := range x.Series {
			scale := newScale(fullRate(s.Rows))
			for _, row := range s.Rows {
				if row.Occurrences == 0 {
					continue
				}
				got, want := bars[0].number(t, "height"), height*min(row.Rate/(scale.step*float64(scale.n)), 1)
				if math.Abs(got-want) > 0.5 {
					t.Fatalf("%s of %v: bar of %v, want %v", row.Key, s.Rows, got, want)
				}
				bars = bars[1:]
			}
		}
		if len(bars) > 0 {
			t.Fatalf("%d bars more than rows", len(bars))
		}
	}
}

// box is where a text stands at most: x from left to right.
type box struct {
	left, right, top, bottom float64
	text                     string
}

func textBox(t *testing.T, n svgNode) box {
	size := n.number(t, "font-size")
	width := textWidth(n.text, size)
	x, y := n.number(t, "x"), n.number(t, "y")
	from := 0.0
	switch n.attr["text-anchor"] {
	case "middle":
		from = -width / 2
	case "end":
		from = -width
	}
	if strings.HasPrefix(n.attr["transform"], "rotate(-90") {
		return box{x - size*0.7, x, y - from - width, y - from, n.text}
	}
	return box{x + from, x + from + width, y - size*0.7, y, n.text}
}

func (a box) touches(b box) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

// apart fails if two texts overlap, or one leaves the picture.
func apart(t *testing.T, nodes []svgNode) {
	t.Helper()
	width, height := nodes[0].number(t, "width"), nodes[0].number(t, "height")
	var boxes []box
	for _, n := range nodes {
		if n.name != "text" {
			continue
		}
		b := textBox(t, n)
		if b.left < 0 || b.right > width || b.top < 0 || b.bottom > height {
			t.Fatalf("%v leaves the picture of %v × %v", b, width, height)
		}
		for _, other := range boxes {
			if b.touches(other) {
				t.Fatalf("%v and %v overlap", b, other)
			}
		}
		boxes = append(boxes, b)
	}
}

func TestSVGTextsNeverOverlap(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 8))
	for range 60 {
		apart(t, draw(t, randomMatrix(r), strings.Repeat("语料：云岭县文件（12篇），generation gen-000012。", r.IntN(9))))
	}
}

// A small picture that uses all there is needs a legend of two lines.
func TestSVGLegendIsWrapped(t *testing.T) {
	s := yearSeries("山水", yearRow("1950", 1, 1, 10_000), yearRow("1980", 2, 1, 10_000), yearRow("1982", 2, 1, 10_000), yearRow("", 9, 1, 10_000))
	nodes := draw(t, concord.Matrix{By: "year", Series: []concord.Series{s, s}}, "说明")
	apart(t, nodes)
	if !strings.Contains(strings.Join(svgTexts(nodes), "\n"), "柱上数字为处数\n无文献\n横轴断开处：连续多年无文献\n截断的柱：未注明年份，超出纵轴\n各图纵轴刻度不同\n说明") {
		t.Errorf("got %q", svgTexts(nodes))
	}
}

func TestSVGYearsAreWrittenAtRoundNumbers(t *testing.T) {
	for years, want := range map[int]string{
		3: "2000 2001 2002", 15: "2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 2010 2011 2012 2013 2014",
		16: "2000 2002 2004 2006 2008 2010 2012 2015",
		25: "2000 2002 2004 2006 2008 2010 2012 2014 2016 2018 2020 2022 2024", 62: "2000 2005 2010 2015 2020 2025 2030 2035 2040 2045 2050 2055 2061",
	} {
		var rows []concord.Row
		for i := range years {
			rows = append(rows, concord.Row{Key: fmt.Sprint(2000 + i)})
		}
		a := newAxis(rows, Chinese, 40)
		var got []string
		for i, s := range a.slots {
			if a.shown[i] {
				got = append(got, s.label)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d years: %v, want %s", years, got, want)
		}
	}
}

func TestScalesHaveRoundSteps(t *testing.T) {
	tests := []struct {
		highest float64
		want    string
	}{
		{0, "0"}, {300, "0 100 200 300"}, {301, "0 100 200 300 400"}, {5, "0 1 2 3 4 5"}, {5.1, "0 2 4 6"}, {1, "0 0.2 0.4 0.6 0.8 1.0"},
		{0.001, "0 0.0002 0.0004 0.0006 0.0008 0.0010"}, {0.0026, "0 0.001 0.002 0.003"}, {10_000, "0 2000 4000 6000 8000 10000"}, {26, "0 10 20 30"},
	}
	for _, tt := range tests {
		s := newScale(tt.highest)
		var ticks []string
		for i := range s.n + 1 {
			ticks = append(ticks, s.tick(i))
		}
		if got := strings.Join(ticks, " "); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.highest, got, tt.want)
		}
	}
	for x := 1e-5; x < 2e4; x *= 1.037 {
		if s := newScale(x); s.part(x) > 1+1e-6 || s.part(x) < 0.5 || s.n > 6 {
			t.Errorf("%v: %+v", x, s)
		}
	}
}

func TestSVGHoldsTwelveSeries(t *testing.T) {
	x := concord.Matrix{By: "year"}
	for range MostPanels {
		x.Series = append(x.Series, yearMatrix().Series[0])
	}
	draw(t, x, "")
	x.Series = append(x.Series, x.Series[0])
	if err := SVG(full{}, x, "", Chinese); err == nil || !strings.Contains(err.Error(), "13 series") {
		t.Errorf("got %v", err)
	}
}

func TestSVGElementHasNoDeclaration(t *testing.T) {
	element, err := svgElement(yearMatrix(), "说明", Chinese)
	if err != nil {
		t.Fatal(err)
	}
	var file strings.Builder
	if err := SVG(&file, yearMatrix(), "说明", Chinese); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(element, "<svg ") || file.String() != xml.Header+element {
		t.Errorf("element begins with %.40q, file with %.80q", element, file.String())
	}
}

func TestWrappedCaptionsKeepTheirText(t *testing.T) {
	const text = "语料：云岭县文件（12篇），索引 generation gen-000012；完整。" +
		"averyveryveryverylongwordwithoutanyplacetobreak 末"
	for width := 20.0; width < 400; width += 13 {
		lines := wrapText(text, 12, width)
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
			t.Fatalf("%v: %q", width, got)
		}
		for _, line := range lines {
			if textWidth(line, 12) > width {
				t.Errorf("%v: %q is %v wide", width, line, textWidth(line, 12))
			}
			if width > 100 && strings.TrimLeft(line, "，。；）") != line {
				t.Errorf("%v: %q begins with a mark", width, line)
			}
		}
	}
	if got := wrapText("一\n\n二", 12, 100); len(got) != 2 || got[0] != "一" || got[1] != "二" {
		t.Errorf("got %q", got)
	}
}

// Where no year has mentions, the undated are not beyond a scale of nothing.
func TestUndatedAloneAreTheScale(t *testing.T) {
	for _, rows := range [][]concord.Row{{yearRow("", 9, 1, 30_000)}, {yearRow("2020", 0, 0, 500), yearRow("", 9, 1, 30_000)}} {
		x := concord.Matrix{By: "year", Series: []concord.Series{yearSeries("山水", rows...)}}
		for _, n := range draw(t, x, "") {
			if n.attr["class"] == "bar" && n.number(t, "height") != plotHeight {
				t.Errorf("bar of %s, want %v", n.attr["height"], plotHeight)
			}
		}
		var b strings.Builder
		if err := (Printer{}).chartText(&b, x); err != nil || strings.Contains(b.String(), "▸") || strings.Count(b.String(), "█") < 40 {
			t.Errorf("%v in\n%s", err, b.String())
		}
	}
}
