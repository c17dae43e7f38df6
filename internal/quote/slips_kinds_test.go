package quote_test

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// candidates are all slips of a kind that a sentence lets itself be made to,
// what is written instead drawn for each.
func (s *slipper) candidates(kind slipKind, text string, letters []letter) []change {
	switch kind {
	case homophone:
		return s.replacements(letters, s.homophones, 1)
	case lookalike:
		return s.replacements(letters, s.lookalikes, 1)
	case added:
		return s.additions(letters)
	case dropped:
		return droppings(letters)
	case doubled:
		return s.doublings(text, letters)
	case swapped:
		return s.swaps(text, letters)
	case conjoined:
		return s.swapsAround(text, letters)
	case clause:
		return clauses(text, true)
	case longClause:
		return clauses(text, false)
	case number:
		return s.numbers(letters)
	case punctuation:
		return s.marks(text, letters)
	}
	return s.replacements(letters, s.variants, 0)
}

// replacements writes another character for each that table has.
func (s *slipper) replacements(letters []letter, table map[rune][]rune, edits int) (list []change) {
	for _, l := range letters {
		if others := table[l.folded]; len(others) > 0 {
			list = append(list, change{l.start, l.end, string(others[s.rng.IntN(len(others))]), edits})
		}
	}
	return list
}

// particles are what slips in between.
const particles = "的了和着也都要将等其地得是在有为就更又再所以及上下中个"

// additions writes a particle between two Han letters.
func (s *slipper) additions(letters []letter) (list []change) {
	each := []rune(particles)
	for i := 1; i < len(letters); i++ {
		if bothHan(letters[i-1], letters[i]) && !letters[i].gap {
			at := letters[i].start
			list = append(list, change{at, at, string(each[s.rng.IntN(len(each))]), 1})
		}
	}
	return list
}

// droppings leaves a Han letter out, but not the first or last: what is left
// would stand in the source as it is.
func droppings(letters []letter) (list []change) {
	for i := 1; i+1 < len(letters); i++ {
		if l := letters[i]; isHan(l.folded) {
			list = append(list, change{l.start, l.end, "", 1})
		}
	}
	return list
}

// doublings writes a Han letter, or a word of two, twice.
func (s *slipper) doublings(text string, letters []letter) (list []change) {
	for i := 1; i < len(letters); i++ {
		a, b := letters[i-1], letters[i]
		if !bothHan(a, b) || b.gap {
			continue
		}
		if s.rng.IntN(2) == 0 {
			a = b
		}
		size := analysis.CountLetters(text[a.start:b.end])
		list = append(list, change{b.end, b.end, text[a.start:b.end], size})
	}
	return list
}

// swaps lets two words beside each other change places, words of several
// letters at least one of them. Taking it back is one move.
func (s *slipper) swaps(text string, letters []letter) (list []change) {
	words := s.cut(letters)
	for i := 1; i < len(words); i++ {
		a, b := words[i-1], words[i]
		if a[1] != b[0] || a[1]-a[0]+b[1]-b[0] < 3 || !allHan(letters[a[0]:b[1]]) {
			continue
		}
		from, mid, to := letters[a[0]].start, letters[b[0]].start, letters[b[1]-1].end
		list = append(list, exchange(text, from, mid, mid, to, 1)...)
	}
	return list
}

// swapsAround lets the words on the two sides of 和 or 、 change places, each
// of two letters or more. It is two moves to take back, and one around 、,
// which is no letter.
func (s *slipper) swapsAround(text string, letters []letter) (list []change) {
	words := s.cut(letters)
	for i := 1; i < len(words); i++ {
		a, b, edits := words[i-1], words[i], 1
		switch between := text[letters[a[1]-1].end:letters[b[0]].start]; {
		case i+1 < len(words) && between == "" && isConjunction(letters[b[0]:b[1]]):
			b, edits = words[i+1], 2
			if letters[b[0]].gap {
				continue
			}
		case between != "、":
			continue
		}
		if a[1]-a[0] >= 2 && b[1]-b[0] >= 2 && allHan(letters[a[0]:a[1]]) && allHan(letters[b[0]:b[1]]) {
			list = append(list, exchange(text, letters[a[0]].start, letters[a[1]-1].end,
				letters[b[0]].start, letters[b[1]-1].end, edits)...)
		}
	}
	return list
}

