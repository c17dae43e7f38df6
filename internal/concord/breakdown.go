package concord

import (
	"cmp"
	"slices"

	"yinzheng/corpus"
)

// What of a document its mentions can be counted by.
const (
	ByYear   = "year"
	ByIssuer = "issuer"
	ByType   = "type"
)

// MatrixKeys are what a Matrix can be by.
func MatrixKeys() []string { return []string{ByYear, ByIssuer, ByType} }

// Row is the part of the mentions that fall to one key.
type Row struct {
	Key         string // "" where it is unknown
	Occurrences int
	Documents   int // that hold at least one
	// Letters is the folded letters of all documents of this key that were
	// asked, with and without mentions; 0 where the key is not of documents.
	Letters int64
	Rate    float64 // occurrences in 10,000 letters
}

// rated is the row with its rate.
func (r Row) rated() Row {
	if r.Letters > 0 {
		r.Rate = float64(r.Occurrences) * 10_000 / float64(r.Letters)
	}
	return r
}

// Breakdowns divides the mentions in three ways; each adds up to the whole.
// Every year of a document that was asked has a row, so that no time without
// mentions is passed over; of the others those with mentions. The unknown
// stands last.
type Breakdowns struct {
	Year         []Row // in order of time
	Issuer, Type []Row // by falling occurrences, then by key
}

// rows counts by key.
type rows map[string]*Row

// newRows is rows for each of keys, which are of documents. They know the
// letters of all documents that keep takes.
func newRows(src Source, keep func(corpus.Info) bool, keys ...string) map[string]rows {
	tables := map[string]rows{}
	for _, by := range keys {
		tables[by] = rows{}
	}
	for doc := range src.Len() {
		info := src.Info(doc)
		if keep != nil && !keep(info) {
			continue
		}
		letters := int64(src.Letters(doc))
		for by, t := range tables {
			t.of(keyOf(info, by)).Letters += letters
		}
	}
	return tables
}

func (t rows) clone() rows {
	c := rows{}
	for key, row := range t {
		r := *row
		c[key] = &r
	}
	return c
}

func (t rows) of(key string) *Row {
	row := t[key]
	if row == nil {
		row = &Row{Key: key}
		t[key] = row
	}
	return row
}

// add counts the mentions of one document.
func (t rows) add(key string, occurrences int) {
	row := t.of(key)
	row.Occurrences += occurrences
	row.Documents++
}

// found is the rows with mentions, and all years, in order.
func (t rows) found(by string) []Row {
	var list []Row
	for _, row := range t {
		if row.Occurrences > 0 || by == ByYear {
			list = append(list, row.rated())
		}
	}
	slices.SortFunc(list, orderOf(by))
	return list
}

func keyOf(info corpus.Info, by string) string {
	switch by {
	case ByYear:
		return info.Date[:min(len(info.Date), 4)] // of an ISO date
	case ByIssuer:
		return info.Issuer
	case ByType:
		return info.Type
	}
	return ""
}

// orderOf is the order of rows: of time, or the most first. The unknown is
// last.
func orderOf(by string) func(a, b Row) int {
	return func(a, b Row) int {
		switch {
		case (a.Key == "") != (b.Key == ""):
			return cmp.Compare(len(b.Key), len(a.Key))
		case by == ByYear:
			return cmp.Compare(a.Key, b.Key)
		}
		return cmp.Or(cmp.Compare(b.Occurrences, a.Occurrences), cmp.Compare(a.Key, b.Key))
	}
}
