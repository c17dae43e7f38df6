package corpus

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Linear time: 10 MB in one line, in an encoding whose characters must be
// read one by one, and changes all along it.
func TestRewriteOfOneLongLine(t *testing.T) {
	line := strings.Repeat("保护**河流**是国家和人民的责任，", 10<<20/40)
	data, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	doc := read(t, "x.md", string(data))
	var changes []Change
	step := len("保护河流是国家和人民的责任，")
	for at := 0; at < len(doc.Text); at += 100 * step {
		changes = append(changes, Change{Span{at + 6, at + 12}, "湖泊"})
	}
	out, refused, err := Rewrite("x.md", data, changes)
	if err != nil || len(refused) > 0 {
		t.Fatalf("%d refused, %v", len(refused), err)
	}
	if again := read(t, "x.md", string(out)).Text; strings.Count(again, "湖泊") != len(changes) {
		t.Errorf("%d of %d changes made", strings.Count(again, "湖泊"), len(changes))
	}
}

// When nothing can be made, trying comes to an end.
func TestRewriteGivesUp(t *testing.T) {
	line := strings.Repeat("|甲", 20_000) + "|\n"
	doc := read(t, "x.md", line)
	var changes []Change
	for at := 0; at+6 < len(doc.Text); at += 6 {
		changes = append(changes, Change{Span{at + 3, at + 6}, ""})
	}
	out, refused, err := Rewrite("x.md", []byte(line), changes)
	if err != nil || len(refused) != len(changes) || string(out) != line {
		t.Errorf("%d of %d refused, %v", len(refused), len(changes), err)
	}
	if last := refused[len(refused)-1].Reason; last != "too many changes to check them all" {
		t.Error(last)
	}
}

func FuzzRewrite(f *testing.F) {
	for name, pieces := range placePieces {
		f.Add(name, []byte(strings.Join(pieces, "\n")), "丁*", uint64(1))
	}
	f.Add("x.txt", []byte("\xFF\xFE\x2C\x7B\x00\x4E"), "甲\n乙", uint64(2))
	f.Add("x.txt", []byte("\xBA\xD3\xC1\xF7\xA1\xA3\xB9\xDC\xC0\xED"), "", uint64(3))
	f.Fuzz(func(t *testing.T, name string, data []byte, words string, seed uint64) {
		doc, err := Read(name, data)
		if err != nil || len(data) > 1<<16 {
			return
		}
		random := rand.New(rand.NewPCG(seed, 0))
		var changes []Change
		for at := 0; at < len(doc.Text) && len(changes) < 8; {
			s := randomSpan(random, doc.Text, at, 40)
			changes = append(changes, Change{s, words})
			at = s.End
		}
		out, refused, err := Rewrite(name, data, changes)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Read(name, out)
		if err != nil || again.Text != changed(doc.Text, changes, refused) {
			t.Fatalf("%q with %v, refused %v: %q %v", data, changes, refused, out, err)
		}
	})
}
