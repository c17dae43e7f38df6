package corpus

import "strings"

// readMarkdown reads Markdown line by line. It knows what official documents
// are written with (front matter, headings, lists, quotes, tables, fences,
// comments, emphasis, links, inline HTML) and leaves alone whatever is not
// surely markup: no character of a law is taken for a marker.
func readMarkdown(src string) (*draft, error) {
	c := newComposer(len(src))
	d := &draft{composer: c}
	front, rest := cutFrontMatter(src)
	if front != "" {
		var err error
		if d.front, err = parseFrontMatter(front); err != nil {
			d.warnings = append(d.warnings, "front matter: "+err.Error())
		}
	}
	r := mdReader{closings: strings.Count(rest, "-->")}
	r.lines(rest, 1+strings.Count(src[:len(src)-len(rest)], "\n"), func(l line) {
		c.line(l)
		if l.kind == lineHeading && l.depth == 1 && d.title == "" {
			d.title = l.text
		}
	})
	d.fields = r.head.fields
	return d, nil
}

// lines reads rest, which begins with the line of this number.
func (r *mdReader) lines(rest string, number int, yield func(l line)) {
	for more := true; more; number++ {
		var raw string
		raw, rest, more = strings.Cut(rest, "\n")
		if l, keep := r.line(raw, rest, number); keep {
			yield(l)
		}
	}
}

// cutFrontMatter parts the YAML between --- lines at the very start from what
// follows. Without a closing line, or with prose in between, there is none.
func cutFrontMatter(src string) (front, rest string) {
	if !strings.HasPrefix(src, "---") {
		return "", src
	}
	opening, body, ok := strings.Cut(src, "\n")
	if !ok || strings.TrimSpace(opening) != "---" {
		return "", src
	}
	for at, lines := 0, 0; at < len(body) && lines < 200; lines++ {
		end := strings.IndexByte(body[at:], '\n')
		if end < 0 {
			end = len(body) - at - 1
		}
		switch strings.TrimSpace(body[at : at+end+1]) {
		case "---", "...":
			return body[:at], body[at+end+1:]
		}
		at += end + 1
	}
	return "", src
}

// mdReader holds what a line of Markdown depends on of the lines before it.
type mdReader struct {
	head      headerLines
	closings  int    // "-->" not yet passed
	inComment bool   // a comment is open
	fence     string // the marker that closes the open fence
	inTable   bool
	note      *mdNote // where the last line's text stands; nil unless someone asks
}

// line is the line raw without its markup; rest follows it in the file. keep
// is false for a line that is markup alone and parts nothing.
func (r *mdReader) line(raw, rest string, number int) (l line, keep bool) {
	r.note.begin()
	if r.fence != "" {
		return r.fenced(raw, number)
	}
	raw, only := r.stripComments(raw)
	if only {
		return line{kind: lineBlank}, true
	}
	text := strings.TrimFunc(raw, isSpace)
	l = line{number: number, indented: text != "" && isSpace(firstRune(raw))}
	for strings.HasPrefix(text, ">") {
		text = strings.TrimFunc(text[1:], isSpace)
	}
	if text == "" {
		r.inTable = false
		return l, true
	}
	if fence := fenceOf(text); fence != "" {
		r.fence = fence
		return line{kind: lineBlank}, true
	}
	if isRule(text) || isLinkDefinition(text) {
		return line{kind: lineBlank}, true
	}
	if r.table(&l, text, rest) {
		return l, l.text != ""
	}
	l.text = text
	r.block(&l)
	r.note.content(l.text)
	l.text = strings.TrimFunc(inline(l.text), isSpace)
	r.head.mark(&l)
	return l, true
}

// fenced is a line inside a fence: kept as it stands.
func (r *mdReader) fenced(raw string, number int) (line, bool) {
	text := strings.TrimFunc(raw, isSpace)
	if strings.HasPrefix(text, r.fence) && strings.Trim(text, r.fence[:1]) == "" {
		r.fence = ""
		return line{kind: lineBlank}, true
	}
	r.note.content(text)
	return line{text: text, number: number, kind: lineAlone}, true
}

func fenceOf(text string) string {
	for _, mark := range []string{"```", "~~~"} {
		if strings.HasPrefix(text, mark) && !strings.Contains(strings.TrimLeft(text, mark[:1]), mark[:1]) {
			return text[:len(text)-len(strings.TrimLeft(text, mark[:1]))]
		}
	}
	return ""
}

