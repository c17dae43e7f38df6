package match

import (
	"fmt"
	"strings"
	"testing"
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
		{"", "甲", "-+甲", 1},
		{"甲", "", "-甲+", 1},
	} {
		slips, cost := Align(c.a, c.b)
		if got := printSlips(c.a, c.b, slips); got != c.want || cost != c.cost {
			t.Errorf("%s → %s: %s (%d), want %s (%d)", c.a, c.b, got, cost, c.want, c.cost)
		}
	}
}
