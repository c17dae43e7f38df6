package corpus

import "testing"

func TestNameAsSaysHowToReadBytes(t *testing.T) {
	for _, tt := range [...]struct{ name, data, want string }{
		{"稿.md", "<p>", "稿.md"},
		{"稿.docx", "PK", "稿.docx"},
		{"-", "通知\n\n如下。", "-.txt"},
		{"-", "# 通知\n", "-.md"},
		{"-", "---\ntitle: 通知\n---\n", "-.md"},
		{"-", "关于\n\n## 一、总则\n", "-.md"},
		{"稿.bak", "\ufeff \n<!doctype html>", "稿.bak.html"},
		{"", "", ".txt"},
	} {
		if got := NameAs(tt.name, []byte(tt.data)); got != tt.want {
			t.Errorf("%q %q: %q", tt.name, tt.data, got)
		}
	}
}
