package query

import (
	"fmt"
	"strings"
	"unicode"
)

func (w Word) String() string { return w.Text }

func (p Phrase) String() string {
	var b strings.Builder
	b.WriteByte('"')
	for i, part := range p.Parts {
		if i > 0 {
			writeGap(&b, p.Gaps[i-1], part)
		}
		for _, r := range part {
			if isStraightQuote(r) || isStar(r) || r == '\\' {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// writeGap leaves the default out, unless a brace that is text follows: it
// would be read as the gap's own.
func writeGap(b *strings.Builder, gap int, next string) {
	b.WriteByte('*')
	brace := strings.HasPrefix(next, "{") || strings.HasPrefix(next, "｛")
	if gap != DefaultGap || brace {
		fmt.Fprintf(b, "{%d}", gap)
	}
}

func (n Near) String() string {
	op := "NEAR"
	if n.Ordered {
		op = "BEFORE"
	}
	return fmt.Sprintf("%s %s/%d %s", n.A, op, n.Within, n.B)
}

func (f Field) String() string {
	switch {
	case f.From == "" && f.To == "":
		return f.Name + ":" + printValue(f.Value)
	case f.From == f.To:
		return f.Name + ":" + f.From
	}
	return f.Name + ":" + f.From + ".." + f.To
}

func printValue(value string) string {
	if !strings.ContainsFunc(value, endsWord) {
		return value
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range value {
		if isStraightQuote(r) || r == '\\' {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}

// endsWord tells the runes that no bare word and no printed value holds.
func endsWord(r rune) bool {
	return unicode.IsSpace(r) || isOpen(r) || isClose(r) || isQuote(r)
}

func (n Not) String() string {
	switch n.X.(type) {
	case Word, Phrase, Field:
		return "-" + n.X.String()
	}
	return "-(" + n.X.String() + ")"
}

func (a And) String() string {
	return join(a.Xs, " ", func(x Node) bool { _, or := x.(Or); return or })
}

func (o Or) String() string {
	return join(o.Xs, " OR ", func(Node) bool { return false })
}

func join(xs []Node, between string, wrap func(Node) bool) string {
	printed := make([]string, len(xs))
	for i, x := range xs {
		printed[i] = x.String()
		if wrap(x) {
			printed[i] = "(" + printed[i] + ")"
		}
	}
	return strings.Join(printed, between)
}
