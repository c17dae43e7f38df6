package report

import (
	"errors"
	"fmt"
	"strconv"

	"yinzheng/internal/concord"
)

// ErrNothingToDraw answers the wish for a picture of no occurrence at all.
var ErrNothingToDraw = errors.New("nothing to draw: no occurrences")

// drawable tells whether x can be drawn over the years: an error, or
// ErrNothingToDraw, if not.
func drawable(x concord.Matrix) error {
	if x.By != "year" {
		return fmt.Errorf("counts by %s cannot be drawn: only those by year can", x.By)
	}
	for _, s := range x.Series {
		if s.Occurrences > 0 {
			return nil
		}
	}
	return ErrNothingToDraw
}

// slot is a place on the axis of years: a row, or years without documents.
type slot struct {
	label       string // 1954; 1961–1963; "" for the undated
	row         int    // in Series.Rows; noRow if no document is of these years
	first, last int    // years; 0 if the key is not a year
}

const noRow = -1

func (s slot) undated() bool { return s.row != noRow && s.label == "" }
func (s slot) folded() bool  { return s.row == noRow && s.last > s.first }

// timeline is the rows in their order, and between them the years that have
// none: each for itself, or as one slot where more than fold stand in a row.
func timeline(rows []concord.Row, fold int) []slot {
	var slots []slot
	last := 0
	for i, row := range rows {
		year, err := strconv.Atoi(row.Key)
		if err == nil {
			if last > 0 {
				slots = append(slots, missing(last+1, year-1, fold)...)
			}
			last = year
		}
		slots = append(slots, slot{row.Key, i, year, year})
	}
	return slots
}

// missing are the slots of the years from first to last.
func missing(first, last, fold int) []slot {
	if last-first+1 > fold {
		return []slot{{fmt.Sprintf("%04d–%04d", first, last), noRow, first, last}}
	}
	var slots []slot
	for year := first; year <= last; year++ {
		slots = append(slots, slot{fmt.Sprintf("%04d", year), noRow, year, year})
	}
	return slots
}

// fullRate is the rate that fills a scale: the highest of the years. The
// undated are no point in time and do not squeeze the others, so their own
// may be higher; it is the scale where nothing else is.
func fullRate(rows []concord.Row) float64 {
	years, undated := 0.0, 0.0
	for _, row := range rows {
		if row.Key == "" {
			undated = row.Rate
		} else {
			years = max(years, row.Rate)
		}
	}
	if years == 0 {
		return undated
	}
	return years
}
