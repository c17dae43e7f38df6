package concord_test

import (
	"maps"
	"slices"
	"sort"
	"strings"

	"yinzheng/corpus"
	"yinzheng/internal/concord"
	"yinzheng/internal/match"
)

// plainRows counts by key: what, and by which documents.
type plainRows map[string]*concord.Row

func (rows plainRows) of(key string) *concord.Row {
	if rows[key] == nil {
		rows[key] = &concord.Row{Key: key}
	}
	return rows[key]
}

// addEach counts the mentions of one document, each by a key of its own.
func (rows plainRows) addEach(keys []string) {
	seen := map[string]bool{}
	for _, key := range keys {
		rows.of(key).Occurrences++
		if !seen[key] {
			rows.of(key).Documents++
		}
		seen[key] = true
	}
}

// list is the rows with mentions, or all, with their rates, in order.
func (rows plainRows) list(by string, all bool) []concord.Row {
	var list []concord.Row
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		row := *rows[key]
		if row.Letters > 0 {
			row.Rate = float64(10_000*row.Occurrences) / float64(row.Letters)
		}
		if all || row.Occurrences > 0 {
			list = append(list, row)
		}
	}
	if by != concord.ByYear { // the keys of years are in order by now
		sort.SliceStable(list, func(i, j int) bool { return list[i].Occurrences > list[j].Occurrences })
	}
	if i := slices.IndexFunc(list, func(r concord.Row) bool { return r.Key == "" }); i >= 0 {
		unknown := list[i]
		list = append(slices.Delete(list, i, i+1), unknown)
	}
	return list
}

// plainKeys are the keys of a document.
func plainKeys(info corpus.Info) map[string]string {
	year := info.Date
	if len(year) > 4 {
		year = year[:4]
	}
	return map[string]string{concord.ByYear: year, concord.ByIssuer: info.Issuer, concord.ByType: info.Type}
}

// plainLetters are rows that have the letters of all documents alone.
func plainLetters(docs []*plainDoc, by string, keep func(corpus.Info) bool) plainRows {
	rows := plainRows{}
	for _, d := range docs {
		if keep == nil || keep(d.doc.Info) {
			rows.of(plainKeys(d.doc.Info)[by]).Letters += int64(d.letters)
		}
	}
	return rows
}

// recount answers the question from where the mentions stand alone. What it
// draws as a sample is all lines, where these are few.
func (q *asked) recount(docs []*plainDoc, hits []match.Hits) *figures {
	r := &recount{q: q, texts: map[string]bool{}, forms: plainForms{}, rows: map[string]plainRows{}, position: newLister()}
	if q.pattern.Mode != match.Loose {
		r.Loose = &concord.Sum{}
	}
	for _, by := range concord.MatrixKeys() {
		r.rows[by] = plainLetters(docs, by, q.keep)
	}
	for _, by := range concord.GroupKeys() {
		if r.rows[by] == nil {
			r.rows[by] = plainRows{}
		}
	}
	for _, h := range hits {
		if d := docs[h.Doc]; q.keep == nil || q.keep(d.doc.Info) {
			r.beside(d, h)
			if len(h.Spans) > 0 {
				r.add(d, h.Spans)
			}
		}
	}
	return r.figures()
}

// recount is the sums so far.
type recount struct {
	q *asked
	concord.Totals
	texts     map[string]bool // of the documents that were added
	forms     plainForms
	rows      map[string]plainRows // by what is counted
	strips    []concord.Strip
	position  *lister
	few, wide []concord.Mention // all, unless they are too many; with the context that is compared
}

// beside counts what is said beside the totals.
func (r *recount) beside(d *plainDoc, h match.Hits) {
	if h.Loose > 0 {
		r.Loose.Occurrences += h.Loose
		r.Loose.Documents++
	}
	if len(h.Spans) > 0 && r.texts[d.doc.Text] {
		r.Copies.Occurrences += len(h.Spans)
		r.Copies.Documents++
	}
	r.texts[d.doc.Text] = true
}

func (r *recount) add(d *plainDoc, spans []match.Span) {
	r.Documents++
	r.Occurrences += len(spans)
	for by, key := range plainKeys(d.doc.Info) {
		row := r.rows[by].of(key)
		row.Occurrences += len(spans)
		row.Documents++
	}
	r.rows[concord.ByDocument][d.doc.Path] = &concord.Row{
		Key: d.doc.Path, Occurrences: len(spans), Documents: 1, Letters: int64(d.letters)}
	keys := map[string][]string{}
	for _, x := range spans {
		left1, right1 := d.neighbours(x, 1)
		left2, right2 := d.neighbours(x, 2)
		keys[concord.ByLeft1] = append(keys[concord.ByLeft1], left1)
		keys[concord.ByLeft2] = append(keys[concord.ByLeft2], left2)
		keys[concord.ByRight1] = append(keys[concord.ByRight1], right1)
		keys[concord.ByRight2] = append(keys[concord.ByRight2], right2)
		keys[concord.ByForm] = append(keys[concord.ByForm], r.forms.of(plainWritten(d.doc.Text, x)))
	}
	for by, list := range keys {
		r.rows[by].addEach(list)
	}
	r.strips = append(r.strips, d.strip(spans))
	lines := d.mentions(spans, r.q.width)
	for _, m := range lines {
		r.position.add(printed(m))
	}
	if r.Occurrences <= fewMentions {
		r.few = append(r.few, lines...)
		r.wide = append(r.wide, d.mentions(spans, max(r.q.width, comparedContext))...)
	}
}

