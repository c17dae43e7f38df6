package brute

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// folded is a text rune by folded rune. The shape has one byte for each:
// 0 digit, a Latin, % per cent and per mille, L other letter, f format,
// n paragraph, and . , and space, which quotation marks are too; M is any
// other mark.
type folded struct {
	runes      []rune
	shape      string
	start, end []int // bytes of the text
}

func foldedOf(text string) folded {
	var f folded
	var shape strings.Builder
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		class, to := analysis.FoldRune(r)
		if inNote(text, at) {
			class = analysis.Format
		}
		if to == "" {
			to = string(r)
		}
		for _, u := range to {
			f.runes = append(f.runes, u)
			f.start = append(f.start, at)
			f.end = append(f.end, at+size)
			shape.WriteByte(shapeOf(class, u))
		}
		at += size
	}
	f.shape = shape.String()
	return f
}

// inNote tells whether the byte at is of a note mark.
func inNote(text string, at int) bool {
	return slices.ContainsFunc(notesIn(text), func(x match.Span) bool { return x.Start <= at && at < x.End })
}

func shapeOf(class analysis.Class, r rune) byte {
	switch class {
	case analysis.Format:
		return 'f'
	case analysis.Space, analysis.Quote:
		return ' '
	case analysis.Paragraph:
		return 'n'
	case analysis.Letter:
		switch {
		case r >= '0' && r <= '9':
			return '0'
		case r == '%' || r == '‰':
			return '%'
		case r < 0x10000 && analysis.IsLatin(uint16(r)):
			return 'a'
		}
		return 'L'
	}
	if r == '.' || r == ',' {
		return byte(r)
	}
	return 'M'
}

func isLetterShape(b byte) bool { return strings.IndexByte("0a%L", b) >= 0 }

// runs are what no match starts or ends inside.
var runs = regexp.MustCompile(`0(f*[.,]?f*0)*([f ]*%)?|a(f*a)*`)

// cut tells for each place between folded runes whether a match may start or
// end there.
func (f folded) cut() []bool {
	cut := make([]bool, len(f.runes)+1)
	for i := range cut {
		cut[i] = i == 0 || i == len(f.runes) || f.start[i] != f.start[i-1]
	}
	for _, run := range runs.FindAllStringIndex(f.shape, -1) {
		for i := run[0] + 1; i < run[1]; i++ {
			cut[i] = false
		}
	}
	return cut
}

// normal is the form in which two texts are equal that match.
func (f folded) normal(from, to int, mode match.Mode) string {
	var runes []rune
	var shape []byte
	for i := from; i < to; i++ {
		if f.shape[i] != 'f' {
			runes = append(runes, f.runes[i])
			shape = append(shape, f.shape[i])
		}
	}
	runes, shape = withoutThousands(runes, shape)
	var b strings.Builder
	last := -1
	for i := range runes {
		if !isLetterShape(shape[i]) {
			continue
		}
		if last >= 0 {
			b.WriteString(gapOf(runes[last+1:i], shape[last:i+1], mode))
		}
		b.WriteRune(runes[i])
		last = i
	}
	return b.String()
}

func withoutThousands(runes []rune, shape []byte) ([]rune, []byte) {
	var keptRunes []rune
	var keptShape []byte
	for i := range runes {
		if shape[i] == ',' {
			before := len(shape[:i]) - len(strings.TrimRight(string(shape[:i]), "0"))
			behind := len(shape[i+1:]) - len(strings.TrimLeft(string(shape[i+1:]), "0"))
			if before >= 1 && before <= 3 && behind == 3 {
				continue
			}
		}
		keptRunes = append(keptRunes, runes[i])
		keptShape = append(keptShape, shape[i])
	}
	return keptRunes, keptShape
}

var (
	fullStop = regexp.MustCompile(`[.…]{2,}`)
)

// gapOf is what of the marks matters; around is their shape with the two
// letters around them.
func gapOf(marks []rune, around []byte, mode match.Mode) string {
	digits := around[0] == '0' && around[len(around)-1] == '0'
	latin := around[0] == 'a' && around[len(around)-1] == 'a'
	var kinds []rune
	for i, r := range marks {
		if around[i+1] != ' ' {
			kinds = append(kinds, r)
		}
	}
	gap := string(slices.Compact([]rune(fullStop.ReplaceAllString(string(kinds), "…"))))
	if gap == "" && len(marks) > 0 && (digits || latin) {
		gap = " "
	}
	if mode == match.Exact || digits || gap == "" {
		return gap
	}
	if latin {
		return " "
	}
	return ""
}

