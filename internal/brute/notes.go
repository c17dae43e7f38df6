package brute

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// plain is a text for the eye that looks for note marks: folded, without
// format characters, each white space ' ', each quotation mark '"'.
type plain struct {
	runes      []rune
	letter     []bool
	part       []bool // of what one rune folds to, as ² of ㎡: begins no form
	start, end []int  // bytes of the text
}

func plainOf(text string) *plain {
	p := &plain{}
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		class, to := analysis.FoldRune(r)
		switch {
		case class == analysis.Space:
			to = " "
		case class == analysis.Quote:
			to = `"`
		case class == analysis.Paragraph:
			to = "\n"
		case to == "":
			to = string(r)
		}
		if class != analysis.Format {
			for _, u := range to {
				p.runes = append(p.runes, u)
				p.letter = append(p.letter, class == analysis.Letter)
				p.part = append(p.part, utf8.RuneCountInString(to) > 1)
				p.start = append(p.start, at)
				p.end = append(p.end, at+size)
			}
		}
		at += size
	}
	return p
}

// at is the rune i; before the text and behind it paragraphs end.
func (p *plain) at(i int) rune {
	if i < 0 || i >= len(p.runes) {
		return '\n'
	}
	return p.runes[i]
}

func (p *plain) isLetter(i int) bool { return i >= 0 && i < len(p.runes) && p.letter[i] }
func (p *plain) isHan(i int) bool    { return p.isLetter(i) && unicode.Is(unicode.Han, p.runes[i]) }

// notesIn gives the bytes where note marks stand, as the comment of package
// analysis says what they are.
func notesIn(text string) []match.Span {
	if strings.IndexFunc(text, mayBegin) < 0 {
		return nil
	}
	p := plainOf(text)
	var notes []match.Span
	for i := 0; i < len(p.runes); i++ {
		row, ok := p.row(i)
		if !ok {
			continue
		}
		if p.isNotes(row) {
			notes = append(notes, match.Span{Start: p.start[row.from], End: p.end[row.to-1]})
		}
		i = row.to - 1
	}
	return notes
}

const (
	raisedFigures  = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	circledFigures = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
)

// mayBegin tells the runes that a form begins with.
func mayBegin(r rune) bool {
	if r < '[' || r >= 0x4e00 && r < 0xf900 { // most of any text
		return false
	}
	return strings.ContainsRune("[［〔【﹝︹︻⁽"+raisedFigures+circledFigures, r)
}

// noteRow is the runes [from, to): forms that only white space and quotation
// marks part. Kind and number are those of the first: '[', '¹' or '①'.
type noteRow struct {
	from, to, forms int
	kind            rune
	number          string
}

func (p *plain) row(i int) (noteRow, bool) {
	row := noteRow{from: i}
	row.kind, row.number, row.to = p.form(i)
	for end := row.to; end > 0; {
		row.to, row.forms = end, row.forms+1
		for p.at(end) == ' ' || p.at(end) == '"' {
			end++
		}
		_, _, end = p.form(end)
	}
	return row, row.forms > 0
}

// form is what begins at i and where it ends, 0 if it is no form.
func (p *plain) form(i int) (kind rune, number string, end int) {
	switch r := p.at(i); {
	case i < len(p.part) && p.part[i]:
		return 0, "", 0
	case strings.ContainsRune(circledFigures, r):
		return '①', string(r), i + 1
	case strings.ContainsRune(raisedFigures+"⁽", r):
		number, end = p.raised(i)
		return '¹', number, end
	case r == '[':
		number, end = p.bracketed(i)
		return '[', number, end
	}
	return 0, "", 0
}

// digits is the run of these digits at i, if it is a number of up to three
// that does not begin with the zero, which is the first of them.
func (p *plain) digits(i int, among string) (number string, end int) {
	end = i
	for strings.ContainsRune(among, p.at(end)) && !p.part[end] {
		end++
	}
	zero, _ := utf8.DecodeRuneInString(among)
	if end == i || end-i > 3 || p.at(i) == zero {
		return "", 0
	}
	return string(p.runes[i:end]), end
}

func (p *plain) raised(i int) (number string, end int) {
	closed := p.at(i) == '⁽'
	if closed {
		i++
	}
	number, end = p.digits(i, raisedFigures)
	for n := 1; end > 0 && n <= 32 && strings.ContainsRune(",、-⁻", p.at(end)); n++ {
		_, next := p.digits(end+1, raisedFigures)
		if next == 0 {
			break
		}
		end = next
	}
	switch {
	case !closed || end == 0:
		return number, end
	case p.at(end) != '⁾':
		return "", 0
	}
	return number, end + 1
}

func (p *plain) bracketed(i int) (first string, end int) {
	for n := 1; n <= 32; n++ {
		i++
		for p.at(i) == ' ' {
			i++
		}
		number, end := p.digits(i, "0123456789")
		if strings.ContainsRune(circledFigures, p.at(i)) {
			number, end = string(p.at(i)), i+1
		}
		if end == 0 {
			return "", 0
		}
		if n == 1 {
			first = number
		}
		for i = end; p.at(i) == ' '; {
			i++
		}
		if p.at(i) == ']' {
			return first, i + 1
		}
		if !strings.ContainsRune(",、-", p.at(i)) {
			return "", 0
		}
	}
	return "", 0
}

