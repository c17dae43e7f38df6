package concord

import (
	"cmp"
	"slices"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/analysis"
)

// Facets is what some documents are, for people who look for fewer: of each
// value how many of them the filter with that value would leave.
type Facets struct {
	Years   []Facet // newest first
	Issuers []Facet // by falling count, then by name
	Types   []Facet // the same
}

// Facet is a value of a filter, and how many documents it would leave.
type Facet struct {
	Value     string
	Documents int
}

// mostIssuers is how many issuers are worth a choice.
const mostIssuers = 50

// NewFacets counts documents. Of joint issuers (甲、乙) each has a facet. A
// filter takes an issuer whose name is a part of another's for both, and so
// does the count: that of 国务院 has those of 国务院办公厅.
func NewFacets(info func(doc int) corpus.Info, docs []int) Facets {
	years, issuers, types := map[string]int{}, map[string]int{}, map[string]int{}
	for _, n := range docs {
		x := info(n)
		if len(x.Date) >= len("2021") {
			years[x.Date[:len("2021")]]++
		}
		if x.Issuer != "" {
			issuers[x.Issuer]++
		}
		if x.Type != "" {
			types[x.Type]++
		}
	}
	f := Facets{facets(years), issuerFacets(issuers), facets(types)}
	slices.SortFunc(f.Years, func(a, b Facet) int { return strings.Compare(b.Value, a.Value) })
	return f
}

func facets(counts map[string]int) []Facet {
	list := make([]Facet, 0, len(counts))
	for value, n := range counts {
		list = append(list, Facet{value, n})
	}
	slices.SortFunc(list, func(a, b Facet) int {
		return cmp.Or(cmp.Compare(b.Documents, a.Documents), strings.Compare(a.Value, b.Value))
	})
	return list
}

// issuerFacets counts, for the issuers that stand most often in a name, the
// documents whose issuers' names hold it.
func issuerFacets(names map[string]int) []Facet {
	parts := map[string]int{}
	letters := map[string]string{}
	for name, n := range names {
		letters[name] = analysis.Letters(name)
		for part := range strings.SplitSeq(name, "、") {
			if analysis.Letters(part) != "" {
				parts[part] += n
			}
		}
	}
	list := facets(parts)
	list = list[:min(len(list), mostIssuers)]
	for i := range list {
		want := analysis.Letters(list[i].Value)
		list[i].Documents = 0
		for name, n := range names {
			if strings.Contains(letters[name], want) {
				list[i].Documents += n
			}
		}
	}
	slices.SortFunc(list, func(a, b Facet) int {
		return cmp.Or(cmp.Compare(b.Documents, a.Documents), strings.Compare(a.Value, b.Value))
	})
	return list
}
