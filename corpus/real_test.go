package corpus

import (
	"bytes"
	"encoding/csv"
	"path"
	"strings"

	"github.com/google/go-cmp/cmp"

	"os"
	"path/filepath"
	"testing"
)

// realCorpus holds real documents where the project is developed; tests on
// them are skipped elsewhere.
const realCorpus = "../../shared/corpus"

// lineMapShare: of the line maps of the real documents one in so many is
// checked, which takes as long as reading.
const lineMapShare = 5

func realDocuments(t *testing.T, dir string) []*Document {
	t.Helper()
	root := filepath.Join(realCorpus, dir)
	if _, err := os.Stat(root); err != nil {
		t.Skip("no real corpus here")
	}
	var docs []*Document
	for f, err := range Walk([]string{root}, nil) {
		if err != nil {
			t.Fatal(err)
		}
		if f.Kind != KindReadable {
			continue
		}
		data, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Read(f.Path, data)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if len(docs)%lineMapShare == 0 {
			src, err := decode(data, doc.Format == "html")
			if err != nil {
				t.Fatal(err)
			}
			checkLineMap(t, doc, src.text)
		}
		docs = append(docs, doc)
	}
	return docs
}

// The corpus is read once for both: with the race detector that takes a while.
func TestRealDocuments(t *testing.T) {
	var docs []*Document
	for _, dir := range []string{"laws", "reports", "govcn", "shanghai", "traditional", "seed"} {
		docs = append(docs, realDocuments(t, dir)...)
	}
	t.Run("keep the promises", func(t *testing.T) { checkReal(t, docs) })
	t.Run("raw counts of laws equal those of the files", func(t *testing.T) { checkCounts(t, docs) })
}

func checkReal(t *testing.T, docs []*Document) {
	filled := map[string]int{}
	for _, doc := range docs {
		checkDocument(t, doc)
		for name, value := range map[string]string{"title": doc.Title, "issuer": doc.Issuer, "number": doc.Number, "date": doc.Date, "type": doc.Type} {
			if value != "" {
				filled[name]++
			}
		}
	}
	t.Logf("of %d documents: %v", len(docs), filled)
	for name, least := range map[string]int{"title": len(docs), "issuer": 3300, "date": 3400, "type": 3600, "number": 500} {
		if filled[name] < least {
			t.Errorf("%s in %d of %d documents, at least %d are expected", name, filled[name], len(docs), least)
		}
	}
}

func TestGovcnAnswers(t *testing.T) {
	docs := map[string]*Document{}
	for _, doc := range realDocuments(t, "govcn") {
		docs[path.Base(doc.Path)] = doc
	}
	f, err := os.Open(filepath.Join(realCorpus, "govcn", "answers.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) != 61 {
		t.Fatal(len(rows), err)
	}
	for _, row := range rows[1:] { // file, index_number, title, issuer, document_number, url
		doc := docs[row[0]]
		if doc == nil {
			t.Errorf("%s was not read", row[0])
			continue
		}
		want := Meta{Title: row[2], Issuer: row[3], Number: row[4]}
		if diff := cmp.Diff(want, Meta{Title: doc.Title, Issuer: doc.Issuer, Number: doc.Number}); diff != "" {
			t.Errorf("%s: %s", row[0], diff)
		}
		if len(doc.Date) != len("2019-01-12") || doc.Type == "" || strings.Contains(doc.Text, "发文机关") || strings.Contains(doc.Text, "打印") {
			t.Errorf("%s: %+v", row[0], doc.Meta)
		}
	}
}

// The counts of ripgrep, which counts in the files.
func checkCounts(t *testing.T, docs []*Document) {
	laws := path.Join(filepath.ToSlash(realCorpus), "laws") + "/"
	for _, term := range []string{"科技创新", "人民政府", "应当", "共同富裕", "中华人民共和国行政处罚法"} {
		inText, inFiles := 0, 0
		for _, doc := range docs {
			if !strings.HasPrefix(doc.Path, laws) {
				continue
			}
			data, err := os.ReadFile(doc.Path)
			if err != nil {
				t.Fatal(err)
			}
			n, want := strings.Count(doc.Text, term), bytes.Count(data, []byte(term))
			if n != want {
				t.Errorf("%s: %s %d times, in the file %d", doc.Path, term, n, want)
			}
			inText, inFiles = inText+n, inFiles+want
		}
		if inFiles == 0 {
			t.Errorf("no %s in %s", term, laws)
		}
		t.Logf("%s: %d, in the files %d", term, inText, inFiles)
	}
}
