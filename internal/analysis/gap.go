package analysis

// A gap is what stands between two neighbouring letters. Its key is what of
// it can matter to a match: the kinds of its punctuation marks and paragraph
// breaks in order, repeats once. Quotation marks and title marks are none of
// them: they count as white space does, which is in a key only if nothing
// else stands between two Latin letters or between two digits, as " ".
// Nothing that matters is the empty key.

// ellipsis is the kind of … and of any row of two or more of . and …
const ellipsis = '…'

// gapBuilder collects the marks between two letters.
type gapBuilder struct {
	key    []rune
	spaced bool // white space, a quotation mark or a title mark
	puncts int  // runes of punctuation and paragraph breaks
	only   rune // the first of them
}

func (g *gapBuilder) reset() {
	g.key, g.spaced, g.puncts = g.key[:0], false, 0
}

// add takes the next mark.
func (g *gapBuilder) add(class Class, kind rune) {
	switch class {
	case Space, Quote:
		g.spaced = true
		return
	case Format:
		return
	case Paragraph:
		kind = '\n'
	}
	if g.puncts == 0 {
		g.only = kind
	}
	g.puncts++
	if n := len(g.key); n > 0 {
		last := g.key[n-1]
		if dots(kind) && dots(last) {
			g.key[n-1] = ellipsis
			return
		}
		if kind == last {
			return
		}
	}
	g.key = append(g.key, kind)
}

func dots(kind rune) bool { return kind == '.' || kind == ellipsis }

// joins tells whether the gap can stand inside a number: one full stop or
// one comma and no white space.
func (g *gapBuilder) joins() bool {
	return g.puncts == 1 && !g.spaced && (g.only == '.' || g.only == ',')
}

// keyBetween is the gap's key between the letters a and b. The bytes of the
// result are valid until the next add.
func (g *gapBuilder) keyBetween(a, b uint16) []rune {
	if len(g.key) > 0 {
		return g.key
	}
	if g.spaced && (IsLatin(a) && IsLatin(b) || IsDigit(a) && IsDigit(b)) {
		return spaceKey
	}
	return nil
}

var spaceKey = []rune{' '}
