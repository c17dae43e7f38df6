package analysis

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/go-ego/gse"
	"github.com/google/go-cmp/cmp"
)

// userFile replaces one of gse's words and adds one.
const userFile = "人民政府 77 n\n云岚省 500 ns\n"

// embedded is gse's dictionary with userFile, built once for all tests.
var embedded = sync.OnceValues(func() (*Dictionary, error) {
	return BuildDictionary(strings.NewReader(userFile), "w.txt", FoldString)
})

// original is gse's dictionary as gse loads it.
var original = sync.OnceValues(func() (*gse.Segmenter, error) {
	seg := gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	err := seg.LoadDictEmbed("zh_s")
	return &seg, err
})

func embeddedDictionary(t testing.TB) *Dictionary {
	t.Helper()
	d, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// dictionaryOf holds only these words.
func dictionaryOf(t testing.TB, words map[string]uint64) *Dictionary {
	t.Helper()
	d, err := newDictionary(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDictionaryHoldsTheWordsOfGseFolded(t *testing.T) {
	d := embeddedDictionary(t)
	seg, err := original()
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for i := range seg.Dict.Tokens {
		word := seg.Dict.Tokens[i].Text()
		freq, ok := d.Frequency(FoldString(word))
		if !ok {
			t.Fatalf("%q is missing", word)
		}
		if FoldString(word) != word || word == "人民政府" {
			continue
		}
		if want := uint64(seg.Dict.Tokens[i].Freq()); freq != want {
			t.Fatalf("%q has frequency %d, want %d", word, freq, want)
		}
		same++
	}
	if all := seg.Dict.NumTokens(); same < all*9/10 || d.Len() < same || d.Len() > all+1 {
		t.Errorf("%d words, %d of them as in gse, which has %d", d.Len(), same, all)
	}
	if _, ok := d.Frequency("AA制"); ok {
		t.Error("AA制 was not folded")
	}
	if len(d.data) > 4<<20 {
		t.Errorf("dictionary has %d bytes", len(d.data))
	}
}

func TestUserWordsAreReadInTheFormatOfGse(t *testing.T) {
	const file = "\uFEFF# 词 词频 词性\n" +
		"\n" +
		"營商環境 1000 n\r\n" +
		"  ＡＩ治理\t50  \n" +
		"龘 900 n\n" +
		"营商环境 7\n"
	got, err := readUserWords(strings.NewReader(file), "words.txt", FoldString)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]uint64{"营商环境": 1000, "ai治理": 50, "龘": 2}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBadUserWordsAreNamedWithTheirLine(t *testing.T) {
	tests := []struct{ line, want string }{
		{"营商环境", "w.txt:2: line has 1 fields: write WORD FREQUENCY [PART-OF-SPEECH], as in 营商环境 1000 n"},
		{"营商 环境 100 n", "w.txt:2: line has 4 fields: write WORD FREQUENCY [PART-OF-SPEECH], as in 营商环境 1000 n"},
		{"营商环境 n 100", `w.txt:2: frequency "n": write a whole number from 2 to 1000000000`},
		{"营商环境 1", `w.txt:2: frequency "1": write a whole number from 2 to 1000000000`},
		{"营商环境 1.5", `w.txt:2: frequency "1.5": write a whole number from 2 to 1000000000`},
		{"营商环境 1000000001", `w.txt:2: frequency "1000000001": write a whole number from 2 to 1000000000`},
		{"—— 100", `w.txt:2: word "——" has no letter: write a word or begin the line with #`},
		{"营商，环境 100", `w.txt:2: word "营商，环境" holds punctuation, at which text is cut: write its parts as words`},
		{strings.Repeat("长", 65) + " 9", "w.txt:2: word has 65 letters: write at most 64"},
		{"\xb2\xe2\xca\xd4 9", "w.txt:2: line is not UTF-8: save the file as UTF-8"},
		{strings.Repeat("长", maxUserLine), "w.txt:2: line is longer than 65536 bytes: write one word a line"},
	}
	for _, test := range tests {
		_, err := BuildDictionary(strings.NewReader("# 头\n"+test.line+"\n"), "w.txt", FoldString)
		if err == nil || err.Error() != test.want {
			t.Errorf("%.40q: got %v\nwant %s", test.line, err, test.want)
		}
	}
}

func TestUserWordsReplaceThoseOfGse(t *testing.T) {
	d := embeddedDictionary(t)
	for word, want := range map[string]uint64{"人民政府": 77, "云岚省": 500} {
		if got, _ := d.Frequency(word); got != want {
			t.Errorf("%s has frequency %d, want %d", word, got, want)
		}
	}
	if d.UserWords() != 2 {
		t.Errorf("%d user words, want 2", d.UserWords())
	}
}

func TestUserHashIsOfTheUserWordsAlone(t *testing.T) {
	d := embeddedDictionary(t)
	tests := []struct {
		file string
		same bool
	}{
		{userFile, true},
		{"# 另一种写法\n雲嵐省\t500\n人民政府 77 nt", true},
		{"云岚省 501\n人民政府 77", false},
		{"云岚省 500", false},
		{"", false},
	}
	for _, test := range tests {
		got, err := HashUserWords(strings.NewReader(test.file), "w.txt", FoldString)
		if err != nil {
			t.Fatal(err)
		}
		if same := got == d.UserHash(); same != test.same {
			t.Errorf("%q hashes to %q, the dictionary's to %q", test.file, got, d.UserHash())
		}
	}
	none := dictionaryOf(t, map[string]uint64{"人民": 9})
	if got, err := HashUserWords(nil, "", FoldString); none.UserHash() != "" || got != "" || err != nil {
		t.Errorf("no user words hash to %q and %q, %v", none.UserHash(), got, err)
	}
}

func TestHashTellsFrequencies(t *testing.T) {
	a := dictionaryOf(t, map[string]uint64{"人民": 9, "政府": 7})
	b := dictionaryOf(t, map[string]uint64{"政府": 7, "人民": 9})
	c := dictionaryOf(t, map[string]uint64{"人民": 7, "政府": 9})
	if a.Hash() != b.Hash() || a.Hash() == c.Hash() {
		t.Errorf("hashes %s, %s, %s", a.Hash(), b.Hash(), c.Hash())
	}
}

func TestStoredDictionaryIsTheSame(t *testing.T) {
	d := embeddedDictionary(t)
	var buf bytes.Buffer
	if n, err := d.WriteTo(&buf); err != nil || n != int64(buf.Len()) {
		t.Fatal(n, err)
	}
	got, err := OpenDictionary(buf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got.Hash() != d.Hash() || len(got.Hash()) != 64 || got.Len() != d.Len() || got.total != d.total {
		t.Errorf("hash %s, %d words, total %g, want %s, %d, %g", got.Hash(), got.Len(), got.total, d.Hash(), d.Len(), d.total)
	}
	if freq, ok := got.Frequency("人民政府"); !ok || freq == 0 {
		t.Errorf("人民政府 has frequency %d, %v", freq, ok)
	}
}

func TestDamagedDictionaryIsRefused(t *testing.T) {
	whole := dictionaryOf(t, map[string]uint64{"人民": 9, "人民政府": 5, "政府": 7}).data
	if _, err := OpenDictionary(whole); err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0x40
		if _, err := OpenDictionary(damaged); err == nil {
			t.Errorf("byte %d of %d was changed and nothing said", i, len(whole))
		}
		if _, err := OpenDictionary(whole[:i]); err == nil {
			t.Errorf("cut to %d of %d bytes and nothing said", i, len(whole))
		}
	}
}

// sealed is a dictionary of any FST, which says what its header has to: the
// number of words and the right checksum.
func sealed(fst []byte, total uint64) []byte {
	data := append(make([]byte, dictionaryHeader), fst...)
	copy(data, dictionaryMagic)
	binary.LittleEndian.PutUint64(data[atTotal:], total)
	if len(fst) >= fstFooter {
		copy(data[atWords:atWords+8], fst[len(fst)-fstFooter:])
	}
	copy(data[atHash:], fingerprint(data))
	binary.LittleEndian.PutUint32(data[atSum:], checksum(data))
	return data
}

// fstFooter is what a vellum FST ends with, in bytes: the number of its words
// and the address of its root.
const fstFooter = 16

// endlessFST spells 人, 人人, 人庺, 人人人 … without end, and says that it holds so
// many words. Unless final, none of them ends.
func endlessFST(words uint64, final bool) []byte {
	const first, second, third, last = 26, 37, 48, 54 // where the states stand
	fst := binary.LittleEndian.AppendUint64(nil, 1)
	fst = binary.LittleEndian.AppendUint64(fst, 0)
	single := func(char byte, to int) {
		fst = binary.LittleEndian.AppendUint64(fst, uint64(len(fst)-to))
		fst = append(fst, 8<<4, char, 1<<7)
	}
	single(0xBA, last)
	single(0xBA, first)
	single(0xE4, second)
	kind, to := byte(2), byte(len(fst)-second)
	if final {
		kind |= 1 << 6
	}
	fst = append(fst, to, to, 0xE5, 0xE4, 1<<4, kind)
	fst = binary.LittleEndian.AppendUint64(fst, words)
	return binary.LittleEndian.AppendUint64(fst, third)
}

func TestWordsWithoutEndComeToAnEnd(t *testing.T) {
	for _, final := range []bool{true, false} {
		d, err := OpenDictionary(sealed(endlessFST(1<<40, final), 1<<40))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := d.Frequency(strings.Repeat("人", 1000)); ok != final {
			t.Error("the dictionary is not what it should be")
		}
		random := rand.New(rand.NewPCG(1, 2))
		var text strings.Builder
		for range 1 << 11 {
			text.WriteString([]string{"人", "庺"}[random.IntN(2)])
		}
		checkLetters(t, NewSegmenter(d), text.String())
		if _, err := NewFullSegmenter(d); err == nil {
			t.Error("all words were loaded")
		}
	}
}

// useDictionary asks a dictionary of any contents whatever can be asked of it.
func useDictionary(t *testing.T, d *Dictionary, text string) {
	_, _, _, _ = d.Len(), d.UserWords(), d.Hash(), d.UserHash()
	d.Frequency(text)
	d.Frequency("人民")
	small := NewSegmenter(d)
	checkLetters(t, small, text)
	if full, err := NewFullSegmenter(d); err == nil {
		checkLetters(t, full, text)
	}
}

func FuzzOpenDictionary(f *testing.F) {
	whole := dictionaryOf(f, map[string]uint64{"人民": 9, "人民政府": 5, "政府": 7}).data
	f.Add(whole)
	f.Add(whole[:dictionaryHeader])
	f.Add([]byte{})
	f.Add(append(bytes.Clone(whole[:dictionaryHeader]), make([]byte, minFST)...))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := OpenDictionary(data); err == nil {
			useDictionary(t, d, "人民政府")
		}
	})
}

// Data that passes the checksum is what the builder wrote, unless someone made
// it so on purpose; even then nothing fails but with an error.
func FuzzSealedDictionary(f *testing.F) {
	for _, words := range []map[string]uint64{
		{}, {"人": 2}, {"人民": 9, "人民政府": 5, "政府": 7, "ai": 3, "ai治理": 300, "é": 1}, {"政": 0, "政府": 1 << 60, "府": 1 << 62},
	} {
		d := dictionaryOf(f, words)
		f.Add(d.data[dictionaryHeader:], uint64(d.total), "人民政府，ai治理é")
	}
	f.Add(endlessFST(100, true), uint64(5), strings.Repeat("人庺庺", 100))
	f.Add(endlessFST(0, false), uint64(0), strings.Repeat("人庺庺", 100))
	f.Fuzz(func(t *testing.T, fst []byte, total uint64, text string) {
		if len(text) > 10_000 {
			return
		}
		if d, err := OpenDictionary(sealed(fst, total)); err == nil {
			useDictionary(t, d, FoldString(text))
		}
	})
}

func FuzzUserWords(f *testing.F) {
	f.Add("营商环境 1000 n\n# 注\n\nAI治理 50")
	f.Add("a 2\xff")
	f.Add("㎡ 2\n· 2\nC++ 9 n")
	f.Fuzz(func(t *testing.T, file string) {
		words, err := readUserWords(strings.NewReader(file), "w", FoldString)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "w:") {
				t.Errorf("error names no line: %v", err)
			}
			return
		}
		for word, freq := range words {
			if !isRun(word) || FoldString(word) != word || freq < minFrequency || freq > maxFrequency {
				t.Errorf("word %q with frequency %d", word, freq)
			}
		}
	})
}

func BenchmarkBuildDictionary(b *testing.B) {
	for b.Loop() {
		if _, err := BuildDictionary(nil, "", FoldString); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenDictionary(b *testing.B) {
	data := embeddedDictionary(b).data
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := OpenDictionary(data); err != nil {
			b.Fatal(err)
		}
	}
}
