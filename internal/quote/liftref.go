package quote

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
)

// ref is a place where a document is named. Not every one is a claim: a title
// without 《 and 》 only says whom a quotation is ascribed to.
type ref struct {
	Name
	cited bool
}

// refFinder goes through a text from left to right and knows what was named.
type refFinder struct {
	text   string
	self   string // the draft's own title
	own    string // its letters
	number string // letters of its own 文号
	native bool   // the draft has articles of its own: a bare 第十条 is one of them
	titles []Span // 《…》, the rest
	bare   []Span // known titles without marks, the rest
	refs   []ref
	known  antecedents
}

// findRefs finds the documents that a text names, in order and disjoint.
func findRefs(doc *corpus.Document, marked []Span, titles Titles) []ref {
	f := &refFinder{text: doc.Text, self: doc.Title, own: analysis.Letters(doc.Title), number: analysis.Letters(doc.Number), titles: marked, known: newAntecedents()}
	for _, s := range doc.Outline {
		f.native = f.native || s.Level == corpus.LevelArticle
	}
	if titles != nil {
		f.bare = wellFormed(doc.Text, titles.In(doc.Text))
	}
	for i := 0; i < len(f.text); {
		if end := f.at(i); end > i {
			i = end
			continue
		}
		_, size := utf8.DecodeRuneInString(f.text[i:])
		i += size
	}
	return f.refs
}

// wellFormed keeps the spans that lie in the text in order and hold four
// letters or more: shorter titles are words of every text.
func wellFormed(text string, spans []Span) []Span {
	var kept []Span
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End <= s.Start || s.End > len(text) || utf8.RuneCountInString(text[s.Start:s.End]) < 4 {
			continue
		}
		if !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			continue
		}
		kept = append(kept, s)
		at = s.End
	}
	return kept
}

// at reads what is named at byte i and returns its end, or i if nothing is.
func (f *refFinder) at(i int) int {
	for len(f.titles) > 0 && f.titles[0].Start < i {
		f.titles = f.titles[1:]
	}
	for len(f.bare) > 0 && f.bare[0].Start < i {
		f.bare = f.bare[1:]
	}
	switch {
	case len(f.titles) > 0 && f.titles[0].Start == i:
		return f.title(f.titles[0])
	case len(f.bare) > 0 && f.bare[0].Start == i && (len(f.titles) == 0 || f.bare[0].End <= f.titles[0].Start):
		return f.bareTitle(f.bare[0])
	}
	switch r, _ := utf8.DecodeRuneInString(f.text[i:]); {
	case r == '第', r == '附':
		return f.part(i)
	case yearOpens(r):
		return f.bareNumber(i)
	case r == '党':
		return f.shaped(i, partyPaper(f.text[i:]))
	case r == '政' && strings.HasPrefix(f.text[i:], "政府工作报告"):
		return f.workReport(i)
	case r == '法' && i > 0:
		return f.bareLaw(i)
	case r == '上' && i > 0:
		return f.speech(i)
	}
	return i
}

// floor is the byte before which everything is taken.
func (f *refFinder) floor() int {
	if len(f.refs) == 0 {
		return 0
	}
	return f.refs[len(f.refs)-1].End
}

// leadingYear is the year before 《政府工作报告》, which alone tells one from
// another; versionBracket names a version behind a title: （2015年修正）.
var (
	leadingYear    = regexp.MustCompile(`([0-9０-９]{4}|[〇零一二三四五六七八九]{4})年度?(国务院)?的?$`)
	versionBracket = regexp.MustCompile(`^\s*[（(][0-9０-９]{4}年[^（）()]{0,12}(修正|修订|修改)[^（）()]{0,6}[）)]`)
)

// title reads 《…》, the brackets behind it (文号, 以下简称), and articles.
func (f *refFinder) title(s Span) int {
	printed := dropSpace(f.text[s.Start+len("《") : s.End-len("》")])
	if !strings.ContainsFunc(printed, isWordRune) {
		return s.End
	}
	n := Name{Span: s, Title: f.known.full(printed)}
	if year := leadingYear.FindString(lastBytes(f.text[:s.Start], 40)); year != "" && strings.HasSuffix(printed, "政府工作报告") {
		n.Title = dropSpace(year) + printed
	}
	if version := versionBracket.FindString(firstBytes(f.text[s.End:], 120)); version != "" {
		n.Title += dropSpace(version)
		s.End += len(version)
	}
	n.Number, n.End = bracketNumber(f.text, s.End)
	f.known.add(n.Title)
	return f.provisions(n, s.End, !f.isOwn(n.Title))
}

// isOwn tells the draft's own title.
func (f *refFinder) isOwn(title string) bool {
	return f.own != "" && analysis.Letters(title) == f.own
}

