package quote_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yinzheng/internal/analysis"
)

func TestSentences(t *testing.T) {
	text := "第一条　为了保护和改善环境，防治污染，制定本条例。本条例所称环境，是指：\n（一）大气、水、海洋、土地！\n短。\n　　到２０３５年，基本建成科技强省……\n末一段没有句号也算一句"
	var got []string
	for _, s := range sentencesOf(3, text) {
		if s.doc != 3 || text[s.span.Start:s.span.End] != s.text || s.letters != analysis.CountLetters(s.text) {
			t.Errorf("%+v is not what it says", s)
		}
		got = append(got, s.text)
	}
	want := []string{
		"第一条　为了保护和改善环境，防治污染，制定本条例。",
		"本条例所称环境，是指：",
		"（一）大气、水、海洋、土地！",
		"末一段没有句号也算一句",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestSlipsAreWhatTheySay makes slips of each kind and holds each to what is
// said of it.
func TestSlipsAreWhatTheySay(t *testing.T) {
	l := openSample(t)
	all := l.sentences()
	s := newSlipper(t, 1, l.words)
	cases := s.cases(t, all, 480)
	for i := range cases {
		checkSlip(t, &cases[i])
	}
	again := newSlipper(t, 1, l.words).cases(t, all, 480)
	if diff := cmp.Diff(cases, again, cmp.AllowUnexported(slipped{}, sentence{}, change{})); diff != "" {
		t.Errorf("the same seed makes other slips:\n%s", diff)
	}
}

func checkSlip(t *testing.T, c *slipped) {
	t.Helper()
	source, draft := []rune(analysis.Letters(c.text)), []rune(analysis.Letters(c.draft))
	same := slices.Equal(source, draft)
	if wantSame := c.edits == 0; same != wantSame {
		t.Errorf("the letters should be equal: %v\n%v", wantSame, c)
	}
	d := distance(source, draft)
	moves := slices.Contains(c.kinds, swapped) || slices.Contains(c.kinds, conjoined)
	if d > c.edits && !moves {
		t.Errorf("takes %d edits\n%v", d, c)
	}
	if len(c.kinds) > 1 {
		return
	}
	switch longer := len(draft) - len(source); c.kinds[0] {
	case homophone, lookalike, number:
		if d != 1 || longer != 0 {
			t.Errorf("%d letters replaced\n%v", d, c)
		}
	case added, doubled:
		if d != c.edits || longer != d {
			t.Errorf("%d letters more\n%v", longer, c)
		}
	case dropped, clause, longClause:
		if d != c.edits || longer != -d {
			t.Errorf("%d letters fewer\n%v", -longer, c)
		}
	case swapped, conjoined:
		slices.Sort(source)
		slices.Sort(draft)
		if d < 2 || !slices.Equal(source, draft) {
			t.Errorf("nothing changed places, or more\n%v", c)
		}
	}
}

// distance is the least number of letters to replace, insert or delete.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		before := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := before
			if x != y {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
