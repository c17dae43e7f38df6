package report

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"yinzheng/internal/quote"
)

//go:embed check.html
var checkHTML string

// checkTemplate is read once it is needed; it shares the frame of the other
// pages.
var checkTemplate = sync.OnceValues(func() (*template.Template, error) {
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return nil, err
	}
	return t.Parse(checkHTML)
})

// CheckPage is what a page about a check shows. All text is as people may see
// it, not escaped.
type CheckPage struct {
	Failing, FailOn, Generation string
	Complete                    bool
	Unread, Unreadable          []Unread
	Columns                     []checkColumn
	Rows                        []checkRow
	Files                       []checkFile
}

type checkColumn struct{ Sign, Chinese, English string }

type checkRow struct {
	Name, Link string
	Counts     []string
}

type checkFile struct {
	ID, Path, Cut, English string
	Until                  string // only documents up to this date vouch
	Chosen                 bool   // it was asked for, and is not the draft's own
	Own                    string
	Warnings               []Warning
	Text                   []draftToken
	Cards                  []checkCard
}

// draftToken is a part of a draft: where a claim begins (Open), where it ends
// (Sign is set), or text.
type draftToken struct {
	Open bool
	claimLabel
	Text string
}

// claimLabel names a claim; its place in the draft and its card link to each
// other.
type claimLabel struct {
	Number      int
	ID, Card    string
	Class, Sign string // of the verdict
	Title       string // what the verdict says
}

type checkCard struct {
	claimLabel
	English, Place, Names string
	Diff                  []pagePiece
	Words                 string
	Fixed, Unfixed        string // what --fix writes for a near claim, or why nothing
	Source                *checkSource
	Note                  string
}

type pagePiece struct {
	Text, Title string
	Side        Side
}

type checkSource struct {
	Label, English      string
	Before, Text, After string
	Name, Date, Path    string
	Line                int
	ID                  string // of the document
	Start, End          int    // bytes of its text
}

// checkPage is one page that needs nothing else: a summary, and of each draft
// its text with the claims marked, and a card for each.
func (p Printer) checkPage(c Check) error {
	t, err := checkTemplate()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(p.W)
	if err := t.ExecuteTemplate(w, "check", NewCheckPage(c)); err != nil {
		return err
	}
	return w.Flush()
}

// NewCheckPage makes the page of c.
func NewCheckPage(c Check) CheckPage {
	v := CheckPage{Failing: thousands(c.Summary.Failing), Generation: c.Generation,
		Complete: len(c.Unread) == 0, Unread: c.Unread, Unreadable: c.Unreadable}
	var on []string
	for _, x := range c.FailOn {
		on = append(on, string(x))
	}
	v.FailOn = strings.Join(on, ", ")
	for _, verdict := range quote.Verdicts() {
		sign := rule{verdict: verdict}.sign()
		v.Columns = append(v.Columns, checkColumn{sign, verdictInChinese(verdict), string(verdict)})
	}
	v.Columns = append(v.Columns, checkColumn{"⚠", "提醒", "warnings"}, checkColumn{"", "术语（未核对）", "terms"}, checkColumn{"✓?", "出处未核", "attribution not checked"})
	for i, f := range c.Files {
		x := newCheckFile(f, fmt.Sprintf("d%d", i+1))
		v.Files = append(v.Files, x)
		var s Summary
		s.add(c, f)
		v.Rows = append(v.Rows, checkRow{x.Path, x.ID, s.cells()})
	}
	if len(c.Files) != 1 {
		v.Rows = append(v.Rows, checkRow{labelInChinese(totalKey), "", c.Summary.cells()})
	}
	return v
}

func (s Summary) cells() []string {
	var cells []string
	for _, v := range quote.Verdicts() {
		cells = append(cells, thousands(*s.of(v)))
	}
	return append(cells, thousands(s.Warnings), thousands(s.Terms), thousands(s.NotChecked))
}

func verdictInChinese(v quote.Verdict) string {
	switch v {
	case quote.Exact:
		return "一致"
	case quote.Equivalent:
		return "文字一致"
	case quote.Near:
		return "有出入"
	case quote.Elsewhere:
		return "出处不符"
	case quote.Absent:
		return "查无"
	default:
		return "无从核对"
	}
}