// bareTitle reads a known title without marks: a name, and a claim if an
// article or a 文号 stands behind it.
func (f *refFinder) bareTitle(s Span) int {
	n := Name{Span: s, Title: dropSpace(f.text[s.Start:s.End])}
	if f.isOwn(n.Title) {
		f.known.add(n.Title)
		return s.End
	}
	n.Number, n.End = bracketNumber(f.text, s.End)
	f.known.add(n.Title)
	return f.provisions(n, s.End, n.Number != "")
}

// provisions reads the brackets behind a name that ends at at, and the parts that
// are cited of it. The first belongs to the name's own place, each further one
// is a place of its own. A name with parts is cited, the draft's own only then.
func (f *refFinder) provisions(n Name, at int, cited bool) int {
	end, named := f.brackets(&n, at)
	list := f.leadIn(max(end, n.End))
	if list == nil {
		f.add(n, cited)
		return max(n.End, named)
	}
	n.Own = f.native && f.isOwn(n.Title)
	return f.members(n, list, n.Own || !f.isOwn(n.Title))
}

// members adds a name for each member of a list of provisions, whose spans are
// bytes of the draft's text. The first one begins where the name does.
func (f *refFinder) members(n Name, list []member, cited bool) int {
	for i, m := range list {
		m.onto(&n)
		n.Unread = m.unread
		if i > 0 {
			n.Start, n.Number = m.Start, ""
		}
		n.End = m.End
		f.add(n, cited)
	}
	return n.End
}

func (f *refFinder) add(n Name, cited bool) {
	n.Text = dropSpace(f.text[n.Start:n.End])
	f.refs = append(f.refs, ref{Name: n, cited: cited})
}

// bareNumber reads a 文号 whose year's bracket opens at i.
func (f *refFinder) bareNumber(i int) int {
	size := yearAndNumber(f.text[i:])
	if size == 0 {
		return i
	}
	floor := max(f.floor(), i-45)
	organ := organRun(f.text[floor:i])
	if organ == "" {
		return i
	}
	n := Name{Span: Span{Start: i - len(organ), End: i + size}}
	n.Number = dropSpace(f.text[n.Start:n.End])
	if analysis.Letters(n.Number) != f.number && !f.isHeadLine(n.Span) {
		f.add(n, true)
	}
	return n.End
}

// isHeadLine tells a 文号 that is a paragraph by itself: the draft's own, or
// that of a paper attached to it.
func (f *refFinder) isHeadLine(s Span) bool {
	return (s.Start == 0 || f.text[s.Start-1] == '\n') && (s.End == len(f.text) || f.text[s.End] == '\n')
}

// shaped adds a document known by the shape of its name.
func (f *refFinder) shaped(i, size int) int {
	if size == 0 {
		return i
	}
	n := Name{Span: Span{Start: i, End: i + size}}
	n.Title = dropSpace(f.text[n.Start:n.End])
	f.add(n, false)
	return n.End
}

// workReport reads 2023年政府工作报告, 省政府工作报告, 政府工作报告.
func (f *refFinder) workReport(i int) int {
	floor := max(f.floor(), i-60)
	run := nameRun(f.text[floor:i])
	if utf8.RuneCountInString(run) > 14 {
		run = ""
	}
	return f.shaped(i-len(run), len(run)+len("政府工作报告"))
}

// bareLaw reads 行政处罚法 before a verb, whose 法 stands at i.
func (f *refFinder) bareLaw(i int) int {
	end := i + len("法")
	if strings.HasPrefix(f.text[end:], "典") {
		end += len("典")
	}
	verb := strings.TrimPrefix(f.text[end:], "明确")
	if !strings.HasPrefix(verb, "规定") && !strings.HasPrefix(verb, "明确") && verb == f.text[end:] {
		return i
	}
	floor := max(f.floor(), i-60)
	run := nameRun(f.text[floor:i])
	name := shapedLaw(run + f.text[i:end])
	if name == "" || isDemonstrative(demonstrative(run)) || utf8.RuneCountInString(name) > 16 {
		return i
	}
	n := Name{Span: Span{Start: end - len(name), End: end}, Title: name}
	if title, _ := f.known.endingIn(name); title != "" {
		n.Title = title
	}
	f.known.add(n.Title)
	f.add(n, false)
	return end
}

// speech reads 在……上的讲话 whose 上 stands at i.
func (f *refFinder) speech(i int) int {
	rest := strings.TrimPrefix(f.text[i:], "上的")
	size := 0
	for _, word := range []string{"讲话", "重要讲话", "致辞", "报告", "发言", "演讲"} {
		if strings.HasPrefix(rest, word) {
			size = len("上的") + len(word)
		}
	}
	if size == 0 || rest == f.text[i:] {
		return i
	}
	floor := max(f.floor(), i-120)
	run := lastWords(f.text[floor:i])
	at := strings.LastIndex(run, "在")
	if at < 0 || len(run)-at < len("在大会") {
		return i
	}
	start := i - len(run) + at
	return f.shaped(start, i+size-start)
}
