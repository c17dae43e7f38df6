package query

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

const (
	MaxLetters = 10000 // letters and digits in the words, phrases and values of one query
	MaxDepth   = 100   // parentheses inside each other
)

// Parse reads a query of search. The error is a *SyntaxError.
func Parse(s string) (Node, error) {
	n, column, err := parse(s, false)
	if err != nil {
		return nil, err
	}
	if !findsSomething(n) {
		return nil, errAt(column, "the query only excludes", "add what is to be found, as 科技 -人才")
	}
	return n, nil
}

// ParsePattern reads a pattern of mentions: a Phrase, a Near or an Or of these.
// The error is a *SyntaxError.
func ParsePattern(s string) (Node, error) {
	n, _, err := parse(s, true)
	return n, err
}

type parser struct {
	lexer
	tok     token // the next one, not yet used
	depth   int   // parentheses around it
	letters int   // in the tokens so far
}

// parse also says at which column the query begins.
func parse(s string, pattern bool) (n Node, column int, err error) {
	if err := checkText(s); err != nil {
		return nil, 0, err
	}
	p := &parser{lexer: lexer{src: []rune(s), pattern: pattern}}
	if err := p.advance(); err != nil {
		return nil, 0, err
	}
	column = p.tok.column()
	if p.tok.kind == tokenEnd {
		return nil, 0, errAt(1, "the query is empty", `write words, or a phrase in quotation marks`)
	}
	if n, err = p.or(); err != nil {
		return nil, 0, err
	}
	if p.tok.kind == tokenClose {
		return nil, 0, errAt(p.tok.column(), fmt.Sprintf("%s closes a parenthesis that was never opened", p.tok.text),
			"leave it out, or put quotation marks around the text")
	}
	return n, column, nil
}

func checkText(s string) error {
	column := 0
	for i, r := range s {
		column++
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return errAt(column, "the query is not UTF-8", "set the terminal to UTF-8 and write it again")
			}
		}
	}
	return nil
}

func (p *parser) advance() (err error) {
	if p.tok, err = p.next(); err != nil {
		return err
	}
	if p.letters += p.tok.letters(); p.letters > MaxLetters {
		return errAt(p.tok.column(), "the query is too long from here on",
			fmt.Sprintf("write at most %d letters; a whole text is what check is for", MaxLetters))
	}
	return nil
}

func (p *parser) or() (Node, error) {
	var sides []Node
	for {
		column := p.tok.column()
		side, err := p.and()
		if err != nil {
			return nil, err
		}
		if p.tok.kind != tokenOr && sides == nil {
			return side, nil
		}
		if !findsSomething(side) {
			return nil, errAt(column, "this side of OR only excludes",
				"add what is to be found to it, or exclude behind parentheses, as (甲 OR 乙) -丙")
		}
		if nested, ok := side.(Or); ok {
			sides = append(sides, nested.Xs...)
		} else {
			sides = append(sides, side)
		}
		if p.tok.kind != tokenOr {
			return Or{sides}, nil
		}
		if err := p.operator(); err != nil {
			return nil, err
		}
	}
}

func (p *parser) and() (Node, error) {
	var xs []Node
	behindAnd := false
	for {
		x, err := p.near()
		if err != nil {
			return nil, err
		}
		if behindAnd || p.tok.kind == tokenAnd {
			x = demanded(x)
		}
		if nested, ok := x.(And); ok {
			xs = append(xs, nested.Xs...)
		} else {
			xs = append(xs, x)
		}
		switch p.tok.kind {
		case tokenEnd, tokenClose, tokenOr:
			if len(xs) == 1 {
				return xs[0], nil
			}
			return And{xs}, nil
		}
		if p.pattern {
			return nil, p.sideBySide()
		}
		if behindAnd = p.tok.kind == tokenAnd; behindAnd {
			if err := p.operator(); err != nil {
				return nil, err
			}
		}
	}
}

// demanded is what AND makes of an operand: a bare word beside it counts as a
// phrase, and of a group of bare words one must be there.
func demanded(n Node) Node {
	switch n := n.(type) {
	case Word:
		return Literal(n.Text)
	case Or:
		return Or{demandedAll(n.Xs)}
	case And:
		if !slices.ContainsFunc(n.Xs, func(x Node) bool { _, bare := x.(Word); return !bare }) {
			return Or{demandedAll(n.Xs)}
		}
	}
	return n
}

func demandedAll(xs []Node) []Node {
	var list []Node
	for _, x := range xs {
		x = demanded(x)
		if nested, ok := x.(Or); ok {
			list = append(list, nested.Xs...)
		} else {
			list = append(list, x)
		}
	}
	return list
}

// sideBySide is the error for what follows a whole phrase in a pattern.
func (p *parser) sideBySide() error {
	switch p.tok.kind {
	case tokenNot:
		return p.noExclusion()
	case tokenAnd:
		return errAt(p.tok.column(), "a pattern has no AND",
			`write NEAR/20 or OR, use search, or put quotation marks around the text`)
	}
	return errAt(p.tok.column(), "two phrases of a pattern stand side by side",
		`write NEAR/20, BEFORE/20 or OR between them, or one pair of quotation marks around the whole text`)
}