// isNotes judges a row.
func (p *plain) isNotes(row noteRow) bool {
	left, right := row.from-1, row.to
	var between []rune
	for p.at(left) == ' ' || p.at(left) == '"' {
		between = append(between, p.at(left))
		left--
	}
	for p.at(right) == ' ' {
		right++
	}
	return row.forms < 64 && p.canStand(row, left, right, between) && !p.isItem(row, right) && !p.isNumber(row, left, right, between)
}

// canStand tells whether the row can be note marks between the runes left and
// right.
func (p *plain) canStand(row noteRow, left, right int, between []rune) bool {
	han, mark := p.isHan(right), !p.isLetter(right)
	spaced := slices.Contains(between, ' ')
	if !han && !mark || spaced && row.kind != '[' {
		return false
	}
	before := p.at(left)
	figure := func(r rune) bool { return isDigit(r) || isLatin(r) }
	switch {
	case p.isHan(left):
		return true
	case p.isLetter(left):
		return row.kind == '[' && mark && !spaced && (figure(before) || before == '%' || before == '‰')
	case strings.ContainsRune(")]}", before):
		return row.kind != '¹' || !figure(p.at(left-1))
	case strings.ContainsRune("。!?…", before):
		if mark {
			return !strings.ContainsRune(",.;:、", p.at(right))
		}
		return row.kind != '①' || slices.Contains(between, '"') || p.isQuoted(left-1)
	case strings.ContainsRune(",;:", before):
		return han && row.kind == '¹' || p.at(right) == '\n' && row.kind != '①'
	}
	return false
}

// isQuoted tells whether a quotation mark stands at i, or before it with only
// white space and parts of note marks between.
func (p *plain) isQuoted(i int) bool {
	for strings.ContainsRune(" []⁽⁾,、-⁻0123456789"+raisedFigures+circledFigures, p.at(i)) {
		i--
	}
	return p.at(i) == '"'
}

// isItem looks for the next number at the head of a clause.
func (p *plain) isItem(row noteRow, right int) bool {
	if row.kind == '¹' || !p.isLetter(right) {
		return false
	}
	for i := right; i < right+64 && p.at(i) != '\n'; i++ {
		if i == right || p.at(i-1) != ',' && p.at(i-1) != ';' {
			continue
		}
		if kind, number, end := p.form(i); kind == row.kind && valueOf(number) == valueOf(row.number)+1 {
			return p.isHan(end)
		}
	}
	return false
}

// valueOf is the number that plain figures are, or the one in a circle.
func valueOf(number string) int {
	n := 0
	for _, r := range number {
		if i := slices.Index([]rune(circledFigures), r); i >= 0 {
			return i + 1
		}
		n = 10*n + int(r-'0')
	}
	return n
}

var (
	labels = strings.Fields("参见 详见 另见 请见 又见 (见 如图 见图 下图 上图 附图 如表 见表 下表 上表 附表 附件 附录 附注 文献 编号 序号 公式 步骤 选项")
	issued = regexp.MustCompile(`^\p{Han}{0,5}[0-9]{1,5}号`)
)

const (
	joiners  = "、-/和与及或至到"
	measures = "个日天年月号元万亿份人名次倍周户家件页套台吨亩米岁条款项章节级类种期批届处座辆折"
	tails    = "内以之左上后前起的整为及或至不计月工小百应由每未文令公"
	counters = "于在为共每满至到约达近逾计前后过内期各以从按少多超限"
)

// isNumber tells whether the figures of the row belong to the sentence.
func (p *plain) isNumber(row noteRow, left, right int, between []rune) bool {
	before, next := p.at(left), p.at(right)
	formEnds := strings.ContainsRune("]⁾"+raisedFigures+circledFigures, p.at(left-1))
	_, _, joined := p.form(row.to + 1)
	switch {
	case before == '第', slices.Contains(labels, string([]rune{p.at(left - 1), before})),
		len(between) == 0 && strings.ContainsRune(joiners, before) && formEnds,
		strings.ContainsRune(joiners, p.at(row.to)) && joined > 0,
		(next == '.' || next == ',') && strings.ContainsRune("0123456789", p.at(right+1)):
		return true
	case row.kind == '¹':
		return (before == '米' || before == '里') && (row.number == "²" || row.number == "³")
	case row.kind == '①':
		return false
	}
	if strings.ContainsRune(measures, next) {
		if strings.ContainsRune(counters, before) || strings.ContainsRune(tails, p.at(right+1)) {
			return true
		}
		_, _, form := p.form(right + 1)
		if right+1 < len(p.runes) && !p.isLetter(right+1) && form == 0 {
			return true
		}
	}
	return issued.MatchString(string(p.runes[min(right, len(p.runes)):min(right+40, len(p.runes))]))
}
