package match

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// printSlips writes slips as −A+B, moves as ~A→byte.
func printSlips(a, b string, slips []Slip) string {
	var list []string
	for _, s := range slips {
		x, y := a[s.A.Start:s.A.End], b[s.B.Start:s.B.End]
		switch s.Op {
		case Moved:
			list = append(list, fmt.Sprintf("~%s→%s", x, a[s.To:]))
		default:
			list = append(list, fmt.Sprintf("%s-%s+%s", a[:s.A.Start], x, y))
		}
	}
	return strings.Join(list, " ")
}

func TestAlign(t *testing.T) {
	for _, c := range []struct {
		a, b, want string
		cost       int
	}{
		{"科技强国", "科技强国", "", 0},
		{"科技，强国。", "科技强国", "", 0},
		{"照亮的不止是一张图纸", "照亮的不只是一张图纸", "照亮的不-止+只", 1},
		{"经济发展和社会", "社会发展和经济", "~经济→ ~社会→经济发展和社会", 2},
		{"经济高质量发展和社会", "社会高质量发展和经济", "-经济+社会 经济高质量发展和-社会+经济", 4},
		{"经济和社会", "社会和经济", "~经济→ ~社会→经济和社会", 2},
		{"全面扎实推进", "扎实全面推进", "~全面→推进", 1},
		{"推进经济", "经济推进", "~推进→", 1},
		{"甲乙丙，丁戊己", "甲乙丙，庚辛，丁戊己", "甲乙丙，-+庚辛，", 2},
		{"甲乙丙丁戊己", "甲乙丙，庚辛，丁戊己", "甲乙丙-+，庚辛，", 2},
		{"甲乙丙丁戊己", "甲乙丙、庚丁戊己", "甲乙丙-+、庚", 1},
		{"甲乙丙。", "甲乙丙，丁戊", "甲乙丙-+，丁戊", 2},
		{"丁戊。", "甲乙，丁戊", "-+甲乙，", 2},
		{"甲乙，庚辛，丁戊", "甲乙，丁戊", "甲乙，-庚辛，+", 2},
		{"甲乙、庚和丁戊", "甲乙和丁戊", "甲乙-、庚+", 1},
		{"增长5%", "增长15%", "增长-+1", 1},
		{"3—5年", "35年", "3-—5+5", 1},
		{"１，０００元", "1000元", "", 0},
		{"1：2", "12", "1-：2+2", 1},
		{"增长到", "实际增长１９．６％到", "-+实际 增长-+１９．６％", 6},
		{"退赃、退赔的", "退赔、退赃的", "~退赃→的", 1},
		{"open source软件", "opensource软件", "open- s+s", 1},
		{"發展", "发展", "", 0},
		{"甲1：2", "2", "-甲1+ 甲1-：2+2", 3},
		{"㎞，㎞", "乙", "-㎞+ ㎞-，㎞+乙", 4},
		{"面积㎡，长㎞", "长㎞，面积㎡", "~长㎞→面积㎡，长㎞", 1},
		{"面积5m", "面积5㎡", "面积5-m+㎡", 1},
		{"", "甲", "-+甲", 1},
		{"甲", "", "-甲+", 1},
	} {
		slips, cost := Align(c.a, c.b)
		if got := printSlips(c.a, c.b, slips); got != c.want || cost != c.cost {
			t.Errorf("%s → %s: %s (%d), want %s (%d)", c.a, c.b, got, cost, c.want, c.cost)
		}
	}
}

// apply does the slips to a.
func apply(a, b string, slips []Slip) string {
	type change struct {
		Span
		text string
	}
	var changes []change
	for _, s := range slips {
		if s.Op == Moved {
			changes = append(changes, change{s.A, ""}, change{Span{s.To, s.To}, a[s.A.Start:s.A.End]})
			continue
		}
		changes = append(changes, change{s.A, b[s.B.Start:s.B.End]})
	}
	slices.SortStableFunc(changes, func(x, y change) int { return cmp.Or(x.Start-y.Start, x.End-y.End) })
	var out strings.Builder
	at := 0
	for _, c := range changes {
		out.WriteString(a[at:c.Start] + c.text)
		at = c.End
	}
	return out.String() + a[at:]
}

