package quote

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// maxLeadIn is how many letters stand at most between a name and what is cited
// of it, those in brackets apart.
const maxLeadIn = 16

// leadIn reads the provisions behind a name and its brackets, which end at at,
// over the words that lead on to them:
//
//	《甲》第三章第九条 · 《甲》中第九条 ·
//	《甲》规定的第九条 · 《甲》，第九条 · 《甲》附件2
//
// What begins like a provision and can't be read is a member of its own kind.
// Nil if none follows. Spans are bytes of the draft's text.
func (f *refFinder) leadIn(at int) []member {
	rest := f.text[at:]
	lead, sure := leadSize(rest)
	if lead < 0 {
		return nil
	}
	list := readProvisions(rest[lead:])
	if list == nil {
		return f.unreadable(at + lead)
	}
	end := lead + list[len(list)-1].End
	if !sure && (f.native || !followsArticle(rest[end:])) {
		return nil
	}
	return shifted(list, at+lead)
}

// unreadable is the one member of what begins like a provision at at.
func (f *refFinder) unreadable(at int) []member {
	size := unreadSize(f.text[at:])
	if size == 0 {
		return nil
	}
	start := at + skipSpaces(f.text[at:])
	return []member{{Span: Span{Start: start, End: at + size}, unread: dropSpace(f.text[start : at+size])}}
}

// brackets goes over the brackets behind a name, several of them, and takes the
// 文号 and the short name out of them. One that names another document ends
// them. named is the end of the last that gives a short name.
func (f *refFinder) brackets(n *Name, at int) (end, named int) {
	for {
		size := bracketSize(f.text[at:])
		if size == 0 {
			return at, named
		}
		number, numbered := bracketNumber(f.text, at)
		alias, short := shortName(f.text, at)
		switch {
		case alias != "":
			f.known.alias(alias, n.Title)
			named = short
		case number == "" && strings.Contains(f.text[at:at+size], "《"):
			return at, named
		}
		if number != "" {
			n.Number, n.End = cmp.Or(n.Number, number), max(n.End, numbered, named)
		}
		at += size
	}
}

// leadWords lead from a name on to a part of it.
var leadWords = wordsOf("的", "之", "中", "中的", "里", "里的", "内", "内的", "规定的", "規定的", "所规定的", "所列", "所列的", "列举的", "载明的", "确定的", "明确的", "关于", "有关", "原", "原来的", "新的", "新", "新增", "新增的", "现行", "现行的",
	"修订后的", "修正后的", "修改后的", "修订前的", "修改前的", "序言及", "序言和", "序言、", "总则", "分则", "附则", "罚则", "总则和", "正文", "正文的", "所附", "所附的")

// leadSize is the bytes of the words before a provision, -1 if other words stand
// there. sure tells that no comma parts the two.
func leadSize(s string) (size int, sure bool) {
	i := skipSpaces(s)
	if r, width := utf8.DecodeRuneInString(s[i:]); strings.ContainsRune("，,：:", r) && width > 0 {
		i += width
		return i + skipSpaces(s[i:]), false
	}
	for w := leadWords.at(s[i:]); w != "" && !beginsPart(s[i:]); w = leadWords.at(s[i:]) {
		i += len(w)
		i += skipSpaces(s[i:])
	}
	if beginsPart(s[i:]) {
		return i, true
	}
	n := ledSize(s[i:])
	if n < 0 {
		return -1, false
	}
	return i + n, true
}

func beginsPart(s string) bool {
	return strings.HasPrefix(s, "第") || annexWords.at(s) != ""
}

// ledSize is the bytes of other words before a 第 that lead on to it: 《甲》关于护河的
// 第九条, 《民法典》合同编第五百条. -1 if they don't, or name another document.
func ledSize(s string) int {
	letters := 0
	for i, r := range s {
		if r == '第' {
			return ledBy(s[:i])
		}
		if letters++; !hanRune(r) || letters > maxLeadIn {
			return -1
		}
	}
	return -1
}

// ledBy is the size of words that lead on to a provision, -1 of others.
func ledBy(words string) int {
	bare := words
	for _, w := range []string{"的", "中", "里", "编", "編", "章", "部分"} {
		bare = strings.TrimSuffix(bare, w)
	}
	if bare == words || joints.at(words) != "" || strings.ContainsAny(words, "本该同其") {
		return -1
	}
	if w := shortWordAtEnd(bare); w != "" && w != "规定" && w != "規定" {
		return -1
	}
	return len(words)
}

// part reads 第十二条, 第三章 or 附件2 without a title in front: 条例第十二条, 该法第三章, or an
// article of the document named last.
func (f *refFinder) part(i int) int {
	list := readProvisions(f.text[i:])
	named := list != nil
	if !named {
		if list = f.unreadable(i); list == nil {
			return i
		}
	}
	list = shiftedFrom(list, i, named)
	first := list[0]
	if first.unread == "" && first.annex+first.chapter+first.article == "" {
		return i
	}
	start, n := f.referred(i, list[len(list)-1].End, first.article != "")
	if n.Title == "" {
		return i
	}
	n.Span = Span{Start: start, End: list[0].End}
	return f.members(n, list, n.Own || !f.isOwn(n.Title))
}

