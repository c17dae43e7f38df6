package report

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/concord"
)

func yearRow(key string, occurrences, documents int, letters int64) concord.Row {
	return concord.Row{Key: key, Occurrences: occurrences, Documents: documents, Letters: letters, Rate: float64(occurrences) * 10_000 / float64(max(letters, 1))}
}

// yearSeries has the totals of its rows.
func yearSeries(name string, rows ...concord.Row) concord.Series {
	s := concord.Series{Name: name, Rows: rows}
	for _, r := range rows {
		s.Occurrences += r.Occurrences
		s.Documents += r.Documents
	}
	return s
}

// yearMatrix has years side by side, one, two and more without documents,
// a year without mentions, and undated ones beyond the scale of one series.
func yearMatrix() concord.Matrix {
	return concord.Matrix{By: "year", Series: []concord.Series{
		yearSeries("山水", yearRow("1998", 8, 2, 10_000), yearRow("1999", 0, 0, 5_000), yearRow("2001", 1, 1, 40_000),
			yearRow("2004", 1234, 7, 400_000), yearRow("2010", 5, 5, 20_000), yearRow("", 3, 1, 12_000)),
		yearSeries("云岭县<林田> & “湖草”", yearRow("1998", 1, 1, 10_000), yearRow("1999", 0, 0, 5_000), yearRow("2001", 0, 0, 40_000),
			yearRow("2004", 2, 2, 400_000), yearRow("2010", 0, 0, 20_000), yearRow("", 9, 1, 12_000)),
		yearSeries("海", yearRow("1998", 0, 0, 10_000), yearRow("1999", 0, 0, 5_000), yearRow("2001", 0, 0, 40_000),
			yearRow("2004", 0, 0, 400_000), yearRow("2010", 0, 0, 20_000), yearRow("", 0, 0, 12_000)),
	}}
}

// randomMatrix has up to 12 series over the same keys: years with holes of
// all sizes, mostly, and the undated.
func randomMatrix(r *rand.Rand) concord.Matrix {
	var keys []string
	for year := 1850 + r.IntN(160); year < 2026 && len(keys) < 90; year += 1 + r.IntN(4)*r.IntN(2)*r.IntN(8) {
		keys = append(keys, fmt.Sprint(year))
	}
	if len(keys) == 0 || r.IntN(2) == 0 {
		keys = append(keys, "")
	}
	letters := make([]int64, len(keys))
	for i := range letters {
		letters[i] = 1 + r.Int64N(1<<(1+r.IntN(30)))
	}
	x := concord.Matrix{By: "year"}
	for i := range 1 + r.IntN(MostPanels) {
		rows := []concord.Row{yearRow(keys[0], i+1, 1, letters[0])}
		for k := 1; k < len(keys); k++ {
			rows = append(rows, yearRow(keys[k], r.IntN(1+int(min(letters[k], 1<<r.IntN(20)))), r.IntN(9), letters[k]))
		}
		x.Series = append(x.Series, yearSeries(hostileNames[r.IntN(len(hostileNames))], rows...))
	}
	return x
}

var hostileNames = []string{
	"", "山水", "<script>alert(1)</script>", `"a" & 'b'`, "]]>", "a\x00b\x1b[31m\x07", "\xff\xfe山\xc3", "\ufffe\uffff", "\u202e倒写",
	"两\n行\r\n三\t格", strings.Repeat("很长的概念名称", 30), strings.Repeat("WIDE ", 80), "-->", "&#0;&nbsp;", "{{.}}", "%s%d%!", "𠮷\u0301",
}

func writeChart(p Printer) error  { return p.chartText(p.W, yearMatrix()) }
func writeStrips(p Printer) error { return p.stripsText(p.W, documentStrips()) }
func writeSVG(p Printer) error {
	return SVG(p.W, yearMatrix(), "语料：云岭县文件，共12篇；索引 gen-000003。\n不完整：1个文件无法读取（图.pdf）。", Chinese)
}

func TestPictureGoldens(t *testing.T) {
	terminal := Printer{Format: Text, Color: true, Terminal: true, Columns: 60}
	checkGolden(t, "chart.text", Printer{Format: Text}, writeChart)
	checkGolden(t, "chart.terminal", terminal, writeChart)
	checkGolden(t, "strips.text", Printer{Format: Text}, writeStrips)
	checkGolden(t, "strips.terminal", terminal, writeStrips)
	checkGolden(t, "strips.columns80", Printer{Format: Text, Columns: 80}, writeStrips)
	checkGolden(t, "svg.years", Printer{}, writeSVG)
	checkGolden(t, "svg.english", Printer{}, func(p Printer) error {
		return SVG(p.W, yearMatrix(), "source: 12 documents (gen-000003); 1 file could not be read", English)
	})
}