func (r *recount) figures() *figures {
	f := &figures{Totals: r.Totals, Forms: []concord.Form{},
		Groups: map[string]concord.Groups{}, Listings: map[string]listing{concord.ByPosition: r.position.listing()}}
	for by, rows := range r.rows {
		f.Groups[by] = concord.Groups{By: by, Totals: r.Totals, Rows: rows.list(by, by == concord.ByYear)}
	}
	f.By = concord.Breakdowns{
		Year:   r.rows[concord.ByYear].list(concord.ByYear, true),
		Issuer: r.rows[concord.ByIssuer].list(concord.ByIssuer, false),
		Type:   r.rows[concord.ByType].list(concord.ByType, false),
	}
	for _, row := range r.rows[concord.ByForm].list(concord.ByForm, false) {
		f.Forms = append(f.Forms, concord.Form{Text: row.Key, Occurrences: row.Occurrences})
	}
	f.Strips = r.strips // stand in order of path
	sort.SliceStable(f.Strips, func(i, j int) bool { return f.Strips[i].Occurrences > f.Strips[j].Occurrences })
	if r.Occurrences > 0 && r.Occurrences <= fewMentions {
		for _, order := range concord.Sorts() {
			f.Listings[order] = r.sorted(order)
		}
		for _, m := range r.few {
			f.Sample = append(f.Sample, printed(m))
		}
	}
	return f
}

// sorted lists the mentions, which are in order of position, in another order.
func (r *recount) sorted(order string) listing {
	keys := make([]string, len(r.wide))
	at := make([]int, len(r.wide))
	for i, m := range r.wide {
		keys[i], at[i] = plainKey(m, order), i
	}
	sort.SliceStable(at, func(i, j int) bool { return keys[at[i]] < keys[at[j]] })
	l := newLister()
	for _, i := range at {
		l.add(printed(r.few[i]))
	}
	return l.listing()
}

// recountMatrix counts all questions by year, issuer or type.
func recountMatrix(docs []*plainDoc, s *scanned, questions []concord.Question, by string) *concord.Matrix {
	m := &concord.Matrix{By: by}
	total := plainLetters(docs, by, nil)
	var each []plainRows
	for _, q := range questions {
		rows := plainLetters(docs, by, nil)
		series := concord.Series{Name: q.Name}
		beside := (&asked{pattern: q.Pattern}).recount(docs, s.hits[patternKey(q.Pattern)])
		series.Beside = beside.Beside
		for _, h := range s.hits[patternKey(q.Pattern)] {
			if len(h.Spans) == 0 {
				continue
			}
			key := plainKeys(docs[h.Doc].doc.Info)[by]
			rows.of(key).Occurrences += len(h.Spans)
			rows.of(key).Documents++
			total.of(key).Occurrences += len(h.Spans)
			series.Occurrences += len(h.Spans)
			series.Documents++
		}
		m.Series, each = append(m.Series, series), append(each, rows)
	}
	for i, rows := range each {
		byKey := map[string]concord.Row{}
		for _, row := range rows.list(by, true) {
			byKey[row.Key] = row
		}
		for _, row := range total.list(by, true) {
			m.Series[i].Rows = append(m.Series[i].Rows, byKey[row.Key])
		}
	}
	return m
}

// plainWritten is a match with the marks beside it whose partners it holds:
// pairs inside are taken away, innermost first, until none is left.
func plainWritten(text string, x match.Span) string {
	pairs := []string{"“”", "‘’", "「」", "『』", "《》", "〈〉"}
	left := ""
	for _, r := range text[x.Start:x.End] {
		for _, pair := range pairs {
			if strings.ContainsRune(pair, r) {
				left += string(r)
			}
		}
	}
	for again := true; again; {
		before := left
		for _, pair := range pairs {
			left = strings.ReplaceAll(left, pair, "")
		}
		again = left != before
	}
	for left != "" {
		opener, closer := "", ""
		for _, pair := range pairs {
			if one := pair[:len("“")]; strings.HasSuffix(left, one) {
				closer = pair[len("“"):]
			}
			if other := pair[len("“"):]; strings.HasPrefix(left, other) {
				opener = pair[:len("“")]
			}
		}
		switch {
		case opener != "" && strings.HasSuffix(text[:x.Start], opener):
			x.Start -= len(opener)
			left = left[len("“"):]
		case closer != "" && strings.HasPrefix(text[x.End:], closer):
			x.End += len(closer)
			left = left[:len(left)-len("“")]
		default:
			return text[x.Start:x.End]
		}
	}
	return text[x.Start:x.End]
}
