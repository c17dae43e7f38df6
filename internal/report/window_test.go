package report

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"yinzheng/internal/concord"
)

// closed takes n bytes.
type closed struct{ n int }

func (c *closed) Write(b []byte) (int, error) {
	if c.n -= len(b); c.n < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestNobodyReadsOnWhereNobodyCanWrite(t *testing.T) {
	const many = 100_000
	for _, format := range append(Formats(), string(HTML)) {
		pulled := 0
		items := iter.Seq2[concord.Mention, error](func(yield func(concord.Mention, error) bool) {
			for range many {
				pulled++
				if !yield(mentionList()[0], nil) {
					return
				}
			}
		})
		m := mentions(nil, nil)
		m.Items = items
		err := Printer{W: &closed{1 << 16}, Format: Format(format)}.Mentions(m)
		if !errors.Is(err, errFull) || pulled > many/10 {
			t.Errorf("%s: %v after %d mentions", format, err, pulled)
		}
	}
}

// issuers are n rows with falling occurrences, and the unknown.
func issuers(n int) []Row {
	var rows []Row
	for i := range n {
		rows = append(rows, Row{Key: fmt.Sprintf("第%02d局", i), Occurrences: 100 - i, Documents: 1, Letters: 1000})
	}
	return append(rows, Row{Occurrences: 500, Documents: 9, Letters: 1000})
}

func TestTheUnknownKeepsARowOfItsOwn(t *testing.T) {
	for n, want := range map[int]string{
		2:  "第00局 100 第01局 99 (unknown) 500",
		11: "第00局 100 第01局 99 第02局 98 第03局 97 第04局 96 第05局 95 第06局 94 第07局 93 第08局 92 第09局 91 (1 more) 90 (unknown) 500",
		12: "第00局 100 第01局 99 第02局 98 第03局 97 第04局 96 第05局 95 第06局 94 第07局 93 第08局 92 第09局 91 (2 more) 179 (unknown) 500",
	} {
		var got []string
		for _, row := range rowTable("issuer", issuers(n), shownRows).rows {
			got = append(got, row[:2]...)
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%d issuers: %s", n, got)
		}
	}
}

func TestALongMatrixAddsUpItsEnd(t *testing.T) {
	rows := issuers(mostKeys + 3)
	m := Matrix{By: concord.ByIssuer, Series: []Series{{Query: "甲", Totals: Totals{Sum: Sum{Occurrences: 3472}}, Rows: rows}, {Query: "乙", Totals: Totals{Sum: Sum{Occurrences: 3472}}, Rows: rows}}}
	lines := m.tables(Printer{Format: Text})[0].rows
	if got := fmt.Sprint(lines[mostKeys:]); len(lines) != mostKeys+3 || got != "[[(3 more) 207 207] [(unknown) 500 500] [(total) 3,472 3,472]]" {
		t.Errorf("%d lines, at the end %s", len(lines), got)
	}
	if lines := m.tables(Printer{Format: HTML})[0].rows; len(lines) != len(rows)+1 {
		t.Errorf("the page has %d lines", len(lines))
	}
}

func TestFiguresOfACSVStayFigures(t *testing.T) {
	c := collocates()
	c.Collocates[0].Score, c.Collocates[0].Expected, c.Collocates[0].Word = -1.02, 9e-6, "-1+2"
	var b bytes.Buffer
	if err := (Printer{W: &b, Format: CSV}).Collocates(c); err != nil {
		t.Fatal(err)
	}
	if want := "'-1+2,5,11,0.000009,-1.02\n"; !strings.Contains(b.String(), want) {
		t.Errorf("got %s", b.String())
	}
}

func TestAPageSaysThatItIsAWindow(t *testing.T) {
	for want, write := range map[string]func(Printer) error{
		"共4行，只列出第1至3行": func(p Printer) error { return p.Mentions(mentions(mentionList(), nil)) },
		"共4行，只列出第2至3行": func(p Printer) error { return p.Groups(neighbours()) },
		"共3行，只列出第1至2行": func(p Printer) error { return p.Collocates(collocates()) },
	} {
		var b bytes.Buffer
		if err := write(Printer{W: &b, Format: HTML}); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%v: the page lacks %s", err, want)
		}
	}
	var b bytes.Buffer
	if err := (Printer{W: &b, Format: HTML}).Groups(yearGroups()); err != nil || strings.Contains(b.String(), "只列出") {
		t.Errorf("%v: a whole list is called a window", err)
	}
}
