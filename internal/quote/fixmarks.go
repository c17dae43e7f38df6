package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yinzheng/internal/analysis"
)

// nested is the pair of marks for a quotation that stands so deep in one which
// opens with outer, as print wants it: “ ‘ “ … or 「 『 「 …
func nested(outer rune, depth int) (open, closing rune) {
	pairs := [2][2]rune{{'“', '”'}, {'‘', '’'}}
	if outer == '「' || outer == '『' {
		pairs = [2][2]rune{{'「', '」'}, {'『', '』'}}
	}
	level := 1 // straight marks: “ is the first of its own kind in them
	if outer == pairs[0][0] {
		level = 0
	}
	p := pairs[(level+depth)%2]
	return p[0], p[1]
}

// levelled tells the quotation marks that change with the depth.
func levelled(r rune) (opens, closes bool) {
	kind, opens, closes, ok := markOf(r)
	if !ok || kind != double && kind != single && kind != corner && kind != whiteCorner {
		return false, false
	}
	return opens, closes
}

// oneLevel is text with the quotation marks of one depth: who quotes them has
// to write others.
func oneLevel(text string) string {
	return strings.NewReplacer("‘", "“", "’", "”", "『", "「", "』", "」").Replace(text)
}

// pairedOpen and pairedClose are the marks that come in twos, in one order.
const (
	pairedOpen  = "“‘「『《〈（(〔［[【｛{〖"
	pairedClose = "”’」』》〉）)〕］]】｝}〗"
)

// partner is the closing mark of an opening one.
func partner(open rune) rune {
	i := utf8.RuneCountInString(pairedOpen[:strings.IndexRune(pairedOpen, open)])
	return []rune(pairedClose)[i]
}

// partnerBefore is the opening mark of a closing one.
func partnerBefore(closing rune) rune {
	i := utf8.RuneCountInString(pairedClose[:strings.IndexRune(pairedClose, closing)])
	return []rune(pairedOpen)[i]
}

// lonely are the marks of a text whose partners are not in it: closing ones and
// then opening ones, each in order.
func lonely(text string) (closing, open []rune) {
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case strings.ContainsRune(pairedOpen, r):
			open = append(open, r)
		case !strings.ContainsRune(pairedClose, r) || r == '’' && apostrophe(runes, i):
		case len(open) > 0 && partner(open[len(open)-1]) == r:
			open = open[:len(open)-1]
		default:
			closing = append(closing, r)
		}
	}
	return closing, open
}

func apostrophe(runes []rune, i int) bool {
	return i > 0 && isLatin(runes[i-1]) && i+1 < len(runes) && isLatin(runes[i+1])
}

// edges gives a stretch of a source the marks around it: those that the draft
// has there, without such as have lost their partners, and the partners from
// the source, where behind and before stand beside the stretch. ok is false
// where a mark stays alone that was not alone in the draft.
//
//	source  …“两个毫不动摇”。   draft  …两个毫不动遥。   →  …‘两个毫不动摇’。
func edges(lead, core, trail, before, behind, was string) (text string, ok bool) {
	closing, _ := lonely(core)
	slices.Reverse(closing) // the innermost is next to the core
	var want []rune
	for _, r := range slices.Backward(closing) {
		want = append(want, partnerBefore(r))
	}
	lead = reversed(edge(reversed(lead), reversed(before), want, pairedOpen, trail))
	_, open := lonely(lead + core)
	want = nil
	for _, r := range slices.Backward(open) {
		want = append(want, partner(r))
	}
	trail = edge(trail, behind, want, pairedClose, "")
	text = lead + core + trail
	closing, open = lonely(text)
	oldClosing, oldOpen := lonely(was)
	return text, len(closing)+len(open) == 0 || slices.Equal(closing, oldClosing) && slices.Equal(open, oldOpen)
}

// edge is the marks at one edge, from the stretch outwards: own are the
// draft's, other the source's, want the partners that are missing, and kind the
// marks that need one. own ones of the kind stay if they are wanted, or if their
// partners stand beyond.
func edge(own, other string, want []rune, kind, beyond string) string {
	var out []rune
	rest := []rune(own)
	for _, r := range other {
		if len(want) == 0 {
			break
		}
		opens, closes := levelled(want[0])
		isOpen, isClose := levelled(r)
		switch {
		case r == want[0] || opens && isOpen || closes && isClose:
			out, want = append(out, want[0]), want[1:]
			if len(rest) > 0 && strings.ContainsRune(kind, rest[0]) {
				rest = rest[1:]
			}
		case len(rest) > 0 && rest[0] == r:
			out, rest = append(out, r), rest[1:]
		}
	}
	for _, r := range rest {
		switch {
		case !strings.ContainsRune(kind, r):
		case len(want) > 0 && want[0] == r:
			want = want[1:]
		case kind == pairedOpen && strings.ContainsRune(beyond, partner(r)):
		default:
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

func reversed(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}

// marksBehind are the marks of text from at on, to the next letter or the end
// of the paragraph, without white space; marksBefore those before at.
func marksBehind(text string, at int) string {
	end := at
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isMark(r) || r == '\n' {
			break
		}
		end += size
	}
	return dropSpace(text[at:end])
}

func marksBefore(text string, at int) string {
	start := at
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !isMark(r) || r == '\n' {
			break
		}
		start -= size
	}
	return dropSpace(text[start:at])
}

func isHanLike(r rune) bool {
	class, _ := analysis.FoldRune(r)
	return class == analysis.Letter && !unicode.Is(unicode.Latin, r) && !unicode.IsDigit(r)
}
