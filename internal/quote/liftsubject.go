package quote

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// person makes a name of a verb's subject. A document's short word (报告指出) and
// what is shaped like a law's name (行政处罚法) is a document.
func (w *walker) person(s Span) Name {
	n := Name{Span: s, Text: dropSpace(w.text[s.Start:s.End]), Person: true}
	bare := n.Text
	for _, before := range []string{"该", "本", "重要"} {
		bare = strings.TrimPrefix(bare, before)
	}
	if slices.Contains(shortWords, bare) || bare == "文件" || bare == "文章" {
		n.Person, n.Title = false, w.known.fitting(bare)
		if n.Title == "" {
			n.Title = bare
		}
		return n
	}
	if law := shapedLaw(n.Text); law != "" {
		at := s.Start + max(0, strings.Index(w.text[s.Start:s.End], law))
		n = Name{Span: Span{Start: at, End: min(s.End, at+len(law))}, Text: law, Title: law}
		if title, _ := w.known.endingIn(law); title != "" {
			n.Title = title
		}
	}
	return n
}

// shapedLaw is the law's name that a subject is: 行政处罚法 of 我国行政处罚法总则,
// "" if it is none.
func shapedLaw(name string) string {
	for _, before := range []string{"根据", "按照", "依照", "依据", "我国", "现行", "新修订的", "新修订", "新"} {
		name = strings.TrimPrefix(name, before)
	}
	name = withoutPart(name)
	word := shortWordAtEnd(name)
	run := utf8.RuneCountInString(strings.TrimSuffix(name, word))
	switch {
	case slices.Contains([]string{"宪法", "刑法", "民法", "民法典", "憲法", "党章"}, name):
		return name
	case word == "" || run < 2 || !slices.Contains(lawWords, word) || notLaws.at(name) != "":
		return ""
	}
	return name
}

var notLaws = wordsOf("有关", "相关", "上述", "前述", "这些", "这部", "各项", "各级", "所有", "一些", "许多", "会议", "大会", "全会")

// withoutPart is a law's name without the part of it that is named behind it:
// 行政处罚法总则. 民法总则 is a law itself.
func withoutPart(name string) string {
	for _, part := range []string{"总则部分", "总则", "分则", "附则", "序言"} {
		if rest, ok := strings.CutSuffix(name, part); ok && lawWord(shortWordAtEnd(rest)) && !strings.HasSuffix(rest, "民法") {
			return rest
		}
	}
	return name
}

// found is what a verb has for a subject.
type found struct {
	kind       foundKind
	start, end int // bytes of the text before the verb, of somebody and a pronoun
}

type foundKind int

const (
	nobody  foundKind = iota // nothing at all: 又说, 还规定
	unclear                  // words that are no name
	somebody
	pronoun // 他, 她
)

// maxClauses is how many clauses, from the verb's own back, are asked for its
// subject.
const maxClauses = 4

// subject is the subject of the verb that text ends before. It looks in the
// verb's own clause and, where that has only adverbs or 在……时, in those before.
// What stands between a document and the verb (《甲》明文规定) is never a subject.
func subject(text string) found {
	end := len(text)
	overDocument := false
	var him found
	for range maxClauses {
		start, edge := clauseStart(text[:end])
		clause := text[start:end]
		if s := strings.TrimRight(text[:edge], " "); start > 0 && s != "" && s[len(s)-1] == cited {
			n := freedFrom(clause)
			start, clause = start+n, clause[n:]
			if n == 0 {
				clause = ""
			}
		}
		if edge > 0 && text[edge-1] == held && strings.HasPrefix(clause, "的") {
			clause = "" // 毛主席针对“四人帮”的专横跋扈，指出
		}
		s, e, empty := trimSubject(clause)
		if e > s {
			if overDocument && !strings.Contains(text[start+s:end], "在") && !touches(text, end) {
				return found{kind: unclear} // 传单上，《甲》 names only the document, 王某在《甲》中 both
			}
			return found{kind: somebody, start: start + s, end: start + e}
		}
		if him.kind == nobody {
			lead := trimLead(clause)
			if who := pronounAt(clause[lead:]); who != "" {
				him = found{kind: pronoun, start: start + lead, end: start + lead + len(who)}
			}
		}
		if !empty {
			return cmp.Or(him, found{kind: unclear})
		}
		end = len(strings.TrimRightFunc(text[:edge], endsClause))
		overDocument = overDocument || strings.ContainsRune(text[end:start], cited)
	}
	return him
}

