package analysis

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
	"github.com/go-ego/gse"
)

// The stored form of a Dictionary, integers little-endian:
//
//	  0  8  magic, which also names the rule by which text is cut (see runs)
//	  8  8  total of all frequencies
//	 16  8  number of words
//	 24  8  number of user words among them
//	 32 32  SHA-256 of the user words alone, zero when there are none
//	 64 32  SHA-256 of bytes 8–63 and of the FST: the fingerprint
//	 96  4  CRC-32C of bytes 0–95 and of the FST
//	100  4  zero
//	104     FST: word in UTF-8, folded → frequency
//
// OpenDictionary checks the CRC, which is six times faster than the SHA.
const (
	dictionaryMagic  = "yzwords1"
	atTotal          = 8
	atWords          = 16
	atUser           = 24
	atUserHash       = 32
	atHash           = 64
	atSum            = 96
	atZero           = 100
	dictionaryHeader = 104

	// minFST is the size of a vellum header and footer, below which its
	// loader reads out of bounds.
	minFST = 32
)

// Bounds of a line of user words. A frequency below 2 is what gse itself
// ignores; one above maxFrequency would drown the 33 million of its own words.
const (
	minFrequency   = 2
	maxFrequency   = 1_000_000_000
	maxWordLetters = 64
	maxUserLine    = 1 << 16
)

// A Dictionary maps words to their frequencies. All words are folded, so it
// cuts folded text only. It is immutable and safe for concurrent use.
//
// gse's simplified dictionary and no user words: 352 thousand words in 3.0 MB.
type Dictionary struct {
	data  []byte // header and FST, perhaps mapped memory
	fst   *vellum.FST
	total float64
}

// BuildDictionary makes a dictionary of gse's embedded simplified words and of
// the user's, all of them folded. It loads gse's whole dictionary (1.5 s and
// 250 MB while it runs) and is meant for an index that is built from nothing.
//
// user may be nil; userName is what errors call it. It holds one word a line in
// gse's format: word, frequency and, optionally, part of speech, separated by
// white space. Empty lines and lines that start with # are skipped. The part of
// speech is not used. A user word replaces gse's; of two equal user words the
// first counts. As in gse, a word of one letter has frequency 2 whatever stands
// in the line.
func BuildDictionary(user io.Reader, userName string, fold func(string) string) (*Dictionary, error) {
	own, err := readUserWords(user, userName, fold)
	if err != nil {
		return nil, err
	}
	words, err := embeddedWords(fold)
	if err != nil {
		return nil, err
	}
	maps.Copy(words, own)
	return newDictionary(words, own)
}

// NewDictionary makes a dictionary of these words alone: word, folded, to
// frequency. It takes no time, and serves where gse's words don't matter.
func NewDictionary(words map[string]uint64) (*Dictionary, error) { return newDictionary(words, nil) }

// HashUserWords is what UserHash will say of a dictionary that was built with
// this file, found without building it. It reads user as BuildDictionary does.
func HashUserWords(user io.Reader, userName string, fold func(string) string) (string, error) {
	words, err := readUserWords(user, userName, fold)
	if err != nil {
		return "", err
	}
	return hashString(hashWords(words)), nil
}

// OpenDictionary reads the stored form. It keeps data, which must not change
// and, if it is mapped, must stay so while the dictionary is used. It reads data
// once for the checksum (0.2 to 0.4 ms) and copies nothing. Anything but an undamaged
// dictionary of this layout is an error. Contents that make no sense under a
// right checksum, which only ill will makes, hold fewer words; nothing fails
// over them but NewFullSegmenter, with an error.
func OpenDictionary(data []byte) (*Dictionary, error) {
	if len(data) < dictionaryHeader+minFST {
		return nil, fmt.Errorf("dictionary is cut short (%d bytes): rebuild the index", len(data))
	}
	if magic := string(data[:atTotal]); magic != dictionaryMagic {
		return nil, fmt.Errorf("dictionary has the unknown layout %q: rebuild the index", magic)
	}
	if checksum(data) != binary.LittleEndian.Uint32(data[atSum:]) || binary.LittleEndian.Uint32(data[atZero:]) != 0 {
		return nil, errors.New("dictionary is damaged (its checksum differs): rebuild the index")
	}
	var fst *vellum.FST
	err := guarded(func() (err error) {
		fst, err = vellum.Load(data[dictionaryHeader:])
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("dictionary is damaged (%w): rebuild the index", err)
	}
	d := &Dictionary{data: data, fst: fst}
	d.total = float64(d.number(atTotal))
	if uint64(fst.Len()) != d.number(atWords) {
		return nil, errors.New("dictionary is damaged (its number of words differs): rebuild the index")
	}
	return d, nil
}

// WriteTo writes the stored form, equal byte for byte for equal words.
func (d *Dictionary) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(d.data)
	return int64(n), err
}

// Hash is the fingerprint of all words and frequencies, in hex.
func (d *Dictionary) Hash() string { return hashString(d.data[atHash:atSum]) }

// UserHash is the fingerprint of the user words alone, in hex, and empty when
// there are none.
func (d *Dictionary) UserHash() string { return hashString(d.data[atUserHash:atHash]) }

// Len is the number of words, user words included.
func (d *Dictionary) Len() int { return d.fst.Len() }

// UserWords is the number of user words.
func (d *Dictionary) UserWords() int { return int(d.number(atUser)) }

// Frequency of a folded word, and whether the dictionary has it.
func (d *Dictionary) Frequency(word string) (freq uint64, ok bool) {
	// The checksum held: what fails was made so on purpose, and holds no words.
	_ = guarded(func() (err error) {
		freq, ok, err = d.fst.Get([]byte(word))
		return err
	})
	return freq, ok
}

