package brute

import (
	"sort"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
)

// subject is a text with a coordinate of its own: letters, or bytes in raw
// mode.
type subject interface {
	// positions is the number of places where something may stand.
	positions() int
	// holds tells whether p stands at i, and where it ends.
	holds(p *part, i int) (end int, ok bool)
	// within tells whether [from, to) has at most n letters and no end of a
	// paragraph stands between what is before from and what is at to.
	within(from, to, n int) bool
	// bytes is where x stands in the text.
	bytes(x match.Span) match.Span
}

// part is a literal.
type part struct {
	raw     string
	letters *letters
	mode    match.Mode
}

func (t *letters) positions() int { return len(t.units) }

func (t *letters) holds(p *part, i int) (end int, ok bool) {
	q := p.letters
	end = i + len(q.units)
	if end > len(t.units) || t.inside[i] || t.inside[end] {
		return 0, false
	}
	for k, u := range q.units {
		if t.units[i+k] != u {
			return 0, false
		}
	}
	for k := 1; k < len(q.units); k++ {
		if !sameGap(p.mode, q.units[k-1], q.units[k], t.keys[i+k], q.keys[k]) {
			return 0, false
		}
	}
	return end, true
}

// sameGap compares the keys of two gaps that stand between the letters a
// and b.
func sameGap(mode match.Mode, a, b rune, key, other string) bool {
	switch {
	case mode == match.Exact, isDigit(a) && isDigit(b):
		return key == other
	case isLatin(a) && isLatin(b):
		return (key == "") == (other == "")
	}
	return true
}

func (t *letters) within(from, to, n int) bool {
	return to-from <= n && !strings.Contains(t.text[t.end[from-1]:t.start[to]], "\n")
}

func (t *letters) bytes(x match.Span) match.Span {
	return match.Span{Start: t.start[x.Start], End: t.end[x.End-1]}
}

// raw is a text as raw mode sees it.
type raw struct {
	text string
	ends []int // the byte behind each letter
}

func rawOf(text string) *raw {
	t := &raw{text: text}
	for at, r := range text {
		for range analysis.CountLetters(string(r)) {
			t.ends = append(t.ends, at+utf8.RuneLen(r))
		}
	}
	return t
}

func (t *raw) positions() int { return len(t.text) }

func (t *raw) holds(p *part, i int) (end int, ok bool) {
	return i + len(p.raw), strings.HasPrefix(t.text[i:], p.raw)
}

func (t *raw) within(from, to, n int) bool {
	// a letter counts where its rune ends
	between := sort.SearchInts(t.ends, to+1) - sort.SearchInts(t.ends, from+1)
	return between <= n && !strings.Contains(t.text[from:to], "\n")
}

func (t *raw) bytes(x match.Span) match.Span { return x }
