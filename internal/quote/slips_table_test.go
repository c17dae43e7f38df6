package quote_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// mistaken reads a table of characters that people mistake for one another:
// each character with the others of its lines.
func mistaken(t testing.TB, name string) map[rune][]rune {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "slips", name))
	if err != nil {
		t.Fatal(err)
	}
	table := map[rune][]rune{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, r := range line {
			for _, other := range line {
				if other != r && !slices.Contains(table[r], other) {
					table[r] = append(table[r], other)
				}
			}
		}
	}
	return table
}

// variantsOf is for each folded Han character the others that fold to it, one
// letter each.
func variantsOf() map[rune][]rune {
	variants := map[rune][]rune{}
	for r := rune(0x3400); r < 0xa000; r++ {
		if _, to := analysis.FoldRune(r); utf8.RuneCountInString(to) == 1 {
			folded, _ := utf8.DecodeRuneInString(to)
			variants[folded] = append(variants[folded], r)
		}
	}
	return variants
}

func TestMistakenCharacters(t *testing.T) {
	for name, pairs := range map[string]int{"homophones.txt": 1000, "lookalikes.txt": 200} {
		n := 0
		for r, others := range mistaken(t, name) {
			n += len(others)
			class, to := analysis.FoldRune(r)
			if class != analysis.Letter || to != "" || !isHan(r) {
				t.Errorf("%s: %c is no simplified character", name, r)
			}
		}
		if n/2 < pairs {
			t.Errorf("%s: %d pairs, fewer than %d", name, n/2, pairs)
		}
		t.Logf("%s: %d pairs", name, n/2)
	}
}
