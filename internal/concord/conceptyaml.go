package concord

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxConceptFile is the largest concept file, in bytes.
const maxConceptFile = 1 << 20

const (
	noConcept      = "the file holds no concept"
	conceptExample = `write "concepts:" and below it, indented, "- name: 科技创新"`
)

// lineBreaks makes one of what ends a line, and takes from three characters
// that end a line for YAML 1.1 alone their meaning.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", " ", "\u2028", " ", "\u2029", " ")

// parse makes the one node of the file's bytes.
func (r *conceptReader) parse(data []byte) (*yaml.Node, error) {
	if len(data) > maxConceptFile {
		return nil, &ConceptError{Path: r.path, Message: fmt.Sprintf("the file is larger than %d MB", maxConceptFile>>20),
			Hint: "give a YAML file of concepts, not a document"}
	}
	text := lineBreaks.Replace(strings.TrimPrefix(string(data), "\ufeff"))
	r.lines = strings.Split(text, "\n")
	if err := r.checkUTF8(); err != nil {
		return nil, err
	}
	docs, err := yamlDocuments(text)
	switch {
	case err != nil:
		return nil, r.unreadable(err)
	case len(docs) == 0 || isNothing(docs[0].Content[0]) && len(docs) == 1:
		return nil, &ConceptError{Path: r.path, Message: noConcept, Hint: conceptExample}
	case len(docs) > 1:
		return nil, r.fail(docs[1], "a second YAML document begins here",
			"leave the line --- out, and put all concepts into one list")
	}
	return docs[0].Content[0], nil
}

func (r *conceptReader) checkUTF8() error {
	for i, line := range r.lines {
		if utf8.ValidString(line) {
			continue
		}
		column := 1
		for at, x := range line {
			if _, size := utf8.DecodeRuneInString(line[at:]); x == utf8.RuneError && size == 1 {
				break
			}
			column++
		}
		return &ConceptError{r.path, i + 1, column, "the file is not UTF-8 from here on", "save it as UTF-8"}
	}
	return nil
}

// yamlDocuments reads up to two documents.
func yamlDocuments(text string) ([]*yaml.Node, error) {
	d := yaml.NewDecoder(strings.NewReader(text))
	var docs []*yaml.Node
	for len(docs) < 2 {
		n := new(yaml.Node)
		if err := d.Decode(n); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		docs = append(docs, n)
	}
	return docs, nil
}

// yamlPrefix is what the library puts before its messages. Its line is that
// of some context, at times one too small, or missing.
var yamlPrefix = regexp.MustCompile(`^yaml: (line \d+: )?`)

// unreadable places an error of the YAML library at the first line with which
// the file can't be read as it can't be read whole.
func (r *conceptReader) unreadable(err error) error {
	line := sort.Search(len(r.lines)-1, func(i int) bool {
		_, short := yamlDocuments(strings.Join(r.lines[:i+1], "\n") + "\n")
		return short != nil && short.Error() == err.Error()
	})
	text := r.lines[line]
	indent := utf8.RuneCountInString(text) - utf8.RuneCountInString(strings.TrimLeft(text, " "))
	message := yamlPrefix.ReplaceAllString(err.Error(), "")
	return &ConceptError{r.path, line + 1, indent + 1, "this is not YAML: " + message, yamlHint(message)}
}

const aliasHint = "write the text itself; where a text begins with * or &, put '…' around it"

// yamlHint says what most often leads to a message of the library.
func yamlHint(message string) string {
	for _, h := range [...][2]string{
		{"unknown anchor", aliasHint},
		{"alphabetic or numeric", aliasHint},
		{"cannot start any token", "indent with spaces, not with tabs; where a text begins with @, ` or %, put '…' around it"},
		{"mapping values are not allowed", "put '…' around a text that has a colon and a space in it"},
		{"expected ':'", "write a key with a colon of half width and a space, as forms: 科技创新"},
		{"escape character", `put '…' instead of "…" around a text with a backslash`},
		{"expected ',' or", "close the list with ], and put '…' around a text with [ ] { } or a comma in it"},
	} {
		if strings.Contains(message, h[0]) {
			return h[1]
		}
	}
	return "look at the indentation and at the quotation marks of this line and the one before; where a text begins with a quotation mark, put '…' around it"
}
