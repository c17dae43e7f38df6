package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Where a paragraph without a number stands in an article. Behind the items of
// a list it begins a new 款 or goes on with the last item; behind a 款 it begins
// the next or belongs to it; and at the end of an article it may be no part of
// it: the signature, an annex, a heading that lost its number. The outline
// decides the first and the last, clauses (clause.go) the second.

// unmarked closes what the i-th paragraph, which has no number, does not stand
// in.
func (o *outliner) unmarked(i int) {
	article := o.openArticle()
	if article < 0 {
		return
	}
	p := o.paragraphs[i]
	s := o.text[p.Start:p.End]
	switch {
	case isAnnexLine(s), o.signs(i):
		o.close(0, p.Start)
	case o.leads(i):
		o.close(article, p.Start)
	default:
		k := o.tail(i, s, article)
		o.close(k+1, p.Start)
		if before := o.paragraphs[i-1]; k == article+1 && endsSentence(o.text[before.Start:before.End]) {
			o.paras++
		}
	}
}

// openArticle is the article in the stack, -1 if none is open.
func (o *outliner) openArticle() int {
	for k := len(o.stack) - 1; k >= 0; k-- {
		if o.sections[o.stack[k].index].Level == LevelArticle {
			return k
		}
	}
	return -1
}

// tail is the place in the stack of the innermost section that the i-th
// paragraph stands in: an item that it goes on with, or the article, of which
// it begins a 款. How the line before ends tells, then a list that goes on
// behind the paragraph, then how the items before are built.
func (o *outliner) tail(i int, s string, article int) int {
	last := len(o.stack) - 1
	if last == article {
		return article
	}
	before := o.paragraphs[i-1]
	prev := o.text[before.Start:before.End]
	if goesOnAfter(prev, s) || endsIn(prev, "：:，,、") || endsIn(prev, "；;") && isElement(s) {
		return last
	}
	if next, ok := o.nextItem(i); ok {
		for k := last; k > article; k-- {
			top := o.stack[k]
			level := o.sections[top.index].Level
			switch {
			case level == next.level && next.n > top.n, level < next.level && k == last && !opensClause(s):
				return k
			}
		}
	}
	if o.paras < o.least && !opensClause(s) {
		return article + 1
	}
	return article
}

// item counts what the outermost items of an article hold: m begins one. Where
// each of those before went on for several paragraphs, the last one does too.
func (o *outliner) item(m marker) {
	if m.n == 1 {
		o.least = 0
	} else if m.n == 2 || o.paras < o.least {
		o.least = o.paras
	}
	o.paras = 0
}

// nextItem is the marker of the first item behind the i-th paragraph in the
// same article.
func (o *outliner) nextItem(i int) (marker, bool) {
	for o.ahead = max(o.ahead, i+1); o.ahead < len(o.paragraphs); o.ahead++ {
		p := o.paragraphs[o.ahead]
		if o.quoted[o.ahead] {
			continue
		}
		s := o.text[p.Start:p.End]
		m, ok := scanMarker(s)
		switch {
		case p.depth > 0, isAnnexLine(s), ok && m.level == LevelArticle && !refersTo(s[m.size:]), ok && m.level < LevelArticle && isChapterLine(s, m):
			return marker{}, false
		case ok && m.level > LevelArticle:
			return m, true
		}
	}
	return marker{}, false
}

// signs says that the i-th paragraph begins what stands below the last
// article: organs, dates, addressees, all of them lines without an end.
func (o *outliner) signs(i int) bool { return o.bareRun(i) == len(o.paragraphs) }

// leads says that the i-th paragraph begins a run of bare lines before the
// next article: a heading without a number.
func (o *outliner) leads(i int) bool {
	end := o.bareRun(i)
	if end == i || end == len(o.paragraphs) {
		return false
	}
	p := o.paragraphs[end]
	m, ok := scanMarker(o.text[p.Start:p.End])
	return p.depth > 0 || ok && m.level <= LevelArticle
}

