package report

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"

	"yinzheng/internal/concord"
)

//go:embed page.html
var pageHTML string

// pageTemplate is read once it is needed.
var pageTemplate = sync.OnceValues(func() (*template.Template, error) {
	return template.New("page").Parse(pageHTML)
})

// page is what the page's template shows.
type page struct {
	Title, Mode, Generation string
	Asked                   *askedCells
	Notes                   []string
	Complete                bool
	Unread                  []Unread
	Chart                   template.HTML
	Tables                  []pageTable
	Strips                  []pageStrip
	Cells, Most             int // of the strips
}

type askedCells struct{ Occurrences, Documents string }

type pageTable struct {
	Head []pageCell
	Rows [][]pageCell
}

type pageCell struct {
	Text    string
	English string // of a head
	Number  bool   // to the right
}

// pageStrip is a picture of 300 by 20.
type pageStrip struct {
	Bars                    []pageBar
	Occurrences, Name, Path string
}

type pageBar struct{ X, Y, Height int }

// pageLine is a mention as a row of the page.
type pageLine struct {
	Before, Match, After, Name, Date, Section, Path string
	Line                                            int
}

// viewPage is one page that needs nothing else.
func (p Printer) viewPage(v view) error {
	return p.page(v, func(*bufio.Writer, *template.Template) error { return nil })
}

// mentionsPage is a page with the counts, and then the lines, which are
// written as they come.
func (p Printer) mentionsPage(m Mentions) error {
	v := m.view()
	v.of, v.shown = m.listed()
	if m.Occurrences > 0 {
		v.chart = m.years()
		v.tables = m.tables(len(m.Forms) + len(m.By.Issuer) + len(m.By.Type))
	}
	if m.Sample != nil {
		v.notes = append(v.notes, fmt.Sprintf("随机抽取%s处（种子 %d）", thousands(v.of), m.Sample.Seed))
	}
	return p.page(v, func(w *bufio.Writer, t *template.Template) error {
		if err := t.ExecuteTemplate(w, "lines", m.Sort); err != nil {
			return err
		}
		for x, err := range m.Items {
			if err != nil {
				return err
			}
			if err := t.ExecuteTemplate(w, "line", newPageLine(x)); err != nil {
				return err
			}
		}
		return t.ExecuteTemplate(w, "endlines", nil)
	})
}

// years is the breakdown by year, which has all of them, as a chart.
func (m Mentions) years() *concord.Matrix {
	return &concord.Matrix{By: concord.ByYear, Series: []concord.Series{{
		Name: m.Query, Totals: m.source.Totals, Rows: m.source.By.Year,
	}}}
}

func newPageLine(m concord.Mention) pageLine {
	d := NewDocument(m.Document)
	return pageLine{visible(m.Before), visible(m.Match), visible(m.After), d.Name(), string(d.Date), m.Section, d.Path, m.Line}
}

// visible is text without the control characters that HTML forbids, and with
// line breaks that are seen.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return '⏎'
		case isCommand(r):
			return '\ufffd'
		}
		return r
	}, text)
}

// page writes v, then the body, then the end.
func (p Printer) page(v view, body func(*bufio.Writer, *template.Template) error) error {
	t, err := pageTemplate()
	if err != nil {
		return err
	}
	x, err := newPage(v)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(p.W)
	if err := t.ExecuteTemplate(w, "head", x); err != nil {
		return err
	}
	if err := body(w, t); err != nil {
		return err
	}
	if err := t.ExecuteTemplate(w, "foot", nil); err != nil {
		return err
	}
	return w.Flush()
}

