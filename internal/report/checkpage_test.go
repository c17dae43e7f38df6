package report

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"yinzheng/corpus"
	"yinzheng/internal/quote"
)

// parsedPage is a page as a browser reads it.
type parsedPage struct {
	ids, links map[string]int
	drafts     []string // their texts, without the signs
	elements   map[string]int
	depth      int // of marks in each other
}

func parsePage(t *testing.T, c Check) *parsedPage {
	t.Helper()
	var b bytes.Buffer
	if err := (Printer{W: &b, Format: HTML}).Check(c); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	p := &parsedPage{ids: map[string]int{}, links: map[string]int{}, elements: map[string]int{}}
	p.walk(root, 0)
	return p
}

func (p *parsedPage) walk(n *html.Node, depth int) {
	class := ""
	if n.Type == html.ElementNode {
		p.elements[n.Data]++
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "id":
			p.ids[a.Val]++
		case "href":
			p.links[strings.TrimPrefix(a.Val, "#")]++
		case "class":
			class = a.Val
		}
	}
	if n.Data == "mark" {
		depth++
		p.depth = max(p.depth, depth)
	}
	if class == "draft" {
		p.drafts = append(p.drafts, textOf(n))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c, depth)
	}
}

// textOf is the text in n but for signs.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Data != "a" {
			b.WriteString(textOf(c))
		}
	}
	return b.String()
}

func TestThePageHoldsTheDraftAndNothingOfItsMarkup(t *testing.T) {
	p := parsePage(t, check())
	if len(p.drafts) != 2 || p.drafts[0] != strings.ReplaceAll(speech, "\x1b", "\ufffd") || p.drafts[1] != "短稿。" {
		t.Errorf("drafts %q", p.drafts)
	}
	if p.elements["b"] != 0 || p.elements["script"] != 0 || p.elements["山水"] != 0 {
		t.Errorf("elements %v", p.elements)
	}
	if p.depth != 2 {
		t.Errorf("marks are nested %d deep", p.depth)
	}
}

func TestEachLinkOfThePageLeadsToOnePlace(t *testing.T) {
	p := parsePage(t, check())
	if len(p.links) < 2*9 {
		t.Errorf("%d links", len(p.links))
	}
	for id := range p.links {
		if p.ids[id] != 1 {
			t.Errorf("%s is the id of %d elements", id, p.ids[id])
		}
	}
}

func TestClaimsThatCrossEachOtherStillNest(t *testing.T) {
	const text = "甲乙丙丁戊己庚辛"
	at := func(from, to string) quote.Judged {
		return quote.Judged{Claim: quote.Claim{Span: quote.Span{Start: strings.Index(text, from), End: strings.Index(text, to)}}, Verdict: quote.Absent}
	}
	claims := []quote.Judged{at("甲", "己"), at("乙", "辛"), at("丁", "戊"), at("戊", "戊"), at("庚", "辛")}
	doc := &corpus.Document{Text: text}
	p := parsePage(t, NewCheck(Checked{Drafts: []Draft{{Path: "稿", Report: quote.Report{Draft: doc, Claims: claims}}}}))
	if p.drafts[0] != text || p.depth != 3 || p.elements["mark"] != 5 {
		t.Errorf("%q, %d marks, %d deep", p.drafts[0], p.elements["mark"], p.depth)
	}
}

func TestASentenceThatGoesOnHasAnEllipsis(t *testing.T) {
	long := strings.Repeat("甲", 133) // as long as what is shown may be
	for _, tt := range []struct{ before, after, wantBefore, wantAfter string }{
		{"甲", "乙。", "甲", "乙。"}, {long, "乙。", "…" + long, "乙。"}, {"", long, "", long + "…"},
	} {
		if before, after := Around(tt.before, tt.after); before != tt.wantBefore || after != tt.wantAfter {
			t.Errorf("%.9s and %.9s: %.9s and %s", tt.before, tt.after, before, after)
		}
	}
}
