package query

import (
	"fmt"
	"strings"
	"unicode"
)

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenWord
	tokenPhrase
	tokenField
	tokenOpen
	tokenClose
	tokenNot
	tokenAnd
	tokenOr
	tokenNear
)

// token is one piece of a query: src[start:end] of the lexer.
type token struct {
	kind       tokenKind
	start, end int
	text       string // as written; shown in errors
	phrase     Phrase // tokenPhrase
	field      Field  // tokenField
	within     int    // tokenNear
	ordered    bool   // tokenNear
}

func (t token) column() int { return t.start + 1 }

// letters counts the letters and digits of what t asks for; operators, names of
// fields, dates and sizes of gaps are none, so that a canonical form that is
// longer than the query counts the same.
func (t token) letters() int {
	switch t.kind {
	case tokenWord:
		return countLetters(t.text)
	case tokenField:
		return countLetters(t.field.Value)
	case tokenPhrase:
		return countLetters(t.phrase.Parts...)
	}
	return 0
}

func countLetters(texts ...string) int {
	n := 0
	for _, text := range texts {
		for _, r := range text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
	}
	return n
}

// lexer cuts a query into tokens, one at a time, so that of several mistakes the
// leftmost is reported.
type lexer struct {
	src     []rune
	pos     int
	pattern bool // bare text has escapes and no fields
}

func (lx *lexer) next() (token, error) {
	for lx.pos < len(lx.src) && unicode.IsSpace(lx.src[lx.pos]) {
		lx.pos++
	}
	if lx.pos == len(lx.src) {
		return token{kind: tokenEnd, start: lx.pos, end: lx.pos}, nil
	}
	switch r := lx.src[lx.pos]; {
	case isOpen(r):
		return lx.take(tokenOpen, lx.pos+1), nil
	case isClose(r):
		return lx.take(tokenClose, lx.pos+1), nil
	case isOpeningQuote(r):
		return lx.quoted()
	case isQuote(r):
		return token{}, errAt(lx.pos+1, fmt.Sprintf("%c closes a quotation that was never opened", r),
			`write "…", “…” or 「…」 around the phrase`)
	case isMinus(r), isBar(r):
		return lx.sign()
	}
	return lx.word()
}

// take makes a token of src[pos:end] and goes on behind it.
func (lx *lexer) take(kind tokenKind, end int) token {
	t := token{kind: kind, start: lx.pos, end: end, text: string(lx.src[lx.pos:end])}
	lx.pos = end
	return t
}

func (lx *lexer) quoted() (token, error) {
	body, end, err := lx.quotation(lx.pos)
	if err != nil {
		return token{}, err
	}
	phrase, err := readPhrase(body, lx.pos+2)
	if err != nil {
		return token{}, err
	}
	t := lx.take(tokenPhrase, end)
	t.phrase = phrase
	return t, nil
}

// quotation is what stands between the mark at open and its partner, which must
// be more than white space, and the place behind the partner.
func (lx *lexer) quotation(open int) (body []rune, end int, err error) {
	closing := closingQuote(lx.src, open)
	if closing < 0 {
		return nil, 0, errAt(open+1, fmt.Sprintf("the quotation mark %c is never closed", lx.src[open]),
			fmt.Sprintf(`put %c behind the phrase, or leave the mark out`, partner(lx.src[open])))
	}
	body = lx.src[open+1 : closing]
	if isBlank(string(body)) {
		return nil, 0, errAt(open+1, "nothing stands between the quotation marks",
			"write the phrase between them, or leave them out")
	}
	return body, closing + 1, nil
}

func partner(open rune) rune {
	switch open {
	case '“':
		return '”'
	case '「':
		return '」'
	case '『':
		return '』'
	}
	return open
}

// sign reads - or |.
func (lx *lexer) sign() (token, error) {
	r := lx.src[lx.pos]
	if !lx.atBreak() {
		return token{}, errAt(lx.pos+1, fmt.Sprintf("%c stands right behind another mark", r),
			fmt.Sprintf(`put white space before it if it is an operator, or write "%c" if it is text`, r))
	}
	if isBar(r) {
		return lx.take(tokenOr, lx.pos+1), nil
	}
	if lx.pos+1 == len(lx.src) || unicode.IsSpace(lx.src[lx.pos+1]) {
		return token{}, errAt(lx.pos+1, fmt.Sprintf("%c stands alone", r),
			"to exclude a word write -词 without white space, else leave it out")
	}
	return lx.take(tokenNot, lx.pos+1), nil
}