// occurrences gives every span where q stands in text.
func occurrences(text, q string, mode match.Mode) []match.Span {
	var spans []match.Span
	if mode == match.Raw {
		for s := range len(text) {
			for e := s + 1; e <= len(text); e++ {
				if text[s:e] == q {
					spans = append(spans, match.Span{Start: s, End: e})
				}
			}
		}
		return spans
	}
	f, g := foldedOf(text), foldedOf(strings.ReplaceAll(q, "\n", " "))
	first := strings.IndexFunc(g.shape, func(r rune) bool { return isLetterShape(byte(r)) })
	last := strings.LastIndexFunc(g.shape, func(r rune) bool { return isLetterShape(byte(r)) })
	want := g.normal(first, last+1, mode)
	cut := f.cut()
	for s := range f.runes {
		if !cut[s] || !isLetterShape(f.shape[s]) {
			continue
		}
		for e := s + 1; e <= len(f.runes); e++ {
			if cut[e] && isLetterShape(f.shape[e-1]) && f.normal(s, e, mode) == want {
				spans = append(spans, match.Span{Start: f.start[s], End: f.end[e-1]})
			}
		}
	}
	return spans
}

// naive gives the matches of p in text, in bytes.
func naive(text string, p match.Pattern) []match.Span {
	all := naiveAll(text, p, p.Mode)
	var chosen []match.Span
	for at := 0; at <= len(text); {
		longest := -1
		for _, x := range all {
			if x.Start == at {
				longest = max(longest, x.End)
			}
		}
		if longest < 0 {
			at++
			continue
		}
		chosen = append(chosen, match.Span{Start: at, End: longest})
		at = longest
	}
	return chosen
}

// naiveAll gives all matches of p, before any is chosen.
func naiveAll(text string, p match.Pattern, mode match.Mode) []match.Span {
	var all, excluded []match.Span
	for _, n := range p.Wanted {
		all = append(all, naiveNode(text, n, mode)...)
	}
	for _, n := range p.Excluded {
		excluded = append(excluded, naiveNode(text, n, mode)...)
	}
	for _, q := range p.Except {
		excluded = append(excluded, naiveAll(text, q, mode)...)
	}
	all = slices.DeleteFunc(all, func(x match.Span) bool {
		return slices.ContainsFunc(excluded, func(y match.Span) bool { return y.Start <= x.Start && x.End <= y.End })
	})
	for _, q := range p.Also {
		all = append(all, naiveAll(text, q, mode)...)
	}
	return all
}

func naiveNode(text string, n query.Node, mode match.Mode) (spans []match.Span) {
	switch n := n.(type) {
	case query.Word:
		return occurrences(text, n.Text, mode)
	case query.Phrase:
		return naiveRow(text, n, mode)
	case query.Or:
		for _, x := range n.Xs {
			spans = append(spans, naiveNode(text, x, mode)...)
		}
	case query.Near:
		a, b := naiveRow(text, n.A, mode), naiveRow(text, n.B, mode)
		spans = naiveNear(text, a, b, n.Within, mode)
		if !n.Ordered {
			spans = append(spans, naiveNear(text, b, a, n.Within, mode)...)
		}
	}
	return spans
}

func naiveNear(text string, as, bs []match.Span, within int, mode match.Mode) (spans []match.Span) {
	for _, a := range as {
		nearest := match.Span{Start: len(text) + 1}
		for _, b := range bs {
			if b.Start >= a.End && b.Start < nearest.Start {
				nearest = b
			}
		}
		if nearest.Start <= len(text) && allowed(text, a.End, nearest.Start, within, mode) {
			spans = append(spans, match.Span{Start: a.Start, End: nearest.End})
		}
	}
	return spans
}

// naiveRow walks from each occurrence of the first part to the nearest of
// the next that leads to the end.
func naiveRow(text string, p query.Phrase, mode match.Mode) (spans []match.Span) {
	parts := make([][]match.Span, len(p.Parts))
	for i, q := range p.Parts {
		parts[i] = occurrences(text, q, mode)
	}
	var walk func(k int, x match.Span) (end int, ok bool)
	walk = func(k int, x match.Span) (end int, ok bool) {
		if k == len(parts)-1 {
			return x.End, true
		}
		for next := x.End; next <= len(text); next++ {
			for _, y := range parts[k+1] {
				if y.Start != next || !allowed(text, x.End, next, p.Gaps[k], mode) {
					continue
				}
				if end, ok := walk(k+1, y); ok {
					return end, true
				}
			}
		}
		return 0, false
	}
	for _, x := range parts[0] {
		if end, ok := walk(0, x); ok {
			spans = append(spans, match.Span{Start: x.Start, End: end})
		}
	}
	return spans
}

// allowed tells whether at most n letters stand in [from, to), each counted
// where it ends, and no end of a paragraph.
func allowed(text string, from, to, n int, mode match.Mode) bool {
	count := 0
	for at, r := range text {
		if end := at + len(string(r)); end > from && end <= to && (mode == match.Raw || !inNote(text, at)) {
			count += analysis.CountLetters(string(r))
		}
	}
	return count <= n && !strings.Contains(text[from:to], "\n")
}