// bareRun is the end of the run of bare lines that begins at the i-th
// paragraph; i if that is none, or goes on with the line before.
func (o *outliner) bareRun(i int) int {
	before := o.paragraphs[i-1]
	if prev := o.text[before.Start:before.End]; !endsSentence(prev) && !saysInForce(prev) || endsIn(prev, "：:；;") {
		return i
	}
	end := i
	for ; end < len(o.paragraphs); end++ {
		p := o.paragraphs[end]
		s := o.text[p.Start:p.End]
		if _, ok := scanMarker(s); ok || p.depth > 0 || !isBareLine(s) {
			break
		}
	}
	return end
}

// maxBareLine is the longest line, in characters, that can be a signature or a
// heading.
const maxBareLine = 40

// isBareLine holds for a short line that ends no sentence and is no row,
// formula or note. 自公布之日起施行 lacks no more than its mark.
func isBareLine(s string) bool {
	switch {
	case !hasLetters(s):
		return true
	case len(s) > 4*maxBareLine || utf8.RuneCountInString(s) > maxBareLine || endsSentence(s) || endsIn(s, "，,、") || isAppended(s):
		return false
	}
	return !saysInForce(s)
}

// saysInForce holds for 自公布之日起施行 without its full stop.
func saysInForce(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.Contains(s, "自") && strings.ContainsRune("行施止", r)
}

// goesOnAfter says that a line without a number belongs with the one before:
// that ended within a sentence, or the line is none that could stand alone.
func goesOnAfter(prev, s string) bool {
	return isAppended(s) || !endsSentence(prev) && !isAppended(prev)
}

// isAppended holds for lines that always belong with what stands before them:
// rows of tables, formulas, notes, elements of lists whose marks are no
// sections, and lines without a letter.
func isAppended(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case strings.Contains(s, cellGap), isFormula(s), strings.ContainsRune(bullets, r), unicode.Is(unicode.No, r), '─' <= r && r <= '╿', strings.Contains(s, "│"):
		return true
	case strings.HasPrefix(s, "注：") || strings.HasPrefix(s, "注:") || strings.HasPrefix(s, "註："):
		return true
	}
	if strings.ContainsRune("甲乙丙丁戊己庚辛壬癸", r) {
		return strings.HasPrefix(s[utf8.RuneLen(r):], "、")
	}
	return !hasLetters(s)
}

func hasLetters(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// isFormula holds for a line that equates and ends no sentence.
func isFormula(s string) bool { return strings.ContainsAny(s, "=＝﹦") && !endsSentence(s) }

// opensClause holds for words that speak of the 款 or the list before.
func opensClause(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "依照"), "按照"), "违反")
	for _, word := range []string{"前款", "前两款", "前兩款", "前二款", "前三款", "本条第", "第一款", "前項", "前二項", "前三項", "本條第", "第一項", "上述"} {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

// isElement holds for a line that can be an element of a list which lost its
// number: it names something and says nothing of it.
func isElement(s string) bool {
	if endsIn(s, "；;") {
		return true
	}
	for _, word := range []string{"，", "应当", "應", "不得", "可以", "得", "必须", "負責", "负责", "禁止", "由"} {
		if strings.Contains(s, word) {
			return false
		}
	}
	return true
}

// isAnnexLine holds for the line that an annex begins with: 附件, 附件1, 附：….
func isAnnexLine(s string) bool {
	for _, word := range []string{"附件", "附表", "附录", "附錄", "附图", "附圖", "附"} {
		rest, ok := strings.CutPrefix(s, word)
		if !ok {
			continue
		}
		if n, ok := scanNumeral(strings.TrimLeftFunc(rest, isSpace)); ok && word != "附" {
			rest = strings.TrimLeftFunc(rest, isSpace)[n.size:]
		}
		next, _ := utf8.DecodeRuneInString(rest)
		switch {
		case next == '：' || next == ':':
			return true
		case word == "附":
			return false
		}
		return rest == "" || (isSpace(next) || next == '（' || next == '(') && !endsSentence(s)
	}
	return false
}

// endsIn says that the last rune of s, closing marks aside, is one of marks.
func endsIn(s, marks string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, closingMarks))
	return s != "" && strings.ContainsRune(marks, r)
}
