package quote

import "unicode/utf8"

// titleScan finds 《…》.
type titleScan struct {
	text   string
	warns  *warner
	open   []int // 《 that wait for their 》
	lines  int   // ends of paragraphs since the last of them
	titles []Span
}

// scanTitles finds 《…》, the outermost where they stand inside one another. A
// title may go on in the next paragraph, as headings on web pages do.
func scanTitles(text string, warns *warner) []Span {
	t := &titleScan{text: text, warns: warns}
	for i, r := range text {
		switch r {
		case '\n':
			t.newLine()
		case '《':
			if t.lines > 0 {
				t.drop(0)
			}
			t.open, t.lines = append(t.open, i), 0
		case '》':
			t.close(i)
		}
	}
	t.drop(0)
	return t.titles
}

// drop gives up all but the last keep open ones.
func (t *titleScan) drop(keep int) {
	for _, at := range t.open[:len(t.open)-keep] {
		t.warns.add(openTitle, at, "《 is never closed")
	}
	t.open = append(t.open[:0], t.open[len(t.open)-keep:]...)
}

func (t *titleScan) newLine() {
	if t.lines > 0 {
		t.drop(0)
	}
	t.drop(min(len(t.open), 1))
	t.lines++
}

func (t *titleScan) close(at int) {
	if len(t.open) == 0 {
		t.warns.add(strayTitle, at, "》 closes nothing")
		return
	}
	start := t.open[len(t.open)-1]
	t.open = t.open[:len(t.open)-1]
	if at-start > 4*maxTitleLetters || utf8.RuneCountInString(t.text[start:at])-1 > maxTitleLetters {
		t.warns.add(openTitle, start, "《 is closed only after more than %d letters", maxTitleLetters)
		return
	}
	for len(t.titles) > 0 && t.titles[len(t.titles)-1].Start > start {
		t.titles = t.titles[:len(t.titles)-1]
	}
	t.titles = append(t.titles, Span{Start: start, End: at + len("》")})
}