func (p *parser) noExclusion() error {
	return errAt(p.tok.column(), "a pattern has no exclusions",
		fmt.Sprintf("use search, or put quotation marks around the text if %s belongs to it", p.tok.text))
}

// operator steps over an operator that stands between two things, and makes sure
// that something follows.
func (p *parser) operator() error {
	op := p.tok
	if err := p.advance(); err != nil {
		return err
	}
	switch p.tok.kind {
	case tokenEnd, tokenClose, tokenOr, tokenAnd, tokenNear:
		return errAt(op.column(), fmt.Sprintf("nothing stands behind %s", op.text),
			fmt.Sprintf(`write what it joins, as 甲 %s 乙, or "%s" if it is text`, op.text, op.text))
	}
	return nil
}

func (p *parser) near() (Node, error) {
	leftColumn := p.tok.column()
	left, err := p.unary()
	if err != nil || p.tok.kind != tokenNear {
		return left, err
	}
	op := p.tok
	a, err := operand(left, op, leftColumn)
	if err != nil {
		return nil, err
	}
	if err := p.operator(); err != nil {
		return nil, err
	}
	rightColumn := p.tok.column()
	right, err := p.unary()
	if err != nil {
		return nil, err
	}
	b, err := operand(right, op, rightColumn)
	if err != nil {
		return nil, err
	}
	if p.tok.kind == tokenNear {
		return nil, errAt(p.tok.column(), fmt.Sprintf("%s follows another %s", p.tok.text, op.text),
			`join two phrases at a time, as "甲" NEAR/20 "乙" "乙" NEAR/20 "丙"`)
	}
	return Near{A: a, B: b, Within: op.within, Ordered: op.ordered}, nil
}

// operand makes a phrase of what stands beside NEAR or BEFORE.
func operand(n Node, op token, column int) (Phrase, error) {
	switch n := n.(type) {
	case Phrase:
		return n, nil
	case Word:
		return Literal(n.Text), nil
	case Not:
		return Phrase{}, errAt(column, fmt.Sprintf("%s can't take an exclusion", op.text),
			fmt.Sprintf(`write -("甲" %s "乙") to exclude both together`, op.text))
	}
	return Phrase{}, errAt(column, fmt.Sprintf("%s takes one phrase on each side", op.text),
		fmt.Sprintf(`write "甲" %s "乙", and join several of these with OR`, op.text))
}

func (p *parser) unary() (Node, error) {
	if p.tok.kind != tokenNot {
		return p.primary()
	}
	if p.pattern {
		return nil, p.noExclusion()
	}
	minus := p.tok
	if err := p.advance(); err != nil {
		return nil, err
	}
	switch p.tok.kind {
	case tokenEnd, tokenClose, tokenOr, tokenAnd, tokenNear:
		return nil, errAt(minus.column(), fmt.Sprintf("%s has nothing to exclude", minus.text),
			"write -词 or -\"…\"")
	}
	x, err := p.primary()
	if err != nil {
		return nil, err
	}
	if !findsSomething(x) {
		return nil, errAt(minus.column(), "an exclusion is excluded", "leave both - out")
	}
	return Not{x}, nil
}

func (p *parser) primary() (Node, error) {
	t := p.tok
	switch t.kind {
	case tokenOpen:
		return p.group()
	case tokenWord:
		if p.pattern {
			return p.bareText()
		}
		return Word{t.text}, p.advance()
	case tokenPhrase:
		return t.phrase, p.advance()
	case tokenField:
		return t.field, p.advance()
	case tokenClose:
		return nil, errAt(t.column(), fmt.Sprintf("nothing stands before %s", t.text),
			"write something between the parentheses, or leave them out")
	}
	return nil, errAt(t.column(), fmt.Sprintf("nothing stands before %s", t.text),
		fmt.Sprintf(`write what it joins, as 甲 %s 乙, or "%s" if it is text`, t.text, t.text))
}

// bareText reads words without quotation marks, and the white space between
// them, as one phrase of a pattern.
func (p *parser) bareText() (Node, error) {
	first, end := p.tok.start, p.tok.end
	for p.tok.kind == tokenWord {
		end = p.tok.end
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	return readPhrase(p.src[first:end], first+1)
}

func (p *parser) group() (Node, error) {
	open := p.tok
	if p.depth++; p.depth > MaxDepth {
		return nil, errAt(open.column(), "too many parentheses inside each other",
			fmt.Sprintf("write at most %d", MaxDepth))
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.kind == tokenEnd {
		return nil, unclosed(open)
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.tok.kind != tokenClose {
		return nil, unclosed(open)
	}
	p.depth--
	return n, p.advance()
}

func unclosed(open token) error {
	return errAt(open.column(), fmt.Sprintf("the parenthesis %s is never closed", open.text),
		"put ) behind its last word, or quotation marks around the text")
}
