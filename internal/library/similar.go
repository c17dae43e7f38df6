package library

import (
	"slices"
	"strings"
)

// nearTitles is what is needed to tell that a title is one slip away.
type nearTitles struct {
	bySize map[int][]sizedTitle // by number of letters
	pairs  map[[2]rune]int      // neighbouring letters, and how often titles hold them
	titles map[string][]int     // as in catalog
}

// sizedTitle is the letters of a title, or of one without its issuer or without
// what issues it, and its newest document.
type sizedTitle struct {
	doc     int
	letters []rune
}

func (l *Library) nearTitles() *nearTitles {
	nt := &nearTitles{map[int][]sizedTitle{}, map[[2]rune]int{}, l.catalog().titles}
	for key, docs := range nt.titles {
		letters := []rune(key)
		for i := range len(letters) - 1 {
			nt.pairs[[2]rune{letters[i], letters[i+1]}]++
		}
		if n := len(letters); n >= leastNational {
			nt.bySize[n] = append(nt.bySize[n], sizedTitle{l.newestFirst(docs)[0], letters})
		}
	}
	for key, list := range l.catalog().other {
		v := list[0]
		if letters := []rune(key); len(list) == 1 && len(letters) >= leastNear && len(nt.titles[key]) == 0 && (v.how == organless || v.how == wrapped) {
			nt.bySize[len(letters)] = append(nt.bySize[len(letters)], sizedTitle{v.doc, letters})
		}
	}
	return nt
}

// How many letters, 中华人民共和国 in front apart, a title must have for another
// one to be near to it.
const (
	leastNear     = 8  // by any slip that makes no other document of it
	leastSure     = 5  // by two letters that changed places
	leastNational = 3  // by a slip that is one for sure, with 中华人民共和国 in front
	leastLong     = 16 // by a slip that makes a word of titles
	leastKind     = 20 // by a slip in the kind of document
)

// near finds the document whose title is one slip away, and the letters that
// are meant; of several the one with the smallest number.
func (l *Library) near(title string) (meant sizedTitle, ok bool) {
	whole := cellsOf(title, 0)
	want := lettersOf(withoutState(whole))
	national := len(want) < len(whole)
	titles := l.similar()
	for n := len(want) - 1; n <= len(want)+1; n++ {
		for _, t := range titles.bySize[n] {
			if ok && t.doc > meant.doc || slices.Equal(want, t.letters) {
				continue
			}
			if d, is := slipOf(want, t.letters); is && titles.meant(want, t.letters, d, national) {
				meant, ok = t, true
			}
		}
	}
	return meant, ok
}

// meant tells that b is meant by a, which the slip d parts from it, and that a
// is not the title of a document that is unknown. national tells that a has
// 中华人民共和国 in front.
//
// The longer the title, the more is a slip: in a short one only what is none of
// the language, in a long one other words and other kinds of document, too. A
// letter that parts two known titles is never one: 民事 and 刑事.
func (nt *nearTitles) meant(a, b []rune, d slip, national bool) bool {
	if otherDocument(a, b, d) {
		return false
	}
	least, sure := leastNear, isSure(a, b, d)
	switch {
	case sure && national:
		least = leastNational
	case d.transposed():
		least = leastSure
	case sure:
	case inKind(a, b, d):
		least = leastKind
	case nt.inUse(a, d):
		least = leastLong
	}
	return len(b) >= least && (sure || !nt.parts(a, b, d))
}

// isSure tells that nobody means to write so: two neighbouring letters changed
// places (处法罚), or another letter ends what is no kind of document (处罚发).
func isSure(a, b []rune, d slip) bool {
	if d.transposed() {
		return true
	}
	return d.replaced() && d.aTo > len(a)-2 && endsLikeTitle(string(b)) && !endsLikeTitle(string(a)) && !isNoPaper(a)
}

// isNoPaper tells by its last letter that a title is that of a book about law,
// or of a form.
func isNoPaper(title []rune) bool {
	return strings.ContainsRune("学论史志书报刊证照卡表册", title[len(title)-1])
}

// otherDocument tells that the slip makes of one title that of another
// document: in a numeral, in the leading place name, or in letters that part
// documents.
func otherDocument(a, b []rune, d slip) bool {
	if d.from < max(placeEnd(a), placeEnd(b)) {
		return true
	}
	for _, r := range slices.Concat(a[d.from:d.aTo], b[d.from:d.bTo]) {
		if isNumeral(r) || strings.ContainsRune("甲乙丙丁两上下", r) {
			return true
		}
	}
	return d.replaced() && slices.ContainsFunc(opposed, func(group string) bool {
		return strings.ContainsRune(group, a[d.from]) && strings.ContainsRune(group, b[d.from])
	})
}

// opposed are letters that tell documents from one another.
var opposed = []string{"东西南北中", "左右内外前后", "大中小高初", "民刑", "供排给", "进出入", "公私国民", "男女", "老幼青少儿", "城乡镇村省市县区", "水陆海空铁公航", "农林牧渔", "工商农"}

// inKind tells that the slip makes one kind of document of another.
func inKind(a, b []rune, d slip) bool {
	return (d.aTo > len(a)-2 || d.bTo > len(b)-2) && endsLikeTitle(string(a)) && endsLikeTitle(string(b))
}

// placeEnd is how many letters the place name in front of a title takes.
func placeEnd(title []rune) int {
	for i := min(len(title), 8) - 1; i > 0; i-- {
		if strings.ContainsRune("省市县区州盟旗", title[i]) {
			return i + 1
		}
	}
	return 0
}

// inUse tells that a replaced letter makes words that titles use, so that the
// title is likely another document's: 刑事 for 民事, and not 条列 for 条例. Such a
// word is a pair of letters that stands in many titles; two pairs in any.
func (nt *nearTitles) inUse(a []rune, d slip) bool {
	if !d.replaced() {
		return false
	}
	all := true
	for i := max(d.from, 1); i <= min(d.from+1, len(a)-1); i++ {
		n := nt.pairs[[2]rune{a[i-1], a[i]}]
		if n >= manyTitles {
			return true
		}
		all = all && n > 0
	}
	return all
}

// manyTitles is how many titles hold a pair of letters that is a word.
const manyTitles = 3

// parts tells that two known titles differ only in a letter that is replaced
// as it is here.
func (nt *nearTitles) parts(a, b []rune, d slip) bool {
	if !d.replaced() {
		return false
	}
	x, y := a[d.from], b[d.from]
	var other []byte
	for _, list := range nt.bySize {
		for _, t := range list {
			for i, r := range t.letters {
				if r != x {
					continue
				}
				other = append(append(other[:0], string(t.letters[:i])...), string(y)...)
				if len(nt.titles[string(append(other, string(t.letters[i+1:])...))]) > 0 {
					return true
				}
			}
		}
	}
	return false
}
