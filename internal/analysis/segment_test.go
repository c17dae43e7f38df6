package analysis

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/go-ego/gse"
	"github.com/google/go-cmp/cmp"
)

const corpusFolder = "../../../shared/corpus"

// embeddedFull is the full segmenter of the embedded dictionary.
var embeddedFull = sync.OnceValues(func() (*Segmenter, error) {
	d, err := embedded()
	if err != nil {
		return nil, err
	}
	return NewFullSegmenter(d)
})

func bothSegmenters(t testing.TB) (small, full *Segmenter) {
	t.Helper()
	full, err := embeddedFull()
	if err != nil {
		t.Fatal(err)
	}
	return NewSegmenter(embeddedDictionary(t)), full
}

// cutString is the words of text with | between them.
func cutString(s *Segmenter, text string) string {
	var words []string
	for _, token := range s.Cut(text) {
		words = append(words, text[token.Start:token.End])
	}
	return strings.Join(words, "|")
}

func TestCut(t *testing.T) {
	small, full := bothSegmenters(t)
	tests := []struct{ text, want string }{
		{"", ""},
		{"，。 \n", ""},
		{"县级以上人民政府应当", "县级|以上|人民政府|应当"},
		{"政府，政府", "政府|政府"},
		{"龘", "龘"},
		{"行政 处罚法", "行政|处罚法"},
		{"ai与opensource2025年", "ai|与|opensource2025|年"},
		{"c++和at&t", "c++|和|at&t"},
		{"增长5.2%", "增长|5|2|%"},
		{"坏\xff字节", "坏|字节"},
		{"\uFFFD", ""},
	}
	for _, test := range tests {
		for _, s := range []*Segmenter{small, full} {
			if got := cutString(s, test.text); got != test.want {
				t.Errorf("%q: got %q, want %q", test.text, got, test.want)
			}
		}
	}
}

func TestUserWordChangesTheCut(t *testing.T) {
	const text = "云岚省域治理条例"
	words := map[string]uint64{"云": 2, "岚": 2, "省": 2, "省域": 300, "治理": 300, "条例": 300}
	if got, want := cutString(NewSegmenter(dictionaryOf(t, words)), text), "云|岚|省域|治理|条例"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	words["省域治理"] = 300
	if got, want := cutString(NewSegmenter(dictionaryOf(t, words)), text), "云|岚|省域治理|条例"; got != want {
		t.Errorf("with the user's word: got %s, want %s", got, want)
	}
}

func TestWordsStopWhenAsked(t *testing.T) {
	s := NewSegmenter(dictionaryOf(t, map[string]uint64{"人民": 9, "政府": 7}))
	var got []Token
	s.Words("人民政府，人民", func(start, end int) bool {
		got = append(got, Token{start, end})
		return len(got) < 2
	})
	if diff := cmp.Diff([]Token{{0, 6}, {6, 12}}, got); diff != "" {
		t.Error(diff)
	}
}

// checkCuts compares both segmenters.
func checkCuts(t *testing.T, small, full *Segmenter, text string) {
	t.Helper()
	if diff := cmp.Diff(full.Cut(text), small.Cut(text)); diff != "" {
		t.Fatalf("cuts of %q differ (-full +small):\n%s", text, diff)
	}
	checkLetters(t, small, text)
}

// checkLetters holds what every cut promises: words in order, every letter in
// one of them, no mark in any.
func checkLetters(t *testing.T, s *Segmenter, text string) {
	t.Helper()
	var letters, words strings.Builder
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if isLetter(r) {
			letters.WriteString(text[at : at+size])
		}
		at += size
	}
	for _, token := range s.Cut(text) {
		words.WriteString(text[token.Start:token.End])
	}
	if letters.String() != words.String() {
		t.Fatalf("words of %q hold %q, want %q", text, words.String(), letters.String())
	}
}

// pieces are words of the dictionary and what stands between words in texts.
func pieces(t testing.TB, d *Dictionary) []string {
	t.Helper()
	var list []string
	it, err := d.fst.Iterator(nil, nil)
	for i := 0; err == nil; i++ {
		if word, _ := it.Current(); i%17 == 0 {
			list = append(list, string(word))
		}
		err = it.Next()
	}
	for len(list) < 30_000 {
		list = append(list, "的", "和", "应当", "，", "。", "\n", " ", "2025", "5%", "ab", "龘", "𠀀", "²", "é", "①")
	}
	return list
}

func TestSmallSegmenterCutsLikeFullOnGeneratedText(t *testing.T) {
	small, full := bothSegmenters(t)
	list := pieces(t, embeddedDictionary(t))
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var text strings.Builder
		for range 1 + random.IntN(30) {
			piece := list[random.IntN(len(list))]
			if random.IntN(4) == 0 { // a part, so that words overlap
				_, size := utf8.DecodeRuneInString(piece)
				piece = piece[size:]
			}
			text.WriteString(piece)
		}
		checkCuts(t, small, full, text.String())
	}
}

// Few letters and close frequencies make many paths nearly equal.
func TestSmallSegmenterCutsLikeFullOnTinyDictionaries(t *testing.T) {
	alphabet := []string{"甲", "乙", "丙", "a", "1", "，"}
	random := rand.New(rand.NewPCG(3, 4))
	some := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		return b.String()
	}
	for range 200 {
		words := map[string]uint64{}
		for range 1 + random.IntN(40) {
			if word := some(1 + random.IntN(5)); isRun(word) {
				words[word] = 2 + random.Uint64N(20)
			}
		}
		words["丁"] = 5 // in no text
		d := dictionaryOf(t, words)
		full, err := NewFullSegmenter(d)
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			checkCuts(t, NewSegmenter(d), full, some(random.IntN(40)))
		}
	}
}

