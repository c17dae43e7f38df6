package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// provision is a part of a document as it is cited: 第三章第十二条第二款第（三）项第1目,
// 附件2. Parts are labels as ordinal gives them; chapters that stand inside each
// other follow one another.
type provision struct{ annex, chapter, article, paragraph, item, point string }

// member is one element of a list of provisions, and where it stands. Of one
// that begins like a provision and can't be read, unread is what stands there.
type member struct {
	provision
	Span
	unread string
}

// of is the field of a provision for a unit.
func (p *provision) of(u unit) *string {
	switch u {
	case chapterUnit:
		return &p.chapter
	case articleUnit:
		return &p.article
	case paragraphUnit:
		return &p.paragraph
	case itemUnit:
		return &p.item
	}
	return &p.point
}

// order is the units from the widest to the narrowest. Behind 條 a 項 holds 款,
// behind 条 a 款 holds 项.
func (p *provision) order() [5]unit {
	if strings.Contains(p.article, "條") {
		return [5]unit{chapterUnit, articleUnit, itemUnit, paragraphUnit, pointUnit}
	}
	return [5]unit{chapterUnit, articleUnit, paragraphUnit, itemUnit, pointUnit}
}

// takes tells that an ordinal of this unit can stand inside p: 第三章第九条, 第九条第二款.
func (p *provision) takes(o ordinal) bool {
	if o.unit == chapterUnit {
		return *p == (provision{annex: p.annex, chapter: p.chapter}) && lastRune(o.label) != lastRune(p.chapter)
	}
	if o.unit == articleUnit && (p.paragraph != "" || p.item != "" || p.point != "") {
		return false
	}
	return *p.of(o.unit) == ""
}

// innermost is the narrowest unit of a provision.
func (p provision) innermost() unit {
	order := p.order()
	for _, u := range slices.Backward(order[:]) {
		if *p.of(u) != "" {
			return u
		}
	}
	return noUnit
}

func (p provision) with(o ordinal) provision {
	if o.unit == chapterUnit {
		p.chapter += o.label
	} else {
		*p.of(o.unit) = o.label
	}
	return p
}

// behind is p, where it follows another one in a list, with what it takes over
// from that: 第十二条第一款、第二款. An article states its chapter itself.
func (p provision) behind(prev provision) provision {
	if p.annex != "" || p.chapter != "" {
		return p
	}
	if p.article != "" {
		p.annex = prev.annex
		return p
	}
	for _, u := range prev.order() {
		if *p.of(u) != "" {
			break
		}
		*p.of(u) = *prev.of(u)
	}
	p.annex = prev.annex
	return p
}

// onto puts a provision on a name.
func (p provision) onto(n *Name) {
	n.Annex, n.Chapter, n.Article, n.Paragraph, n.Item, n.Point = p.annex, p.chapter, p.article, p.paragraph, p.item, p.point
}

// readProvisions reads a list of provisions at the start of s, at least one:
// 第四条第二款第（二）、（九）项和第八条至第十二条. Spans are bytes of s. Nil if it begins
// with none.
func readProvisions(s string) []member {
	list := readChain(s, false)
	if list == nil {
		return nil
	}
	for {
		last := list[len(list)-1]
		at := last.End + skipAside(s[last.End:])
		next := readNext(s, at, last.innermost())
		if next == nil {
			return list
		}
		for _, m := range next {
			if m.unread != "" {
				return append(list, m)
			}
			m.provision = m.provision.behind(list[len(list)-1].provision)
			list = append(list, m)
		}
	}
}

// readNext reads what a joint at at leads on to: 、第十三条, 、5条, 至六项. Without 第 it
// counts what was counted last, or goes on as a reference does: not 第三条、5项措施.
func readNext(s string, at int, counted unit) []member {
	for _, w := range []string{"规定", "規定"} { // 第一款规定和第三款
		if rest, ok := strings.CutPrefix(s[at:], w); ok && counted > articleUnit {
			if next := readChain(rest[jointSize(rest, false):], false); jointSize(rest, false) > 0 && next != nil && next[0].article+next[0].chapter+next[0].annex == "" {
				at += len(w)
			}
		}
	}
	joint := jointSize(s[at:], true)
	if joint == 0 {
		return nil
	}
	sure := jointSize(s[at:], false) > 0
	at += joint
	next := readChain(s[at:], sure)
	if len(next) > 0 {
		end := at + next[len(next)-1].End
		marked := strings.HasPrefix(s[at+skipSpaces(s[at:]):], "第") || next[0].annex != "" || next[0].innermost() == counted
		if sure && marked || followsArticle(s[end:]) {
			return shifted(next, at)
		}
		return nil
	}
	if n := unreadSize(s[at:]); n > 0 && sure {
		start := at + skipSpaces(s[at:])
		return []member{{Span: Span{Start: start, End: at + n}, unread: dropSpace(s[start : at+n])}}
	}
	return nil
}

func shifted(list []member, by int) []member {
	for i := range list {
		list[i].Start += by
		list[i].End += by
	}
	return list
}

