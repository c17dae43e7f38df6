package corpus

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isFieldTable says that a table is of metadata: no table inside, at least
// three cells that name fields, and little else.
func isFieldTable(table *html.Node) bool {
	named, cells := 0, 0
	nested := find(table, func(n *html.Node) bool {
		if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
			cells++
			if _, ok := fieldOf(textOf(n, 60)); ok {
				named++
			}
		}
		return n.DataAtom == atom.Table && n != table || cells > 40
	})
	return nested == nil && named >= 3
}

// pageFields gathers what a page says of its document: cells of metadata
// tables, short elements of the form `key：value`, meta tags.
func pageFields(root *html.Node) fields {
	var f fields
	find(root, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Meta:
			f.add(metaNames[strings.ToLower(attr(n, "name"))], strings.TrimSpace(attr(n, "content")))
		case atom.Td, atom.Th:
			cellField(n, &f)
		case atom.Li, atom.Span, atom.P, atom.Div, atom.Dd:
			if s := textOf(n, 200); len(s) < 200 {
				if key, value, ok := cutField(strings.TrimSpace(s)); ok {
					f.add(key, value)
				}
			}
		case atom.Dt:
			pairField(n, nextElement(n, atom.Dd), &f)
		}
		return false
	})
	return f
}

// metaNames are names of meta tags and the fields that they stand for.
var metaNames = map[string]string{
	"articletitle": "标题", "pubdate": "发布日期", "publishdate": "发布日期", "contentsource": "来源",
	"citation_title": "标题", "og:title": "标题", "dc.title": "标题", "dc.date": "发布日期",
}

// nextElement is the element behind n, nil if it is none of these kinds.
func nextElement(n *html.Node, kinds ...atom.Atom) *html.Node {
	for n = n.NextSibling; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode {
			if slices.Contains(kinds, n.DataAtom) {
				return n
			}
			return nil
		}
	}
	return nil
}

func cellField(n *html.Node, f *fields) {
	pairField(n, nextElement(n, atom.Td, atom.Th), f)
}

// pairField takes the text of n for a key and that of next for its value.
func pairField(n, next *html.Node, f *fields) {
	if next == nil {
		return
	}
	text := textOf(n, 60)
	if key, ok := fieldOf(text); ok && len(text) <= 60 {
		f.add(key, strings.Join(strings.Fields(textOf(next, 600)), " "))
	}
}

// pageTitle is the page's title by its markup: a field, the h1 if there is
// one, the title tag without the site's name.
func pageTitle(root *html.Node, f fields) string {
	if t := f.get("标题"); t != "" {
		return t
	}
	var h1s []string
	title := ""
	find(root, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.H1:
			if s := oneLine(textOf(n, 400)); s != "" && len(s) < 400 {
				h1s = append(h1s, s)
			}
		case atom.Title:
			if title == "" {
				title = oneLine(textOf(n, 400))
			}
		}
		return false
	})
	if len(h1s) == 1 {
		return h1s[0]
	}
	for _, sep := range []string{"_", "|", " - ", "--", "－"} {
		if before, _, ok := strings.Cut(title, sep); ok && letters(before) >= 6 {
			title = strings.TrimSpace(before)
		}
	}
	return title
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