func TestRunIsCutTheSameWhereverItStands(t *testing.T) {
	small, _ := bothSegmenters(t)
	list := pieces(t, embeddedDictionary(t))
	random := rand.New(rand.NewPCG(5, 6))
	var runs, cuts []string
	for range 2000 {
		run := strings.Trim(list[random.IntN(len(list))]+list[random.IntN(len(list))], "，。 \n")
		if isRun(run) {
			runs, cuts = append(runs, run), append(cuts, cutString(small, run))
		}
	}
	got := cutString(small, strings.Join(runs, "，"))
	if want := strings.Join(cuts, "|"); got != want {
		t.Error(cmp.Diff(want, got))
	}
}

func TestLongRunIsCutInPieces(t *testing.T) {
	s := NewSegmenter(dictionaryOf(t, map[string]uint64{"人民": 9, "政府": 7}))
	text := strings.Repeat("人民政府", 5000) + strings.Repeat("a", 10_000)
	at := 0
	for _, token := range s.Cut(text) {
		if token.Start != at || token.End-token.Start > maxRun {
			t.Fatalf("word %d–%d after byte %d", token.Start, token.End, at)
		}
		at = token.End
	}
	if at != len(text) {
		t.Errorf("words end at %d of %d", at, len(text))
	}
}

func TestSegmenterIsSafeForConcurrentUse(t *testing.T) {
	d := dictionaryOf(t, map[string]uint64{"人民": 9, "政府": 7, "人民政府": 8})
	full, err := NewFullSegmenter(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Segmenter{NewSegmenter(d), full} {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for i := range 50 {
					text := strings.Repeat("人民政府", i) + "，政府"
					if got, want := len(s.Cut(text)), i+1; got != want {
						t.Errorf("%d words, want %d", got, want)
					}
				}
			})
		}
		wg.Wait()
	}
}

func FuzzCut(f *testing.F) {
	d := dictionaryOf(f, map[string]uint64{"人": 2, "人民": 9, "政府": 7, "人民政府": 8, "民政": 9, "4s店": 3, "a1²": 5, "²人": 4})
	full, err := NewFullSegmenter(d)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("人民政府，4s店 a1²人民政\n\x00\xff²人a1")
	f.Fuzz(func(t *testing.T, text string) {
		checkCuts(t, NewSegmenter(d), full, FoldString(text))
		checkCuts(t, NewSegmenter(d), full, strings.ToLower(text))
		var seg gse.Segmenter
		for start, end := range runs(text) {
			var want []int
			for _, atom := range seg.SplitTextToWords([]byte(text[start:end])) {
				want = append(want, len(atom)+slices.Max(append([]int{0}, want...)))
			}
			if diff := cmp.Diff(want, appendAtoms(nil, text[start:end])); diff != "" {
				t.Errorf("atoms of %q (-gse +ours):\n%s", text[start:end], diff)
			}
		}
	})
}

// corpusText is about size bytes of real documents, every step-th file of a
// folder, folded. It skips where the corpus is absent.
func corpusText(t testing.TB, folder string, step, size int) string {
	t.Helper()
	var text strings.Builder
	files := 0
	err := filepath.WalkDir(filepath.Join(corpusFolder, folder), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if files++; files%step != 0 || text.Len() > size {
			return nil
		}
		data, err := os.ReadFile(path)
		text.WriteString(FoldString(string(data)))
		return err
	})
	if err != nil {
		t.Skip("no corpus here: ", err)
	}
	return text.String()
}

// The mechanism is also compared with gse as it loads its own words, unfolded.
func TestSmallSegmenterCutsLikeFullOnRealLines(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	seg, err := original()
	if err != nil {
		t.Fatal(err)
	}
	unfolded := map[string]uint64{}
	for i := range seg.Dict.Tokens {
		unfolded[seg.Dict.Tokens[i].Text()] = uint64(seg.Dict.Tokens[i].Freq())
	}
	ours := NewSegmenter(dictionaryOf(t, unfolded))
	small, full := bothSegmenters(t)
	for _, folder := range []string{"laws", "reports", "traditional"} {
		lines := 0
		for line := range strings.Lines(corpusText(t, folder, 40, 300_000)) {
			lines++
			checkCuts(t, small, full, line)
			var want []Token
			for start, end := range runs(line) {
				for _, word := range seg.Segment([]byte(line[start:end])) {
					want = append(want, Token{start + word.Start(), start + word.End()})
				}
			}
			if diff := cmp.Diff(want, ours.Cut(line)); diff != "" {
				t.Fatalf("cuts of %q differ (-gse +ours):\n%s", line, diff)
			}
		}
		if lines < 500 {
			t.Errorf("%s: only %d lines", folder, lines)
		}
	}
}

func BenchmarkCutQuery(b *testing.B) {
	s := NewSegmenter(embeddedDictionary(b))
	for b.Loop() {
		s.Cut("如何优化营商环境，提高行政处罚的透明度")
	}
}

func BenchmarkCut(b *testing.B) {
	small, full := bothSegmenters(b)
	text := corpusText(b, "laws", 40, 1_000_000)
	for _, size := range []int{500, 50_000, 500_000} {
		part := strings.ToValidUTF8(text[:size], "")
		for name, s := range map[string]*Segmenter{"small": small, "full": full} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(len(part)))
				b.ReportAllocs()
				for b.Loop() {
					s.Words(part, func(int, int) bool { return true })
				}
			})
		}
	}
}

func BenchmarkNewFullSegmenter(b *testing.B) {
	d := embeddedDictionary(b)
	for b.Loop() {
		if _, err := NewFullSegmenter(d); err != nil {
			b.Fatal(err)
		}
	}
}
