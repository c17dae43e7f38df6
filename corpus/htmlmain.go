package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// contentNames are ids and classes by which the publishers' systems name the
// element that holds a document.
var contentNames = []string{
	"ucap-content", "zoom", "trs_editor", "trs_preappend", "trs_ueditor", "articlecontent", "article-content",
	"article_content", "pages_content", "pagescontent", "bt-content", "contenttext", "article-body", "articlebody",
	"entry-content", "post-content", "news_content", "con_text", "js_content", "content-body", "zwcontent",
}

func namedContent(n *html.Node) bool {
	if n.DataAtom == atom.Article || attr(n, "itemprop") == "articleBody" {
		return true
	}
	names := strings.ToLower(attr(n, "id") + " " + attr(n, "class"))
	for _, name := range strings.Fields(names) {
		for _, c := range contentNames {
			if name == c {
				return true
			}
		}
	}
	return false
}

// Shares of a page's letters, links and chrome apart, that the element must
// hold which is taken for the document: by name, and by weight alone.
const (
	namedShare = 0.5
	mainShare  = 0.9
)

// mainContent is the element that holds the document: the innermost of a
// telling name that has half of the page's letters, else the innermost of any
// that has nine tenths.
func mainContent(root *html.Node) *html.Node {
	s := scales{weights: map[*html.Node]int{}}
	total := s.weigh(root)
	var named *html.Node
	find(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && namedContent(n) && float64(s.weights[n]) >= namedShare*float64(total) && total > 0 {
			named = n
		}
		return false
	})
	if named != nil {
		return named
	}
	best := root
	for {
		var next *html.Node
		for c := best.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && float64(s.weights[c]) >= mainShare*float64(total) && total > 0 && isContainer(c.DataAtom) {
				next = c
			}
		}
		if next == nil {
			return best
		}
		best = next
	}
}

// isContainer says that an element may hold a whole document; a paragraph of
// a short notice may hold nine tenths of it and is still not all.
func isContainer(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Span, atom.Li, atom.Tr, atom.Tbody, atom.Table, atom.Ul, atom.Ol, atom.B, atom.Strong, atom.Font, atom.Pre, atom.A:
		return a == atom.Table || a == atom.Tbody || a == atom.Tr
	}
	return headingDepth(a) == 0
}

// scales hold the weights of elements: their numbers of letters, without
// chrome and links. Elements that are too light to be the content, which are
// nearly all, are left out.
type scales struct {
	weights map[*html.Node]int
	sum     int // of the letters so far
}

func (s *scales) weigh(n *html.Node) int {
	if n.Type == html.TextNode {
		weight := letters(plain(n.Data))
		s.sum += weight
		return weight
	}
	if n.Type == html.ElementNode && (isChrome(n) || n.DataAtom == atom.A || n.DataAtom == atom.Table && isFieldTable(n)) {
		return 0
	}
	weight := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		weight += s.weigh(c)
	}
	if float64(weight) >= namedShare*float64(s.sum) {
		s.weights[n] = weight
	}
	return weight
}

// letters counts the letters and digits of s.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if isHan(r) || unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// chromeNames are ids and classes, or their beginnings, of what surrounds a
// document on its page.
var chromeNames = []string{
	"nav", "menu", "site-header", "topbar", "footer", "sidebar", "breadcrumb", "crumb", "share", "bdshare", "toolbar", "print",
	"fontsize", "font-size", "pagination", "related", "copyright", "qrcode", "search", "login", "banner", "advert", "comment-list",
}

// isChrome says that an element is no part of any document: a script, a form
// control, navigation, or what a button says.
func isChrome(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Aside, atom.Footer,
		atom.Button, atom.Select, atom.Input, atom.Textarea, atom.Iframe, atom.Object, atom.Svg, atom.Canvas,
		atom.Audio, atom.Video, atom.Dialog, atom.Label:
		return true
	case atom.Body, atom.Html, atom.Article, atom.Main:
		return false
	}
	if attr(n, "hidden") != "" || strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "display:none") {
		return true
	}
	switch attr(n, "role") {
	case "navigation", "search", "banner", "contentinfo", "toolbar":
		return true
	}
	return hasChromeName(n) && letters(textOf(n, 1000)) < 300 || isButton(n)
}

func hasChromeName(n *html.Node) bool {
	names := strings.ToLower(attr(n, "id") + " " + attr(n, "class"))
	for _, name := range strings.Fields(strings.ReplaceAll(names, "_", "-")) {
		name = "-" + name + "-"
		for _, c := range chromeNames {
			if strings.Contains(name, "-"+c+"-") {
				return true
			}
		}
	}
	return false
}

// buttonTexts are what the buttons around a document say. An element is one
// if it says nothing else.
var buttonTexts = strings.NewReplacer(
	"打印本页", "", "打印", "", "列印", "", "关闭窗口", "", "关闭本页", "", "关闭", "", "關閉", "", "分享到", "", "分享", "",
	"字体", "", "字號", "", "字号", "", "默认", "", "超大", "", "大", "", "中", "", "小", "", "收藏本页", "", "收藏", "", "微信", "", "微博", "", "空间", "",
	"返回顶部", "", "返回", "", "扫一扫在手机打开当前页", "", "扫一扫", "", "纠错", "", "下载", "", "复制链接", "", "语音播报", "", "首页", "",
)

// isButton holds for an element with nothing but words of buttons, at least
// two characters of them: 【字号：大 中 小】 打印.
func isButton(n *html.Node) bool {
	if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
		return false
	}
	s := textOf(n, 200)
	if len(s) > 150 || letters(s) < 2 {
		return false
	}
	return letters(buttonTexts.Replace(dropSpace(s))) == 0
}

// textOf is the text of the tree, at most about limit bytes and as many
// nodes, white space as in the file. The nodes count, and of a text only the
// beginning is looked at, so that asking every element of a deep page stays
// cheap.
func textOf(root *html.Node, limit int) string {
	var out strings.Builder
	nodes := 0
	find(root, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			out.WriteString(plain(beginning(n.Data, 4*limit+4000)))
		}
		nodes++
		return out.Len() > limit || nodes > limit
	})
	return out.String()
}

// beginning is the first size bytes of a node's text, or some fewer so that
// neither a character nor a mark is cut.
func beginning(s string, size int) string {
	if len(s) <= size {
		return s
	}
	for size > 0 && !utf8.RuneStart(s[size]) {
		size--
	}
	end := s[max(0, size-len(lineMark)-maxMarkDigits):size]
	if i := strings.LastIndex(end, lineMark); i >= 0 && !strings.Contains(end[i:], ";") {
		size -= len(end) - i
	}
	return s[:size]
}

// headHas says that the title stands at the head of the content, though
// perhaps broken over lines.
func headHas(main *html.Node, title string) bool {
	return strings.Contains(dropSpace(textOf(main, 3000)), dropSpace(title))
}

// isDataRow says that a row is one of a table of data: two cells or more, no
// table inside, no cell that is a page of its own.
func isDataRow(tr *html.Node) bool {
	cells := 0
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		cells++
		blocks := 0
		if find(c, func(n *html.Node) bool {
			if n.DataAtom == atom.P || n.DataAtom == atom.Div {
				blocks++
			}
			return n.DataAtom == atom.Table || blocks > 10
		}) != nil {
			return false
		}
	}
	return cells > 1
}