// clauseStart is where the last clause of a text starts, and edge where what
// parts it from the one before it ends: a bracket is gone over whole.
func clauseStart(text string) (start, edge int) {
	i := strings.LastIndexFunc(text, endsClause)
	if i < 0 {
		return 0, 0
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	start, edge = i+size, i+size
	if r == '）' || r == ')' {
		if open := strings.LastIndexAny(text[:i], "（("); open > 0 {
			edge = open
		}
	}
	return start, edge
}

// freedFrom is the bytes of 后 or 时 behind a document's name, with which it is
// only what somebody read.
func freedFrom(clause string) int {
	for _, w := range []string{"之后", "以后", "后", "之际", "时", "期间"} {
		if strings.HasPrefix(clause, w) {
			return len(w)
		}
	}
	return 0
}

// touches tells that the words before text[at:] lead straight on to a document:
// 国务院《甲》, and not 本子上的《甲》.
func touches(text string, at int) bool {
	return text[at] == cited && !strings.ContainsRune("的上中里", lastRune(text[:at]))
}

func endsClause(r rune) bool {
	return strings.ContainsRune("，,；;：:。！？（()）—…|\n", r) || r == held || r == cited
}

// trimSubject takes the subject out of a clause: without 正如, without 在……时, up to
// the first adverb. empty tells that nothing else was there.
func trimSubject(clause string) (start, end int, empty bool) {
	clause = trimSpaces(clause)
	start, end = trimLead(clause), len(clause)
	for strings.HasPrefix(clause[start:end], "在") || strings.HasPrefix(clause[start:end], "当") {
		n := placeSize(clause[start:end])
		start += n
		start += trimLead(clause[start:end])
		if n == 0 {
			return 0, 0, true
		}
	}
	if start >= end {
		return 0, 0, true
	}
	end = start + subjectSize(clause[start:end])
	name := strings.TrimRightFunc(clause[start:end], unicode.IsSpace)
	for _, w := range []string{"的", "中", "里", "上", "所", "也", "还", "又", "曾", "就"} {
		name = strings.TrimSuffix(name, w)
	}
	if owner := ownerOf(name); owner != name && strings.HasSuffix(clause[:end], "的") {
		start, name = start+len(name)-len(owner), owner
	}
	switch {
	case name == "" || isFiller(name) || pronounAt(name) != "":
		return 0, 0, true
	case shapedLaw(name) == "" && !isNameLike(name):
		return 0, 0, false
	}
	return start, start + len(name), false
}

// subjectSize is the bytes of a clause before its first adverb or verb.
func subjectSize(clause string) int {
	if slices.Contains(shortWords, strings.TrimPrefix(clause, "重要")) {
		return len(clause)
	}
	for i := range clause {
		if i <= len("一") {
			continue
		}
		if n := numeralSize(clause[i:]); n > 0 && strings.ContainsRune("年月", firstRune(clause[i+n:])) {
			return i
		}
		if w := predicates.at(clause[i:]); w != "" && !insideWord(clause, i, len(w)) {
			return i
		}
	}
	return len(clause)
}

// ownerOf is who words are of, behind a verb that leads on to them: 毛主席 of
// 要永远记住毛主席.
func ownerOf(name string) string {
	at := 0
	for _, w := range []string{"记住", "牢记", "记着", "铭记", "重温", "学习", "遵循", "遵照", "贯彻", "落实", "执行", "实行", "坚持", "发扬", "引用", "按照", "根据", "响应", "回答", "背诵", "想起", "听从", "借用", "套用", "用"} {
		if i := strings.LastIndex(name, w); i >= 0 {
			at = max(at, i+len(w))
		}
	}
	return name[at:]
}

// pronounAt is the 他, 她 that a clause begins with, "" for none.
func pronounAt(clause string) string {
	for _, w := range []string{"他们", "她们", "他", "她"} {
		if rest, ok := strings.CutPrefix(clause, w); ok && !strings.ContainsRune("人国乡山", firstRune(rest)) {
			return w
		}
	}
	return ""
}

// trimLead is the bytes of numbers, connectives and dates that a clause begins
// with.
func trimLead(clause string) int {
	at := numberingSize(clause)
	for again := true; again; {
		again = false
		at += skipSpaces(clause[at:])
		for _, w := range leading {
			if strings.HasPrefix(clause[at:], w) && !strings.HasPrefix(clause[at:], "有关") {
				at, again = at+len(w), true
			}
		}
		if n := numeralSize(clause[at:]); n > 0 {
			if r, size := utf8.DecodeRuneInString(clause[at+n:]); strings.ContainsRune("年月日", r) {
				at, again = at+n+size, true
			}
		}
		if rest, ok := strings.CutPrefix(clause[at:], "我们"); ok && !strings.HasPrefix(rest, "党") && hasOffice(rest) {
			at, again = at+len("我们"), true
		}
	}
	return at
}

// hasOffice tells a clause that begins with somebody by his office.
func hasOffice(clause string) bool {
	name := clause[:subjectSize(clause)]
	return slices.ContainsFunc(offices, func(w string) bool { return strings.HasSuffix(strings.TrimSuffix(name, "的"), w) })
}

var offices = []string{"主席", "总书记", "书记", "总理", "同志", "领袖", "主任", "省长", "市长", "县长", "部长", "局长", "院长", "校长", "老师", "教授", "先生"}

// numberingSize is the bytes of what numbers a paragraph: 1. 二、 一是 ② [2] and
// marks of a list.
func numberingSize(clause string) int {
	at := bulletSize(clause)
	n := numeralSize(clause[at:])
	if n == 0 {
		return at
	}
	r, size := utf8.DecodeRuneInString(clause[at+n:])
	if !strings.ContainsRune(".．、是]）)", r) || r == utf8.RuneError {
		return at
	}
	at += n + size
	return at + bulletSize(clause[at:])
}

// bulletSize is the bytes of white space and marks that s begins with.
func bulletSize(s string) int {
	return len(s) - len(strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.No, unicode.So, unicode.Po, unicode.Pd) || strings.ContainsRune("*>[]【】+|", r)
	}))
}
