package analysis

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"
)

func TestStopWords(t *testing.T) {
	stop := []string{"的", "和", "对于", "我们", "一个", "之间", "the", "of", FoldString("這個"), FoldString("Ａｎｄ"),
		"12", "2021", "一", "十", "二十一", "一百零八", "第", "第三", "第十二条", "十八条", "第一百", "第二章", "第十三届", "三个", "第二五"}
	for _, w := range stop {
		if !IsStopWord(w) {
			t.Errorf("%s is none", w)
		}
	}
	content := []string{"", "应当", "必须", "不得", "可以", "促进", "加强", "进一步", "通过", "shall", "科技创新", "人民",
		"十四五", "五四", "三农", "百姓", "条例", "第一书记", "章节", "5g", "一体", "万元", "项目"}
	for _, w := range content {
		if IsStopWord(w) {
			t.Errorf("%s is one", w)
		}
	}
}

// A word that no text is cut into would never be asked for.
func TestStopWordsAreFoldedWordsOfTheDictionary(t *testing.T) {
	words := listedStopWords(t)
	if len(words) < 150 {
		t.Fatalf("only %d words were read", len(words))
	}
	small, _ := bothSegmenters(t)
	for _, w := range words {
		if FoldString(w) != w {
			t.Errorf("%s folds to %s", w, FoldString(w))
		}
		if cut := cutString(small, w); cut != w {
			t.Errorf("%s is cut into %s", w, cut)
		}
	}
}

// listedStopWords are the words in the cases of IsStopWord.
func listedStopWords(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "stopwords.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	ast.Inspect(file, func(n ast.Node) bool {
		clause, ok := n.(*ast.CaseClause)
		if !ok {
			return true
		}
		for _, e := range clause.List {
			word, err := strconv.Unquote(e.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			words = append(words, word)
		}
		return true
	})
	return words
}
