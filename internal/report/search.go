package report

import (
	"math"
	"strconv"
	"strings"
	"time"

	"yinzheng/index"
)

// Search is the answer of search.
type Search struct {
	Query string `json:"query"`
	Total int    `json:"total"`
	// Tier is the only one that is listed, unknown where all are.
	Tier Optional `json:"tier"`
	// Tiers counts the documents of each tier, listed or not.
	Tiers index.TierCounts `json:"tiers"`
	// Parts is what the bare words are made of.
	Parts []string `json:"parts"`
	// Took is in milliseconds.
	Took    float64 `json:"took_ms"`
	Filters Filters `json:"filters"`
	// Split is the bare words that no document holds, which select by their
	// parts.
	Split []string `json:"split"`
	// Article is what the bare words name, nil unless they are a name.
	Article *Article `json:"article"`
	List
	Hits []Hit `json:"hits"`
}

// Hit is one document.
type Hit struct {
	Document Document  `json:"document"`
	Tier     string    `json:"tier"`
	Score    float64   `json:"score"`
	Passages []Passage `json:"passages"`

	// Title is the document's title with its matches; JSON has it in Document.
	Title []index.Piece `json:"-"`
}

// Passage is a place in a document, best first.
type Passage struct {
	Section Optional      `json:"section"`
	Start   int           `json:"start"`
	End     int           `json:"end"`
	Line    int           `json:"line"`
	Snippet []index.Piece `json:"snippet"`
}

// NewSearch makes the answer of what the index found among the documents that
// the filters let pass, in one tier or, if that is "", in all.
func NewSearch(query, tier string, filters Filters, r *index.SearchResult, took time.Duration, list List) Search {
	s := Search{Query: query, Total: r.Total(), Tier: Optional(tier), Tiers: r.Tiers, Parts: append([]string{}, r.Parts...),
		Took: milliseconds(took), Filters: filters, Split: append([]string{}, r.Split...), List: list, Hits: make([]Hit, 0, len(r.Hits))}
	for _, h := range r.Hits {
		hit := Hit{
			Document: NewDocument(h.Document),
			Tier:     h.Tier.String(),
			Score:    rounded(h.Score),
			Passages: make([]Passage, 0, len(h.Passages)),
			Title:    h.Title,
		}
		for _, x := range h.Passages {
			hit.Passages = append(hit.Passages, Passage{Optional(x.Section), x.Start, x.End, x.Line, pieces(x.Snippet)})
		}
		s.Hits = append(s.Hits, hit)
	}
	return s
}

func pieces(list []index.Piece) []index.Piece {
	if list == nil {
		return []index.Piece{}
	}
	return list
}

func milliseconds(d time.Duration) float64 {
	return math.Round(float64(d.Microseconds())/100) / 10
}

// rounded keeps four decimals.
func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// Search writes s.
func (p Printer) Search(s Search) error {
	switch p.Format {
	case JSON:
		return p.searchJSON(s)
	case JSONL:
		for _, h := range s.Hits {
			if err := p.json(h); err != nil {
				return err
			}
		}
		return p.json(s.head())
	case CSV:
		return p.searchCSV(s)
	}
	return p.searchText(s)
}

// searchHead is a Search without its list.
type searchHead struct {
	Query   string           `json:"query"`
	Total   int              `json:"total"`
	Tier    Optional         `json:"tier"`
	Tiers   index.TierCounts `json:"tiers"`
	Parts   []string         `json:"parts"`
	Took    float64          `json:"took_ms"`
	Filters Filters          `json:"filters"`
	Split   []string         `json:"split"`
	Article *Article         `json:"article"`
	List
}

func (s Search) head() searchHead {
	return searchHead{s.Query, s.Total, s.Tier, s.Tiers, s.Parts, s.Took, s.Filters, s.Split, s.Article, s.List}
}

func (p Printer) searchJSON(s Search) error {
	if err := p.openJSON(s.head(), "hits"); err != nil {
		return err
	}
	for i, h := range s.Hits {
		if err := p.itemJSON(h, i == 0); err != nil {
			return err
		}
	}
	return p.closeJSON(len(s.Hits) == 0)
}

func (p Printer) searchCSV(s Search) error {
	header := append([]string{"rank"}, documentHeader()...)
	header = append(header, "score", "section", "line", "start", "end", "snippet", "tier")
	return p.csv(header, func(row func(...string) error) {
		for i, h := range s.Hits {
			cells := append([]string{strconv.Itoa(s.Offset + i + 1)}, documentCells(h.Document)...)
			cells = append(cells, strconv.FormatFloat(h.Score, 'f', 4, 64))
			if len(h.Passages) == 0 {
				row(append(cells, "", "", "", "", "", h.Tier)...)
			}
			for _, x := range h.Passages {
				row(append(cells[:len(cells):len(cells)], string(x.Section), strconv.Itoa(x.Line),
					strconv.Itoa(x.Start), strconv.Itoa(x.End), join(x.Snippet), h.Tier)...)
			}
		}
	})
}

func join(pieces []index.Piece) string {
	var b strings.Builder
	for _, x := range pieces {
		b.WriteString(x.Text)
	}
	return b.String()
}