func newCheckFile(f DraftFile, id string) checkFile {
	x := checkFile{ID: id, Path: visible(f.Path), Own: visible(strings.Join(f.Own, "、")), English: f.cut(), Cut: f.cutInChinese(),
		Until: string(f.Before), Chosen: f.BeforeFrom == FromFlag}
	for _, w := range f.Warnings {
		w.Text = visible(w.Text)
		x.Warnings = append(x.Warnings, w)
	}
	for i, c := range f.Claims {
		x.Cards = append(x.Cards, newCheckCard(c, f, label(c, id, i+1)))
	}
	x.Text = tokens(f, x.Cards)
	return x
}

func (f DraftFile) cutInChinese() string {
	switch {
	case f.Before == "":
		return "各日期的文件均可作证。"
	case f.BeforeFrom == FromFlag:
		return fmt.Sprintf("只以 %s 及以前的文件为证（--before 所定）。", f.Before)
	default:
		return fmt.Sprintf("只以 %s 及以前的文件为证（文稿自注日期）。", f.Before)
	}
}

func label(c Claim, file string, number int) claimLabel {
	r := ruleOf(c)
	l := claimLabel{Number: number, ID: fmt.Sprintf("%s-q%d", file, number), Card: fmt.Sprintf("%s-c%d", file, number),
		Class: string(c.Verdict), Sign: r.sign(), Title: r.chinese}
	if c.unattributed() && c.Verdict != quote.Near {
		l.Class, l.Sign = l.Class+" unattributed", l.Sign+"?"
	}
	return l
}

// tokens divides a draft at its claims, which nest: what begins inside
// another ends with it at the latest.
func tokens(f DraftFile, cards []checkCard) []draftToken {
	var list []draftToken
	type open struct{ card, end int }
	var stack []open
	at := 0
	upTo := func(off int) {
		if off > at {
			list = append(list, draftToken{Text: whole(f.doc.Text[at:off])})
			at = off
		}
	}
	closeUpTo := func(off int) {
		for len(stack) > 0 && stack[len(stack)-1].end <= off {
			top := stack[len(stack)-1]
			upTo(top.end)
			list = append(list, draftToken{claimLabel: cards[top.card].claimLabel})
			stack = stack[:len(stack)-1]
		}
	}
	for i, c := range f.Claims {
		closeUpTo(c.span.Start)
		end := c.span.End
		if len(stack) > 0 {
			end = min(end, stack[len(stack)-1].end)
		}
		upTo(c.span.Start)
		list = append(list, draftToken{Open: true, claimLabel: cards[i].claimLabel})
		stack = append(stack, open{i, end})
	}
	closeUpTo(len(f.doc.Text))
	upTo(len(f.doc.Text))
	return list
}

// whole is visible text that keeps its lines.
func whole(text string) string {
	return strings.Map(func(r rune) rune {
		if isCommand(r) {
			return '\ufffd'
		}
		return r
	}, text)
}

func newCheckCard(c Claim, f DraftFile, l claimLabel) checkCard {
	card := checkCard{claimLabel: l, English: string(c.Kind) + ", " + ruleOf(c).english, Note: visible(string(c.Note)), Names: visible(c.named()),
		Place: fmt.Sprintf("%d:%d", c.Line, c.Column)}
	card.Diff = []pagePiece{{Text: visible(c.Text)}}
	if c.Verdict == quote.Near && len(c.Edits) > 0 {
		card.Words = visible(strings.Join(chineseWords(c.Edits), editJoint))
		card.Diff = nil
		for _, x := range diff(f.doc.Text[c.span.Start:c.span.End], c.span.Start, c.Edits) {
			card.Diff = append(card.Diff, pagePiece{visible(x.Text), opInChinese(x.Op), x.Side})
		}
	}
	if card.Unfixed = visible(string(c.Unfixed)); c.Fix != nil {
		card.Fixed = visible(c.Fix.Text)
	}
	if s := c.Source; s != nil {
		before, after := Around(s.Before, s.After)
		card.Source = &checkSource{c.sourceName(), "source", visible(before), visible(s.Text), visible(after),
			visible(s.name()), string(s.Document.Date), visible(s.Document.Path), s.Line, s.Document.ID, s.Start, s.End}
		if c.farSource() {
			card.Source.English = "the closest"
		}
	}
	return card
}

// Around is what stands before and behind the words of a source, with … where
// their sentence goes on.
func Around(before, after string) (string, string) {
	if quote.IsCut(before) {
		before = "…" + before
	}
	if quote.IsCut(after) {
		after += "…"
	}
	return before, after
}

func opInChinese(op quote.Op) string {
	switch op {
	case quote.Replace:
		return "替换"
	case quote.Insert:
		return "增"
	case quote.Delete:
		return "删"
	case quote.Move:
		return "调序"
	}
	return ""
}
