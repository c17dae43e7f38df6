package analysis

import (
	"strings"
	"testing"
)

// BenchmarkFold folds invented prose of 1 MB, with marks and numbers in it.
func BenchmarkFold(b *testing.B) {
	text := strings.Repeat("第十二条　云澜省人民政府应当坚持“绿水青山”的理念，2025年完成率达到95.5%以上；国发〔2021〕7号文件所指事项，由县级以上人民政府负责。\n", 50)
	text = strings.Repeat(text+"有关规定[2]另行公布。\n", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Fold(text)
	}
}
