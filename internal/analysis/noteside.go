package analysis

import (
	"strings"
	"unicode/utf8"
)

// noteLeft is what stands before a row: the next rune that is neither white
// space nor a quotation mark, folded, and the three before it.
type noteLeft struct {
	class  Class
	runes  [4]rune // nearest first; '\n' from the start of the text on
	at     int     // byte of the nearest
	spaced bool    // white space stands between
	quoted bool    // a quotation mark does
}

// noteRight is what stands behind a row, white space aside; '\n' at the end
// of the text.
type noteRight struct {
	at    int // byte of the first
	class Class
	rune  rune
	size  int
}

// isNotes judges a row.
func (row noteRow) isNotes(text string) bool {
	l, r := leftOf(text, row.start), rightOf(text, row.end)
	return !row.long && !l.closesForm(text) && row.canStand(text, l, r) && !row.isItem(text, r) && !row.isNumber(text, l, r)
}

// canStand tells whether a note mark can stand between l and r: behind what
// it is a note to, before a Han letter or a mark.
func (row noteRow) canStand(text string, l noteLeft, r noteRight) bool {
	before := l.runes[0]
	han, mark := r.class == Letter && isHan(r.rune), r.class != Letter
	switch {
	case !han && !mark, l.spaced && row.kind != bracketed:
		return false
	case l.class == Letter && isHan(before):
		return true
	case l.class == Letter:
		return row.kind == bracketed && mark && !l.spaced && (isFigure(before) || before == '%' || before == '‰')
	case strings.ContainsRune(")]}", before):
		return row.kind != raised || !isFigure(l.runes[1])
	case !strings.ContainsRune("。!?…,;:", before):
		return false
	}
	return row.canFollow(before, l.quoted || quoteBefore(text, l.at), han, r)
}

// canFollow is canStand behind a stop: what stands at the head of a clause
// is an item rather than a note, unless it is raised, or in brackets behind a
// sentence, or in a circle where a quotation ends the sentence.
func (row noteRow) canFollow(stop rune, quoted, han bool, r noteRight) bool {
	full := strings.ContainsRune("。!?…", stop)
	switch {
	case !han:
		return r.class == Paragraph && (full || row.kind != circled) || full && !strings.ContainsRune(",.;:、", r.rune)
	case row.kind == raised:
		return true
	case row.kind == bracketed:
		return full
	}
	return full && quoted
}

// isItem tells whether the row heads an item of a list that goes on: another
// with the next number stands near, at the head of a clause.
func (row noteRow) isItem(text string, r noteRight) bool {
	if row.kind == raised || r.class != Letter {
		return false
	}
	const near = 64
	head := false
	for at, n := r.at, 0; n < near; {
		at = skipForward(text, at)
		class, c, size := foldedAt(text, at)
		if class == Paragraph {
			return false
		}
		if head {
			kind, number, end := noteForm(text, at)
			if end > 0 && kind == row.kind && number == row.number+1 {
				_, c, _ := foldedAt(text, skipForward(text, end))
				return isHan(c)
			}
		}
		head = class == Punct && (c == ',' || c == ';')
		n += foldedRunes(text[at : at+size])
		at += size
	}
	return false
}

// isNumber tells whether what stands around the row makes its figures a
// number that belongs to the sentence.
func (row noteRow) isNumber(text string, l noteLeft, r noteRight) bool {
	before := l.runes[0]
	if before == '第' || row.isJoined(text, l) || isLabel(l) {
		return true
	}
	if (r.rune == '.' || r.rune == ',') && isDigitAt(text, skipForward(text, r.at+r.size)) {
		return true
	}
	switch row.kind {
	case raised: // 平方米²
		return (row.number == 2 || row.number == 3) && (before == '米' || before == '里')
	case bracketed:
		return isMeasured(text, l, r) || isIssued(text, r)
	}
	return false
}

// noteJoiners stand between the numbers of an enumeration: [1]和[2], ①～③.
const noteJoiners = "、-/和与及或至到"

// isJoined tells an enumeration: a joiner and another such form directly
// beside the row.
func (row noteRow) isJoined(text string, l noteLeft) bool {
	if n := l.runes[1]; n == ']' || isRaised(n) || n == '⁾' || circledNumber(n) > 0 {
		if !l.spaced && !l.quoted && strings.ContainsRune(noteJoiners, l.runes[0]) {
			return true
		}
	}
	at := skipForward(text, row.end)
	_, joiner, size := foldedAt(text, at)
	if size == 0 || !strings.ContainsRune(noteJoiners, joiner) {
		return false
	}
	_, _, end := noteForm(text, skipForward(text, at+size))
	return end > 0
}

