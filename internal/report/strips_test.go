package report

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/concord"
)

// strip has these numbers of mentions in these cells.
func strip(doc corpus.Info, mentions map[int]int) concord.Strip {
	s := concord.Strip{Document: doc, Letters: 1200}
	for cell, n := range mentions {
		s.Cells[cell] = n
		s.Occurrences += n
	}
	return s
}

func documentStrips() []concord.Strip {
	long := corpus.Info{Path: "规划/云岭县/" + strings.Repeat("生态环境/", 9) + "十年.md", Meta: corpus.Meta{Title: strings.Repeat("云岭县山水林田湖草沙一体化保护", 4) + "规划"}}
	return []concord.Strip{
		strip(law(), map[int]int{0: 1, 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 7, 7: 8, 30: 1, 59: 4}),
		strip(letter(), map[int]int{29: 1}),
		strip(long, map[int]int{10: 8, 11: 1200, 58: 16}),
	}
}

func TestMergedCellsKeepTheirSum(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 9))
	for range 100 {
		s := concord.Strip{}
		for i := range s.Cells {
			s.Cells[i] = r.IntN(20) * r.IntN(2)
			s.Occurrences += s.Cells[i]
		}
		for _, n := range []int{60, 30, 15} {
			sum := 0
			cells := merged(s.Cells, n)
			for _, c := range cells {
				sum += c
			}
			if sum != s.Occurrences || len(cells) != n {
				t.Fatalf("%d cells hold %d of %d", len(cells), sum, s.Occurrences)
			}
			if want := s.Cells[60/n*3]; n == 60 && cells[3] != want || cells[0] < s.Cells[0] {
				t.Fatalf("cells %v of %v", cells, s.Cells)
			}
		}
	}
}

func TestAStripShowsEveryCellWithMentions(t *testing.T) {
	tests := []struct {
		cells []int
		most  int
		want  string
	}{
		{[]int{0, 1, 0}, 1, " █ "},
		{[]int{1, 2, 3, 0}, 3, "▃▆█ "},
		{[]int{0, 1, 2, 3, 4, 5, 6, 7, 8}, 8, " ▁▂▃▄▅▆▇█"},
		{[]int{1, 125, 126, 999, 1000}, 1000, "▁▁▂██"},
	}
	for _, tt := range tests {
		if got := stripLine(tt.cells, tt.most); got != tt.want {
			t.Errorf("%v of %d: %q, want %q", tt.cells, tt.most, got, tt.want)
		}
	}
}

func TestStripsStayOnTheTerminal(t *testing.T) {
	for _, n := range []int{30, 39, 40, 41, 60, 79, 80, 81, 92, 99, 100, 120, 150, 300} {
		var b strings.Builder
		if err := (Printer{Columns: n}).stripsText(&b, documentStrips()); err != nil {
			t.Fatal(err)
		}
		cells := 60
		if n < 80 {
			cells = 30
		}
		if n < 40 {
			cells = 15
		}
		strips := 0
		for _, line := range strings.Split(b.String(), "\n") {
			if columns(line) > n {
				t.Errorf("%d columns: %d in %q", n, columns(line), line)
			}
			if inner, ok := strings.CutPrefix(line, "▕"); ok {
				strips++
				if inner, _, ok = strings.Cut(inner, "▏"); !ok || utf8.RuneCountInString(inner) != cells {
					t.Errorf("%d columns: %q is not of %d cells", n, line, cells)
				}
			}
		}
		if strips != 3 || !strings.Contains(b.String(), fmt.Sprintf("1/%d of", cells)) {
			t.Errorf("%d columns: %d strips in\n%s", n, strips, b.String())
		}
	}
}
