package analysis

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func cutAll(words func(string, func(int, int) bool), text string) []string {
	var list []string
	words(text, func(start, end int) bool {
		list = append(list, text[start:end])
		return true
	})
	return list
}

// A Cutter cuts what it has seen and what it has not as its Segmenter does.
func TestCutterEqualsSegmenter(t *testing.T) {
	d, err := BuildDictionary(strings.NewReader("营商环境 1000 n\n"), "w.txt", FoldString)
	if err != nil {
		t.Fatal(err)
	}
	full, err := NewFullSegmenter(d)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Fields("县级以上人民政府 应当 优化营商环境 ， 。 的 科技创新 2035年 AI 及其 有关部门 𠀀 " + strings.Repeat("推动高质量发展", 5))
	random := rand.New(rand.NewPCG(1, 2))
	for _, seg := range []*Segmenter{full, NewSegmenter(d)} {
		c := NewCutter(seg)
		for range 200 {
			var b strings.Builder
			for range 1 + random.IntN(12) {
				b.WriteString(parts[random.IntN(len(parts))])
			}
			text := b.String()
			if diff := cmp.Diff(cutAll(seg.Words, text), cutAll(c.Words, text)); diff != "" {
				t.Fatalf("%s (-segmenter +cutter)\n%s", text, diff)
			}
		}
		if !c.Of(seg) || seg == full && len(c.ends) == 0 {
			t.Error("the cutter remembers nothing, or not whose it is")
		}
	}
}
