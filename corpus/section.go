package corpus

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// SectionAt is the index of the innermost section that holds the byte at off,
// -1 if none does.
func SectionAt(outline []Section, off int) int {
	i := sort.Search(len(outline), func(i int) bool { return outline[i].Start > off }) - 1
	for i >= 0 && outline[i].End <= off {
		i = outline[i].Parent
	}
	return i
}

// pathOf is the labels of the section at index i and of those that it stands
// in, outermost first; empty for -1.
func pathOf(outline []Section, i int) string {
	var names []string
	for ; i >= 0; i = outline[i].Parent {
		if s := outline[i]; s.Label != "" {
			names = append(names, s.Label)
		} else {
			names = append(names, s.Name)
		}
	}
	for l, r := 0, len(names)-1; l < r; l, r = l+1, r-1 {
		names[l], names[r] = names[r], names[l]
	}
	return strings.Join(names, " ")
}

// ArticleNumber reads the label of an article: 第十二条之一 is 12 and 1. Digits of
// several shapes are one number: 第八０条. ok is false for labels of anything
// else.
func ArticleNumber(label string) (n, sub int, ok bool) {
	label = oneShape(label)
	m, ok := scanMarker(strings.TrimFunc(label, isSpace))
	if !ok || m.level != LevelArticle || skipSpace(label[m.size:]) != len(label[m.size:]) {
		return 0, 0, false
	}
	return m.n, m.sub, true
}

func hasArticles(outline []Section) bool {
	return slices.ContainsFunc(outline, func(s Section) bool { return s.Level == LevelArticle })
}

// FindSection finds the section that want names: 第十二条, 第 12 條, 12 or
// 12-1 (articles), 第三章 第十二条 (each inside the one before), the name or
// the whole path of a heading. The first that fits is taken; false if none
// does.
func FindSection(outline []Section, want string) (int, bool) {
	want = strings.TrimFunc(want, isSpace)
	if want == "" {
		return 0, false
	}
	for i := range outline {
		if fold(outline[i].Name) == fold(want) || outline[i].Label == "" && pathOf(outline, i) == want {
			return i, true
		}
	}
	steps, ok := steps(want)
	if !ok {
		return 0, false
	}
	return findSteps(outline, steps, 0, len(outline))
}

// findSteps finds sections from index from up to index to that steps name, each
// inside the one before, and gives the last. Where a first one of several that
// are called so (a table of contents) holds none of the next, the others are
// looked into.
func findSteps(outline []Section, steps []step, from, to int) (int, bool) {
	for i := from; i < to; i++ {
		if !steps[0].names(outline[i]) {
			continue
		}
		if len(steps) == 1 {
			return i, true
		}
		inside := i + 1 + sort.Search(to-i-1, func(k int) bool { return outline[i+1+k].Start >= outline[i].End })
		if found, ok := findSteps(outline, steps[1:], i+1, inside); ok {
			return found, true
		}
	}
	return 0, false
}

// fold is a heading without white space and the colon behind it.
func fold(s string) string { return strings.TrimRight(dropSpace(s), "：:") }

// step is one part of a path: a marker, or the name of a heading.
type step struct {
	marker marker
	name   string
}

func (st step) names(s Section) bool {
	if st.name != "" {
		return s.Label == "" && fold(s.Name) == st.name
	}
	if s.Level != st.marker.level {
		return false
	}
	m, ok := scanMarker(s.Label)
	return ok && m.n == st.marker.n && m.sub == st.marker.sub
}

// steps parts a path into its markers. A bare number is an article's.
func steps(want string) ([]step, bool) {
	if n, ok := scanNumeral(want); ok && !n.han {
		rest := want[n.size:]
		m := marker{level: LevelArticle, n: n.value}
		if sub, ok := scanNumeral(strings.TrimPrefix(rest, "-")); ok && strings.HasPrefix(rest, "-") {
			m.sub, rest = sub.value, rest[1+sub.size:]
		}
		if rest == "" {
			return []step{{marker: m}}, true
		}
	}
	var all []step
	for want != "" {
		if m, ok := scanMarker(want); ok {
			all, want = append(all, step{marker: m}), want[m.size:]
		} else {
			end := strings.IndexFunc(want, isSpace)
			if end < 0 {
				end = len(want)
			}
			name := fold(want[:end])
			if len(all) == 0 || all[len(all)-1].marker.level == 0 || utf8.RuneCountInString(name) == 0 {
				all = append(all, step{name: name})
			} // else the name behind a number: 第三章 总则
			want = want[end:]
		}
		want = strings.TrimLeftFunc(want, isSpace)
	}
	return all, len(all) > 0
}
