package concord

import (
	"context"
	"iter"

	"yinzheng/corpus"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// Source is documents that can be asked for a pattern: an index, or a brute
// scan. Documents are numbered 0 to Len()-1 in order of path. All methods may
// be called side by side.
type Source interface {
	Len() int
	Info(doc int) corpus.Info
	Letters(doc int) int // folded letters of its text
	Size(doc int) int    // bytes of its text
	// SameText tells whether two documents have one text, byte for byte.
	SameText(a, b int) (bool, error)
	// Find gives the documents that hold the pattern in order of number,
	// each with all its matches, which are the caller's; keep says which
	// documents count, nil all.
	Find(ctx context.Context, p match.Pattern, keep func(corpus.Info) bool) iter.Seq2[match.Hits, error]
	// Load reads a document and turns spans of Find into bytes of its text;
	// there may be none.
	Load(match.Hits) (*corpus.Document, []match.Span, error)
}

// Count is the totals of a Concordance alone, without reading any document.
func Count(ctx context.Context, src Source, p match.Pattern, keep func(corpus.Info) bool) (Totals, error) {
	var t Totals
	for hits, err := range find(ctx, src, p, keep, &t.Beside) {
		if err != nil {
			return Totals{}, err
		}
		t.add(len(hits.Spans))
	}
	return t, nil
}

// Filter takes the documents that answer to all fields; of several fields
// with one name, one is enough. It is nil, all documents, without fields.
func Filter(fields []query.Field) func(corpus.Info) bool {
	if len(fields) == 0 {
		return nil
	}
	tests := map[string][]func(string) bool{}
	for _, f := range fields {
		tests[f.Name] = append(tests[f.Name], match.FieldMatcher(f))
	}
	return func(info corpus.Info) bool {
		for name, any := range tests {
			if !oneFits(any, fieldOf(info, name)) {
				return false
			}
		}
		return true
	}
}

func oneFits(tests []func(string) bool, value string) bool {
	for _, fits := range tests {
		if fits(value) {
			return true
		}
	}
	return false
}

// fieldOf is the metadata that the query field of this name is about.
func fieldOf(info corpus.Info, name string) string {
	switch name {
	case "title":
		return info.Title
	case "issuer":
		return info.Issuer
	case "number":
		return info.Number
	case "date":
		return info.Date
	case "type":
		return info.Type
	case "path":
		return info.Path
	}
	return ""
}
