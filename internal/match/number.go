package match

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// NumberKey is the canonical form of a 文号, "" where it has no letter. Two
// 文号 are one when their keys are equal:
//
//   - width and script don't matter, nor do white space and brackets, whatever
//     their kind and whether around the year or around all
//   - 第, 字 and 年 that only lead from one piece to the next, and 号 behind the
//     number, may be missing
//   - 第十五号 is 第15号
//   - 中华人民共和国 may be missing before an issuer, and 国令 is 国务院令
//
// The key is its pieces, letters and numbers by turns, with blanks between:
// 国发〔2021〕第5号 is "国发 2021 5".
func NumberKey(number string) string { return strings.Join(numberPieces(number), " ") }

// NumberMatcher tells, of the 文号 of documents, whether a 文号 as somebody
// writes it means them. What is written may lack the beginning: 第15号 and
// 〔2021〕15号 mean all that end so, and an issuer may lack the place before it,
// 人民政府令第15号 for 云澜省人民政府令第15号; an issuer alone, 国发, means all its
// numbers. Nothing else that is shorter means what is longer: an issuer is never
// cut within its name.
func NumberMatcher(written string) func(number string) bool {
	want := numberPieces(written)
	return func(number string) bool {
		has := numberPieces(number)
		if len(want) == 0 || len(has) == 0 {
			return false
		}
		if len(want) == 1 && !isNumeric(want[0]) {
			return sameIssuer(want[0], has[0])
		}
		if len(want) > len(has) {
			return false
		}
		has = has[len(has)-len(want):]
		return slices.Equal(want[1:], has[1:]) && sameIssuer(want[0], has[0])
	}
}

// IsNumber tells whether a text is a whole 文号 and nothing else: an issuer, and
// at the end a number that is marked as one, by 号 or by a year before it.
func IsNumber(text string) bool {
	pieces := numberPieces(text)
	n := len(pieces)
	if n < 2 || isNumeric(pieces[0]) || !isNumeric(pieces[n-1]) || slices.ContainsFunc(pieces[1:], isWords) {
		return false
	}
	marked := strings.HasSuffix(analysis.Letters(text), "号") || n == 3 && len(pieces[1]) == len("2021")
	return marked && utf8.RuneCountInString(pieces[0]) > 1
}

func isWords(piece string) bool { return !isNumeric(piece) }

func isNumeric(piece string) bool {
	return piece != "" && !strings.ContainsFunc(piece, func(r rune) bool { return !isNumberRune(r) })
}

func isNumberRune(r rune) bool { return r >= '0' && r <= '9' || r == '-' }

// sameIssuer tells whether an issuer's part of a 文号 is another, or what is left
// of it behind the name of a place. The organs of the state have no place.
func sameIssuer(short, long string) bool {
	place, ok := strings.CutSuffix(long, short)
	if !ok || isNumeric(short) != isNumeric(long) {
		return false
	}
	if place == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(place)
	return !isNumeric(short) && strings.ContainsRune("省市县区州盟旗", last) && utf8.RuneCountInString(place) > 1 &&
		!slices.ContainsFunc([]string{"国", "全国", "最高", "中央", "中共"}, func(s string) bool { return strings.HasPrefix(short, s) })
}

// numberPieces are the letters and the numbers of a 文号 by turns, without what
// NumberKey leaves out.
func numberPieces(number string) []string {
	var pieces []string
	end := true // the last piece is ended
	for _, r := range analysis.FoldString(hanNumbers(analysis.FoldString(number))) {
		class, _ := analysis.FoldRune(r)
		if class != analysis.Letter && r != '-' {
			end = end || isNumeric(pieces[len(pieces)-1])
			continue
		}
		if end || isNumberRune(r) != isNumeric(pieces[len(pieces)-1]) {
			if r == '-' {
				continue
			}
			if !end || len(pieces) == 0 || isNumberRune(r) || isNumeric(pieces[len(pieces)-1]) {
				pieces = append(pieces, "")
			}
		}
		end = false
		pieces[len(pieces)-1] += string(r)
	}
	return bare(pieces)
}

// bare takes out of pieces what only joins them.
func bare(pieces []string) []string {
	var kept []string
	for i, p := range pieces {
		if !isNumeric(p) {
			before, behind := i > 0, i+1 < len(pieces)
			p = strings.ReplaceAll(p, "中华人民共和国", "")
			if behind {
				p = strings.TrimSuffix(strings.TrimSuffix(p, "第"), "字")
			}
			if before && behind {
				p = strings.TrimPrefix(p, "年")
			}
			if before {
				p = strings.TrimPrefix(p, "号")
			}
			if rest, ok := strings.CutPrefix(p, "国令"); ok && i == 0 {
				p = "国务院令" + rest
			}
		}
		if p = strings.Trim(p, "-"); p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// hanNumbers writes the Han numerals behind 第 in digits, where 号 or the end is
// behind them.
func hanNumbers(s string) string {
	head, rest, ok := strings.Cut(s, "第")
	if !ok {
		return s
	}
	numeral := strings.TrimRightFunc(rest[:len(rest)-len(strings.TrimLeft(rest, "〇零一二三四五六七八九十百千 "))], unicode.IsSpace)
	tail := rest[len(numeral):]
	n, ok := hanNumber(numeral)
	if trimmed := strings.TrimLeftFunc(tail, func(r rune) bool { return !unicode.IsLetter(r) }); !ok || trimmed != "" && !strings.HasPrefix(trimmed, "号") {
		return head + "第" + hanNumbers(rest)
	}
	return head + "第" + strconv.Itoa(n) + tail
}

// hanNumber reads a numeral below ten thousand, by place (二〇一) or with its
// powers (二百零一).
func hanNumber(s string) (n int, ok bool) {
	const digits = "〇一二三四五六七八九"
	digit, places, powers := -1, 0, 0
	for _, r := range strings.ReplaceAll(s, "零", "〇") {
		at := strings.IndexRune(digits, r)
		power := strings.IndexRune("十百千", r) / len("十")
		switch {
		case at >= 0:
			digit = at / len("一")
			places = min(places*10+digit, 1<<20)
		case strings.ContainsRune("十百千", r):
			n += max(digit, 0) * [3]int{10, 100, 1000}[power]
			if digit < 0 {
				n += [3]int{10, 100, 1000}[power]
			}
			digit, powers = 0, powers+1
		default:
			return 0, false
		}
	}
	if powers == 0 {
		return places, s != ""
	}
	return n + max(digit, 0), true
}
