// The lift: from a draft to what it claims.
//
// # Quoted or only emphasised
//
// Marks stand around quotations, and around words that are only set off
// (“放管服”). The rule, in the order in which it decides:
//
//  1. Under 4 letters, and what is only named (以下简称“…”, 所谓“…”), is a term.
//  2. Behind 指出, 强调, 要求, 规定, 说 and their like and a colon or comma, 4
//     letters are a quotation, 8 if words go on behind them; so is what follows
//     such a quotation directly: ：“甲”“乙”, “甲”，又“乙”.
//  3. Elsewhere in the sentence of such a verb that has a subject, 8 letters are
//     a quotation (指出，科学技术“从来……”), fewer a term (要求做到“放管服”).
//  4. What a document cited directly before it, or in 落实“……”的规定 in its
//     sentence, says is a quotation from 8 letters on: 根据《甲》第六条“……”的规定.
//     So is what somebody says behind it: “……”，某某说.
//  5. A motto is a term: 坚持“……”的方针, 以“……”为主题. Not under 2; under 3 only
//     without a comma inside, or with 12 letters right behind 提出的.
//  6. Anything else needs 8 letters with a 。；！？： inside; with a ， inside 8
//     standing alone, 12 at the end of a clause, 16 anywhere; without them 12
//     standing alone. Alone: punctuation or a paragraph's edge on both sides.
//  7. The rest are terms, and so are words without Han letters that no verb
//     introduces.
//
// A quotation is ascribed to the nearest name before it in its sentence: the
// document named there or the subject of the verb (in “……，”某某说 the one behind
// it), the nearest first. Where the verb has no subject (又说：, 还规定：), the name
// of the quotation or document before it in the paragraph holds on. Without a
// verb a document counts if a colon introduces the quotation, if it stands right
// before it, if it is what does something with it (《甲》把“……”纳入), or if it is
// given as the source behind it (“……”（《甲》第六条）). Words between a document and
// its verb (《甲》明文规定) are nobody. 他 is the subject of the sentence before or
// who was quoted last in the paragraph, else 他 itself. What stands inside another
// quotation and has no name takes that of the outer one.

package quote

import (
	"cmp"
	"slices"
	"strings"

	"yinzheng/corpus"
)

