package quote

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"yinzheng/corpus"
	"yinzheng/corpus/sample"
	"yinzheng/internal/brute"
)

// sampleDocuments are the documents of the sample, drafts and all.
func sampleDocuments(t *testing.T) iter.Seq2[*corpus.Document, error] {
	return func(yield func(*corpus.Document, error) bool) {
		err := fs.WalkDir(sample.Files(), ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || corpus.KindOf(path) != corpus.KindReadable {
				return err
			}
			data, err := fs.ReadFile(sample.Files(), path)
			if err != nil {
				return err
			}
			if !yield(corpus.Read(path, data)) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// TestDraftsAgainstTheirSheets checks each draft by a scan of the sample.
func TestDraftsAgainstTheirSheets(t *testing.T) {
	src, err := brute.NewSource(sampleDocuments(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range draftNames(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(filepath.Join(draftsDir, name))
			if err != nil {
				t.Fatal(err)
			}
			draft, err := corpus.Read(name, data)
			if err != nil {
				t.Fatal(err)
			}
			r, err := Check(context.Background(), src, draft, CheckOptions{Near: DefaultNear, Ellipsis: DefaultEllipsis})
			if err != nil {
				t.Fatal(err)
			}
			want := readSheet(t, name)
			if diff := cmp.Diff(sheetLines(want), reportLines(r, data, want)); diff != "" {
				t.Errorf("sheet and report differ:\n%s", diff)
			}
		})
	}
}

// sheetLines writes a sheet a line a claim.
func sheetLines(s sheet) []string {
	var lines []string
	for _, c := range s.Claims {
		lines = append(lines, fmt.Sprintf("%d:%d %s %s %s %s %s", c.Line, c.Column, c.Kind, c.Verdict, strings.Join(c.Sources, "|"), c.Label, c.First))
	}
	for _, w := range s.Warnings {
		lines = append(lines, "warning "+w)
	}
	return append(lines, fmt.Sprintf("terms %d", s.Terms), "before "+s.Before)
}

// reportLines writes what was found in the same way. Where a sheet takes any
// of several sources, theirs are written if the one found is among them.
func reportLines(r *Report, data []byte, want sheet) []string {
	places := corpus.NewPlaces(r.Draft, data)
	at := func(off int) string {
		p := places.At(off)
		return fmt.Sprintf("%d:%d", p.Line, p.Column)
	}
	var lines []string
	for _, c := range r.Claims {
		source, label := "", ""
		if c.Source != nil && c.Verdict != Absent && c.Verdict != Unsure {
			source, label = anyOf(want, c.Source.Doc.Path, at(c.Start)), articleOf(c.Source.Section)
		}
		if c.Kind == Citation && len(c.Names) > 0 && c.Names[0].Article == "" {
			label = ""
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %s %s %s", at(c.Start), c.Kind, c.Verdict, source, label, firstEight(c.Text)))
	}
	for _, w := range r.Warnings {
		lines = append(lines, "warning "+at(w.Off))
	}
	return append(lines, fmt.Sprintf("terms %d", r.Terms), "before "+r.Before)
}

func anyOf(want sheet, path, at string) string {
	for _, c := range want.Claims {
		all := strings.Join(c.Sources, "|")
		if fmt.Sprintf("%d:%d", c.Line, c.Column) == at && strings.Contains("|"+all+"|", "|"+path+"|") {
			return all
		}
	}
	return path
}

// articleOf is the 条 in the path of a section.
func articleOf(section string) string {
	articleLabel := regexp.MustCompile(`第[^ 第]+[条條](之[一二三四五六七八九十]+)?`)

	return articleLabel.FindString(section)
}

func firstEight(text string) string {
	var first []rune
	for _, r := range text {
		if !unicode.IsSpace(r) && len(first) < 8 {
			first = append(first, r)
		}
	}
	return string(first)
}
