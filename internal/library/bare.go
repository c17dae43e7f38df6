package library

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
)

// bareTitles is what titles look like where they stand in a text without 《
// and 》. A title is looked for by its first two letters, then by each length
// that a title with these has.
type bareTitles struct {
	keys    map[string]bool
	lengths map[string][]int // first two letters → lengths of keys in bytes, falling
}

// minBare is the fewest letters of a title that is known without 《 and 》.
const minBare = 6

func newBareTitles(c *catalog) *bareTitles {
	b := &bareTitles{keys: map[string]bool{}, lengths: map[string][]int{}}
	for key, docs := range c.titles {
		if !isGeneric(key) && issuersOf(c.src, docs) <= fewIssuers {
			b.add(key)
		}
	}
	for key, list := range c.other {
		if len(list) <= fewTitles && utf8.RuneCountInString(key) >= minSide && !isGeneric(key) {
			b.add(key)
		}
	}
	for key := range c.reports {
		b.addReport(key)
	}
	for two, list := range b.lengths {
		slices.Sort(list)
		slices.Reverse(list)
		b.lengths[two] = slices.Compact(list)
	}
	return b
}

// add takes a title that ends like one: others are slogans as often as not.
func (b *bareTitles) add(key string) {
	if endsLikeTitle(key) {
		b.put(key)
	}
}

func (b *bareTitles) put(key string) {
	_, size := utf8.DecodeRuneInString(key)
	_, next := utf8.DecodeRuneInString(key[size:])
	if next > 0 && !b.keys[key] {
		b.keys[key] = true
		b.lengths[key[:size+next]] = append(b.lengths[key[:size+next]], len(key))
	}
}

// addReport takes the names of a report by its key: that of a congress, or of
// a year's 政府工作报告.
func (b *bareTitles) addReport(key string) {
	number, ok := strings.CutSuffix(key, "大")
	if !ok {
		b.put(key)
		b.put(strings.Replace(key, workReport, "国务院"+workReport, 1))
		return
	}
	n, err := strconv.Atoi(number)
	if err != nil {
		return
	}
	han := hanNumeral(n)
	b.put("党的" + han + "大报告")
	b.put("中共" + han + "大报告")
	b.put("中国共产党第" + han + "次全国代表大会报告")
	if n > 10 {
		b.put(han + "大报告") // 十大报告 may be ten reports
	}
}

// hanNumeral writes 1 to 99.
func hanNumeral(n int) string {
	digits := []rune("〇一二三四五六七八九")
	switch {
	case n < 10:
		return string(digits[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(digits[n-10]), "〇")
	}
	return strings.TrimSuffix(string(digits[n/10%10])+"十"+string(digits[n%10]), "〇")
}

// endsLikeTitle tells that a title's letters end with a kind of document; a
// number or a bracket may stand behind it.
func endsLikeTitle(key string) bool {
	for _, end := range []string{"试行", "暂行", "草案", "摘要", "修订"} {
		key = strings.TrimSuffix(key, end)
	}
	key = strings.TrimRight(key, "0123456789年一二三四五六七八九十")
	return slices.ContainsFunc(titleEnds, func(end string) bool { return strings.HasSuffix(key, end) })
}

// titleEnds are the words by which a title says what kind of document it is.
var titleEnds = append([]string{
	"法", "法典", "修正案", "解释", "解答", "章程", "公约", "条约", "协定", "议定书", "白皮书", "宣言", "建议", "指引", "指南", "目录",
}, corpus.Types()...)

func issuersOf(src Source, docs []int) int {
	if len(docs) <= fewIssuers {
		return 0
	}
	seen := map[string]bool{}
	for _, d := range docs {
		if issuer := src.Info(d).Issuer; issuer != "" {
			seen[issuer] = true
		}
	}
	return len(seen)
}

// In finds titles that stand in text without 《 and 》: byte ranges of it, in
// order, disjoint, the longest at each place. A title has at least six letters
// (二十大报告 excepted), ends with a kind of document and is that of few documents; it
// does not end where the text goes on with 实施条例 or the like, nor begin behind
// a place name that would make it another one's. Titles without 中华人民共和国 and in
// the shortened forms of Find are known too. The time is linear in the text.
func (l *Library) In(text string) []Span {
	b := l.bare()
	var spans []Span
	var line lettersLine
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text) - start
		}
		line.read(text[start : start+end])
		for _, s := range b.in(&line) {
			spans = append(spans, Span{Start: start + s.Start, End: start + s.End})
		}
		start += end + 1
	}
	return spans
}

// lettersLine is the letters of a paragraph with where they stand.
type lettersLine struct {
	text    string
	letters []byte
	from    []int32 // for each byte of letters: where its rune begins in text
	named   []Span  // what stands between 《 and 》, marks included
}

