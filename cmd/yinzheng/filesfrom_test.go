package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestListsOfFiles(t *testing.T) {
	for name, tt := range map[string]struct {
		in   string
		want []string // nil: an error
	}{
		"lines":             {"甲.md\r\n\n乙 丙.md\n 丁.md", []string{"甲.md", "乙 丙.md", " 丁.md"}},
		"as git quotes":     {`"\347\224\262\t\"\\.md"` + "\n", []string{"甲\t\"\\.md"}},
		"no quoting of git": {"\"甲\n\"\\400\"\n\"\\3\"\n\"a\"b\"\n\"", []string{"\"甲", `"\400"`, `"\3"`, `"a"b"`, `"`}},
		"NUL":               {"甲\n乙.md\x00\"丙\".md\x00", []string{"甲\n乙.md", `"丙".md`}},
		"a mark in front":   {"\xEF\xBB\xBF甲.md\n", []string{"甲.md"}},
		"UTF-16LE":          {"\xFF\xFE2ua\x00\n\x00", []string{"甲a"}},
		"UTF-16BE":          {"\xFE\xFF\x00a\x00\n", []string{"a"}},
		"UTF-16, no mark":   {"a\x00b\x00\n\x00", nil},
		"nothing":           {"", []string{}},
	} {
		a := newApp(system{stdin: strings.NewReader(tt.in)})
		got, err := a.filesFrom(context.Background(), "-")
		if (err == nil) != (tt.want != nil) || !slices.Equal(got, tt.want) || err == nil && got == nil {
			t.Errorf("%s: %q, %v; want %q", name, got, err, tt.want)
		}
	}
}

// Who waits for a list can be interrupted.
func TestInterruptedList(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	in, _ := io.Pipe()
	if _, err := newApp(system{stdin: in}).filesFrom(ctx, "-"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
