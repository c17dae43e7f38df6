package report

import (
	"bytes"
	"strings"
	"testing"
)

func TestAnnotationsAreOneLineEach(t *testing.T) {
	x := checked()
	x.Drafts[0].Path = "a,b:c%\n.md"
	x.Drafts[0].Claims[1].Note = "one\r\ntwo, three: 100%"
	var b bytes.Buffer
	if err := (Printer{W: &b, Format: GitHub}).Check(NewCheck(x)); err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for line := range strings.Lines(b.String()) {
		rest, ok := strings.CutPrefix(line, "::")
		if !ok {
			continue
		}
		level, rest, _ := strings.Cut(rest, " ")
		properties, message, ok := strings.Cut(rest, "::")
		counts[level]++
		if !ok || strings.ContainsAny(message, "\r\x1b") {
			t.Errorf("%q", line)
		}
		for pair := range strings.SplitSeq(properties, ",") {
			if name, value, ok := strings.Cut(pair, "="); !ok || name == "" || strings.Contains(value, ":") {
				t.Errorf("%q in %q", pair, line)
			}
		}
	}
	if counts["error"] != 5 || counts["warning"] != 1 || counts["notice"] != 1 {
		t.Errorf("%v in\n%s", counts, b.String())
	}
	if !strings.Contains(b.String(), "file=a%2Cb%3Ac%25%0A.md,line=3,endLine=3,col=19,endColumn=36,") {
		t.Errorf("no place in\n%s", b.String())
	}
}