// shiftedFrom puts spans that are bytes of the text from i on where they stand.
func shiftedFrom(list []member, i int, relative bool) []member {
	if !relative {
		return list
	}
	return shifted(list, i)
}

// referred is the document that a bare part at [i, end) belongs to, and where
// the words for it start; without a title if there is none.
func (f *refFinder) referred(i, end int, article bool) (start int, n Name) {
	floor := max(f.floor(), i-90)
	before := f.withoutBracket(withoutPart(trimSpaces(strings.TrimSuffix(f.text[floor:i], "的"))))
	if !article {
		if nl := strings.LastIndexByte(f.text[floor:i], '\n'); nl >= 0 && nl >= len(before) {
			return 0, Name{} // a heading
		}
	}
	if w := shortWordAtEnd(before); w != "" {
		run := demonstrative(nameRun(strings.TrimSuffix(before, w)))
		n, size := f.byWord(run, w)
		return floor + len(before) - size, n
	}
	if !article || f.native || strings.HasSuffix(before, "为") || !followsArticle(f.text[end:]) {
		return 0, Name{}
	}
	return i, Name{Title: f.known.law}
}

// withoutBracket is what stands before a bracket at the end of s, if that only
// gives a short name: 政治献金法（以下简称本法）.
func (f *refFinder) withoutBracket(s string) string {
	open := strings.LastIndexAny(s, "（(")
	if !strings.HasSuffix(s, "）") && !strings.HasSuffix(s, ")") || open < 0 {
		return s
	}
	alias, _ := shortName(s, open)
	name := trimSpaces(s[:open])
	word := shortWordAtEnd(name)
	if alias == "" || word == "" {
		return s
	}
	if full := nameRun(strings.TrimSuffix(name, word)) + word; full != word {
		title, _ := f.known.endingIn(full)
		f.known.alias(alias, cmp.Or(title, full))
	}
	return name
}

// byWord finds the document that run+word means: 本条例, 条例, 行政处罚法. size is
// how many bytes at the end of run+word name it.
func (f *refFinder) byWord(run, word string) (n Name, size int) {
	size = len(run) + len(word)
	switch {
	case run == "本":
		return f.itself(word), size
	case run == "其":
		return Name{Title: f.itsOwn(word)}, size
	case run == "" && f.native:
		return Name{}, 0
	case run == "" || isDemonstrative(run):
		if title := f.known.fitting(word); title != "" || word != "宪法" {
			return Name{Title: title}, size
		}
		return Name{Title: word}, len(word)
	}
	full := dropSpace(run + word)
	if title, core := f.known.endingIn(full); title != "" {
		return Name{Title: title}, min(size, len(core))
	}
	if lawWord(word) && utf8.RuneCountInString(full) <= 16 || f.namesLaw(full, word) {
		f.known.add(full)
		return Name{Title: full}, size
	}
	return Name{}, 0
}

// namesLaw tells that words name a law by its shape, though no one is known by
// them: 司法人员人事条例. 规定 and 决定 are as often verbs.
func (f *refFinder) namesLaw(full, word string) bool {
	n := utf8.RuneCountInString(full) - utf8.RuneCountInString(word)
	return slices.Contains(lawWords, word) && !strings.Contains("规定規定决定決定解释解釋总则總則协定協定", word) &&
		n >= 2 && n <= 20 && notLaws.at(full) == "" && shapedLaw(full) != ""
}

// itself is what 本条例 means: a short name that the draft gave (以下简称本法), the
// draft itself, the law that its title says it carries out, or the last title
// that fits. Without a title if it is what the draft puts into force.
func (f *refFinder) itself(word string) Name {
	if title, ok := f.known.aliases["本"+word]; ok {
		return Name{Title: title}
	}
	if mother := carriedOut(f.self); fits(mother, word) {
		return Name{Title: mother}
	}
	own := strings.Contains(f.self, word)
	switch {
	case f.native && (own || f.self == ""):
		return Name{Title: cmp.Or(f.self, "本"+word), Own: true}
	case own || f.native || strings.Contains(f.own, "印发"):
		return Name{}
	}
	return Name{Title: f.known.fitting(word)}
}

// carrying are the words for what carries out a law and is named after it.
var carrying = []string{"实施细则", "实施条例", "实施办法", "施行细则", "施行細則", "實施細則", "實施辦法"}

// carriedOut is the law that a title says it carries out: 公证法 of 公证法施行细则.
func carriedOut(title string) string {
	title = unbracketed(title)
	for _, w := range carrying {
		if rest, ok := strings.CutSuffix(title, w); ok {
			return rest
		}
	}
	return ""
}

// itsOwn is what 其实施细则 means: that of the law named last.
func (f *refFinder) itsOwn(word string) string {
	law := unbracketed(f.known.law)
	if law == "" || !slices.Contains(carrying, word) {
		return ""
	}
	if title := f.known.fitting(word); title != "" && strings.HasPrefix(analysis.Letters(title), analysis.Letters(law)) {
		return title
	}
	return law + word
}
