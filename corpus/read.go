package corpus

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// MaxSize is the largest file, in bytes, that Read takes, maxHTML of HTML,
// whose parser may need a hundred times as much memory.
const (
	MaxSize = 256 << 20
	maxHTML = 32 << 20
)

// format is one kind of file that can be read.
type format struct {
	name       string   // Info.Format
	extensions []string // lower case, with the dot
	read       func(src string) (*draft, error)
}

// formats is the table of readers: one line a format.
var formats = [...]format{
	{"text", []string{".txt"}, readText},
	{"markdown", []string{".md", ".markdown"}, readMarkdown},
	{"html", []string{".html", ".htm"}, readHTML},
}

func formatOf(ext string) (format, bool) {
	for _, f := range formats {
		for _, e := range f.extensions {
			if e == ext {
				return f, true
			}
		}
	}
	return format{}, false
}

// draft is what a format's reader makes of a file: its text in paragraphs
// and what its markup says of it.
type draft struct {
	*composer
	front    fields // YAML front matter
	fields   fields // header lines, metadata tables, meta tags
	title    string // by markup: the first heading of depth 1, <title>
	warnings []string
}

// Read makes a document of a file's bytes; path says the format and is where
// the last of the metadata comes from, nothing is opened. The error is an
// *UnreadableError. Read keeps nothing of data. Whatever the bytes are, time is
// linear in their number, and memory some 120 times it at most for HTML and 90
// times for the other formats.
func Read(name string, data []byte) (*Document, error) {
	refuse := func(reason string) (*Document, error) {
		return nil, &UnreadableError{Path: name, Reason: reason}
	}
	name = filepath.ToSlash(name)
	f, ok := formatOf(strings.ToLower(path.Ext(name)))
	switch {
	case !ok && KindOf(name) == KindUnreadable:
		return refuse("format not supported yet: " + strings.TrimPrefix(strings.ToLower(path.Ext(name)), "."))
	case !ok:
		return refuse("not a known kind of document")
	case len(data) > MaxSize:
		return refuse("larger than " + strconv.Itoa(MaxSize>>20) + " MB")
	case len(data) > maxHTML && f.name == "html":
		return refuse("HTML larger than " + strconv.Itoa(maxHTML>>20) + " MB")
	}
	src, err := decode(data, f.name == "html")
	if err != nil {
		return refuse(err.Error())
	}
	d, err := f.read(src.text)
	if err != nil {
		return refuse(err.Error())
	}
	if len(d.text) == 0 {
		return refuse("empty: no text in it")
	}
	return d.document(name, f.name, src), nil
}

// document finishes the draft: metadata, outline and passages.
func (d *draft) document(name, format string, src source) *Document {
	doc := &Document{Text: string(d.text), Lines: d.marks}
	doc.Path, doc.Format, doc.Encoding = name, format, src.encoding
	doc.Warnings = append(src.warnings, d.warnings...)
	var warnings []string
	doc.Outline, warnings = outline(doc.Text, d.paragraphs)
	doc.Warnings = append(doc.Warnings, warnings...)
	doc.Passages = passages(doc.Text, d.paragraphs, doc.Outline)
	doc.Meta = metadata(name, doc.Text, d, hasArticles(doc.Outline))
	return doc
}
