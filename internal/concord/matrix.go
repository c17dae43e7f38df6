package concord

import (
	"context"
	"slices"

	"yinzheng/corpus"
	"yinzheng/internal/match"
)

// Matrix is questions, concepts for the most part, by year, issuer or type.
type Matrix struct {
	By     string // ByYear, ByIssuer or ByType
	Series []Series
}

// Series is one question's part of a Matrix. The Rows of all series of a
// matrix have the same keys in the same order: every key of a document that
// was asked, also where nothing was found.
type Series struct {
	Name string
	Totals
	Rows []Row
}

// Question is a pattern and the name that its Series bears.
type Question struct {
	Name    string
	Pattern match.Pattern
}

// NewMatrix counts the questions in the documents that keep takes, nil all.
// Years stand in order of time, other keys by the occurrences of all
// questions, falling; the unknown last.
func NewMatrix(ctx context.Context, src Source, questions []Question, by string, keep func(corpus.Info) bool) (*Matrix, error) {
	m := &Matrix{By: by}
	none := newRows(src, keep, by)[by]
	total := none.clone()
	for _, q := range questions {
		rows := none.clone()
		s := Series{Name: q.Name}
		for hits, err := range find(ctx, src, q.Pattern, keep, &s.Beside) {
			if err != nil {
				return nil, err
			}
			info, n := src.Info(hits.Doc), len(hits.Spans)
			s.Totals.add(n)
			rows.add(keyOf(info, by), n)
			total.add(keyOf(info, by), n)
		}
		for _, row := range rows {
			s.Rows = append(s.Rows, row.rated())
		}
		m.Series = append(m.Series, s)
	}
	for _, s := range m.Series {
		slices.SortFunc(s.Rows, func(a, b Row) int {
			return orderOf(by)(*total[a.Key], *total[b.Key])
		})
	}
	return m, nil
}
