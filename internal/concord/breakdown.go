package concord

import (
	"cmp"
	"slices"

	"yinzheng/corpus"
)

// Row is the part of the mentions that fall to one key.
type Row struct {
	Key         string // "" for the documents of which it is unknown
	Occurrences int
	Documents   int // that hold at least one
	// Letters is the folded letters of all documents of this key that were
	// asked, with and without mentions.
	Letters int64
	Rate    float64 // occurrences in 10,000 letters
}

// Breakdowns divides the mentions in three ways; each adds up to the whole.
// Only keys with mentions have a row. The unknown stands last.
type Breakdowns struct {
	Year         []Row // in order of time
	Issuer, Type []Row // by falling occurrences, then by key
}

// tally counts while documents pass.
type tally struct{ year, issuer, kind map[string]*Row }

// newTally knows the letters of all documents that keep takes.
func newTally(src Source, keep func(corpus.Info) bool) tally {
	t := tally{map[string]*Row{}, map[string]*Row{}, map[string]*Row{}}
	for doc := range src.Len() {
		info := src.Info(doc)
		if keep != nil && !keep(info) {
			continue
		}
		letters := int64(src.Letters(doc))
		for _, row := range t.rows(info) {
			row.Letters += letters
		}
	}
	return t
}

// rows are those that a document counts in.
func (t tally) rows(info corpus.Info) [3]*Row {
	return [3]*Row{rowOf(t.year, year(info.Date)), rowOf(t.issuer, info.Issuer), rowOf(t.kind, info.Type)}
}

func rowOf(rows map[string]*Row, key string) *Row {
	row := rows[key]
	if row == nil {
		row = &Row{Key: key}
		rows[key] = row
	}
	return row
}

// year is the first part of an ISO date, "" if it is unknown.
func year(date string) string { return date[:min(len(date), 4)] }

func (t tally) add(info corpus.Info, occurrences int) {
	for _, row := range t.rows(info) {
		row.Occurrences += occurrences
		row.Documents++
	}
}

func (t tally) breakdowns() Breakdowns {
	inTime := func(a, b Row) int { return cmp.Compare(a.Key, b.Key) }
	most := func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Occurrences, a.Occurrences), cmp.Compare(a.Key, b.Key))
	}
	return Breakdowns{
		Year:   finished(t.year, inTime),
		Issuer: finished(t.issuer, most),
		Type:   finished(t.kind, most),
	}
}

func finished(rows map[string]*Row, order func(a, b Row) int) []Row {
	var list []Row
	for _, row := range rows {
		if row.Occurrences == 0 {
			continue
		}
		if row.Letters > 0 {
			row.Rate = float64(row.Occurrences) * 10_000 / float64(row.Letters)
		}
		list = append(list, *row)
	}
	slices.SortFunc(list, func(a, b Row) int {
		if (a.Key == "") != (b.Key == "") {
			return cmp.Compare(len(b.Key), len(a.Key)) // the unknown last
		}
		return order(a, b)
	})
	return list
}