func newPage(v view) (page, error) {
	x := page{Title: v.title, Mode: v.scope.Mode, Generation: v.scope.Generation, Complete: v.scope.Complete, Unread: v.scope.Unread, Notes: v.notes}
	if a := v.asked; a != nil {
		x.Asked = &askedCells{thousands(a.Occurrences), thousands(a.Documents)}
		x.Notes = append(a.remarksInChinese(), x.Notes...)
		if a.Concept != nil {
			x.Notes = append([]string{a.inChinese()}, x.Notes...)
		}
	}
	if text := v.scope.Filters.String(); text != "" {
		x.Notes = append(x.Notes, "限 "+text)
	}
	if v.scope.NoCopies {
		x.Notes = append(x.Notes, "全文相同的文件只计一次，计路径在前的一篇")
	}
	if v.shown < v.of {
		x.Notes = append(x.Notes, fmt.Sprintf("共%s行，只列出第%s至%s行", thousands(v.of), thousands(v.scope.Offset+1), thousands(v.scope.Offset+v.shown)))
	}
	if v.chart != nil {
		svg, err := svgElement(*v.chart, "", Chinese)
		if err != nil {
			return x, err
		}
		x.Chart = template.HTML(svg) // svgElement escapes what it is given
	}
	for _, t := range v.tables {
		x.Tables = append(x.Tables, newPageTable(t))
	}
	x.addStrips(v.strips)
	return x, nil
}

func (x *page) addStrips(strips []concord.Strip) {
	x.Cells = concord.StripCells
	for _, s := range strips {
		x.Most = max(x.Most, slices.Max(s.Cells[:]))
	}
	for _, s := range strips {
		d := NewDocument(s.Document)
		strip := pageStrip{nil, thousands(s.Occurrences), d.Name(), d.Path}
		for i, n := range s.Cells {
			if n > 0 {
				height := max(20*n/x.Most, 2)
				strip.Bars = append(strip.Bars, pageBar{i * 300 / concord.StripCells, 20 - height, height})
			}
		}
		x.Strips = append(x.Strips, strip)
	}
}

func newPageTable(t table) pageTable {
	x := pageTable{}
	cells := func(row []string) []pageCell {
		var list []pageCell
		for i, text := range row {
			list = append(list, pageCell{Text: text, Number: i >= t.right && !(t.last && i == len(row)-1)})
		}
		return list
	}
	x.Head = cells(t.head)
	for i, cell := range x.Head {
		if i > 0 && t.names {
			break
		}
		if text := inChinese(cell.Text); text != cell.Text {
			x.Head[i].Text, x.Head[i].English = text, cell.Text
		}
	}
	for _, row := range t.rows {
		x.Rows = append(x.Rows, cells(row))
		x.Rows[len(x.Rows)-1][0].Text = labelInChinese(row[0])
	}
	return x
}

// inChinese says what was counted as the concept, as counted does.
func (a Asked) inChinese() string {
	c := a.Concept
	text := "写法：" + strings.Join(c.Forms, "、")
	if len(c.Exclusions) > 0 {
		text += "；不计：" + strings.Join(c.Exclusions, "、")
	}
	switch {
	case len(c.Narrower) == 0:
	case a.Narrower:
		text += "；含下位概念：" + strings.Join(c.Narrower, "、")
	default:
		text += "；不含下位概念：" + strings.Join(c.Narrower, "、")
	}
	return text
}

// inChinese is a head of ours as the page says it.
func inChinese(text string) string {
	switch text {
	case "year":
		return "年份"
	case "issuer":
		return "机关"
	case "type":
		return "类型"
	case "form":
		return "写法"
	case "document":
		return "文件"
	case "concept":
		return "概念"
	case "word":
		return "词"
	case "left1", "left2":
		return "前邻" + text[4:] + "字"
	case "right1", "right2":
		return "后邻" + text[5:] + "字"
	case "occurrences":
		return "次数"
	case "documents":
		return "文件数"
	case "letters":
		return "字数"
	case "per 10,000":
		return "每万字次数"
	case "near":
		return "邻近次数"
	case "expected":
		return "期望次数"
	case "in all":
		return "总次数"
	case "forms and exclusions":
		return "写法与排除"
	}
	return text
}

// labelInChinese is the label of a row, if it is ours.
func labelInChinese(text string) string {
	switch text {
	case unknownKey:
		return "（未注明）"
	case totalKey:
		return "（合计）"
	case startOfParagraph:
		return "（段首）"
	case endOfParagraph:
		return "（段末）"
	}
	return text
}