// readChain reads one provision at the start of s, and where a unit counts
// several (第二款第（二）、（九）项) one for each.
func readChain(s string, bare bool) []member {
	var p provision
	at := 0
	if annexes := readAnnexes(s); len(annexes) > 1 {
		return annexes
	} else if len(annexes) == 1 {
		p, at = annexes[0].provision, annexes[0].End
	}
	start := skipSpaces(s)
	var list []member
	for i := at; ; {
		ords, n := readOrdinals(s[i:], bare && at == 0, p.article != "" || p.paragraph != "")
		if n == 0 || !p.takes(ords[0]) {
			break
		}
		for k, o := range ords {
			if k > 0 {
				start = i + o.Start
			}
			if k < len(ords)-1 {
				list = append(list, member{provision: p.with(o), Span: Span{Start: start, End: i + o.End}})
			}
		}
		p, at = p.with(ords[len(ords)-1]), i+n
		i = at + inside(s[at:], p)
	}
	if at == 0 {
		return nil
	}
	return append(list, member{provision: p, Span: Span{Start: start, End: at}})
}

// maxHeading is how many letters the heading between a chapter's number and an
// article in it has at most.
const maxHeading = 12

// inside is the bytes of what may stand between a part and a part of that: 的,
// 中的, and the heading of a chapter (第三章法律责任第三十条).
func inside(s string, p provision) int {
	i := skipSpaces(s)
	for _, w := range []string{"中的", "中", "的", "之"} {
		if rest, ok := strings.CutPrefix(s[i:], w); ok && strings.HasPrefix(rest, "第") {
			return i + len(w)
		}
	}
	if p.chapter == "" || p.article != "" || jointSize(s[i:], false) > 0 {
		return 0
	}
	letters := 0
	for j, r := range s[i:] {
		if r == '第' && letters > 0 {
			return i + j
		}
		if letters++; !hanRune(r) && !strings.ContainsRune("“”‘’「」", r) || letters > maxHeading {
			return 0
		}
	}
	return 0
}

// skipAside is the bytes of a bracket behind a provision that another one
// follows: 第二百三十四条（故意伤害罪）、第二百三十五条.
func skipAside(s string) int {
	n := bracketSize(s)
	if n == 0 || jointSize(s[n:], false) == 0 {
		return 0
	}
	return n
}

// maxBracket is how many bytes a bracket between a name and what is cited of it
// has at most.
const maxBracket = 300

// bracketSize is the bytes of a bracket at the start of s, those inside it
// included; 0 if there is none or it is not closed in the line.
func bracketSize(s string) int {
	start := skipSpaces(s)
	depth := 0
	for i, r := range s[start:min(len(s), start+maxBracket)] {
		switch {
		case strings.ContainsRune("（([【〔［", r):
			depth++
		case strings.ContainsRune("）)]】〕］", r):
			depth--
		case r == '\n':
			return 0
		}
		if depth == 0 {
			if i == 0 {
				return 0
			}
			return start + i + utf8.RuneLen(r)
		}
	}
	return 0
}

// annexWords are the words for what is attached to a document.
var annexWords = wordsOf("附件", "附表", "附录", "附錄", "附图", "附圖")

// readAnnexes reads 附件2, 附件一、二, 附录Ⅰ at the start of s.
func readAnnexes(s string) []member {
	i := skipSpaces(s)
	word := annexWords.at(s[i:])
	if word == "" {
		return nil
	}
	list := []member{{provision: provision{annex: word}, Span: Span{Start: i, End: i + len(word)}}}
	for at := i + len(word); len(list) < maxShared; {
		n := annexNumberSize(s[at:])
		if n == 0 {
			break
		}
		if last := &list[len(list)-1]; last.annex == word {
			last.End = at + n
		} else {
			list = append(list, member{Span: Span{Start: at + skipSpaces(s[at:]), End: at + n}})
		}
		list[len(list)-1].annex = word + dropSpace(s[at:at+n])
		joint := jointSize(s[at+n:], false)
		if joint == 0 {
			break
		}
		at += n + joint
	}
	return list
}

// maxListed is the highest number of an annex, and of an item that is only a
// number in brackets: more is a year.
const maxListed = 99

// annexNumberSize is the bytes of an annex's number at the start of s: 2, 二,
// （一）, A, Ⅱ.
func annexNumberSize(s string) int {
	i := skipSpaces(s)
	if n, _ := numberSize(s[i:]); n > 0 {
		number, ok := numberOf(dropSpace(s[i:i+n]), itemUnit)
		if next := firstRune(s[i+n:]); !ok || number > maxListed || strings.ContainsRune("年月日个個％%.．", next) && next != utf8.RuneError {
			return 0
		}
		return i + n
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if next := firstRune(s[i+size:]); (r >= 'A' && r <= 'Z' || unicode.Is(unicode.Nl, r)) && !isLatin(next) {
		return i + size
	}
	return 0
}

// maxUnread is how many runes stand between 第 and its unit at most.
const maxUnread = 14

// unreadSize is the bytes of what begins like a provision at the start of s and
// is none that can be read: 第××条, 第某条, 第 条, 第九百零零千条.
func unreadSize(s string) int {
	i := skipSpaces(s)
	rest, ok := strings.CutPrefix(s[i:], "第")
	if !ok {
		return 0
	}
	i = len(s) - len(rest)
	runes := 0
	for j, r := range rest {
		if u, size := unitAt(rest[j:]); u != noUnit {
			return i + j + size
		}
		if runes++; runes > maxUnread || r == '\n' {
			return 0
		}
		known := unicode.IsDigit(r) || unicode.IsSpace(r) || r < utf8.RuneSelf && unicode.IsLetter(r)
		if !known && !strings.ContainsRune("零〇○◯一二三四五六七八九十百千万两兩廿卅卌壹贰貳叁參肆伍陆陸柒捌玖拾佰仟某几若干多×✕╳＿_*＊□■●？?（）()[]［］〔〕、和及至到-—－~～.…·", r) {
			return 0
		}
	}
	return 0
}