// stripComments takes HTML comments out of raw. only says that a comment was
// all there was. A comment that is never closed is text.
func (r *mdReader) stripComments(raw string) (s string, only bool) {
	if !r.inComment && !strings.Contains(raw, "<!--") {
		r.closings -= strings.Count(raw, "-->")
		return raw, false
	}
	var out strings.Builder
	for size := len(raw); raw != ""; {
		if r.inComment {
			_, after, closed := strings.Cut(raw, "-->")
			if !closed {
				break
			}
			r.inComment, raw = false, after
			r.closings--
			continue
		}
		before, _, opened := strings.Cut(raw, "<!--")
		r.closings -= strings.Count(before, "-->")
		if !opened || r.closings == 0 {
			before = raw
		}
		r.note.keep(size-len(raw), before, out.Len())
		out.WriteString(before)
		if len(before) == len(raw) {
			break
		}
		r.inComment, raw = true, raw[len(before)+len("<!"):] // the dashes may close it: <!-->
	}
	s = out.String()
	return s, strings.TrimSpace(s) == ""
}

// isRule holds for lines of three or more of one of -*_=, which part or
// underline.
func isRule(text string) bool {
	if !strings.Contains("-*_=", text[:1]) || len(text) < 3 {
		return false
	}
	rest := strings.Trim(text, text[:1]+" \t")
	return rest == "" && strings.Count(text, text[:1]) >= 3
}

// isLinkDefinition holds for `[name]: https://…`, an address alone.
func isLinkDefinition(text string) bool {
	if text[0] != '[' || strings.HasPrefix(text, "[^") {
		return false
	}
	_, after, ok := strings.Cut(text, "]:")
	after = strings.TrimSpace(after)
	return ok && (strings.HasPrefix(after, "<") || strings.Contains(after, "://") || strings.HasPrefix(after, "/") || strings.HasPrefix(after, "#") || strings.HasPrefix(after, "."))
}

// block takes the marker of a heading or list item off l and sets its kind.
func (r *mdReader) block(l *line) {
	text := l.text
	if depth := len(text) - len(strings.TrimLeft(text, "#")); depth > 0 && depth <= 6 {
		rest := text[depth:]
		if rest == "" || isSpace(firstRune(rest)) || isHan(firstRune(rest)) && !strings.Contains(rest, "#") {
			l.kind, l.depth = lineHeading, depth
			l.text = strings.TrimFunc(strings.TrimRight(rest, "#"), isSpace)
			return
		}
	}
	if strings.ContainsAny(text[:1], "-*+") && len(text) > 1 && isSpace(firstRune(text[1:])) {
		l.kind = lineItem
		text = strings.TrimLeftFunc(text[1:], isSpace)
		for _, box := range []string{"[ ] ", "[x] ", "[X] "} {
			text = strings.TrimPrefix(text, box)
		}
		l.text = text
	}
}

// table makes l a row if text is one: it begins with a bar, or a delimiter
// row stands above or below. A delimiter row gives an empty text.
func (r *mdReader) table(l *line, text, rest string) bool {
	if strings.IndexByte(text, '|') < 0 {
		r.inTable = false
		return false
	}
	if isDelimiterRow(text) {
		r.inTable = true
		l.text = ""
		return true
	}
	if !r.inTable && text[0] != '|' {
		next, _, _ := strings.Cut(rest, "\n")
		if !isDelimiterRow(strings.TrimSpace(next)) {
			return false
		}
	}
	r.note.content(text)
	l.kind, l.text = lineTable, tableRow(text)
	return true
}

// isDelimiterRow holds for |---|:--:|.
func isDelimiterRow(text string) bool {
	return len(text) < 10_000 && strings.Contains(text, "|") && strings.Contains(text, "-") && strings.Trim(text, "|-: \t") == ""
}

// tableRow is a row's cells joined by " | "; empty cells at its ends
// are left out.
func tableRow(text string) string {
	var row strings.Builder
	gaps := 0 // cells ended since the last one that was written
	cells(text, func(raw string, _ int) {
		if cell := strings.TrimFunc(inline(raw), isSpace); cell != "" {
			if row.Len() > 0 {
				row.WriteString(strings.Repeat(cellGap, gaps))
			}
			row.WriteString(cell)
			gaps = 0
		}
		gaps++
	})
	return row.String()
}

// cells are the cells of a row, with their markup, and where they stand in it.
func cells(text string, yield func(raw string, at int)) {
	start := 0
	if strings.HasPrefix(text, "|") {
		start = 1
	}
	for i := start; i <= len(text); i++ {
		switch {
		case i < len(text) && text[i] == '\\':
			i++
		case i == len(text) || text[i] == '|':
			yield(text[start:i], start)
			start = i + 1
		}
	}
}