func checkAlign(t *testing.T, a, b string) {
	t.Helper()
	slips, cost := Align(a, b)
	end, edits := 0, 0
	var inB []Span
	for _, s := range slips {
		inB = append(inB, s.B)
		if s.A.Start < end || s.A.End < s.A.Start || s.A.End > len(a) || s.B.End > len(b) {
			t.Fatalf("%q → %q: slip %+v", a, b, s)
		}
		end = s.A.End
		switch s.Op {
		case Moved:
			edits++
			if analysis.Letters(a[s.A.Start:s.A.End]) != analysis.Letters(b[s.B.Start:s.B.End]) {
				t.Fatalf("%q → %q: %q moved, and %q stands there", a, b, a[s.A.Start:s.A.End], b[s.B.Start:s.B.End])
			}
		default:
			edits += max(analysis.CountLetters(a[s.A.Start:s.A.End]), analysis.CountLetters(b[s.B.Start:s.B.End]))
		}
	}
	slices.SortFunc(inB, func(x, y Span) int { return cmp.Or(x.Start-y.Start, x.End-y.End) })
	for i := 1; i < len(inB); i++ {
		if inB[i].Start < inB[i-1].End {
			t.Fatalf("%q → %q: slips overlap in the second: %v", a, b, inB)
		}
	}
	if got := apply(a, b, slips); analysis.Letters(got) != analysis.Letters(b) {
		t.Fatalf("%q → %q: done to it they give %q\n%s", a, b, got, printSlips(a, b, slips))
	}
	if edits != cost && !strings.ContainsFunc(a+b, func(r rune) bool { return analysis.CountLetters(string(r)) > 1 }) {
		t.Fatalf("%q → %q: cost %d, and %d edits\n%s", a, b, cost, edits, printSlips(a, b, slips))
	}
}

func FuzzAlign(f *testing.F) {
	for _, s := range [][2]string{
		{"照亮的不止是一张图纸", "照亮的，不只是一张图纸"}, {"经济和社会", "社会和经济"}, {"退赃、退赔的", "退赔、退赃的"},
		{"3—5年", "35年"}, {"open source", "opensource"}, {"甲乙，丙", "甲，戊己，丙"}, {"", "甲"}, {"㎡", "m²"}, {"𠀀甲𠀁", "𠀁甲𠀀"},
		{"㎞，㎞", "乙"}, {"m，㎡", "2"}, {"ii，Ⅲ", "乙i"}, {"甲㎡乙Ⅲ", "乙Ⅲ甲㎡"}, {"㎡i甲", "2mi"}, {"1，㎡2", "㎡1 2"},
	} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 300 || len(b) > 300 || !utf8.ValidString(a) || !utf8.ValidString(b) {
			return
		}
		checkAlign(t, a, b)
	})
}

func TestAlignOnRandomTexts(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 2))
	for _, alphabet := range []string{"甲乙丙", "甲乙丙丁戊己庚辛，。", "甲乙12.,%-ab ", "甲𠀁、", "㎡㎞Ⅲim2甲，", "㎡m2 1.，", "ⅢiiⅡ ㎞km"} {
		letters := []rune(alphabet)
		for range 1500 {
			a := make([]rune, rnd.IntN(16))
			for i := range a {
				a[i] = letters[rnd.IntN(len(letters))]
			}
			b := slices.Clone(a)
			for range rnd.IntN(4) {
				if i := rnd.IntN(len(b) + 1); i < len(b) && rnd.IntN(2) == 0 {
					j := i + rnd.IntN(len(b)-i)
					b = slices.Concat(b[:i], b[j:], b[i:j])
				} else {
					b = slices.Insert(b, i, letters[rnd.IntN(len(letters))])
				}
			}
			checkAlign(t, string(a), string(b))
		}
	}
}
