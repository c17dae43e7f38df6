package quote

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// sayings are what words are called that nobody in particular said. Ascribed to
// them, words are not the draft's own and not those of a document either.
var sayings = wordsOf("常言", "俗话", "俗语", "老话", "古话", "古语", "古训", "古诗", "诗云", "诗曰", "诗句", "名句", "名言", "谚语", "民谚", "农谚", "格言", "箴言", "成语", "歇后语", "民谣", "顺口溜", "俗話", "古語", "諺語", "俗語", "老話")

// maxSaying is how many letters stand at most between such a word and the
// quotation: 有句老话说得好，
const maxSaying = 8

// sayingBefore is whose words a quotation is said to be where no verb has a
// subject: a saying (常言道, 有句老话叫), or somebody by his office
// (正如李主任讲的).
func (w *walker) sayingBefore(before lead) []Name {
	text := strings.TrimRight(before.text, "：:，, ")
	clause := strings.LastIndexAny(text, "；;"+string([]byte{held, cited})) + 1
	best := Span{}
	for i := range text[clause:] {
		at := clause + i
		if word := sayings.at(text[at:]); word != "" && utf8.RuneCountInString(text[at+len(word):]) <= maxSaying {
			best = Span{Start: before.start + at, End: before.start + at + len(word)}
		}
	}
	if best.End > 0 {
		return []Name{{Span: best, Text: w.text[best.Start:best.End], Person: true}}
	}
	for _, said := range []string{"所讲的", "所说的", "讲过的", "说过的", "讲的", "说的"} {
		if rest, ok := strings.CutSuffix(text, said); ok {
			return w.holderBefore(rest, before.start)
		}
	}
	return nil
}

// plainSaying takes off what stands before such a word in a name: 句老话.
func plainSaying(names []Name) {
	if len(names) != 1 || !names[0].Person {
		return
	}
	n := &names[0]
	for i := range n.Text {
		if i > 0 && sayings.at(n.Text[i:]) == n.Text[i:] {
			n.Text, n.Start = n.Text[i:], n.End-len(n.Text[i:])
			return
		}
	}
}

// holderBefore is who is named by his office at the end of text, which stands
// at start of the draft.
func (w *walker) holderBefore(text string, start int) []Name {
	name := ownerOf(lastWords(text))
	name = name[trimLead(name):]
	if !isNameLike(name) || !slices.ContainsFunc(offices, func(w string) bool { return strings.HasSuffix(name, w) }) {
		return nil
	}
	end := start + len(text)
	return []Name{w.person(Span{Start: end - len(name), End: end})}
}
