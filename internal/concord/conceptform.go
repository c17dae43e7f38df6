package concord

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/width"

	"yinzheng/internal/analysis"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

func (r *conceptReader) forms(d *conceptDraft, n *yaml.Node) (err error) {
	d.Forms, d.wanted, d.wantedAt, err = r.formList(n, "forms", "the form")
	return err
}

func (r *conceptReader) exclusions(d *conceptDraft, n *yaml.Node) (err error) {
	d.Exclusions, d.excluded, _, err = r.formList(n, "exclusions", "the exclusion")
	return err
}

// formList reads forms as written, what they ask for, and where they stand.
func (r *conceptReader) formList(n *yaml.Node, key, what string) (texts []string, forms []query.Node, nodes []*yaml.Node, err error) {
	if nodes, err = r.list(n, key); err != nil {
		return nil, nil, nil, err
	}
	seen := map[string]int{}
	for _, at := range nodes {
		form, err := r.form(at, what)
		if err != nil {
			return nil, nil, nil, err
		}
		text := strings.TrimSpace(at.Value)
		if line := seen[form.String()]; line > 0 {
			return nil, nil, nil, r.twice(at, text, line)
		}
		seen[form.String()] = at.Line
		texts, forms = append(texts, text), append(forms, form)
	}
	return texts, forms, nodes, nil
}

// form reads one form, which what names in errors.
func (r *conceptReader) form(at *yaml.Node, what string) (query.Node, error) {
	text, err := r.text(at, what)
	if err != nil {
		return nil, err
	}
	form, err := parseForm(text)
	if syntax := (*query.SyntaxError)(nil); errors.As(err, &syntax) {
		return nil, &ConceptError{r.path, at.Line, r.column(at, syntax.Column), syntax.Message, syntax.Hint}
	}
	_, err = match.Compile(match.Pattern{Wanted: []query.Node{form}})
	switch {
	case errors.Is(err, match.ErrNoLetters) && analysis.CountLetters(text) == 0:
		return nil, r.fail(at, fmt.Sprintf("%s %q has no letter to look for", what, short(text)), "write a letter or a digit")
	case errors.Is(err, match.ErrNoLetters):
		return nil, r.fail(at, fmt.Sprintf("a part of %s %s has no letter to look for", what, short(text)), "write a letter or a digit in each part")
	case err != nil:
		message, hint, _ := strings.Cut(err.Error(), ": ")
		return nil, r.fail(at, message, hint)
	}
	return form, nil
}

// column is that of the n-th code point of the text at that node, where the
// text stands in one line as it is, else that of the node.
func (r *conceptReader) column(at *yaml.Node, n int) int {
	text, mark := at.Value, ""
	switch at.Style {
	case yaml.SingleQuotedStyle:
		text, mark = strings.ReplaceAll(text, "'", "''"), "'"
	case yaml.DoubleQuotedStyle:
		mark = `"`
	}
	line := r.lines[at.Line-1]
	for range at.Column - 1 {
		_, size := utf8.DecodeRuneInString(line)
		line = line[size:]
	}
	if !strings.HasPrefix(line, mark+text) {
		return at.Column
	}
	space := len(at.Value) - len(strings.TrimLeftFunc(at.Value, unicode.IsSpace))
	before := []rune(at.Value)[:utf8.RuneCountInString(at.Value[:space])+n-1]
	column := at.Column + len(mark) + len(before)
	if mark == "'" {
		column += strings.Count(string(before), "'")
	}
	return column
}

// escapes are the marks of a pattern that a backslash makes plain text.
var escapes = strings.NewReplacer(`\*`, `*`, `\＊`, `＊`, `\|`, `|`, `\｜`, `｜`)

// parseForm reads text as a pattern of the query language if it has a gap or
// an operator, else as it stands. Its error is a *query.SyntaxError.
func parseForm(text string) (query.Node, error) {
	if !isPattern(text) {
		return query.Literal(escapes.Replace(text)), nil
	}
	n, err := query.ParsePattern(text)
	if err != nil {
		return nil, err
	}
	if p, ok := n.(query.Phrase); ok && len(p.Parts) == 1 && p.Parts[0] == text {
		return nil, &query.SyntaxError{
			Column:  1 + utf8.RuneCountInString(text[:strings.IndexAny(text, "|｜")]),
			Message: "| inside a word joins nothing",
			Hint:    `write 甲 | 乙 with white space before it, or two forms, or \| if it is text`,
		}
	}
	return n, nil
}

var withoutEscapes = strings.NewReplacer(`\\`, ``, `\*`, ``, `\＊`, ``, `\|`, ``, `\｜`, ``)

// isPattern tells whether text has a gap, a bar, or a word that is an
// operator.
func isPattern(text string) bool {
	text = width.Narrow.String(withoutEscapes.Replace(text))
	if strings.ContainsAny(text, "*|") {
		return true
	}
	words := strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`()"“”「」『』`, r)
	})
	for _, word := range words {
		name, _, slash := strings.Cut(word, "/")
		if name == "NEAR" || name == "BEFORE" || name == "OR" && !slash {
			return true
		}
	}
	return false
}

// checkExclusions refuses a form that is no mention wherever it stands.
func (r *conceptReader) checkExclusions(d *conceptDraft) error {
	if len(d.excluded) == 0 {
		return nil
	}
	m, err := match.Compile(match.Pattern{Wanted: d.excluded})
	if err != nil {
		return err
	}
	excluded := m.Scanner(nil)
	for i, form := range d.wanted {
		for _, one := range alternatives(form) {
			if dropped(excluded, one) {
				return r.fail(d.wantedAt[i], fmt.Sprintf("the exclusions drop the form %s wherever it stands", short(d.Forms[i])),
					"exclude what is longer than the form, as 新科技创新 for 科技创新")
			}
		}
	}
	return nil
}

func alternatives(n query.Node) []query.Node {
	or, ok := n.(query.Or)
	if !ok {
		return []query.Node{n}
	}
	var all []query.Node
	for _, x := range or.Xs {
		all = append(all, alternatives(x)...)
	}
	return all
}

// dropped tells whether exclusions cover the form with its gaps at their
// widest. Narrower ones may be excluded: 科技*创新 without 科技创新 is wanted
// where something stands between.
func dropped(excluded *match.Scanner, form query.Node) bool {
	for _, text := range widest(form) {
		f := analysis.Fold(text)
		spans := excluded.Find(f, text)
		if len(spans) == 0 || spans[0] != (match.Span{Start: 0, End: len(f.Units)}) {
			return false
		}
	}
	return true
}

// widest gives the form as it stands in texts, one for each order in which
// its operands may stand.
func widest(form query.Node) []string {
	near, ok := form.(query.Near)
	if !ok {
		phrase, _ := form.(query.Phrase)
		return []string{spread(phrase)}
	}
	a, b, between := spread(near.A), spread(near.B), filler(near.Within)
	if near.Ordered {
		return []string{a + between + b}
	}
	return []string{a + between + b, b + between + a}
}

func spread(p query.Phrase) string {
	var b strings.Builder
	for i, part := range p.Parts {
		if i > 0 {
			b.WriteString(filler(p.Gaps[i-1]))
		}
		b.WriteString(part)
	}
	return b.String()
}

// filler is letters that no form is likely to be made of: private use.
func filler(letters int) string { return strings.Repeat("\uf8ff", letters) }
