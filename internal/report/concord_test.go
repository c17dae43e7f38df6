package report

import (
	"yinzheng/index"
	"yinzheng/internal/concord"
)

// The answers about mentions that the goldens hold, besides mentions.

func unread() []index.Unread {
	return []index.Unread{{Path: "图<1>.pdf", Reason: "format not supported yet: pdf"}}
}

func water() *ConceptRef {
	return NewConceptRef(&concord.Concept{Name: "山水", Forms: []string{"山水", "山*{2}水"}, Exclusions: []string{"山水画"}}, []string{"青山绿水"})
}

// sampled is a sample of a concept's mentions, sorted by what stands behind;
// all lie behind the offset.
func sampled() Mentions {
	list := List{Generation: "gen-000003", Limit: 5, Offset: 9}
	c := &concord.Concordance{Totals: concord.Totals{Sum: concord.Sum{Occurrences: 7, Documents: 2}}, Forms: []concord.Form{{Text: "山水", Occurrences: 7}},
		By: concord.Breakdowns{Year: []concord.Row{{Key: "2019", Letters: 500}, {Key: "2020", Occurrences: 7, Documents: 2, Letters: 1000, Rate: 70}}}}
	m := NewMentions(Asked{Query: "山水", Concept: water(), Scope: NewScope("exact", Filters{}, list, unread())}, c, sequence(nil, nil))
	m.Sort, m.Sample = concord.ByRight, &Sample{Size: 5, Seed: 42}
	return m
}

func ofWater(limit, offset int) Asked {
	filters := Filters{"type": {"办法", "通知"}, "date": {"2020.."}}
	return Asked{Query: "山水", Concept: water(), Scope: NewScope("loose", filters, List{Generation: "gen-000003", Limit: limit, Offset: offset}, unread())}
}

func yearGroups() Groups {
	return NewGroups(ofWater(0, 0), &concord.Groups{By: concord.ByYear, Totals: concord.Totals{Sum: concord.Sum{Occurrences: 1240, Documents: 9}}, Rows: []concord.Row{
		{Key: "2019", Occurrences: 1234, Documents: 7, Letters: 1_234_567, Rate: 9.99540}, {Occurrences: 6, Documents: 2, Letters: 60_000, Rate: 1}}})
}

func neighbours() Groups {
	return NewGroups(ofWater(2, 1), &concord.Groups{By: concord.ByLeft2, Totals: concord.Totals{Sum: concord.Sum{Occurrences: 12, Documents: 4}}, Rows: []concord.Row{
		{Key: "爱护", Occurrences: 5, Documents: 3}, {Key: "=青", Occurrences: 3, Documents: 2}, {Key: "，", Occurrences: 2, Documents: 2}, {Occurrences: 2, Documents: 1}}})
}

func collocates() Collocates {
	return NewCollocates(ofWater(2, 0), &concord.Collocates{Totals: concord.Totals{Sum: concord.Sum{Occurrences: 12, Documents: 4}}, NearTokens: 60, Tokens: 12_345, Words: []concord.Collocate{
		{Word: "爱护", Near: 5, Total: 11, Expected: 0.05346, Score: 35.123456}, {Word: "<林>", Near: 4, Total: 40, Expected: 0.19, Score: 16.2}, {Word: "湖", Near: 3, Total: 80, Expected: 0.4, Score: 7}}},
		concord.CollocateOptions{Span: 10, Measure: concord.LogLikelihood, AtLeast: 3})
}

func dispersion() Dispersion {
	a := concord.Strip{Document: law(), Letters: 6_000, Occurrences: 6}
	a.Cells[0], a.Cells[30], a.Cells[59] = 1, 4, 1
	b := concord.Strip{Document: letter(), Letters: 60, Occurrences: 1}
	b.Cells[12] = 1
	return NewDispersion(ofWater(0, 0), &concord.Dispersion{Totals: concord.Totals{Sum: concord.Sum{Occurrences: 7, Documents: 2}}, Strips: []concord.Strip{a, b}})
}

func matrix(chart bool) Matrix {
	m := NewMatrix(NewScope("exact", Filters{"path": {"法规/"}}, List{Generation: "gen-000003"}, unread()), yearMatrix())
	m.Chart = chart
	return m
}

func concepts() Concepts {
	return NewConcepts(NewScope("exact", Filters{}, List{Complete: true, Generation: "gen-000003"}, nil), "concepts.yaml", []Concept{
		NewConcept(&concord.Concept{Name: "山水", Forms: []string{"山水", "山*{2}水"}, Exclusions: []string{"山水画"}, Narrower: []string{"青山绿水"}, Note: "不含<画>"}, concord.Totals{Sum: concord.Sum{Occurrences: 1234, Documents: 12}}),
		NewConcept(&concord.Concept{Name: "青山绿水", Forms: []string{"青山绿水"}, Broader: []string{"山水"}}, concord.Totals{Beside: concord.Beside{Loose: &concord.Sum{Occurrences: 2, Documents: 1}}}),
	})
}