func isConjunction(word []letter) bool {
	return len(word) == 1 && strings.ContainsRune("和与及", word[0].folded)
}

// exchange lets [a, b) and [c, d) change places, if they differ.
func exchange(text string, a, b, c, d, edits int) []change {
	left, right := text[a:b], text[c:d]
	if analysis.Letters(left+right) == analysis.Letters(right+left) {
		return nil
	}
	return []change{{a, d, right + text[b:c] + left, edits}}
}

// cut gives the words of letters, as ranges of them.
func (s *slipper) cut(letters []letter) (words [][2]int) {
	var b strings.Builder
	number := map[int]int{} // byte of what is cut → letter
	for i, l := range letters {
		if l.gap {
			b.WriteByte('\n')
		}
		number[b.Len()] = i
		b.WriteRune(l.folded)
	}
	folded := b.String()
	s.words.Words(folded, func(start, end int) bool {
		first := number[start]
		words = append(words, [2]int{first, first + utf8.RuneCountInString(folded[start:end])})
		return true
	})
	return words
}

// clauses leaves out a clause that ends in ， or ；, but neither the first nor
// the last: what is left would stand in the source as it is. Short are those
// without which the sentence is still near.
func clauses(text string, short bool) (list []change) {
	all := analysis.CountLetters(text)
	var ends []int
	for at, r := range text {
		if r == '，' || r == '；' {
			ends = append(ends, at+utf8.RuneLen(r))
		}
	}
	for i := 1; i < len(ends); i++ {
		from, to := ends[i-1], ends[i]
		inner := analysis.CountLetters(text[from:to])
		outer := analysis.CountLetters(text[:from]) > 0 && analysis.CountLetters(text[to:]) > 0
		if inner > 0 && outer && short == (inner <= allowed(all-inner)) {
			list = append(list, change{from, to, "", inner})
		}
	}
	return list
}

const (
	numerals = "一二三四五六七八九"
	digits   = "0123456789"
	counted  = "年月日个名项条款万亿倍家人级次元号户位天届周千百十"
)

// numbers changes a digit, or a Han numeral that counts something. A leading
// digit does not become 0.
func (s *slipper) numbers(letters []letter) (list []change) {
	for i, l := range letters {
		set := ""
		switch {
		case strings.ContainsRune(digits, l.folded):
			set = digits[1:]
		case strings.ContainsRune(numerals, l.folded) && counts(letters, i):
			set = numerals
		default:
			continue
		}
		each := []rune(strings.ReplaceAll(set, string(l.folded), ""))
		list = append(list, change{l.start, l.end, string(each[s.rng.IntN(len(each))]), 1})
	}
	return list
}

// counts tells whether the numeral letters[i] stands before what can be
// counted or behind 第.
func counts(letters []letter, i int) bool {
	if i > 0 && letters[i-1].folded == '第' && !letters[i].gap {
		return true
	}
	return i+1 < len(letters) && !letters[i+1].gap && strings.ContainsRune(counted, letters[i+1].folded)
}

// marks writes another mark, none, or one where there is none, between two Han
// letters. Between digits and between Latin letters marks matter more.
func (s *slipper) marks(text string, letters []letter) (list []change) {
	for i := 1; i < len(letters); i++ {
		a, b := letters[i-1], letters[i]
		if !bothHan(a, b) {
			continue
		}
		now := text[a.end:b.start]
		if now == "" && s.rng.IntN(8) > 0 || analysis.CountLetters(now) > 0 {
			continue
		}
		each := []string{"，", "、", "；", "。", ",", "：", "！", ""}
		if to := each[s.rng.IntN(len(each))]; to != now {
			list = append(list, change{a.end, b.start, to, 0})
		}
	}
	return list
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func bothHan(a, b letter) bool { return isHan(a.folded) && isHan(b.folded) }

// allHan tells whether letters are Han and nothing stands between them.
func allHan(letters []letter) bool {
	for i, l := range letters {
		if !isHan(l.folded) || i > 0 && l.gap {
			return false
		}
	}
	return true
}
