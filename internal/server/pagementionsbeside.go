package server

import (
	"net/url"

	"yinzheng/internal/match"
	"yinzheng/internal/report"
)

// besideView is what stands beside the totals of one question, where there is
// something: links lead to the same view, with all else as it was asked.
type besideView struct {
	Name string // of the question, if there are several
	report.Totals
	More        int    // what loose mode finds besides; not more than nothing if its exclusions leave out as much
	Loose, Once string // addresses in loose mode, and with each text once; "" where there is nothing to say
}

func (v *mentionsAnswer) addBeside(values url.Values) {
	if v.several == nil {
		v.addBesideOf("", v.Asked.Totals, values)
	}
	for _, x := range v.several {
		if len(v.several) == 1 {
			x.Query = ""
		}
		v.addBesideOf(x.Query, x.Totals, values)
	}
}

// Several is how many questions the answer compares, if it does.
func (v *mentionsAnswer) Several() int { return len(v.several) }

func (v *mentionsAnswer) addBesideOf(name string, t report.Totals, values url.Values) {
	x := besideView{Name: name, Totals: t}
	if t.Loose != nil && *t.Loose != t.Sum {
		x.More = t.Loose.Occurrences - t.Occurrences
		x.Loose = "/mentions?" + with(values, "mode", match.Loose.String()).Encode()
	}
	if t.Copies.Occurrences > 0 {
		x.Once = "/mentions?" + with(values, "no-copies", "true").Encode()
	}
	if x.Loose != "" || x.Once != "" {
		v.Beside = append(v.Beside, x)
	}
}