func (d *Dictionary) number(at int) uint64 { return binary.LittleEndian.Uint64(d.data[at:]) }

// newDictionary lays out words; own are the user's among them.
func newDictionary(words, own map[string]uint64) (*Dictionary, error) {
	buf := bytes.NewBuffer(make([]byte, dictionaryHeader))
	if err := writeFST(buf, words); err != nil {
		return nil, fmt.Errorf("dictionary could not be laid out: %w", err)
	}
	var total uint64
	for _, freq := range words {
		total += freq
	}
	data := buf.Bytes()
	copy(data, dictionaryMagic)
	binary.LittleEndian.PutUint64(data[atTotal:], total)
	binary.LittleEndian.PutUint64(data[atWords:], uint64(len(words)))
	binary.LittleEndian.PutUint64(data[atUser:], uint64(len(own)))
	copy(data[atUserHash:], hashWords(own))
	copy(data[atHash:], fingerprint(data))
	binary.LittleEndian.PutUint32(data[atSum:], checksum(data))
	return OpenDictionary(data)
}

func writeFST(w io.Writer, words map[string]uint64) error {
	builder, err := vellum.New(w, nil)
	if err != nil {
		return err
	}
	for _, word := range slices.Sorted(maps.Keys(words)) {
		if err := builder.Insert([]byte(word), words[word]); err != nil {
			return err
		}
	}
	return builder.Close()
}

// guarded turns what vellum does with bytes it did not write, which may be a
// panic, into an error. A fault in mapped memory stays a panic, for those who
// mapped it.
func guarded(read func() error) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case interface{ Addr() uintptr }:
			panic(r)
		default:
			err = fmt.Errorf("its FST can't be read: %v", r)
		}
	}()
	return read()
}

func fingerprint(data []byte) []byte {
	h := sha256.New()
	h.Write(data[atTotal:atHash])
	h.Write(data[dictionaryHeader:])
	return h.Sum(nil)
}

func checksum(data []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	return crc32.Update(crc32.Checksum(data[:atSum], table), table, data[dictionaryHeader:])
}

// hashWords is nil for no words.
func hashWords(words map[string]uint64) []byte {
	if len(words) == 0 {
		return nil
	}
	h := sha256.New()
	for _, word := range slices.Sorted(maps.Keys(words)) {
		fmt.Fprintf(h, "%s %d\n", word, words[word])
	}
	return h.Sum(nil)
}

// hashString of nil or of zeros is empty.
func hashString(sum []byte) string {
	if len(bytes.Trim(sum, "\x00")) == 0 {
		return ""
	}
	return hex.EncodeToString(sum)
}

// embeddedWords are gse's own, folded. Where folding makes two words one, that
// which was folded already gives the frequency, else the first of them.
//
// gse has no way to its words but to load them into a segmenter.
func embeddedWords(fold func(string) string) (map[string]uint64, error) {
	seg := gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		return nil, fmt.Errorf("gse's dictionary could not be loaded: %w", err)
	}
	if seg.Dict.NumTokens() == 0 {
		return nil, errors.New("gse's dictionary is empty: build without the tag ne")
	}
	words := make(map[string]uint64, seg.Dict.NumTokens())
	var changed []*gse.Token
	for i := range seg.Dict.Tokens {
		token := &seg.Dict.Tokens[i]
		word := token.Text()
		if fold(word) != word {
			changed = append(changed, token)
		} else if isRun(word) {
			words[word] = uint64(token.Freq())
		}
	}
	for _, token := range changed {
		word := fold(token.Text())
		if _, ok := words[word]; !ok && isRun(word) {
			words[word] = uint64(token.Freq())
		}
	}
	return words, nil
}

// readUserWords gives nil for a nil reader.
func readUserWords(r io.Reader, name string, fold func(string) string) (map[string]uint64, error) {
	if r == nil {
		return nil, nil
	}
	words := map[string]uint64{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxUserLine)
	number := 0
	for lines.Scan() {
		number++
		line := lines.Text()
		if number == 1 {
			line = strings.TrimPrefix(line, "\uFEFF")
		}
		word, freq, err := parseUserWord(line, fold)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, number, err)
		}
		if _, ok := words[word]; !ok && word != "" {
			words[word] = freq
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("%s:%d: line is longer than %d bytes: write one word a line", name, number+1, maxUserLine)
	} else if err != nil {
		return nil, fmt.Errorf("user words %s could not be read: %w", name, err)
	}
	return words, nil
}

// parseUserWord gives an empty word for a line without one.
func parseUserWord(line string, fold func(string) string) (string, uint64, error) {
	fields := strings.Fields(line)
	if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
		return "", 0, nil
	}
	if !utf8.ValidString(line) {
		return "", 0, errors.New("line is not UTF-8: save the file as UTF-8")
	}
	if len(fields) < 2 || len(fields) > 3 {
		return "", 0, fmt.Errorf("line has %d fields: write WORD FREQUENCY [PART-OF-SPEECH], as in 营商环境 1000 n", len(fields))
	}
	freq, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil || freq < minFrequency || freq > maxFrequency {
		return "", 0, fmt.Errorf("frequency %q: write a whole number from %d to %d", fields[1], minFrequency, maxFrequency)
	}
	word := fold(fields[0])
	letters := utf8.RuneCountInString(word)
	switch {
	case !hasLetter(word):
		return "", 0, fmt.Errorf("word %q has no letter: write a word or begin the line with #", fields[0])
	case !isRun(word):
		return "", 0, fmt.Errorf("word %q holds punctuation, at which text is cut: write its parts as words", fields[0])
	case letters > maxWordLetters:
		return "", 0, fmt.Errorf("word has %d letters: write at most %d", letters, maxWordLetters)
	case letters == 1:
		freq = minFrequency
	}
	return word, freq, nil
}