func TestNothingIsNotDrawn(t *testing.T) {
	empty := yearMatrix()
	empty.Series = empty.Series[2:]
	for name, err := range map[string]error{
		"a chart without series":     Printer{}.chartText(full{}, concord.Matrix{By: "year"}),
		"a chart of no occurrences":  Printer{}.chartText(full{}, empty),
		"an svg without series":      SVG(full{}, concord.Matrix{By: "year"}, "", Chinese),
		"an svg of no occurrences":   SVG(full{}, empty, "", Chinese),
		"no strips":                  Printer{}.stripsText(full{}, nil),
		"a strip without a mention":  Printer{}.stripsText(full{}, []concord.Strip{{Document: law()}}),
		"strips without any mention": Printer{}.stripsText(full{}, []concord.Strip{{}, {}}),
	} {
		if !errors.Is(err, ErrNothingToDraw) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOnlyYearsAreDrawn(t *testing.T) {
	x := yearMatrix()
	x.By = "issuer"
	for _, err := range []error{Printer{}.chartText(full{}, x), SVG(full{}, x, "", Chinese)} {
		if err == nil || !strings.Contains(err.Error(), "issuer") {
			t.Errorf("got %v", err)
		}
	}
}

func TestAWriteErrorOfPicturesComesThrough(t *testing.T) {
	for name, write := range map[string]func(Printer) error{"chart": writeChart, "strips": writeStrips, "svg": writeSVG} {
		if err := write(Printer{W: full{}}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTimelineHoldsEveryYear(t *testing.T) {
	labels := func(fold int, keys ...string) string {
		var rows []concord.Row
		for _, key := range keys {
			rows = append(rows, concord.Row{Key: key})
		}
		var list []string
		for _, s := range timeline(rows, fold) {
			label := s.label
			if s.row == noRow {
				label = "(" + label + ")"
			} else if rows[s.row].Key != s.label {
				t.Errorf("%q stands for row %d", s.label, s.row)
			}
			list = append(list, label)
		}
		return strings.Join(list, " ")
	}
	tests := []struct {
		keys []string
		want string
	}{
		{[]string{"2020"}, "2020"},
		{[]string{""}, ""},
		{[]string{"2019", "2020", ""}, "2019 2020 "},
		{[]string{"2018", "2020"}, "2018 (2019) 2020"},
		{[]string{"2017", "2020"}, "2017 (2018) (2019) 2020"},
		{[]string{"2016", "2020"}, "2016 (2017–2019) 2020"},
		{[]string{"0618", "2020"}, "0618 (0619–2019) 2020"},
		{[]string{"2019", "约20", "2021"}, "2019 约20 (2020) 2021"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, labels(2, tt.keys...)); diff != "" {
			t.Errorf("%v: %s", tt.keys, diff)
		}
	}
}

func TestChartLinesStayOnTheTerminal(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 300 {
		x := randomMatrix(r)
		p := Printer{Terminal: true, Columns: r.IntN(130)}
		var b strings.Builder
		if err := p.chartText(&b, x); err != nil {
			t.Fatal(err)
		}
		limit := max(p.Columns, leastChartColumns)
		if p.Columns == 0 {
			limit = chartColumns
		}
		for line := range strings.Lines(b.String()) {
			if line = strings.TrimSuffix(line, "\n"); columns(line) > limit {
				t.Fatalf("%d columns, want at most %d: %q", columns(line), limit, line)
			}
		}
	}
}

func TestChartCountsAddUp(t *testing.T) {
	x := concord.Matrix{By: "year", Series: yearMatrix().Series[:1]}
	var b strings.Builder
	if err := (Printer{}).chartText(&b, x); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, line := range strings.Split(b.String(), "\n")[2:] {
		if fields := strings.Fields(line); len(fields) > 0 && !strings.Contains(line, "no documents") {
			var n int
			if _, err := fmt.Sscan(strings.ReplaceAll(fields[len(fields)-1], ",", ""), &n); err != nil {
				t.Errorf("%q: %v", line, err)
			}
			sum += n
		}
	}
	if want := x.Series[0].Occurrences; sum != want {
		t.Errorf("the lines add up to %d, want %d", sum, want)
	}
}

func TestBarsFollowTheRate(t *testing.T) {
	tests := []struct {
		part float64
		want string
	}{
		{0, ""}, {1e-9, "▏"}, {1. / 32, "▏"}, {1. / 8, "▌"}, {0.25, "█"}, {0.53, "██▏"}, {31. / 32, "███▉"}, {1, "████"}, {1.01, "███▸"}, {1e9, "███▸"},
	}
	for _, tt := range tests {
		if got := chartBar(tt.part, 4); got != tt.want {
			t.Errorf("%v of 4 columns: %q, want %q", tt.part, got, tt.want)
		}
	}
	before := 0
	for i := range 1001 {
		n := utf8.RuneCountInString(chartBar(float64(i)/1000, 30))
		if n < before || n > 30 {
			t.Fatalf("%d thousandths: %d runes after %d", i, n, before)
		}
		before = n
	}
}

func TestShortRates(t *testing.T) {
	for rate, want := range map[float64]string{0: "0", 1e-7: "<0.001", 0.00049: "<0.001", 0.0005: "0.001", 0.001: "0.001", 5.2468: "5.247", 300: "300.000"} {
		if got := shortRate(rate); got != want {
			t.Errorf("%v: %s, want %s", rate, got, want)
		}
	}
}
