package report

import (
	"bufio"
	"encoding/json"
	"iter"
)

// listing is an answer with one list in it, for programs. The items are
// written as they come.
type listing struct {
	name   string     // of the list in JSON
	head   func() any // the rest: an object with at least one name; JSON lines ask for it last
	items  iter.Seq2[item, error]
	header []string // of the cells
}

// item is one of the list: as JSON, and as a row of CSV.
type item struct {
	value any
	cells []string
}

// listing writes l as JSON, JSON lines or CSV; ok is false for the formats
// that people read.
func (p Printer) listing(l listing) (ok bool, err error) {
	w := bufio.NewWriterSize(p.W, 1<<16)
	p.W = w
	switch p.Format {
	case JSON:
		err = p.listingJSON(l)
	case JSONL:
		err = p.listingLines(l)
	case CSV:
		err = p.listingCSV(l)
	default:
		return false, nil
	}
	if err != nil {
		_ = w.Flush() // what was found before the error stands
		return true, err
	}
	return true, w.Flush()
}

func (p Printer) listingJSON(l listing) error {
	if err := p.openJSON(l.head(), l.name); err != nil {
		return err
	}
	first := true
	for x, err := range l.items {
		if err != nil {
			return err
		}
		if err := p.itemJSON(x.value, first); err != nil {
			return err
		}
		first = false
	}
	return p.closeJSON(first)
}

func (p Printer) listingLines(l listing) error {
	enc := json.NewEncoder(p.W)
	enc.SetEscapeHTML(false)
	for x, err := range l.items {
		if err != nil {
			return err
		}
		if err := enc.Encode(x.value); err != nil {
			return err
		}
	}
	return enc.Encode(l.head())
}

func (p Printer) listingCSV(l listing) error {
	var failed error
	err := p.csv(l.header, func(row func(...string) error) {
		for x, err := range l.items {
			if err != nil {
				failed = err
				return
			}
			if row(x.cells...) != nil {
				return
			}
		}
	})
	if failed != nil {
		return failed
	}
	return err
}

// listOf is a list that is at hand, as items.
func listOf[T any](list []T, make func(T) item) iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		for _, x := range list {
			if !yield(make(x), nil) {
				return
			}
		}
	}
}
