package query

import (
	"regexp"
	"strings"
)

// MatchPath tells whether a document's path (slash-separated) answers to the
// value of a path field; see PathMatcher.
func MatchPath(path, value string) bool { return PathMatcher(value)(path) }

// PathMatcher prepares the value of a path field for many paths.
//
// Without * and ? it is a plain prefix: laws/20 takes laws/2021/a.md, and laws/
// takes what is in that folder. Otherwise it is a glob that names the document or
// a folder around it: ? is one rune and * any number of them inside one part of
// the path, ** any number of parts. A glob without / names any one part: *.md
// takes a.md in every folder. A / at the end asks for a folder. A ./ at the start
// means nothing; case matters.
func PathMatcher(value string) func(path string) bool {
	value = strings.TrimPrefix(strings.ToValidUTF8(value, "\uFFFD"), "./")
	if !strings.ContainsAny(value, "*?") {
		return func(path string) bool { return strings.HasPrefix(path, value) }
	}
	glob, err := regexp.Compile(globPattern(value))
	if err != nil { // longer than regexp accepts, as no path is
		return func(string) bool { return false }
	}
	return glob.MatchString
}

func globPattern(value string) string {
	var b strings.Builder
	b.WriteString(`(?s)^`)
	rest, folder := strings.CutSuffix(value, "/")
	if !strings.Contains(rest, "/") {
		b.WriteString(`(?:.*/)?`)
	}
	for rest != "" {
		switch {
		case strings.HasPrefix(rest, "**/"):
			b.WriteString(`(?:.*/)?`)
			rest = rest[3:]
		case strings.HasPrefix(rest, "**"):
			b.WriteString(`.*`)
			rest = rest[2:]
		case rest[0] == '*':
			b.WriteString(`[^/]*`)
			rest = rest[1:]
		case rest[0] == '?':
			b.WriteString(`[^/]`)
			rest = rest[1:]
		default:
			n := literalLen(rest)
			b.WriteString(regexp.QuoteMeta(rest[:n]))
			rest = rest[n:]
		}
	}
	if folder {
		return b.String() + `/`
	}
	return b.String() + `(?:/|$)`
}

// literalLen is the length of s up to its first * or ?.
func literalLen(s string) int {
	if i := strings.IndexAny(s, "*?"); i >= 0 {
		return i
	}
	return len(s)
}
