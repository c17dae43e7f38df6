package corpus

import (
	"strings"
	"unicode/utf8"
)

// Sizes of passages in characters. An article is one passage up to
// maxArticle; other paragraphs are put together up to about goalPassage and
// never beyond maxPassage; what is longer is cut at the end of a sentence.
const (
	goalPassage = 250
	maxPassage  = 450
	maxArticle  = 1000
)

// passages divides a text. Headings go with what follows them.
func passages(text string, paragraphs []paragraph, outline []Section) []Span {
	g := grouper{text: text}
	next := 0
	for _, p := range paragraphs {
		level := 0
		for next < len(outline) && outline[next].Start < p.End {
			level = outline[next].Level
			next++
		}
		if p.depth > 0 && level != LevelArticle {
			level = LevelHeading
		}
		s := text[p.Start:p.End]
		g.add(p.Span, level, isHeading(s, level) || p.Start == 0 && mayBeTitle(s))
	}
	g.flush()
	return g.spans
}

// isHeading says that a section's paragraph is nothing but its heading.
func isHeading(s string, level int) bool {
	if level == 0 {
		return false
	}
	if level == LevelArticle {
		return isBareMarker(s)
	}
	return len(s) <= 4*maxHeading && runesBelow(s, maxHeading+1) <= maxHeading && !endsSentence(s)
}

// grouper puts paragraphs together.
type grouper struct {
	text     string
	spans    []Span
	current  Span
	size     int  // characters in current
	article  bool // current is an article
	headings bool // current holds nothing but headings
}

// add takes the next paragraph. A section from the level of an item up starts
// a passage, unless only headings are waiting.
func (g *grouper) add(p Span, level int, heading bool) {
	size := utf8.RuneCountInString(g.text[p.Start:p.End])
	starts := level > 0 && (level <= LevelArticle || level == LevelItem && heading && !g.article)
	limit := goalPassage
	if g.article {
		limit = maxArticle
	}
	switch {
	case g.size == 0:
	case starts && !g.headings,
		!g.headings && !g.article && g.size >= limit,
		g.size+size > max(limit, maxPassage) && !g.headings,
		g.size+size > maxArticle:
		g.flush()
	}
	if g.size == 0 {
		g.current = Span{p.Start, p.Start}
		g.headings, g.article = true, g.article && !starts
	}
	if starts {
		g.article = level == LevelArticle
	}
	g.headings = g.headings && heading
	g.current.End = p.End
	g.size += size
	if g.size > maxArticle || g.size > maxPassage && !g.article {
		g.flush()
	}
}

// flush ends the current passage, cut into several if it is too long.
func (g *grouper) flush() {
	if g.size == 0 {
		return
	}
	limit := maxPassage
	if g.article {
		limit = maxArticle
	}
	if g.size > limit {
		limit = maxPassage
	}
	for rest := g.current; rest.Start < rest.End; {
		end := rest.End
		if g.size > limit {
			pieces := (g.size + limit - 1) / limit
			end = rest.Start + cut(g.text[rest.Start:rest.End], min(g.size/pieces+slack, limit))
		}
		size := utf8.RuneCountInString(g.text[rest.Start:end])
		g.spans = append(g.spans, Span{rest.Start, end})
		g.size -= size
		rest.Start = end
		if rest.Start < rest.End && g.text[rest.Start] == '\n' {
			rest.Start++
			g.size--
		}
	}
	g.size = 0
}

// slack is how many characters a piece of a long passage may have beyond its
// equal share, so that it can end with a sentence.
const slack = 50

// cut is where a passage that is too long is cut: behind the last end of a
// sentence or paragraph that leaves from 100 to most characters, else behind
// the last comma, else at most.
func cut(s string, most int) int {
	const least = 100
	sentence, clause, hard, n := 0, 0, 0, 0
	for i, r := range s {
		if n == most {
			break
		}
		n++
		end := i + utf8.RuneLen(r)
		hard = end
		switch {
		case n < least:
		case r == '\n':
			sentence = i
		case strings.ContainsRune("。！？；!?;", r), strings.ContainsRune(closingMarks, r) && sentence == i:
			sentence = end
		case strings.ContainsRune("，、：,", r):
			clause = end
		}
	}
	switch {
	case hard == len(s):
		return hard
	case sentence > 0:
		return sentence
	case clause > 0:
		return clause
	}
	return hard
}
