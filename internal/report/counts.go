package report

import "strconv"

// Counts is the answer of mentions --count for several terms and concepts.
type Counts struct {
	Scope
	Counts []Count `json:"-"`
}

// Count is one term, or concept, of Counts.
type Count struct {
	Query string `json:"query"`
	Totals
}

// Counts writes c; as text a line of occurrences<TAB>documents<TAB>query each.
func (p Printer) Counts(c Counts) error {
	cells := func(x Count) []string {
		return []string{strconv.Itoa(x.Occurrences), strconv.Itoa(x.Documents), x.Query}
	}
	if ok, err := p.listing(listing{
		name: "counts", head: func() any { return c }, header: []string{"occurrences", "documents", "query"},
		items: listOf(c.Counts, func(x Count) item { return item{x, cells(x)} }),
	}); ok {
		return err
	}
	for _, x := range c.Counts {
		line := cells(x)
		if _, err := p.W.Write([]byte(line[0] + "\t" + line[1] + "\t" + p.inLine(line[2]) + "\n")); err != nil {
			return err
		}
	}
	return nil
}
