package quote

import (
	"testing"

	"yinzheng/corpus"
)

// TestFirstAppearanceIsProvenOrSaidNotToBe: dates of documents with the
// words, oldest first; near ones do not count.
func TestFirstAppearanceIsProvenOrSaidNotToBe(t *testing.T) {
	for _, tt := range []struct {
		what               string
		dates              []string
		first              int
		undated, unordered int
	}{
		{"one document", []string{"2012-11-08"}, 0, 0, 0},
		{"the older of two", []string{"2012-11-08", "2013-03-05"}, 0, 0, 0},
		{"the same day", []string{"2012-11-08", "2012-11-08"}, 0, 0, 0},
		{"the same month", []string{"2012-11", "2012-11"}, 0, 0, 1},
		{"a month, and a day in it", []string{"2012-11", "2012-11-08"}, 0, 0, 1},
		{"a year, and a month in it", []string{"2012", "2012-11", "2012-12-01", "2013"}, 0, 0, 2},
		{"a year before another", []string{"2012", "2013"}, 0, 0, 0},
		{"one without a date", []string{"2012-11-08", ""}, 0, 1, 0},
		{"none with one", []string{"", ""}, -1, 2, 0},
		{"none at all", nil, -1, 0, 0},
		{"an older one that is near", []string{"2013-03-05", "~2012-11-08", "~"}, 0, 0, 0},
		{"the same document twice", []string{"2012-11#1", "2012-11#1"}, 0, 0, 0},
		{"undated and unordered", []string{"2012", "2012-03", "", ""}, 0, 2, 1},
	} {
		var places []Place
		for i, date := range tt.dates {
			p := Place{Verdict: Exact, Doc: corpus.Info{Path: string(rune('a' + i)), Meta: corpus.Meta{Date: date}}}
			if len(date) > 0 && date[0] == '~' {
				p.Verdict, p.Doc.Date = Near, date[1:]
			}
			if n := len(date) - 2; n > 0 && date[n] == '#' {
				p.Doc.Path, p.Doc.Date = date[n:], date[:n]
			}
			places = append(places, p)
		}
		want := Appearance{First: tt.first, Undated: tt.undated, Unordered: tt.unordered}
		got := appearanceOf(places)
		if got != want {
			t.Errorf("%s: %+v, want %+v", tt.what, got, want)
		}
		if proven := tt.first >= 0 && tt.undated+tt.unordered == 0; got.Proven() != proven {
			t.Errorf("%s: proven is %v", tt.what, got.Proven())
		}
	}
}
