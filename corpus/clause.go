package corpus

import (
	"sort"
	"strings"
)

// clause is a 款 of an article, a paragraph with the list behind it.
type clause struct {
	Span
	items []int // the sections in Outline that are its items
}

// clausesOf parts an article into its 款. They are counted from the text and
// not kept: every paragraph of an article that is no item, row or continuation
// begins one, and most articles have no more than two. What stands in an article
// before its first paragraph without number (第一条 alone, then （一）) is its first
// 款. Time is linear in the article.
func clausesOf(doc *Document, article Section) []clause {
	var list []clause
	next := sort.Search(len(doc.Outline), func(i int) bool { return doc.Outline[i].Start > article.Start })
	left := opened(doc.Text[article.Start:article.End])
	quoted, prev := 0, ""
	for at := article.Start; at < article.End; {
		if next < len(doc.Outline) && doc.Outline[next].Start == at {
			if list == nil {
				list = append(list, clause{Span: Span{at, at}})
			}
			last := &list[len(list)-1]
			last.items = append(last.items, next)
			at = doc.Outline[next].End
			next += sort.Search(len(doc.Outline)-next, func(i int) bool { return doc.Outline[next+i].Start >= at })
			prev = ""
			continue
		}
		line, _, _ := strings.Cut(doc.Text[at:article.End], "\n")
		switch {
		case at == article.Start && isBareArticle(line):
		case len(list) == 0, quoted <= 0 && beginsClause(prev, line):
			list = append(list, clause{Span: Span{at, at}})
			if at == article.Start {
				list[0].Start += labelSize(line)
			}
		}
		open := opened(line)
		if quoted > 0 || open > 0 && left <= 0 { // what is never closed hides nothing
			quoted += open
		}
		left -= open
		prev = line
		at += len(line) + 1
	}
	for i := range list {
		list[i].End = article.End
		if i+1 < len(list) {
			list[i].End = list[i+1].Start
		}
	}
	return list
}

// isBareArticle holds for a line that is the number of an article alone, or
// with the article's name: 第六条【公示】.
func isBareArticle(line string) bool {
	m, ok := scanMarker(line)
	rest := strings.TrimLeftFunc(line[m.size:], isSpace)
	return ok && (rest == "" || strings.HasPrefix(rest, "【") && strings.HasSuffix(rest, "】"))
}

// labelSize is the bytes of an article's number and the white space behind it
// at the start of its first line.
func labelSize(line string) int {
	m, ok := scanMarker(line)
	if !ok {
		return 0
	}
	return m.size + skipSpace(line[m.size:])
}

// beginsClause says that a line of an article begins a 款 behind prev, the
// line before, which is empty behind items.
func beginsClause(prev, line string) bool {
	switch {
	case isAppended(line):
		return false
	case prev == "":
		return true
	case endsIn(prev, "：:") && endsIn(line, "；;"), endsIn(prev, "；;"):
		return false // a list without numbers
	}
	return !goesOnAfter(prev, line)
}

// opened is how many quotations a text opens more than it closes.
func opened(s string) int {
	return strings.Count(s, "“") + strings.Count(s, "「") - strings.Count(s, "”") - strings.Count(s, "」")
}
