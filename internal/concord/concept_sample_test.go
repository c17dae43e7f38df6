package concord

import (
	"io/fs"
	"os"
	"testing"

	"yinzheng/corpus"
	docs "yinzheng/corpus/sample"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

const samplePath = "../../corpus/sample/concepts.yaml"

func sampleConcepts(t *testing.T) *Concepts {
	t.Helper()
	data, err := os.ReadFile(samplePath)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ReadConcepts("concepts.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sampleTexts reads every document of the sample.
func sampleTexts(t *testing.T) []string {
	t.Helper()
	var texts []string
	err := fs.WalkDir(docs.Files(), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(docs.Files(), path)
		if err != nil {
			return err
		}
		doc, err := corpus.Read(path, data)
		if err != nil {
			return err
		}
		texts = append(texts, doc.Text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func countIn(t *testing.T, texts []string, p match.Pattern) int {
	t.Helper()
	m, err := match.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, text := range texts {
		n += m.Scanner(nil).Count(analysis.Fold(text), text)
	}
	return n
}

func TestSampleConceptsAreMentioned(t *testing.T) {
	c, texts := sampleConcepts(t), sampleTexts(t)
	if n := len(c.All()); n < 12 || n > 16 {
		t.Errorf("%d concepts", n)
	}
	for _, x := range c.All() {
		alone := countIn(t, texts, c.Pattern(x, match.Exact, false))
		all := countIn(t, texts, c.Pattern(x, match.Exact, true))
		t.Logf("%s: %d, with the narrower ones %d", x.Name, alone, all)
		if alone == 0 {
			t.Errorf("%s is mentioned nowhere", x.Name)
		}
		if all < alone || len(x.Narrower) > 0 && all == alone {
			t.Errorf("%s: %d mentions, %d with the narrower concepts", x.Name, alone, all)
		}
		for _, form := range x.wanted {
			if countIn(t, texts, match.Pattern{Wanted: []query.Node{form}}) == 0 {
				t.Errorf("%s: the form %s stands nowhere", x.Name, form)
			}
		}
		if len(x.excluded) > 0 && countIn(t, texts, match.Pattern{Wanted: x.wanted}) == countIn(t, texts, x.pattern(match.Exact)) {
			t.Errorf("%s: the exclusions drop nothing", x.Name)
		}
	}
}