func (ln *lettersLine) read(text string) {
	ln.text, ln.letters, ln.from, ln.named = text, ln.letters[:0], ln.from[:0], ln.named[:0]
	depth, open := 0, 0
	for i, r := range text {
		class, to := analysis.FoldRune(r)
		if class == analysis.Letter {
			at := len(ln.letters)
			if to != "" {
				ln.letters = append(ln.letters, to...)
			} else {
				ln.letters = utf8.AppendRune(ln.letters, r)
			}
			for range len(ln.letters) - at {
				ln.from = append(ln.from, int32(i))
			}
		}
		switch {
		case r == '《':
			if depth++; depth == 1 {
				open = i
			}
		case r == '》' && depth > 0:
			if depth--; depth == 0 {
				ln.named = append(ln.named, Span{Start: open, End: i + len("》")})
			}
		}
	}
}

// span is the bytes of the text in which letters stand.
func (ln *lettersLine) span(from, to int) Span {
	last := int(ln.from[to-1])
	_, size := utf8.DecodeRuneInString(ln.text[last:])
	return Span{Start: int(ln.from[from]), End: last + size}
}

func (b *bareTitles) in(ln *lettersLine) (spans []Span) {
	named := ln.named
	for at := 0; at < len(ln.letters); {
		_, size := utf8.DecodeRune(ln.letters[at:])
		for len(named) > 0 && named[0].End <= int(ln.from[at]) {
			named = named[1:]
		}
		if len(named) > 0 && named[0].Start < int(ln.from[at]) {
			at += size
			continue
		}
		end := b.longest(ln, at, named)
		if end == 0 {
			at += size
			continue
		}
		spans = append(spans, balanced(ln.text, ln.span(at, end)))
		at = end
	}
	return spans
}

// longest is the end of the longest title that begins at a letter, 0 if none
// does.
func (b *bareTitles) longest(ln *lettersLine, at int, named []Span) int {
	begin := at
	if strings.HasPrefix(string(ln.letters[at:min(at+len(stateName), len(ln.letters))]), stateName) {
		begin += len(stateName)
	}
	rest := ln.letters[begin:]
	_, size := utf8.DecodeRune(rest)
	_, next := utf8.DecodeRune(rest[size:])
	for _, n := range b.lengths[string(rest[:size+next])] {
		if n > len(rest) || !b.keys[string(rest[:n])] {
			continue
		}
		if end := begin + n; (utf8.RuneCount(ln.letters[at:end]) >= minBare || strings.HasSuffix(string(rest[:n]), "大报告")) && standsAlone(ln, at, end, named) {
			return end
		}
	}
	return 0
}

// goingOn are words that make another title of the one before them.
var goingOn = []string{"实施条例", "实施细则", "实施办法", "实施方案", "实施意见", "施行细则", "施行法", "修正案", "修订草案", "有关规定的决定"}

// standsAlone tells that the letters [at, end) are a title, not a part of
// another one or of a number, and of one sentence.
func standsAlone(ln *lettersLine, at, end int, named []Span) bool {
	s := ln.span(at, end)
	if strings.ContainsAny(ln.text[s.Start:s.End], "。；！？") || len(named) > 0 && s.End > named[0].Start && s.End < named[0].End {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(ln.text[:s.Start])
	first, _ := utf8.DecodeRuneInString(ln.text[s.Start:])
	if strings.ContainsRune("省市县區区州盟旗", before) || isNumeral(before) && isNumeral(first) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(ln.text[:s.End])
	if next, _ := utf8.DecodeRuneInString(ln.text[s.End:]); last == '法' && strings.ContainsRune("律治规規制院定官人典令学學理", next) {
		return false
	}
	after := analysis.FoldString(ln.text[s.End:min(len(ln.text), s.End+maxAfter)])
	if slices.ContainsFunc(goingOn, func(w string) bool { return strings.HasPrefix(after, w) }) {
		return false
	}
	if rest, ok := strings.CutPrefix(after, "("); ok {
		inner, _, _ := strings.Cut(rest, ")")
		_, isNumber := readNumeral(inner)
		return !isNumber || len(inner) > len("二十")
	}
	return true
}

// maxAfter is the bytes behind a title that tell whether it goes on.
const maxAfter = 30

// isNumeral tells digits and Han numerals.
func isNumeral(r rune) bool {
	return r >= '0' && r <= '9' || strings.ContainsRune("〇零一二三四五六七八九十百千第", r)
}

// balanced takes in the mark next to a span whose partner stands in it:
// “十四五”规划, 办法（试行）.
func balanced(text string, s Span) Span {
	for _, pair := range []struct{ open, shut string }{{"“", "”"}, {"（", "）"}, {"(", ")"}, {"「", "」"}, {"〈", "〉"}} {
		in := text[s.Start:s.End]
		opens, shuts := strings.Count(in, pair.open), strings.Count(in, pair.shut)
		switch {
		case shuts > opens && strings.HasSuffix(text[:s.Start], pair.open):
			s.Start -= len(pair.open)
		case opens > shuts && strings.HasPrefix(text[s.End:], pair.shut):
			s.End += len(pair.shut)
		}
	}
	return s
}