// isLabel tells the words behind which a number is what they mean: 附件[2],
// 参见[3].
func isLabel(l noteLeft) bool {
	switch string([]rune{l.runes[1], l.runes[0]}) {
	case "参见", "详见", "另见", "请见", "又见", "(见", "如图", "见图", "下图", "上图", "附图", "如表", "见表", "下表", "上表", "附表",
		"附件", "附录", "附注", "文献", "编号", "序号", "公式", "步骤", "选项":
		return true
	}
	return false
}

const (
	// measureWords follow a number.
	measureWords = "个日天年月号元万亿份人名次倍周户家件页套台吨亩米岁条款项章节级类种期批届处座辆折"
	// measureTails end what a number and its measure word say.
	measureTails = "内以之左上后前起的整为及或至不计月工小百应由每未文令公"
	// countingWords stand before a number.
	countingWords = "于在为共每满至到约达近逾计前后过内期各以从按少多超限"
)

// isMeasured tells a number that something is counted by: 提前[30]日,
// [3]个月内.
func isMeasured(text string, l noteLeft, r noteRight) bool {
	if !strings.ContainsRune(measureWords, r.rune) {
		return false
	}
	if strings.ContainsRune(countingWords, l.runes[0]) {
		return true
	}
	at := skipForward(text, r.at+r.size)
	class, next, _ := foldedAt(text, at)
	if class == Letter {
		return strings.ContainsRune(measureTails, next)
	}
	_, _, form := noteForm(text, at)
	return at < len(text) && form == 0
}

// isIssued tells the short year of a 文号: 财税[94]字第20号, [94]财税字第089号.
func isIssued(text string, r noteRight) bool {
	at, words, digits := r.at, 0, 0
	for {
		_, c, size := foldedAt(text, at)
		switch {
		case c >= '0' && c <= '9':
			digits++
		case digits > 0:
			return c == '号' && digits <= maxIssueDigits
		case !isHan(c) || words == maxIssuerWords:
			return false
		default:
			words++
		}
		at = skipForward(text, at+size)
	}
}

// A 文号 has no more letters between year and number (财税字第), and no more
// figures.
const (
	maxIssuerWords = 5
	maxIssueDigits = 5
)

// foldedRunes is how many runes a single one folds to.
func foldedRunes(s string) int {
	r, _ := utf8.DecodeRuneInString(s)
	_, to := foldRune(r)
	return max(1, utf8.RuneCountInString(to))
}

// isFigure tells behind what a raised figure is a power.
func isFigure(r rune) bool { return r < 0x10000 && (IsDigit(uint16(r)) || IsLatin(uint16(r))) }

func isDigitAt(text string, at int) bool {
	_, r, _ := foldedAt(text, at)
	return r >= '0' && r <= '9'
}

// quoteBefore tells whether a quotation mark ends before the byte at, white
// space aside and what note marks are made of: ”[1]。
func quoteBefore(text string, at int) bool {
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
		class, _ := foldRune(r)
		if class == Quote {
			return true
		}
		if !isOfForm(r) && !isRaised(r) && !opensNote(r) && !closesNote(r) {
			return false
		}
	}
	return false
}

// closesNote tells the runes that end a form in brackets.
func closesNote(r rune) bool {
	_, to := foldRune(r)
	return r == ']' || to == "]" || r == '⁾'
}

// leftOf looks back from the byte at.
func leftOf(text string, at int) noteLeft {
	l := noteLeft{class: Paragraph, runes: [4]rune{'\n', '\n', '\n', '\n'}}
	for n := 0; n < len(l.runes) && at > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
		class, to := foldRune(r)
		if to != "" {
			r, _ = utf8.DecodeLastRuneInString(to)
		}
		switch {
		case class == Format:
		case n == 0 && class == Space:
			l.spaced = true
		case n == 0 && class == Quote:
			l.quoted = true
		default:
			if n == 0 {
				l.class, l.at = class, at
			}
			l.runes[n] = r
			n++
		}
	}
	return l
}

// closesForm tells whether what stands before is of a row itself, one that
// was too long. All of that is none.
func (l noteLeft) closesForm(text string) bool {
	if l.runes[0] != ']' {
		return false // other forms end in what no note mark stands behind
	}
	for at := l.at; at > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
		switch {
		case opensNote(r) && circledNumber(r) == 0:
			_, _, end := noteForm(text, at)
			return end > l.at
		case !isOfForm(r):
			return false
		}
	}
	return false
}

// isOfForm tells what can stand inside of brackets that are a form.
func isOfForm(r rune) bool {
	class, to := foldRune(r)
	if to != "" {
		r, _ = utf8.DecodeRuneInString(to)
	}
	return class == Space || class == Format || r >= '0' && r <= '9' || circledNumber(r) > 0 || strings.ContainsRune(",、-⁻", r)
}

// rightOf looks on from the byte at.
func rightOf(text string, at int) noteRight {
	r := noteRight{at: skipForward(text, at, Space)}
	r.class, r.rune, r.size = foldedAt(text, r.at)
	return r
}
