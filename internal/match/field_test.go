package match

import (
	"testing"

	"yinzheng/internal/query"
)

func TestFieldComparesAsItsKindSays(t *testing.T) {
	tests := []struct {
		name, want, value string
		matches           bool
	}{
		{"title", "科技创新", "云澜省科技创新促进条例", true},
		{"title", "《科技 創新》", "云澜省科技创新促进条例", true},
		{"title", "人才", "云澜省科技创新促进条例", false},
		{"title", "《》", "云澜省科技创新促进条例", false},
		{"issuer", "财政厅", "教育厅、财政厅", true},
		{"issuer", "教育厅财政厅", "教育厅、财政厅", true},
		{"issuer", "财政厅", "", false},
		{"number", "云政发[2021]5号", "云政发〔2021〕5号", true},
		{"number", "云政发（２０２１）５號", "云政发〔2021〕5号", true},
		{"number", "2021", "云政发〔2021〕5号", false},
		{"number", "〔〕", "", false},
		{"type", "通知", "通知", true},
		{"type", "知", "通知", false},
		{"date", "2019..2021", "2021-03-01", true},
		{"date", "2020", "2021-03-01", false},
		{"date", "..2020", "", false},
		{"path", "laws/20", "laws/2021/a.md", true},
		{"path", "*.md", "laws/2021/a.md", true},
		{"path", "law/", "laws/2021/a.md", false},
	}
	for _, tt := range tests {
		f, err := query.NewField(tt.name, tt.want)
		if err != nil {
			t.Fatal(err)
		}
		if got := Field(f, tt.value); got != tt.matches {
			t.Errorf("%s:%s on %q: got %v", tt.name, tt.want, tt.value, got)
		}
	}
}
