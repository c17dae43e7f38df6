package server

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

// inChinese is what an error or a hint says in Chinese; ok is false for what
// is not in the table, which is shown as it is.
func inChinese(text string) (string, bool) {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		x, ok := lineInChinese(line)
		if !ok {
			return text, false
		}
		lines = append(lines, x)
	}
	return strings.Join(lines, "\n"), true
}

func lineInChinese(line string) (string, bool) {
	for _, s := range sayings() {
		m := s.english.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		return filled(s.chinese, m[1:]), true
	}
	return line, false
}

// filled puts values in the places of %, in their order.
func filled(text string, values []string) string {
	var b strings.Builder
	for i, part := range strings.Split(text, "%") {
		if i > 0 && i <= len(values) {
			b.WriteString(values[i-1])
		}
		b.WriteString(part)
	}
	return b.String()
}

// noteInChinese is a note of a claim, clause by clause; ok as inChinese has it.
func noteInChinese(note string) (string, bool) {
	clauses := strings.Split(note, "; ")
	for i, clause := range clauses {
		var ok bool
		if clauses[i], ok = lineInChinese(clause); !ok {
			return note, false
		}
	}
	return strings.Join(clauses, "；"), true
}

// saying is a text in two languages; % in the Chinese stands for the groups of
// the English, in their order.
type saying struct {
	english *regexp.Regexp
	chinese string
}

//go:embed chinese.tsv
var chineseTSV string

var sayings = sync.OnceValue(func() []saying {
	var list []saying
	for line := range strings.Lines(chineseTSV) {
		english, chinese, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		pattern := strings.ReplaceAll(regexp.QuoteMeta(english), "%", "(.*?)")
		list = append(list, saying{regexp.MustCompile("^" + pattern + "$"), chinese})
	}
	return list
})
