package corpus

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// checkDocument holds a document of any origin against what the package
// promises.
func checkDocument(t *testing.T, doc *Document) {
	t.Helper()
	if !utf8.ValidString(doc.Text) || strings.ContainsAny(doc.Text, "\r\x00\uFDD0") {
		t.Fatalf("%s: text is not clean", doc.Path)
	}
	for _, p := range strings.Split(doc.Text, "\n") {
		if p == "" || strings.TrimFunc(p, isSpace) != p {
			t.Fatalf("%s: paragraph %q is empty or has white space at its ends", doc.Path, p)
		}
	}
	checkOutline(t, doc)
	checkPassages(t, doc)
	checkSections(t, doc)
	last := LineMark{-1, 0}
	for _, m := range doc.Lines {
		if m.Offset <= last.Offset || m.Line <= last.Line || m.Offset >= len(doc.Text) {
			t.Fatalf("%s: line mark %v after %v", doc.Path, m, last)
		}
		last = m
	}
	for _, s := range []string{doc.Title, doc.Issuer, doc.Number, doc.Date, doc.Type} {
		if !utf8.ValidString(s) || strings.Contains(s, "\n") {
			t.Fatalf("%s: metadata %q", doc.Path, s)
		}
	}
}

func checkOutline(t *testing.T, doc *Document) {
	t.Helper()
	start := 0
	for i, s := range doc.Outline {
		if s.Start < start || s.End <= s.Start || s.End > len(doc.Text) || s.Parent >= i || s.Parent < -1 {
			t.Fatalf("%s: section %d %+v", doc.Path, i, s)
		}
		if s.Parent >= 0 && (s.End > doc.Outline[s.Parent].End || s.Start < doc.Outline[s.Parent].Start) {
			t.Fatalf("%s: section %d %+v leaves its parent %+v", doc.Path, i, s, doc.Outline[s.Parent])
		}
		start = s.Start
	}
}

// checkSections holds that what a place is called finds it again, or the first
// place that is called so, and that asking in order equals asking anew.
func checkSections(t *testing.T, doc *Document) {
	t.Helper()
	kept, off := NewSections(doc), 0
	for i, p := range strings.SplitN(doc.Text, "\n", 60) {
		path := kept.At(off)
		if fresh := SectionPath(doc, off); fresh != path || !utf8.ValidString(path) {
			t.Fatalf("%s: paragraph %d stands in %q, asked anew in %q", doc.Path, i, path, fresh)
		}
		if k := SectionAt(doc.Outline, off); k >= 0 && doc.Outline[k].Level == LevelArticle {
			if part, ok := kept.Find(path); !ok || part.Path != path && !strings.HasSuffix(part.Path, path) {
				t.Fatalf("%s: %q finds %q %t", doc.Path, path, part.Path, ok)
			}
		}
		off += len(p) + 1
	}
}

func checkPassages(t *testing.T, doc *Document) {
	t.Helper()
	end := 0
	for i, p := range doc.Passages {
		if gap := doc.Text[min(end, p.Start):p.Start]; p.Start < end || p.End <= p.Start || gap != "" && gap != "\n" {
			t.Fatalf("%s: passage %d %v after %d", doc.Path, i, p, end)
		}
		text := doc.Text[p.Start:p.End]
		if !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxArticle+maxPassage {
			t.Fatalf("%s: passage %d has %d characters", doc.Path, i, utf8.RuneCountInString(text))
		}
		end = p.End
	}
	if end != len(doc.Text) {
		t.Fatalf("%s: passages end at %d of %d", doc.Path, end, len(doc.Text))
	}
}

func read(t *testing.T, name, data string) *Document {
	t.Helper()
	doc, err := Read(name, []byte(data))
	if err != nil {
		t.Fatalf("Read(%q): %v", name, err)
	}
	checkDocument(t, doc)
	return doc
}