// Lift takes the quotations and citations out of a draft. titles may be nil;
// then documents without 《 and 》 are known by their shape alone. It takes
// linear time and memory; a quotation has at most 20,000 bytes and stands
// inside at most 8 others, and what goes beyond is a warning.
func Lift(doc *corpus.Document, titles Titles) Lifted {
	warns := &warner{}
	found := scanMarks(doc.Text, warns)
	refs := findRefs(doc, found.titles, titles)
	w := &walker{text: doc.Text, marks: found, refs: refs, known: newAntecedents()}
	w.walk()
	out := Lifted{Claims: w.claims, Terms: len(w.terms), Marked: w.terms, Warnings: warns.sorted()}
	for _, r := range refs {
		if r.cited {
			out.Claims = append(out.Claims, r.claim(doc.Text, found.quotes))
		}
	}
	slices.SortStableFunc(out.Claims, func(a, b Claim) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return out
}

// walker goes through the text once, quotation by quotation, and remembers of
// the sentence at hand what a quotation may be ascribed to.
type walker struct {
	text  string
	marks marks
	refs  []ref

	known  antecedents // among the documents gone by
	frames []frame
	claims []Claim
	terms  []Span // between the marks of what is no quotation
}

// frame is the state inside one quotation; the lowest is that of the text.
type frame struct {
	quote    pair   // zero for the text
	names    []Name // of the quotation, for what is inside and has none
	sentence int    // where the sentence at hand starts
	previous int    // where the one before it in the paragraph starts
	refs     []int  // the documents named in it so far
	before   []Span // what stands in it already, quotations and documents
	last     *said  // the quotation before in this paragraph
	lastRef  int    // the document named last in this paragraph, -1 for none
	person   []Name // the last person or organ that a quotation in this paragraph was ascribed to
}

// said is a quotation that was ascribed, right or wrong.
type said struct {
	close int
	names []Name
	how   reach
}

func (w *walker) walk() {
	w.frames = []frame{{quote: pair{closing: len(w.text) + 1}, lastRef: -1}}
	quote, ref, skip := 0, 0, 0
	for i, r := range w.text {
		for i == w.top().quote.closing {
			w.leave()
		}
		for ref < len(w.refs) && w.refs[ref].Start <= i {
			skip = w.refs[ref].End
			w.sawRef(ref)
			ref++
		}
		if quote < len(w.marks.quotes) && w.marks.quotes[quote].open == i {
			if i >= skip {
				w.enter(w.marks.quotes[quote])
			} else {
				w.leaveOut(w.marks.quotes[quote]) // “十四五” in the name of a plan
			}
			quote++
			continue
		}
		switch {
		case r == '\n' && !introduces(w.text[:i]):
			w.newParagraph(i + 1)
		case i >= skip && endsSentence(r):
			w.top().newSentence(i + len(string(r)))
		}
	}
}

// introduces tells that a paragraph ends with a colon: what it announces stands
// in the next one.
func introduces(paragraph string) bool {
	return strings.HasSuffix(paragraph, "：") || strings.HasSuffix(paragraph, ":")
}

func (w *walker) top() *frame { return &w.frames[len(w.frames)-1] }

func (w *walker) newParagraph(at int) {
	f := w.top() // a quotation goes on over paragraphs, and what is around it too
	f.newSentence(at)
	f.previous = at
	f.last, f.lastRef, f.person = nil, -1, nil
}

func (f *frame) newSentence(at int) {
	f.previous, f.sentence, f.refs, f.before = f.sentence, at, f.refs[:0], f.before[:0]
}

func (w *walker) sawRef(i int) {
	f := w.top()
	f.refs = append(f.refs, i)
	f.before = append(f.before, w.refs[i].Span)
	f.lastRef = i
	w.known.add(w.refs[i].Title)
}

// enter decides what a pair of marks holds and goes inside.
func (w *walker) enter(p pair) {
	in := frame{quote: p, sentence: p.inner, previous: p.inner, lastRef: -1}
	v := w.judge(p)
	switch {
	case v.term:
		w.leaveOut(p)
	case v.quotation:
		w.claims = append(w.claims, Claim{
			Kind: Quotation, Span: Span{Start: p.inner, End: p.closing}, Text: w.marks.textOf(w.text, p),
			Open: p.open, Close: p.end, Names: v.names, Nested: p.nested,
		})
		in.names = v.names
	}
	if in.names == nil {
		in.names = w.top().names
	}
	f := w.top()
	f.last = &said{close: p.end, names: v.names, how: v.how}
	for i, n := range v.names {
		if n.Person {
			f.person = v.names[i : i+1]
		}
	}
	w.frames = append(w.frames, in)
}

func (w *walker) leaveOut(p pair) {
	w.terms = append(w.terms, Span{Start: p.inner, End: p.closing})
}

// leave goes back to what stands around a quotation. One that ends with a full
// stop ends the sentence around it too.
func (w *walker) leave() {
	p := w.top().quote
	w.frames = w.frames[:len(w.frames)-1]
	f := w.top()
	f.before = append(f.before, Span{Start: p.open, End: p.end})
	if endsSentence(lastRune(w.text[p.inner:p.closing])) {
		f.newSentence(p.end)
	}
}

// claim makes the citation of a document.
func (r ref) claim(text string, quotes []pair) Claim {
	return Claim{
		Kind: Citation, Span: r.Span, Text: text[r.Start:r.End], Open: r.Start, Close: r.End,
		Names: []Name{r.Name}, Nested: insideAny(quotes, r.Start),
	}
}

// insideAny tells whether a byte of the text stands in a quotation.
func insideAny(quotes []pair, at int) bool {
	i, _ := slices.BinarySearchFunc(quotes, at, func(p pair, at int) int { return cmp.Compare(p.open, at) })
	for i--; i >= 0; i-- {
		if at < quotes[i].closing {
			return true
		}
		if !quotes[i].nested {
			return false
		}
	}
	return false
}
