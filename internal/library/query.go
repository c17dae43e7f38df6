package library

import (
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/match"
	"yinzheng/internal/query"
)

// InQuery answers for a search whose bare words are the name of a document,
// with or without a part: 行政处罚法第33条 类型:法律. Only documents that keep and
// the query's fields let pass are meant; nil lets all pass. all gives the
// library of all documents of src.
//
// ok is false, and no title is asked for, where the words can't be a name: for
// most searches.
func InQuery(q query.Node, text string, src Source, keep func(corpus.Info) bool, all func() *Library) (a Answer, ok bool, err error) {
	name, fields, ok := bareOf(q)
	if len(fields) == 0 {
		name = strings.TrimSpace(text) // with the brackets that the query took for its own
	}
	if !ok || !MayName(name) {
		return Answer{}, false, nil
	}
	l := (*Library)(nil)
	if keep == nil && len(fields) == 0 {
		l = all()
	} else {
		l = New(src, func(info corpus.Info) bool { return (keep == nil || keep(info)) && fitsAll(fields, info) })
	}
	a, err = l.Named(name, "", nil)
	return a, a.Known(), err
}

// Known tells that a name means something, be it too much, or a document
// without the version or the part that is named.
func (a Answer) Known() bool {
	return a.Spot != nil || len(a.Parts)+len(a.Candidates)+len(a.Versions) > 0 || a.Wanting >= 0 && a.Missing != ""
}

// bareOf is the bare words of a query and the fields beside them; ok is false
// where it has something else.
func bareOf(q query.Node) (words string, fields []query.Field, ok bool) {
	var list []string
	ok = true
	query.Walk(q, func(n query.Node) bool {
		switch n := n.(type) {
		case query.And:
		case query.Word:
			list = append(list, n.Text)
		case query.Field:
			fields = append(fields, n)
		default:
			ok = false
		}
		return ok
	})
	return strings.Join(list, " "), fields, ok && len(list) > 0
}

func fitsAll(fields []query.Field, info corpus.Info) bool {
	for _, f := range fields {
		if !match.Field(f, valueOf(f.Name, info)) {
			return false
		}
	}
	return true
}

// valueOf is what a field of the query language looks at.
func valueOf(field string, info corpus.Info) string {
	switch field {
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
	}
	return info.Path
}
