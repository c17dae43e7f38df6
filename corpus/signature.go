package corpus

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Bounds of a signature: bytes of a paragraph that may be part of one, and
// paragraphs above the date that may name organs.
const (
	maxSignature   = 600
	maxSignatories = 20
)

// signature is the organs and the date below a letter, of the first paragraph
// that is a day or a month alone below the names of organs, or behind one.
// Among the first head paragraphs a day will do alone.
func signature(d *draft, head int) (organ, iso string) {
	for i, p := range d.paragraphs {
		if i == 0 || p.End-p.Start > maxSignature || !mayEndDate(d.text[p.Start:p.End]) {
			continue
		}
		lines := d.linesOf(p.Span)
		last := lines[len(lines)-1]
		date, ok := trailingDate(last)
		if !ok {
			continue
		}
		lines[len(lines)-1] = strings.TrimFunc(last[:date.Start], isSpace)
		own, ok := signatories(lines)
		if !ok {
			continue
		}
		if organs := d.organsAbove(i, own); len(organs) > 0 {
			return strings.Join(organs, "、"), date.iso
		}
		if i < head && len(date.iso) == len("2021-03-01") {
			return "", date.iso
		}
	}
	return "", ""
}

// mayEndDate reports whether the last rune of a paragraph can end a date.
func mayEndDate(paragraph []byte) bool {
	r, _ := utf8.DecodeLastRune(paragraph)
	return r == '日' || r == '月' || '0' <= r && r <= '9' || '０' <= r && r <= '９'
}

// dottedDate is a day in digits at the end of a line: 2008.6.12.
var dottedDate = regexp.MustCompile(`(?:^|[^\d０-９.．/／-])([12１２][\d０-９]{3}[.．/／-][\d０-９]{1,2}[.．/／-][\d０-９]{1,2})$`)

// trailingDate is the only date of a line, a month at least, if the line ends with it.
func trailingDate(line string) (date foundDate, ok bool) {
	if dates := datesIn(line); len(dates) > 0 {
		return dates[0], len(dates) == 1 && dates[0].End == len(line)
	}
	m := dottedDate.FindStringSubmatchIndex(line)
	if m == nil {
		return foundDate{}, false
	}
	iso := parseDate(line[m[2]:])
	return foundDate{Span{m[2], m[3]}, iso}, iso != ""
}

// organsAbove puts the organs that are all the paragraphs above the i-th hold
// before own.
func (d *draft) organsAbove(i int, own []string) []string {
	organs := own
	for j := i - 1; j >= 0 && i-j <= maxSignatories; j-- {
		p := d.paragraphs[j]
		if p.End-p.Start > maxSignature {
			break
		}
		above, ok := signatories(d.linesOf(p.Span))
		if !ok {
			break
		}
		organs = slices.Concat(above, organs)
	}
	slices.Reverse(organs) // of a name that stands twice the first stays
	var names []string
	for i, name := range organs {
		if !slices.Contains(organs[i+1:], name) {
			names = append(names, name)
		}
	}
	slices.Reverse(names)
	return names
}

// signatories are the organs that lines name, one or more a line, if the
// lines hold nothing else. Lines that were joined are told apart; a name that
// is broken over two is put together.
func signatories(lines []string) (organs []string, ok bool) {
	for _, l := range lines {
		name := cleanIssuer(l)
		if name == "" {
			continue
		}
		if !isOrgan(name) || slices.Contains(partNames, name) {
			name = cleanIssuer(strings.Join(lines, ""))
			return []string{name}, isOrgan(name)
		}
		organs = append(organs, name)
	}
	return organs, true
}

// partNames end the name of an organ and are none by themselves.
var partNames = []string{"办公室", "办公厅", "委员会", "管理委员会", "指挥部", "联合会", "检察院", "辦公室", "委員會"}

// linesOf is the text of a paragraph by the lines of the file it stands on.
func (d *draft) linesOf(p Span) []string {
	var lines []string
	next := sort.Search(len(d.marks), func(i int) bool { return d.marks[i].Offset > p.Start })
	for start := p.Start; start < p.End; next++ {
		end := p.End
		if next < len(d.marks) {
			end = min(end, d.marks[next].Offset)
		}
		lines = append(lines, strings.TrimFunc(string(d.text[start:end]), isSpace))
		start = end
	}
	return lines
}
