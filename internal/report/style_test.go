package report

import (
	"strings"
	"testing"
	"time"

	"yinzheng/index"
)

func TestAHanCharacterTakesTwoColumns(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{"", 0}, {"ab", 2}, {"科技", 4}, {"第12条，", 8}, {"𠮷", 2}, {"ＡＢ", 4}, {"e\u0301", 1}, {"水\ufe00", 2}, {"山\u200b水", 4}, {"㎡", 2}, {"“”", 2}, {"　", 2},
	}
	for _, tt := range tests {
		if got := columns(tt.text); got != tt.want {
			t.Errorf("%q: %d columns, want %d", tt.text, got, tt.want)
		}
	}
}

func TestCutsKeepTheirColumns(t *testing.T) {
	const text = "一二3四e\u0301五六"
	for n := 1; n < 14; n++ {
		for _, got := range []string{cutEnd(text, n), cutStart(text, n)} {
			bare := strings.Trim(got, "…")
			if columns(got) > n || !strings.Contains(text, bare) {
				t.Errorf("%d: %q", n, got)
			}
			if columns(text) > n == (bare == text) {
				t.Errorf("%d: %q is cut wrongly", n, got)
			}
		}
	}
	if got := cutStart(text, 6); got != "…e\u0301五六" {
		t.Errorf("got %q", got)
	}
	if got := cutEnd(text, 6); got != "一二3…" {
		t.Errorf("got %q", got)
	}
}

func TestNothingCommandsTheTerminal(t *testing.T) {
	const evil = "a\x1b]0;x\x07b\u202ec\u009b2Jd\re\x00\ttab\nline\x7f"
	for name, got := range map[string]string{"in a line": Printer{Terminal: true}.inLine(evil), "safe": Printer{Terminal: true}.safe(evil)} {
		for _, r := range got {
			if isCommand(r) {
				t.Errorf("%s: %q holds %U", name, got, r)
			}
		}
		if !strings.Contains(got, `\x1b]0;x\x07b\u202ec\x9b2Jd`) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := (Printer{}).safe(evil); got != evil {
		t.Errorf("not on a terminal: %q", got)
	}
}

func TestWrappedLinesStayOnTheTerminal(t *testing.T) {
	text := strings.Repeat("山水林田湖草沙，", 20)
	var b strings.Builder
	Printer{Columns: 41}.wrapped(&b, []index.Piece{{Text: text[:51]}, {Text: text[51:99], Match: true}, {Text: text[99:]}}, 4)
	lines := strings.Split(b.String(), "\n")
	if len(lines) < 5 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines {
		if i > 0 && !strings.HasPrefix(line, "    ") {
			t.Errorf("line %d is not indented: %q", i, line)
		}
		if bare := strings.TrimRight(strings.TrimSpace(line), "，"); columns(bare) > 37 {
			t.Errorf("line %d has %d columns", i, columns(bare))
		}
		if strings.HasPrefix(strings.TrimSpace(line), "，") {
			t.Errorf("line %d begins with a comma", i)
		}
	}
	if got := strings.ReplaceAll(b.String(), "\n    ", ""); got != text {
		t.Errorf("got %q", got)
	}
}

func TestNumbersForPeople(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -12345: "-12,345"} {
		if got := thousands(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	got := Progress(index.Progress{Stage: "reading", Files: 1200, TotalFiles: 4053, Bytes: 20_000_000, TotalBytes: 78_000_000, Elapsed: 4 * time.Second})
	if want := "reading  1,200 of 4,053 files, 20.0 MB of 78.0 MB, 5.0 MB/s, 12 s left"; got != want {
		t.Errorf("got %q", got)
	}
	if got := Progress(index.Progress{Stage: "closing"}); got != "closing" {
		t.Errorf("got %q", got)
	}
}
