package server

import (
	"context"
	"net/url"
	"strings"

	"yinzheng/internal/analysis"
	"yinzheng/internal/concord"
	"yinzheng/internal/report"
)

// tableView is counts by something; a row links to the mentions it counts
// where a filter can choose them.
type tableView struct {
	By         string
	Rates      bool
	Rows       []rowView
	Total      int // rows in the whole list
	Folded     []rowView
	NoDocument bool
}

type rowView struct {
	Key, Name              string // Name is of a document
	Occurrences, Documents int
	Letters                int64
	Rate                   float64
	Link                   string
}

const openRows = 12 // rows of a table beside the lines that stand open

func newTableView(g *generation, values url.Values, by string, rows []concord.Row) tableView {
	t := tableView{By: by, Rates: by != concord.ByForm, NoDocument: by == concord.ByForm, Total: len(rows)}
	for _, r := range rows {
		t.Rows = append(t.Rows, newRowView(values, by, r.Key, r.Occurrences, r.Documents, r.Letters, r.Rate))
	}
	t.withoutWider(g)
	if len(t.Rows) > openRows {
		t.Rows, t.Folded = t.Rows[:openRows], t.Rows[openRows:min(len(t.Rows), MaxLimit)]
	}
	return t
}

// withoutWider takes the links off issuers whose name is a part of another's:
// the filter would find the mentions of both.
func (t *tableView) withoutWider(g *generation) {
	if t.By != concord.ByIssuer {
		return
	}
	all := g.issuers()
	for i := range t.Rows {
		name := analysis.Letters(t.Rows[i].Key)
		if _, others, _ := strings.Cut(all, name); strings.Contains(others, name) {
			t.Rows[i].Link = ""
		}
	}
}

// newRowView links to the mentions that the row counts, where one filter more
// finds them and no others.
func newRowView(values url.Values, by, key string, occurrences, documents int, letters int64, rate float64) rowView {
	r := rowView{Key: key, Occurrences: occurrences, Documents: documents, Letters: letters, Rate: rate}
	filter := map[string]string{concord.ByYear: "date", concord.ByIssuer: "issuer", concord.ByType: "type", concord.ByDocument: "path"}[by]
	if filter != "" && key != "" && occurrences > 0 && !values.Has(filter) {
		r.Link = "/mentions?" + asked(values, filter, key).Encode()
	}
	return r
}

func (v *mentionsAnswer) addGroups(ctx context.Context, g *generation, q *inquiry, values url.Values) error {
	a, err := q.groups(ctx, g)
	if err != nil {
		return err
	}
	v.Asked = a.Asked
	t := tableView{By: a.Group, Total: a.Rows}
	for _, x := range a.Groups {
		letters, rate := int64(0), 0.0
		if x.Rate != nil {
			t.Rates, letters, rate = true, *x.Letters, *x.Rate
		}
		row := newRowView(values, a.Group, x.Key, x.Occurrences, x.Documents, letters, rate)
		if a.Group == concord.ByDocument {
			t.NoDocument = true
			if err := row.name(g, values); err != nil {
				return err
			}
		}
		t.Rows = append(t.Rows, row)
	}
	t.withoutWider(g)
	v.Tables = []tableView{t}
	v.pager = newPager("/mentions", values, a.List, len(a.Groups), a.Rows)
	return nil
}

// name has a row for a document, whose key is its path, bear its title and lead
// to it.
func (r *rowView) name(g *generation, values url.Values) error {
	found, err := g.Resolve(r.Key)
	if err != nil || len(found) == 0 {
		return err
	}
	info := g.Info(found[0])
	r.Name = report.NewDocument(info).Name()
	r.Link = markedLink(values, info.ID, 0)
	return nil
}
