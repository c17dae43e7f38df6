package library

import (
	"slices"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// printedTitle is what stands between 《 and 》 in a name. filled tells that its
// title is another one, which the draft gave before: 《意见》.
func printedTitle(n Name) (printed string, filled bool) {
	if !strings.Contains(n.Text, "《") {
		return n.Title, false
	}
	_, printed, _ = beside(n.Text)
	if analysis.Letters(printed) == analysis.Letters(n.Title) {
		return n.Title, false
	}
	return printed, true
}

// numbered tells that a document has this 文号, or may have it: its own is
// unknown, and no other document is known to have it.
func (l *Library) numbered(docs []int, number string) bool {
	key := match.NumberKey(number)
	free := len(l.catalog().numbers[key]) == 0
	return slices.ContainsFunc(docs, func(d int) bool {
		has := l.src.Info(d).Number
		return has == "" && free || has != "" && match.NumberKey(has) == key
	})
}

// calledSo keeps the documents whose titles end with this one: 若干意见.
func (l *Library) calledSo(docs []int, title string) []int {
	key := titleKey(analysis.FoldString(title))
	if key == "" {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(docs), func(d int) bool { return !endsIn(l.src.Info(d), key) })
}

func endsIn(info corpus.Info, key string) bool {
	folded := analysis.FoldString(info.Title)
	if strings.HasSuffix(titleKey(folded), key) {
		return true
	}
	for f := range shortForms(folded, info.Issuer) {
		if strings.HasSuffix(f.key, key) {
			return true
		}
	}
	return false
}

// numberVerdict is Exact where one of the documents has this 文号 to the mark,
// but for white space; Equivalent where its brackets are others.
func (l *Library) numberVerdict(docs []int, number string) Verdict {
	key := match.NumberKey(number)
	verdict := Exact // nothing is known
	for _, d := range docs {
		switch has := l.src.Info(d).Number; {
		case has == "" || match.NumberKey(has) != key:
		case Plain(has) == Plain(number):
			return Exact
		default:
			verdict = Equivalent
		}
	}
	return verdict
}