// atBreak tells whether a sign may be an operator here.
func (lx *lexer) atBreak() bool {
	if lx.pos == 0 {
		return true
	}
	before := lx.src[lx.pos-1]
	return unicode.IsSpace(before) || isOpen(before)
}

// word reads what begins with no mark: a field, an operator in letters, a word.
func (lx *lexer) word() (token, error) {
	def, value, err := lx.nameAt()
	if err != nil {
		return token{}, err
	}
	if def.Name != "" {
		return lx.field(def, value)
	}
	end := lx.pos
	for end < len(lx.src) && !endsWord(lx.src[end]) {
		if lx.pattern && lx.src[end] == '\\' && end+1 < len(lx.src) && isEscapable(lx.src[end+1]) {
			end++
		}
		end++
	}
	t := lx.take(tokenWord, end)
	name, number, slash := strings.Cut(narrow(t.text), "/")
	switch {
	case !slash && name == "OR":
		t.kind = tokenOr
	case !slash && name == "AND":
		t.kind = tokenAnd
	case !slash && name == "NOT":
		t.kind = tokenNot
	case name == "NEAR", name == "BEFORE":
		return near(t, name, number)
	}
	return lx.starred(t)
}

func near(t token, name, number string) (token, error) {
	within, ok := readNumber(number, MaxWithin)
	if !ok {
		return token{}, errAt(t.column(), fmt.Sprintf("%s needs a number of letters", name),
			fmt.Sprintf(`write %s/20 with white space behind it, or "%s" if it is text`, name, name))
	}
	if within > MaxWithin {
		return token{}, errAt(t.column(), fmt.Sprintf("the number of letters behind %s is too large", name),
			fmt.Sprintf("write a number up to %d, or AND for anywhere in the document", MaxWithin))
	}
	t.kind, t.within, t.ordered = tokenNear, within, name == "BEFORE"
	return t, nil
}

// field reads the field whose value begins at value.
func (lx *lexer) field(def FieldDef, value int) (token, error) {
	if lx.pattern {
		return token{}, errAt(lx.pos+1, "a pattern has no fields", def.patternHint())
	}
	text, first, end, err := lx.fieldValue(value)
	if err != nil {
		return token{}, err
	}
	field, err := NewField(def.Name, text)
	if syntax, ok := err.(*SyntaxError); ok {
		syntax.Column += first
		return token{}, syntax
	}
	t := lx.take(tokenField, end)
	t.field = field
	return t, nil
}

func (def FieldDef) patternHint() string {
	if def.Flag == "" {
		return "use search for " + def.Name + ", or put quotation marks around the text"
	}
	return "use the flag --" + def.Flag + ", or put quotation marks around the text"
}

// fieldValue reads the value that begins at start; first is where its text does.
func (lx *lexer) fieldValue(start int) (text string, first, end int, err error) {
	if start < len(lx.src) && isOpeningQuote(lx.src[start]) {
		body, end, err := lx.quotation(start)
		return unquote(body), start + 1, end, err
	}
	depth := 0
	for end = start; end < len(lx.src) && !unicode.IsSpace(lx.src[end]); end++ {
		if isOpen(lx.src[end]) {
			depth++
		}
		if isClose(lx.src[end]) {
			if depth--; depth < 0 {
				break
			}
		}
	}
	if depth > 0 {
		return "", start, end, errAt(start+1, "a ( in the value of a field is never closed", "give each value its own field, as title:甲 title:乙, or put quotation marks around the value")
	}
	return string(lx.src[start:end]), start, end, nil
}

// unquote takes the escapes out of a quoted value, where * is text.
func unquote(body []rune) string {
	var b strings.Builder
	for i := 0; i < len(body); i++ {
		if body[i] == '\\' && i+1 < len(body) && (isQuote(body[i+1]) || body[i+1] == '\\') {
			i++
		}
		b.WriteRune(body[i])
	}
	return b.String()
}
