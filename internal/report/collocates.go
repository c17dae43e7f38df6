package report

import (
	"fmt"
	"strconv"

	"yinzheng/internal/concord"
)

// Collocates is the answer of mentions --collocates.
type Collocates struct {
	Asked
	Span       int         `json:"span"` // letters on each side
	Measure    string      `json:"measure"`
	AtLeast    int         `json:"at_least"` // fewer near are not listed
	NearTokens int64       `json:"near_tokens"`
	Tokens     int64       `json:"tokens"`
	Words      int         `json:"words"` // in the whole list
	Collocates []Collocate `json:"-"`
}

// Collocate is a word near the mentions; see concord.Collocate.
type Collocate struct {
	Word     string  `json:"word"`
	Near     int     `json:"near"`
	Total    int     `json:"total"`
	Expected float64 `json:"expected"`
	Score    float64 `json:"score"`
}

// NewCollocates makes the answer, with the part of the words that a's List
// gives.
func NewCollocates(a Asked, c *concord.Collocates, o concord.CollocateOptions) Collocates {
	a.Totals = NewTotals(c.Totals)
	x := Collocates{Asked: a, Span: o.Span, Measure: string(o.Measure), AtLeast: o.AtLeast, NearTokens: c.NearTokens, Tokens: c.Tokens, Words: len(c.Words)}
	for _, w := range part(c.Words, a.List) {
		x.Collocates = append(x.Collocates, Collocate{w.Word, w.Near, w.Total, significant(w.Expected), rounded(w.Score)})
	}
	return x
}

// Collocates writes c.
func (p Printer) Collocates(c Collocates) error {
	if ok, err := p.listing(listing{
		name: "collocates", head: func() any { return c },
		header: []string{"word", "near", "total", "expected", "score"},
		items: listOf(c.Collocates, func(x Collocate) item {
			return item{x, []string{x.Word, strconv.Itoa(x.Near), strconv.Itoa(x.Total), decimal(x.Expected), decimal(x.Score)}}
		}),
	}); ok {
		return err
	}
	t := newTable("word", "near", "expected", "in all", c.Measure)
	for _, x := range c.Collocates {
		t.add(x.Word, thousands(x.Near), expected(x.Expected), thousands(x.Total), fmt.Sprintf("%.2f", x.Score))
	}
	note := fmt.Sprintf("near: within %s, %s of %s; listed are words with %d near at least",
		count(c.Span, "letter"), thousands(c.NearTokens), count(c.Tokens, "word"), c.AtLeast)
	if c.Occurrences > 0 && c.Words == 0 {
		note += "; no word stands near more often than chance"
	}
	v := c.view()
	v.tables, v.notes = []table{t}, []string{note}
	v.shown, v.of, v.noun = len(c.Collocates), c.Words, "word"
	return p.view(v)
}

// significant is x to six digits: a small one says as much as a large one.
func significant(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 6, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// expected is never shown as nothing.
func expected(x float64) string {
	switch {
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	case x >= 0.1:
		return fmt.Sprintf("%.2f", x)
	case x < 0.00005:
		return "<0.0001"
	}
	return fmt.Sprintf("%.4f", x)
}
